"""pool.v1: the desk number, a weighted mean of log cumulative hazards, put in order over the deadlines.

log H = sum of w_i log H_i / sum of w_i, with H_i = -log(1 - p_i). The result lies between the smallest and the largest
of its parts. A part's weight is the one of :class:`PoolWeights` times its quality at the moment (age, spread, volume).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from tocsin.core.errors import InputError
from tocsin.forecasting.projection import non_decreasing
from tocsin.forecasting.scale import Z80, Point, hazard_of, inside, probability_of

POOL_NAME = "pool.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolWeights:
    """How much each part weighs before its quality is looked at; only their ratios matter.

    The defaults are *set by hand, not fitted*: history and a good price weigh the same, people half as much.
    ``learned_until`` is the last day of anything they were fitted on, ``None`` where they were set by hand.
    Raises :class:`InputError` for a weight that is negative or no number.
    """

    history: float = 1.0
    market: float = 1.0
    people: float = 0.5
    learned_until: str | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name != "learned_until" and not (math.isfinite(value) and value >= 0):
                message = f"the pool weight {field.name} = {value} must be a number of 0 or more"
                raise InputError(message)

    def of(self, part: str) -> float:
        """The weight of the part called ``history``, ``market`` or ``people``."""
        return {"history": self.history, "market": self.market, "people": self.people}[part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """The desk's say on one question: probability, 80 % interval, and every part's share of the weight."""

    probability: float
    low: float
    high: float
    shares: tuple[tuple[str, float], ...]


def pool(parts: Sequence[Mapping[str, Point]], weights: PoolWeights) -> tuple[Pooled | None, ...]:
    """The desk's say on every deadline of a family, in order of deadlines.

    ``parts`` has the points of one deadline each, by part; ``None`` comes back where no part of any weight says
    anything. The interval joins the parts' own spreads and how far they lie apart.
    """
    joined = [_join(points, weights) for points in parts]
    said = [index for index, each in enumerate(joined) if each is not None]
    raw = [each for each in joined if each is not None]
    ordered = non_decreasing([math.exp(each[0]) for each in raw], [each[2] for each in raw])
    pooled: list[Pooled | None] = [None] * len(parts)
    low = high = 0.0
    for index, (_, spread, total, shares), hazard in zip(said, raw, ordered, strict=True):
        low = max(low, hazard * math.exp(-Z80 * spread))
        high = max(high, hazard * math.exp(Z80 * spread))
        pooled[index] = Pooled(
            probability=probability_of(hazard),
            low=probability_of(low),
            high=probability_of(high),
            shares=tuple((name, share / total) for name, share in shares),
        )
    return tuple(pooled)


def _join(
    points: Mapping[str, Point], weights: PoolWeights
) -> tuple[float, float, float, tuple[tuple[str, float], ...]] | None:
    """Log hazard, its spread, the whole weight, and each part's; ``None`` where nothing weighs anything."""
    shares = [(name, weights.of(name) * points[name].weight) for name in sorted(points)]
    shares = [(name, weight) for name, weight in shares if weight > 0]
    if not shares:
        return None
    total = math.fsum(weight for _, weight in shares)
    logs = {name: math.log(hazard_of(inside(points[name].probability))) for name, _ in shares}
    mean = math.fsum(weight * logs[name] for name, weight in shares) / total
    own = math.sqrt(math.fsum((weight * points[name].spread) ** 2 for name, weight in shares)) / total
    apart = math.fsum(weight * (logs[name] - mean) ** 2 for name, weight in shares) / total
    return mean, math.hypot(own, math.sqrt(apart)), total, tuple(shares)
