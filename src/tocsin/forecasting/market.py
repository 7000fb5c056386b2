"""market.v1: the prices of a family as points on one curve; a market number only where a question has its own price.

Of several markets the price of the best quality is taken (:mod:`tocsin.forecasting.quotes`) and the others are named.
Prices that contradict the order of their deadlines are projected onto it, each with its weight; the basis says both
what was said and what was made of it. Between two priced deadlines the curve is straight in cumulative hazard: it may
serve the desk number of a deadline without a price, never a market number. Beyond the last one it says nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tocsin.core.errors import Problem
from tocsin.core.forecasts import Basis, Number, SurvivalCurve
from tocsin.core.questions import Price, Question
from tocsin.core.vocabulary import NumberKind
from tocsin.forecasting.projection import non_decreasing
from tocsin.forecasting.quotes import Quote, is_thin, quote, shifted
from tocsin.forecasting.scale import Z80, Point, days_between, hazard_of, probability_of, rising_curve

MARKET_NAME = "market.v1"

INTERPOLATED_WEIGHT = 0.5
"""What is left of a price's weight for another deadline than its own. Set by hand."""

INTERPOLATED_SPREAD = 0.4
"""Standard deviation in log odds that reading between prices adds. Set by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketPart:
    """The curve through a family's prices, the market numbers by question key, and every priced deadline."""

    curve: SurvivalCurve
    numbers: Mapping[str, Number]
    points: tuple[tuple[datetime, Point, Quote], ...]

    def at(self, closes_at: datetime, question: str) -> tuple[Point, tuple[Quote, ...]] | None:
        """What the prices say of a deadline, and which they are; ``None`` beyond the last one that has a price."""
        for closes, point, used in self.points:
            if closes == closes_at and used.price.question == question:
                return point, (used,)
        after = [(point, used) for closes, point, used in self.points if closes >= closes_at]
        if not after:
            return None
        (near, used), probability = after[0], self.curve.probability_by(closes_at)
        before = [each for closes, _, each in self.points if closes < closes_at][-1:]
        widened = math.hypot(near.spread, INTERPOLATED_SPREAD) * Z80
        point = Point(
            probability=probability,
            low=shifted(probability, -widened),
            high=shifted(probability, widened),
            weight=near.weight * INTERPOLATED_WEIGHT,
        )
        return point, (*before, used)


def market_part(
    questions: Sequence[Question],
    prices: Mapping[str, tuple[Price, ...]],
    *,
    as_of: datetime,
    opens_at: datetime | None,
) -> tuple[MarketPart | None, tuple[Problem, ...]]:
    """The market's say on one family; ``questions`` share an opening, in order of deadlines, all open at ``as_of``.

    ``prices`` are by question key. ``None`` where no usable price is on file; unusable ones are problems.
    """
    quoted: list[tuple[Question, Quote, tuple[Quote, ...]]] = []
    problems: list[Problem] = []
    for question in questions:
        usable, faults = _quotes(question, prices.get(question.key, ()), as_of, opens_at)
        problems += faults
        if usable:
            quoted.append((question, usable[0], usable[1:]))
    if not quoted:
        return None, tuple(problems)
    hazards = non_decreasing([best.hazard for _, best, _ in quoted], [best.weight for _, best, _ in quoted])
    ends = [days_between(as_of, question.deadline.closes_at) for question, _, _ in quoted]
    opens = max(days_between(as_of, opens_at), 0.0) if opens_at else 0.0
    curve = rising_curve(as_of, _distinct(ends, hazards), opens_after=opens)
    numbers, points = {}, []
    for (question, best, others), hazard in zip(quoted, hazards, strict=True):
        point = _point(best, hazard)
        numbers[question.key] = _number(point, best, others, moved=not math.isclose(hazard, best.hazard))
        points.append((question.deadline.closes_at, point, best))
    return MarketPart(curve=curve, numbers=numbers, points=tuple(points)), tuple(problems)


def _quotes(
    question: Question, prices: Sequence[Price], as_of: datetime, opens_at: datetime | None
) -> tuple[tuple[Quote, ...], list[Problem]]:
    """The newest usable quote of every market, the best first."""
    newest: dict[str, Quote] = {}
    problems = []
    for price in sorted(prices, key=lambda p: (p.observed_at, p.available_at, p.id)):
        made = quote(
            price,
            as_of=as_of,
            opens_at=opens_at,
            closes_at=question.deadline.closes_at,
            scheduled=question.scheduled,
        )
        if isinstance(made, Quote):
            newest[price.market] = made
        else:
            message = f"the price of {price.market} for {question.key} is not used: {made}"
            problems.append(Problem(stage="forecast", subject=price.id, message=message, hint="mend the row"))
    best_first = sorted(newest.values(), key=lambda q: (-q.weight, q.age_days, q.price.market))
    return tuple(best_first), problems


def _distinct(ends: Sequence[float], hazards: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """One point per deadline; the higher where two questions share one."""
    return tuple(dict(sorted(zip(ends, hazards, strict=True))).items())


def _point(best: Quote, hazard: float) -> Point:
    probability = probability_of(hazard)
    return Point(
        probability=probability,
        low=shifted(probability, -Z80 * best.spread),
        high=shifted(probability, Z80 * best.spread),
        weight=best.weight,
    )


def _number(point: Point, best: Quote, others: Sequence[Quote], *, moved: bool) -> Number:
    return Number(
        kind=NumberKind.MARKET,
        probability=point.probability,
        low=point.low,
        high=point.high,
        basis=(price_basis(best, others, shown=point.probability, moved=moved),),
        made_by=MARKET_NAME,
    )


def price_basis(best: Quote, others: Sequence[Quote] = (), *, shown: float | None = None, moved: bool = False) -> Basis:
    """What a number from prices stands on: the price as it was said, with its quality, and what was made of it."""
    price = best.price
    words = [f"price {best.said:.3g} at {price.market} on {price.observed_at:%Y-%m-%d %H:%M} UTC", _quality(best)]
    if not math.isclose(best.hazard, hazard_of(best.said)):
        words.append(f"carried to the present, given that nothing has happened: {probability_of(best.hazard):.3g}")
    if moved and shown is not None:
        words.append(f"put in order with the family's other deadlines: {shown:.3g}")
    if others:
        told = ", ".join(f"{q.price.market} {q.said:.3g} ({q.age_days:.1f} days old)" for q in others)
        words.append(f"also on file, of lesser quality: {told}")
    return Basis(
        kind="prices",
        description="; ".join(words),
        age_days=round(best.age_days, 3),
        second_hand=price.second_hand,
        entries=(price.id, *(q.price.id for q in others)),
    )


def _quality(best: Quote) -> str:
    price = best.price
    words = [f"{best.age_days:.1f} days old"]
    if price.bid is not None and price.ask is not None:
        words.append(f"bid {price.bid:.3g}, ask {price.ask:.3g}")
    else:
        words.append("no bid and ask on file")
    if price.volume is not None:
        words.append(f"volume {price.volume:,.0f}" + (", thin" if is_thin(price) else ""))
    if price.second_hand:
        words.append("second-hand")
    return ", ".join(words)
