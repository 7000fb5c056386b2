"""Resolvers of periods: quarters, weeks and years around publication, windows, durations."""

from __future__ import annotations

import re
from datetime import date

from tocsin.core.times import DateRange
from tocsin.reading.times.meaning import (
    FRACTIONS,
    Resolved,
    Words,
    decade_value,
    relative,
    unit_letter,
    whole,
)
from tocsin.reading.times.shifts import narrated
from tocsin.reading.times.timex import (
    dates_of,
    duration,
    fraction,
    quarter_of,
    shift,
    shift_days,
)
from tocsin.reading.times.vocabulary import amount, vocabulary

_POINTED = frozenset({"D", "N", "W"})
"""Units that tell a day ahead: "it runs out in two weeks"."""

_ONE_DAY_LONG = (
    " in",
    " for",
    " after",
    " of",
    " within",
    " by",
    " least",
    " only",
    " just",
    " than",
    " lasted",
    " every",
    " took",
)
"""Before "one day" that is a length of time, not "will one day return"."""

_QUARTER = 92
_SEASON_PREPOSITIONS = (
    "in",
    "over",
    "during",
    "into",
    "for",
    "by",
    "until",
    "since",
    "through",
    "before",
    "after",
    "this",
)


def resolve_quarter(words: Words) -> Resolved | None:
    """A quarter of a year: ``the third quarter``, ``Q3 2026``."""
    named = words.get("ordinal")
    number = int(words.get("number") or 0) or {"final": 4}.get(named) or vocabulary().ordinals[named]
    steps = {"this": 0, "last": -1, "next": 1}
    if words.get("year") or words.get("former"):
        year = int(words.get("year") or words.get("former"))
    elif words.get("of") or words.get("which"):
        year = words.today.year + steps[words.get("of") or words.get("which")]
    else:
        now = quarter_of(words.today)[1]
        ahead = words.direction > 0 and number >= now
        year = words.today.year - (number > now and not ahead)
    value = f"{year:04d}-Q{number}"
    return Resolved(value=value, interval=dates_of(value), quarter=(year, number))


def resolve_half(words: Words) -> Resolved | None:
    """Half a year: ``the first half of 2026``."""
    first = words.get("ordinal") == "first"
    if words.get("mon"):
        month = words.month()
        period = whole(f"{int(words.get('myear') or words.year(month)):04d}-{month:02d}")
        if period.interval is None:
            return None
        start, end = period.interval.start, period.interval.end
        interval = (
            DateRange(start=start, end=shift_days(start, 14))
            if first
            else DateRange(start=shift_days(start, 15), end=end)
        )
        return Resolved(value=period.value, interval=interval)
    years = {"this": 0, "last": -1, "next": 1, "the": 0}
    year = int(words.get("year")) if words.get("year") else words.today.year + years[words.get("of")]
    return whole(f"{year:04d}-H{1 if first else 2}")


def resolve_edge(words: Words) -> Resolved | None:
    """Part of a longer time: ``late March``, ``the end of the year``."""
    edge = words.get("edge")
    part = FRACTIONS.get(edge, edge)
    whole = _edge_period(words)
    if whole is None or whole.interval is None:
        return whole
    interval = fraction(whole.interval, part, words.today)
    before = words.anchors.clause_before(words.start).rstrip().lower()
    if part == "end" and (before.endswith(("by", "until", "till", "before")) or edge.endswith(("year", "end"))):
        interval = DateRange(start=whole.interval.end, end=whole.interval.end)
    if part == "end" and not words.get("mon") and whole.interval.days <= _QUARTER:
        interval = DateRange(start=whole.interval.end, end=whole.interval.end)
    return Resolved(value=whole.value, interval=interval)


def _edge_period(words: Words) -> Resolved | None:
    if words.get("mon"):
        month = words.month()
        return whole(f"{words.year(month):04d}-{month:02d}")
    if words.get("only"):
        return whole(f"{int(words.get('only')):04d}")
    if words.get("named"):
        return decade_value(words.get("named"))
    which, unit = words.get("which") or "the", words.get("unit")
    if words.get("edge") == "month-end":
        unit = "month"
    elif words.get("edge") in {"year-end", "year end"}:
        unit = "year"
    elif words.get("edge").endswith("s end"):
        unit = words.get("edge")[: -len("'s end")]
    return relative(unit, {"this": 0, "the": 0, "next": 1, "last": -1}[which], words)


def resolve_unit(words: Words) -> Resolved | None:
    """A unit told from now: ``this week``, ``last month``, ``that night``."""
    which, unit = words.get("which"), words.get("unit")
    if unit in vocabulary().parts or unit in {"night"}:
        return _unit_part(which, unit, words)
    definite = which.removeprefix("the ")
    if which == "the":
        return _definite(unit, words)
    if which in {"that", "that same", "the same"}:
        return narrated(unit, 0, words)
    if definite == "following":
        return narrated(unit, 1, words) or relative(unit, 1, words)
    if definite in {"past", "last", "coming", "next"} and which.startswith("the ") and unit != "weekend":
        way = 1 if definite in {"coming", "next"} else -1
        told = narrated(unit, 1, words) if definite == "next" and words.direction < 0 else None
        if told is not None:
            return told
        if unit == "quarter":
            return relative(unit, way, words)
        if unit == "year" and definite == "past":
            return whole(f"{words.today.year - 1:04d}" if words.today.month < 7 else f"{words.today.year:04d}")
        return _span_from_today(1, unit_letter(unit), way, words)
    if definite == "latest" and unit in {"quarter", "period"}:
        return _definite("quarter", words)
    steps = {
        "last": -1,
        "past": -1,
        "previous": -1,
        "this past": -1,
        "next": 1,
        "following": 1,
        "coming": 1,
        "this coming": 1,
    }
    return relative(unit, steps.get(definite, 0), words)


def _unit_part(which: str, unit: str, words: Words) -> Resolved | None:
    """ "this morning", "last night"; "the night" alone is no date."""
    if which in {"that", "that same", "the same"}:
        day = words.anchors.day_told(words.start) or words.today
    elif which in {"this", "last", "this past", "the previous"}:
        told = words.anchors.day_told(words.start) if which == "the previous" else None
        day = shift_days(told or words.today, 0 if which == "this" else -1)
    else:
        return None
    if unit == "night":
        return Resolved(value=day.isoformat(), type="TIME", interval=DateRange(start=day, end=shift_days(day, 1)))
    single = DateRange(start=day, end=day)
    return Resolved(value=f"{day.isoformat()}T{vocabulary().parts[unit]}", type="TIME", interval=single)


def _definite(unit: str, words: Words) -> Resolved | None:
    """ "the weekend", "the quarter", "the week": the one that the text is about."""
    if unit == "quarter":
        year, number = words.anchors.last_quarter()
        value = f"{year:04d}-Q{number}"
        return Resolved(value=value, interval=dates_of(value))
    if unit == "weekend":
        past = words.direction < 0 and words.today.isoweekday() < 6
        return relative("weekend", -1 if past else 0, words)
    if unit in vocabulary().seasons:
        return _nearest_season(unit, words)
    if words.get("mod") and unit in {"week", "month", "year"}:
        return relative(unit, 0, words)
    if unit == "year":
        before = words.anchors.clause_before(words.start).rstrip().lower()
        return whole(f"{words.today.year:04d}") if before.endswith(("of", "later in", "in", "for")) else None
    return None


def _nearest_season(unit: str, words: Words) -> Resolved | None:
    """ "over the summer": the season that words around put ahead or behind; the one under way, or the nearer."""
    before = words.anchors.clause_before(words.start).rstrip().lower()
    if not words.get("mod") and not before.endswith(_SEASON_PREPOSITIONS):
        return None
    options = [relative(unit, steps, words) for steps in (-1, 0, 1)]
    dated = [option for option in options if option is not None and option.interval is not None]
    way = words.direction
    fitting = [
        option
        for option in dated
        if option.interval is not None
        and ((way >= 0 and option.interval.end >= words.today) or (way <= 0 and option.interval.start <= words.today))
    ]
    return min(fitting or dated, key=lambda option: _days_off(option.interval, words.today), default=None)


def _days_off(interval: DateRange | None, day: date) -> int:
    if interval is None or interval.start <= day <= interval.end:
        return 0
    return min(abs((interval.start - day).days), abs((interval.end - day).days))


def _span_from_today(count: float | None, unit: str, steps: int, words: Words) -> Resolved:
    """A stretch of time that begins or ends with the day of publication."""
    value = duration(count, unit)
    if count is None:
        return Resolved(value=value, type="DURATION")
    other = shift(words.today, steps * count, unit)
    if steps < 0 and unit == "D":
        other = shift_days(other, 1) if count > 1 else other
    ends = sorted((words.today, other))
    return Resolved(value=value, type="DURATION", interval=DateRange(start=ends[0], end=ends[1]), window=True)


def resolve_window(words: Words) -> Resolved | None:
    """A counted span up to or from now: ``the past three days``, ``the next 72 hours``."""
    count, unit, way = amount(words.get("count")), unit_letter(words.get("unit")), words.get("way")
    steps = {"past": -1, "last": -1, "previous": -1, "latest": -1, "next": 1, "coming": 1, "following": 1}.get(way)
    if steps is None:
        return Resolved(value=duration(count, unit), type="DURATION")
    return _span_from_today(count, unit, steps, words)


def resolve_vague(words: Words) -> Resolved | None:
    """A span of no number: ``recent weeks``, ``the coming days``."""
    way, unit = words.get("way"), unit_letter(words.get("unit"))
    if way == "coming" and "few" not in words.match.group().lower():
        return Resolved(value="FUTURE_REF")
    if way == "recent" and unit == "Y":
        return Resolved(value="PAST_REF")
    return Resolved(value=duration(None, unit), type="DURATION")


def resolve_span(words: Words) -> Resolved | None:
    """A length of time: ``three weeks``, ``half an hour``."""
    counted, unit = words.get("count"), words.get("unit")
    count = amount(counted)
    matched = words.match.group().lower()
    if counted in {"some", "many"} or (counted in {"a", "an"} and unit in {"second", "night", "minute"}):
        return None
    before = words.anchors.clause_before(words.start).rstrip().lower()
    begins_within = matched.startswith("within") or before.endswith(("within", "within about", "within the next"))
    of = re.match(r"\s+of\b", words.after(6)) is not None
    if unit.startswith("quarter") and ((of and count in {1, 3}) or matched.endswith(("one-quarter", "three-quarters"))):
        return None  # a fraction
    if counted.startswith(("a", "an")) and count == 1 and of and not begins_within:
        return None
    if matched == "one day" and not before.endswith(_ONE_DAY_LONG):
        if words.direction > 0:
            return Resolved(value="FUTURE_REF")
        if not before:
            return None
    if count is not None and words.get("half"):
        count += 0.5
    letter = unit_letter(unit)
    value = duration(count, letter)
    if begins_within and count is not None:
        return _span_from_today(count, letter, 1, words)
    if before.endswith((" in", "in about")) and count is not None and letter in _POINTED and words.direction > 0:
        day = shift(words.today, count, letter)
        return Resolved(value=value, type="DURATION", interval=DateRange(start=day, end=day))
    return Resolved(value=value, type="DURATION")


def resolve_portion(words: Words) -> Resolved | None:
    """Half or a quarter of a unit: ``half a century``, ``a quarter-century``, ``half-hour``."""
    part = 0.5 if words.get("part") == "half" else 0.25
    per = {"hour": (60, "TM"), "decade": (10, "Y"), "century": (100, "Y")}[words.get("unit")]
    return Resolved(value=duration(part * per[0], per[1]), type="DURATION")


def resolve_ended(words: Words) -> Resolved | None:
    """A year that is told by its end, "the year ended 30 June": a length of time."""
    del words
    return Resolved(value="P1Y", type="DURATION")


def resolve_long(words: Words) -> Resolved | None:
    """A length in one word: ``year-long`` is one of them, ``decades-long`` some."""
    unit = words.get("unit")
    return Resolved(value=duration(None if unit.endswith("s") else 1, unit_letter(unit)), type="DURATION")


def resolve_bare_units(words: Words) -> Resolved | None:
    """ "for centuries", "within weeks": a stretch of which only the unit is told."""
    return Resolved(value=duration(None, unit_letter(words.get("unit"))), type="DURATION")
