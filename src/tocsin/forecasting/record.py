"""What a reference series has seen: its event-days and the days on which somebody was watching.

*The file's part* runs from ``watched_from`` to ``watched_to``, cut where its rows would not have been known yet.
*The ledger's part*, for a series with a pattern, begins on the day after ``watched_to``: reported events that fit, each
local day once however many documents tell of it; never hypothetical ones, nor such whose day is not known to a week.
Its exposure is the time during which at least one feed was alive. An event-day outside that time that was reported all
the same counts, with its own day as exposure. Where no coverage is on file, nobody is known to have watched: exposure
ends with ``watched_to``, and later events are not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median_low

from tocsin.core.claims import Event
from tocsin.core.material import Coverage
from tocsin.core.questions import HistoryEvent, HistorySeries
from tocsin.core.times import InstantRange
from tocsin.core.vocabulary import Status
from tocsin.forecasting.patterns import fits
from tocsin.forecasting.scale import SECONDS_A_DAY

WIDEST_DATE = 7
"""Days: an event that the text places less closely than that is not counted."""

Stretch = tuple[float, float]
"""Start and end in days since the epoch, half-open."""

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDays:
    """The event-days of one series, as ordinals since the epoch, and the entries that they stand on.

    ``lag`` is how many days after its day an archive row becomes known; ``late`` are days after ``watched_to``.
    """

    archived: tuple[int, ...] = ()
    late: tuple[int, ...] = ()
    lag: float = 0.0
    entries: tuple[HistoryEvent | Event, ...] = ()

    def keeping(self, series: HistorySeries, ids: Set[str]) -> EventDays:
        """The event-days of ``series`` as if only the entries with these ids were on file."""
        rows = [entry for entry in self.entries if isinstance(entry, HistoryEvent) and entry.id in ids]
        events = [entry for entry in self.entries if isinstance(entry, Event) and entry.id in ids]
        return event_days(series, rows, events)


def since_epoch(instant: datetime) -> float:
    """Days since 1970-01-01T00:00Z."""
    return instant.timestamp() / SECONDS_A_DAY


def event_days(series: HistorySeries, rows: Sequence[HistoryEvent], events: Iterable[Event]) -> EventDays:
    """The event-days of ``series`` among its archive ``rows`` and the ledger's ``events`` (usable ones, any kind)."""
    first, last = date.fromisoformat(series.watched_from), date.fromisoformat(series.watched_to)
    within = [row for row in rows if first <= date.fromisoformat(row.occurred_on) <= last]
    archived = sorted({_ordinal(date.fromisoformat(row.occurred_on)) for row in within})
    lags = [since_epoch(row.available_at) - _ordinal(date.fromisoformat(row.occurred_on)) for row in within]
    matching = [event for event in events if series.pattern is not None and _is_dated_after(event, last)]
    matching = [event for event in matching if series.pattern is not None and fits(event, series.pattern)]
    return EventDays(
        archived=tuple(archived),
        late=_distinct_days(matching),
        lag=median_low(lags) if lags else 0.0,
        entries=(*within, *matching),
    )


def _is_dated_after(event: Event, last: date) -> bool:
    when = event.occurred
    return event.status is Status.REPORTED and when is not None and when.start > last and when.days <= WIDEST_DATE


def _distinct_days(events: Sequence[Event]) -> tuple[int, ...]:
    """Exact days first; a span of days adds one, its last, only where no known day lies in it."""
    spans = sorted(
        ((e.occurred.days, _ordinal(e.occurred.start), _ordinal(e.occurred.end)) for e in events if e.occurred),
    )
    days: set[int] = set()
    for _, start, end in spans:
        if not any(start <= day <= end for day in days):
            days.add(end)
    return tuple(sorted(days))


def known_by(days: EventDays, as_of: datetime) -> tuple[float, ...]:
    """The middle of every event-day that has begun somewhere on Earth by ``as_of``."""
    latest = since_epoch(as_of + timedelta(hours=14))
    return tuple(day + 0.5 for day in (*days.archived, *days.late) if day < latest)


def exposure(
    series: HistorySeries, days: EventDays, covered: Sequence[Stretch], as_of: datetime
) -> tuple[Stretch, ...]:
    """The stretches during which the series was watched, disjoint and in order.

    ``covered`` is when a feed was alive (:func:`covered_stretches`); it matters only where the series has a pattern.
    """
    now = since_epoch(as_of)
    start = float(_ordinal(date.fromisoformat(series.watched_from)))
    last = float(_ordinal(date.fromisoformat(series.watched_to)) + 1)
    archive_end = min(last, now - max(days.lag - 1.0, 0.0))
    stretches = [(start, archive_end)] if archive_end > start else []
    if series.pattern is not None and covered:
        alive = [(max(begin, last), min(end, now)) for begin, end in covered]
        own = [(float(day), day + 1.0) for day in days.late if day < now]
        stretches += [(begin, end) for begin, end in (*alive, *own) if end > begin]
    return _joined(stretches)


def covered_stretches(coverage: Sequence[Coverage], feeds: Sequence[str] = ()) -> tuple[Stretch, ...]:
    """When at least one of ``feeds`` (all that are on file, where none is named) was alive; dead overrules alive."""
    by_feed: dict[str, tuple[list[Stretch], list[Stretch]]] = {}
    for each in coverage:
        if not feeds or each.feed in feeds:
            by_feed.setdefault(each.feed, ([], []))[0 if each.ok else 1].append(_stretch(each.during))
    alive: list[Stretch] = []
    for up, down in by_feed.values():
        alive += _without(_joined(up), _joined(down))
    return _joined(alive)


def _stretch(during: InstantRange) -> Stretch:
    return since_epoch(during.start), since_epoch(during.end)


def _ordinal(day: date) -> int:
    return (day - _EPOCH).days


def _joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def _without(alive: Sequence[Stretch], dead: Sequence[Stretch]) -> list[Stretch]:
    left = list(alive)
    for begin, stop in dead:
        left = [
            piece
            for start, end in left
            for piece in ((start, min(end, begin)), (max(start, stop), end))
            if piece[1] > piece[0]
        ]
    return left
