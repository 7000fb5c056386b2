"""Which claim of a text answers which: denials, replies and rival accounts that the text sets against others.

Where the order of the words itself tells (a denial that holds the report it denies, a question that somebody answers, a
sentence that goes on) that decides; for all else what is said is weighed (``replies.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tocsin.core.vocabulary import Stance
from tocsin.reading.attribution.parts import Part
from tocsin.reading.attribution.stance import doubts, is_twice_negated
from tocsin.reading.links.matter import (
    contradicts,
    has_negator,
    holds,
    is_denying,
    is_first_account,
    numbers,
    other_side,
    same_sentence,
    told_before,
)
from tocsin.reading.links.replies import reply_to
from tocsin.reading.links.takenup import speech_named
from tocsin.reading.terms import names, terms

_FURTHEST = 40
"""Claims back that are looked at: what a text answers is near."""
_NEAREST = 8
_LOOKED_AT = 3
_BARE_NO = re.compile(
    r"\W*(?:it|they|that|this|he|she|we)\b[\w\s]{0,20}(?:n[’']t|\bnot)(?: (?:so|true|the case|us))?\W*", re.I
)
"""A bare no to what was just said: "it isn't"."""
_FACTUAL = frozenset({Stance.ASSERTS, Stance.ASSESSES, Stance.DENIES, Stance.ACCUSES})


def answered(parts: Sequence[Part]) -> list[tuple[Part, int | None]]:
    """Every part with the position of the part it answers; a negated statement that answers one is a denial."""
    found: list[tuple[Part, int | None]] = []
    seen = list(parts)
    for at, part in enumerate(parts):
        target = _answers(at, seen, found)
        if target is not None and part.stance in {Stance.ASSERTS, Stance.ASSESSES} and _rejects(part, found):
            asked = seen[target].stance in {Stance.PROPOSES, Stance.REQUESTS}
            seen[at] = replace(part, stance=Stance.REFUSES if asked else Stance.DENIES)
        found.append((seen[at], target))
    return found


def _rejects(part: Part, found: Sequence[tuple[Part, int | None]]) -> bool:
    """Whether a linked statement says no: it is negated, and where it only goes on, it goes on with a denial."""
    if not is_denying(part) or is_twice_negated(part.head):
        return not part.negated and doubts(part.text)
    before = found[-1][0] if found and found[-1][1] is not None else None
    if before is not None and before.saying is not part.saying and _goes_on(before, part):
        return before.stance is Stance.DENIES
    return True


def _answers(at: int, parts: Sequence[Part], found: Sequence[tuple[Part, int | None]]) -> int | None:
    part = parts[at]
    if found and found[-1][1] == at:
        return None  # what the denial before contradicts
    pointed = _pointed(at, parts)
    if pointed is not None:
        return pointed
    if found and found[-1][1] not in {None, at} and _goes_on(parts[at - 1], part):
        return found[-1][1]
    denies = part.stance is Stance.DENIES or _BARE_NO.fullmatch(part.text) is not None or _says_it_is_wrong(part)
    if at and part.stance is Stance.DENIES and _limits_itself(parts[at - 1], part, found):
        return None
    return (
        None
        if is_first_account(part) and not denies
        else reply_to(at, parts, {target for _, target in found if target is not None})
    )


def _pointed(at: int, parts: Sequence[Part]) -> int | None:
    """What the order of the words tells to be answered."""
    part = parts[at]
    if part.stance is Stance.DENIES:
        near = range(max(0, at - _NEAREST), min(len(parts), at + _NEAREST))
        inner = next((j for j in near if j != at and holds(part, parts[j])), None)
        if inner is not None:
            return inner
        if at + 1 < len(parts) and _contradicts_next(part, parts[at + 1]):
            return at + 1
    contradicted = _contradicted(at, parts)
    if contradicted is not None:
        return contradicted
    return _around(at, parts) if part.saying.frame.shape == "pronoun" else _asked(at, parts)


def _contradicts_next(part: Part, other: Part) -> bool:
    """Whether a denial says right behind it whom it contradicts: ", contradicting traders who said that ..."."""
    if not same_sentence(part, other) or not other_side(part, other):
        return False
    block = part.saying.block
    between = block.text[part.pieces[-1][1] - block.offset : max(0, other.pieces[0][0] - block.offset)]
    return contradicts(between)


def _contradicted(at: int, parts: Sequence[Part]) -> int | None:
    """Whom the next sentence says a part to contradict: "That contradicts the Veshian version"."""
    part = parts[at]
    if at + 1 < len(parts) and same_sentence(part, parts[at + 1]):
        return None
    anchor = part.saying.frame.anchor
    following = anchor.doc[anchor.sent.end : anchor.sent.end + _LOOKED_AT]
    if not following or following[0].lower_ not in {"that", "this", "which"} or not contradicts(following[0].sent.text):
        return None
    named = terms(following[0].sent.text)
    earlier = (j for j in range(at - 1, max(-1, at - _FURTHEST), -1) if other_side(part, parts[j]))
    return next((j for j in earlier if not named.isdisjoint(_voice(parts[j]))), None)


def _voice(part: Part) -> frozenset[str]:
    """The terms by which a text names who speaks: a name, a state."""
    speaker = part.speaker
    if speaker is None:
        return frozenset()
    return names(speaker.name) | ({speaker.country} if speaker.country else frozenset())


def _limits_itself(before: Part, part: Part, found: Sequence[tuple[Part, int | None]]) -> bool:
    """Whether a denial only limits what its speaker has just said: "they had rifles, but denied that any was fired"."""
    limits = same_sentence(before, part) and not other_side(before, part) and found[-1][1] is None
    return limits and speech_named(part) is None


def _says_it_is_wrong(part: Part) -> bool:
    """Whether a plain statement casts doubt on an account: "the weapons had been planted"."""
    return part.stance in _FACTUAL and not part.negated and doubts(part.text)


def _asked(at: int, parts: Sequence[Part]) -> int | None:
    """What somebody answers who was "asked about" it: the last claim of another in that paragraph."""
    part, anchor = parts[at], parts[at].saying.frame.anchor
    for word in anchor.sent:
        if word.i >= anchor.i:
            break
        topic = word.lower_ == "asked" and word.tag_ == "VBN" and word.nbor().lower_ in {"about", "whether", "if"}
        if topic and word not in anchor.ancestors:
            earlier = (j for j in range(at - 1, max(-1, at - _FURTHEST), -1) if other_side(part, parts[j]))
            return next((j for j in earlier if parts[j].saying.block is part.saying.block), None)
    return None


def _around(at: int, parts: Sequence[Part]) -> int | None:
    """The claim in the midst of which somebody "denied it": "aides said, though the palace denied it, that ..."."""
    aside = parts[at].saying.frame.anchor
    for j in range(at + 1, min(len(parts), at + 3)):
        frame = parts[j].saying.frame
        if frame.anchor.doc is aside.doc and frame.anchor.sent.start <= frame.anchor.i < aside.i < frame.head.i:
            return j if frame.anchor.sent.start == aside.sent.start and other_side(parts[at], parts[j]) else None
    return None


def _goes_on(before: Part, part: Part) -> bool:
    """Whether ``part`` goes on with what ``before`` says: the same side, in the same sentence or in a quote behind."""
    if before.saying.block is not part.saying.block or other_side(before, part):
        return False
    if same_sentence(before, part) or _is_joined(before, part):
        return _keeps_to_it(before, part)
    if told_before(part):  # "had told the radio on Monday that no swap was near"
        return False
    return before.stance is Stance.DENIES and (part.negated or (part.saying.quoted and has_negator(part)))


def _keeps_to_it(before: Part, part: Part) -> bool:
    """Whether what is said in one breath is of the same matter still: it is when a denial goes on, or a judgement."""
    if part.stance in {Stance.REQUESTS, Stance.PROPOSES, Stance.PROMISES}:
        return False
    if part.stance is Stance.ACCUSES:
        return before.stance in {Stance.DENIES, Stance.ACCUSES, Stance.ASSESSES}
    if part.stance is not Stance.ASSERTS or has_negator(part):
        return True
    return before.stance is not Stance.ASSERTS or not numbers(before.text) or bool(numbers(part.text))


def _is_joined(before: Part, part: Part) -> bool:
    """Whether nothing but a stop stands between two parts: "it was not shot down; an engine failed"."""
    block = part.saying.block
    between = block.text[before.pieces[-1][1] - block.offset : part.pieces[0][0] - block.offset]
    return between.strip() in {";", ":", "—", "–"}
