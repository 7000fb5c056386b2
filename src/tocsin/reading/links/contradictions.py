"""Where one side contradicts itself: two figures or accounts of one thing; a figure brought up to date is none.

Every pair looks back only, and at itself only: what becomes known later changes nothing of before.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, product

from tocsin.core.claims import Claim
from tocsin.core.vocabulary import Stance
from tocsin.reading.knowledge import lexicon_of
from tocsin.reading.links.occasions import figure, figures, occasions, one_occasion, sides_of, voice, when
from tocsin.reading.terms import countries, names, terms

_ACCOUNTS = frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.DENIES})
_ACCOUNT = "account"
_SAME_ACCOUNT = 0.75
_MOST_LIKE_IT = 150
"""Claims of one side on one thing and occasion that one is compared with, the latest before it."""
_MOST_DIFFERING = 200
"""Contradictions of one side on one thing and occasion: more of them tell nothing further."""
_LONGEST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two claims (by id) of one side that give different figures or opposite accounts of one thing, and how."""

    earlier: str
    later: str
    about: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Two claims of one side that differ, in words; ``update`` where the later one brings the earlier up to date."""

    earlier: Claim
    later: Claim
    about: str
    update: bool


def contradictions(claims: Sequence[Claim]) -> tuple[Contradiction, ...]:
    """Where one side gives two figures, or says and unsays one thing, in claims that speak of one occasion.

    Claims of different days are compared only where both name the same day; so nightly figures do not collide. A
    figure that one of the two says is provisional or new, and a toll that grows, is an update.
    """
    return tuple(
        Contradiction(earlier=each.earlier.id, later=each.later.id, about=each.about)
        for each in differences(claims)
        if not each.update
    )


def differences(claims: Sequence[Claim]) -> tuple[Difference, ...]:
    """Every two claims of one side that differ on one thing and occasion, updates as well, each pair once."""
    told: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=when):
        if claim.stance in _ACCOUNTS:
            units = {unit for _, _, unit in figures(claim.content.text)} | {_ACCOUNT}
            for place in product(sides_of(claim), units, occasions(claim)):
                told[place].append(claim)
    found: dict[tuple[str, str], Difference] = {}
    for (_, unit, _), alike in sorted(told.items()):
        for first, second, about in sorted(islice(_differing(alike, unit), _MOST_DIFFERING)):
            one, other = alike[first], alike[second]
            update = unit != _ACCOUNT and _is_update(one, other, unit)
            found.setdefault((one.id, other.id), Difference(one, other, about, update))
    return tuple(found.values())


def _differing(alike: Sequence[Claim], unit: str) -> Iterator[tuple[int, int, str]]:
    """Where in ``alike`` two contradict each other, and how; by the later one, so that more claims add at the end."""
    told = [claim.negated if unit == _ACCOUNT else figure(claim, unit) for claim in alike]
    if len(set(told)) < 2:
        return
    for second, other in enumerate(alike):
        for first in range(max(0, second - _MOST_LIKE_IT), second):
            one = alike[first]
            if told[first] == told[second] or not one_occasion(one, other):
                continue
            about = _opposite(one, other) if unit == _ACCOUNT else _two_figures(one, other, unit)
            if about:
                yield first, second, about


def _two_figures(one: Claim, other: Claim, unit: str) -> str:
    """The two figures in words, where both claims count ``unit`` differently and speak of the same place or thing."""
    first, second = figure(one, unit), figure(other, unit)
    if first is None or second is None or first[0] == second[0]:
        return ""
    shared = (terms(one.content.text) & terms(other.content.text)) - {unit}
    if not shared.difference(countries(one.content.text)) or not (shared & names(one.content.text) or len(shared) > 1):
        return ""
    return f"{voice(one)} gives {first[0]} {first[1]}, {voice(other)} {second[0]}"


def _is_update(one: Claim, other: Claim, unit: str) -> bool:
    """Whether ``other`` brings the figure of ``one`` up to date: either says so, or it is a toll that has grown."""
    if _words("provisional").search(one.content.text[:_LONGEST]) or _words("renewing").search(_whole(other)):
        return True
    first, second = figure(one, unit), figure(other, unit)
    grows = first is not None and second is not None and _value(first[0]) < _value(second[0])
    return grows and one.available_at < other.available_at and bool(_tolls() & terms(other.content.text))


def _whole(claim: Claim) -> str:
    """The words of a claim with those it is told with: "raised the toll to"."""
    return f"{claim.cue.text if claim.cue else ''} {claim.content.text}"[:_LONGEST]


def _value(number: str) -> float:
    return float(number.replace(",", ""))


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon_of('relations')['updates'][name])})\b", re.IGNORECASE)


@cache
def _tolls() -> frozenset[str]:
    return terms(lexicon_of("relations")["updates"]["growing"])


def _opposite(one: Claim, other: Claim) -> str:
    """Both accounts in words, where one says what the other negates."""
    denial = Stance.DENIES in {one.stance, other.stance}
    if one.negated == other.negated or denial or one.document == other.document:
        return ""
    first, second = terms(one.content.text), terms(other.content.text)
    shared = first & second
    if len(shared) < 3 or len(shared) < _SAME_ACCOUNT * max(len(first), len(second)):
        return ""
    return f"{voice(one)} says “{one.content.text}”, {voice(other)} “{other.content.text}”"
