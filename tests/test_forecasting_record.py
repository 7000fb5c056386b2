"""What a series has seen: each day once, nothing invented, and no exposure while nobody watched."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tocsin.core.claims import Actor, Event, Place
from tocsin.core.material import Coverage, Span
from tocsin.core.questions import HistoryEvent, HistorySeries
from tocsin.core.rules import Pattern
from tocsin.core.times import DateRange, InstantRange
from tocsin.core.vocabulary import Action, Status
from tocsin.forecasting.patterns import fits
from tocsin.forecasting.record import covered_stretches, event_days, exposure, known_by, since_epoch

AS_OF = datetime(2026, 3, 1, tzinfo=UTC)
PATTERN = Pattern(actions=(Action.COERCE,), place="Halvessa")


def series(*, watched_to: str = "2025-12-31", pattern: Pattern | None = PATTERN) -> HistorySeries:
    return HistorySeries(
        key="series:h",
        available_at=datetime(1970, 1, 1, tzinfo=UTC),
        made_by="t",
        series="h",
        description="closures",
        watched_from="2025-01-01",
        watched_to=watched_to,
        source="invented",
        pattern=pattern,
    )


def row(day: str) -> HistoryEvent:
    known = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC) + timedelta(days=2)
    return HistoryEvent(key=f"history:{day}", available_at=known, made_by="t", series="h", occurred_on=day)


def event(
    key: str, start: str, end: str | None = None, *, status: Status = Status.REPORTED, place: str = "Halvessa"
) -> Event:
    return Event(
        key=key,
        available_at=AS_OF - timedelta(days=1),
        made_by="t",
        document="d",
        action=Action.COERCE,
        status=status,
        evidence=Span(document="d", start=0, end=6, text="closed"),
        place=Place(name=place, kind="city"),
        occurred=DateRange(start=date.fromisoformat(start), end=date.fromisoformat(end or start)),
    )


def coverage(feed: str, start: datetime, end: datetime, *, ok: bool = True) -> Coverage:
    return Coverage(
        key=f"{feed}{start}{ok}",
        available_at=end,
        made_by="t",
        feed=feed,
        during=InstantRange(start=start, end=end),
        ok=ok,
    )


def day(number: int) -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number)


def test_one_day_is_counted_once_however_many_rows_and_documents_tell_of_it() -> None:
    days = event_days(
        series(), [row("2025-05-01"), row("2025-05-01")], [event("a", "2026-01-05"), event("b", "2026-01-05")]
    )
    assert len(days.archived) == 1
    assert len(days.late) == 1
    assert len(days.entries) == 4


@pytest.mark.parametrize("status", [each for each in Status if each is not Status.REPORTED])
def test_only_what_is_reported_extends_a_series(status: Status) -> None:
    assert event_days(series(), [], [event("a", "2026-01-05", status=status)]).late == ()


def test_events_before_the_watch_ended_elsewhere_or_of_an_unknown_day_do_not_extend_a_series() -> None:
    strangers = [
        event("early", "2025-12-31"),
        event("elsewhere", "2026-01-05", place="Oskerry"),
        event("vague", "2026-01-05", "2026-01-20"),
    ]
    assert event_days(series(), [], strangers).late == ()


@pytest.mark.parametrize(
    ("words", "fitting"), [("the harbour of Halvessa was closed", True), ("closed, New Halvessans said", False)]
)
def test_a_place_that_no_gazetteer_has_is_known_by_its_name_in_the_words(words: str, fitting: bool) -> None:
    unplaced = replace(
        event("a", "2026-01-05"), place=None, evidence=Span(document="d", start=0, end=len(words), text=words)
    )
    assert fits(unplaced, PATTERN) is fitting
    assert not fits(unplaced, replace(PATTERN, place_country="XVM"))


def test_a_span_of_days_adds_one_day_only_where_no_known_day_lies_in_it() -> None:
    known, span = event("a", "2026-01-05"), event("b", "2026-01-03", "2026-01-08")
    assert len(event_days(series(), [], [known, span]).late) == 1
    assert len(event_days(series(), [], [span]).late) == 1
    assert len(event_days(series(), [], [event("c", "2026-01-10"), span]).late) == 2


def test_without_a_pattern_the_ledger_adds_nothing() -> None:
    assert event_days(series(pattern=None), [], [event("a", "2026-01-05")]).late == ()


def test_without_recorded_coverage_exposure_ends_with_the_watch() -> None:
    stretches = exposure(series(), event_days(series(), [], []), (), AS_OF)
    assert sum(end - start for start, end in stretches) == 365


def test_after_the_watch_only_time_with_a_living_feed_is_exposure() -> None:
    covered = covered_stretches([coverage("one", day(9), day(19)), coverage("one", day(12), day(14), ok=False)])
    stretches = exposure(series(), event_days(series(), [], []), covered, AS_OF)
    assert sum(end - start for start, end in stretches) == 365 + 8


def test_one_living_feed_is_enough_and_only_the_feeds_that_are_named_count() -> None:
    both = [
        coverage("one", day(0), day(10)),
        coverage("one", day(4), day(6), ok=False),
        coverage("two", day(3), day(12)),
    ]
    assert covered_stretches(both) == ((since_epoch(day(0)), since_epoch(day(12))),)
    named = covered_stretches(both, ("one",))
    assert sum(end - start for start, end in named) == 8


def test_a_reported_day_outside_the_covered_time_counts_with_its_own_day_as_exposure() -> None:
    days = event_days(series(), [], [event("a", "2026-01-03")])
    covered = covered_stretches([coverage("one", day(9), day(19))])
    assert len(known_by(days, AS_OF)) == 1
    assert sum(end - start for start, end in exposure(series(), days, covered, AS_OF)) == 365 + 1 + 10


def test_an_archive_is_watched_only_up_to_where_its_rows_would_be_known() -> None:
    long_watched = series(watched_to="2026-12-31")
    days = event_days(long_watched, [row("2025-05-01"), row("2026-02-01")], [])
    ((_, end),) = exposure(long_watched, days, (), AS_OF)
    assert end == since_epoch(AS_OF) - 1


def test_an_event_of_the_future_is_not_counted() -> None:
    days = event_days(series(), [], [event("a", "2026-06-01")])
    assert known_by(days, AS_OF) == ()


def test_a_pattern_of_both_parties_does_not_care_who_is_named_first() -> None:
    asked = Pattern(actors=("XVM",), recipients=("XOD",), both_parties=True)
    vesmark, ordane = Actor(name="Ilse Marr", country="XVM"), Actor(name="Davin Corr", country="XOD")
    base = event("a", "2026-01-05")
    one = Event(**{**_fields(base), "actor": vesmark, "recipient": ordane})
    other = Event(**{**_fields(base), "actor": ordane, "recipient": vesmark})
    alone = Event(**{**_fields(base), "actor": ordane})
    assert [fits(each, asked) for each in (one, other, alone)] == [True, True, False]


def _fields(entry: Event) -> dict[str, object]:
    from dataclasses import fields

    return {field.name: getattr(entry, field.name) for field in fields(entry)}
