"""When a question opens and closes, read from the rule text and the title; a missing year from its context.

The venue's own close field is no deadline and is not asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from tocsin.core.times import UNSPECIFIED_ZONE, Deadline, find_zone
from tocsin.rules.dates import WrittenDate, find_zone_name, written_clocks, written_dates
from tocsin.rules.lexicon import normalised
from tocsin.rules.segments import MAX_SENTENCE, Segment

_END_OF_DAY = time(23, 59)
_LEAD = re.compile(
    r"(?P<inclusive>\b(?:on or before|on or prior to|by|until|till|through|no later than|not later than|up to|ends? on"
    r"|closes on|closing on|expires on|is)\b)"
    r"|(?P<before>\b(?:before|prior to|earlier than|ahead of)\b)"
    r"|(?P<span>\b(?:between|from)\b)"
    r"|(?P<inside>\b(?:in|during|within|on|sometime in|at)\b)"
)
_OPENS = re.compile(r"\b(?P<after>after)\b|\b(?P<from>on or after|since|from|starting|beginning|between|opens on)\b")
_PLACEHOLDER = re.compile(
    r"\b(?:listed|specified|above|stated|titled|given|relevant|resolution|end|next)"
    r" (?:date|time ?frame|deadline|day|month)\b"
    r"|\bin the title\b"
)
_GAP = re.compile(
    r"(?:the |midnight |noon |[\d:]+ ?(?:[ap]\.?m\.?)? ?|\(?[a-z]{2,4}\)?,? ?|on |of |at |eastern |time "
    r"|market creation |and |of the day )*"
)
_CLOCK_GAP = re.compile(
    r",? ?(?:[\d:]+ ?(?:[ap]\.?m\.?)?|midnight|noon)?,? ?\(?(?:utc|gmt|e[sd]?t|p[sd]?t|ct|mt|cet|eet|msk|i[sd]t)?\)?,? "
    r"on (?:the )?"
)
_RESOLVES = re.compile(r"\bresolv|\bif\b|\bwill\b")
_NOT_A_DEADLINE = re.compile(
    r"\b(?:as of|ruling of|dated|since|data|updated|published|recognition|election on|scheduled for|held on"
    r"|fiscal(?: year)?"
    r"|(?:escalated|began|begun|started|erupted|broke out|took place|occurred|happened|signed|issued|imposed|created"
    r"|founded|adopted|enacted) (?:on|in))\W*$"
)
_PRICES_OF = re.compile(r" (?:u\.?s\.? )?(?:dollars|prices|euros|pounds)\b")
_LEAD_REACH = 34
_CLOCK_REACH = 60
_GRACE = timedelta(days=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """What was found: the deadline, the opening instant, and the segment or title part that gave the deadline.

    ``start`` and ``end`` are offsets in the rule text, ``None`` where the date stands in the title. ``title_date`` is
    the title's day where the rule gives another.
    """

    deadline: Deadline | None = None
    opens_at: datetime | None = None
    start: int | None = None
    end: int | None = None
    year_from_context: bool = False
    title_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    score: int
    written: WrittenDate
    lead: str
    segment: Segment | None
    words: str
    original: str


def find_timing(text: str, title: str, pieces: tuple[Segment, ...], known_since: datetime) -> Timing:
    """The deadline and opening of a rule; fields are ``None`` where the text and title state none.

    ``known_since`` serves for the year of a date that states none: the first such date from ten days before on.
    """
    words_of_title = normalised(title[:MAX_SENTENCE])
    in_title = _candidates(words_of_title, title, None)
    in_text = [
        found
        for piece in pieces
        if len(piece.plain) <= MAX_SENTENCE
        for found in _candidates(piece.plain, text[piece.start : piece.end], piece)
    ]
    placeholder = next((p for p in pieces if _RESOLVES.search(p.plain) and _PLACEHOLDER.search(p.plain)), None)
    best = _choose(in_text, in_title, placeholder)
    if best is None:
        return Timing()
    zone = _zone(best, in_text, pieces, text, placeholder, title)
    clock = _clock_near(best) or (_clock_in(placeholder) if best.segment is None and placeholder else None)
    year = best.written.year or _context_year(best.written, words_of_title, known_since)
    deadline = _deadline(best, year, clock, zone)
    if deadline is None:
        return Timing()
    opens = _opening(best, in_text, year, zone, deadline) or _opens_before_listed(placeholder, year, zone, deadline)
    place = _span(best)
    return Timing(
        deadline=deadline,
        opens_at=opens,
        start=place[0] if place else None,
        end=place[1] if place else None,
        year_from_context=best.written.year is None,
        title_date=_other_date(in_title, deadline) if best.segment is not None else None,
    )


def _other_date(in_title: list[_Found], deadline: Deadline) -> date | None:
    """The day that the title gives where it is another than the rule's; "before 1 June" and "by 31 May" are one."""
    days = [found.written.last_day(found.written.year or deadline.date.year) for found in in_title if found.written.day]
    others = [day for day in days if day is not None and abs((day - deadline.date).days) > 1]
    return others[0] if len(days) == 1 and others else None


def _candidates(words: str, original: str, segment: Segment | None) -> list[_Found]:
    found: list[_Found] = []
    dates = written_dates(words)
    for index, written in enumerate(dates):
        reach = words[max(0, written.start - _LEAD_REACH) : written.start]
        if _NOT_A_DEADLINE.search(reach) or _PRICES_OF.match(words, written.end):
            continue
        lead = _lead(reach, index, dates, words)
        if not lead or (written.month is None and lead == "inside" and segment is not None):
            continue
        score = {"inclusive": 4, "before": 4, "range": 5, "inside": 1}.get(lead, 0)
        if segment is not None:
            score += 3 if re.search(r"\bresolv\w+\b.{0,12}\byes\b|\byes\b", words) else 0
            score += 1 if _RESOLVES.search(words) else -2
        if score > 0 and lead != "opens":
            found.append(
                _Found(score=score, written=written, lead=lead, segment=segment, words=words, original=original)
            )
    return found


def _lead(reach: str, index: int, dates: list[WrittenDate], words: str) -> str:
    previous = dates[index - 1] if index else None
    joined = previous is not None and dates[index].start - previous.end < 50
    if (
        joined
        and previous is not None
        and re.search(r"\b(?:and|to|through|until|-)\W*(?:on or before |before )?$", reach)
    ):
        opener = words[max(0, previous.start - _LEAD_REACH) : previous.start]
        if re.search(r"\b(?:between|from|on or after|after)\b", opener):
            return "before" if re.search(r"\bbefore\W*$", reach) and "or before" not in reach else "range"
    if re.search(r"\bbetween\b[^.]{0,40}\band\W*$", words[max(0, dates[index].start - 60) : dates[index].start]):
        return "range"
    if re.search(r"\b(?:after|between|since|from)\W*(?:the )?$", reach):
        return "opens"
    matches = list(_LEAD.finditer(reach))
    if not matches:
        return ""
    for match in matches:
        if match.lastgroup != "inside" and _CLOCK_GAP.fullmatch(reach, match.end()):
            return str(match.lastgroup)
    gap = reach[matches[-1].end() :].strip(" ,'\"(")
    return str(matches[-1].lastgroup) if _GAP.fullmatch(f"{gap} " if gap else "") else ""


def _choose(in_text: list[_Found], in_title: list[_Found], placeholder: Segment | None) -> _Found | None:
    if placeholder is not None and in_title:
        return max(in_title, key=lambda found: found.score)
    single_day = [
        f
        for f in in_title
        if f.lead == "inside" and f.written.day and re.search(r"\bon\W*$", f.words[: f.written.start])
    ]
    if single_day:
        return single_day[0]
    if in_text:
        return max(in_text, key=lambda found: found.score)
    return max(in_title, key=lambda found: found.score, default=None)


def _span(found: _Found) -> tuple[int, int] | None:
    return None if found.segment is None else (found.segment.start, found.segment.end)


def _clock_near(found: _Found) -> time | None:
    for clock in written_clocks(found.words):
        if found.written.start - _CLOCK_REACH <= clock.start <= found.written.end + _CLOCK_REACH:
            return clock.at
    return None


def _clock_in(piece: Segment) -> time | None:
    clocks = written_clocks(piece.plain)
    return clocks[0].at if clocks else None


def _zone(
    found: _Found,
    in_text: list[_Found],
    pieces: tuple[Segment, ...],
    text: str,
    placeholder: Segment | None,
    title: str,
) -> str:
    after = slice(max(0, found.written.start - _CLOCK_REACH), found.written.end + _CLOCK_REACH)
    near = find_zone_name(found.original[after], found.words[after])
    if near is None and found.segment is not None:
        near = find_zone_name(found.original, found.words) if found in in_text else None
    if near is None and placeholder is not None:
        near = find_zone_name(text[placeholder.start : placeholder.end], placeholder.plain)
    if near is None:
        near = next((z for p in pieces if (z := _zone_of_sentence(text, p)) is not None), None)
    return near or find_zone_name(title, normalised(title)) or UNSPECIFIED_ZONE


def _zone_of_sentence(text: str, piece: Segment) -> str | None:
    if len(piece.plain) > MAX_SENTENCE or not re.search(r"\b(?:resolv|deadline|date|time zone|window)", piece.plain):
        return None
    original = text[piece.start : piece.end]
    return find_zone_name(original, piece.plain) if written_clocks(piece.plain) or "(ET)" in original else None


def _context_year(written: WrittenDate, title: str, known_since: datetime) -> int:
    stated = [found.year for found in written_dates(title) if found.year]
    if stated:
        return stated[-1]
    first = (known_since - _GRACE).date()
    here = written.last_day(first.year)
    return first.year if here is not None and here >= first else first.year + 1


def _deadline(found: _Found, year: int, clock: time | None, zone: str) -> Deadline | None:
    before = found.lead == "before" and "end of" not in found.words[found.written.start : found.written.end]
    day = found.written.first_day(year) if before else found.written.last_day(year)
    if day is None:
        return None
    if before:
        return Deadline(date=day, local_time=clock or time(0), zone=zone, inclusive=False)
    return Deadline(date=day, local_time=clock or _END_OF_DAY, zone=zone, inclusive=True)


def _opening(found: _Found, in_text: list[_Found], year: int, zone: str, deadline: Deadline) -> datetime | None:
    """The first instant that counts; an unspecified zone is taken as UTC+14, so that nothing is refused by a guess."""
    if found.segment is None and found.lead == "inside" and found.written.day:
        return _instant(deadline.date, zone)
    for candidate in [found, *in_text]:
        match = _opening_date(candidate, year)
        if match is not None and match <= deadline.date:
            return _instant(match, zone)
    if found.lead == "inside" and (first := found.written.first_day(year)) is not None:
        return _instant(first, zone)
    return None


def _opens_before_listed(placeholder: Segment | None, year: int, zone: str, deadline: Deadline) -> datetime | None:
    """The opening in "between 29 December 2025 and the listed date"."""
    if placeholder is None or len(placeholder.plain) > MAX_SENTENCE:
        return None
    for written in written_dates(placeholder.plain):
        opener = _OPENS.search(placeholder.plain[max(0, written.start - 24) : written.start])
        first = written.first_day(written.year or year)
        if opener is not None and first is not None and first <= deadline.date:
            return _instant(first + timedelta(days=1) if opener["after"] else first, zone)
    return None


def _opening_date(found: _Found, year: int) -> date | None:
    for written in written_dates(found.words):
        if written.start >= found.written.start:
            break
        reach = found.words[max(0, written.start - 24) : written.start]
        match = _OPENS.search(reach)
        if match is None:
            continue
        first = written.first_day(written.year or year)
        exclusive = match["after"] is not None and "on or after" not in reach
        return first + timedelta(days=1) if first and exclusive else first
    return None


def _instant(day: date, zone: str) -> datetime:
    if zone == UNSPECIFIED_ZONE:
        return datetime.combine(day, time(), UTC) - timedelta(hours=14)
    return datetime.combine(day, time(), find_zone(zone)).astimezone(UTC)
