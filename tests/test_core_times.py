"""Deadlines to the minute, with and without a zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.core.errors import InputError
from tocsin.core.times import DateRange, Deadline, InstantRange, require_utc

NEW_YEARS_EVE = date(2025, 12, 31)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def moment(text: str) -> InstantRange:
    return InstantRange(start=at(text), end=at(text) + timedelta(seconds=1))


def test_a_naive_instant_is_refused_with_an_example() -> None:
    with pytest.raises(InputError, match=r"published_at .* has no time zone; write it like"):
        require_utc(datetime(2026, 1, 1), "published_at")  # noqa: DTZ001 - the point of the test


def test_the_last_minute_counts_and_the_next_does_not() -> None:
    """
    2025-12-31T23:59:59 in Kyiv  in time
    2026-01-01T00:00:00 in Kyiv  too late
    """
    kyiv = Deadline(date=NEW_YEARS_EVE, zone="Europe/Kyiv")
    assert kyiv.admits(moment("2025-12-31T23:59:59+02:00")) is True
    assert kyiv.admits(moment("2026-01-01T00:00:00+02:00")) is False


def test_one_instant_is_late_in_kyiv_and_in_time_in_new_york() -> None:
    strike = moment("2026-01-01T01:30:00+02:00")
    assert Deadline(date=NEW_YEARS_EVE, zone="Europe/Kyiv").admits(strike) is False
    assert Deadline(date=NEW_YEARS_EVE, zone="America/New_York").admits(strike) is True


def test_eastern_time_follows_the_season_of_the_date() -> None:
    summer = Deadline(date=date(2026, 6, 30), zone="America/New_York")
    winter = Deadline(date=date(2026, 3, 1), zone="America/New_York")
    assert summer.closes_at == at("2026-07-01T04:00:00+00:00")
    assert winter.closes_at == at("2026-03-02T05:00:00+00:00")


def test_before_a_date_excludes_its_first_minute() -> None:
    before = Deadline(date=date(2026, 1, 1), local_time=time(0, 0), zone="UTC", inclusive=False)
    assert before.admits(moment("2025-12-31T23:59:59+00:00")) is True
    assert before.admits(moment("2026-01-01T00:00:00+00:00")) is False


def test_an_unstated_zone_leaves_the_hours_around_midnight_open() -> None:
    unstated = Deadline(date=NEW_YEARS_EVE)
    assert unstated.admits(moment("2025-12-31T06:00:00+00:00")) is True
    assert unstated.admits(moment("2026-01-01T00:30:00+00:00")) is None
    assert unstated.admits(moment("2026-01-01T12:00:00+00:00")) is False


def test_a_day_that_straddles_the_deadline_cannot_be_told() -> None:
    day = DateRange(start=NEW_YEARS_EVE, end=NEW_YEARS_EVE).instants("America/New_York")
    assert Deadline(date=NEW_YEARS_EVE, zone="Europe/Kyiv").admits(day) is None


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(InputError, match="unknown time zone 'Kiev/Europe'"):
        _ = Deadline(date=NEW_YEARS_EVE, zone="Kiev/Europe").closes_at


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    day=st.dates(date(2001, 1, 2), date(2040, 12, 30)),
    minutes=st.integers(-3000, 3000),
    zone=st.sampled_from(["Europe/Kyiv", "America/New_York", "Asia/Tehran", "UTC"]),
)
def test_an_unstated_zone_never_contradicts_a_stated_one(day: date, minutes: int, zone: str) -> None:
    """Whatever is decided without the zone is decided alike once the zone is known."""
    start = datetime.combine(day, time(23, 59), UTC) + timedelta(minutes=minutes)
    happened = InstantRange(start=start, end=start + timedelta(minutes=1))
    without = Deadline(date=day).admits(happened)
    assert without is None or without == Deadline(date=day, zone=zone).admits(happened)
