"""One resolver for each pattern of the time grammar: matched words and anchors to a TIMEX3 value and an interval."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tocsin.core.times import DateRange
from tocsin.reading.anchors import Anchors
from tocsin.reading.timewords import amount, clock_pattern, vocabulary
from tocsin.reading.timex import (
    dates_of,
    duration,
    fraction,
    last_day,
    quarter_of,
    shift,
    shift_days,
    shift_months,
    week_value,
)

_FRACTIONS = {
    "middle": "mid",
    "beginning": "start",
    "very end": "end",
    "close": "end",
    "final days": "late",
    "last days": "late",
}
_FRACTIONS |= {
    "closing days": "late",
    "first days": "early",
    "early part": "early",
    "latter part": "late",
    "year-end": "end",
}
_FRACTIONS |= {"year end": "end", "month-end": "end"}
_NAME_AFTER = re.compile(r"\s+[A-Z][a-z]+")
_YEAR_PREPOSITION = re.compile(
    r"(?:\b(?:in|since|by|of|until|till|before|after|from|during|for|to|and|or|than|through|around|circa|early|late|mid|the|between|for|fiscal|year|summer|"
    r"winter|spring|fall|autumn|election|olympics|season)|[(\[])\s*$",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(
    r"\s+(?:[a-z]+s\b|[a-z]+ (?:people|troops|miles|percent)|people|percent|men|women|feet|and\s+\d)"
)
_MAY_BEFORE = re.compile(
    r"\b(?:in|since|by|until|till|last|next|this|of|late|early|from|before|after|during|through|for|and|or|between|to|on|around|mid)(?:\s+the)?\s+$|mid-$",
    re.IGNORECASE,
)


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


def resolve(name: str, match: re.Match[str], anchors: Anchors, *, shared_year: int | None) -> Resolved | None:
    """The meaning of a matched pattern; ``None`` where the words are no time after all (a name, an impossible date)."""
    try:
        return _RESOLVERS[name](_Words(match, anchors, shared_year))
    except (ValueError, OverflowError):
        return None


class _Words:
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

    def month(self) -> int:
        return vocabulary().months[self.get("mon").rstrip(".")]

    def year(self, month: int, day: int | None = None) -> int:
        if self.get("year"):
            return int(self.get("year"))
        if self.shared_year is not None:
            return self.shared_year
        return self.anchors.year_of(month, day, self.direction)


def _whole(value: str, words: _Words | None = None, **more: bool) -> Resolved:
    """A value that is its own interval, cut by a word like "early" where there is one."""
    interval = dates_of(value)
    mod = words.get("mod") if words else ""
    if interval is not None and words is not None and mod:
        interval = fraction(interval, _FRACTIONS.get(mod, mod), words.today)
    return Resolved(value=value, interval=interval, **more)


def _on_day(day: date, words: _Words) -> Resolved:
    """A date with the clock time or part of the day that stands with it."""
    part, clock = words.get("part"), words.get("clock")
    if part == "night":
        return Resolved(value=day.isoformat(), type="TIME", interval=DateRange(start=day, end=shift_days(day, 1)))
    single = DateRange(start=day, end=day)
    if clock:
        at = _clock(clock)
        if at is not None:
            return Resolved(value=f"{day.isoformat()}T{at}", type="TIME", interval=single)
    if part:
        return Resolved(value=f"{day.isoformat()}T{vocabulary().parts[part]}", type="TIME", interval=single)
    return Resolved(value=day.isoformat(), interval=single)


def _clock(text: str) -> str | None:
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


def _numeric(words: _Words) -> Resolved | None:
    year = int(words.get("year"))
    year += 2000 if year < 50 else 1900 if year < 100 else 0
    day = date(year, int(words.get("month")), int(words.get("day")))
    return Resolved(value=day.isoformat(), interval=DateRange(start=day, end=day))


def _day(words: _Words) -> Resolved | None:
    month, number = words.month(), int(words.get("day"))
    return _on_day(date(words.year(month, number), month, number), words)


def _days(words: _Words) -> Resolved | None:
    month, first, last = words.month(), int(words.get("day")), int(words.get("today"))
    year = words.year(month, first)
    interval = DateRange(start=date(year, month, first), end=date(year, month, last))
    if first >= last:
        return None
    return Resolved(value=f"{interval.start}/{interval.end}", interval=interval)


def _month(words: _Words) -> Resolved | None:
    month, which = words.month(), words.get("which")
    before = words.anchors.clause_before(words.match.start("mon"))
    plain = not which and not words.get("year") and not words.get("mod")
    if plain and words.groups["mon"].lower() in {"may", "march", "mar", "jan", "april", "june", "august"}:
        introduced = _MAY_BEFORE.search(before) is not None
        if words.groups["mon"].lower() == "may" and not introduced and words.shared_year is None:
            return None
        if not introduced and _NAME_AFTER.match(words.anchors.text, words.match.end()):
            return None
        if words.groups["mon"].lower() in {"march", "mar", "jan"} and not introduced and not before.strip():
            return None
    if words.get("year"):
        return _whole(f"{int(words.get('year')):04d}-{month:02d}", words)
    if "year" in words.match.group().lower():
        shift_by = {"this": 0, "last": -1, "next": 1}[which]
        return _whole(f"{words.today.year + shift_by:04d}-{month:02d}", words)
    year = words.anchors.month_of(month, which) if which else words.year(month)
    return _whole(f"{year:04d}-{month:02d}", words)


def _weekday(words: _Words) -> Resolved | None:
    number = vocabulary().weekdays[words.get("weekday")]
    return _on_day(words.anchors.weekday(number, words.direction, words.get("which")), words)


def _deictic(words: _Words) -> Resolved | None:
    word = words.get("word")
    if word == "overnight":
        day = shift_days(words.today, -1)
        return Resolved(value=words.today.isoformat(), type="TIME", interval=DateRange(start=day, end=words.today))
    day = shift_days(words.today, {"yesterday": -1, "tomorrow": 1}.get(word, 0))
    return _on_day(day, words)


def _around(words: _Words) -> Resolved | None:
    word = words.get("word")
    if word.startswith(("day before yesterday", "day after tomorrow")):
        day = shift_days(words.today, -2 if "yesterday" in word else 2)
    else:
        anchor = words.anchors.day_before(words.start)
        step = 0 if "same" in word or word.startswith("that") else -1 if "before" in word or "previous" in word else 1
        if (
            "day before" in word
            and anchor != words.today
            and re.match(r"\s+[a-z]", words.anchors.text[words.match.end() :][:3])
        ):
            anchor = words.today  # "the day before the vote": what follows names the day, which is not known here
            return None
        day = shift_days(anchor, step)
    return Resolved(value=day.isoformat(), interval=DateRange(start=day, end=day))


def _quarter(words: _Words) -> Resolved | None:
    named = words.get("ordinal")
    number = int(words.get("number") or 0) or {"final": 4}.get(named) or vocabulary().ordinals[named]
    steps = {"this": 0, "last": -1, "next": 1}
    if words.get("year"):
        year = int(words.get("year"))
    elif words.get("of") or words.get("which"):
        year = words.today.year + steps[words.get("of") or words.get("which")]
    else:
        now = quarter_of(words.today)[1]
        ahead = words.direction > 0 and number >= now
        year = words.today.year - (number > now and not ahead)
    value = f"{year:04d}-Q{number}"
    return Resolved(value=value, interval=dates_of(value), quarter=(year, number))


def _half(words: _Words) -> Resolved | None:
    steps = {"this": 0, "last": -1, "next": 1, "the": 0}
    year = int(words.get("year")) if words.get("year") else words.today.year + steps[words.get("of")]
    return _whole(f"{year:04d}-H{1 if words.get('ordinal') == 'first' else 2}")


def _edge(words: _Words) -> Resolved | None:
    edge = words.get("edge")
    part = _FRACTIONS.get(edge, edge)
    whole = _edge_period(words)
    if whole is None or whole.interval is None:
        return whole
    interval = fraction(whole.interval, part, words.today)
    before = words.anchors.clause_before(words.start).rstrip().lower()
    if part == "end" and (before.endswith(("by", "until", "till", "before")) or edge.endswith(("year", "end"))):
        interval = DateRange(start=whole.interval.end, end=whole.interval.end)
    value = whole.value
    if (
        part == "end"
        and words.get("unit") in {"month", "week", "quarter"}
        or edge.endswith(("-end", " end"))
        and edge != "very end"
    ):
        value = whole.interval.end.isoformat()
        interval = DateRange(start=whole.interval.end, end=whole.interval.end)
    return Resolved(value=value, interval=interval)


def _edge_period(words: _Words) -> Resolved | None:
    if words.get("mon"):
        month = words.month()
        return _whole(f"{words.year(month):04d}-{month:02d}")
    if words.get("only"):
        return _whole(f"{int(words.get('only')):04d}")
    if words.get("named"):
        return _decade_value(words.get("named"))
    which, unit = words.get("which") or "the", words.get("unit")
    if words.get("edge") == "month-end":
        unit = "month"
    elif words.get("edge") in {"year-end", "year end"}:
        unit = "year"
    return _relative(unit, {"this": 0, "the": 0, "next": 1, "last": -1}[which], words)


def _relative(unit: str, steps: int, words: _Words) -> Resolved | None:
    """The week, month, quarter, year ... that lies ``steps`` of them from publication."""
    today = words.today
    seasons = vocabulary().seasons
    if unit == "week":
        return _whole(week_value(shift_days(today, 7 * steps)), words)
    if unit == "weekend":
        value = week_value(shift_days(today, 7 * steps)) + "-WE"
        return _whole(value, words, weekend=True)
    if unit == "month":
        day = shift_months(today, steps)
        return _whole(f"{day.year:04d}-{day.month:02d}", words)
    if unit == "quarter":
        year, number = quarter_of(shift_months(today, 3 * steps))
        value = f"{year:04d}-Q{number}"
        return Resolved(value=value, interval=dates_of(value), quarter=(year, number))
    if unit == "year":
        return _whole(f"{today.year + steps:04d}", words)
    if unit in seasons:
        return _whole(f"{_season_year(seasons[unit], steps, today):04d}-{seasons[unit]}", words)
    if unit == "decade":
        return _whole(f"{today.year // 10 + steps:03d}X")
    return None


def _season_year(season: str, steps: int, today: date) -> int:
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    if steps < 0:
        return today.year - (first + 2 > today.month and season != "WI") - (season == "WI")
    if steps > 0:
        return today.year + (first <= today.month)
    return today.year


def _unit(words: _Words) -> Resolved | None:
    which, unit = words.get("which"), words.get("unit")
    if unit in vocabulary().parts or unit in {"night"}:
        return _unit_part(which, unit, words)
    definite = which.removeprefix("the ")
    if which == "the":
        return _definite(unit, words)
    if which == "that":
        return None if unit in {"decade", "century"} or not words.get("mod") else _relative(unit, 0, words)
    if definite in {"past", "last", "coming", "next"} and which.startswith("the ") and unit != "weekend":
        steps = 1 if definite in {"coming", "next"} else -1
        if unit == "quarter":
            return _relative(unit, steps, words)
        if unit == "year" and definite == "past":
            return _whole(f"{words.today.year - 1:04d}" if words.today.month < 7 else f"{words.today.year:04d}")
        return _span_from_today(1, _letter(unit), steps, words)
    if definite == "latest" and unit == "quarter":
        return _definite(unit, words)
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
    if unit == "weekend" and which in {"this past", "past"}:
        steps["this past"] = steps["past"] = -1
    return _relative(unit, steps.get(definite, 0), words)


def _unit_part(which: str, unit: str, words: _Words) -> Resolved | None:
    """ "this morning", "last night"; "the night" alone is no date."""
    if which not in {"this", "last", "this past"}:
        return None
    day = shift_days(words.today, 0 if which == "this" else -1)
    if unit == "night":
        return Resolved(value=day.isoformat(), type="TIME", interval=DateRange(start=day, end=shift_days(day, 1)))
    single = DateRange(start=day, end=day)
    return Resolved(value=f"{day.isoformat()}T{vocabulary().parts[unit]}", type="TIME", interval=single)


def _definite(unit: str, words: _Words) -> Resolved | None:
    """ "the weekend", "the quarter", "the week": the one that the text is about."""
    if unit == "quarter":
        year, number = words.anchors.last_quarter()
        value = f"{year:04d}-Q{number}"
        return Resolved(value=value, interval=dates_of(value))
    if unit == "weekend":
        past = words.direction < 0 and words.today.isoweekday() < 6
        return _relative("weekend", -1 if past else 0, words)
    if unit == "year":
        before = words.anchors.clause_before(words.start).rstrip().lower()
        return _whole(f"{words.today.year:04d}") if before.endswith(("of", "later in", "in", "for")) else None
    return None


def _season(words: _Words) -> Resolved | None:
    return _whole(f"{int(words.get('year')):04d}-{vocabulary().seasons[words.get('season')]}", words)


def _holiday(words: _Words) -> Resolved | None:
    if words.groups["name"][0].islower():
        return None
    month, number = vocabulary().holidays[words.get("name").replace("’", "'")]
    year = words.year(month, number)
    if words.get("which") and not words.get("year"):
        year = words.anchors.month_of(month, words.get("which"))
    day = date(year, month, number)
    return Resolved(value=day.isoformat(), interval=DateRange(start=day, end=day))


def _fiscal(words: _Words) -> Resolved | None:
    return _whole(words.get("year"))


def _decade(words: _Words) -> Resolved | None:
    return _decade_value(words.get("decade"))


def _decade_value(word: str) -> Resolved | None:
    tens = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"]
    value = f"19{tens.index(word) + 2}X" if word in tens else f"{word[:3]}X"
    return _whole(value)


def _letter(unit: str) -> str:
    singular = {"centuries": "century"}.get(unit, unit.removesuffix("s") if unit not in {"century"} else unit)
    return vocabulary().units[singular]


def _span_from_today(count: float | None, unit: str, steps: int, words: _Words) -> Resolved:
    """A stretch of time that begins or ends with the day of publication."""
    value = duration(count, unit)
    if count is None:
        return Resolved(value=value, type="DURATION")
    other = shift(words.today, steps * count, unit)
    if steps < 0 and unit == "D":
        other = shift_days(other, 1) if count > 1 else other
    ends = sorted((words.today, other))
    return Resolved(value=value, type="DURATION", interval=DateRange(start=ends[0], end=ends[1]), window=True)


def _window(words: _Words) -> Resolved | None:
    count, unit, way = amount(words.get("count")), _letter(words.get("unit")), words.get("way")
    steps = {"past": -1, "last": -1, "previous": -1, "latest": -1, "next": 1, "coming": 1, "following": 1}.get(way)
    if steps is None:
        return Resolved(value=duration(count, unit), type="DURATION")
    return _span_from_today(count, unit, steps, words)


def _vague(words: _Words) -> Resolved | None:
    way, unit = words.get("way"), _letter(words.get("unit"))
    if way == "coming" and "few" not in words.match.group().lower():
        return Resolved(value="FUTURE_REF")
    if way == "recent" and unit == "Y":
        return Resolved(value="PAST_REF")
    return Resolved(value=duration(None, unit), type="DURATION")


def _shifted(words: _Words) -> Resolved | None:
    count, unit, way = amount(words.get("count")), _letter(words.get("unit")), words.get("way")
    if way == "before":
        return (
            None
            if re.match(r"\s+(?:the|a|his|her|its|their)\b", words.anchors.text[words.match.end() :][:12])
            else _later(count, unit, words)
        )
    if count is None:
        back = way in {"ago", "earlier"}
        return Resolved(value="PAST_REF" if back else "FUTURE_REF")
    if way in {"earlier", "later"} and unit != "Y":
        return _later(count, unit, words)
    if unit == "Y" and count == 1 and way in {"ago", "earlier"} and words.anchors.quarter is not None:
        year, number = words.anchors.quarter
        value = f"{year - 1:04d}-Q{number}"
        return Resolved(value=value, interval=dates_of(value))
    if unit in {"TH", "TM", "TS"}:
        day = shift(words.today, 0, unit)
        return Resolved(value=duration(count, unit), type="DURATION", interval=DateRange(start=day, end=day))
    sign = -1 if way in {"ago", "earlier"} else 1
    day = shift(words.today, sign * count, unit)
    return _granular(day, unit)


def _later(count: float | None, unit: str, words: _Words) -> Resolved:
    if count is not None and unit == "D":
        step = count if words.get("way") == "later" else -count
        anchor = words.anchors.day_before(words.start)
        day = shift_days(anchor, step)
        if anchor != words.today or step < 0:
            return Resolved(value=day.isoformat(), interval=DateRange(start=day, end=day))
    return Resolved(value=duration(count, unit), type="DURATION")


def _granular(day: date, unit: str) -> Resolved:
    """The period of ``unit`` in which ``day`` lies: "five months ago" is a month."""
    values = {
        "D": day.isoformat(),
        "N": day.isoformat(),
        "W": week_value(day),
        "M": f"{day.year:04d}-{day.month:02d}",
        "Q": f"{day.year:04d}-Q{quarter_of(day)[1]}",
        "Y": f"{day.year:04d}",
        "DE": f"{day.year:04d}",
    }
    value = values.get(unit)
    return _whole(value) if value is not None else Resolved(value="PAST_REF")


def _year_ago(words: _Words) -> Resolved | None:
    if words.anchors.quarter is not None:
        year, number = words.anchors.quarter
        value = f"{year - 1:04d}-Q{number}"
        return Resolved(value=value, interval=dates_of(value))
    return _whole(f"{words.today.year - 1:04d}")


def _span(words: _Words) -> Resolved | None:
    counted, unit = words.get("count"), words.get("unit")
    count = amount(counted)
    matched = words.match.group().lower()
    if counted in {"some", "many"} or (counted in {"a", "an"} and unit in {"second", "night", "minute"}):
        return None
    if (
        counted.startswith(("a", "an"))
        and count == 1
        and re.match(r"\s+of\b", words.anchors.text[words.match.end() :][:6])
    ):
        return None
    if count is not None and words.get("half"):
        count += 0.5
    letter = _letter(unit)
    value = duration(count, letter)
    before = words.anchors.clause_before(words.start).rstrip().lower()
    begins_within = matched.startswith("within") or before.endswith(("within", "within about", "within the next"))
    if begins_within and count is not None:
        return _span_from_today(count, letter, 1, words)
    if before.endswith((" in", "in about")) and count is not None and words.direction > 0:
        return _span_from_today(count, letter, 1, words)
    return Resolved(value=value, type="DURATION")


def _set(words: _Words) -> Resolved | None:
    if words.get("weekday"):
        return Resolved(value=f"XXXX-WXX-{vocabulary().weekdays[words.get('weekday')]}", type="SET")
    if words.get("mon"):
        return Resolved(value=f"XXXX-{words.month():02d}", type="SET")
    unit = words.get("each")
    if unit in {"morning", "evening"}:
        return Resolved(value=f"XXXX-XX-XXT{vocabulary().parts[unit]}", type="SET")
    return Resolved(value=duration(1, _letter(unit)), type="SET")


def _sets(words: _Words) -> Resolved | None:
    return Resolved(value=vocabulary().sets[words.get("word")], type="SET")


def _reference(words: _Words) -> Resolved | None:
    word = words.get("word")
    value = vocabulary().references[word]
    if word == "now" and re.match(r"\s+(?:that|and then)\b", words.anchors.text[words.match.end() :][:10]):
        return None
    if word == "the past" and re.match(r"\s+[a-z0-9]+\s", words.anchors.text[words.match.end() :][:20]):
        return None
    if value == "PRESENT_REF":
        return Resolved(value=value, interval=DateRange(start=words.today, end=words.today), agentive=True)
    return Resolved(value=value)


def _year(words: _Words) -> Resolved | None:
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
    if not 1500 <= number <= words.today.year + 80:
        return None
    return _whole(f"{number:04d}", words)


def _spelled(words: _Words) -> Resolved | None:
    parts = words.get("word").replace("-", " ").split()
    if parts[0] == "two":
        rest = [part for part in parts[2:] if part != "and"]
        return _whole(f"{2000 + int(amount(' '.join(rest)) or 0):04d}")
    return _whole(f"{1900 + int(amount(' '.join(parts[1:])) or 0):04d}")


_RESOLVERS: dict[str, Callable[[_Words], Resolved | None]] = {
    "iso": _numeric,
    "slashed": _numeric,
    "dotted": _numeric,
    "days": _days,
    "day": _day,
    "month": _month,
    "weekday": _weekday,
    "deictic": _deictic,
    "around": _around,
    "quarter": _quarter,
    "half": _half,
    "edge": _edge,
    "unit": _unit,
    "season": _season,
    "holiday": _holiday,
    "fiscal": _fiscal,
    "decade": _decade,
    "window": _window,
    "vague": _vague,
    "shifted": _shifted,
    "yearago": _year_ago,
    "span": _span,
    "set": _set,
    "sets": _sets,
    "reference": _reference,
    "year": _year,
    "spelled": _spelled,
}
