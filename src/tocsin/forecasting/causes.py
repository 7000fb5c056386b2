"""The steps from an earlier forecast's inputs to the present ones, one cause at a time, in the design's order.

Clock: the earlier inputs read now, given that nothing happened (feeds that were silent while alive count as watching).
News: first what was withdrawn or revised is taken out of the history, then what is new is put in. Rule: the question as
it stands now. Market, people: the prices and opinions of now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.core.entries import Entry
from tocsin.core.vocabulary import MoveCause
from tocsin.forecasting.family import FamilyInputs, FamilyNumbers, evaluate
from tocsin.forecasting.history import HistoryInputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The numbers once one cause has had its effect; ``entries`` is what it consists of, ``removed`` what it undid."""

    cause: MoveCause
    numbers: FamilyNumbers
    entries: tuple[Entry, ...] = ()
    removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The earlier numbers made again from what the earlier view holds, and the steps from there to the present."""

    start: FamilyNumbers
    steps: tuple[Step, ...]


def path(earlier: FamilyInputs, earlier_as_of: datetime, now: FamilyInputs, as_of: datetime) -> Path:
    """The steps from ``earlier`` to ``now``. Weights, people left out and dispute risk are those of now throughout."""
    start = replace(earlier, weights=now.weights, disputed=now.disputed, without=now.without)
    return Path(start=evaluate(start, earlier_as_of), steps=tuple(_steps(start, now, as_of)))


def _steps(start: FamilyInputs, now: FamilyInputs, as_of: datetime) -> Iterator[Step]:
    state = replace(start, history=_watched_until_now(start.history, now.history))
    numbers = evaluate(state, as_of)
    yield Step(cause=MoveCause.CLOCK, numbers=numbers)
    removed = _difference(state.history, now.history)
    if removed and isinstance(state.history, HistoryInputs):
        state = replace(state, history=state.history.keeping(_entries(now.history).keys()))
        numbers = evaluate(state, as_of)
        yield Step(cause=MoveCause.NEWS, numbers=numbers, entries=removed, removed=True)
    added = _difference(now.history, state.history)
    if added or _series(now.history) != _series(state.history):
        state = replace(state, history=now.history)
        numbers = evaluate(state, as_of)
        yield Step(cause=MoveCause.NEWS, numbers=numbers, entries=added)
    questions = tuple(q for q in now.questions if q.id not in {old.id for old in state.questions})
    if questions or len(now.questions) != len(state.questions):
        state = replace(state, questions=now.questions, history=now.history)
        numbers = evaluate(state, as_of)
        yield Step(cause=MoveCause.RULE, numbers=numbers, entries=questions)
    if prices := _changed(state.prices, now.prices):
        state = replace(state, prices=now.prices)
        numbers = evaluate(state, as_of)
        yield Step(cause=MoveCause.MARKET, numbers=numbers, entries=prices)
    if opinions := _changed(state.opinions, now.opinions):
        numbers = evaluate(replace(state, opinions=now.opinions), as_of)
        yield Step(cause=MoveCause.PEOPLE, numbers=numbers, entries=opinions)


def _watched_until_now(earlier: HistoryInputs | None, now: HistoryInputs | None) -> HistoryInputs | None:
    """The earlier events, watched for as long as is known now."""
    if earlier is None or now is None:
        return earlier
    return replace(earlier, covered=now.covered, covered_any=now.covered_any)


def _entries(history: HistoryInputs | None) -> Mapping[str, Entry]:
    return history.pool.entries if history is not None else {}


def _series(history: HistoryInputs | None) -> Set[str]:
    return {series.id for series, _ in history.pool.members} if history is not None else set()


def _difference(these: HistoryInputs | None, those: HistoryInputs | None) -> tuple[Entry, ...]:
    """What ``these`` stand on and ``those`` do not."""
    if these is None or (those is not None and these.pool is those.pool):
        return ()
    there = _entries(those).keys()
    return tuple(entry for key, entry in _entries(these).items() if key not in there)


def _ids(entries: Mapping[str, tuple[Entry, ...]]) -> Set[str]:
    return {entry.id for each in entries.values() for entry in each}


def _changed(before: Mapping[str, tuple[Entry, ...]], after: Mapping[str, tuple[Entry, ...]]) -> tuple[Entry, ...]:
    """What came in between, then what was withdrawn or revised."""
    old, new = _ids(before), _ids(after)
    came = [entry for each in after.values() for entry in each if entry.id not in old]
    went = [entry for each in before.values() for entry in each if entry.id not in new]
    return (*came, *went)
