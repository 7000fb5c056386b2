"""Views: the cut in time, revisions, retractions, leaks, and the index behind them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tocsin.core.entries import Entry, Retraction
from tocsin.core.errors import InputError, LeakError
from tocsin.core.protocols import View
from tocsin.core.questions import HistoryEvent, Opinion
from tocsin.ledger import Ledger

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
NOW = START + timedelta(days=100)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def opinion(at: float, probability: float = 0.5, key: str = "opinion:ada") -> Opinion:
    return Opinion(
        key=key,
        available_at=day(at),
        made_by="person:ada",
        person="ada",
        question="question:harbour",
        probability=probability,
    )


def withdrawal(at: float, of: str = "opinion:ada") -> Retraction:
    return Retraction(
        key=f"retraction:{of}", available_at=day(at), made_by="person:ada", of=of, reason="a mistake", by="ada"
    )


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with Ledger.open(":memory:", clock=lambda: NOW) as opened:
        yield opened


def test_nothing_after_as_of_is_visible_whatever_is_asked(ledger: Ledger) -> None:
    early, late = opinion(1, 0.1), opinion(5, 0.9)
    ledger.append([early, late, opinion(6, key="opinion:bo"), withdrawal(7)])
    view: View = ledger.view(day(2))
    assert view.entries(Opinion) == (early,)
    assert view.current(Opinion, "opinion:ada") == early
    assert view.current(Opinion, "opinion:bo") is None
    assert view.revisions(Opinion, "opinion:ada") == (early,)
    assert view.entries(Retraction) == ()
    assert not view.is_retracted("opinion:ada")
    assert view.get(early.id) == early


def test_available_at_the_very_moment_is_visible_and_a_microsecond_later_is_not(ledger: Ledger) -> None:
    ledger.append([opinion(1)])
    assert len(ledger.view(day(1)).entries(Opinion)) == 1
    assert ledger.view(day(1) - timedelta(microseconds=1)).entries(Opinion) == ()


def test_asking_by_id_for_what_came_later_is_a_leak_and_for_what_is_unknown_is_none(ledger: Ledger) -> None:
    late = opinion(5)
    ledger.append([late])
    with pytest.raises(LeakError, match="became available at 2026-01-06"):
        ledger.view(day(2)).get(late.id)
    assert ledger.view(day(2)).get("0123456789abcdef") is None


def test_entries_come_oldest_first_then_by_key_each_key_once(ledger: Ledger) -> None:
    ledger.append([opinion(2, key="opinion:cy"), opinion(2, key="opinion:bo"), opinion(1), opinion(3, 0.7)])
    assert [entry.key for entry in ledger.view(NOW).entries(Opinion)] == ["opinion:bo", "opinion:cy", "opinion:ada"]


def test_newest_is_the_latest_available_not_the_latest_recorded(ledger: Ledger) -> None:
    ledger.append([opinion(5, 0.5)])
    ledger.append([opinion(3, 0.3)])
    view = ledger.view(NOW)
    newest = view.current(Opinion, "opinion:ada")
    assert newest is not None
    assert newest.probability == 0.5
    assert [entry.probability for entry in view.revisions(Opinion, "opinion:ada")] == [0.3, 0.5]


def test_of_two_revisions_of_one_instant_the_later_recorded_is_newest(ledger: Ledger) -> None:
    ledger.append([opinion(1, 0.9)])
    ledger.append([opinion(1, 0.2)])
    assert [entry.probability for entry in ledger.view(day(1)).entries(Opinion)] == [0.2]


def test_a_retraction_withdraws_from_its_moment_on_and_earlier_views_still_hold_the_entry(ledger: Ledger) -> None:
    said = opinion(1)
    ledger.append([withdrawal(3), said])
    assert ledger.view(day(2.9)).entries(Opinion) == (said,)
    view = ledger.view(day(3))
    assert view.entries(Opinion) == ()
    assert view.current(Opinion, "opinion:ada") is None
    assert view.is_retracted("opinion:ada")
    assert view.revisions(Opinion, "opinion:ada") == (said,)
    assert view.get(said.id) == said
    assert len(view.entries(Retraction)) == 1


def test_a_later_revision_brings_a_withdrawn_key_back(ledger: Ledger) -> None:
    ledger.append([opinion(1, 0.1), withdrawal(3), opinion(4, 0.4)])
    assert not ledger.view(day(4)).is_retracted("opinion:ada")
    assert [entry.probability for entry in ledger.view(day(4)).entries(Opinion)] == [0.4]


def test_two_kinds_may_share_a_key_without_mixing(ledger: Ledger) -> None:
    event_ = HistoryEvent(key="opinion:ada", available_at=day(1), made_by="t", series="s", occurred_on="2026-01-01")
    ledger.append([opinion(2), event_])
    view = ledger.view(NOW)
    assert view.current(HistoryEvent, "opinion:ada") == event_
    assert len(view.revisions(Opinion, "opinion:ada")) == 1


def test_a_view_is_a_snapshot(ledger: Ledger) -> None:
    view = ledger.view(NOW)
    ledger.append([opinion(1)])
    assert view.entries(Opinion) == ()
    assert view.current(Opinion, "opinion:ada") is None
    assert len(ledger.view(NOW).entries(Opinion)) == 1


def test_entries_are_loaded_once_a_view(ledger: Ledger) -> None:
    ledger.append([opinion(1)])
    view = ledger.view(NOW)
    assert view.entries(Opinion) is view.entries(Opinion)


def test_an_audit_sees_only_what_had_been_recorded() -> None:
    ticks = iter([day(10), day(20), day(30)])
    with Ledger.open(":memory:", clock=lambda: next(ticks)) as audited:
        audited.append([opinion(5, 0.5)])
        audited.append([opinion(1, 0.1, key="opinion:bo")])
        audited.append([withdrawal(6)])
        at = day(40)
        assert [e.key for e in audited.view(at, recorded_until=day(10)).entries(Opinion)] == ["opinion:ada"]
        assert len(audited.view(at, recorded_until=day(29)).entries(Opinion)) == 2
        assert [e.key for e in audited.view(at, recorded_until=day(30)).entries(Opinion)] == ["opinion:bo"]
        assert audited.view(at, recorded_until=day(9)).entries(Opinion) == ()


def test_as_of_may_be_in_any_zone_but_must_have_one(ledger: Ledger) -> None:
    assert ledger.view(day(1).astimezone(timezone(timedelta(hours=2)))).as_of == day(1)
    with pytest.raises(InputError, match="no time zone"):
        ledger.view(datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(InputError, match="no time zone"):
        ledger.view(NOW, recorded_until=datetime(2026, 1, 1))  # noqa: DTZ001


def test_a_type_that_is_no_kind_of_entry_is_refused(ledger: Ledger) -> None:
    with pytest.raises(InputError, match="Entry is no kind of entry"):
        ledger.view(NOW).entries(Entry)


def test_entries_of_a_kind_are_read_through_the_as_of_index_without_sorting(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        asked.append((statement, parameters))

    with Ledger.open(path, clock=lambda: NOW) as ledger:
        ledger.append([opinion(1), withdrawal(2)])
        view = ledger.view(NOW)
        event.listen(Engine, "before_cursor_execute", note)
        try:
            view.entries(Opinion)
            view.current(Opinion, "opinion:ada")
            view.revisions(Opinion, "opinion:ada")
        finally:
            event.remove(Engine, "before_cursor_execute", note)
    connection = sqlite3.connect(path)
    selects = [(s, p) for s, p in asked if s.lstrip().upper().startswith("SELECT")]
    plans = [
        " ".join(str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {s}", tuple(p))) for s, p in selects
    ]
    connection.close()
    assert len(plans) == 5
    assert sum("INDEX entries_as_of (kind=? AND available_at<?)" in plan for plan in plans) == 2
    assert sum("INDEX entries_by_key (key=? AND kind=? AND available_at<?)" in plan for plan in plans) == 2
    assert sum("entries_withdrawals" in plan for plan in plans) == 1
    assert not any("TEMP B-TREE" in plan or plan == "SCAN entries" for plan in plans)
