"""The survival curve: deadlines read from it cannot contradict one another."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.core.forecasts import SurvivalCurve

ORIGIN = datetime(2026, 1, 1, tzinfo=UTC)


def after(days: float) -> datetime:
    return ORIGIN + timedelta(days=days)


def test_a_constant_hazard_gives_the_exponential_law() -> None:
    curve = SurvivalCurve(origin=ORIGIN, knots=((0.0, 0.0), (10.0, 0.2)))
    assert curve.probability_by(after(5)) == pytest.approx(1 - math.exp(-0.1))
    assert curve.probability_by(after(20)) == pytest.approx(1 - math.exp(-0.4))


def test_nothing_is_certain_and_nothing_is_impossible() -> None:
    curve = SurvivalCurve(origin=ORIGIN, knots=((0.0, 0.0), (1.0, 1e6)))
    assert 0 < curve.probability_by(after(-3)) < 1e-5
    assert 1 - 1e-5 < curve.probability_by(after(3)) < 1


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    steps=st.lists(st.tuples(st.floats(0.1, 50), st.floats(0, 3)), min_size=1, max_size=8),
    asked=st.lists(st.floats(0, 400), min_size=2, max_size=10),
)
def test_a_later_deadline_is_never_less_likely(steps: list[tuple[float, float]], asked: list[float]) -> None:
    knots, day, hazard = [(0.0, 0.0)], 0.0, 0.0
    for days, more in steps:
        day, hazard = day + days, hazard + more
        knots.append((day, hazard))
    curve = SurvivalCurve(origin=ORIGIN, knots=tuple(knots))
    read = [curve.probability_by(after(days)) for days in sorted(asked)]
    assert read == sorted(read)
    assert all(0 < p < 1 for p in read)
