"""Proper scores: known values, and an honest forecaster does best."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, seed
from hypothesis import strategies as st
from scipy.special import rel_entr

from tocsin.core.errors import InputError
from tocsin.core.vocabulary import Outcome
from tocsin.scoring import baseline_score, brier, log_score

PROBABILITIES = st.floats(min_value=1e-6, max_value=1 - 1e-6)


@pytest.mark.parametrize(
    ("probability", "outcome", "expected"),
    [(0.5, Outcome.YES, 0.25), (0.9, Outcome.YES, 0.01), (0.9, Outcome.NO, 0.81), (0.2, Outcome.NO, 0.04)],
)
def test_the_brier_score_is_the_squared_error_on_0_to_1(probability: float, outcome: Outcome, expected: float) -> None:
    assert brier(probability, outcome) == pytest.approx(expected)


@pytest.mark.parametrize("probability", [0.001, 0.2, 0.5, 0.9, 0.999])
def test_the_log_score_is_the_relative_entropy_of_what_happened(probability: float) -> None:
    """Against scipy's relative entropy, in nats: 0 at best, lower the more surprising the outcome."""
    assert log_score(probability, Outcome.YES) == pytest.approx(-rel_entr(1.0, probability))
    assert log_score(probability, Outcome.NO) == pytest.approx(-rel_entr(1.0, 1 - probability))


@pytest.mark.parametrize(
    ("probability", "expected"), [(0.999, 99.86), (0.5, 0.0), (0.25, -100.0), (0.01, -564.39), (0.001, -896.58)]
)
def test_the_baseline_score_has_the_values_that_metaculus_publishes(probability: float, expected: float) -> None:
    assert baseline_score(probability, Outcome.YES) == pytest.approx(expected, abs=0.005)
    assert baseline_score(1 - probability, Outcome.NO) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize("score", [brier, log_score, baseline_score])
def test_a_void_has_no_score(score: object) -> None:
    with pytest.raises(InputError, match="void"):
        score(0.4, Outcome.VOID)  # type: ignore[operator]


@pytest.mark.parametrize("probability", [0.0, 1.0, -0.1, 1.1, math.nan, math.inf])
@pytest.mark.parametrize("score", [brier, log_score, baseline_score])
def test_certainty_and_what_is_no_probability_cannot_be_scored(score: object, probability: float) -> None:
    with pytest.raises(InputError, match="above 0 and below 1"):
        score(probability, Outcome.YES)  # type: ignore[operator]


@seed(1)
@given(belief=PROBABILITIES, told=PROBABILITIES)
def test_telling_ones_belief_never_scores_worse_on_average(belief: float, told: float) -> None:
    def expected(score: object, probability: float) -> float:
        yes, no = (score(probability, outcome) for outcome in (Outcome.YES, Outcome.NO))  # type: ignore[operator]
        return float(belief * yes + (1 - belief) * no)

    assert expected(brier, belief) <= expected(brier, told) + 1e-12
    assert expected(log_score, belief) >= expected(log_score, told) - 1e-9
    assert expected(baseline_score, belief) >= expected(baseline_score, told) - 1e-7


@seed(2)
@given(probability=PROBABILITIES)
def test_yes_at_p_and_no_at_1_less_p_score_alike(probability: float) -> None:
    mirrored = 1 - probability
    assert brier(probability, Outcome.YES) == pytest.approx(brier(mirrored, Outcome.NO), abs=1e-9)
    assert log_score(probability, Outcome.YES) == pytest.approx(log_score(mirrored, Outcome.NO), abs=1e-6)
