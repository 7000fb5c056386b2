"""Axes that the pictures share: instants on x, probabilities on y, and labels that do not cover one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

_TOPS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0)


def axis_top(highest: float) -> float:
    """The round probability at which an axis that must show ``highest`` ends."""
    return next((top for top in _TOPS if highest <= top * 0.97), 1.0)


def axis_ticks(top: float) -> tuple[float, ...]:
    """Round probabilities from 0 to ``top`` inclusive: four or five of them."""
    steps = 4 if top in {0.02, 0.2, 0.4, 0.8} else 5 if top in {0.05, 0.1, 1.0} else 3
    return tuple(top * step / steps for step in range(steps + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """The rectangle in which instants from ``start`` to ``end`` and probabilities up to ``top`` are drawn."""

    left: float
    right: float
    upper: float
    lower: float
    start: datetime
    end: datetime
    top: float

    def x(self, instant: datetime) -> float:
        """The horizontal place of an instant."""
        share = (instant - self.start).total_seconds() / max((self.end - self.start).total_seconds(), 1.0)
        return self.left + share * (self.right - self.left)

    def y(self, probability: float) -> float:
        """The vertical place of a probability, never outside the plane."""
        share = min(max(probability / self.top, 0.0), 1.0)
        return self.lower - share * (self.lower - self.upper)

    def at(self, instant: datetime, probability: float) -> tuple[float, float]:
        """Both."""
        return self.x(instant), self.y(probability)


class Box(NamedTuple):
    """A rectangle that words take up; ``upper`` is the smaller y."""

    left: float
    upper: float
    right: float
    lower: float

    def meets(self, other: Box) -> bool:
        """Whether the two cover one another anywhere."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.lower <= other.upper or other.lower <= self.upper)

    def within(self, other: Box) -> bool:
        """Whether this one lies wholly inside the other."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.upper >= other.upper
            and self.lower <= other.lower
        )


def spread_labels(wanted: Sequence[float], gap: float, lowest: float, highest: float) -> list[float]:
    """Positions as near to ``wanted`` as can be, at least ``gap`` apart and inside the bounds where there is room."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed = [0.0] * len(wanted)
    last = lowest - gap
    for index in order:
        last = placed[index] = max(wanted[index], last + gap)
    limit = highest + gap
    for index in reversed(order):
        limit = placed[index] = min(placed[index], limit - gap)
    return placed
