"""Forecasts: one survival curve per family, numbers kept apart, and what moved them."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime

from tocsin.core.entries import Entry
from tocsin.core.vocabulary import Direction, MoveCause, NumberKind, Target

SMALLEST_PROBABILITY = 1e-6
"""No number reaches 0 or 1: what is not yet resolved is not certain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurvivalCurve:
    """Cumulative hazard H(t) since ``origin``, piecewise linear between ``knots``; P(by t) = 1 - exp(-H(t)).

    ``knots`` are (days since origin, cumulative hazard), both rising, the first (0, 0). Beyond the last knot the last
    slope goes on. One curve serves every deadline of a family, so they cannot contradict one another.
    """

    origin: datetime
    knots: tuple[tuple[float, float], ...]

    def cumulative_hazard(self, at: datetime) -> float:
        """H at the instant ``at``; 0 before the origin."""
        days = (at - self.origin).total_seconds() / 86400.0
        if days <= 0 or len(self.knots) < 2:
            return 0.0
        index = min(max(bisect_right(self.knots, (days, math.inf)) - 1, 0), len(self.knots) - 2)
        (d0, h0), (d1, h1) = self.knots[index], self.knots[index + 1]
        return h0 + (h1 - h0) * (days - d0) / (d1 - d0)

    def probability_by(self, at: datetime) -> float:
        """P(the event happens by ``at``, given none by the origin), strictly inside (0, 1)."""
        probability = -math.expm1(-self.cumulative_hazard(at))
        return min(max(probability, SMALLEST_PROBABILITY), 1 - SMALLEST_PROBABILITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a number stands on. ``kind`` is ``reference_class``, ``history``, ``prices`` or ``opinions``.

    ``events`` in ``exposure_days`` where it is a count; ``age_days`` is the age of the newest price or opinion;
    ``entries`` are ids in the ledger; ``learned_until`` is the last day of anything fitted that went in.
    """

    kind: str
    description: str
    events: int | None = None
    exposure_days: float | None = None
    age_days: float | None = None
    second_hand: bool = False
    learned_until: str | None = None
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One probability with its 80 % interval, what it stands on, and the component that made it."""

    kind: NumberKind
    probability: float
    low: float | None
    high: float | None
    basis: tuple[Basis, ...]
    made_by: str
    weight: float | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The part of a change that one cause explains, in percentage points, with an interval where one is known."""

    cause: MoveCause
    points: float
    low: float | None = None
    high: float | None = None
    evidence: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How a number changed since an earlier forecast; the parts sum to the change.

    ``since`` is ``None`` for the first forecast.
    """

    since: str | None
    since_as_of: datetime | None
    before: float | None
    after: float | None
    moves: tuple[Move, ...] = ()

    @property
    def points(self) -> float | None:
        """The whole change in percentage points, ``None`` for a first forecast."""
        if self.before is None or self.after is None:
            return None
        return 100 * (self.after - self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """What one claim or event means for a question under its rule. Bearing is meaning, not movement.

    ``item`` is the id of the claim or event; ``strength`` is 1-3 (1 where ``direction`` is none);
    ``resolves`` is ``yes``, ``no`` or ``open``.
    """

    item: str
    question: str
    direction: Direction
    strength: int
    resolves: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast(Entry):
    """What the desk says of one question at ``as_of``; without ``numbers`` no probability stands on anything: legal.

    ``numbers`` are kept apart (model, market, desk, each person's), each with its ``weight`` in the desk number;
    ``curves`` are (number kind, curve of the whole family); ``moved`` splits each number's change.
    """

    question: str
    family: str
    target: Target
    as_of: datetime
    numbers: tuple[Number, ...]
    curves: tuple[tuple[NumberKind, SurvivalCurve], ...]
    moved: tuple[tuple[NumberKind, Moved], ...]
    evidence: tuple[str, ...]
    rule_version: str
    notes: tuple[str, ...] = ()

    def number(self, kind: NumberKind) -> Number | None:
        """The number of one kind, or ``None`` where it is absent."""
        return next((number for number in self.numbers if number.kind is kind), None)

    def curve(self, kind: NumberKind) -> SurvivalCurve | None:
        """The family's curve behind one kind of number, or ``None``."""
        return next((curve for name, curve in self.curves if name is kind), None)

    def change(self, kind: NumberKind) -> Moved | None:
        """How one kind of number changed since the last forecast, or ``None``."""
        return next((moved for name, moved in self.moved if name is kind), None)
