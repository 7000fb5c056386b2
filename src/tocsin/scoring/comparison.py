"""Numbers side by side on the same questions, and what may be concluded from it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tocsin.core.questions import Score

PRICE = "price"
"""The name under which the market's own price is scored."""

ENOUGH_QUESTIONS = 30
ENOUGH_FAMILIES = 10
"""Deadlines of one family hang together, so thirty questions on one event are not thirty trials."""

_DIGITS = 3
"""Differences are told, and judged, to a thousandth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """The mean scores of one number over ``count`` questions."""

    number: str
    count: int
    brier: float
    log: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Mean Brier of ``number`` less that of the market's price on the same ``count`` questions; negative is better.

    ``low`` and ``high`` are a 95 % interval with questions of one family taken as one draw; ``None`` for fewer than
    two families.
    """

    number: str
    count: int
    families: int
    points: float
    low: float | None
    high: float | None


def means(scores: Sequence[Score], questions: set[str]) -> tuple[Mean, ...]:
    """The mean scores of every number over those of ``questions`` that it has, by name."""
    found: dict[str, list[Score]] = {}
    for score in scores:
        if score.question in questions:
            found.setdefault(score.number, []).append(score)
    return tuple(
        Mean(
            number=number,
            count=len(mine),
            brier=math.fsum(score.brier for score in mine) / len(mine),
            log=math.fsum(score.log for score in mine) / len(mine),
        )
        for number, mine in sorted(found.items())
    )


def common_questions(scores: Sequence[Score]) -> set[str]:
    """The questions that every number of the desk and the price have; people answer what they like and are left out."""
    by_number: dict[str, set[str]] = {}
    for score in scores:
        if not score.number.startswith("you:"):
            by_number.setdefault(score.number, set()).add(score.question)
    return set.intersection(*by_number.values()) if by_number else set()


def differences(scores: Sequence[Score], families: Mapping[str, str]) -> tuple[Difference, ...]:
    """Every number against the market's price, each on the questions that both have."""
    priced = {score.question: score.brier for score in scores if score.number == PRICE}
    found: dict[str, list[tuple[str, float]]] = {}
    for score in scores:
        if score.number != PRICE and score.question in priced:
            pair = (families[score.question], score.brier - priced[score.question])
            found.setdefault(score.number, []).append(pair)
    return tuple(_difference(number, pairs) for number, pairs in sorted(found.items()))


def verdict(resolved: int, compared: Sequence[Difference]) -> str:
    """One sentence on what the scores show; under thirty resolved questions they show nothing yet."""
    if resolved < ENOUGH_QUESTIONS:
        return f"{resolved} resolved: too few to judge"
    told = [_judge(difference) for difference in compared if difference.number in ("model", "desk")]
    return f"{resolved} resolved: " + ("; ".join(told) or "none with both a number of the desk and a market price")


def _judge(difference: Difference) -> str:
    name, count = f"the {difference.number}", difference.count
    if count < ENOUGH_QUESTIONS:
        return f"{name} beside a market price on {count}, too few to judge against the market"
    if difference.families < ENOUGH_FAMILIES or difference.low is None or difference.high is None:
        return f"{name} beside a market price in {difference.families} families, too few to judge against the market"
    outcome = "not told apart"
    if round(difference.high, _DIGITS) < 0:
        outcome = "better than the market"
    if round(difference.low, _DIGITS) > 0:
        outcome = "worse than the market"
    return (
        f"{name}'s mean Brier less the market's on {count} questions is {difference.points:+.3f} "
        f"(95 % interval {difference.low:+.3f} to {difference.high:+.3f}): {outcome}"
    )


def _difference(number: str, pairs: Sequence[tuple[str, float]]) -> Difference:
    count = len(pairs)
    mean = math.fsum(value for _, value in pairs) / count
    sums: dict[str, float] = {}
    for family, value in pairs:
        sums[family] = sums.get(family, 0.0) + value - mean
    low, high = None, None
    if len(sums) > 1:
        from scipy.special import stdtrit

        degrees = len(sums) - 1
        variance = math.fsum(each * each for each in sums.values()) / count**2 * len(sums) / degrees
        half = float(stdtrit(degrees, 0.975)) * math.sqrt(variance)
        low, high = mean - half, mean + half
    return Difference(number=number, count=count, families=len(sums), points=mean, low=low, high=high)
