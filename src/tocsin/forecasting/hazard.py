"""A series' own rhythm: a discrete hazard over landmarks in its past, on top of its pooled rate.

From every landmark day the next :data:`BINS` are asked for the first event. With H the cumulative hazard of one bin,
log H = log(pooled daily rate) + log(days in the bin) + x'beta (a complementary log-log link), where x holds how the
recent rate compares with the pooled one at several half-lives, the time since the last event, and each of these
times log horizon. All coefficients are shrunk towards 0, where the model *is* the pooled rate. It is fitted by
iteratively reweighted least squares on the view's own past, and used only where it beats the pooled rate there on a
tail that it was not fitted on.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.forecasting.rates import HALF_LIFE_DAYS, Prior

BINS = (0, 1, 3, 7, 14, 30, 60, 90)
"""Borders of the bins, in days from the landmark."""

HALF_LIVES = (3.0, 10.0, 30.0, 120.0)
FEWEST_EVENTS = 40
"""With fewer event-days of its own, a series is told by its pooled rate alone."""

FEWEST_TAIL_EVENTS = 10
SHORTEST_RECORD = 730
"""Days of watching that a series' own rhythm is learned from, at the least."""

TAIL_SHARE = 0.3
LEAST_GAIN = 0.005
"""The share by which the tail's log-loss must fall below the pooled rate's."""

LONGEST_SILENCE = 3.0
"""A record that ends more days than this before the present says nothing of the present rhythm."""

_RIDGE = 1.0
_ROUNDS = 30
_CLOSE = 1e-7
_LOG_HAZARDS = (-30.0, 3.0)
"""A hazard of e^3 is certain for all purposes."""
_MOST_LANDMARKS = 1200
_SMOOTHING = 0.5
_MIDDLE_HORIZON = 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Mean log-loss per bin (nats) on the held-back tail, of the series' own rhythm and of its pooled rate."""

    own: float
    pooled: float
    tail_days: int
    tail_events: int

    @property
    def own_is_better(self) -> bool:
        """Whether the series' own rhythm is to be used."""
        return self.own < self.pooled * (1 - LEAST_GAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnHazard:
    """The comparison, and the cumulative hazard at the ends of the bins (days) with the spread of its logarithm.

    ``rate`` is the pooled daily rate, for what lies beyond the last bin.
    """

    comparison: Comparison
    days: tuple[float, ...]
    hazards: tuple[float, ...]
    log_spreads: tuple[float, ...]
    rate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """The past, day by day (numpy arrays): watched, happened, and for every landmark rate and features."""

    watched: Any
    happened: Any
    rate: Any
    features: Any


def fit_own_hazard(
    event_days: Sequence[float], exposure: Sequence[tuple[float, float]], now: float, prior: Prior
) -> OwnHazard | str:
    """The series' own hazard from ``now`` on, or the reason in words why it has none. Days since the epoch."""
    if len(event_days) < FEWEST_EVENTS:
        return f"{len(event_days)} event-days of its own, {FEWEST_EVENTS} needed"
    watched_days = math.fsum(end - start for start, end in exposure)
    if watched_days < SHORTEST_RECORD:
        return f"{watched_days:.0f} days watched, {SHORTEST_RECORD} needed"
    if now - max(end for _, end in exposure) > LONGEST_SILENCE:
        return f"its record ends {now - max(end for _, end in exposure):.0f} days before the present"
    grid = _grid(event_days, exposure, now, prior)
    split = int(len(grid.watched) * (1 - TAIL_SHARE))
    tail_events = int(grid.happened[split:].sum())
    if tail_events < FEWEST_TAIL_EVENTS:
        return f"{tail_events} event-days in the held-back tail, {FEWEST_TAIL_EVENTS} needed"
    first = grid.watched.argmax() + int(HALF_LIVES[-1])
    fitted, _ = _fit(*_rows(grid, int(first), split, ends_by=split))
    own, pooled = _losses(fitted, *_rows(grid, split, len(grid.watched), ends_by=len(grid.watched)))
    compared = Comparison(own=own, pooled=pooled, tail_days=len(grid.watched) - split, tail_events=tail_events)
    if not compared.own_is_better:
        return (
            f"on the last {compared.tail_days} days its own rhythm had a log-loss of {own:.4f}, "
            f"the pooled rate {pooled:.4f}"
        )
    coefficients, covariance = _fit(*_rows(grid, int(first), len(grid.watched), ends_by=len(grid.watched)))
    return _ahead(grid, coefficients, covariance, compared)


def _grid(event_days: Sequence[float], exposure: Sequence[tuple[float, float]], now: float, prior: Prior) -> _Grid:
    import numpy as np

    start, end = math.floor(min(s for s, _ in exposure)), math.floor(now)
    length = end - start
    watched, happened = np.zeros(length), np.zeros(length)
    for begin, stop in exposure:  # a day counts as watched where all of it was
        watched[max(math.ceil(begin) - start, 0) : max(math.floor(stop) - start, 0)] = 1
    for day in event_days:
        if 0 <= math.floor(day) - start < length:
            happened[math.floor(day) - start] = 1
    happened *= watched
    events, days = _faded(happened, HALF_LIFE_DAYS), _faded(watched, HALF_LIFE_DAYS)
    rate = (prior.a + events) / np.maximum(prior.b + days, 1.0)
    columns = [
        np.log((_faded(happened, h) + _SMOOTHING) / (_faded(watched, h) * rate + _SMOOTHING)) for h in HALF_LIVES
    ]
    columns.append(np.clip(np.log((1 + _since_last(happened)) * rate), -4, 3))
    return _Grid(watched=watched, happened=happened, rate=rate, features=np.column_stack(columns))


def _faded(series: Any, half_life: float) -> Any:
    """At every landmark from 0 to the length: the sum of all earlier days, each halved every ``half_life`` days."""
    import numpy as np

    factor, total, out = 0.5 ** (1 / half_life), 0.0, np.zeros(len(series) + 1)
    for index, value in enumerate(series.tolist()):
        total = total * factor + value
        out[index + 1] = total
    return out


def _since_last(happened: Any) -> Any:
    """Days from the last event to every landmark; where there was none, from the start of the record."""
    import numpy as np

    index = np.arange(1, len(happened) + 1) * happened
    last = np.concatenate(([0], np.maximum.accumulate(index)))
    return np.arange(len(happened) + 1) - last


def _rows(grid: _Grid, first: int, last: int, *, ends_by: int) -> tuple[Any, Any, Any, Any]:
    """Design, offset, outcome and weight of every bin at risk, from landmarks ``first`` to ``last``.

    Bins that are not wholly watched, or end after ``ends_by``, are left out. Overlapping windows tell the same event
    several times; the weights make up for that.
    """
    import numpy as np

    step = max((last - first) // _MOST_LANDMARKS, 1)
    landmarks = np.arange(first, last, step)
    seen = np.concatenate(([0], np.cumsum(grid.watched)))
    count = np.concatenate(([0], np.cumsum(grid.happened)))
    designs, offsets, outcomes, weights = [], [], [], []
    for low, high in itertools.pairwise(BINS):
        reach = landmarks[landmarks + high <= ends_by]
        begin, end = reach + low, reach + high
        whole = (seen[end] - seen[reach] == high) & (count[begin] == count[reach])
        at = reach[whole]
        designs.append(_design(grid.features[at], low, high))
        offsets.append(np.log(grid.rate[at] * (high - low)))
        outcomes.append((count[at + high] > count[at + low]).astype(float))
        weights.append(np.full(len(at), min(step / (high - low), 1.0) / (len(BINS) - 1)))
    return np.vstack(designs), np.concatenate(offsets), np.concatenate(outcomes), np.concatenate(weights)


def _design(features: Any, low: int, high: int) -> Any:
    import numpy as np

    horizon = math.log((low + high) / 2 / _MIDDLE_HORIZON)
    ones = np.ones((len(features), 1))
    return np.hstack([ones, ones * horizon, features, features * horizon])


def _fit(design: Any, offset: Any, outcome: Any, weight: Any) -> tuple[Any, Any]:
    """Coefficients and their covariance, by penalised iteratively reweighted least squares (cloglog link).

    A step that makes the penalised likelihood smaller is halved until it does not.
    """
    import numpy as np

    def objective(beta: Any) -> float:
        return float(weight @ _log_likelihood(offset + design @ beta, outcome) - _RIDGE * (beta @ beta) / 2)

    beta = np.zeros(design.shape[1])
    penalty = _RIDGE * np.eye(design.shape[1])
    information, reached = penalty, objective(beta)
    for _ in range(_ROUNDS):
        hazard = np.exp(np.clip(offset + design @ beta, *_LOG_HAZARDS))
        chance = np.clip(-np.expm1(-hazard), 1e-12, 1 - 1e-12)
        slope = hazard * (1 - chance)  # d chance / d log hazard
        variance = chance * (1 - chance)
        information = design.T @ (design * (weight * slope**2 / variance)[:, None]) + penalty
        step = np.linalg.solve(
            information, design.T @ (weight * slope * (outcome - chance) / variance) - penalty @ beta
        )
        while (gained := objective(beta + step)) < reached and float(np.abs(step).max()) > _CLOSE:
            step = step / 2
        beta, closer, reached = beta + step, gained - reached, gained
        if closer < _CLOSE:
            break
    return beta, np.linalg.inv(information)


def _log_likelihood(log_hazard: Any, outcome: Any) -> Any:
    """Of every row: log(1 - exp(-H)) where the event came, -H where it did not."""
    import numpy as np

    hazard = np.exp(np.clip(log_hazard, *_LOG_HAZARDS))
    return np.where(outcome > 0, np.log(np.maximum(-np.expm1(-hazard), 1e-12)), -hazard)


def _losses(beta: Any, design: Any, offset: Any, outcome: Any, weight: Any) -> tuple[float, float]:
    """Mean log-loss of the fitted hazard and of the pooled rate on the same rows."""
    import numpy as np

    def loss(log_hazard: Any) -> float:
        return float(-np.average(_log_likelihood(log_hazard, outcome), weights=weight))

    return loss(offset + design @ beta), loss(offset)


def _ahead(grid: _Grid, beta: Any, covariance: Any, compared: Comparison) -> OwnHazard:
    """The hazard from the last landmark on, cumulated bin by bin, with the delta method's spread of its logarithm."""
    import numpy as np

    total, gradient = 0.0, np.zeros(len(beta))
    hazards, spreads = [], []
    for low, high in itertools.pairwise(BINS):
        row = _design(grid.features[-1:], low, high)[0]
        hazard = float(np.exp(np.clip(np.log(grid.rate[-1] * (high - low)) + row @ beta, *_LOG_HAZARDS)))
        total, gradient = total + hazard, gradient + hazard * row
        hazards.append(total)
        spreads.append(float(np.sqrt(gradient @ covariance @ gradient)) / total)
    return OwnHazard(
        comparison=compared,
        days=tuple(float(border) for border in BINS[1:]),
        hazards=tuple(hazards),
        log_spreads=tuple(spreads),
        rate=float(grid.rate[-1]),
    )
