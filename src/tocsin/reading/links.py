"""Claims of different documents set against one another: what a denial denies, where one side contradicts itself.

Every link looks back only, and at pairs only: what becomes known later never changes a link of before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from itertools import islice

from tocsin.core.claims import Claim, Event
from tocsin.core.vocabulary import Action, Stance
from tocsin.reading.stance import doubts
from tocsin.reading.terms import countries, names, terms

_REACH = timedelta(days=45)
"""How far back a claim may lie that another document answers."""
_OF_FACT = frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.ASSESSES})
_STATEMENTS = _OF_FACT | {Stance.WARNS, Stance.THREATENS, Stance.PREDICTS}
_ACCOUNTS = frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.DENIES})
_ACCOUNT = "account"
_FEWEST_SHARED = 2
_SHARE = 0.4
_SAME_ACCOUNT = 0.75
_MOST_LIKE_IT = 150
"""A word that more earlier claims than this share finds no candidates by itself."""
_MOST_DIFFERING = 200
"""Contradictions of one side on one thing and occasion: more of them tell nothing further."""
_FIGURE = re.compile(r"\b(\d[\d,]*)\s+((?:[^\W\d_][\w’'-]*\s*){1,3})")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = re.compile(rf"\b(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})\b")
_DAY_OR_MONTH = re.compile(rf"{_WEEKDAY.pattern}|\b{_MONTH}")
_WEEK = timedelta(days=6)
_REACH_OF_NO = 6
_NEGATOR = re.compile(r"\b(?:not|no|never|none|nothing|neither)\b|n[’']t\b", re.IGNORECASE)
_NO_UNIT = frozenset(
    {"percent", "hour", "hours", "day", "days", "minutes", "year", "years", "p", "a", "am", "pm", "km", "miles"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two claims (by id) of one side that give different figures or opposite accounts of one thing, and how."""

    earlier: str
    later: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A claim with what it is compared by."""

    claim: Claim
    terms: frozenset[str]
    plain: frozenset[str]
    side: str | None
    voice: frozenset[str]
    """The terms by which a text names the side: its state, else its name."""
    actions: frozenset[Action]
    may_answer: bool


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
    for item in sorted(told.values(), key=lambda item: _when(item.claim)):
        claim = item.claim
        if claim.answers is None and item.may_answer:
            target = _answered(item, holders) or _carried_on(item, before[claim.document], found)
            if target is not None:
                found[claim.key] = target
                before[claim.document].append(item)
    return tuple(replace(c, answers=found[c.key]) if c.key in found else c for c in claims)


def _when(claim: Claim) -> tuple[str, str, int]:
    return claim.available_at.isoformat(), claim.document, claim.content.start


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
            side=_side(claim),
            voice=_voice_terms(claim),
            actions=frozenset(actions[claim.key]),
            may_answer=_may_answer(claim),
        )


def _side(claim: Claim) -> str | None:
    if claim.speaker is None:
        return None
    return claim.speaker.country or claim.speaker.name.casefold()


def _voice_terms(claim: Claim) -> frozenset[str]:
    if claim.speaker is None:
        return frozenset()
    return frozenset({claim.speaker.country}) if claim.speaker.country else terms(claim.speaker.name)


def _holders(told: Iterable[_Told]) -> dict[str, list[_Told]]:
    """The statements that hold each word, the latest last."""
    found: dict[str, list[_Told]] = defaultdict(list)
    for item in sorted(told, key=lambda item: _when(item.claim)):
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
    ranked = ((score, _when(claim), claim.key) for score, claim in scored if score > 0)
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
        if claim.available_at - other.claim.available_at > _REACH or len(found) >= _MOST_LIKE_IT:
            break
        if other.claim.available_at < claim.available_at or not other.may_answer:
            found.append(other)
    return found


def _score(item: _Told, other: _Told) -> float:
    """How much ``item`` is about what ``other`` states; 0 where that is not enough, or one side says both."""
    if item.side is not None and item.side == other.side and not _disowns(item, other):
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
    text = other.claim.content.text
    if other.claim.stance not in _OF_FACT or _NEGATOR.search(text) or doubts(text):
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


def contradictions(claims: Sequence[Claim]) -> tuple[Contradiction, ...]:
    """Where one side gives two figures, or says and unsays one thing, in claims that speak of one occasion.

    Claims of different days are compared only where both name the same day; so nightly figures do not collide.
    """
    told: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=_when):
        side = _side(claim)
        if side is not None and claim.stance in _ACCOUNTS:
            for unit in {unit for _, _, unit in _figures(claim.content.text)} | {_ACCOUNT}:
                for occasion in _occasions(claim):
                    told[side, unit, occasion].append(claim)
    found: dict[tuple[str, str], Contradiction] = {}
    for (_, unit, _), alike in sorted(told.items()):
        pairs = sorted(islice(_differing(alike, unit), _MOST_DIFFERING))
        for one, other, about in ((alike[first], alike[second], about) for first, second, about in pairs):
            found.setdefault((one.id, other.id), Contradiction(earlier=one.id, later=other.id, about=about))
    return tuple(found.values())


def _differing(alike: Sequence[Claim], unit: str) -> Iterator[tuple[int, int, str]]:
    """Where in ``alike`` two contradict each other, and how; by the later one, so that more claims add at the end."""
    told = [claim.negated if unit == _ACCOUNT else _figure(claim, unit) for claim in alike]
    if len(set(told)) < 2:
        return
    for second, other in enumerate(alike):
        for first in range(max(0, second - _MOST_LIKE_IT), second):
            one = alike[first]
            if told[first] == told[second] or not _one_occasion(one, other):
                continue
            about = _opposite(one, other) if unit == _ACCOUNT else _two_figures(one, other, unit)
            if about:
                yield first, second, about


def _occasions(claim: Claim) -> frozenset[str]:
    """What a claim may share with another that speaks of the same occasion: named days, and its day of publication."""
    dates, weekdays = _days(claim.content.text)
    return dates | weekdays | {claim.available_at.date().isoformat()}


@lru_cache(maxsize=20_000)
def _days(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The dates and the days of the week that ``text`` names."""
    return frozenset(_DATE.findall(text)), frozenset(_WEEKDAY.findall(text))


@lru_cache(maxsize=20_000)
def _figures(text: str) -> tuple[tuple[str, str, str], ...]:
    """Counts in ``text`` as (figure, its noun as written, the term of that noun)."""
    found = []
    for match in _FIGURE.finditer(text[:2_000]):
        for word in match[2].split():
            term = next(iter(terms(word)), None)
            if term is not None and word.lower() not in _NO_UNIT and word[0].islower():
                found.append((match[1].rstrip(","), word, term))
                break
    return tuple(found)


def _figure(claim: Claim, unit: str) -> tuple[str, str, str] | None:
    """The first figure that a claim gives for ``unit``."""
    return next((figure for figure in _figures(claim.content.text) if figure[2] == unit), None)


def _two_figures(one: Claim, other: Claim, unit: str) -> str:
    """The two figures in words, where both claims count ``unit`` differently and speak of the same place or thing."""
    first, second = _figure(one, unit), _figure(other, unit)
    if first is None or second is None or first[0] == second[0]:
        return ""
    shared = (terms(one.content.text) & terms(other.content.text)) - {unit}
    if not shared.difference(countries(one.content.text)) or not (shared & names(one.content.text) or len(shared) > 1):
        return ""
    return f"{_voice(one)} gives {first[0]} {first[1]}, {_voice(other)} {second[0]}"


def _opposite(one: Claim, other: Claim) -> str:
    """Both accounts in words, where one says what the other negates."""
    denial = Stance.DENIES in {one.stance, other.stance}
    if one.negated == other.negated or denial or one.document == other.document:
        return ""
    first, second = terms(one.content.text), terms(other.content.text)
    shared = first & second
    if len(shared) < 3 or len(shared) < _SAME_ACCOUNT * max(len(first), len(second)):
        return ""
    return f"{_voice(one)} says “{one.content.text}”, {_voice(other)} “{other.content.text}”"


def _voice(claim: Claim) -> str:
    return claim.speaker.name if claim.speaker else "an unnamed source"


def _one_occasion(one: Claim, other: Claim) -> bool:
    """Whether two claims that share an occasion name no different days."""
    gap = abs(other.available_at - one.available_at)
    for mine, theirs, reach in zip(_days(one.content.text), _days(other.content.text), (_REACH, _WEEK), strict=True):
        if mine and theirs:
            return mine == theirs and gap <= reach
    return True
