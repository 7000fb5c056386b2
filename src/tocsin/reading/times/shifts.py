"""Resolvers of what is reckoned from another time: ``three days ago``, ``two weeks later``, ``the year before``."""

from __future__ import annotations

from datetime import date, timedelta

from tocsin.core.times import DateRange
from tocsin.reading.times.meaning import Resolved, Words, relative, unit_letter, whole
from tocsin.reading.times.timex import dates_of, duration, quarter_of, shift, week_value
from tocsin.reading.times.vocabulary import amount

_YEARS = {"Y": 1, "DE": 10, "CE": 100}
"""How many years a unit has, for what lies before the first year of the calendar: "4,100 years ago" has no date."""


def resolve_beyond(words: Words) -> Resolved | None:
    """``the week before last``, ``the weekend after next``; "the year before" is reckoned from the one told of."""
    unit, way = words.get("unit"), words.get("way")
    if way in {"before last", "after next"}:
        return relative(unit, -2 if way == "before last" else 2, words)
    step = 1 if way == "after" else -1
    return narrated(unit, step, words) or (relative(unit, step, words) if step < 0 else None)


def narrated(unit: str, steps: int, words: Words) -> Resolved | None:
    """The meaning of "that year", "the following month": reckoned from the date told before in the same paragraph."""
    told = words.anchors.period_before(words.start) or words.anchors.period_told(words.start)
    if told is None or unit not in {"week", "month", "year"}:
        return None
    whole_unit = {"week": timedelta(days=6), "month": timedelta(days=30), "year": timedelta(days=365)}[unit]
    if told.end - told.start > whole_unit:
        return None
    day = shift(told.start, steps, unit_letter(unit))
    return granular(day, unit_letter(unit))


def resolve_shifted(words: Words) -> Resolved | None:
    """A moment so far off: ``three days ago``, ``two weeks later``."""
    count, unit, way = amount(words.get("count")), unit_letter(words.get("unit")), words.get("way")
    narrated = way in {"before", "after", "earlier", "later"}
    if count is None:
        if narrated:
            return Resolved(value=duration(None, unit), type="DURATION")
        return Resolved(value="PAST_REF" if way == "ago" else "FUTURE_REF")
    compared = unit == "Y" and count == 1 and way in {"ago", "earlier"} and words.anchors.quarter is not None
    later = _later(count, unit, words) if narrated and not compared else None
    if later is not None:
        return later
    if compared and words.anchors.quarter is not None:
        year, number = words.anchors.quarter
        value = f"{year - 1:04d}-Q{number}"
        return Resolved(value=value, interval=dates_of(value))
    if unit in {"TH", "TM", "TS"}:
        day = shift(words.today, 0, unit)
        return Resolved(value=duration(count, unit), type="DURATION", interval=DateRange(start=day, end=day))
    sign = -1 if way in {"ago", "earlier"} else 1
    if sign < 0 and count * _YEARS.get(unit, 0) >= words.today.year:
        return Resolved(value="PAST_REF")
    day = shift(words.today, sign * count, unit)
    return granular(day, unit)


def _later(count: float, unit: str, words: Words) -> Resolved | None:
    """ "two days later": reckoned from the date told of before, a length of time where there is none.

    ``None`` for "a year earlier" in a comparison with the present.
    """
    step = count if words.get("way") in {"later", "after"} else -count
    if unit in {"D", "N", "W", "FN"}:
        anchor = words.anchors.day_told(words.start)
        if anchor is not None:
            return granular(shift(anchor, step, unit), unit)
        if unit == "D" and step < 0:
            return granular(shift(words.today, step, unit), unit)
    if unit in {"M", "Q", "Y", "DE"}:
        told = words.anchors.period_told(words.start)
        coarse = unit in {"Y", "DE"}
        if (
            told is not None
            and told.days <= (366 if coarse else 31)
            and (step > 0 or not coarse or _long_past(told, words))
        ):
            return granular(shift(told.start, step, unit), unit)
        if coarse and step < 0:
            return None
    return Resolved(value=duration(count, unit), type="DURATION")


def _long_past(told: DateRange, words: Words) -> bool:
    """Whether what was told is a year, or lies in another one than this and the last."""
    return told.days > 31 or told.start.year < words.today.year - 1


def granular(day: date, unit: str) -> Resolved:
    """The period of ``unit`` in which ``day`` lies: "five months ago" is a month."""
    values = {
        "D": day.isoformat(),
        "N": day.isoformat(),
        "W": week_value(day),
        "FN": week_value(day),
        "M": f"{day.year:04d}-{day.month:02d}",
        "Q": f"{day.year:04d}-Q{quarter_of(day)[1]}",
        "Y": f"{day.year:04d}",
        "DE": f"{day.year:04d}",
        "CE": f"{day.year:04d}",
    }
    value = values.get(unit)
    return whole(value) if value is not None else Resolved(value="PAST_REF")


def resolve_year_ago(words: Words) -> Resolved | None:
    """The same time of the year before: ``a year ago``, ``the year-earlier quarter``."""
    if words.anchors.quarter is not None:
        year, number = words.anchors.quarter
        value = f"{year - 1:04d}-Q{number}"
        return Resolved(value=value, interval=dates_of(value))
    return whole(f"{words.today.year - 1:04d}")
