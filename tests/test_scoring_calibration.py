"""Calibration: unfolded bins with counts, and Wilson's interval as scipy computes it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, seed
from hypothesis import strategies as st
from scipy.stats import binomtest

from tocsin.core.errors import InputError
from tocsin.core.questions import Score
from tocsin.core.vocabulary import Outcome
from tocsin.scoring import calibration, wilson_interval
from tocsin.scoring.calibration import calibrated

YES, NO, VOID = Outcome.YES, Outcome.NO, Outcome.VOID


@pytest.mark.parametrize(("yes", "count"), [(0, 1), (1, 1), (0, 7), (3, 10), (10, 10), (41, 97), (999, 1000)])
def test_the_interval_is_wilsons_as_scipy_has_it(yes: int, count: int) -> None:
    reference = binomtest(yes, count).proportion_ci(0.95, method="wilson")
    assert wilson_interval(yes, count) == pytest.approx((reference.low, reference.high), abs=1e-9)


@pytest.mark.parametrize(("yes", "count"), [(0, 0), (-1, 4), (5, 4)])
def test_no_trials_and_more_successes_than_trials_have_no_interval(yes: int, count: int) -> None:
    with pytest.raises(InputError):
        wilson_interval(yes, count)


def test_low_and_high_probabilities_stay_in_their_own_bins() -> None:
    bins = calibration([(0.05, NO), (0.08, YES), (0.95, YES), (0.5, NO)])
    assert [each.count for each in bins] == [2, 0, 0, 0, 0, 1, 0, 0, 0, 1]
    first = bins[0]
    assert (first.yes, first.share, first.mean) == (1, 0.5, pytest.approx(0.065))
    assert (first.low, first.high) == pytest.approx(wilson_interval(1, 2))


def test_an_empty_bin_says_nothing() -> None:
    (lower, upper) = calibration([(0.9, YES)], bins=2)
    assert (lower.count, lower.share, lower.mean, lower.low, lower.high) == (0, None, None, None, None)
    assert upper.share == 1.0


@pytest.mark.parametrize(("probability", "index"), [(0.0, 0), (0.1, 1), (0.3, 3), (0.7, 7), (0.999, 9), (1.0, 9)])
def test_a_border_belongs_to_the_upper_bin_and_one_to_the_last(probability: float, index: int) -> None:
    bins = calibration([(probability, YES)])
    assert [each.count for each in bins].index(1) == index
    assert bins[index].start <= probability


def test_voids_are_left_out() -> None:
    assert sum(each.count for each in calibration([(0.3, VOID), (0.3, NO)])) == 1


@pytest.mark.parametrize("probability", [-0.01, 1.01, float("nan")])
def test_what_is_no_probability_is_refused(probability: float) -> None:
    with pytest.raises(InputError, match="no probability"):
        calibration([(probability, YES)])


def test_no_bins_are_refused() -> None:
    with pytest.raises(InputError, match="at least one bin"):
        calibration([], bins=0)


@seed(3)
@given(
    pairs=st.lists(st.tuples(st.floats(min_value=0, max_value=1), st.sampled_from((YES, NO)))),
    bins=st.integers(min_value=1, max_value=30),
)
def test_every_forecast_is_in_one_bin_that_holds_its_probability(pairs: list[tuple[float, Outcome]], bins: int) -> None:
    made = calibration(pairs, bins=bins)
    assert sum(each.count for each in made) == len(pairs)
    assert sum(each.yes for each in made) == sum(outcome is YES for _, outcome in pairs)
    for each in made:
        if each.share is not None:
            assert each.mean is not None
            assert each.low is not None
            assert each.high is not None
            assert each.start - 1e-9 <= each.mean <= each.end + 1e-9
            assert 0 <= each.low <= each.share <= each.high <= 1


def test_every_number_is_calibrated_on_its_own_with_its_count() -> None:
    when = datetime(2030, 1, 1, tzinfo=UTC)
    scores = [
        Score(
            key=f"{number}{index}",
            available_at=when,
            made_by="t",
            question=f"q{index}",
            number=number,
            forecast="f",
            probability=probability,
            outcome=YES,
            brier=0.1,
            log=-0.1,
        )
        for number, probabilities in (("model", (0.15, 0.18, 0.85)), ("desk", (0.4,)))
        for index, probability in enumerate(probabilities)
    ]
    desk, model = calibrated(scores)
    assert (desk.number, desk.count, [each.count for each in desk.bins]) == ("desk", 1, [1])
    assert (model.number, model.count, [each.count for each in model.bins]) == ("model", 3, [2, 1])
