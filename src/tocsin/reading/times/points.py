"""Resolvers of dates: days, weekdays, months, years, holidays."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from tocsin.core.times import DateRange
from tocsin.reading.times.meaning import (
    Resolved,
    Words,
    decade_value,
    on_day,
    whole,
)
from tocsin.reading.times.timex import (
    easter,
    fraction,
    last_day,
    nth_weekday,
    shift_days,
    week_value,
)
from tocsin.reading.times.vocabulary import amount, vocabulary

_NAME_AFTER = re.compile(r"\s+[A-Z][a-z]+")
_YEAR_PREPOSITION = re.compile(
    r"(?:\b(?:in|since|by|of|until|till|before|after|from|during|for|to|and|or|than|through|around|circa|early|late|mid|the|between|both|for|fiscal|year|summer|"
    r"winter|spring|fall|autumn|election|olympics|season)|[(\[]|\b(?:1[5-9]|20)\d\d,)\s*$",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(
    r"\s+(?:[a-z]+s\b|[a-z]+ (?:people|troops|miles|percent)|people|percent|men|women|feet|and\s+\d)"
)
_NAMES_A_DAY = re.compile(r"\s+(?!(?:in|at|on|by|with|and|to|for|from|near|but|or|about|after|while|when)\b)\w")
_RALLY_AFTER = re.compile(r"\s+(?:of(?: the)?|for|on|against)\s+(?:[A-Z]|[a-z]+ [A-Z])")
_PROGRAMME = re.compile(r"(?:\bUSA|['’]s|\bthe)\s+[\"“]?$")
"""Before the name of a paper or a programme: "USA Today", "the Today programme"."""

_PART_OF_DECADE = re.compile(r"(?:the\s+)?(early|mid|late)\b", re.IGNORECASE)
_IN_MONTH = re.compile(
    r"\b(?:in|since|by|until|till|last|next|this|early|late|mid|during|through|from|before|after)\s+$", re.IGNORECASE
)
_UNTIL_NEW_YEAR = re.compile(r"\b(?:by|until|till|before|after|since) the\s+$")
_MAY_BEFORE = re.compile(
    r"\b(?:in|since|by|until|till|last|next|this|of|late|early|from|before|after|during|through|for|and|or|between|to|on|around|mid)(?:\s+the)?\s+$|mid-$",
    re.IGNORECASE,
)


def resolve_numeric(words: Words) -> Resolved | None:
    """Figures alone: ``3/2/2026``, ``2026-02-03``."""
    year = int(words.get("year"))
    year += 2000 if year < 50 else 1900 if year < 100 else 0
    month, number = int(words.get("month")), int(words.get("day"))
    day = date(year, number, month) if month > 12 else date(year, month, number)
    return Resolved(value=day.isoformat(), interval=DateRange(start=day, end=day))


def resolve_day(words: Words) -> Resolved | None:
    """A day of a month: ``February 3``, ``the 3rd of last March``."""
    month, number = words.month(), int(words.get("day") or vocabulary().ordinals[words.get("nth").replace(" ", "-")])
    which = words.get("which")
    year = words.anchors.month_of(month, which) if which and not words.get("year") else words.year(month, number)
    return on_day(date(year, month, number), words)


def resolve_days(words: Words) -> Resolved | None:
    """Two days of one month: ``February 3 to 5``."""
    month, first, last = words.month(), int(words.get("day")), int(words.get("today"))
    year = words.year(month, first)
    interval = DateRange(start=date(year, month, first), end=date(year, month, last))
    if first >= last:
        return None
    return Resolved(value=f"{interval.start}/{interval.end}", interval=interval)


def resolve_month(words: Words) -> Resolved | None:
    """A month: ``February 2026``, ``last March``; a bare ``may`` or ``march`` only where it cannot be a verb."""
    month, which = words.month(), words.get("which")
    before = words.anchors.clause_before(words.match.start("mon"))
    plain = not which and not words.get("year") and not words.get("mod")
    if plain and _is_named(words, before):
        return None
    if plain and words.groups["mon"].lower() in {"may", "march", "mar", "jan", "april", "june", "august"}:
        introduced = _MAY_BEFORE.search(before) is not None
        if words.groups["mon"].lower() == "may" and not introduced and words.shared_year is None:
            return None
        if not introduced and _NAME_AFTER.match(words.anchors.text, words.match.end()):
            return None
        if words.groups["mon"].lower() in {"march", "mar", "jan"} and not introduced and not before.strip():
            return None
    if words.get("year"):
        return whole(f"{int(words.get('year')):04d}-{month:02d}", words)
    if "year" in words.match.group().lower():
        shift_by = {"this": 0, "last": -1, "next": 1}[which]
        return whole(f"{words.today.year + shift_by:04d}-{month:02d}", words)
    year = words.anchors.month_of(month, which) if which else words.year(month)
    return whole(f"{year:04d}-{month:02d}", words)


def _is_named(words: Words, before: str) -> bool:
    """Whether a month's word is part of a name: "Jan Kavan and April Ryan", "the March for Life"."""
    after = words.anchors.text[words.match.end() : words.match.end() + 24]
    month = words.groups["mon"]
    if month == "March" and _RALLY_AFTER.match(after) and _IN_MONTH.search(before) is None:
        return True
    given = month in {"Jan", "April", "June", "August", "May"}
    return given and _NAME_AFTER.match(after) is not None and _IN_MONTH.search(before) is None


def resolve_week_of(words: Words) -> Resolved | None:
    """ "the second week of March": the eighth to the fourteenth; "the last week": the last seven days."""
    month = words.month()
    year = words.year(month)
    end = last_day(year, month)
    number = vocabulary().ordinals.get(words.get("number"), 0)
    start = date(year, month, 7 * number - 6) if number else shift_days(end, -6)
    interval = DateRange(start=start, end=min(shift_days(start, 6), end))
    return Resolved(value=f"{year:04d}-{month:02d}", interval=interval)


def resolve_week_with(words: Words) -> Resolved | None:
    """The week in which a day lies: ``the week of March 6``."""
    month = vocabulary().months[(words.get("mon") or words.get("mon2")).rstrip(".")]
    number = int(words.get("day") or words.get("day2"))
    week = week_value(date(words.year(month, number), month, number))
    return whole(f"{week}-WE", weekend=True) if words.get("we") else whole(week)


def resolve_weekday(words: Words) -> Resolved | None:
    """A weekday: ``on Tuesday``, ``next Friday``, ``a week from Monday``."""
    number = vocabulary().weekdays[words.get("weekday")]
    if words.get("weeks"):
        ahead = words.anchors.weekday(number, 1, "")
        return on_day(shift_days(ahead, 7 * (amount(words.get("weeks")) or 1)), words)
    direction = words.direction or int(words.anchors.is_present(words.start))
    return on_day(
        words.anchors.weekday(number, direction, words.get("which"), near=words.anchors.nearest(words.start)),
        words,
    )


def resolve_overnight(words: Words) -> Resolved | None:
    """A night with its weekday: "overnight on Monday" begins on it, "overnight into Tuesday" ends on it."""
    number = vocabulary().weekdays[words.get("weekday")]
    day = words.anchors.weekday(number, words.direction, "", near=False)
    return _night(shift_days(day, -1) if words.get("into") else day)


def _night(evening: date) -> Resolved:
    interval = DateRange(start=evening, end=shift_days(evening, 1))
    return Resolved(value=evening.isoformat(), type="TIME", interval=interval)


def resolve_deictic(words: Words) -> Resolved | None:
    """``today``, ``yesterday``, ``tomorrow``, ``overnight``."""
    word = words.get("word")
    if words.groups["word"] == "Today" and _PROGRAMME.search(words.anchors.clause_before(words.start)):
        return None
    if word == "overnight":
        morning = words.anchors.day_in_paragraph(words.start) or words.today
        night = _night(shift_days(morning, -1))
        return replace(night, value=morning.isoformat())
    day = shift_days(words.today, {"yesterday": -1, "tomorrow": 1}.get(word, 0))
    return on_day(day, words)


def resolve_around(words: Words) -> Resolved | None:
    """A day told from another: ``the day before``, ``the day after tomorrow``."""
    word = words.get("word")
    if word.startswith(("day before yesterday", "day after tomorrow")):
        day = shift_days(words.today, -2 if "yesterday" in word else 2)
    else:
        anchor = words.anchors.day_told(words.start) or words.today
        step = 0 if "same" in word or word.startswith("that") else -1 if "before" in word or "previous" in word else 1
        if word in {"day before", "day after"} and _NAMES_A_DAY.match(words.after(12)):
            return None  # "the day before the vote": what follows names the day, which is not known here
        day = shift_days(anchor, step)
        if "morning" in word:
            single = DateRange(start=day, end=day)
            return Resolved(value=f"{day.isoformat()}TMO", type="TIME", interval=single)
    return Resolved(value=day.isoformat(), interval=DateRange(start=day, end=day))


def resolve_years(words: Words) -> Resolved | None:
    """Years from one to another: ``2008-09``, ``2001–2005``; a figure that may be a month is none."""
    first, figures = int(words.get("year")), words.get("last")
    last = int(figures) if len(figures) == 4 else first // 100 * 100 + int(figures)
    if not 0 < last - first <= (100 if len(figures) == 4 else 20):
        return None
    interval = DateRange(start=date(first, 1, 1), end=date(last, 12, 31))
    return Resolved(value=f"{interval.start}/{interval.end}", interval=interval)


def resolve_holiday(words: Words) -> Resolved | None:
    """A named day: ``Christmas Eve``, ``Easter``."""
    name = words.get("name").replace("’", "'")
    if words.groups["name"][0].islower():
        before = words.anchors.clause_before(words.start).lower()
        if name != "new year" or not _UNTIL_NEW_YEAR.search(before):
            return None
    if name in vocabulary().easter:
        return _by_easter(vocabulary().easter[name], words)
    floating = vocabulary().floating.get(name)
    month, number = floating[:2] if floating else vocabulary().holidays[name]
    year = words.year(month, 4 * 7 if floating else number)
    if words.get("which") and not words.get("year"):
        year = words.anchors.month_of(month, words.get("which"))
    day = nth_weekday(year, month, number, floating[2]) if floating else date(year, month, number)
    return Resolved(value=day.isoformat(), interval=DateRange(start=day, end=day))


def _by_easter(days: int, words: Words) -> Resolved:
    """A feast that moves with Easter: ``Good Friday``."""
    year = int(words.get("year") or words.year(4))
    day = shift_days(easter(year), days)
    return Resolved(value=day.isoformat(), interval=DateRange(start=day, end=day))


def resolve_fiscal(words: Words) -> Resolved | None:
    """A business year: ``fiscal 2026``."""
    return whole(words.get("year"))


def resolve_decade(words: Words) -> Resolved | None:
    """A decade: ``the 1980s``, ``the '80s``."""
    decade = decade_value(words.get("decade") or f"19{words.get('tens')}s")
    part = _PART_OF_DECADE.match(words.match.group().strip())
    if part is None or decade is None or decade.interval is None:
        return decade
    return replace(decade, interval=fraction(decade.interval, part[1].lower(), words.today))


def resolve_century(words: Words) -> Resolved | None:
    """A century: ``the 19th century``."""
    digits = re.match(r"\d+", words.get("number"))
    ordinals = vocabulary().ordinals
    number = int(digits.group()) if digits else ordinals.get(words.get("number"), 0)
    if not 1 <= number <= 25:
        return None
    first = max((number - 1) * 100, 1)
    interval = DateRange(start=date(first, 1, 1), end=date((number - 1) * 100 + 99, 12, 31))
    return Resolved(value=f"{number - 1:02d}", interval=interval)


def resolve_season(words: Words) -> Resolved | None:
    """A season of a year: ``the winter of 2025``."""
    return whole(f"{int(words.get('year')):04d}-{vocabulary().seasons[words.get('season')]}", words)


def resolve_year(words: Words) -> Resolved | None:
    """A year in figures, where the number counts nothing."""
    number = int(words.get("year"))
    text, end = words.anchors.text, words.match.end()
    before = words.anchors.clause_before(words.match.start("year"))
    if _YEAR_PREPOSITION.search(before) is None and _COUNTED_AFTER.match(text, end):
        return None
    if re.search(
        r"(?:[$£€]|\b(?:No\.|number|page|route|flight|chapter|paragraph|resolution|nearly|about|over|some|than))\s*$",
        before,
        re.IGNORECASE,
    ) and _COUNTED_AFTER.match(text, end):
        return None
    if number < 1500:
        return None
    return whole(f"{number:04d}", words)


def resolve_spelled(words: Words) -> Resolved | None:
    """A year in words: ``nineteen eighty-four``."""
    parts = words.get("word").replace("-", " ").split()
    if parts[0] == "two":
        rest = [part for part in parts[2:] if part != "and"]
        return whole(f"{2000 + int(amount(' '.join(rest)) or 0):04d}")
    return whole(f"{1900 + int(amount(' '.join(parts[1:])) or 0):04d}")
