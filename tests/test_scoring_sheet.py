"""The score sheet: what is scored, against what, and what may not be seen."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from scipy.stats import ttest_1samp

from tocsin.core.entries import Entry, Retraction
from tocsin.core.forecasts import Forecast, Number
from tocsin.core.questions import Price, Question, Resolution, Score
from tocsin.core.times import UNSPECIFIED_ZONE, Deadline
from tocsin.core.vocabulary import NumberKind, Outcome, Target
from tocsin.ledger import Ledger
from tocsin.scoring import ScoredQuestion, ScoreSheet, score_resolutions
from tocsin.scoring.comparison import common_questions, differences, means, verdict

START = datetime(2030, 3, 1, tzinfo=UTC)
DEADLINE = date(2030, 3, 31)
DECIDED = datetime(2030, 4, 2, 9, tzinfo=UTC)
LATER = datetime(2030, 6, 1, tzinfo=UTC)


def day(number: int, hour: int = 12) -> datetime:
    return datetime(2030, 3, number, hour, tzinfo=UTC)


def question(key: str = "dam@2030-03-31", *, zone: str = "UTC", family: str = "dam") -> Question:
    return Question(
        key=key,
        available_at=START,
        made_by="t",
        text="Will the dam of Orl be opened by 31 March 2030?",
        rule="rule:dam",
        rule_version="1",
        family=family,
        deadline=Deadline(date=DEADLINE, zone=zone),
    )


def forecast(
    as_of: datetime,
    *,
    asked: str = "dam@2030-03-31",
    made_at: datetime | None = None,
    you: float | None = None,
    **numbers: float,
) -> Forecast:
    told = [
        Number(kind=NumberKind(kind), probability=p, low=None, high=None, basis=(), made_by="t")
        for kind, p in numbers.items()
    ]
    if you is not None:
        told.append(
            Number(
                kind=NumberKind.YOU, probability=you, low=None, high=None, basis=(), made_by="person:Ada", person="Ada"
            )
        )
    return Forecast(
        key=f"forecast:{asked}",
        available_at=made_at or as_of,
        made_by="t",
        question=asked,
        family="dam",
        target=Target.FACTS,
        as_of=as_of,
        numbers=tuple(told),
        curves=(),
        moved=(),
        evidence=(),
        rule_version="1",
    )


def price(
    observed: datetime, last: float | None, *, asked: str = "dam@2030-03-31", known: datetime | None = None
) -> Price:
    return Price(
        key=f"price:{asked}:{observed}",
        available_at=known or observed,
        made_by="t",
        market="Bourse of Orl",
        question=asked,
        observed_at=observed,
        last=last,
    )


def decision(
    outcome: Outcome | None,
    *,
    asked: str = "dam@2030-03-31",
    at: datetime = DECIDED,
    by: str | None = "Ada",
    venue: Outcome | None = None,
) -> Resolution:
    return Resolution(
        key=f"resolution:{asked}",
        available_at=at,
        made_by="t",
        question=asked,
        outcome=outcome,
        venue_outcome=venue,
        decided_by=by,
    )


def withdrawal(key: str, at: datetime) -> Retraction:
    return Retraction(key=f"retraction:{key}", available_at=at, made_by="t", of=key, reason="an error", by="t")


def sheet(*entries: Entry, as_of: datetime = LATER) -> ScoreSheet:
    with Ledger.open(":memory:", clock=lambda: LATER) as ledger:
        for entry in entries:
            ledger.append([entry])
        return score_resolutions(ledger.view(as_of))


def only(made: ScoreSheet) -> ScoredQuestion:
    (scored,) = made.questions
    return scored


def by_number(made: ScoreSheet) -> dict[str, Score]:
    return {score.number: score for score in made.scores if score.target is Target.FACTS}


def test_every_number_is_scored_beside_the_market_at_the_same_minute() -> None:
    made = sheet(
        question(),
        price(day(9), 0.30),
        price(day(11), 0.9),
        forecast(day(10), model=0.2, desk=0.25, you=0.6),
        decision(Outcome.NO),
    )
    scores = by_number(made)
    assert set(scores) == {"model", "desk", "you:Ada", "price"}
    assert scores["model"].brier == pytest.approx(0.04)
    assert scores["price"].probability == 0.30
    assert scores["you:Ada"].brier == pytest.approx(0.36)
    assert only(made).price_age_days == pytest.approx(1.0)
    assert only(made).as_of == day(10)


def test_the_last_forecast_before_the_answer_is_scored() -> None:
    made = sheet(question(), forecast(day(10), model=0.2), forecast(day(20), model=0.1), decision(Outcome.NO))
    assert by_number(made)["model"].probability == 0.1


@pytest.mark.parametrize(
    "late",
    [
        forecast(day(20), made_at=DECIDED, model=0.01),
        forecast(DECIDED + timedelta(days=1), model=0.01),
        forecast(datetime(2030, 4, 1, 12, tzinfo=UTC), model=0.01),
    ],
    ids=["made when it was decided", "as of after the decision", "as of after the deadline"],
)
def test_a_forecast_that_could_know_the_answer_is_not_scored(late: Forecast) -> None:
    made = sheet(question(), forecast(day(10), model=0.2), late, decision(Outcome.NO))
    assert by_number(made)["model"].probability == 0.2
    alone = sheet(question(), late, decision(Outcome.NO))
    assert not alone.scores
    assert any("no forecast was made before" in sentence for sentence in alone.sentences())


def test_where_the_rule_states_no_zone_the_earliest_midnight_is_the_border() -> None:
    near = datetime(2030, 3, 31, 12, tzinfo=UTC)  # the 31st is over in UTC+14, and lasts 24 hours more in UTC-12
    entries = (forecast(day(10), model=0.2), forecast(near, model=0.01), decision(Outcome.NO))
    assert by_number(sheet(question(zone=UNSPECIFIED_ZONE), *entries))["model"].probability == 0.2
    assert by_number(sheet(question(), *entries))["model"].probability == 0.01


def test_an_early_answer_moves_the_border_back() -> None:
    early = decision(Outcome.YES, at=day(15))
    for made_at in (day(16), day(14)):  # the second claims a moment that it cannot have known
        late = forecast(day(16), made_at=made_at, model=0.99)
        made = sheet(question(), forecast(day(10), model=0.2), late, early)
        assert by_number(made)["model"].probability == 0.2


def test_the_answer_decided_again_leaves_the_border_where_it_was() -> None:
    made = sheet(
        question(),
        forecast(day(10), model=0.2),
        decision(Outcome.YES, at=day(15)),
        forecast(day(16), model=0.99),
        decision(Outcome.NO, at=day(20)),
    )
    assert (by_number(made)["model"].probability, only(made).outcome) == (0.2, Outcome.NO)


def test_nothing_after_the_moment_is_used() -> None:
    entries = (
        question(),
        forecast(day(10), model=0.2),
        decision(Outcome.NO),
        decision(Outcome.YES, at=DECIDED + timedelta(days=3)),
    )
    assert only(sheet(*entries, as_of=DECIDED)).outcome is Outcome.NO
    assert only(sheet(*entries)).outcome is Outcome.YES
    assert not sheet(*entries, as_of=DECIDED - timedelta(minutes=1)).questions


def test_a_proposal_is_not_scored_and_is_told() -> None:
    made = sheet(question(), forecast(day(10), model=0.2), decision(Outcome.NO, by=None))
    assert not made.questions
    assert made.unsigned == ("dam@2030-03-31",)
    assert made.sentences() == [
        "0 resolved: too few to judge.",
        "Proposed and not yet signed, so not scored: dam@2030-03-31.",
    ]


def test_a_withdrawn_decision_decides_nothing() -> None:
    entries = (
        question(),
        forecast(day(10), model=0.2),
        decision(Outcome.YES, at=day(15)),
        withdrawal("resolution:dam@2030-03-31", day(17)),
    )
    assert not sheet(*entries).questions
    again = sheet(*entries, forecast(day(20), model=0.3), decision(Outcome.NO))
    assert (only(again).outcome, by_number(again)["model"].probability) == (Outcome.NO, 0.3)


def test_a_forecast_withdrawn_before_the_answer_did_not_stand_and_one_withdrawn_after_it_did() -> None:
    entries = (question(), forecast(day(10), model=0.2), forecast(day(20), model=0.1), decision(Outcome.NO))
    key = "forecast:dam@2030-03-31"
    assert not sheet(*entries, withdrawal(key, day(25))).scores
    assert by_number(sheet(*entries, withdrawal(key, DECIDED + timedelta(days=1))))["model"].probability == 0.1
    assert by_number(sheet(*entries, withdrawal(key, day(15))))["model"].probability == 0.1


def test_a_withdrawn_price_and_a_price_without_a_figure_are_not_the_markets() -> None:
    entries = (question(), price(day(5), 0.4), price(day(8), 0.6), price(day(9), None), forecast(day(10), model=0.2))
    assert by_number(sheet(*entries, decision(Outcome.NO)))["price"].probability == 0.6
    wrong = withdrawal(f"price:dam@2030-03-31:{day(8)}", day(12))
    assert by_number(sheet(*entries, wrong, decision(Outcome.NO)))["price"].probability == 0.4


def test_without_an_earlier_price_the_market_is_not_scored() -> None:
    made = sheet(question(), forecast(day(10), model=0.2), price(day(11), 0.5), decision(Outcome.NO))
    assert set(by_number(made)) == {"model"}
    assert only(made).price_age_days is None


def test_where_the_venue_settled_otherwise_both_are_scored_and_the_facts_make_the_summary() -> None:
    made = sheet(question(), forecast(day(10), model=0.2), decision(Outcome.NO, venue=Outcome.YES))
    assert {(s.target, s.outcome, round(s.brier, 2)) for s in made.scores} == {
        (Target.FACTS, Outcome.NO, 0.04),
        (Target.VENUE, Outcome.YES, 0.64),
    }
    assert [(mean.count, mean.brier) for mean in made.means] == [(1, pytest.approx(0.04))]
    assert [row[3] for row in made.rows()] == ["no", "yes (venue)"]
    assert any("The venue settled otherwise" in sentence for sentence in made.sentences())


def test_a_venue_that_agrees_is_scored_once() -> None:
    made = sheet(question(), forecast(day(10), model=0.2), decision(Outcome.NO, venue=Outcome.NO))
    assert len(made.scores) == 1
    assert made.disagreements == ()


def test_a_void_is_counted_apart_in_plain_sight() -> None:
    made = sheet(question(), forecast(day(10), model=0.2), decision(Outcome.VOID))
    assert (made.resolved, made.voids, made.scores) == (0, ("dam@2030-03-31",), ())
    assert "Void, counted apart: 1 (dam@2030-03-31)." in made.sentences()


def test_a_void_that_the_venue_paid_is_scored_by_the_venue_alone() -> None:
    made = sheet(question(), forecast(day(10), model=0.2), decision(Outcome.VOID, venue=Outcome.YES))
    assert [score.target for score in made.scores] == [Target.VENUE]
    assert made.means == ()
    assert made.voids == ("dam@2030-03-31",)


def test_a_forecast_without_a_number_is_told_as_unscored() -> None:
    made = sheet(question(), forecast(day(10)), decision(Outcome.NO))
    assert only(made).unscored == "neither its last forecast nor the market says a probability"


def test_a_number_that_cannot_be_scored_is_a_problem_and_the_rest_goes_on() -> None:
    made = sheet(question(), forecast(day(10), model=1.0, desk=0.5), decision(Outcome.NO))
    assert set(by_number(made)) == {"desk"}
    assert [problem.subject for problem in made.problems] == ["dam@2030-03-31, model"]


def test_a_decision_on_an_unknown_question_is_a_problem() -> None:
    made = sheet(decision(Outcome.NO))
    assert not made.questions
    assert "no such question" in made.problems[0].message


def test_what_was_recorded_after_the_answer_is_told_as_replayed() -> None:
    recorded = {"now": day(10)}
    with Ledger.open(":memory:", clock=lambda: recorded["now"]) as ledger:
        ledger.append([question(), question("weir@2030-03-31", family="weir"), forecast(day(10), model=0.2)])
        recorded["now"] = LATER
        ledger.append([forecast(day(11), asked="weir@2030-03-31", model=0.3)])
        ledger.append([decision(Outcome.NO), decision(Outcome.NO, asked="weir@2030-03-31")])
        made = score_resolutions(ledger.view(LATER), recorded_at=ledger.recorded_at)
    assert {each.question: each.replayed for each in made.questions} == {
        "dam@2030-03-31": False,
        "weir@2030-03-31": True,
    }
    (told,) = (sentence for sentence in made.sentences() if "afterwards" in sentence)
    assert "weir@2030-03-31" in told
    assert "dam@2030-03-31" not in told


def test_the_sheet_is_plain_json_with_its_sentences_and_the_baseline() -> None:
    made = sheet(question(), forecast(day(10), model=0.25), decision(Outcome.NO))
    data = json.loads(json.dumps(made.as_json()))
    (score,) = data["questions"][0]["scores"]
    assert score["baseline"] == pytest.approx(58.4963)
    assert data["sentences"][0] == "1 resolved: too few to judge."
    assert data["calibration"][0]["bins"][0]["count"] == 1


def scores(number: str, briers: list[float]) -> list[Score]:
    return [
        Score(
            key=f"{number}{index}",
            available_at=LATER,
            made_by="t",
            question=f"q{index}",
            number=number,
            forecast="f",
            probability=0.5,
            outcome=Outcome.YES,
            brier=value,
            log=-value,
        )
        for index, value in enumerate(briers)
    ]


def test_means_are_over_each_numbers_own_questions() -> None:
    made = means([*scores("model", [0.1, 0.3]), *scores("desk", [0.2])], {"q0", "q1"})
    assert [(mean.number, mean.count, mean.brier) for mean in made] == [
        ("desk", 1, 0.2),
        ("model", 2, pytest.approx(0.2)),
    ]


def test_what_all_numbers_have_leaves_people_out() -> None:
    told = [*scores("model", [0.1, 0.3]), *scores("price", [0.2, 0.2]), *scores("you:Ada", [0.9])]
    assert common_questions(told) == {"q0", "q1"}
    assert common_questions([*told, *scores("desk", [0.1])]) == {"q0"}


def test_with_one_question_a_family_the_interval_is_students() -> None:
    model, market = [0.1, 0.3, 0.05, 0.4, 0.22], [0.2, 0.2, 0.2, 0.25, 0.24]
    (made,) = differences([*scores("model", model), *scores("price", market)], {f"q{i}": f"f{i}" for i in range(5)})
    reference = ttest_1samp([a - b for a, b in zip(model, market, strict=True)], 0).confidence_interval(0.95)
    assert (made.low, made.high) == pytest.approx((reference.low, reference.high))


def test_deadlines_of_one_family_are_one_draw() -> None:
    model, market = [0.1, 0.1, 0.3, 0.3], [0.2] * 4
    (apart,) = differences([*scores("model", model), *scores("price", market)], {f"q{i}": f"f{i}" for i in range(4)})
    (paired,) = differences(
        [*scores("model", model), *scores("price", market)], {"q0": "a", "q1": "a", "q2": "b", "q3": "b"}
    )
    assert apart.low is not None
    assert paired.low is not None
    assert paired.low < apart.low
    (single,) = differences([*scores("model", model), *scores("price", market)], {f"q{i}": "a" for i in range(4)})
    assert (single.low, single.high) == (None, None)


def test_three_resolved_are_too_few_to_judge() -> None:
    assert verdict(3, ()) == "3 resolved: too few to judge"


@pytest.mark.parametrize(
    ("shift", "ending"), [(-0.1, "better than the market"), (0.1, "worse than the market"), (0.0, "not told apart")]
)
def test_a_verdict_needs_thirty_questions_in_ten_families_and_an_interval_off_zero(shift: float, ending: str) -> None:
    market = [0.2 + 0.01 * (index % 5) for index in range(40)]
    model = [value + shift + 0.01 * (-1) ** index for index, value in enumerate(market)]
    both = [*scores("model", model), *scores("price", market)]
    families = {f"q{index}": f"f{index // 2}" for index in range(40)}
    assert verdict(40, differences(both, families)).endswith(ending)
    few = {f"q{index}": f"f{index // 5}" for index in range(40)}
    assert verdict(40, differences(both, few)).endswith("in 8 families, too few to judge against the market")
    half = [*scores("model", model[:20]), *scores("price", market[:20])]
    assert verdict(40, differences(half, families)).endswith("on 20, too few to judge against the market")
