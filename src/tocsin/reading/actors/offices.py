"""Who held which office when, and which bodies have names of their own: two tables written by hand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache

from tocsin.reading.knowledge import rows
from tocsin.reading.places.gazetteer import place_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """That ``name`` held ``role`` from ``start`` to ``end`` (both inclusive; ``None``: not bounded in the table).

    ``country`` is ISO 3166 alpha-3, or ``None`` where ``side`` is an organisation.
    """

    name: str
    side: str
    role: str
    start: date | None
    end: date | None
    gender: str

    @property
    def country(self) -> str | None:
        return self.side if len(self.side) == 3 and self.side.isupper() and self.side not in _NO_STATES else None

    def held_on(self, day: date) -> bool:
        """Whether the office was held on ``day``."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An organisation or a body of a state; ``words`` are the lower-case words of all its names.

    ``namesakes`` are the other states (alpha-3) that have one of the same bare name ("Congress").
    """

    name: str
    country: str | None
    kind: str
    words: frozenset[str]
    namesakes: frozenset[str] = frozenset()


_NO_STATES = frozenset({"ICC", "RSF"})


def offices_of(name: str, day: date) -> tuple[Office, ...]:
    """What a person of this full name holds on ``day`` (first), held before or will hold."""
    found = _offices().get(place_key(name), ())
    return tuple(sorted(found, key=lambda office: (not office.held_on(day), _distance(office, day))))


def holder_called(surname: str, day: date) -> Office | None:
    """The one person in office on ``day`` with this surname; ``None`` where there is not just one."""
    held = [office for office in _by_surname().get(place_key(surname), ()) if office.held_on(day)]
    return held[0] if len({office.name for office in held}) == 1 else None


def is_holder(surname: str) -> bool:
    """Whether somebody in the table, at whatever time, bears this surname ("the Assad government")."""
    return place_key(surname) in _by_surname()


def find_body(name: str) -> Body | None:
    """The body with this name, as written."""
    return _bodies().get(name)


def starts_body(word: str) -> bool:
    """Whether some body's name begins with ``word``."""
    return word in _first_words()


def _distance(office: Office, day: date) -> int:
    bounds = [abs((day - bound).days) for bound in (office.start, office.end) if bound is not None]
    return min(bounds, default=10**6)


def _rows(name: str, width: int) -> list[list[str]]:
    return [[*row, *[""] * (width - len(row))] for row in rows(name)]


@cache
def _offices() -> dict[str, tuple[Office, ...]]:
    found: dict[str, list[Office]] = defaultdict(list)
    for names, side, role, start, end, gender in _rows("offices.tsv", 6):
        spellings = names.split("|")
        office = Office(
            name=spellings[0],
            side=side,
            role=role,
            start=date.fromisoformat(start) if start else None,
            end=date.fromisoformat(end) if end else None,
            gender=gender,
        )
        for key in dict.fromkeys(map(place_key, spellings)):
            found[key].append(office)
    return {key: tuple(offices) for key, offices in found.items()}


@cache
def _by_surname() -> dict[str, tuple[Office, ...]]:
    """The last word of every spelling, and the first of names that are written surname first."""
    found: dict[str, dict[Office, None]] = defaultdict(dict)
    for key, offices in _offices().items():
        for office in offices:
            found[_surname(key, office.side)][office] = None
    return {surname: tuple(offices) for surname, offices in found.items()}


def _surname(key: str, side: str) -> str:
    parts = key.split(" ")
    if side in {"CHN", "PRK", "KOR", "TWN"} and len(parts) > 1:
        return parts[0]
    return parts[-2] if len(parts) > 2 and parts[-1] in {"jr", "ii", "xiv"} else parts[-1]


@cache
def _bodies() -> dict[str, Body]:
    found: dict[str, Body] = {}
    for names, country, kind, namesakes in _rows("bodies.tsv", 4):
        spellings = names.split("|")
        inside = frozenset(word.lower() for spelling in spellings for word in spelling.split())
        body = Body(
            name=spellings[0],
            country=country or None,
            kind=kind,
            words=inside,
            namesakes=frozenset(namesakes.split()),
        )
        found |= dict.fromkeys(spellings, body)
    return found


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split(" ")[0] for name in _bodies())
