"""When the reported thing happened, as far as the words say: instants where a clock and a zone are given, else days."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from tocsin.core.times import DateRange, InstantRange, find_zone
from tocsin.rules.dates import WrittenDate, find_zone_name, written_clocks, written_dates
from tocsin.rules.facts import Sentence

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(
    rf"\b(?:on |late on |early on |before dawn on )?(?P<day>{'|'.join(_WEEKDAYS)})\b(?! (?:to|and will))"
)
_RELATIVE = re.compile(r"\b(?P<word>yesterday|today|overnight|tonight|this morning|last night)\b")
_NOT_THE_EVENT = re.compile(
    r"\b(?:will|would|until|from|since|before|after|by|effect|as of|due|set|scheduled|next|last|since the|held|till"
    r"|apply from|planned for|start(?:s|ed)? (?:on|at)|elections? (?:of|on|in)|ruling of|starting)"
    r"\W*(?:on |at |\d\d:\d\d on |noon |early |late )*$"
)
_FUTURE = re.compile(r"\b(?:will|would|is due|are due|is set|are set|is expected|scheduled|takes effect|plans?)\b")
_REACH = 40
_ZONE_REACH = 46
_LONGEST = timedelta(days=400)


def happened(sentences: tuple[Sentence, ...], published: datetime, local: str | None = None) -> InstantRange | None:
    """The instants within which the text says it happened, never after ``published``; ``None`` where it does not say.

    A clock with a zone gives a minute (``local`` is the zone of the place), a date the widest span it can mean.
    Later than ``published``, or over 400 days before it, is another time than the event's.
    """
    ranges = [found for sentence in sentences for found in _in_sentence(sentence, published, local)]
    usable = [r for r in ranges if r.start <= published and published - r.end < _LONGEST]
    if not usable:
        return None
    exact = [r for r in usable if r.end - r.start <= timedelta(minutes=1)]
    best = min(exact or usable, key=lambda r: (r.end - r.start, r.start))
    return InstantRange(start=best.start, end=max(min(best.end, published), best.start + timedelta(minutes=1)))


def reported_days(sentences: tuple[Sentence, ...], published: datetime) -> DateRange | None:
    """The calendar date that the text gives where it gives no clock with a zone; ``None`` otherwise."""
    when = happened(sentences, published)
    days = [
        day for s in sentences for _, day in _days_named(s, published) if day <= published.date() + timedelta(days=1)
    ]
    if when is None or not days or when.end - when.start <= timedelta(minutes=1):
        return None
    return DateRange(start=days[0], end=days[0])


def _in_sentence(sentence: Sentence, published: datetime, local: str | None) -> list[InstantRange]:
    days = _days_named(sentence, published)
    limits = [start for start, _ in days[1:]] + [len(sentence.words)]
    found: list[InstantRange] = []
    for (start, day), limit in zip(days, limits, strict=False):
        found.extend(_with_clock(sentence, max(0, start - _ZONE_REACH), limit, day, local))
        found.append(of_dates(DateRange(start=day, end=day), local))
    return found


def _days_named(sentence: Sentence, published: datetime) -> list[tuple[int, date]]:
    """(offset, day) of the dates that can be the event's, else of the weekdays and words like "yesterday"."""
    words = sentence.words
    named = [
        w
        for w in written_dates(words)
        if w.day and not _NOT_THE_EVENT.search(words[max(0, w.start - _REACH) : w.start])
    ]
    days = [(w.start, day) for w in named if (day := _day(w, published)) is not None]
    return days or ([] if _FUTURE.search(words) else _relative_days(words, published))


def _day(written: WrittenDate, published: datetime) -> date | None:
    if written.year:
        return written.last_day(written.year)
    near = [day for year in (published.year, published.year - 1) if (day := written.last_day(year)) is not None]
    return next((day for day in near if day <= published.date() + timedelta(days=1)), None)


def _relative_days(words: str, published: datetime) -> list[tuple[int, date]]:
    found = []
    for match in _WEEKDAY.finditer(words):
        back = (published.weekday() - _WEEKDAYS.index(match["day"])) % 7
        found.append((match.start(), published.date() - timedelta(days=back)))
    for match in _RELATIVE.finditer(words):
        back = 1 if match["word"] in ("yesterday", "last night") else 0
        found.append((match.start(), published.date() - timedelta(days=back)))
    return sorted(found)


def _with_clock(sentence: Sentence, start: int, end: int, day: date, local: str | None) -> list[InstantRange]:
    """The minute that clock and zone around a date give; UTC in brackets is read on the nearest day."""
    found = []
    stretch = sentence.words[start:end]
    for clock in written_clocks(stretch):
        near = slice(start + clock.start, min(end, start + clock.end + 28))
        zone = find_zone_name(sentence.text[near], sentence.words[near])
        zone = zone or local
        if zone is None:
            continue
        moment = datetime.combine(day, clock.at, find_zone(zone)).astimezone(UTC)
        found.append(InstantRange(start=moment, end=moment + timedelta(minutes=1)))
    return found


def of_dates(dates: DateRange, zone: str | None) -> InstantRange:
    """Local dates as instants: in ``zone`` where it is known, else the widest they can mean."""
    return dates.instants(zone) if zone else dates.instants_anywhere()
