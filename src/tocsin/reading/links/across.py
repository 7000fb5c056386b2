"""Claims of different documents set against one another: which earlier statement a denial denies.

Every link looks back only, and at pairs only: what becomes known later never changes a link of before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tocsin.core.claims import Claim, Event
from tocsin.core.vocabulary import Action, Stance
from tocsin.reading.attribution.stance import doubts
from tocsin.reading.links.occasions import MONTH, REACH, WEEKDAY, side_of, sides_of, when
from tocsin.reading.terms import countries, names, terms

_OF_FACT = frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.ASSESSES})
_STATEMENTS = _OF_FACT | {Stance.WARNS, Stance.THREATENS, Stance.PREDICTS}
_FEWEST_SHARED = 2
_SHARE = 0.4
_SAME_ACCOUNT = 0.75
_MOST_LIKE_IT = 150
"""A word that more earlier claims than this share finds no candidates by itself."""
_DAY_OR_MONTH = re.compile(rf"{WEEKDAY.pattern}|\b{MONTH}")
_REACH_OF_NO = 6
_NEGATOR = re.compile(r"\b(?:not|no|never|none|nothing|neither)\b|n[’']t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A claim with what it is compared by."""

    claim: Claim
    terms: frozenset[str]
    plain: frozenset[str]
    side: str | None
    sides: frozenset[str]
    voice: frozenset[str]
    """The terms by which a text names the side: its state, else its name."""
    actions: frozenset[Action]
    may_answer: bool
    affirms: bool
    """Whether it states a fact, and says no to nothing."""


def link(claims: Sequence[Claim], events: Sequence[Event]) -> tuple[Claim, ...]:
    """The claims, in their order, those that answer a claim of another document now saying so.

    A denial, a doubt or a negated statement answers the earlier statement of another side that it shares most with,
    if it shares enough; one of the same side, where another person denies it in nearly the same words. The order in
    which claims are given does not matter.
    """
    told = {item.claim.key: item for item in _told(claims, events)}
    holders = _holders(told.values())
    found: dict[str, str] = {}
    before: dict[str, list[_Told]] = defaultdict(list)
    for item in sorted(told.values(), key=lambda item: when(item.claim)):
        claim = item.claim
        if claim.answers is None and item.may_answer:
            target = _answered(item, holders) or _carried_on(item, before[claim.document], found)
            if target is not None:
                found[claim.key] = target
                before[claim.document].append(item)
    return tuple(replace(c, answers=found[c.key]) if c.key in found else c for c in claims)


def _told(claims: Iterable[Claim], events: Iterable[Event]) -> Iterator[_Told]:
    actions: dict[str, set[Action]] = defaultdict(set)
    for event in events:
        for key in (*event.supported_by, *event.disputed_by):
            actions[key].add(event.action)
    for claim in claims:
        words = terms(claim.content.text)
        yield _Told(
            claim=claim,
            terms=words,
            plain=words.difference(countries(claim.content.text)),
            side=side_of(claim),
            sides=sides_of(claim),
            voice=_voice_terms(claim),
            actions=frozenset(actions[claim.key]),
            may_answer=_may_answer(claim),
            affirms=claim.stance in _OF_FACT
            and not (_NEGATOR.search(claim.content.text) or doubts(claim.content.text)),
        )


def _voice_terms(claim: Claim) -> frozenset[str]:
    if claim.speaker is None:
        return frozenset()
    return frozenset({claim.speaker.country}) if claim.speaker.country else terms(claim.speaker.name)


def _holders(told: Iterable[_Told]) -> dict[str, list[_Told]]:
    """The statements that hold each word, the latest last."""
    found: dict[str, list[_Told]] = defaultdict(list)
    for item in sorted(told, key=lambda item: when(item.claim)):
        if item.claim.stance in _STATEMENTS:
            for word in item.plain:
                found[word].append(item)
    return found


def _may_answer(claim: Claim) -> bool:
    if claim.stance is Stance.DENIES:
        return True
    statement = claim.stance in {Stance.ASSERTS, Stance.ASSESSES, Stance.ACCUSES}
    return statement and (claim.negated or doubts(claim.content.text))


def _answered(item: _Told, holders: Mapping[str, Sequence[_Told]]) -> str | None:
    """The key of the earlier statement in another document that ``item`` shares most with, if it is enough."""
    sharing = {other.claim.key: other for word in item.plain for other in _earlier(holders.get(word, ()), item)}
    scored = ((_score(item, other), other.claim) for other in sharing.values())
    ranked = ((score, when(claim), claim.key) for score, claim in scored if score > 0)
    best = max(ranked, default=None)
    return best[2] if best else None


def _earlier(others: Sequence[_Told], item: _Told) -> list[_Told]:
    """The last statements among ``others`` that ``item`` can answer."""
    claim = item.claim
    found: list[_Told] = []
    known = bisect_right(others, claim.available_at, key=lambda other: other.claim.available_at)
    for index in range(known - 1, -1, -1):
        other = others[index]
        if other.claim.document == claim.document:
            continue
        if claim.available_at - other.claim.available_at > REACH or len(found) >= _MOST_LIKE_IT:
            break
        if other.claim.available_at < claim.available_at or not other.may_answer:
            found.append(other)
    return found


def _score(item: _Told, other: _Told) -> float:
    """How much ``item`` is about what ``other`` states; 0 where that is not enough, or one side says both."""
    if not item.sides.isdisjoint(other.sides) and not _disowns(item, other):
        return 0.0
    if item.claim.stance is not Stance.DENIES and not _may_be_doubted(item.claim, other):
        return 0.0
    if _elsewhere(item.claim.content.text, other.claim.content.text):
        return 0.0
    shared = item.terms & other.terms
    share = len(shared) / max(1, min(len(item.terms), len(other.terms)))
    parties = 0
    if (other.voice and other.voice <= item.terms) or (item.voice and item.voice <= other.terms):
        parties = 1  # "the Russian account"; or the accused side speaks
    named = parties and doubts(item.claim.content.text) and shared & item.plain & names(item.claim.content.text)
    fewest = 1 if named or (parties and item.actions & other.actions) else _FEWEST_SHARED
    if len(shared & item.plain) < fewest:
        return 0.0
    if share < _needed(item, shared, parties):
        return 0.0
    return share + 0.1 * len(shared) + 0.2 * parties + 0.2 * bool(item.actions & other.actions)


def _elsewhere(one: str, other: str) -> bool:
    """Whether both name places or people and no one of them in common: shells on one town, and on another."""
    mine, theirs = _named(one), _named(other)
    return bool(mine and theirs and mine.isdisjoint(terms(other)) and theirs.isdisjoint(terms(one)))


@lru_cache(maxsize=20_000)
def _named(text: str) -> frozenset[str]:
    """The names in ``text``, without its first word, days and months."""
    return names(_DAY_OR_MONTH.sub(" ", text.partition(" ")[2]))


def _disowns(item: _Told, other: _Told) -> bool:
    """Whether somebody denies in nearly the same words what another of his own side states."""
    if item.claim.stance is not Stance.DENIES or item.claim.quoted or other.claim.negated:
        return False
    if item.claim.speaker is None or other.claim.speaker is None or not _two_people(item.claim, other.claim):
        return False
    shared = item.terms & other.terms
    return len(shared & item.plain) >= _FEWEST_SHARED and len(shared) >= _SAME_ACCOUNT * len(item.terms)


def _two_people(one: Claim, other: Claim) -> bool:
    first, second = (claim.speaker.name.casefold().split() if claim.speaker else [] for claim in (one, other))
    return set(first).isdisjoint(second)


def _may_be_doubted(claim: Claim, other: _Told) -> bool:
    """Whether a doubt or a negated statement can be about what ``other`` states.

    Two who say no to the same do not answer each other, and what is negated must be what the other one states.
    """
    if not other.affirms:
        return False
    if doubts(claim.content.text):
        return True
    negator = _NEGATOR.search(claim.content.text)
    behind = claim.content.text[negator.end() :].split()[:_REACH_OF_NO] if negator else []
    return not terms(" ".join(behind)).isdisjoint(other.plain)


def _needed(item: _Told, shared: frozenset[str], parties: int) -> float:
    """The share of its words that ``item`` must have in common with what it answers."""
    against = doubts(item.claim.content.text) or (parties and item.claim.negated)
    if against and shared & item.plain & names(item.claim.content.text):
        return _SHARE / 2  # "found no craters at the school in Lower Ferrow that the army names"
    if item.claim.stance is Stance.DENIES or parties:
        return _SHARE
    return _SHARE + 0.1


def _carried_on(item: _Told, before: Sequence[_Told], found: Mapping[str, str]) -> str | None:
    """What the same speaker answered just before in the same document: "He called it a fabrication".

    ``before`` are the claims of this document that answer another.
    """
    claim = item.claim
    if claim.speaker is None or claim.stance not in {Stance.DENIES, Stance.ASSESSES}:
        return None
    own = [o.claim for o in before if o.side == item.side and o.claim.content.start < claim.content.start]
    last = max(own, key=lambda other: other.content.start, default=None)
    return found[last.key] if last is not None else None
