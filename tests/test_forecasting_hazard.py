"""A series' own rhythm is used only where it is rich enough and beats its pooled rate on what it was not fitted on."""

from __future__ import annotations

import random

from tocsin.forecasting.hazard import BINS, OwnHazard, fit_own_hazard
from tocsin.forecasting.rates import WEAK_PRIOR

DAYS = 2500


def steady(seed: int) -> list[float]:
    chance = random.Random(seed)
    return [day + 0.5 for day in range(DAYS) if chance.random() < 0.05]


def bursts(seed: int) -> list[float]:
    chance, busy, found = random.Random(seed), False, []
    for day in range(DAYS):
        busy = chance.random() > 0.04 if busy else chance.random() < 0.012
        if chance.random() < (0.5 if busy else 0.004):
            found.append(day + 0.5)
    return found


def test_a_few_events_are_told_by_the_pooled_rate() -> None:
    assert "40 needed" in str(fit_own_hazard([1.0, 2.0, 3.0], [(0.0, DAYS)], DAYS, WEAK_PRIOR))


def test_a_record_that_ended_long_ago_says_nothing_of_the_present_rhythm() -> None:
    assert "ends" in str(fit_own_hazard(steady(1), [(0.0, DAYS)], DAYS + 90, WEAK_PRIOR))


def test_a_steady_series_keeps_its_pooled_rate() -> None:
    kept = [fit_own_hazard(steady(seed), [(0.0, DAYS)], DAYS, WEAK_PRIOR) for seed in range(6)]
    assert sum(isinstance(each, str) for each in kept) >= 5


def test_a_bursty_series_is_told_by_its_rhythm_and_says_by_how_much_it_was_better() -> None:
    made = [fit_own_hazard(bursts(seed), [(0.0, DAYS)], DAYS, WEAK_PRIOR) for seed in range(6)]
    own = [each for each in made if isinstance(each, OwnHazard)]
    assert len(own) >= 4
    assert all(each.comparison.own < each.comparison.pooled for each in own)
    assert all(len(each.hazards) == len(BINS) - 1 for each in own)
    assert all(list(each.hazards) == sorted(each.hazards) for each in own)


def test_a_burst_that_goes_on_is_more_dangerous_than_a_silence() -> None:
    events = bursts(3)
    busy_until = next(d for d in range(DAYS - 1, 0, -1) if sum(d - 12 < e < d for e in events) >= 4)
    quiet_until = next(d for d in range(DAYS - 1, 0, -1) if sum(d - 60 < e < d for e in events) == 0)
    busy = fit_own_hazard([e for e in events if e < busy_until], [(0.0, busy_until)], busy_until, WEAK_PRIOR)
    quiet = fit_own_hazard([e for e in events if e < quiet_until], [(0.0, quiet_until)], quiet_until, WEAK_PRIOR)
    assert isinstance(busy, OwnHazard)
    assert isinstance(quiet, OwnHazard)
    assert busy.hazards[2] > 3 * quiet.hazards[2]


def test_gaps_in_the_watch_do_not_break_the_fit() -> None:
    watched = [(0.0, 900.0), (960.0, 1700.5), (1750.25, float(DAYS))]
    events = [e for e in bursts(2) if any(start <= e < end for start, end in watched)]
    made = fit_own_hazard(events, watched, DAYS, WEAK_PRIOR)
    assert isinstance(made, (OwnHazard, str))
    assert made == fit_own_hazard(list(events), list(watched), DAYS, WEAK_PRIOR)
