"""What an attribution is: somebody says something, as the grammar of one sentence has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.core.vocabulary import Stance
from tocsin.reading.attribution.cues import Cue, frame_of
from tocsin.reading.attribution.extent import of_deed
from tocsin.reading.attribution.grammar import noun_phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MODIFIERS = frozenset({"aux", "auxpass", "neg", "advmod", "prt"})
_AHEAD = frozenset({Stance.THREATENS, Stance.PROMISES, Stance.REQUESTS, Stance.PROPOSES, Stance.PREDICTS, Stance.WARNS})
"""Acts about what is to come: a day that is named is its day, not that of the saying."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """That a source says something, in one parse: ``cue`` and ``content`` are positions of its words.

    ``anchor`` is the verb, noun or preposition that says so, ``shape`` the frame it stands in, ``head`` the word that
    heads the content, ``source`` the head of who says it (``None`` where nobody is named).
    """

    anchor: Token
    cue: frozenset[int]
    source: Token | None
    content: frozenset[int]
    shape: str
    stance: Stance
    head: Token


def _told_by_another(doc: Doc, content: set[int]) -> set[int]:
    """A relative clause at the end by which somebody else speaks: ", whose owner says that he paid"."""
    last = max(content, default=0)
    for word in (doc[i] for i in sorted(content)):
        if word.dep_ != "relcl" or word.right_edge.i < last or frame_of(word.lemma_.lower(), "clause") is None:
            continue
        first = word.left_edge.i
        if first and doc[first - 1].text == "," and any(w.dep_ == "ccomp" for w in word.children):
            return set(range(first - 1, last + 1))
    return set()


def attribute(
    verb: Token, cue: Cue, who: Token | None, words: set[int], head: Token, keep: frozenset[int] = frozenset()
) -> Attribution | None:
    """What ``verb`` attributes to ``who``: ``words`` without the cue and the source; ``None`` where nothing is left.

    ``keep`` are words that stay even where the parser hangs them on the source ("accused by the ministry of spying").
    """
    beside = {w.i for w in verb.children if w.dep_ in _MODIFIERS}
    own = {verb.i}
    for step in (-1, 1):
        at = verb.i + step
        while at in beside:
            own.add(at)
            at += step
    content = words - own
    if who is not None and head != who:
        content -= noun_phrase(who) - keep
    if cue.frame not in {"clause", "quote"}:
        content -= _told_by_another(verb.doc, content)
        content = of_deed(verb, content, ahead=cue.stance in _AHEAD) - own
    if not content:
        return None
    return Attribution(
        anchor=verb,
        cue=frozenset(own),
        source=who,
        content=frozenset(content),
        shape=cue.frame,
        stance=cue.stance,
        head=head,
    )
