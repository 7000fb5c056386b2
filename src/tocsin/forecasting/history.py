"""history.v1: the model number, from a family's reference series and its siblings; never from a price or an opinion.

The rate is pooled (:mod:`tocsin.forecasting.rates`); where the series is rich enough and its own rhythm
(:mod:`tocsin.forecasting.hazard`) beats that rate on a held-back tail, the rhythm is used. The curve runs from
``as_of``, given that nothing has happened by then; before the question opens nothing can count: the hazard is 0 there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from tocsin.core.entries import Entry
from tocsin.core.forecasts import Basis, SurvivalCurve
from tocsin.core.questions import HistorySeries
from tocsin.forecasting.hazard import OwnHazard, fit_own_hazard
from tocsin.forecasting.rates import (
    FEWEST_SIBLINGS,
    HALF_LIFE_DAYS,
    Prior,
    RatePosterior,
    Tally,
    fit_prior,
    posterior,
    tally,
)
from tocsin.forecasting.record import EventDays, Stretch, exposure, known_by, since_epoch
from tocsin.forecasting.scale import Z80, days_between, rising_curve

POOLED_NAME = "history.v1"
OWN_NAME = "history.own.v1"

_GRID = (0.25, 1.0, 3.0, 7.0, 14.0, 30.0, 60.0, 90.0, 180.0, 365.0, 730.0, 1460.0)
"""Knots between the deadlines, days ahead."""

_own_hazard = lru_cache(maxsize=256)(fit_own_hazard)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A family's curve with the curves of its 80 % interval, what it stands on, and what made it."""

    curve: SurvivalCurve
    low: SurvivalCurve
    high: SurvivalCurve
    basis: Basis
    made_by: str


class SeriesPool:
    """The series that share a prior, with their event-days; remembers the priors it has fitted."""

    def __init__(self, name: str, members: Sequence[tuple[HistorySeries, EventDays]]) -> None:
        self.name = name
        self.members = tuple(sorted(members, key=lambda member: member[0].series))
        self._priors: dict[tuple[datetime, tuple[Stretch, ...]], Prior] = {}
        self._entries: Mapping[str, Entry] | None = None

    @property
    def entries(self) -> Mapping[str, Entry]:
        """Everything that the members' event-days stand on, by id."""
        if self._entries is None:
            self._entries = {entry.id: entry for _, days in self.members for entry in days.entries}
        return self._entries

    def keeping(self, ids: Set[str]) -> SeriesPool:
        """The same pool as if only the entries with these ids were on file."""
        return SeriesPool(self.name, [(series, days.keeping(series, ids)) for series, days in self.members])

    def prior(self, as_of: datetime, covered: tuple[Stretch, ...]) -> Prior:
        """How rates differ between the members, learned from what they had seen by ``as_of``."""
        if (as_of, covered) not in self._priors:
            tallies = [_seen(series, days, covered, as_of)[2] for series, days in self.members]
            self._priors[as_of, covered] = fit_prior(tallies)
        return self._priors[as_of, covered]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryInputs:
    """A family's series, its pool (which contains it), and when feeds were alive.

    ``covered`` is of the family's own feeds, ``covered_any`` of all, which the siblings are counted by.
    """

    series: HistorySeries
    days: EventDays
    pool: SeriesPool
    covered: tuple[Stretch, ...]
    covered_any: tuple[Stretch, ...]

    def keeping(self, ids: Set[str]) -> HistoryInputs:
        """The same inputs as if only the entries with these ids were on file."""
        return replace(self, days=self.days.keeping(self.series, ids), pool=self.pool.keeping(ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """Where the family's curve runs: from ``as_of``, counting after ``opens`` days, through knots at ``days``."""

    as_of: datetime
    opens: float
    days: tuple[float, ...]


def estimate(
    inputs: HistoryInputs, *, as_of: datetime, opens_at: datetime | None, closes: Sequence[datetime]
) -> Estimate | str:
    """The model's curve for deadlines ``closes`` (all after ``as_of``), or why there is none, in words."""
    counted, stretches, seen = _seen(inputs.series, inputs.days, inputs.covered, as_of)
    if not stretches:
        return f"the series {inputs.series.series!r} had not been watched by then"
    prior = inputs.pool.prior(as_of, inputs.covered_any)
    rate = posterior(prior, seen)
    if rate is None:
        return (
            f"the series {inputs.series.series!r} was watched for {seen.days:.0f} days only and has too few siblings "
            f"in its pool ({FEWEST_SIBLINGS} are needed)"
        )
    window = _window(as_of, opens_at, closes)
    own = _own_hazard(counted, stretches, since_epoch(as_of), prior)
    basis = _basis(inputs, seen, prior, own, stretches, as_of)
    if isinstance(own, OwnHazard):
        low, middle, high = _own_curves(own, rate, window)
        return Estimate(curve=middle, low=low, high=high, basis=basis, made_by=OWN_NAME)
    low, middle, high = _pooled_curves(rate, window)
    return Estimate(curve=middle, low=low, high=high, basis=basis, made_by=POOLED_NAME)


def _seen(
    series: HistorySeries, days: EventDays, covered: tuple[Stretch, ...], as_of: datetime
) -> tuple[tuple[float, ...], tuple[Stretch, ...], Tally]:
    """Event-days, exposure and their count as they weigh at ``as_of``."""
    usable = days if covered else EventDays(archived=days.archived, lag=days.lag, entries=days.entries)
    counted, stretches = known_by(usable, as_of), exposure(series, usable, covered, as_of)
    return counted, stretches, tally(counted, stretches, since_epoch(as_of))


def _window(as_of: datetime, opens_at: datetime | None, closes: Sequence[datetime]) -> _Window:
    opens = max(days_between(as_of, opens_at), 0.0) if opens_at else 0.0
    ends = sorted({days_between(as_of, close) for close in closes})
    between = {opens + day for day in _GRID if opens + day < ends[-1]}
    return _Window(as_of=as_of, opens=opens, days=tuple(sorted(between | set(ends))))


def _pooled_curves(rate: RatePosterior, window: _Window) -> tuple[SurvivalCurve, SurvivalCurve, SurvivalCurve]:
    def curve(hazard: Mapping[float, float]) -> SurvivalCurve:
        return rising_curve(window.as_of, tuple(hazard.items()), opens_after=window.opens)

    ahead = {day: max(day - window.opens, 0.0) for day in window.days}
    return (
        curve({day: rate.low * span for day, span in ahead.items()}),
        curve({day: rate.hazard(span) for day, span in ahead.items()}),
        curve({day: rate.high * span for day, span in ahead.items()}),
    )


def _own_curves(
    own: OwnHazard, rate: RatePosterior, window: _Window
) -> tuple[SurvivalCurve, SurvivalCurve, SurvivalCurve]:
    """The bins' hazard from the opening on; the interval joins the spread of the rhythm and of the rate."""
    borders = tuple(day for day in own.days if window.opens < day < window.days[-1])
    days = tuple(sorted({*window.days, *borders}))
    before = _own_hazard_by(own, window.opens)
    middle = [(day, max(_own_hazard_by(own, day) - before, 0.0)) for day in days]
    low: list[tuple[float, float]] = []
    high: list[tuple[float, float]] = []
    for day, hazard in middle:
        spread = next((s for border, s in zip(own.days, own.log_spreads, strict=True) if day <= border), None)
        width = Z80 * math.hypot(own.log_spreads[-1] if spread is None else spread, rate.log_spread)
        low.append((day, max(hazard * math.exp(-width), low[-1][1] if low else 0.0)))
        high.append((day, max(hazard * math.exp(width), high[-1][1] if high else 0.0)))
    drawn = [rising_curve(window.as_of, points, opens_after=window.opens) for points in (low, middle, high)]
    return drawn[0], drawn[1], drawn[2]


def _own_hazard_by(own: OwnHazard, day: float) -> float:
    """Cumulative hazard after ``day`` days: straight within a bin, the pooled rate beyond the last."""
    last_day, last_hazard = 0.0, 0.0
    for border, hazard in zip(own.days, own.hazards, strict=True):
        if day <= border:
            return last_hazard + (hazard - last_hazard) * (day - last_day) / (border - last_day)
        last_day, last_hazard = border, hazard
    return last_hazard + own.rate * (day - last_day)


def _basis(
    inputs: HistoryInputs,
    seen: Tally,
    prior: Prior,
    own: OwnHazard | str,
    stretches: tuple[Stretch, ...],
    as_of: datetime,
) -> Basis:
    series = inputs.series
    parts = [
        f"{seen.events} event-days ({series.unit}) in {seen.days:,.0f} days watched, to {_last_day(stretches)}: "
        f"{series.description}",
        f"weighted to the present with a half-life of {HALF_LIFE_DAYS:.0f} days: "
        f"{seen.weighted_events:.2f} in {seen.weighted_days:,.0f}",
        _prior_words(prior, inputs.pool.name),
        _own_words(own),
    ]
    if inputs.days.late and not inputs.covered:
        parts.append(f"reported since and not counted, as no coverage of a feed is on file: {len(inputs.days.late)}")
    return Basis(
        kind="reference_class",
        description="; ".join(parts) + f" (source: {series.source})",
        events=seen.events,
        exposure_days=round(seen.days, 3),
        learned_until=as_of.date().isoformat(),
        entries=(series.id, *(entry.id for entry in inputs.days.entries)),
    )


def _last_day(stretches: tuple[Stretch, ...]) -> str:
    """The last day on which somebody was watching."""
    return (date(1970, 1, 1) + timedelta(days=math.ceil(stretches[-1][1]) - 1)).isoformat()


def _prior_words(prior: Prior, pool: str) -> str:
    if prior.series:
        return f"prior from the {prior.series} series of the pool {pool!r}: {prior.a:.2f} in {prior.b:,.0f} days"
    return "no siblings to learn a prior from (fewer than three, or no event in any): Jeffreys' weak prior"


def _own_words(own: OwnHazard | str) -> str:
    if isinstance(own, str):
        return f"its own rhythm is not used: {own}"
    compared = own.comparison
    return (
        f"its own rhythm is used: on the last {compared.tail_days} days ({compared.tail_events} event-days) a log-loss "
        f"of {compared.own:.4f} against {compared.pooled:.4f} of the pooled rate"
    )
