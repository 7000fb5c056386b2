"""Pooled rates agree with the formulas, lean on their siblings, and are as sure as they say."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime

import pytest

from tocsin.forecasting.projection import non_decreasing
from tocsin.forecasting.rates import HALF_LIFE_DAYS, WEAK_PRIOR, Prior, Tally, fit_prior, posterior, tally
from tocsin.forecasting.scale import rising_curve

NOW = 20_000.0


def counted(events: float, days: float) -> Tally:
    return Tally(events=round(events), days=days, weighted_events=events, weighted_days=days, information=1.0)


@pytest.mark.parametrize(
    ("a", "b", "events", "days", "ahead"), [(0.5, 150, 11, 3622, 30), (1, 300, 0, 900, 7), (2, 40, 3, 60, 365)]
)
def test_the_predictive_chance_is_the_gamma_poisson_formula(
    a: float, b: float, events: int, days: float, ahead: float
) -> None:
    rate = posterior(Prior(a=a, b=b, series=3), counted(events, days))
    assert rate is not None
    by_hand = 1 - ((b + days) / (b + days + ahead)) ** (a + events)
    assert 1 - math.exp(-rate.hazard(ahead)) == pytest.approx(by_hand, rel=1e-12)


def test_the_example_in_the_docs_is_right() -> None:
    rate = posterior(Prior(a=0.5, b=150, series=3), counted(11, 3622))
    assert rate is not None
    assert 1 - math.exp(-rate.hazard(30)) == pytest.approx(0.087, abs=5e-4)


def test_the_rate_stands_on_the_weighted_counts() -> None:
    faded = Tally(events=40, days=9000, weighted_events=2.5, weighted_days=800, information=1.2)
    rate = posterior(Prior(a=1, b=100, series=3), faded)
    assert rate is not None
    assert (rate.shape, rate.rate) == (3.5, 900)


def test_a_curve_is_flat_until_it_opens_and_has_one_knot_there() -> None:
    curve = rising_curve(datetime(2026, 1, 1, tzinfo=UTC), [(5.0, 0.2), (10.0, 0.4), (20.0, 0.8)], opens_after=10.0)
    assert curve.knots == ((0.0, 0.0), (10.0, 0.0), (20.0, 0.8))
    assert curve.cumulative_hazard(datetime(2026, 1, 11, tzinfo=UTC)) == 0
    assert curve.cumulative_hazard(datetime(2026, 1, 16, tzinfo=UTC)) == pytest.approx(0.4)


def test_a_day_weighs_half_after_one_half_life_and_exposure_fades_with_it() -> None:
    seen = tally([NOW - HALF_LIFE_DAYS, NOW], [(NOW - HALF_LIFE_DAYS, NOW)], NOW)
    assert seen.events == 2
    assert seen.weighted_events == pytest.approx(1.5)
    assert seen.days == HALF_LIFE_DAYS
    assert seen.weighted_days == pytest.approx(HALF_LIFE_DAYS * 0.5 / math.log(2))


def test_exposure_in_pieces_counts_as_the_whole() -> None:
    whole = tally([], [(NOW - 300, NOW)], NOW)
    pieces = tally([], [(NOW - 300, NOW - 120), (NOW - 120, NOW)], NOW)
    assert pieces.weighted_days == pytest.approx(whole.weighted_days)


def test_fewer_than_three_siblings_give_the_weak_prior() -> None:
    assert fit_prior([counted(3, 100), counted(1, 100)]) == WEAK_PRIOR


def test_siblings_without_any_event_give_the_weak_prior() -> None:
    assert fit_prior([counted(0, 100)] * 5) == WEAK_PRIOR


def test_a_short_record_without_siblings_is_no_basis() -> None:
    assert posterior(WEAK_PRIOR, counted(1, 10)) is None


def test_a_fitted_prior_finds_the_mean_rate_and_how_much_rates_differ() -> None:
    chance = random.Random(5)
    alike = [counted(round(chance.gauss(20, 4)), 2000) for _ in range(60)]
    apart = [counted(chance.choice((1, 3, 8, 30, 60)), 2000) for _ in range(60)]
    same, different = fit_prior(alike), fit_prior(apart)
    assert same.a / same.b == pytest.approx(0.01, rel=0.15)
    assert same.a > 4 * different.a


def test_the_order_of_the_siblings_does_not_matter() -> None:
    tallies = [counted(n, 1000 + 37 * n) for n in (0, 2, 5, 9)]
    one, other = fit_prior(tallies), fit_prior(tallies[::-1])
    assert (one.a, one.b) == pytest.approx((other.a, other.b))


@pytest.mark.parametrize(("siblings", "years", "shape", "scale"), [(5, 8, 1.2, 150.0), (12, 4, 1.5, 60.0)])
def test_eighty_percent_intervals_hold_the_true_rate_about_eighty_times_in_a_hundred(
    siblings: int, years: int, shape: float, scale: float
) -> None:
    chance = random.Random(11)
    days, inside, rounds = 365 * years, 0, 400
    for _ in range(rounds):
        rates = [chance.gammavariate(shape, 1 / scale) for _ in range(siblings)]
        tallies = [tally(_arrivals(chance, rate, days), [(0, days)], days) for rate in rates]
        rate = posterior(fit_prior(tallies), tallies[0])
        assert rate is not None
        inside += rate.low <= rates[0] <= rate.high
    assert 0.74 <= inside / rounds <= 0.86


def _arrivals(chance: random.Random, rate: float, days: int) -> list[float]:
    at, found = chance.expovariate(rate), []
    while at < days:
        found.append(at)
        at += chance.expovariate(rate)
    return found


def test_projection_leaves_what_is_in_order_alone() -> None:
    assert non_decreasing([0.1, 0.1, 0.4]) == (0.1, 0.1, 0.4)


def test_projection_joins_what_is_out_of_order_at_its_weighted_mean() -> None:
    assert non_decreasing([0.4, 0.1, 0.5], [1, 2, 1]) == pytest.approx((0.2, 0.2, 0.5))
