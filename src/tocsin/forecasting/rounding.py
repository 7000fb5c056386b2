"""Rounding parts so that they still sum to the whole: the largest-remainder method."""

from __future__ import annotations

import math
from collections.abc import Sequence

TENTH = 0.1
"""Percentage points are told to a tenth."""


def round_parts(parts: Sequence[float], *, step: float = TENTH) -> tuple[float, ...]:
    """``parts`` in whole multiples of ``step`` whose sum is the sum of ``parts``, rounded to ``step``.

    Every part is rounded down; what is missing goes to the parts with the largest remainders, the earlier first.
    """
    units = [part / step for part in parts]
    floors = [math.floor(unit + 1e-9) for unit in units]
    missing = round(math.fsum(units)) - sum(floors)
    by_remainder = sorted(range(len(units)), key=lambda i: (floors[i] - units[i], i))
    raised = set(by_remainder[: max(missing, 0)])
    lowered = set(by_remainder[len(units) + missing :]) if missing < 0 else set()
    digits = max(0, math.ceil(-math.log10(step)))
    return tuple(round((floor + (i in raised) - (i in lowered)) * step, digits) + 0.0 for i, floor in enumerate(floors))
