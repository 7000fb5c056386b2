"""Time expressions of a text: a grammar that yields TIMEX3 values, local intervals and deadlines.

Conventions. A value is as coarse as the words ("mid-January" is ``2026-01``); the interval is as fine as they allow
(11 to 20 January). A night belongs to the date on which it begins: its value is that date, its interval runs into the
next. "since X" runs from X to publication; "by", "until", "before X" are deadlines, whose interval ends with X.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from tocsin.core.claims import TimeExpression
from tocsin.core.material import Span
from tocsin.core.times import DateRange, InstantRange, find_zone
from tocsin.reading.text.segment import Layout
from tocsin.reading.times.anchors import Anchors
from tocsin.reading.times.meaning import Resolved
from tocsin.reading.times.resolve import resolve
from tocsin.reading.times.timex import dates_of, shift, shift_days
from tocsin.reading.times.vocabulary import patterns, trigger_pattern, vocabulary, zone_pattern

_BACK = 60
_FORWARD = 80
_JOINED = re.compile(
    r"\s*(?:,|or|and|to|through|until|till|and/or|-|–|—)\s*(?:(?:of|on|by|the|late|early)\s+)?$", re.IGNORECASE
)
_RANGE = re.compile(r"\s+(?:to|through|and)\s+$", re.IGNORECASE)


_NEXT_DAY = re.compile(
    r"(?:,|,? and|,? or) (\d{1,2})(?:st|nd|rd|th)?"
    r"(?=[.,;:)]?(?:\s+(?:in|at|to|for|by|with|when|after|before|as|from)\b|[.;:)]|,? and \d|$|\n)|, \D)"
)
_DAY_BEFORE = re.compile(
    r"\b(?:on|of|the|by|before|until) (\d{1,2})(?:st|nd|rd|th)?,? (?:and|or)(?: the)? $", re.IGNORECASE
)
_COORDINATED = re.compile(r"\s*(?:,|or|and|and/or|,\s*(?:or|and))\s*", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s\Z")
_OWN_S = frozenset({"holiday"})  # "New Year's"
_RANGED = frozenset({"day", "weekday", "deictic", "iso", "month", "quarter"})


class _Candidate(NamedTuple):
    start: int
    end: int
    rank: int
    name: str
    match: re.Match[str]


def find_times(document_id: str, text: str, layout: Layout, published: datetime) -> tuple[TimeExpression, ...]:
    """The time expressions of ``text`` in order, without overlap; never raises on any text.

    ``published`` is the instant of publication; its calendar date *in the zone it is given in* is "today", so pass it
    in the zone of the dateline where that is known. Clock times without a date are left out
    (see :func:`instants_of` for those with one). ``layout`` keeps expressions from crossing blocks.
    """
    anchors = Anchors(text=text, today=published.date())
    chosen = list(_chosen(text, layout))
    years = _shared_years(text, chosen)
    found: list[tuple[_Candidate, Resolved]] = []
    for index, candidate in enumerate(chosen):
        resolved = resolve(candidate.name, candidate.match, anchors, shared_year=years.get(index))
        if resolved is not None:
            _remember(anchors, candidate, resolved)
            found += [*_listed_before(text, candidate, resolved), (candidate, resolved)]
            found += _listed_behind(text, candidate, resolved)
    return tuple(_expressions(document_id, text, found, anchors))


def instants_of(expression: TimeExpression, zone: str | None = None) -> InstantRange | None:
    """The UTC instants of an expression with a clock time ("6 p.m. Kyiv time on March 20"): that minute.

    The zone written in the text counts, else ``zone`` (IANA); ``None`` where there is no clock time or no zone.
    """
    match = re.match(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)$", expression.value)
    if match is None:
        return None
    written = zone_pattern().search(expression.span.text)
    stated = written.group().lower() if written else ""
    name = vocabulary().zones.get(" ".join(stated.split())) or zone
    if name is None:
        return None
    day, hour, minute = date.fromisoformat(match[1]), int(match[2]), int(match[3])
    if hour == 24:
        day, hour = day + timedelta(days=1), 0
    start = datetime.combine(day, time(hour, minute), find_zone(name)).astimezone(UTC)
    return InstantRange(start=start, end=start + timedelta(minutes=1))


def _chosen(text: str, layout: Layout) -> Iterator[_Candidate]:
    """Candidates without overlap: the leftmost, of those the longest, of those the more specific."""
    edges = [(block.start, block.end) for block in layout.blocks] or [(0, len(text))]
    for start, end in edges:
        position = start
        for candidate in _longest_first(_candidates(text, start, end)):
            if candidate.start >= position:
                yield candidate
                position = candidate.end


def _longest_first(candidates: list[_Candidate]) -> list[_Candidate]:
    """Sorted so that taking every one that begins behind the last taken prefers long ones over their parts."""
    candidates.sort(key=lambda c: (c.start, -c.end, c.rank))
    kept: list[_Candidate] = []
    for candidate in candidates:
        if kept and candidate.start < kept[-1].end:
            longer = candidate.end - candidate.start > kept[-1].end - kept[-1].start + 2
            if not (longer and candidate.rank < kept[-1].rank):
                continue
            kept.pop()
        kept.append(candidate)
    return kept


def _candidates(text: str, start: int, end: int) -> list[_Candidate]:
    found: list[_Candidate] = []
    for low, high in _windows(text, start, end):
        words = text[low:high].casefold()
        for rank, (name, pattern, needs) in enumerate(patterns()):
            if needs and not any(word in words for word in needs):
                continue
            for match in pattern.finditer(text, low, high):
                first, last = match.start(), match.end()
                while first < last and text[first].isspace():
                    first += 1
                while last > first and text[last - 1].isspace():
                    last -= 1
                last -= 2 * (name not in _OWN_S and _POSSESSIVE.search(text, first, last) is not None)
                found.append(_Candidate(first, last, rank, name, match))
    return found


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a block that are near a word of time, widened to whole words and merged."""
    low = high = -1
    for match in trigger_pattern().finditer(text, start, end):
        first, last = max(start, match.start() - _BACK), min(end, match.end() + _FORWARD)
        while first > start and first > match.start() - 2 * _BACK and not text[first - 1].isspace():
            first -= 1
        while last < end and last < match.end() + 2 * _FORWARD and not text[last].isspace():
            last += 1
        if low >= 0 and first <= high:
            high = last
            continue
        if low >= 0:
            yield low, high
        low, high = first, last
    if low >= 0:
        yield low, high


def _shared_years(text: str, chosen: list[_Candidate]) -> dict[int, int]:
    """The year that a month or day without one shares with the next in a coordination ("31 March and 30 June 2026")."""
    years: dict[int, int] = {}
    following: tuple[int, int] | None = None  # (year, month)
    for index in range(len(chosen) - 1, -1, -1):
        candidate = chosen[index]
        groups = candidate.match.groupdict()
        month = _month(groups)
        if candidate.name not in {"day", "month", "days"} or month is None or groups.get("which"):
            following = None
            continue
        if index + 1 < len(chosen) and not _JOINED.fullmatch(text[candidate.end : chosen[index + 1].start]):
            following = None
        if groups.get("year"):
            following = (int(groups["year"]), month)
        elif following is not None:
            year = following[0] - (month > following[1])
            years[index], following = year, (year, month)
    return years


def _listed_behind(text: str, first: _Candidate, resolved: Resolved) -> list[tuple[_Candidate, Resolved]]:
    """The further days of "March 3, 4 and 6", which are figures alone."""
    found: list[tuple[_Candidate, Resolved]] = []
    if first.name != "day" or not text[first.start : first.end].endswith(first.match["day"] or " "):
        return found
    last, position = resolved, first.end
    while (figure := _NEXT_DAY.match(text, position)) is not None:
        further = _same_month(last, int(figure[1]))
        if further is None:
            break
        found.append((first._replace(start=figure.start(1), end=figure.end()), further))
        last, position = further, figure.end()
    return found


def _listed_before(text: str, last: _Candidate, resolved: Resolved) -> list[tuple[_Candidate, Resolved]]:
    """The earlier days of "3 and 4 March"."""
    if last.name != "day" or not text[last.start : last.start + 1].isdigit():
        return []
    figure = _DAY_BEFORE.search(text, max(0, last.start - _BACK), last.start)
    earlier = _same_month(resolved, int(figure[1])) if figure is not None else None
    if figure is None or earlier is None or earlier.value >= resolved.value:
        return []
    return [(last._replace(start=figure.start(1), end=figure.end(1)), earlier)]


def _same_month(resolved: Resolved, number: int) -> Resolved | None:
    if resolved.interval is None or resolved.interval.start != resolved.interval.end:
        return None
    try:
        day = resolved.interval.start.replace(day=number)
    except ValueError:
        return None
    return Resolved(value=day.isoformat(), interval=DateRange(start=day, end=day))


def _month(groups: dict[str, str | None]) -> int | None:
    word = (groups.get("mon") or "").lower().rstrip(".")
    return vocabulary().months.get(word)


def _remember(anchors: Anchors, candidate: _Candidate, resolved: Resolved) -> None:
    if resolved.quarter is not None:
        anchors.quarter = resolved.quarter
    whole = dates_of(resolved.value)
    if resolved.type not in {"DATE", "TIME"} or whole is None:
        return
    anchors.periods.append((candidate.start, whole))
    if whole.start == whole.end:
        anchors.days.append((candidate.start, whole.start))


def _expressions(
    document: str, text: str, found: list[tuple[_Candidate, Resolved]], anchors: Anchors
) -> Iterator[TimeExpression]:
    """The resolved candidates as entries: two ends joined to a range, prepositions turned into deadlines."""
    index = previous = 0
    bounded = False
    while index < len(found):
        candidate, resolved = found[index]
        start, end = candidate.start, candidate.end
        deadline, interval = _bounded(resolved, start, anchors)
        if not deadline and interval is not None and bounded and _COORDINATED.fullmatch(text[previous:start]):
            deadline = interval.end >= anchors.today  # "by March or June"
        bounded, previous = deadline, end
        value = resolved.value
        if index + 1 < len(found) and not deadline:
            joined = _joined(text, found[index], found[index + 1], anchors)
            if joined is not None:
                interval, end = joined, found[index + 1][0].end
                value = f"{joined.start}/{joined.end}"
                index += 1
        index += 1
        yield TimeExpression(
            span=Span(document=document, start=start, end=end, text=text[start:end]),
            type=resolved.type,
            value=value,
            interval=interval,
            deadline=deadline,
        )


def _joined(
    text: str, first: tuple[_Candidate, Resolved], second: tuple[_Candidate, Resolved], anchors: Anchors
) -> DateRange | None:
    """The range of "from X to Y" and "between X and Y", where both are single dates in order."""
    link = _RANGE.fullmatch(text[first[0].end : second[0].start])
    if link is None:
        return None
    opener = anchors.preposition(first[0].start, frozenset({"from", "between"}))
    if opener is None or (opener == "between") != (link.group().strip().lower() == "and"):
        return None
    if {first[0].name, second[0].name} - _RANGED:
        return None
    a, b = first[1].interval, second[1].interval
    if a is not None and b is not None and a.start > b.end and first[0].name == second[0].name == "weekday":
        a = DateRange(start=shift_days(a.start, -7), end=shift_days(a.end, -7))  # "from Monday to Tuesday"
    if a is not None and b is not None and a.start > b.end and second[0].name == "month" and not _has_year(second[0]):
        b = DateRange(start=shift(b.start, 1, "Y"), end=shift(b.end, 1, "Y"))  # "from November through March"
    if a is None or b is None or a.start > b.end:
        return None
    return DateRange(start=a.start, end=b.end)


def _has_year(candidate: _Candidate) -> bool:
    return bool(candidate.match.groupdict().get("year"))


def _bounded(resolved: Resolved, start: int, anchors: Anchors) -> tuple[bool, DateRange | None]:
    """Whether the expression is a deadline, and its interval after "since" or a deadline's preposition."""
    interval, tense = resolved.interval, vocabulary().tense
    if interval is None or resolved.type == "SET":
        return False, interval
    if anchors.preposition(start, frozenset({"since", "ever since"})) and interval.start <= anchors.today:
        return False, DateRange(start=interval.start, end=max(anchors.today, interval.start))
    phrase = anchors.preposition(start, tense["deadline"])
    ahead = interval.end >= anchors.today
    if resolved.window:
        within = anchors.text[start : start + 6].lower() == "within"
        return (within or anchors.preposition(start, frozenset({"within"})) is not None) and ahead, interval
    if phrase is None or not ahead or resolved.agentive:
        return False, interval
    if phrase in tense["end_before"] and resolved.weekend:
        friday = shift_days(interval.start, -1)
        return True, DateRange(start=friday, end=friday)
    return True, interval
