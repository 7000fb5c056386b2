"""Quotation marks paired before anything is parsed: curly, straight, nested, unclosed, continued over paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_ENTITIES = {
    "&quot;": '"',
    "&#34;": '"',
    "&ldquo;": "“",
    "&#8220;": "“",
    "&rdquo;": "”",
    "&#8221;": "”",
    "&laquo;": "«",
    "&raquo;": "»",
}
_MARK = re.compile(r"``|''|&(?:quot|ldquo|rdquo|laquo|raquo|#34|#8220|#8221);|[\"“”„«»‘’']")
_OPEN_DOUBLE = {"“", "„", "«", "``"}
_CLOSE_DOUBLE = {"”", "»", "''"}
_SHORTENED = re.compile(r"['‘’](?:n|em|tis|twas|til|cause|bout)\b['’]?(?![a-z])", re.IGNORECASE)
_REVERSED = {("„", "“"), ("»", "«")}
"""Marks that close what the other opens, against their habit: „German“ and »German«."""
_SINGLE = {"‘", "’", "'"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Quoted words: ``start`` to ``end`` with the marks, ``inner_start`` to ``inner_end`` without.

    A quote that runs over several paragraphs is one ``Quote`` per paragraph, all but the last with ``closed`` false.
    A quote nested in another is not listed.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


def pair_quotes(text: str, start: int, end: int) -> list[Quote]:
    """The outermost quotes between ``start`` and ``end`` (one paragraph), in order; apostrophes are no quotes."""
    marks = [(m.start(), m.end(), _ENTITIES.get(m.group(), m.group())) for m in _MARK.finditer(text, start, end)]
    closers = [at for at, _, mark in marks if mark in {"’", "'"} and _may_close(text, at, at + 1, start, end)]
    found: list[Quote] = []
    opened: tuple[int, int] | None = None
    free_from = start
    for at, stop, mark in marks:
        if at < free_from:
            continue
        if mark in _SINGLE:
            if opened is None and mark != "’" and _may_open(text, at, stop, start, end):
                close = _single_close(text, at, closers, marks)
                if close is not None:
                    found.append(_quote(at, close + 1, stop, close, closed=True))
                    free_from = close + 1
            continue
        if opened is None:
            if mark in _OPEN_DOUBLE or (mark in {'"', "''", "”", "»"} and _opens(text, at, stop, start, end, mark)):
                opened = (at, stop)
            continue
        opened = _meet(text, opened, (at, stop, mark), (start, end), found)
    if opened is not None:
        found.append(_quote(opened[0], end, opened[1], end, closed=False))
    return found


def _meet(
    text: str,
    opened: tuple[int, int],
    mark: tuple[int, int, str],
    bounds: tuple[int, int],
    found: list[Quote],
) -> tuple[int, int] | None:
    """What is open after a double mark met inside an open quote; closes it, or restarts where it was left unclosed."""
    at, stop, sign = mark
    start, end = bounds
    first = text[opened[0]]
    closes = sign in _CLOSE_DOUBLE or sign == '"' or (first, sign) in _REVERSED
    reopens = sign == '"' and not _may_close(text, at, stop, start, end) and _may_open(text, at, stop, start, end)
    if reopens or first == sign == "»":
        closes = False
    if closes:
        found.append(_quote(opened[0], stop, opened[1], at, closed=True))
        return None
    if sign in {"„", "«"} and first not in {"„", "«", "»"}:
        return opened  # another kind of mark inside: nested
    cut = at
    while cut > opened[1] and text[cut - 1].isspace():
        cut -= 1
    found.append(_quote(opened[0], cut, opened[1], cut, closed=False))
    return at, stop


def _quote(start: int, end: int, inner_start: int, inner_end: int, *, closed: bool) -> Quote:
    return Quote(start=start, end=end, inner_start=inner_start, inner_end=max(inner_start, inner_end), closed=closed)


def _opens(text: str, at: int, stop: int, start: int, end: int, mark: str) -> bool:
    """Whether a straight mark opens, or a closing mark stands where only an opening one can."""
    if mark in {'"', "''"}:
        return _may_open(text, at, stop, start, end)
    return mark in {"”", "»"} and _may_open(text, at, stop, start, end) and not _may_close(text, at, stop, start, end)


def _may_open(text: str, at: int, stop: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[stop] if stop < end else " "
    return not after.isspace() and not (before.isalnum() or before in ".,;!?…%)")


def _may_close(text: str, at: int, stop: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[stop] if stop < end else " "
    return not before.isspace() and before not in "([—" and not after.isalnum()


def _single_close(text: str, at: int, closers: list[int], marks: list[tuple[int, int, str]]) -> int | None:
    """Where the single quote opened at ``at`` closes; ``None`` where it is an apostrophe.

    A mark behind "s" may be a possessive plural ("the officials' claim"): a later one behind punctuation is preferred,
    as long as no other single quote opens before it.
    """
    if text[at + 1 : at + 3].isdigit() or _SHORTENED.match(text, at):  # '90s, rock 'n' roll
        return None
    first = bisect_right(closers, at + 1)
    if first >= len(closers):
        return None
    close = closers[first]
    if text[close - 1] != "s" or (text[at] == "‘" and _closes_well(text, close)):
        return close
    for later in closers[first + 1 : first + 4]:
        if any(mark == "‘" for place, _, mark in marks[_index(marks, close) : _index(marks, later)] if place > close):
            break
        if text[later - 1] in ".,?!":
            return later
    return close


def _closes_well(text: str, close: int) -> bool:
    return text[close + 1 : close + 2] in {"", ".", ",", ";", ":", "?", "!", ")", "—"}


def _index(marks: list[tuple[int, int, str]], at: int) -> int:
    return bisect_right(marks, (at, -1, ""))
