"""Matched patterns of the time grammar to TIMEX3 values and intervals: one resolver for each pattern."""

from __future__ import annotations

import re
from collections.abc import Callable

from tocsin.reading.times.anchors import Anchors
from tocsin.reading.times.meaning import (
    Resolved,
    Words,
)
from tocsin.reading.times.points import (
    resolve_around,
    resolve_century,
    resolve_day,
    resolve_days,
    resolve_decade,
    resolve_deictic,
    resolve_fiscal,
    resolve_holiday,
    resolve_month,
    resolve_numeric,
    resolve_overnight,
    resolve_season,
    resolve_spelled,
    resolve_week_of,
    resolve_week_with,
    resolve_weekday,
    resolve_year,
    resolve_years,
)
from tocsin.reading.times.repeated import (
    resolve_every,
    resolve_rate,
    resolve_reference,
    resolve_set,
    resolve_sets,
    resolve_vague_ago,
)
from tocsin.reading.times.shifts import resolve_beyond, resolve_shifted, resolve_year_ago
from tocsin.reading.times.spans import (
    resolve_bare_units,
    resolve_edge,
    resolve_ended,
    resolve_half,
    resolve_long,
    resolve_portion,
    resolve_quarter,
    resolve_span,
    resolve_unit,
    resolve_vague,
    resolve_window,
)


def resolve(name: str, match: re.Match[str], anchors: Anchors, *, shared_year: int | None) -> Resolved | None:
    """The meaning of a matched pattern; ``None`` where the words are no time after all (a name, an impossible date)."""
    try:
        return _RESOLVERS[name](Words(match, anchors, shared_year))
    except (ValueError, OverflowError):
        return None


_RESOLVERS: dict[str, Callable[[Words], Resolved | None]] = {
    "iso": resolve_numeric,
    "slashed": resolve_numeric,
    "dotted": resolve_numeric,
    "days": resolve_days,
    "day": resolve_day,
    "month": resolve_month,
    "weekof": resolve_week_of,
    "weekwith": resolve_week_with,
    "weekday": resolve_weekday,
    "overnight": resolve_overnight,
    "deictic": resolve_deictic,
    "beyond": resolve_beyond,
    "around": resolve_around,
    "quarter": resolve_quarter,
    "half": resolve_half,
    "edge": resolve_edge,
    "unit": resolve_unit,
    "season": resolve_season,
    "holiday": resolve_holiday,
    "years": resolve_years,
    "fiscal": resolve_fiscal,
    "decade": resolve_decade,
    "window": resolve_window,
    "vague": resolve_vague,
    "shifted": resolve_shifted,
    "vagueago": resolve_vague_ago,
    "yearago": resolve_year_ago,
    "span": resolve_span,
    "bare": resolve_bare_units,
    "ended": resolve_ended,
    "long": resolve_long,
    "century": resolve_century,
    "every": resolve_every,
    "rate": resolve_rate,
    "portion": resolve_portion,
    "set": resolve_set,
    "sets": resolve_sets,
    "reference": resolve_reference,
    "year": resolve_year,
    "spelled": resolve_spelled,
}
