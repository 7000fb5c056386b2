"""The scale on which numbers are combined: the logarithm of the cumulative hazard, log(-log(1 - p)).

On it, waiting longer is adding and being twice as intense is a constant step. Intervals are +-1.2816 standard
deviations there: 80 % of a normal.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tocsin.core.forecasts import SMALLEST_PROBABILITY, SurvivalCurve

Z80 = 1.2815515655446004
"""The normal quantile that leaves 10 % on either side."""

SECONDS_A_DAY = 86400.0


def days_between(earlier: datetime, later: datetime) -> float:
    """Days from ``earlier`` to ``later``, negative where it is the other way round."""
    return (later - earlier).total_seconds() / SECONDS_A_DAY


def inside(probability: float) -> float:
    """``probability`` kept strictly inside (0, 1): what is not yet resolved is not certain."""
    return min(max(probability, SMALLEST_PROBABILITY), 1 - SMALLEST_PROBABILITY)


def hazard_of(probability: float) -> float:
    """Cumulative hazard -log(1 - p) of a probability in [0, 1)."""
    return -math.log1p(-probability)


def probability_of(hazard: float) -> float:
    """Probability 1 - exp(-H), strictly inside (0, 1)."""
    return inside(-math.expm1(-hazard))


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One part's say on one question: its probability, its 80 % interval, and its weight in the pool."""

    probability: float
    low: float
    high: float
    weight: float

    @property
    def spread(self) -> float:
        """Standard deviation on the log-hazard scale that the interval stands for."""
        width = math.log(hazard_of(inside(self.high))) - math.log(hazard_of(inside(self.low)))
        return max(width, 0.0) / (2 * Z80)


def rising_curve(origin: datetime, points: Sequence[tuple[float, float]], *, opens_after: float = 0.0) -> SurvivalCurve:
    """A survival curve through (days since ``origin``, cumulative hazard) points, flat until ``opens_after`` days.

    Points must rise in days and not fall in hazard; those at or before the opening are left out.
    """
    knots = [(0.0, 0.0)]
    if opens_after > 0:
        knots.append((opens_after, 0.0))
    knots += [(day, hazard) for day, hazard in points if day > opens_after]
    return SurvivalCurve(origin=origin, knots=tuple(knots))
