"""A deadline is a date, a wall-clock time, a zone and whether the bound itself counts; no part of it is guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from tocsin.core.rules import Rule
from tocsin.core.times import UNSPECIFIED_ZONE, Deadline, InstantRange
from tocsin.rules.compile import RulesReader

KNOWN = datetime(2026, 1, 5, tzinfo=UTC)


def compiled(text: str, title: str = "Will it happen?", known: datetime = KNOWN) -> Rule:
    return RulesReader().compile(text, title=title, key="rule:q", url="", available_at=known)[0]


def deadline(text: str, title: str = "Will it happen?", known: datetime = KNOWN) -> Deadline:
    found = compiled(text, title, known).deadline
    assert found is not None
    return found


def yes_if(when: str) -> str:
    return f'This market will resolve to "Yes" if Norway and Iceland sign a treaty {when}. Otherwise "No".'


@pytest.mark.parametrize(
    ("when", "day", "clock", "zone", "inclusive"),
    [
        ("by March 31, 2026, 11:59 PM ET", "2026-03-31", "23:59", "America/New_York", True),
        ("by 11:59 PM ET on March 31, 2026", "2026-03-31", "23:59", "America/New_York", True),
        ("by 31 March 2026", "2026-03-31", "23:59", UNSPECIFIED_ZONE, True),
        ("by March 31, 2026 (ET)", "2026-03-31", "23:59", "America/New_York", True),
        ("before July 1, 2026 (UTC)", "2026-07-01", "00:00", "UTC", False),
        ("before 2027", "2027-01-01", "00:00", UNSPECIFIED_ZONE, False),
        ("before 23:59 UTC on 31 May 2026", "2026-05-31", "23:59", "UTC", False),
        ("on or before March 31, 2026, 11:59 PM PT", "2026-03-31", "23:59", "America/Los_Angeles", True),
        ("between January 9, 2026 and June 30, 2026, 11:59 PM ET", "2026-06-30", "23:59", "America/New_York", True),
        ("by the end of Q2 2026", "2026-06-30", "23:59", UNSPECIFIED_ZONE, True),
        ("before the end of 2026", "2026-12-31", "23:59", UNSPECIFIED_ZONE, True),
        ("by the end of 2026", "2026-12-31", "23:59", UNSPECIFIED_ZONE, True),
        ("by January 10, 2026, 11:59 PM Kyiv time (EET)", "2026-01-10", "23:59", "Europe/Kyiv", True),
        ("by 30 June 2026, 23:59 Oslo time", "2026-06-30", "23:59", "Europe/Oslo", True),
        ("by 30 June 2026, 23:59 Skerra time", "2026-06-30", "23:59", UNSPECIFIED_ZONE, True),
        ("by June 30, 2026, 7:00 PM Brasília time", "2026-06-30", "19:00", "America/Sao_Paulo", True),
        ("by noon UTC on 3 June 2026", "2026-06-03", "12:00", "UTC", True),
        ("in the Lofoten islands by June 30, 2026, 11:59 PM ET", "2026-06-30", "23:59", "America/New_York", True),
    ],
)
def test_the_deadline_is_read_with_clock_zone_and_bound(
    when: str, day: str, clock: str, zone: str, inclusive: bool
) -> None:
    found = deadline(yes_if(when))
    assert (found.date.isoformat(), f"{found.local_time:%H:%M}", found.inclusive) == (day, clock, inclusive)
    assert found.zone == zone


def test_eastern_time_follows_the_clock_change_of_new_york() -> None:
    summer = deadline(yes_if("by June 30, 2026, 11:59 PM ET"))
    winter = deadline(yes_if("by January 31, 2026, 11:59 PM ET"))
    assert summer.closes_at == datetime(2026, 7, 1, 4, tzinfo=UTC)
    assert winter.closes_at == datetime(2026, 2, 1, 5, tzinfo=UTC)


def test_letters_of_the_wrong_season_mean_the_wall_clock_all_the_same() -> None:
    assert deadline(yes_if("by March 31, 2026, 11:59 PM EST")).closes_at == datetime(2026, 4, 1, 4, tzinfo=UTC)


def test_the_listed_date_comes_from_the_title() -> None:
    rule = compiled(yes_if("by the listed date, 11:59 PM ET"), "Norway x Iceland treaty by February 14, 2026?")
    assert rule.deadline == Deadline(date=date(2026, 2, 14), local_time=time(23, 59), zone="America/New_York")


def test_a_window_up_to_the_listed_date_gives_the_opening_too() -> None:
    rule = compiled(
        yes_if("between January 12, 2026 and the listed date, 11:59 PM Kyiv time"), "Treaty by February 14, 2026?"
    )
    assert rule.opens_at == datetime(2026, 1, 11, 22, tzinfo=UTC)
    assert rule.deadline is not None
    assert rule.deadline.date == date(2026, 2, 14)


def test_after_a_day_means_from_the_next_day_on() -> None:
    rule = compiled(yes_if("after January 12, 2026 and before March 14, 2026 ET"))
    assert rule.opens_at == datetime(2026, 1, 13, 5, tzinfo=UTC)
    assert rule.deadline is not None
    assert not rule.deadline.inclusive


@pytest.mark.parametrize(
    ("known", "year"), [(datetime(2026, 1, 5, tzinfo=UTC), 2026), (datetime(2026, 4, 20, tzinfo=UTC), 2027)]
)
def test_a_date_without_a_year_is_the_next_such_date(known: datetime, year: int) -> None:
    assert deadline(yes_if("by March 31, 11:59 PM ET"), known=known).date == date(year, 3, 31)


def test_a_year_taken_from_context_is_told() -> None:
    _, problems = RulesReader().compile(
        yes_if("by March 31, 11:59 PM ET"), title="?", key="rule:q", url="", available_at=KNOWN
    )
    assert any("year is not written" in problem.message for problem in problems)


@pytest.mark.parametrize(
    ("title", "told"),
    [("Treaty by December 31?", True), ("Treaty by October 31?", False), ("Treaty before November 1?", False)],
)
def test_a_title_with_another_date_than_the_rule_is_told(title: str, told: bool) -> None:
    text = yes_if("by October 31, 2026, 11:59 PM ET")
    rule, problems = RulesReader().compile(text, title=title, key="rule:q", url="", available_at=KNOWN)
    assert rule.deadline is not None
    assert rule.deadline.date == date(2026, 10, 31)
    assert any("the title says" in problem.message for problem in problems) is told


def test_the_end_of_the_window_is_no_deadline_when_one_is_stated() -> None:
    text = yes_if("by March 7, 2026, 11:59 PM ET") + (
        " If the results are not known by October 31, 2026, 11:59 PM ET, this market will resolve to “Other”."
    )
    assert deadline(text).date == date(2026, 3, 7)


def test_no_date_means_no_deadline() -> None:
    assert compiled("Resolves Yes if Norway and Iceland sign a treaty.").deadline is None


def test_an_unspecified_zone_closes_somewhere_within_26_hours() -> None:
    first, last = deadline(yes_if("by 31 March 2026")).closes_between()
    assert last - first == timedelta(hours=26)


def test_a_bound_that_does_not_count_admits_nothing_at_its_own_minute() -> None:
    bound = datetime(2026, 7, 1, tzinfo=UTC)
    minute = InstantRange(start=bound, end=bound + timedelta(minutes=1))
    assert deadline(yes_if("before July 1, 2026 (UTC)")).admits(minute) is False
    assert deadline(yes_if("by July 1, 2026, 00:00 UTC")).admits(minute) is True


@pytest.mark.parametrize(
    "when", ["by February 30, 2026", "by 99 March 2026", "by 2026-13-45", "by March 31, 2026, 25:61 ET"]
)
def test_an_impossible_date_never_raises(when: str) -> None:
    compiled(yes_if(when), f"Treaty {when}?")
