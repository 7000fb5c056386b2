"""What moved a number: by cause, in the design's order, in points that sum; a withdrawal gives its move back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.core.claims import Event, Place
from tocsin.core.entries import Entry, Retraction
from tocsin.core.forecasts import Forecast, Move, Moved
from tocsin.core.material import Coverage, Document, Span
from tocsin.core.questions import HistoryEvent, HistorySeries, Opinion, Price, Question
from tocsin.core.rules import Pattern, Rule
from tocsin.core.times import DateRange, Deadline, InstantRange
from tocsin.core.vocabulary import Action, MoveCause, NumberKind, Status
from tocsin.forecasting.desk import Desk
from tocsin.forecasting.pool import PoolWeights
from tocsin.forecasting.rounding import round_parts
from tocsin.ledger import Ledger

SINCE = datetime(1970, 1, 1, tzinfo=UTC)
START = datetime(2026, 1, 1, tzinfo=UTC)
ORDER = list(MoveCause)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def series(name: str) -> HistorySeries:
    return HistorySeries(
        key=f"series:{name}",
        available_at=SINCE,
        made_by="t",
        series=name,
        description="closures (invented)",
        watched_from="2022-01-01",
        watched_to="2025-12-31",
        source="invented",
        pool="harbours",
        pattern=Pattern(actions=(Action.COERCE,), place=name),
    )


def row(name: str, on: str, known: datetime = SINCE) -> HistoryEvent:
    return HistoryEvent(key=f"history:{name}:{on}", available_at=known, made_by="t", series=name, occurred_on=on)


def covered(number: int) -> Coverage:
    return Coverage(
        key=f"coverage:{number}",
        available_at=day(number + 1),
        made_by="t",
        feed="wire",
        during=InstantRange(start=day(number), end=day(number + 1)),
        ok=True,
    )


def question(deadline: date, **more: object) -> Question:
    base = Question(
        key=f"closure@{deadline}",
        available_at=START,
        made_by="t",
        text="?",
        rule="rule:closure",
        rule_version="1",
        family="closure",
        deadline=Deadline(date=deadline, zone="UTC"),
        history="Halvessa",
    )
    return replace(base, **more)  # type: ignore[arg-type]


def report(key: str, on: date, known: datetime, *, hypothetical: bool = False) -> tuple[Document, Event]:
    document = Document(
        key=f"document:{key}",
        available_at=known,
        made_by="t",
        source="source:wire",
        url="",
        title="",
        text=f"The harbour was closed: {key}.",
        language="en",
        published_at=known,
        origin=key,
        hypothetical=hypothetical,
    )
    event = Event(
        key=f"event:{key}",
        available_at=known,
        made_by="t",
        document=document.id,
        action=Action.COERCE,
        status=Status.REPORTED,
        evidence=Span(document=document.id, start=0, end=22, text="The harbour was closed"),
        place=Place(name="Halvessa", kind="city"),
        occurred=DateRange(start=on, end=on),
    )
    return document, event


def price(at: float, said: float, market: str = "Exchange") -> Price:
    return Price(
        key=f"price:{market}:{at}",
        available_at=day(at),
        made_by="t",
        market=market,
        question="closure@2026-06-30",
        observed_at=day(at),
        last=said,
    )


def opinion(at: float, said: float) -> Opinion:
    return Opinion(
        key="opinion:Mara Quill",
        available_at=day(at),
        made_by="person:Mara Quill",
        person="Mara Quill",
        question="closure@2026-06-30",
        probability=said,
    )


def world(*more: Entry) -> list[Entry]:
    days = ("2022-03-01", "2023-02-11", "2024-10-05", "2025-07-19")
    rows = [row(name, on) for name in ("Halvessa", "Oskerry", "Tamrell") for on in days]
    rows += [row("Oskerry", "2024-01-0" + str(n)) for n in range(1, 6)]
    names = ("Halvessa", "Oskerry", "Tamrell")
    feeds = [covered(number) for number in range(40)]
    return [*map(series, names), *rows, *feeds, question(date(2026, 3, 31)), question(date(2026, 6, 30)), *more]


class Desks:
    """A ledger and the forecasts made of it, one after the other."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.ledger = Ledger.open(":memory:", clock=lambda: datetime(2027, 1, 1, tzinfo=UTC))
        self.ledger.append(entries)
        self.last: dict[str, Forecast] = {}

    def at(self, as_of: datetime, **more: object) -> dict[str, Forecast]:
        view = self.ledger.view(as_of)
        views = {key: self.ledger.view(old.as_of) for key, old in self.last.items()}
        made, problems = Desk().forecast(
            view.entries(Question),
            view,
            previous=self.last,
            previous_views=views,
            **more,  # type: ignore[arg-type]
        )
        assert not problems
        self.ledger.append(made)
        self.last = {forecast.question: forecast for forecast in made}
        return self.last


def change(forecast: Forecast, kind: NumberKind = NumberKind.MODEL) -> Moved:
    moved = forecast.change(kind)
    assert moved is not None
    return moved


def of(moved: Moved, cause: MoveCause) -> list[Move]:
    return [move for move in moved.moves if move.cause is cause]


def check_sums(made: dict[str, Forecast]) -> None:
    for forecast in made.values():
        for _, moved in forecast.moved:
            if moved.points is not None:
                assert math.fsum(move.points for move in moved.moves) == pytest.approx(moved.points, abs=0.05 + 1e-9)
            assert [move.cause for move in moved.moves] == sorted((m.cause for m in moved.moves), key=ORDER.index)


def test_the_first_forecast_says_that_it_is_the_first() -> None:
    made = Desks(world()).at(day(10))["closure@2026-06-30"]
    assert change(made).since is None
    assert change(made).points is None
    assert change(made).moves == ()


def test_when_nothing_happens_only_the_clock_moves_a_number() -> None:
    desks = Desks(world(price(5, 0.3), opinion(5, 0.2)))
    desks.at(day(10))
    made = desks.at(day(20))
    check_sums(made)
    for kind in (NumberKind.MODEL, NumberKind.MARKET, NumberKind.DESK):
        (clock,) = change(made["closure@2026-06-30"], kind).moves
        assert clock.cause is MoveCause.CLOCK
        assert clock.points < 0


def test_silence_of_a_living_feed_lowers_the_rate_and_a_dead_feed_says_nothing() -> None:
    alive, dead = Desks(world()), Desks([e for e in world() if not isinstance(e, Coverage)])
    for desks in (alive, dead):
        desks.at(day(10))
    points = [change(desks.at(day(35))["closure@2026-06-30"]).points for desks in (alive, dead)]
    assert points[0] is not None
    assert points[1] is not None
    assert points[0] < points[1] < 0


def test_a_new_event_in_the_history_is_news_with_its_evidence_and_an_interval_above_zero() -> None:
    document, event = report("quay", date(2026, 1, 15), day(16))
    desks = Desks(world(document, event))
    desks.at(day(10))
    made = desks.at(day(20))
    check_sums(made)
    (news,) = of(change(made["closure@2026-06-30"]), MoveCause.NEWS)
    assert news.evidence == (event.id,)
    assert news.points > 0
    assert news.low is not None
    assert 0 < news.low <= news.points <= news.high + 0.05  # type: ignore[operator]
    assert event.id in made["closure@2026-06-30"].evidence


def test_without_coverage_on_file_a_later_event_is_not_counted_and_that_is_said() -> None:
    uncovered = [entry for entry in world() if not isinstance(entry, Coverage)]
    document, event = report("quay", date(2026, 1, 15), day(16))
    without, with_it = Desks(uncovered).at(day(20)), Desks([*uncovered, document, event]).at(day(20))
    one, other = (each["closure@2026-06-30"].number(NumberKind.MODEL) for each in (without, with_it))
    assert one is not None
    assert other is not None
    assert other.probability == one.probability
    assert "no coverage of a feed is on file: 1" in other.basis[0].description


def test_a_hypothetical_document_moves_nothing() -> None:
    desks = Desks(world(*report("drill", date(2026, 1, 15), day(16), hypothetical=True)))
    desks.at(day(10))
    assert of(change(desks.at(day(20))["closure@2026-06-30"]), MoveCause.NEWS) == []


@pytest.mark.parametrize("what", ["document", "event"])
def test_a_withdrawal_gives_back_what_remained_and_says_what_it_had_moved(what: str) -> None:
    document, event = report("quay", date(2026, 1, 15), day(16))
    gone = Retraction(
        key="retraction:quay", available_at=day(25), made_by="t", of=f"{what}:quay", reason="a drill", by="wire"
    )
    with_it, without = Desks(world(document, event, gone)), Desks(world())
    for desks in (with_it, without):
        desks.at(day(10))
    told = of(change(with_it.at(day(20))["closure@2026-06-30"]), MoveCause.NEWS)[0]
    without.at(day(20))
    after, never = with_it.at(day(30)), without.at(day(30))
    check_sums(after)
    (back,) = of(change(after["closure@2026-06-30"]), MoveCause.NEWS)
    assert back.points < 0
    assert back.evidence == (event.id,)
    assert f"it had moved {told.points:+.1f} points on 2026-01-21" in back.note
    assert "withdrawn" in back.note
    for key, forecast in after.items():
        assert [n.probability for n in forecast.numbers] == [n.probability for n in never[key].numbers]


def test_a_row_brought_in_late_is_news_said_as_late_and_not_the_clock() -> None:
    desks = Desks(world())
    desks.at(day(10))
    late = row("Halvessa", "2025-11-02", known=day(3))
    desks.ledger.append([late])
    made = desks.at(day(11))
    check_sums(made)
    (news,) = of(change(made["closure@2026-06-30"]), MoveCause.NEWS)
    assert news.points > 0
    assert news.evidence == (late.id,)
    assert "brought in since" in news.note


def test_prices_opinions_and_deadlines_are_causes_of_their_own() -> None:
    desks = Desks(world(price(5, 0.3), price(15, 0.6), opinion(5, 0.2), opinion(16, 0.5)))
    desks.ledger.append([question(date(2026, 6, 30), available_at=day(17), opens_at=day(60))])
    desks.at(day(10))
    made = desks.at(day(20))
    check_sums(made)
    moved = change(made["closure@2026-06-30"], NumberKind.DESK)
    causes = [move.cause for move in moved.moves]
    assert causes == [MoveCause.CLOCK, MoveCause.RULE, MoveCause.MARKET, MoveCause.PEOPLE]
    assert of(moved, MoveCause.MARKET)[0].points > 0
    assert of(moved, MoveCause.MARKET)[0].evidence == (price(15, 0.6).id,)
    assert of(moved, MoveCause.PEOPLE)[0].points > 0
    assert of(change(made["closure@2026-06-30"]), MoveCause.RULE)[0].points < 0
    assert not of(change(made["closure@2026-06-30"]), MoveCause.MARKET)


def test_a_withdrawn_price_is_the_market_and_named() -> None:
    said = price(15, 0.6)
    gone = Retraction(key="retraction:price", available_at=day(25), made_by="t", of=said.key, reason="typo", by="t")
    desks = Desks(world(price(5, 0.3), said, gone))
    desks.at(day(20))
    made = desks.at(day(30))
    check_sums(made)
    for kind in (NumberKind.MARKET, NumberKind.DESK):
        (move,) = of(change(made["closure@2026-06-30"], kind), MoveCause.MARKET)
        assert move.points < 0
        assert said.id in move.evidence


def test_the_price_of_another_deadline_is_no_evidence_for_this_ones_market_number() -> None:
    other = replace(price(15, 0.1), key="price:other", question="closure@2026-03-31")
    desks = Desks(world(price(5, 0.5), other))
    desks.at(day(10))
    assert not of(change(desks.at(day(20))["closure@2026-06-30"], NumberKind.MARKET), MoveCause.MARKET)


def test_a_changed_rule_text_is_the_rule() -> None:
    def rule(text: str, at: float) -> Rule:
        return Rule(
            key="rule:closure",
            available_at=day(at),
            made_by="t",
            text=text,
            title="",
            url="",
            version=text,
            pattern=Pattern(),
            clauses=(),
        )

    desks = Desks(world(rule("one", 1), rule("two", 15), price(5, 0.3)))
    desks.at(day(10), dispute_risk={"closure": "high"})
    made = desks.at(day(20), dispute_risk={"closure": "low"})
    check_sums(made)
    assert made["closure@2026-06-30"].rule_version == "two"
    (told,) = of(change(made["closure@2026-06-30"], NumberKind.DESK), MoveCause.RULE)
    assert "text changed" in told.note


def test_changed_weights_are_method() -> None:
    desks = Desks(world(price(5, 0.6)))
    desks.at(day(10))
    made = desks.at(day(11), weights=PoolWeights(market=9.0))
    check_sums(made)
    (method,) = of(change(made["closure@2026-06-30"], NumberKind.DESK), MoveCause.METHOD)
    assert method.points > 1


def test_a_number_that_appears_has_nothing_to_be_split() -> None:
    desks = Desks(world(price(15, 0.6)))
    desks.at(day(10))
    moved = change(desks.at(day(20))["closure@2026-06-30"], NumberKind.MARKET)
    assert (moved.before, moved.moves) == (None, ())
    assert moved.since is not None
    check_sums(desks.last)


def test_a_deadline_added_later_is_a_first_forecast_beside_one_that_moved() -> None:
    later = question(date(2026, 9, 30), available_at=day(15))
    desks = Desks(world(later, price(5, 0.3)))
    desks.at(day(10))
    made = desks.at(day(20))
    check_sums(made)
    assert change(made["closure@2026-09-30"]).since is None
    assert change(made["closure@2026-06-30"]).since is not None


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.lists(st.floats(-80, 80), min_size=1, max_size=7))
def test_rounded_parts_sum_to_the_rounded_whole_and_stray_less_than_a_step(parts: list[float]) -> None:
    rounded = round_parts(parts)
    assert round(math.fsum(rounded) * 10) == pytest.approx(math.fsum(parts) * 10, abs=0.5 + 1e-6)
    assert all(abs(one - other) < 0.1 + 1e-9 for one, other in zip(parts, rounded, strict=True))
    assert all(round(each, 1) == each for each in rounded)


def test_the_largest_remainders_get_what_is_missing() -> None:
    assert round_parts([-11.04, 2.03, 0.03]) == (-11.0, 2.0, 0.0)
    assert round_parts([0.26, 0.27, 0.27]) == (0.2, 0.3, 0.3)
