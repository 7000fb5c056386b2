"""Attribution by a colon: "it corrected itself: the third was a rock", "set out two conditions: a vote and a truce"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tocsin.core.vocabulary import Stance
from tocsin.reading.attribution.cues import colon_cues, frame_of, word_set
from tocsin.reading.attribution.frame import Attribution
from tocsin.reading.attribution.grammar import child, is_negated, lemma_of
from tocsin.reading.attribution.sources import has_mind
from tocsin.reading.text.syntax import children, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_STOPS = frozenset({".", ";", "!", "?", ":"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_FURTHEST = 40
_LISTED = frozenset({Stance.REQUESTS, Stance.PROPOSES})
"""Acts that may name things only: conditions, offers."""


def by_colons(doc: Doc) -> Iterator[Attribution]:
    """Every attribution in ``doc`` by a sentence with a colon that says somebody gives what stands behind it."""
    for colon in doc:
        if colon.text != ":" or colon.i + 1 >= len(doc) or doc[colon.i + 1].is_quote:
            continue
        found = _given(colon, _before(colon), _behind(colon))
        if found is not None:
            yield found


def _before(colon: Token) -> list[Token]:
    words: list[Token] = []
    for word in reversed(colon.doc[max(0, colon.i - _FURTHEST) : colon.i]):
        if word.text in _STOPS or word.is_quote:
            break
        words.insert(0, word)
    return words


def _behind(colon: Token) -> list[Token]:
    words: list[Token] = []
    for word in colon.doc[colon.i + 1 : colon.i + 1 + 2 * _FURTHEST]:
        if word.text in _STOPS:
            break
        words.append(word)
    return words


def _given(colon: Token, before: list[Token], behind: list[Token]) -> Attribution | None:
    verb = next((w for w in before if w.pos_ in {"VERB", "AUX"} and own_subject(w) is not None), None)
    if verb is None or len(behind) < 2 or is_negated(verb) or _is_told_apart(behind):
        return None
    said = _act(verb, colon)
    if said is None:
        return None
    stance, who = said
    told = any(w.tag_ in _FINITE for w in behind)
    if not (has_mind(who) or who.lower_ in {"it", "its"}) or not (told or stance in _LISTED):
        return None
    head = next((w for w in behind if w.dep_ == "ROOT" or w.tag_ in _FINITE), behind[0])
    return Attribution(
        anchor=verb,
        cue=frozenset({verb.i}),
        source=who,
        content=frozenset(w.i for w in behind),
        shape="colon",
        stance=stance,
        head=head,
    )


def _is_told_apart(behind: list[Token]) -> bool:
    """Whether somebody is named in what stands behind the colon who says it: ": no day was fixed, he said"."""
    return any(w.pos_ == "VERB" and frame_of(lemma_of(w), "clause") and child(w, "ccomp") is None for w in behind)


def _act(verb: Token, colon: Token) -> tuple[Stance, Token] | None:
    """The act of giving what stands behind the colon, and who gives it."""
    who = own_subject(verb)
    if who is None or who.i > verb.i:
        return None
    lemma = verb.lemma_.lower()
    acts = colon_cues()
    thing = next((w for w in children(verb, "dobj", "pobj") if w.i < colon.i), None)
    if lemma in acts and (thing is None or thing.pos_ == "PRON"):
        return acts[lemma], who
    if lemma == "put" and thing is not None and thing.lower_ == "it":
        return Stance.ASSERTS, who
    if lemma in word_set("setting_out") and thing is not None and thing.lemma_.lower() in acts:
        return acts[thing.lemma_.lower()], who
    owner = child(who, "poss")
    if lemma == "be" and owner is not None and who.lemma_.lower() in acts:
        return acts[who.lemma_.lower()], owner
    return None
