"""Calendar dates, clock times and zones as rules and reports write them in English.

Nothing is guessed: a zone that is not named is ``None``, a date without a year says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import cache
from zoneinfo import available_timezones

from tocsin.rules.lexicon import zones

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october")
MONTHS = (*_MONTHS, "november", "december")
_MONTH = r"(?P<{0}>" + "|".join(f"{name[:3]}(?:{name[3:]}|t)?" if name != "may" else "may" for name in MONTHS) + r")\.?"
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>20\d\d)"
_DATE = re.compile(
    r"(?<![\w$])(?:"
    + rf"{_YEAR.format('y1')}-(?P<m1>[01]\d)-{_DAY.format('d1')}(?!\d)"
    + rf"|{_MONTH.format('m2')}\s+{_DAY.format('d2')}(?![\d:%])(?:,?\s+{_YEAR.format('y2')}(?!\d))?"
    + rf"|{_DAY.format('d3')}\s+(?:of\s+)?{_MONTH.format('m3')}\b(?:,?\s+{_YEAR.format('y3')}(?!\d))?"
    + rf"|(?:the\s+)?end\s+of\s+{_MONTH.format('m4')}(?:,?\s+{_YEAR.format('y4')})?"
    + rf"|(?:the\s+)?end\s+of\s+{_YEAR.format('y5')}"
    + r"|(?:the\s+)?end\s+of\s+(?:q(?P<q6>[1-4])|the\s+(?P<o6>first|second|third|fourth)\s+quarter\s+of)\s+"
    + _YEAR.format("y6")
    + rf"|{_MONTH.format('m7')},?\s+{_YEAR.format('y7')}"
    + rf"|{_YEAR.format('y8')}(?![\d-])"
    + r")"
)
_CLOCK = re.compile(
    r"(?<![\d:.])(?:(?P<h>[01]?\d|2[0-4])(?::(?P<m>[0-5]\d))(?::[0-5]\d)?\s*(?P<ap>[ap]\.?m\b\.?)?|(?P<h2>1[0-2]|0?[1-9])\s*(?P<ap2>[ap]\.?m\b\.?)|(?P<word>midnight|noon))"
)
_OFFSET = re.compile(r"(?:utc|gmt)\s*(?P<sign>[+-])\s*(?P<h>\d{1,2})(?::?(?P<m>\d\d))?(?!\d)")
_TIME = re.compile(r" (?:(?:local|standard) )?time\b")
_CONTINENTS = frozenset(("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"))
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A date as written at ``start``-``end``: its first and last day. ``year`` is ``None`` where none is written."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None

    def last_day(self, year: int) -> date | None:
        """The last day it can mean in ``year``; ``None`` where there is no such day."""
        try:
            if self.month is None:
                return date(year, 12, 31)
            if self.day is None:
                return (date(year, self.month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
            return date(year, self.month, self.day)
        except ValueError:
            return None

    def first_day(self, year: int) -> date | None:
        """The first day it can mean in ``year``; ``None`` where there is no such day."""
        try:
            return date(year, self.month or 1, self.day or 1)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenClock:
    """A clock time as written; 24:00 and "midnight" count as the end of the day (``ends_day``)."""

    start: int
    end: int
    at: time
    ends_day: bool = False


def written_dates(words: str) -> list[WrittenDate]:
    """The dates in normalised ``words``, in order; a year that only the last of a pair carries is shared."""
    found = [_written(match) for match in _DATE.finditer(words)]
    for index in range(len(found) - 2, -1, -1):
        here, following = found[index], found[index + 1]
        if here.year is None and here.month and following.year and following.start - here.end < 60:
            wraps = following.month is not None and here.month > following.month
            found[index] = replace(here, year=following.year - (1 if wraps else 0))
    return found


def _written(match: re.Match[str]) -> WrittenDate:
    group = match.groupdict()
    year = next((int(group[f"y{n}"]) for n in range(1, 9) if group.get(f"y{n}")), None)
    month = int(group["m1"]) if group["m1"] else None
    word = next((group[f"m{n}"] for n in (2, 3, 4, 7) if group.get(f"m{n}")), None)
    if word:
        month = next(i for i, name in enumerate(MONTHS, 1) if name.startswith(word[:3]))
    quarter = int(group["q6"] or _ORDINALS.get(group["o6"] or "", 0))
    if quarter:
        month = quarter * 3
    day = next((int(group[f"d{n}"]) for n in (1, 2, 3) if group.get(f"d{n}")), None)
    return WrittenDate(start=match.start(), end=match.end(), year=year, month=month, day=day)


def written_clocks(words: str) -> list[WrittenClock]:
    """The clock times in normalised ``words``, in order."""
    return [clock for match in _CLOCK.finditer(words) if (clock := _clock(match)) is not None]


def _clock(match: re.Match[str]) -> WrittenClock | None:
    if match["word"]:
        noon = match["word"] == "noon"
        at = time(12) if noon else time(23, 59)
        return WrittenClock(start=match.start(), end=match.end(), at=at, ends_day=not noon)
    hour, minute = int(match["h"] or match["h2"]), int(match["m"] or 0)
    half = (match["ap"] or match["ap2"] or "")[:1]
    if half and hour > 12:
        half = ""
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour == 24:
        return WrittenClock(start=match.start(), end=match.end(), at=time(23, 59), ends_day=True)
    return WrittenClock(start=match.start(), end=match.end(), at=time(hour, minute))


def find_zone_name(original: str, words: str) -> str | None:
    """The zone that a stretch of text names, as an IANA name; letters count in capitals only. ``None``: none named.

    A fixed offset of whole hours becomes ``Etc/GMT``; others stay unknown unless a name is beside them.
    """
    letters, names = _zone_patterns()
    table = zones()
    if match := names.search(words):
        return table["names"][match[0]]
    if city := _city_zone(words):
        return city
    if offset := _OFFSET.search(words):
        return _fixed(offset)
    if match := letters.search(original):
        return table["letters"][match[0]]
    return None


def _city_zone(words: str) -> str | None:
    """The zone of "<city> time", by the table, else by the city that an IANA zone is called after."""
    for match in _TIME.finditer(words):
        before = words[max(0, match.start() - 30) : match.start()].split()
        for count in (3, 2, 1):
            zone = _cities().get(" ".join(before[-count:]).lstrip("(\"'"))
            if zone is not None:
                return zone
    return None


@cache
def _cities() -> dict[str, str]:
    """City, in lower case -> IANA zone."""
    named = (zone for zone in available_timezones() if zone.split("/")[0] in _CONTINENTS)
    return {zone.rsplit("/", 1)[-1].replace("_", " ").lower(): zone for zone in sorted(named)} | zones()["cities"]


def _fixed(offset: re.Match[str]) -> str | None:
    hours = int(offset["h"])
    if int(offset["m"] or 0) or hours > 12:
        return None
    sign = "-" if offset["sign"] == "+" else "+"
    return f"Etc/GMT{sign}{hours}" if hours else "UTC"


@cache
def _zone_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = zones()
    letters = "|".join(sorted(table["letters"], key=len, reverse=True))
    names = "|".join(re.escape(name) for name in sorted(table["names"], key=len, reverse=True))
    return re.compile(rf"\b(?:{letters})\b"), re.compile(rf"\b(?:{names})\b")
