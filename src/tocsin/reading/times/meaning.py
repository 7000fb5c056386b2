"""What a matched time expression is resolved with: its words, its surroundings, and the form of the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tocsin.core.times import DateRange
from tocsin.reading.times.anchors import Anchors
from tocsin.reading.times.timex import (
    dates_of,
    fraction,
    quarter_of,
    shift_days,
    shift_months,
    week_value,
)
from tocsin.reading.times.vocabulary import clock_pattern, vocabulary

FRACTIONS = {
    "middle": "mid",
    "beginning": "start",
    "very end": "end",
    "close": "end",
    "final days": "late",
    "last days": "late",
}
FRACTIONS |= {
    "closing days": "late",
    "first days": "early",
    "early part": "early",
    "latter part": "late",
    "year-end": "end",
}
FRACTIONS |= {"year end": "end", "month-end": "end"}
FRACTIONS |= {f"{unit}{mark}s end": "end" for unit in ("year", "quarter", "month", "week") for mark in "'’"}
"""Words for the parts of a period, as :func:`fraction` knows them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What an expression means. ``window`` marks spans reckoned from publication; ``quarter`` is (year, number)."""

    value: str
    type: str = "DATE"
    interval: DateRange | None = None
    quarter: tuple[int, int] | None = None
    window: bool = False
    weekend: bool = False
    agentive: bool = False
    """After "by" no deadline: "by now"."""


class Words:
    """The groups of a match, and what the resolvers need of the surroundings."""

    def __init__(self, match: re.Match[str], anchors: Anchors, shared_year: int | None) -> None:
        self.match, self.anchors, self.shared_year = match, anchors, shared_year
        self.groups = {key: value for key, value in match.groupdict().items() if value}
        self.start = match.start() + len(match.group()) - len(match.group().lstrip())
        self.today = anchors.today

    def get(self, key: str) -> str:
        return " ".join(self.groups.get(key, "").lower().split())

    @property
    def direction(self) -> int:
        return self.anchors.direction(self.start, self.match.end())

    def after(self, length: int) -> str:
        """The first characters behind the match."""
        return self.anchors.text[self.match.end() : self.match.end() + length]

    def month(self) -> int:
        return vocabulary().months[self.get("mon").rstrip(".")]

    def year(self, month: int, day: int | None = None) -> int:
        if self.get("year"):
            return int(self.get("year"))
        if self.shared_year is not None:
            return self.shared_year
        said = self.anchors.year_said(self.start)
        if said is not None:
            return said
        return self.anchors.year_of(month, day, self.direction)


def whole(value: str, words: Words | None = None, *, weekend: bool = False) -> Resolved:
    """A value that is its own interval, cut by a word like "early" where there is one."""
    interval = dates_of(value)
    mod = words.get("mod") if words else ""
    if interval is not None and words is not None and mod:
        interval = fraction(interval, FRACTIONS.get(mod, mod), words.today)
    return Resolved(value=value, interval=interval, weekend=weekend)


def on_day(day: date, words: Words) -> Resolved:
    """A date with the clock time or part of the day that stands with it."""
    part, clock = words.get("part"), words.get("clock") or words.get("late")
    if part == "night":
        return Resolved(value=day.isoformat(), type="TIME", interval=DateRange(start=day, end=shift_days(day, 1)))
    single = DateRange(start=day, end=day)
    if clock:
        at = clock_time(clock)
        if at is not None:
            return Resolved(value=f"{day.isoformat()}T{at}", type="TIME", interval=single)
    if part:
        return Resolved(value=f"{day.isoformat()}T{vocabulary().parts[part]}", type="TIME", interval=single)
    return Resolved(value=day.isoformat(), interval=single)


def clock_time(text: str) -> str | None:
    """ "6 p.m." as "18:00"; midnight is "24:00", the end of the day that is named."""
    match = clock_pattern().search(text)
    if match is None:
        return None
    if match["word"]:
        return "24:00" if match["word"].lower() == "midnight" else "12:00"
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), (match["half"] or "").lower().replace(".", "")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def relative(unit: str, steps: int, words: Words) -> Resolved | None:
    """The week, month, quarter, year ... that lies ``steps`` of them from publication."""
    today = words.today
    seasons = vocabulary().seasons
    if unit == "week":
        return whole(week_value(shift_days(today, 7 * steps)), words)
    if unit == "weekend":
        value = week_value(shift_days(today, 7 * steps)) + "-WE"
        return whole(value, words, weekend=True)
    if unit == "month":
        day = shift_months(today, steps)
        return whole(f"{day.year:04d}-{day.month:02d}", words)
    if unit == "quarter":
        year, number = quarter_of(shift_months(today, 3 * steps))
        value = f"{year:04d}-Q{number}"
        return Resolved(value=value, interval=dates_of(value), quarter=(year, number))
    if unit == "year":
        return whole(f"{today.year + steps:04d}", words)
    if unit in seasons:
        return whole(f"{season_year(seasons[unit], steps, today):04d}-{seasons[unit]}", words)
    if unit == "decade":
        return whole(f"{today.year // 10 + steps:03d}")
    if unit == "century":
        return _century((today.year - 1) // 100 + steps)
    return None


def _century(number: int) -> Resolved | None:
    if not 0 < number < 99:
        return None
    return Resolved(
        value=f"{number:02d}", interval=DateRange(start=date(100 * number, 1, 1), end=date(100 * number + 99, 12, 31))
    )


def season_year(season: str, steps: int, today: date) -> int:
    """The year of a season that lies ``steps`` seasons of its name from ``today``."""
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    if steps < 0:
        return today.year - (first + 2 > today.month and season != "WI") - (season == "WI")
    if steps > 0:
        return today.year + (first <= today.month)
    return today.year


def unit_letter(unit: str) -> str:
    """The TIMEX3 letter of a unit: ``days`` is D, ``centuries`` CE."""
    singular = {"centuries": "century"}.get(unit, unit.removesuffix("s") if unit not in {"century"} else unit)
    return vocabulary().units[singular]


def decade_value(word: str) -> Resolved | None:
    """The decade that a word names: ``eighties``, ``1980s``."""
    tens = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"]
    value = f"19{tens.index(word) + 2}" if word in tens else word[:3]
    return whole(value)
