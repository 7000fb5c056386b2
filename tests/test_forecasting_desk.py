"""The desk: no basis, no probability; one curve per family; the four numbers kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tocsin.adapters.folder import SituationFolder, question_key
from tocsin.core.entries import Entry
from tocsin.core.errors import InputError, LeakError
from tocsin.core.forecasts import Bearing, Forecast
from tocsin.core.questions import Opinion, Question, Resolution
from tocsin.core.times import UNSPECIFIED_ZONE, Deadline
from tocsin.core.vocabulary import Direction, NumberKind, Outcome, Target
from tocsin.forecasting.desk import Desk
from tocsin.forecasting.pool import Pooled, PoolWeights, pool
from tocsin.forecasting.scale import Point
from tocsin.ledger import Ledger

HARBOUR = Path(__file__).parent.parent / "examples" / "harbour"
AS_OF = datetime(2025, 12, 17, 21, tzinfo=UTC)


def harbour() -> Iterator[Entry]:
    folder = SituationFolder(HARBOUR)
    yield from folder.series()
    yield from folder.records()
    for file in folder.questions():
        for day in file.config.deadlines:
            yield Question(
                key=question_key(file.key, day),
                available_at=file.available_at,
                made_by="t",
                text=file.config.text,
                rule=f"rule:{file.key}",
                rule_version="1",
                family=file.key,
                deadline=Deadline(date=day, zone="UTC"),
                opens_at=file.config.opens,
                feeds=file.config.feeds,
                history=file.config.history,
                scheduled=file.config.scheduled,
                target=file.config.target,
            )


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    with Ledger.open(":memory:", clock=lambda: datetime(2026, 6, 1, tzinfo=UTC)) as opened:
        opened.append(harbour())
        yield opened


def forecasts(ledger: Ledger, as_of: datetime = AS_OF, **settings: object) -> dict[str, Forecast]:
    view = ledger.view(as_of)
    made, problems = Desk().forecast(view.entries(Question), view, **settings)  # type: ignore[arg-type]
    assert not problems
    return {forecast.question: forecast for forecast in made}


def with_entries(*more: Entry) -> Ledger:
    opened = Ledger.open(":memory:", clock=lambda: datetime(2026, 6, 1, tzinfo=UTC))
    opened.append([*harbour(), *more])
    return opened


def probability(forecast: Forecast, kind: NumberKind) -> float:
    number = forecast.number(kind)
    assert number is not None
    return number.probability


def test_history_prices_and_opinions_give_four_numbers_that_are_kept_apart(ledger: Ledger) -> None:
    forecast = forecasts(ledger)["closure@2026-01-31"]
    kinds = [(number.kind, number.person) for number in forecast.numbers]
    assert kinds == [
        (NumberKind.MODEL, None),
        (NumberKind.MARKET, None),
        (NumberKind.DESK, None),
        (NumberKind.YOU, "Mara Quill"),
        (NumberKind.YOU, "Tobin Ferre"),
    ]
    model, market = (probability(forecast, kind) for kind in (NumberKind.MODEL, NumberKind.MARKET))
    assert min(model, market, 0.12) < probability(forecast, NumberKind.DESK) < max(model, market, 0.28)


def test_the_model_stands_on_its_reference_class_with_counts(ledger: Ledger) -> None:
    number = forecasts(ledger)["closure@2026-01-31"].number(NumberKind.MODEL)
    assert number is not None
    (basis,) = number.basis
    assert (basis.kind, basis.events) == ("reference_class", 11)
    assert basis.exposure_days == pytest.approx(3622 + 8.75)  # to 30 November; the feeds from 8 December, 06:00
    assert "4 series of the pool" in basis.description
    assert "11 event-days of its own, 40 needed" in basis.description
    assert basis.learned_until == "2025-12-17"
    assert number.low is not None
    assert number.high is not None
    assert number.low < number.probability < number.high


def test_every_deadline_is_read_from_the_curve_of_its_family(ledger: Ledger) -> None:
    for key, forecast in forecasts(ledger).items():
        question = ledger.view(AS_OF).current(Question, key)
        assert question is not None
        for kind, curve in forecast.curves:
            number = forecast.number(kind)
            if number is not None:
                assert number.probability == pytest.approx(curve.probability_by(question.deadline.closes_at))


def test_later_deadlines_are_never_less_likely(ledger: Ledger) -> None:
    made = forecasts(ledger)
    family = [made[f"closure@{day}"] for day in ("2025-12-31", "2026-01-31", "2026-03-31")]
    for kind in (NumberKind.MODEL, NumberKind.MARKET, NumberKind.DESK):
        assert all(probability(a, kind) <= probability(b, kind) for a, b in pairwise(family))


def test_without_any_basis_there_is_no_probability_and_the_forecast_says_what_is_missing(ledger: Ledger) -> None:
    forecast = forecasts(ledger)["treaty@2026-01-05"]
    assert forecast.numbers == ()
    assert forecast.curves == ()
    said = " ".join(forecast.notes)
    assert "no price is on file" in said
    assert "reference class" in said
    assert "no probability" in said


def test_a_scheduled_event_gets_no_number_from_event_history(ledger: Ledger) -> None:
    forecast = forecasts(ledger)["meeting@2025-12-20"]
    assert forecast.number(NumberKind.MODEL) is None
    assert any("scheduled" in note for note in forecast.notes)


def test_a_passed_deadline_gets_no_new_number_until_somebody_signs() -> None:
    bare = [entry for entry in harbour() if not isinstance(entry, Resolution)]
    with Ledger.open(":memory:", clock=lambda: datetime(2026, 6, 1, tzinfo=UTC)) as opened:
        opened.append(bare)
        forecast = forecasts(opened, datetime(2026, 1, 1, tzinfo=UTC))["closure@2025-12-31"]
    assert forecast.numbers == ()
    assert forecast.notes == ("deadline passed; unresolved here",)


def test_a_signed_resolution_ends_the_forecasts(ledger: Ledger) -> None:
    forecast = forecasts(ledger, datetime(2026, 1, 2, tzinfo=UTC))["closure@2025-12-31"]
    assert forecast.numbers == ()
    assert forecast.notes == ("resolved NO, signed by Tobin Ferre on 2026-01-01",)


def test_a_proposed_resolution_does_not_end_the_forecasts() -> None:
    proposed = Resolution(
        key="resolution:closure@2026-03-31",
        available_at=AS_OF - timedelta(hours=1),
        made_by="rules",
        question="closure@2026-03-31",
        outcome=Outcome.YES,
    )
    with with_entries(proposed) as opened:
        assert forecasts(opened)["closure@2026-03-31"].numbers


def test_at_high_dispute_risk_history_and_market_are_not_pooled(ledger: Ledger) -> None:
    plain = forecasts(ledger)["closure@2026-03-31"]
    weights = PoolWeights(people=0)
    disputed = forecasts(ledger, dispute_risk={"closure": "high"}, weights=weights)["closure@2026-03-31"]
    assert probability(disputed, NumberKind.DESK) == pytest.approx(probability(plain, NumberKind.MODEL))
    assert probability(disputed, NumberKind.MARKET) == probability(plain, NumberKind.MARKET)
    assert any("not pooled" in note for note in disputed.notes)


def test_at_high_dispute_risk_a_question_about_the_venue_is_left_to_the_market() -> None:
    venue = [replace(e, target=Target.VENUE) for e in harbour() if isinstance(e, Question)]
    with Ledger.open(":memory:", clock=lambda: datetime(2026, 6, 1, tzinfo=UTC)) as opened:
        opened.append([*[e for e in harbour() if not isinstance(e, Question)], *venue])
        made = forecasts(opened, dispute_risk={"closure": "high"}, weights=PoolWeights(people=0))
    forecast = made["closure@2026-03-31"]
    assert probability(forecast, NumberKind.DESK) == pytest.approx(probability(forecast, NumberKind.MARKET))


def test_the_desk_number_can_leave_out_the_person_it_is_compared_with(ledger: Ledger) -> None:
    both, without = (
        forecasts(ledger, without=people)["shots@2025-12-28"] for people in (frozenset(), frozenset({"Tobin Ferre"}))
    )
    assert probability(without, NumberKind.DESK) < probability(both, NumberKind.DESK)
    assert [n.person for n in without.numbers if n.kind is NumberKind.YOU] == ["Mara Quill", "Tobin Ferre"]
    assert any("Mara Quill" in note and "Tobin" not in note for note in without.notes)


def test_before_the_opening_the_clock_does_not_run(ledger: Ledger) -> None:
    question = replace(
        next(q for q in ledger.view(AS_OF).entries(Question) if q.key == "closure@2026-03-31"),
        opens_at=datetime(2026, 3, 1, tzinfo=UTC),
    )
    (opened,), _ = Desk().forecast([question], ledger.view(AS_OF))
    curve = opened.curve(NumberKind.MODEL)
    assert curve is not None
    assert curve.cumulative_hazard(datetime(2026, 2, 27, tzinfo=UTC)) == 0
    assert (
        0.05
        < probability(opened, NumberKind.MODEL)
        < probability(forecasts(ledger)["closure@2026-01-31"], NumberKind.MODEL)
    )


def test_a_series_that_is_not_on_file_is_said_and_nothing_is_made_up(ledger: Ledger) -> None:
    question = replace(next(q for q in ledger.view(AS_OF).entries(Question) if q.history), history="ghosts")
    (forecast,), _ = Desk().forecast([question], ledger.view(AS_OF))
    assert forecast.number(NumberKind.MODEL) is None
    assert any("'ghosts'" in note and "not on file" in note for note in forecast.notes)


def test_an_unstated_zone_is_taken_as_utc_and_said(ledger: Ledger) -> None:
    question = replace(
        next(q for q in ledger.view(AS_OF).entries(Question) if q.history),
        deadline=Deadline(date=date(2026, 1, 31), zone=UNSPECIFIED_ZONE),
    )
    (forecast,), _ = Desk().forecast([question], ledger.view(AS_OF))
    assert any("taken in UTC" in note for note in forecast.notes)


def test_a_question_that_opens_after_its_deadline_is_a_problem(ledger: Ledger) -> None:
    question = replace(
        next(q for q in ledger.view(AS_OF).entries(Question) if q.history), opens_at=datetime(2030, 1, 1, tzinfo=UTC)
    )
    (forecast,), problems = Desk().forecast([question], ledger.view(AS_OF))
    assert forecast.numbers == ()
    assert [problem.subject for problem in problems] == [question.key]


def test_an_item_that_resolves_the_question_ends_its_numbers_until_a_person_decides(ledger: Ledger) -> None:
    item = Bearing(
        item="e1", question="", direction=Direction.UP, strength=3, resolves="yes", because="the harbour was closed"
    )
    forecast = forecasts(ledger, bearings={"closure@2026-03-31": (item,)})["closure@2026-03-31"]
    assert forecast.evidence == ("e1",)
    assert forecast.numbers == ()
    assert forecasts(ledger)["closure@2026-03-31"].numbers
    assert any("would resolve the question YES" in note for note in forecast.notes)


def test_the_evidence_names_every_entry_that_the_numbers_stand_on(ledger: Ledger) -> None:
    view, forecast = ledger.view(AS_OF), forecasts(ledger)["closure@2026-01-31"]
    kinds = {type(view.get(each)).__name__ for each in forecast.evidence}
    assert kinds == {"HistorySeries", "HistoryEvent", "Price", "Opinion"}
    assert forecast.available_at == forecast.as_of == AS_OF
    assert (forecast.key, forecast.made_by) == ("forecast:closure@2026-01-31", "desk.v1")


def test_forecasts_come_back_in_the_order_of_the_questions(ledger: Ledger) -> None:
    view = ledger.view(AS_OF)
    asked: Sequence[Question] = view.entries(Question)[::-1]
    made, _ = Desk().forecast(asked, view)
    assert [forecast.question for forecast in made] == [question.key for question in asked]


def test_forecasts_can_be_kept_in_the_ledger_and_come_back_the_same(ledger: Ledger) -> None:
    made = forecasts(ledger)["closure@2026-01-31"]
    ledger.append([made])
    assert ledger.view(AS_OF).current(Forecast, made.key) == made


def test_a_last_forecast_without_its_view_or_from_the_future_is_refused(ledger: Ledger) -> None:
    made = forecasts(ledger)
    questions = ledger.view(AS_OF).entries(Question)
    with pytest.raises(InputError, match="give the view"):
        Desk().forecast(questions, ledger.view(AS_OF), previous=made)
    with pytest.raises(LeakError, match="after the moment"):
        Desk().forecast(questions, ledger.view(AS_OF - timedelta(days=1)), previous=made)


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_a_weight_that_is_none_is_refused(weight: float) -> None:
    with pytest.raises(InputError, match="market"):
        PoolWeights(market=weight)


def test_the_pool_is_the_weighted_mean_of_log_hazards() -> None:
    points = {
        "history": Point(probability=0.09, low=0.05, high=0.15, weight=1),
        "market": Point(probability=0.2, low=0.15, high=0.27, weight=1),
    }
    (made,) = pool([points], PoolWeights())
    assert isinstance(made, Pooled)
    assert made.probability == pytest.approx(0.135, abs=5e-4)  # the example in the docs
    assert dict(made.shares) == {"history": 0.5, "market": 0.5}
    assert made.low < 0.09
    assert made.high > 0.2


def test_the_pool_puts_deadlines_in_order_where_a_weak_part_drops_out() -> None:
    high = Point(probability=0.6, low=0.5, high=0.7, weight=1)
    low = Point(probability=0.1, low=0.05, high=0.2, weight=1)
    first, second = pool([{"history": low, "market": high}, {"history": low}], PoolWeights())
    assert first is not None
    assert second is not None
    assert 0.1 < first.probability <= second.probability + 1e-12
    assert first.low <= second.low
    assert first.high <= second.high


def test_a_part_of_no_weight_says_nothing() -> None:
    point = Point(probability=0.5, low=0.4, high=0.6, weight=1)
    assert pool([{"market": point}], PoolWeights(market=0)) == (None,)


def test_an_opinion_alone_is_enough_for_a_desk_number() -> None:
    alone = Opinion(
        key="opinion:Mara Quill:treaty@2026-01-05",
        available_at=AS_OF - timedelta(days=1),
        made_by="person:Mara Quill",
        person="Mara Quill",
        question="treaty@2026-01-05",
        probability=0.4,
    )
    with with_entries(alone) as opened:
        forecast = forecasts(opened)["treaty@2026-01-05"]
        left_out = forecasts(opened, without=frozenset({"Mara Quill"}))["treaty@2026-01-05"]
    assert probability(forecast, NumberKind.DESK) == pytest.approx(0.4, abs=0.03)
    assert left_out.number(NumberKind.DESK) is None
    assert left_out.number(NumberKind.YOU) is not None
