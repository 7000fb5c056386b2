"""Prices are points on the family's curve: as they were said when fresh, carried when old, in order, never invented."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tocsin.core.questions import Opinion, Price, Question
from tocsin.core.times import Deadline
from tocsin.forecasting.market import MarketPart, market_part
from tocsin.forecasting.people import PeoplePart, people_part

OPENS = datetime(2026, 1, 1, tzinfo=UTC)


def question(day: int, *, scheduled: bool = False, opens: datetime | None = OPENS) -> Question:
    end = (OPENS + timedelta(days=day)).date()
    return Question(
        key=f"closure@{day}",
        available_at=OPENS,
        made_by="t",
        text="?",
        rule="rule:closure",
        rule_version="1",
        family="closure",
        deadline=Deadline(date=end, local_time=time(0), zone="UTC", inclusive=False),
        opens_at=opens,
        scheduled=scheduled,
    )


def price(day: int, said: float, *, at: float, market: str = "Exchange", **more: object) -> Price:
    observed = OPENS + timedelta(days=at)
    fields = {"bid": said - 0.01, "ask": said + 0.01, "last": None, "volume": 9000.0, **more}
    return Price(
        key=f"price:{market}:{day}:{at}",
        available_at=observed,
        made_by="t",
        market=market,
        question=f"closure@{day}",
        observed_at=observed,
        **fields,  # type: ignore[arg-type]
    )


def market(questions: list[Question], prices: list[Price], *, at: float) -> MarketPart:
    by_question = {q.key: tuple(p for p in prices if p.question == q.key) for q in questions}
    part, problems = market_part(
        questions, by_question, as_of=OPENS + timedelta(days=at), opens_at=questions[0].opens_at
    )
    assert not problems
    assert part is not None
    return part


def test_a_fresh_price_is_the_market_number_as_it_was_said() -> None:
    part = market([question(90)], [price(90, 0.42, at=9.5)], at=10)
    number = part.numbers["closure@90"]
    assert number.probability == pytest.approx(0.42)
    assert number.low < 0.42 < number.high  # type: ignore[operator]
    assert number.basis[0].age_days == 0.5


def test_an_old_price_is_carried_to_the_present_given_that_nothing_happened() -> None:
    number = market([question(10)], [price(10, 0.6, at=1)], at=7).numbers["closure@10"]
    assert number.probability == pytest.approx(1 - 0.4 ** (3 / 9))
    assert "price 0.6 at Exchange" in number.basis[0].description
    assert "carried to the present" in number.basis[0].description


def test_a_price_from_before_the_opening_keeps_its_height_until_the_question_opens() -> None:
    asked = question(3, opens=OPENS)
    early = price(3, 0.6, at=-7)
    assert market([asked], [early], at=-1).numbers["closure@3"].probability == pytest.approx(0.6)
    assert market([asked], [early], at=2).numbers["closure@3"].probability == pytest.approx(1 - 0.4 ** (1 / 3))


def test_the_price_of_a_scheduled_event_does_not_fade() -> None:
    part = market([question(10, scheduled=True)], [price(10, 0.6, at=1)], at=9)
    assert part.numbers["closure@10"].probability == pytest.approx(0.6)


def test_age_hearsay_and_thin_trade_widen_the_interval_and_cost_weight() -> None:
    fresh = market([question(90)], [price(90, 0.4, at=10)], at=10).points[0][1]
    worse = [
        market([question(90)], [price(90, 0.4, at=2)], at=10),
        market([question(90)], [price(90, 0.4, at=10, second_hand=True)], at=10),
        market([question(90)], [price(90, 0.4, at=10, volume=12.0)], at=10),
        market([question(90)], [price(90, 0.4, at=10, bid=0.3, ask=0.5)], at=10),
        market([question(90)], [price(90, 0.4, at=10, bid=None, ask=None, last=0.4)], at=10),
    ]
    for part in worse:
        point = part.points[0][1]
        assert point.weight < fresh.weight
        assert point.spread > fresh.spread


def test_prices_out_of_order_are_put_in_order_and_said() -> None:
    part = market([question(30), question(60)], [price(30, 0.5, at=10), price(60, 0.4, at=10)], at=10)
    first, second = (part.numbers[f"closure@{day}"] for day in (30, 60))
    assert first.probability == pytest.approx(second.probability)
    assert 0.4 < first.probability < 0.5
    assert "put in order" in first.basis[0].description


def test_only_a_priced_deadline_has_a_market_number_and_nothing_is_said_beyond_the_last() -> None:
    short, middle, long = question(30), question(60), question(90)
    part = market([short, middle, long], [price(60, 0.4, at=10)], at=10)
    assert set(part.numbers) == {"closure@60"}
    between = part.at(short.deadline.closes_at, short.key)
    assert between is not None
    assert 0 < between[0].probability < 0.4
    assert between[0].weight < part.points[0][1].weight
    assert part.at(long.deadline.closes_at, long.key) is None


def test_the_best_of_several_markets_is_taken_and_the_other_is_named() -> None:
    stale = price(60, 0.7, at=-20, market="Lantern", second_hand=True)
    number = market([question(60)], [stale, price(60, 0.4, at=10)], at=10).numbers["closure@60"]
    assert number.probability == pytest.approx(0.4)
    assert "Lantern 0.7" in number.basis[0].description
    assert len(number.basis[0].entries) == 2


@pytest.mark.parametrize(
    "bad",
    [
        {"bid": None, "ask": None},
        {"bid": 0.0, "ask": 0.0},
        {"bid": None, "ask": None, "last": 1.0},
        {"bid": 0.6, "ask": 0.4},
        {"bid": math.nan, "ask": math.nan},
    ],
)
def test_a_price_that_is_none_is_a_problem_and_never_a_number(bad: dict[str, float | None]) -> None:
    wrong = price(60, 0.4, at=10, **bad)
    part, problems = market_part(
        [question(60)], {wrong.question: (wrong,)}, as_of=OPENS + timedelta(days=10), opens_at=OPENS
    )
    assert part is None
    assert [problem.subject for problem in problems] == [wrong.id]


def opinion(person: str, probability: float, *, at: float) -> Opinion:
    return Opinion(
        key=f"opinion:{person}",
        available_at=OPENS + timedelta(days=at),
        made_by=f"person:{person}",
        person=person,
        question="closure@60",
        probability=probability,
        reason="because",
    )


def people(opinions: list[Opinion], *, at: float = 10, without: frozenset[str] = frozenset()) -> PeoplePart:
    part, problems = people_part(question(60), opinions, as_of=OPENS + timedelta(days=at), without=without)
    assert not problems
    return part


def test_everybody_keeps_a_number_of_their_own_as_they_gave_it() -> None:
    part = people([opinion("Mara Quill", 0.1, at=1), opinion("Tobin Ferre", 0.3, at=2)])
    assert {number.person: number.probability for number in part.numbers} == {"Mara Quill": 0.1, "Tobin Ferre": 0.3}
    assert part.point is not None
    assert part.point.probability < 0.3


def test_a_newer_opinion_weighs_more_and_an_old_one_is_carried_to_the_present() -> None:
    newer_high = people([opinion("a", 0.1, at=-80), opinion("b", 0.4, at=9)])
    newer_low = people([opinion("a", 0.1, at=9), opinion("b", 0.4, at=-80)])
    assert newer_high.point is not None
    assert newer_low.point is not None
    assert newer_high.point.probability > newer_low.point.probability
    alone = people([opinion("a", 0.5, at=0)], at=30).point
    assert alone is not None
    assert alone.probability == pytest.approx(1 - 0.5**0.5)


def test_many_people_are_joined_by_the_extremised_geometric_mean_of_odds() -> None:
    part = people([opinion(name, 0.2, at=10) for name in "abcde"])
    assert part.point is not None
    odds = 0.25**1.2
    assert part.point.probability == pytest.approx(odds / (1 + odds))


def test_a_person_can_be_left_out_of_the_joint_say() -> None:
    both = [opinion("Mara Quill", 0.1, at=1), opinion("Tobin Ferre", 0.3, at=2)]
    assert people(both, without=frozenset({"Mara Quill"})).pooled == ("Tobin Ferre",)
    alone = people(both[:1], without=frozenset({"Mara Quill"}))
    assert alone.point is None
    assert len(alone.numbers) == 1


def test_an_opinion_outside_zero_and_one_is_a_problem() -> None:
    part, problems = people_part(question(60), [opinion("a", 1.0, at=1)], as_of=OPENS + timedelta(days=10))
    assert part.numbers == ()
    assert len(problems) == 1


def test_the_deadline_of_the_tests_is_where_it_is_thought_to_be() -> None:
    assert question(60).deadline.closes_at == OPENS + timedelta(days=60)
    assert question(60).deadline.date == date(2026, 3, 2)
