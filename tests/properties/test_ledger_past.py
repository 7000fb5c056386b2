"""Properties of the ledger: the future does not change the past, the same again adds nothing, text brings all back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import ColumnElement

from tocsin.core.entries import Entry, Retraction
from tocsin.core.errors import LeakError
from tocsin.core.questions import Opinion
from tocsin.ledger import Ledger, LedgerView
from tocsin.ledger.schema import entries

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
NOW = START + timedelta(days=1000)
KEYS = ("opinion:ada", "opinion:bo")
SETTINGS = settings(deadline=None, derandomize=True, max_examples=40, report_multiple_bugs=False)

Material = Sequence[Entry]


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def opinion(key: str, at: int, probability: float) -> Opinion:
    return Opinion(key=key, available_at=day(at), made_by="t", person="p", question="q", probability=probability)


def withdrawal(key: str, at: int) -> Retraction:
    return Retraction(key=f"retraction:{key}", available_at=day(at), made_by="t", of=key, reason="", by="t")


keys = st.sampled_from(KEYS)
entry = st.one_of(
    st.builds(opinion, keys, st.integers(0, 6), st.sampled_from((0.2, 0.8))),
    st.builds(withdrawal, keys, st.integers(0, 6)),
)
material = st.lists(entry, max_size=12)
batched = st.lists(st.lists(entry, max_size=4), max_size=5)


@st.composite
def at_different_times(draw: st.DrawFn) -> list[Entry]:
    """Material in any order, no two entries of which have the same instant."""
    drawn = draw(material)
    days = draw(st.permutations(range(len(drawn))))
    return [
        opinion(each.key, at, each.probability) if isinstance(each, Opinion) else withdrawal(_target(each), at)
        for each, at in zip(drawn, days, strict=True)
    ]


def _target(each: Entry) -> str:
    assert isinstance(each, Retraction)
    return each.of


def new_ledger() -> Ledger:
    return Ledger.open(":memory:", clock=lambda: NOW)


def all_that_can_be_asked(ledger: Ledger, cut: datetime, ids: Sequence[str]) -> object:
    view = ledger.view(cut)

    def ask(entry_id: str) -> object:
        try:
            return view.get(entry_id)
        except LeakError:
            return None

    return (
        view.entries(Opinion),
        view.entries(Retraction),
        [view.current(Opinion, key) for key in KEYS],
        [view.revisions(Opinion, key) for key in KEYS],
        [view.is_retracted(key) for key in KEYS],
        [ask(entry_id) for entry_id in ids],
    )


def check_that_the_future_does_not_change_the_past(batches: Sequence[Material], cut_day: int) -> None:
    cut = day(cut_day)
    ids = [each.id for batch in batches for each in batch]
    with new_ledger() as whole, new_ledger() as past_only:
        for batch in batches:
            whole.append(batch)
            past_only.append(each for each in batch if each.available_at <= cut)
        assert all_that_can_be_asked(whole, cut, ids) == all_that_can_be_asked(past_only, cut, ids)


@SETTINGS
@given(batches=batched, cut_day=st.integers(0, 6))
def test_the_future_does_not_change_the_past(batches: list[list[Entry]], cut_day: int) -> None:
    check_that_the_future_does_not_change_the_past(batches, cut_day)


def test_without_the_cut_the_future_does_change_the_past(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_cut(view: LedgerView) -> ColumnElement[bool]:
        return entries.c.seq <= view._recorded

    monkeypatch.setattr(LedgerView, "visible", no_cut)
    run: Callable[[], None] = SETTINGS(
        given(batches=batched, cut_day=st.integers(0, 6))(check_that_the_future_does_not_change_the_past)
    )
    with pytest.raises(AssertionError):
        run()


@SETTINGS
@given(before=batched, batch=material)
def test_the_same_batch_again_adds_nothing(before: list[list[Entry]], batch: list[Entry]) -> None:
    with new_ledger() as ledger:
        for earlier in before:
            ledger.append(earlier)
        ledger.append(batch)
        journal = list(ledger.journal())
        again = ledger.append(batch)
        assert (again.added, again.unchanged) == ((), len(batch))
        assert list(ledger.journal()) == journal


@SETTINGS
@given(batch=at_different_times(), cuts=st.lists(st.integers(0, 12), max_size=3))
def test_material_that_comes_in_order_can_be_replayed_in_any_batches(batch: list[Entry], cuts: list[int]) -> None:
    in_order = sorted(batch, key=lambda each: each.available_at)
    bounds = [0, *sorted(min(cut, len(in_order)) for cut in cuts), len(in_order)]
    with new_ledger() as ledger:
        for start, end in pairwise(bounds):
            ledger.append(in_order[start:end])
        for each in in_order:
            assert ledger.append([each]).added == ()


@SETTINGS
@given(batch=at_different_times(), as_of=st.integers(0, 12), single=st.booleans())
def test_a_view_says_what_a_plain_list_would_say(batch: list[Entry], as_of: int, single: bool) -> None:
    expected = {}
    in_order = sorted(batch, key=lambda each: each.available_at)
    for each in in_order:
        if each.available_at <= day(as_of):
            if isinstance(each, Opinion):
                expected[each.key] = each.probability
            else:
                expected.pop(_target(each), None)
    with new_ledger() as ledger:
        for part in [batch] if single else [[each] for each in in_order]:
            ledger.append(part)
        view = ledger.view(day(as_of))
        assert {each.key: each.probability for each in view.entries(Opinion)} == expected
        for key in KEYS:
            current = view.current(Opinion, key)
            assert (current.probability if current else None) == expected.get(key)


@SETTINGS
@given(batches=batched)
def test_a_journal_brings_everything_back(batches: list[list[Entry]]) -> None:
    with new_ledger() as ledger, new_ledger() as again:
        for batch in batches:
            ledger.append(batch)
        lines = list(ledger.journal())
        again.restore(lines)
        assert list(again.journal()) == lines
        assert again.counts() == ledger.counts()
        assert all(problem.message.startswith("withdraws") for problem in again.verify())
        for cut in range(7):
            assert all_that_can_be_asked(again, day(cut), []) == all_that_can_be_asked(ledger, day(cut), [])
