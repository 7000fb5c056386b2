"""Properties of the desk: deadlines in order, chances inside (0, 1), parts that sum, a past that stays as it was."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.core.entries import Entry, Retraction
from tocsin.core.forecasts import Forecast
from tocsin.core.material import Coverage
from tocsin.core.questions import HistoryEvent, HistorySeries, Opinion, Price, Question
from tocsin.core.times import Deadline, InstantRange
from tocsin.core.vocabulary import NumberKind
from tocsin.forecasting.desk import Desk
from tocsin.forecasting.pool import PoolWeights

E = TypeVar("E", bound=Entry)

START = datetime(2026, 1, 1, tzinfo=UTC)
SINCE = datetime(1970, 1, 1, tzinfo=UTC)
DEADLINES = (30, 60, 61, 180)
SETTINGS = settings(deadline=None, derandomize=True, max_examples=60)


class Shelf:
    """The smallest view there is: a list of entries and a moment."""

    def __init__(self, entries: Iterable[Entry], as_of: datetime) -> None:
        self._all = [entry for entry in entries if entry.available_at <= as_of]
        self.as_of = as_of

    def revisions(self, kind: type[E], key: str) -> tuple[E, ...]:
        found = [entry for entry in self._all if isinstance(entry, kind) and entry.key == key]
        return tuple(sorted(found, key=lambda entry: (entry.available_at, entry.id)))

    def current(self, kind: type[E], key: str) -> E | None:
        revisions = self.revisions(kind, key)
        return revisions[-1] if revisions and not self.is_retracted(key) else None

    def entries(self, kind: type[E]) -> tuple[E, ...]:
        keys = {entry.key for entry in self._all if isinstance(entry, kind)}
        found = [entry for key in keys if (entry := self.current(kind, key)) is not None]
        return tuple(sorted(found, key=lambda entry: (entry.available_at, entry.key)))

    def get(self, entry_id: str) -> Entry | None:
        return next((entry for entry in self._all if entry.id == entry_id), None)

    def is_retracted(self, key: str) -> bool:
        return any(isinstance(entry, Retraction) and entry.of == key for entry in self._all)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def key(deadline: int) -> str:
    return f"family@{deadline}"


def question(deadline: int, opens: int | None, history: str | None) -> Question:
    return Question(
        key=key(deadline),
        available_at=day(-20),
        made_by="t",
        text="?",
        rule="rule:family",
        rule_version="1",
        family="family",
        deadline=Deadline(date=day(deadline).date(), zone="Europe/Kyiv"),
        opens_at=None if opens is None else day(opens),
        history=history,
    )


def series(name: str) -> HistorySeries:
    return HistorySeries(
        key=f"series:{name}",
        available_at=SINCE,
        made_by="t",
        series=name,
        description="invented",
        watched_from="2023-01-01",
        watched_to="2025-12-31",
        source="invented",
        pool="pool",
    )


def row(name: str, ago: int, known: int) -> HistoryEvent:
    on = date(2025, 12, 31) - timedelta(days=ago)
    return HistoryEvent(
        key=f"history:{name}:{on}", available_at=day(known), made_by="t", series=name, occurred_on=on.isoformat()
    )


def price(deadline: int, at: int, said: float, wide: float, second_hand: bool) -> Price:
    return Price(
        key=f"price:{deadline}:{at}",
        available_at=day(at),
        made_by="t",
        market="Exchange",
        question=key(deadline),
        observed_at=day(at),
        bid=said * (1 - wide),
        ask=said + (1 - said) * wide,
        volume=500.0,
        second_hand=second_hand,
    )


def opinion(deadline: int, at: int, person: str, said: float) -> Opinion:
    return Opinion(
        key=f"opinion:{person}:{deadline}",
        available_at=day(at),
        made_by=f"person:{person}",
        person=person,
        question=key(deadline),
        probability=said,
    )


chances = st.floats(0.001, 0.999)
times = st.integers(-15, 40)
deadlines = st.sampled_from(DEADLINES)
rows = st.builds(row, st.sampled_from("abc"), st.integers(0, 1000), times)
prices = st.builds(price, deadlines, times, chances, st.floats(0, 0.5), st.booleans())
opinions = st.builds(opinion, deadlines, times, st.sampled_from(("Mara Quill", "Tobin Ferre")), chances)
coverage = st.builds(
    lambda at: Coverage(
        key=f"coverage:{at}",
        available_at=day(at + 1),
        made_by="t",
        feed="wire",
        during=InstantRange(start=day(at), end=day(at + 1)),
        ok=True,
    ),
    times,
)


@st.composite
def worlds(draw: st.DrawFn) -> list[Entry]:
    """Any mixture of rows, prices, opinions and withdrawals over one family of four deadlines."""
    opens, history = draw(st.sampled_from((None, -5, 20))), draw(st.sampled_from((None, "a")))
    loose: list[Entry] = list(draw(st.lists(st.one_of(rows, prices, opinions, coverage), max_size=25)))
    gone = draw(st.lists(st.tuples(st.sampled_from(loose), times), max_size=3)) if loose else []
    withdrawn = [
        Retraction(key=f"r:{entry.key}:{at}", available_at=day(at), made_by="t", of=entry.key, reason="", by="t")
        for entry, at in gone
    ]
    return [*map(series, "abc"), *(question(each, opens, history) for each in DEADLINES), *loose, *withdrawn]


def forecast(
    entries: Sequence[Entry], as_of: datetime, last: dict[str, Forecast] | None = None, **more: object
) -> dict[str, Forecast]:
    view, before = Shelf(entries, as_of), last or {}
    views = {name: Shelf(entries, old.as_of) for name, old in before.items()}
    made, _ = Desk().forecast(
        view.entries(Question),
        view,
        previous=before,
        previous_views=views,
        **more,  # type: ignore[arg-type]
    )
    return {each.question: each for each in made}


@SETTINGS
@given(worlds(), st.integers(-10, 45))
def test_deadlines_are_never_out_of_order_and_chances_are_inside_zero_and_one(world: list[Entry], at: int) -> None:
    made = forecast(world, day(at))
    for kind in (NumberKind.MODEL, NumberKind.MARKET, NumberKind.DESK):
        numbers = [number for each in DEADLINES if (number := made[key(each)].number(kind)) is not None]
        assert all(one.probability <= other.probability for one, other in pairwise(numbers))
        assert all(0 < n.low <= n.probability <= n.high < 1 for n in numbers)  # type: ignore[operator]
        if kind is NumberKind.DESK:
            assert all(a.low <= b.low and a.high <= b.high for a, b in pairwise(numbers))  # type: ignore[operator]


@SETTINGS
@given(worlds(), st.integers(-10, 20), st.integers(1, 25))
def test_the_parts_of_a_change_sum_to_the_change(world: list[Entry], at: int, later: int) -> None:
    first = forecast(world, day(at))
    second = forecast(world, day(at + later), first)
    for each in second.values():
        for _, moved in each.moved:
            if moved.points is not None:
                assert abs(math.fsum(move.points for move in moved.moves) - moved.points) <= 0.05 + 1e-6


@SETTINGS
@given(worlds(), st.integers(-10, 30))
def test_the_future_does_not_change_the_past(world: list[Entry], at: int) -> None:
    past = [entry for entry in world if entry.available_at <= day(at)]
    assert forecast(world, day(at)) == forecast(past, day(at))


@SETTINGS
@given(worlds(), st.integers(-10, 30), st.randoms(use_true_random=False))
def test_the_order_of_arrival_leaves_every_bit_as_it_was(world: list[Entry], at: int, chance: random.Random) -> None:
    shuffled = list(world)
    chance.shuffle(shuffled)
    first = forecast(world, day(at))
    assert first == forecast(shuffled, day(at))
    assert [each.id for each in forecast(world, day(at + 5), first).values()] == [
        each.id for each in forecast(shuffled, day(at + 5), first).values()
    ]


@SETTINGS
@given(worlds(), st.integers(-10, 30))
def test_no_basis_no_probability_and_every_number_names_what_it_stands_on(world: list[Entry], at: int) -> None:
    view = Shelf(world, day(at))
    for each in forecast(world, day(at)).values():
        assert bool(each.numbers) == bool(each.evidence)
        assert each.numbers or any("no probability" in note or "passed" in note for note in each.notes)
        for number in each.numbers:
            assert number.basis
            assert all(basis.entries for basis in number.basis)
        assert all(view.get(entry) is not None for entry in each.evidence)


@SETTINGS
@given(worlds(), st.integers(-10, 15))
def test_the_desk_lies_between_its_parts_where_nothing_had_to_be_put_in_order(world: list[Entry], at: int) -> None:
    alone = [e for e in world if not isinstance(e, (Question, Opinion))] + [
        replace(e) for e in world if isinstance(e, Question) and e.key == key(180)
    ]
    made = forecast(alone, day(at), weights=PoolWeights(people=0))[key(180)]
    parts = [n.probability for n in made.numbers if n.kind in (NumberKind.MODEL, NumberKind.MARKET)]
    desk = made.number(NumberKind.DESK)
    assert (desk is not None) == bool(parts)
    if desk is not None:
        assert min(parts) - 1e-12 <= desk.probability <= max(parts) + 1e-12
