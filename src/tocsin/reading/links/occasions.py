"""What claims are compared by: whose word it is, which days it names, what it counts; one occasion or two."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache

from tocsin.core.claims import Claim
from tocsin.reading.knowledge import lexicon_of
from tocsin.reading.terms import terms

REACH = timedelta(days=45)
"""How far back a claim may lie that another one answers."""
WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = re.compile(rf"\b(?:\d{{1,2}} {MONTH}|{MONTH} \d{{1,2}})\b")
_WEEK = timedelta(days=6)
_SMALL = lexicon_of("attributes")["numbers"]
_IN_WORDS = "|".join(sorted(word for word in _SMALL if word.isalpha() and word not in {"a", "an", "one"}))
_FIGURE = re.compile(rf"\b(\d[\d,]*|{_IN_WORDS})\s+((?:[^\W\d_][\w’'-]*\s*){{1,3}})", re.IGNORECASE)
_BARE_NUMBER = re.compile(rf"\b(\d[\d,]*|{_IN_WORDS})\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_UNIT = frozenset(
    {"percent", "hour", "hours", "day", "days", "minutes", "year", "years", "p", "a", "am", "pm", "km", "miles"}
)
_LONGEST = 2_000

Figure = tuple[str, str, str]
"""A count: the number, its noun as written, the term of that noun."""


def when(claim: Claim) -> tuple[str, str, int]:
    """The order in which claims were made known; those of one text in its order."""
    return claim.available_at.isoformat(), claim.document, claim.content.start


def side_of(claim: Claim) -> str | None:
    """Whose word it is: a state, else a name; ``None`` where nobody is named."""
    if claim.speaker is None:
        return None
    return claim.speaker.country or claim.speaker.name.casefold()


def sides_of(claim: Claim) -> frozenset[str]:
    """All by which a side is known: its state, and its name where it has one; a text may leave out the state."""
    return frozenset() if claim.speaker is None else _sides(claim.speaker.country, claim.speaker.name)


@lru_cache(maxsize=20_000)
def _sides(country: str | None, name: str) -> frozenset[str]:
    return frozenset(each for each in (country, name.casefold() if name != name.lower() else None) if each)


def same_side(one: Claim, other: Claim) -> bool:
    """Whether two claims are the word of one side: of one state, or of one name."""
    return not sides_of(one).isdisjoint(sides_of(other))


def voice(claim: Claim) -> str:
    """Who speaks, for people."""
    return claim.speaker.name if claim.speaker else "an unnamed source"


@lru_cache(maxsize=20_000)
def days(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The dates and the days of the week that ``text`` names."""
    return frozenset(_DATE.findall(text)), frozenset(WEEKDAY.findall(text))


def occasions(claim: Claim) -> frozenset[str]:
    """What a claim may share with another that speaks of the same occasion: named days, and its day of publication."""
    dates, weekdays = days(claim.content.text)
    return dates | weekdays | {claim.available_at.date().isoformat()}


def one_occasion(one: Claim, other: Claim) -> bool:
    """Whether two claims name no different days."""
    gap = abs(other.available_at - one.available_at)
    for mine, theirs, reach in zip(days(one.content.text), days(other.content.text), (REACH, _WEEK), strict=True):
        if mine and theirs:
            return mine == theirs and gap <= reach
    return True


@lru_cache(maxsize=20_000)
def figures(text: str) -> tuple[Figure, ...]:
    """The counts in ``text``, small numbers in words as figures."""
    found = []
    for match in _FIGURE.finditer(text[:_LONGEST]):
        for word in match[2].split():
            term = next(iter(terms(word)), None)
            if term is not None and word.lower() not in _NO_UNIT and word[0].islower():
                found.append((_digits(match[1]), word, term))
                break
    return tuple(found)


@lru_cache(maxsize=20_000)
def numbers(text: str) -> tuple[str, ...]:
    """Every number in ``text``, with what it counts or without, but no years and days of the month."""
    found = (_digits(match[1]) for match in _BARE_NUMBER.finditer(_DATE.sub(" ", text[:_LONGEST])))
    return tuple(dict.fromkeys(each for each in found if not _YEAR.fullmatch(each)))


def figure(claim: Claim, unit: str) -> Figure | None:
    """The first count that a claim gives for ``unit``."""
    return next((each for each in figures(claim.content.text) if each[2] == unit), None)


def _digits(number: str) -> str:
    value = _SMALL.get(number.lower())
    return number.rstrip(",") if value is None else f"{value:g}"
