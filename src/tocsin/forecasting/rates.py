"""Pooled Gamma-Poisson rates: how often a series' event happens a day, and how sure that is.

A series with S event-days in E days of watching has a rate that follows Gamma(a + S, b + E), where (a, b) describes how
rates differ between the sibling series of its pool. Old days count less: a day's weight halves every
:data:`HALF_LIFE_DAYS`. P(at least one in h days) = 1 - ((b + E) / (b + E + h)) ** (a + S).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.forecasting.scale import Z80

HALF_LIFE_DAYS = 720.0
"""Weights halve in 720 days: measured on ICEWS 2005-2015 and 2018, families of events between pairs of countries."""

FEWEST_SIBLINGS = 3
"""With fewer series in a pool its spread cannot be told, and the weak default prior is used."""

SHORTEST_EXPOSURE = 30.0
"""Without siblings, a series watched for fewer (weighted) days than this is no basis."""

_GRID = 17
_ROUNDS = 7
_SHAPE_BOUNDS = (math.log(0.02), math.log(200.0))
_SPREAD_OF_LOG_SHAPE = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """How rates differ between series: Gamma with shape ``a`` and rate ``b`` days, learned from ``series`` of them."""

    a: float
    b: float
    series: int


WEAK_PRIOR = Prior(a=0.5, b=0.0, series=0)
"""Jeffreys' prior of a Poisson rate: half an event in no time; what is used where a pool has too few series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a series has seen: ``events`` in ``days`` as counted; ``weighted_events`` in ``weighted_days`` at present.

    ``information`` (at least 1) is how much more a weighted count tells than a plain count of the same size. For a
    constant rate that is (sum of weights) / (sum of squared weights), Kish's effective size; for one that drifts as
    fast as the weights fade it is 1; its square root, half way between, is taken. Intervals use it, the rate does not.
    """

    events: int
    days: float
    weighted_events: float
    weighted_days: float
    information: float


def tally(event_days: Sequence[float], exposure: Sequence[tuple[float, float]], now: float) -> Tally:
    """Count events and exposure as they weigh at ``now``; all in days since the epoch, exposure disjoint."""
    decay = math.log(2) / HALF_LIFE_DAYS
    events = math.fsum(math.exp(-decay * max(now - day, 0.0)) for day in event_days)
    days = math.fsum(end - start for start, end in exposure)
    weighted = math.fsum(_weight(start, end, now, decay) for start, end in exposure)
    squared = math.fsum(_weight(start, end, now, 2 * decay) for start, end in exposure)
    return Tally(
        events=len(event_days),
        days=days,
        weighted_events=events,
        weighted_days=weighted,
        information=max(math.sqrt(weighted / squared), 1.0) if squared > 0 else 1.0,
    )


def _weight(start: float, end: float, now: float, decay: float) -> float:
    """The integral of exp(-decay * age) over the days from ``start`` to ``end``."""
    return (math.exp(-decay * max(now - end, 0.0)) - math.exp(-decay * (now - start))) / decay


def fit_prior(tallies: Sequence[Tally]) -> Prior:
    """The prior under which the pool's counts are most likely (negative binomial marginal likelihood).

    The shape is held back by a log-normal around 1 with a factor e for one standard deviation, so that a few like
    series cannot claim that all rates are equal. With fewer than :data:`FEWEST_SIBLINGS` series that were watched,
    or no event in any, the weak default is returned.
    """
    watched = [t for t in tallies if t.weighted_days > 0]
    total = math.fsum(t.weighted_events for t in watched)
    if len(watched) < FEWEST_SIBLINGS or total <= 0:
        return WEAK_PRIOR
    mean = total / math.fsum(t.weighted_days for t in watched)
    log_a, log_mean = _most_likely(watched, math.log(mean))
    return Prior(a=math.exp(log_a), b=math.exp(log_a - log_mean), series=len(watched))


def _most_likely(tallies: Sequence[Tally], start: float) -> tuple[float, float]:
    """Log shape and log mean rate of highest likelihood, on a grid that closes in: smooth, one peak."""
    import numpy as np

    events = np.array([t.weighted_events for t in tallies])
    days = np.array([t.weighted_days for t in tallies])
    (low_a, high_a), (low_m, high_m) = _SHAPE_BOUNDS, (start - 3.0, start + 3.0)
    best = (0.0, start)
    for _ in range(_ROUNDS):
        shapes, means = np.linspace(low_a, high_a, _GRID), np.linspace(low_m, high_m, _GRID)
        likelihood = _log_likelihood(shapes[:, None, None], means[None, :, None], events, days)
        row, column = divmod(int(np.argmax(likelihood)), _GRID)
        best = (float(shapes[row]), float(means[column]))
        step_a, step_m = 2 * (high_a - low_a) / _GRID, 2 * (high_m - low_m) / _GRID
        low_a, high_a = max(best[0] - step_a, _SHAPE_BOUNDS[0]), min(best[0] + step_a, _SHAPE_BOUNDS[1])
        low_m, high_m = best[1] - step_m, best[1] + step_m
    return best


def _log_likelihood(log_a: Any, log_mean: Any, events: Any, days: Any) -> Any:
    import numpy as np
    from scipy.special import gammaln

    a, b = np.exp(log_a), np.exp(log_a - log_mean)
    terms = gammaln(a + events) - gammaln(a) + a * np.log(b) - (a + events) * np.log(b + days)
    return terms.sum(axis=-1) - (log_a[..., 0] / _SPREAD_OF_LOG_SHAPE) ** 2 / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class RatePosterior:
    """What is known of a daily rate: Gamma(``shape``, ``rate`` days), and its 10 % and 90 % quantiles a day."""

    shape: float
    rate: float
    low: float
    high: float

    def hazard(self, days: float) -> float:
        """Cumulative hazard of the next ``days`` of watching, the uncertain rate averaged out."""
        return self.shape * math.log1p(days / self.rate)

    @property
    def log_spread(self) -> float:
        """Standard deviation of the log rate that the quantiles stand for."""
        return (math.log(self.high) - math.log(self.low)) / (2 * Z80)


def posterior(prior: Prior, seen: Tally) -> RatePosterior | None:
    """The rate of a series, or ``None`` where it was watched too briefly and has no siblings to lean on."""
    if prior.series < FEWEST_SIBLINGS and seen.weighted_days < SHORTEST_EXPOSURE:
        return None
    from scipy.special import gammaincinv

    shape, rate = prior.a + seen.weighted_events, prior.b + seen.weighted_days
    sure_shape = prior.a + seen.information * seen.weighted_events
    sure_rate = prior.b + seen.information * seen.weighted_days
    low, high = (float(gammaincinv(sure_shape, share)) / sure_rate for share in (0.1, 0.9))
    return RatePosterior(shape=shape, rate=rate, low=max(low, 1e-12), high=max(high, 2e-12))
