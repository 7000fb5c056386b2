"""What a view holds for forecasting, sorted by what asks for it: series, prices, opinions, resolutions, rules.

Only what was available at the view's ``as_of`` and stands unretracted is in it. What cannot be used is a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from tocsin.core.claims import Event
from tocsin.core.entries import Entry
from tocsin.core.errors import Problem
from tocsin.core.material import Coverage, Document
from tocsin.core.protocols import View
from tocsin.core.questions import HistoryEvent, HistorySeries, Opinion, Price, Question, Resolution
from tocsin.core.rules import Rule
from tocsin.forecasting.history import HistoryInputs, SeriesPool
from tocsin.forecasting.record import EventDays, Stretch, covered_stretches, event_days

E = TypeVar("E", bound=Entry)


class Material:
    """One view, sorted; built once and shared by all families."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.problems: list[Problem] = []
        self.questions: Mapping[str, Question] = {q.key: q for q in view.entries(Question)}
        self.prices = _grouped(view.entries(Price), lambda price: price.question)
        self.opinions = _grouped(view.entries(Opinion), lambda opinion: opinion.question)
        self.rules: Mapping[str, Rule] = {rule.key: rule for rule in view.entries(Rule)}
        self._coverage = tuple(sorted(view.entries(Coverage), key=lambda c: c.key))
        self._covered: dict[tuple[str, ...], tuple[Stretch, ...]] = {}
        self._series = self._usable_series()
        self._days = self._event_days()
        self._pools = self._make_pools()
        signed = (r for r in view.entries(Resolution) if r.decided_by is not None)
        self.resolutions: Mapping[str, Resolution] = {r.question: r for r in signed}

    @property
    def as_of(self) -> datetime:
        """The moment of the view."""
        return self.view.as_of

    def rule_version(self, question: Question) -> str:
        """The version of the rule as it stands; the one the question was asked under where the rule is not on file."""
        rule = self.rules.get(question.rule)
        return rule.version if rule is not None else question.rule_version

    def history(self, name: str, feeds: tuple[str, ...]) -> HistoryInputs | None:
        """The series called ``name`` with its pool, watched through ``feeds``; ``None`` where it is not on file."""
        series = self._series.get(name)
        if series is None:
            return None
        return HistoryInputs(
            series=series,
            days=self._days[name],
            pool=self._pools[_pool_of(series)],
            covered=self._covered_by(feeds),
            covered_any=self._covered_by(()),
        )

    def _covered_by(self, feeds: tuple[str, ...]) -> tuple[Stretch, ...]:
        if feeds not in self._covered:
            self._covered[feeds] = covered_stretches(self._coverage, feeds)
        return self._covered[feeds]

    def _usable_series(self) -> Mapping[str, HistorySeries]:
        usable = {}
        for series in sorted(self.view.entries(HistorySeries), key=lambda s: (s.series, s.id)):
            if _is_date(series.watched_from) and _is_date(series.watched_to):
                usable[series.series] = series
            else:
                self._problem(series, f"the series {series.series!r} says no dates between which it was watched")
        return usable

    def _event_days(self) -> Mapping[str, EventDays]:
        rows = _grouped((r for r in self.view.entries(HistoryEvent) if self._is_usable(r)), lambda row: row.series)
        events = self._usable_events() if any(s.pattern for s in self._series.values()) else ()
        return {
            name: event_days(series, sorted(rows.get(name, ()), key=_by_day), events)
            for name, series in self._series.items()
        }

    def _is_usable(self, row: HistoryEvent) -> bool:
        series = self._series.get(row.series)
        if series is None:
            return False
        if not _is_date(row.occurred_on):
            self._problem(row, f"a row of the series {row.series!r} has no date: {row.occurred_on!r}")
            return False
        if not series.watched_from <= row.occurred_on <= series.watched_to:
            self._problem(row, f"{row.occurred_on} is outside the days on which {row.series!r} was watched")
            return False
        return True

    def _usable_events(self) -> tuple[Event, ...]:
        """Events of documents that stand, none of them hypothetical."""
        real = {document.id for document in self.view.entries(Document) if not document.hypothetical}
        return tuple(event for event in self.view.entries(Event) if event.document in real)

    def _make_pools(self) -> Mapping[str, SeriesPool]:
        members = _grouped(self._series.values(), _pool_of)
        return {
            pool: SeriesPool(each[0].pool or each[0].series, [(series, self._days[series.series]) for series in each])
            for pool, each in members.items()
        }

    def _problem(self, entry: Entry, message: str) -> None:
        self.problems.append(
            Problem(stage="forecast", subject=entry.key, message=f"{message}; it is not used", hint="mend the file")
        )


def _pool_of(series: HistorySeries) -> str:
    """A series that names no pool is alone in its own."""
    return f"pool:{series.pool}" if series.pool else f"series:{series.series}"


def _by_day(row: HistoryEvent) -> tuple[str, str]:
    return row.occurred_on, row.key


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _grouped(entries: Iterable[E], key: Callable[[E], str]) -> Mapping[str, tuple[E, ...]]:
    found: dict[str, list[E]] = {}
    for entry in entries:
        found.setdefault(key(entry), []).append(entry)
    return {name: tuple(each) for name, each in found.items()}


def families(questions: Sequence[Question]) -> list[tuple[Question, ...]]:
    """Questions that share one curve: one family, one opening, one history; each in order of deadlines."""
    found: dict[tuple[object, ...], list[Question]] = {}
    for question in sorted(questions, key=lambda q: (q.family, q.deadline.closes_at, q.key)):
        shared = (question.family, question.opens_at, question.history, question.scheduled, question.feeds)
        found.setdefault(shared, []).append(question)
    return [tuple(each) for each in found.values()]
