"""The times of a text of which nobody knows when it was published: only what is the same whenever that was."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

from tocsin.core.claims import TimeExpression
from tocsin.reading.text.segment import BlockKind, Layout
from tocsin.reading.times.expressions import find_times
from tocsin.reading.times.vocabulary import vocabulary

_EARLIER = datetime(1897, 6, 11, 12, tzinfo=UTC)
_LATER = datetime(2046, 12, 29, 12, tzinfo=UTC)
"""Two days of another weekday, month and decade: what means the same on both depends on neither."""

_WEEKDAY = re.compile("|".join(day.title() for day in vocabulary().weekdays))
_PART = re.compile(r"[^-/T]+|[-/T]")


def find_undated_times(document_id: str, text: str, layout: Layout) -> tuple[TimeExpression, ...]:
    """The time expressions of a text without a day of its own.

    "31 March 2026" keeps its value and interval; "Monday" and "31 March" have no interval, and an X in their value for
    every figure that is not known: ``XXXX-WXX-1``, ``XXXX-03-31``.
    """
    early = find_times(document_id, text, layout, _EARLIER)
    late = {each.span: each for each in find_times(document_id, text, layout, _LATER)}
    return tuple(_without_anchor(each, late[each.span]) for each in early if each.span in late)


def day_of_dateline(document_id: str, text: str, layout: Layout) -> date | None:
    """The day that a dateline gives in full ("OSLO, March 3, 2026 —")."""
    dateline = next((block for block in layout.blocks if block.kind is BlockKind.DATELINE), None)
    if dateline is None:
        return None
    head = Layout(blocks=(dateline,), quotes=())
    for found in find_undated_times(document_id, text, head):
        if found.interval is not None and found.interval.start == found.interval.end:
            return found.interval.start
    return None


def _without_anchor(early: TimeExpression, late: TimeExpression) -> TimeExpression:
    if (early.value, early.interval) == (late.value, late.interval):
        return early
    named = _WEEKDAY.match(early.span.text)
    value = f"XXXX-WXX-{vocabulary().weekdays[named[0].lower()]}" if named else _common(early.value, late.value)
    return replace(early, value=value, interval=None, deadline=False)


def _common(one: str, other: str) -> str:
    """The parts of two TIMEX3 values that agree, and X for the figures of the rest: ``XXXX-03-31``."""
    parts, others = _PART.findall(one), _PART.findall(other)
    if len(parts) != len(others):
        return "XXXX"
    return "".join(a if a == b else re.sub(r"\d", "X", a) for a, b in zip(parts, others, strict=True))
