"""The propositions of a saying, each with its speaker and its own act: "said X and that no Y" is two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from tocsin.core.claims import Actor, Proposition
from tocsin.core.vocabulary import Stance
from tocsin.reading.actors.cast import Cast
from tocsin.reading.actors.coreference import antecedent
from tocsin.reading.attribution.grammar import child, is_infinitive, noun_phrase, runs
from tocsin.reading.attribution.sayings import Piece, Saying
from tocsin.reading.attribution.sources import is_text
from tocsin.reading.attribution.stance import is_negated_content, names_own_side, stance_of
from tocsin.reading.terms import countries
from tocsin.reading.text.syntax import agent, is_passive, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_OWN = frozenset({"i", "we", "he", "she", "they", "it"})
_OTHERS = frozenset({"he", "she", "they", "it"})
_OWNERS = frozenset({"his", "her", "its", "their", "our", "my"})
_JOINT = re.compile(r"[\s,;]{0,5}(?:\b(?:and|but|or))?(?:\s{1,3}that)?[\s,;]{0,5}$")
_SENTENCE = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z][a-z])[.!?…]\s+(?=[A-Z“\"‘'(])")
_OF_FACT = frozenset({Stance.ASSERTS, Stance.DENIES, Stance.ASSESSES, Stance.ACCUSES})
_ACTS = frozenset({Stance.REFUSES, Stance.THREATENS})
_FIRST = frozenset({"i", "we"})
_LONGEST_TURN = 16
_MOST = 12
"""Conjuncts of one content that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One proposition of a saying; ``words`` are the tokens of its content in the parse that holds its cue.

    ``text`` is its pieces, joined by spaces.
    """

    saying: Saying
    head: Token
    words: tuple[Token, ...]
    pieces: tuple[Piece, ...]
    speaker: Actor | None
    stance: Stance
    negated: bool
    text: str
    about: Proposition | None = None


def parts_of(saying: Saying, cast: Cast) -> list[Part]:
    """The propositions of one saying; neighbours that are the same act stay together."""
    speaker = _speaker(saying, cast)
    parts: list[Part] = []
    for head, pieces in _propositions(saying):
        part = _part(saying, head, pieces, speaker, cast)
        last = parts[-1] if parts else None
        if last is not None and (_is_same_act(last, part) if not saying.quoted else not _turns(last, part)):
            parts[-1] = _part(saying, last.head, _hull(saying, last.pieces, pieces), speaker, cast)
        else:
            parts.append(part)
    return parts


def _is_same_act(last: Part, part: Part) -> bool:
    """Whether two propositions are one act: of one stance, and both denied or neither unless they share a subject."""
    return last.stance is part.stance and (last.negated == part.negated or not _has_subject(part.head))


def _turns(last: Part, part: Part) -> bool:
    """Whether a quoted sentence is another act than those before it: a denial first and then what was so, a refusal."""
    if len(last.words) > _LONGEST_TURN or len(part.words) > _LONGEST_TURN:
        return False
    flat = last.negated and not part.negated and last.head.lemma_ == "be"
    if flat and last.stance in _OF_FACT and part.stance in _OF_FACT:
        return True
    return last.stance is not part.stance and any(_is_own_act(each) for each in (last, part))


def _is_own_act(part: Part) -> bool:
    """Whether a sentence is the speaker's own refusal or threat: "we will not recognise it"."""
    who = own_subject(part.head)
    return part.stance in _ACTS and who is not None and who.lower_ in _FIRST


def _hull(saying: Saying, first: Sequence[Piece], second: Sequence[Piece]) -> tuple[Piece, ...]:
    """Two runs of pieces as one; where words of the paper stand between them, they stay apart."""
    cue = saying.cue
    if cue is not None and first[-1][1] <= cue[0] and cue[1] <= second[0][0]:
        return (*first, *second)
    return (*first[:-1], (first[-1][0], second[0][1]), *second[1:])


def _part(saying: Saying, head: Token, pieces: tuple[Piece, ...], speaker: Actor | None, cast: Cast) -> Part:
    block = saying.block
    inside = {i for a, b in pieces for i in range(block.first_at(a), block.first_at(b))}
    words = tuple(block.doc[i] for i in sorted(inside))
    negated = is_negated_content(head)
    own = _is_own(saying, head, speaker, cast)
    stance = stance_of(saying.frame, head, words, own=own, negated=negated)
    return Part(
        saying=saying,
        head=head,
        words=words,
        pieces=pieces,
        speaker=speaker,
        stance=stance,
        negated=negated,
        text=" ".join(block.text[max(0, a - block.offset) : max(0, b - block.offset)] for a, b in pieces),
        about=_about(saying, head, speaker, cast, own=own),
    )


def _about(saying: Saying, head: Token, speaker: Actor | None, cast: Cast, *, own: bool | None) -> Proposition | None:
    """Who is said to act, where that is a side that the tables know: the speaker's own, the accused, the subject."""
    who = agent(head) if is_passive(head) else own_subject(head)
    if saying.frame.shape == "of":
        who = next((w for w in saying.frame.anchor.children if w.dep_ == "dobj"), None)
    elif own and (who is None or who.lower_ not in _OTHERS):
        return Proposition(actor=speaker) if speaker is not None and not is_passive(head) else None
    if who is None or (who.pos_ not in {"NOUN", "PROPN"} and who.lower_ not in _OTHERS):
        return None
    actor = _actor(saying, who, cast)
    return Proposition(actor=actor) if actor.country else None


def _propositions(saying: Saying) -> Iterator[tuple[Token, tuple[Piece, ...]]]:
    """The clauses joined under one cue, each with its characters; one where they cannot be told apart."""
    here = (saying.block.offset, saying.block.offset + len(saying.block.text))
    within = all(here[0] <= a and b <= here[1] for a, b in saying.pieces)
    if saying.quoted and within and len(sentences := list(_sentences(saying))) > 1:
        yield from sentences
        return
    heads = _joined(saying.frame.head) if saying.frame.shape in {"clause", "noun"} and not saying.quoted else []
    if len(saying.pieces) > 1 or len(heads) < 2:
        yield saying.frame.head, saying.pieces
        return
    block, (start, end) = saying.block, saying.pieces[0]
    starts = [start, *(block.offset + _opening(head).idx for head in heads[1:]), end]
    if any(a >= b for a, b in pairwise(starts)):
        yield saying.frame.head, saying.pieces
        return
    for head, (first, last) in zip(heads, pairwise(starts), strict=True):
        text = block.text[first - block.offset : last - block.offset]
        trimmed = _JOINT.sub("", text)
        yield head, ((first, first + len(trimmed)),)


def _sentences(saying: Saying) -> Iterator[tuple[Token, tuple[Piece, ...]]]:
    """The sentences of a quote, each with its characters; the halves of one that only the cue parts are one."""
    block, open_pieces = saying.block, list[Piece]()
    for start, end in saying.pieces:
        if open_pieces and _ends_sentence(block.text[open_pieces[-1][1] - block.offset : start - block.offset]):
            yield _head_of(saying, open_pieces), tuple(open_pieces)
            open_pieces = []
        text = block.text[start - block.offset : end - block.offset]
        bounds = [0, *(match.end() for match in _SENTENCE.finditer(text) if match.end() < len(text)), len(text)]
        for low, high in pairwise(bounds):
            said = text[low:high].rstrip()
            open_pieces.append((start + low, start + low + len(said)))
            if _ends_sentence(said) or high < len(text):
                yield _head_of(saying, open_pieces), tuple(open_pieces)
                open_pieces = []
    if open_pieces:
        yield _head_of(saying, open_pieces), tuple(open_pieces)


def _ends_sentence(text: str) -> bool:
    return text.rstrip("\"”’' ").endswith((".", "!", "?", "…"))


def _head_of(saying: Saying, pieces: Sequence[Piece]) -> Token:
    """The verb that heads the words of a quoted sentence."""
    block = saying.block
    words = [w for a, b in pieces for w in block.doc[block.first_at(a) : block.first_at(b)] if not w.is_punct]
    inside = {w.i for w in words}
    if saying.frame.head.i in inside:
        return saying.frame.head
    verbs = [w for w in words if w.pos_ in {"VERB", "AUX"}]
    top = next((w for w in verbs if w.head == w or w.head.i not in inside), None)
    return top or next(iter(verbs), None) or next(iter(words), saying.frame.head)


def _joined(head: Token) -> list[Token]:
    """``head`` and the clauses joined to it that stand by themselves, in order."""
    heads = [head]
    for _ in range(_MOST):
        following = next((w for w in heads[-1].children if _is_joined(w) and _stands_alone(w, heads[-1])), None)
        if following is None:
            break
        heads.append(following)
    return heads


def _is_joined(word: Token) -> bool:
    """Whether a clause is joined by "and", or by a comma and a "that" of its own."""
    mark = child(word, "mark")
    return word.dep_ == "conj" or (word.dep_ == "advcl" and mark is not None and mark.lower_ == "that")


def _stands_alone(word: Token, before: Token) -> bool:
    """Whether a conjunct is a proposition of its own: it has "that" or a subject, or what went before is complete."""
    if word.pos_ not in {"VERB", "AUX"} or is_infinitive(word):
        return False
    if _has_subject(word):
        return True
    behind = [w for w in before.subtree if before.i < w.i < word.left_edge.i and w.is_alpha]
    return child(word, "aux") is not None and len(behind) > 2


def _has_subject(word: Token) -> bool:
    return child(word, "mark", "nsubj", "nsubjpass", "expl") is not None


def _opening(head: Token) -> Token:
    """The first word of a joined clause, behind "and" and "that"."""
    first = head.left_edge
    mark = child(head, "mark")
    if mark is not None and mark.lower_ == "that" and mark.i + 1 < len(head.doc):
        return mark.nbor()
    return first


def _speaker(saying: Saying, cast: Cast) -> Actor | None:
    source, block = saying.frame.source, saying.block
    if saying.voice is not None:
        block, source = saying.voice
    if source is None:
        return None
    source = _owner(source) or source
    named = block is saying.block and saying.frame.shape != "pronoun"
    content = saying.frame.content if named else frozenset()
    phrase = noun_phrase(source) - (content - {source.i})
    first, last = next((run for run in runs(phrase) if run[0] <= source.i <= run[1]), (source.i, source.i))
    last -= last > first and block.doc[last].tag_ == "POS"
    name = _renamed(source)
    whole = block.doc[first : last + 1] if name is None else block.doc[name.left_edge.i : name.i + 1]
    several = any(source.i < other.i <= last for other in source.conjuncts)
    alone = source.pos_ == "PROPN" and not several and any(w.text == "," for w in block.doc[source.i + 1 : last + 1])
    actor = cast.actor(block, block.doc[first : source.i + 1] if alone and name is None else whole)
    pronoun = _relative(source, saying.frame.anchor) if block is saying.block else None
    return replace(actor, span=block.span(whole if pronoun is None else pronoun))


def _owner(source: Token) -> Token | None:
    """Whose text speaks, or whose other name: "its bulletin", "Brol, the chief negotiator, who"."""
    if source.dep_ == "appos" and source.pos_ == "NOUN" and source.head.pos_ == "PROPN" and source.head.i < source.i:
        return source.head
    owner = child(source, "poss") if is_text(source) else None
    if owner is None or owner.tag_ not in {"PRP$", "WP$"}:
        return None
    return antecedent(owner) if owner.tag_ == "WP$" else owner


def _renamed(source: Token) -> Token | None:
    """The name before a noun that only renames it, where the parser takes the noun alone: "Brol, the mayor, says"."""
    doc, at = source.doc, source.left_edge.i - 2
    if source.pos_ != "NOUN" or at < source.sent.start or doc[at + 1].text != "," or doc[at].pos_ != "PROPN":
        return None
    start = at
    while start > source.sent.start and doc[start - 1].pos_ == "PROPN":
        start -= 1
    alone = start == source.sent.start and doc[at].dep_ in {"npadvmod", "dep", "nsubj"}
    return doc[at] if alone and doc[at].head == source.head else None


def _relative(source: Token, anchor: Token) -> Token | None:
    """The "who" by which a clause takes up its speaker: as with "he", the text names nobody else there."""
    for clause in (w for w in source.children if w.dep_ == "relcl" and w.i > source.i):
        who = child(clause, "nsubj", "nsubjpass")
        if who is not None and who.tag_ in {"WP", "WDT"} and source.i < who.i < anchor.i <= clause.right_edge.i:
            return who
    return None


def _is_own(saying: Saying, head: Token, speaker: Actor | None, cast: Cast) -> bool | None:
    """Whether the speaker's own side acts in the content; ``None`` where that cannot be told."""
    who = own_subject(head)
    if who is None:
        return True if saying.frame.shape in {"to", "gerund"} else None
    if who.lower_ in _OWN:
        return True
    owner = child(who, "poss")
    if owner is not None and owner.lower_ in _OWNERS:
        return True
    if who.pos_ not in {"NOUN", "PROPN"}:
        return None
    if names_own_side(who) and speaker is not None and (speaker.country or speaker.role):
        return True
    actor = _actor(saying, who, cast)
    if speaker is None:
        return None
    if actor.name == speaker.name:
        return True
    if actor.country and actor.country == speaker.country:
        return None if who.pos_ == "PROPN" and not countries(" ".join(w.text for w in who.subtree)) else True
    return False if actor.country and speaker.country else None


def _actor(saying: Saying, head: Token, cast: Cast) -> Actor:
    phrase = noun_phrase(head)
    return cast.actor(saying.block, saying.block.doc[min(phrase) : max(phrase) + 1])
