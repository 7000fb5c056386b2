"""Calendar arithmetic of TIMEX3 values: which local dates "2026-Q1" or "2025-W48-WE" covers, and how to write them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from tocsin.core.times import DateRange

_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|W(?P<week>\d\d)(?P<weekend>-WE)?|(?P<season>SP|SU|FA|WI)"
    r"|(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T\S+)?)?))?$"
)


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def nth_weekday(year: int, month: int, number: int, weekday: int) -> date:
    """The ``number``-th ISO ``weekday`` of a month; -1 is the last."""
    if number < 0:
        end = last_day(year, month)
        return end - timedelta(days=(end.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (number - 1))


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the Gregorian computus)."""
    golden, century = year % 19, year // 100
    skipped = century - century // 4 - (8 * century + 13) // 25
    epact = (skipped + 19 * golden + 15) % 30
    epact -= (epact == 29) or (epact == 28 and golden > 10)
    full = date(year, 3, 21) + timedelta(days=epact)
    return full + timedelta(days=7 - full.isoweekday() % 7)


def shift_months(day: date, months: int) -> date:
    """``day`` moved by whole months; the day is cut to the month's length. The year is kept within 1 to 9999."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift_days(day: date, days: float) -> date:
    """``day`` moved by days, kept within the calendar."""
    ordinal = min(max(day.toordinal() + int(days), 1), date.max.toordinal())
    return date.fromordinal(ordinal)


def shift(day: date, amount: float, unit: str) -> date:
    """``day`` moved by ``amount`` of the TIMEX3 ``unit`` (TS, TM, TH, D, N, W, M, Q, Y, DE, CE)."""
    amount = min(max(amount, -1e6), 1e6)
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
    if unit in months:
        return shift_months(day, round(amount * months[unit]))
    if unit in {"TH", "TM", "TS"}:
        hours = amount / {"TH": 1, "TM": 60, "TS": 3600}[unit]
        return shift_days(day, -(-hours // 24) if hours > 0 else hours / 24)
    return shift_days(day, amount * {"W": 7, "FN": 14}.get(unit, 1))


def duration(amount: float | None, unit: str) -> str:
    """A TIMEX3 duration: ``P3D``, ``PT48H``; ``PXW`` where the amount is not told."""
    factor = {"DE": 10.0, "CE": 100.0, "Q": 3.0, "FN": 2.0}.get(unit, 1.0)
    letter = {"DE": "Y", "CE": "Y", "Q": "M", "N": "D", "FN": "W"}.get(unit, unit[-1])
    prefix = "PT" if unit in {"TH", "TM", "TS"} else "P"
    if amount is None:
        return f"{prefix}X{unit if unit in {'DE', 'CE'} else letter}"
    total = amount * factor
    if total % 1 == 0.5 and letter == "Y":
        return f"P{int(total)}Y6M" if total > 1 else "P6M"
    if total % 1 == 0.5 and prefix == "PT" and letter == "H":
        return f"PT{int(total)}H30M" if total > 1 else "PT30M"
    if total % 1 == 0.5 and prefix == "PT" and letter == "M":
        return f"PT{int(total)}M30S" if total > 1 else "PT30S"
    return f"{prefix}{total:g}{letter}"


def quarter_of(day: date) -> tuple[int, int]:
    """Year and number of the quarter in which ``day`` lies."""
    return day.year, (day.month - 1) // 3 + 1


def week_value(day: date) -> str:
    """The ISO week of ``day`` as a TIMEX3 value."""
    iso = day.isocalendar()
    return f"{iso.year:04d}-W{iso.week:02d}"


def dates_of(value: str) -> DateRange | None:
    """The local dates that a TIMEX3 value covers, both inclusive; ``None`` for durations, sets and vague references."""
    if re.fullmatch(r"\d{3}", value):
        first = int(value + "0")
        return DateRange(start=date(first, 1, 1), end=date(first + 9, 12, 31)) if first else None
    match = _VALUE.match(value)
    if match is None or not 1 <= int(match["year"]) <= 9998:
        return None
    try:
        return _dates(int(match["year"]), match)
    except ValueError:
        return None


def _dates(year: int, match: re.Match[str]) -> DateRange:
    if match["quarter"] or match["half"]:
        months = 3 if match["quarter"] else 6
        first = (int(match["quarter"] or match["half"]) - 1) * months + 1
        return DateRange(start=date(year, first, 1), end=last_day(year, first + months - 1))
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        start = monday + timedelta(days=5) if match["weekend"] else monday
        return DateRange(start=start, end=monday + timedelta(days=6))
    if match["season"]:
        first, last = _SEASON_MONTHS[match["season"]]
        end = last_day(year + (last > 12), (last - 1) % 12 + 1)
        return DateRange(start=date(year, first, 1), end=end)
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return DateRange(start=day, end=day)
    if match["month"]:
        month = int(match["month"])
        return DateRange(start=date(year, month, 1), end=last_day(year, month))
    return DateRange(start=date(year, 1, 1), end=date(year, 12, 31))


def fraction(whole: DateRange, part: str, today: date) -> DateRange:
    """The part of a period that "early", "mid", "late", "earlier" or "later" names; ``today`` bounds the last two."""
    third = max(whole.days // 3, 1)
    if part in {"early", "start"}:
        return DateRange(start=whole.start, end=shift_days(whole.start, third - 1))
    if part == "mid":
        return DateRange(start=shift_days(whole.start, third), end=shift_days(whole.end, -third))
    if part in {"late", "end"}:
        return DateRange(start=shift_days(whole.end, 1 - third), end=whole.end)
    if part == "earlier" and whole.start <= today <= whole.end:
        return DateRange(start=whole.start, end=today)
    if part == "later" and whole.start <= today <= whole.end:
        return DateRange(start=today, end=whole.end)
    return whole
