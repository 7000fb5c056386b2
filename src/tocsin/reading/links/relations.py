"""How claims stand to one another: what denies, concedes, contradicts, updates, retracts, repeats or supports what.

Every relation looks back only: what becomes known later never changes one of before.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from tocsin.core.claims import Claim, Link
from tocsin.core.material import Document
from tocsin.core.vocabulary import LinkKind, Stance
from tocsin.reading.attribution.stance import doubts
from tocsin.reading.knowledge import lexicon_of
from tocsin.reading.links.contradictions import differences
from tocsin.reading.links.occasions import REACH, figures, numbers, one_occasion, same_side, sides_of, voice, when
from tocsin.reading.terms import terms

_OF_FACT = frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.ASSESSES, Stance.WARNS})
_CONCEDING = frozenset({Stance.ACCEPTS})
_FEWEST = 3
"""Shared terms from which two claims say the same."""
_SAME = 0.75
_COMMON = 150
"""A term in more earlier claims than this finds none by itself."""
_FEWEST_TAKEN_BACK = 2
_LONGEST = 2_000
_BEFORE = 40
"""Characters before a cue in which its verb may stand: "withdrew her claim that"."""


def relations(claims: Sequence[Claim], documents: Mapping[str, Document]) -> tuple[Link, ...]:
    """Every link between ``claims`` (linked ones, of one view), in the order in which they were made known.

    ``documents`` are by id; what a claim is told with stands in their text ("withdrew her claim that").

    A claim has one link to another at most: what it takes back comes before what it denies, and that before what it
    contradicts or says again. The order of the argument does not matter.
    """
    told = sorted({claim.key: claim for claim in claims}.values(), key=when)
    by_key = {claim.key: claim for claim in told}
    found: dict[tuple[str, str], Link] = {}
    for each in (*_retracted(told, documents), *_answers(told, by_key), *_differing(told), *_alike(told)):
        if (each.of, each.claim) not in found:
            found.setdefault((each.claim, each.of), each)
    place = {claim.key: number for number, claim in enumerate(told)}
    return tuple(sorted(found.values(), key=lambda each: (place[each.claim], place[each.of])))


def _answers(told: Sequence[Claim], by_key: Mapping[str, Claim]) -> Iterator[Link]:
    """What the text, or the words of two texts, set against another claim."""
    for claim in told:
        target = by_key.get(claim.answers or "")
        if target is None or target.key == claim.key:
            continue
        kind, because = _answer(claim, target)
        yield Link(kind=kind, claim=claim.key, of=target.key, because=because)


def _answer(claim: Claim, target: Claim) -> tuple[LinkKind, str]:
    speaker, other = voice(claim), voice(target)
    if _nested(claim, target):
        kind = LinkKind.DENIES if claim.stance is Stance.DENIES else LinkKind.ANSWERS
        return kind, f"{speaker} {claim.stance} that {other} {target.stance} it"
    if claim.stance is Stance.DENIES or (claim.negated and claim.stance in _OF_FACT):
        part = _part_denied(claim, target)
        return (
            LinkKind.DENIES,
            f"{speaker} denied {part} what {other} said" if part else f"{speaker} denied what {other} said",
        )
    if claim.stance in _CONCEDING or confirms(claim):
        return LinkKind.CONCEDES, f"{speaker} granted what {other} said"
    if doubts(claim.content.text):
        return LinkKind.DENIES, f"{speaker} called into doubt what {other} said"
    mine, theirs = numbers(claim.content.text), numbers(target.content.text)
    if mine and theirs and not set(mine) & set(theirs):
        if (
            claim.cue is not None and _pattern("verbs").search(claim.cue.text) is not None
        ):  # "corrected the toll to five"
            return LinkKind.UPDATES, f"{speaker} corrected a figure to {mine[0]}; {other} gave {theirs[0]}"
        return LinkKind.CONTRADICTS, f"{speaker} gave {mine[0]}, {other} {theirs[0]}"
    return LinkKind.ANSWERS, f"{speaker} spoke to what {other} said"


def _part_denied(claim: Claim, target: Claim) -> str:
    """ "a part of", where a denial names less than half of what it denies and points at none of it ("it")."""
    mine, theirs = terms(claim.content.text), terms(target.content.text)
    few = 2 * len(mine & theirs) < len(theirs) and len(mine & theirs) >= _FEWEST_TAKEN_BACK
    return "a part of" if few and not _pattern("pointing").search(claim.content.text[:_LONGEST]) else ""


def confirms(claim: Claim) -> bool:
    """Whether a claim is told with a verb of confirmation or admission."""
    return claim.cue is not None and not claim.negated and _pattern("confirming").search(claim.cue.text) is not None


def _differing(told: Sequence[Claim]) -> Iterator[Link]:
    for each in differences(told):
        kind = LinkKind.UPDATES if each.update else LinkKind.CONTRADICTS
        words = "a later figure: " if each.update else "one side differs with itself: "
        yield Link(kind=kind, claim=each.later.key, of=each.earlier.key, because=words + each.about)


def _retracted(told: Sequence[Claim], documents: Mapping[str, Document]) -> Iterator[Link]:
    """What a side takes back of its own: told with such a verb, or said to have been wrong."""
    own: dict[str, list[Claim]] = defaultdict(list)
    backs: set[str] = set()
    for claim in told:
        sides = sorted(sides_of(claim))
        if _takes_back(claim, documents.get(claim.document)):
            backs.add(claim.key)
            target = _taken_back(claim, [each for each in _latest(own, sides) if each.key not in backs])
            if target is not None:
                because = f"{voice(claim)} took back what {voice(target)} said"
                yield Link(kind=LinkKind.RETRACTS, claim=claim.key, of=target.key, because=because)
        for side in sides:
            own[side].append(claim)


def _latest(own: Mapping[str, Sequence[Claim]], sides: Sequence[str]) -> list[Claim]:
    """The latest claims of a side, by all that it is known by, the last one last."""
    return sorted({each.key: each for side in sides for each in own.get(side, ())[-_COMMON:]}.values(), key=when)


def _takes_back(claim: Claim, document: Document | None) -> bool:
    """Whether a claim is told with a verb that takes back what was said, or says that it was wrong."""
    if _pattern("wrong").search(claim.content.text[:_LONGEST]) is not None:
        return True
    if claim.cue is None:
        return False
    before = document.text[max(0, claim.cue.start - _BEFORE) : claim.cue.end] if document else claim.cue.text
    return _pattern("verbs").search(before.rpartition(". ")[2]) is not None


def _taken_back(claim: Claim, own: Sequence[Claim]) -> Claim | None:
    """The latest earlier claim of the same side that shares enough with one that takes something back."""
    mine = terms(claim.content.text)
    for other in reversed(own):
        if claim.available_at - other.available_at > REACH or _nested(claim, other):
            continue
        if len(mine) < _FEWEST_TAKEN_BACK:  # "withdrew the figure"
            return other
        shared = mine & terms(other.content.text)
        if len(shared) >= _FEWEST_TAKEN_BACK and 2 * len(shared) >= min(len(mine), len(terms(other.content.text))):
            return other
    return None


def _alike(told: Sequence[Claim]) -> Iterator[Link]:
    """What says again what an earlier claim says: the same side repeats it, another one supports it."""
    holders: dict[str, list[int]] = defaultdict(list)
    for at, claim in enumerate(told):
        if claim.stance not in _OF_FACT or claim.speaker is None:
            continue
        mine = terms(claim.content.text)
        shared = Counter(index for term in mine if len(holders[term]) <= _COMMON for index in holders[term])
        target = next(
            (told[i] for i in sorted(shared) if shared[i] >= _FEWEST and _says_the_same(claim, told[i])), None
        )
        if target is not None:
            own = same_side(target, claim)
            words = "said again what" if own else "said the same as"
            kind = LinkKind.REPEATS if own else LinkKind.SUPPORTS
            because = f"{voice(claim)} {words} {voice(target)}{' said' if own else ''}"
            yield Link(kind=kind, claim=claim.key, of=target.key, because=because)
        for term in mine:
            holders[term].append(at)


def _says_the_same(claim: Claim, other: Claim) -> bool:
    """Whether two claims have most terms and every figure in common, and name no different days."""
    mine, theirs = terms(claim.content.text), terms(other.content.text)
    if claim.negated != other.negated or doubts(claim.content.text) != doubts(other.content.text):
        return False
    if claim.available_at - other.available_at > REACH or not one_occasion(claim, other) or _nested(claim, other):
        return False
    counts = {each[0] for each in figures(claim.content.text)}, {each[0] for each in figures(other.content.text)}
    return counts[0] == counts[1] and len(mine & theirs) >= _SAME * max(len(mine), len(theirs))


def _nested(claim: Claim, other: Claim) -> bool:
    a, b = claim.content, other.content
    return claim.document == other.document and a.start < b.end and b.start < a.end


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon_of('relations')['retractions'][name])})\b", re.IGNORECASE)
