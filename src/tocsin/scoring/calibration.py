"""Calibration: of what was given p, how much happened. Not folded at one half, and every bin with its count."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tocsin.core.errors import InputError
from tocsin.core.questions import Score
from tocsin.core.vocabulary import Outcome

_Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationBin:
    """Probabilities from ``start`` up to, and without, ``end`` (the last bin includes 1), and what became of them.

    ``share`` is that of *yes* among ``count``, ``low`` and ``high`` its 95 % Wilson interval, ``mean`` the mean
    probability; all four are ``None`` in an empty bin.
    """

    start: float
    end: float
    count: int
    yes: int
    mean: float | None
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How one number is calibrated over ``count`` questions: its bins that hold any."""

    number: str
    count: int
    bins: tuple[CalibrationBin, ...]


def calibrated(scores: Sequence[Score]) -> tuple[Calibration, ...]:
    """The calibration of every number among ``scores``, by name; empty bins are left out."""
    found: dict[str, list[tuple[float, Outcome]]] = {}
    for score in scores:
        found.setdefault(score.number, []).append((score.probability, score.outcome))
    return tuple(
        Calibration(number=number, count=len(pairs), bins=tuple(each for each in calibration(pairs) if each.count))
        for number, pairs in sorted(found.items())
    )


def calibration(pairs: Iterable[tuple[float, Outcome]], *, bins: int = 10) -> tuple[CalibrationBin, ...]:
    """Sort (probability, outcome) into ``bins`` of equal width; voids are left out.

    Raises :class:`InputError` for fewer than one bin or a probability outside 0-1.
    """
    if bins < 1:
        message = f"calibration needs at least one bin, not {bins}"
        raise InputError(message)
    members: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for probability, outcome in pairs:
        if not 0 <= probability <= 1:
            message = f"{probability} is no probability; give one from 0 to 1"
            raise InputError(message)
        if outcome is not Outcome.VOID:
            members[min(int(probability * bins), bins - 1)].append((probability, outcome is Outcome.YES))
    return tuple(_bin(index / bins, (index + 1) / bins, inside) for index, inside in enumerate(members))


def wilson_interval(successes: int, count: int, z: float = _Z95) -> tuple[float, float]:
    """The Wilson score interval (0-1) of a share of ``successes`` in ``count``; 95 % by default (Wilson 1927)."""
    if not 0 <= successes <= count or count == 0:
        message = f"no interval for {successes} of {count}"
        raise InputError(message)
    share = successes / count
    scale = 1 + z * z / count
    middle = (share + z * z / (2 * count)) / scale
    half = z / scale * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return max(0.0, middle - half), min(1.0, middle + half)


def _bin(start: float, end: float, members: list[tuple[float, bool]]) -> CalibrationBin:
    count, yes = len(members), sum(happened for _, happened in members)
    if not count:
        return CalibrationBin(start=start, end=end, count=0, yes=0, mean=None, share=None, low=None, high=None)
    low, high = wilson_interval(yes, count)
    mean = math.fsum(probability for probability, _ in members) / count
    return CalibrationBin(start=start, end=end, count=count, yes=yes, mean=mean, share=yes / count, low=low, high=high)
