"""people.v1: what people think, each apart and never changed; together, for the desk number only.

Each person's newest opinion is a number of its own (*you*), exactly as it was given. For the pool every opinion is
carried to the present like a price (an event that can come at any time: the hazard behind us is dropped), weighted by
its age, and joined: below :data:`ENOUGH_FOR_MEAN` people by the weighted median of log odds, from there on by the
weighted geometric mean of odds, extremised with the exponent :data:`EXTREMISING` (people who share little evidence are
together surer than each). The constants are set by hand, not fitted.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tocsin.core.errors import Problem
from tocsin.core.forecasts import Basis, Number
from tocsin.core.questions import Opinion, Question
from tocsin.core.vocabulary import NumberKind
from tocsin.forecasting.scale import Z80, Point, days_between, hazard_of, inside, probability_of

OPINION_HALF_LIFE = 30.0
"""Days in which an opinion loses half its weight."""

ENOUGH_FOR_MEAN = 5
EXTREMISING = 1.2
_LEAST_SPREAD = 0.5
"""Standard deviation in log odds that people's joint say has at the least, however much they agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePart:
    """What people say of one question: their numbers as given, their joint say, and whose opinions are in it."""

    numbers: tuple[Number, ...]
    point: Point | None
    basis: Basis | None
    pooled: tuple[str, ...]


def people_part(
    question: Question, opinions: Sequence[Opinion], *, as_of: datetime, without: frozenset[str] = frozenset()
) -> tuple[PeoplePart, tuple[Problem, ...]]:
    """The people's say on one question at ``as_of``; the joint say leaves out the people in ``without``."""
    usable, problems = _newest(question, opinions, as_of)
    numbers = tuple(_own_number(opinion, as_of) for opinion in usable)
    joined = [opinion for opinion in usable if opinion.person not in without]
    if not joined:
        return PeoplePart(numbers=numbers, point=None, basis=None, pooled=()), problems
    ages = [days_between(opinion.available_at, as_of) for opinion in joined]
    weights = [0.5 ** (age / OPINION_HALF_LIFE) for age in ages]
    odds = [_log_odds(_carried(opinion, question, as_of)) for opinion in joined]
    middle, how = _joint(odds, weights)
    spread = max(_scatter(odds, weights, middle), _LEAST_SPREAD)
    point = Point(
        probability=_chance(middle),
        low=_chance(middle - Z80 * spread),
        high=_chance(middle + Z80 * spread),
        weight=max(weights),
    )
    names = tuple(sorted(opinion.person for opinion in joined))
    basis = Basis(
        kind="opinions",
        description=f"{how} of {len(joined)}: {', '.join(names)}; each carried to the present: {point.probability:.3g}",
        age_days=round(min(ages), 3),
        entries=tuple(opinion.id for opinion in joined),
    )
    return PeoplePart(numbers=numbers, point=point, basis=basis, pooled=names), problems


def _newest(
    question: Question, opinions: Sequence[Opinion], as_of: datetime
) -> tuple[tuple[Opinion, ...], tuple[Problem, ...]]:
    """Every person's newest usable opinion, by name."""
    newest: dict[str, Opinion] = {}
    problems = []
    for opinion in sorted(opinions, key=lambda o: (o.available_at, o.key, o.id)):
        if 0 < opinion.probability < 1 and opinion.available_at <= as_of:
            newest[opinion.person] = opinion
        else:
            message = f"the opinion of {opinion.person} on {question.key} is not used: {opinion.probability} of (0, 1)"
            problems.append(Problem(stage="forecast", subject=opinion.id, message=message, hint="mend the row"))
    return tuple(newest[name] for name in sorted(newest)), tuple(problems)


def _own_number(opinion: Opinion, as_of: datetime) -> Number:
    age = days_between(opinion.available_at, as_of)
    reason = f": {opinion.reason}" if opinion.reason else ""
    return Number(
        kind=NumberKind.YOU,
        probability=inside(opinion.probability),
        low=None,
        high=None,
        basis=(
            Basis(
                kind="opinions",
                description=f"{opinion.person} on {opinion.available_at:%Y-%m-%d}{reason}",
                age_days=round(age, 3),
                entries=(opinion.id,),
            ),
        ),
        made_by=opinion.made_by,
        person=opinion.person,
    )


def _carried(opinion: Opinion, question: Question, as_of: datetime) -> float:
    """The opinion given that nothing has happened since; a scheduled event's keeps its height."""
    if question.scheduled:
        return inside(opinion.probability)
    start = max(opinion.available_at, question.opens_at) if question.opens_at else opinion.available_at
    span = days_between(start, question.deadline.closes_at)
    left = days_between(max(start, as_of), question.deadline.closes_at)
    share = left / span if span > 0 else 1.0
    return probability_of(hazard_of(inside(opinion.probability)) * share)


def _joint(odds: Sequence[float], weights: Sequence[float]) -> tuple[float, str]:
    if len(odds) < ENOUGH_FOR_MEAN:
        return _weighted_median(odds, weights), "median, newer opinions weighing more,"
    mean = math.fsum(o * w for o, w in zip(odds, weights, strict=True)) / math.fsum(weights)
    return EXTREMISING * mean, f"geometric mean of odds, to the power {EXTREMISING}, newer opinions weighing more,"


def _weighted_median(values: Sequence[float], weights: Sequence[float]) -> float:
    """The value where half of the weight lies on either side, straight between two where it falls between them."""
    ordered = sorted(zip(values, weights, strict=True))
    total = math.fsum(weights)
    middles, passed = [], 0.0
    for value, weight in ordered:
        middles.append(((passed + weight / 2) / total, value))
        passed += weight
    for (low_share, low), (high_share, high) in itertools.pairwise(middles):
        if low_share <= 0.5 <= high_share:
            return low + (high - low) * (0.5 - low_share) / (high_share - low_share)
    return middles[0][1] if middles[0][0] > 0.5 else middles[-1][1]


def _scatter(odds: Sequence[float], weights: Sequence[float], middle: float) -> float:
    squares = math.fsum(w * (o - middle) ** 2 for o, w in zip(odds, weights, strict=True))
    return math.sqrt(squares / math.fsum(weights))


def _log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


def _chance(log_odds: float) -> float:
    return inside(1 / (1 + math.exp(-log_odds)))
