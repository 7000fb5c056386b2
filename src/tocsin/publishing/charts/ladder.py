"""The deadline ladder: one rising curve per family and kind of number, its deadlines, and the prices beside it.

Everything is read from the forecasts' own curves, so the picture cannot say what the figures do not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from tocsin.core.forecasts import Forecast, Number, SurvivalCurve
from tocsin.core.questions import Price, Question
from tocsin.core.vocabulary import NumberKind
from tocsin.publishing import figures
from tocsin.publishing.charts.scale import Box, Plane, axis_ticks, axis_top, spread_labels
from tocsin.publishing.charts.svg import Picture
from tocsin.publishing.material import Material
from tocsin.publishing.wording import interval

WIDTH, HEIGHT = 440.0, 286.0
DRAWN = (NumberKind.MARKET, NumberKind.MODEL, NumberKind.DESK)
_STEPS = 48
_LINE = 13.0
_LETTER = 5.8
_HALF_DAY = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One deadline of the family: its numbers by kind, and the last price of every market."""

    question: Question
    closes: datetime
    label: str
    numbers: Mapping[NumberKind, Number]
    prices: tuple[Price, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """One family at ``as_of``: curves by kind, open deadlines in order, and the curve of the last forecast.

    ``main`` is the kind whose 80 % band is drawn.
    """

    family: str
    text: str
    zone: str
    as_of: datetime
    main: NumberKind
    curves: Mapping[NumberKind, SurvivalCurve]
    rungs: tuple[Rung, ...]
    earlier: tuple[datetime, SurvivalCurve] | None


def ladder_of(questions: Sequence[Question], material: Material, main: NumberKind | None = None) -> Ladder | None:
    """The ladder of one family's questions, or ``None`` where no curve stands on anything."""
    forecasts = [(q, material.forecasts[q.key]) for q in questions if q.key in material.forecasts]
    curves = {kind: curve for _, f in forecasts for kind, curve in f.curves if kind in DRAWN}
    rungs = tuple(
        _rung(question, forecast, material)
        for question, forecast in sorted(forecasts, key=lambda pair: pair[0].deadline.closes_at)
        if question.deadline.closes_at > material.as_of and forecast.numbers
    )
    if not curves or not rungs:
        return None
    shown = main if main in curves else next(k for k in (NumberKind.MODEL, NumberKind.DESK, *curves) if k in curves)
    return Ladder(
        family=questions[0].family,
        text=rungs[0].question.text,
        zone=material.zone,
        as_of=material.as_of,
        main=shown,
        curves={kind: curves[kind] for kind in DRAWN if kind in curves},
        rungs=rungs,
        earlier=_earlier([forecast for _, forecast in forecasts], shown, material),
    )


def _rung(question: Question, forecast: Forecast, material: Material) -> Rung:
    newest: dict[str, Price] = {}
    for each in material.prices:
        if each.question == question.key and each.probability is not None:
            known = newest.get(each.market)
            if known is None or each.observed_at >= known.observed_at:
                newest[each.market] = each
    return Rung(
        question=question,
        closes=question.deadline.closes_at,
        label=_label(question, material.as_of.year),
        numbers={number.kind: number for number in forecast.numbers if number.kind in DRAWN},
        prices=tuple(newest[market] for market in sorted(newest)),
    )


def _label(question: Question, this_year: int) -> str:
    day = question.deadline.date
    return f"{day.day} {day:%b}" + (f" ’{day:%y}" if day.year != this_year else "")


def _earlier(
    forecasts: Sequence[Forecast], kind: NumberKind, material: Material
) -> tuple[datetime, SurvivalCurve] | None:
    for forecast in forecasts:
        moved = forecast.change(kind)
        old = material.view.get(moved.since) if moved is not None and moved.since else None
        curve = old.curve(kind) if isinstance(old, Forecast) else None
        if curve is not None and isinstance(old, Forecast):
            return old.as_of, curve
    return None


def draw_ladder(ladder: Ladder, name: str) -> str:
    """The ladder as inline SVG."""
    picture = Picture(name, WIDTH, HEIGHT, _title(ladder), describe(ladder))
    plane = _plane(ladder)
    _draw_axes(picture, plane, ladder)
    _draw_band(picture, plane, ladder)
    if ladder.earlier is not None:
        picture.polyline("curve earlier", _trace(plane, ladder.earlier[1], ladder.as_of, ladder.rungs[-1].closes))
    for kind, curve in ladder.curves.items():
        picture.polyline(f"curve {kind}", _trace(plane, curve, ladder.as_of, ladder.rungs[-1].closes))
    _draw_numbers(picture, plane, ladder)
    _draw_prices(picture, plane, ladder)
    return picture.markup()


def describe(ladder: Ladder) -> str:
    """The picture in words: every figure that it shows."""
    told = [f"As of {figures.day(ladder.as_of, ladder.zone)}."]
    for rung in ladder.rungs:
        parts = []
        for kind, number in rung.numbers.items():
            span = interval(number.low, number.high)
            parts.append(f"{kind} {figures.percent(number.probability)}" + (f", 80 % interval {span}" if span else ""))
        parts += [_price_words(each, ladder.as_of) for each in rung.prices]
        told.append(f"By {rung.label}: {'; '.join(parts)}.")
    if ladder.earlier is not None:
        told.append(f"The faint curve is the forecast of {figures.day(ladder.earlier[0], ladder.zone)}.")
    return " ".join(told)


def _title(ladder: Ladder) -> str:
    return f"Probability by date: {ladder.text}"


def _plane(ladder: Ladder) -> Plane:
    last = ladder.rungs[-1].closes
    heights = [curve.probability_by(last) for curve in ladder.curves.values()]
    for rung in ladder.rungs:
        heights += [n.high for n in rung.numbers.values() if n.high is not None and n.kind is ladder.main]
        heights += [p for each in rung.prices for p in (each.ask, each.probability) if p is not None]
    if ladder.earlier is not None:
        heights.append(ladder.earlier[1].probability_by(last))
    end = max(last, ladder.as_of + timedelta(hours=1))
    return Plane(
        left=36, right=WIDTH - 92, upper=14, lower=HEIGHT - 44, start=ladder.as_of, end=end, top=axis_top(max(heights))
    )


def _trace(plane: Plane, curve: SurvivalCurve, start: datetime, end: datetime) -> list[tuple[float, float]]:
    """The curve from ``start`` to ``end``: at even steps and at its own knots."""
    step = (end - start) / _STEPS
    knots = (curve.origin + timedelta(days=days) for days, _ in curve.knots)
    moments = {start + step * i for i in range(_STEPS)} | {end} | {knot for knot in knots if start < knot < end}
    return [plane.at(moment, curve.probability_by(moment)) for moment in sorted(moments)]


def _draw_axes(picture: Picture, plane: Plane, ladder: Ladder) -> None:
    for tick in axis_ticks(plane.top):
        height = plane.y(tick)
        picture.line("grid" if tick else "axis", (plane.left, height), (plane.right, height))
        words = f"{100 * tick:g}" + ("\u00a0%" if tick == plane.top else "")
        picture.text("label tick", (plane.left - 6, height + 4), words, "end")
    picture.text("label", (plane.left, plane.lower + 16), figures.short_day(ladder.as_of, ladder.zone))
    ends = {16.0: plane.left + 38, 30.0: 0.0}
    for rung in ladder.rungs:
        across = plane.x(rung.closes)
        picture.line("deadline", (across, plane.upper), (across, plane.lower + 5))
        row = next((row for row, end in ends.items() if across - _HALF_DAY > end), None)
        if row is not None:  # a date that has no room has its tick; the table beside the picture names it
            picture.text("label strong", (across, plane.lower + row), rung.label, "middle")
            ends[row] = across + _HALF_DAY


def _draw_band(picture: Picture, plane: Plane, ladder: Ladder) -> None:
    """The 80 % interval: known at the deadlines, joined between them along the curve's own shape."""
    lows, highs = band(ladder)
    if not lows:
        return
    lower = [plane.at(moment, p) for moment, p in lows]
    upper = [plane.at(moment, p) for moment, p in highs]
    picture.polygon(f"band {ladder.main}", [plane.at(ladder.as_of, 0.0), *upper, *lower[::-1]])


def band(ladder: Ladder) -> tuple[list[tuple[datetime, float]], list[tuple[datetime, float]]]:
    """The lower and the upper edge of the band as (instant, probability); empty where an interval is missing."""
    numbers = [(rung.closes, rung.numbers.get(ladder.main)) for rung in ladder.rungs]
    known = [(at, n.low, n.high) for at, n in numbers if n is not None and n.low is not None and n.high is not None]
    if not known or known[-1][0] != ladder.rungs[-1].closes:
        return [], []
    return (
        _edge(ladder, [(at, low) for at, low, _ in known]),
        _edge(ladder, [(at, high) for at, _, high in known]),
    )


def _edge(ladder: Ladder, known: list[tuple[datetime, float]]) -> list[tuple[datetime, float]]:
    """Between two deadlines the edge's hazard rises in proportion to the curve's own."""
    curve = ladder.curves[ladder.main]
    points = [(ladder.as_of, curve.cumulative_hazard(ladder.as_of), 0.0)]
    points += [(at, curve.cumulative_hazard(at), -math.log1p(-min(p, 1 - 1e-9))) for at, p in known]
    edge: list[tuple[datetime, float]] = []
    for (t0, c0, h0), (t1, c1, h1) in pairwise(points):
        for step in range(1, 13):
            moment = t0 + (t1 - t0) * (step / 12)
            share = (curve.cumulative_hazard(moment) - c0) / (c1 - c0) if c1 > c0 else step / 12
            edge.append((moment, -math.expm1(-(h0 + share * (h1 - h0)))))
    return edge


def _draw_numbers(picture: Picture, plane: Plane, ladder: Ladder) -> None:
    """A dot on a curve at every deadline that has a number of its kind; at the curves' ends the kind and the figure."""
    for rung in ladder.rungs:
        for kind, curve in ladder.curves.items():
            if kind in rung.numbers:
                p = curve.probability_by(rung.closes)
                picture.dot(
                    f"dot {kind}", plane.at(rung.closes, p), 3.2, f"{kind} by {rung.label}: {figures.percent(p)}"
                )
    last = ladder.rungs[-1]
    ends = [(kind, curve.probability_by(last.closes)) for kind, curve in ladder.curves.items()]
    places = spread_labels([plane.y(p) + 4 for _, p in ends], _LINE, plane.upper + 4, plane.lower + 4)
    for (kind, p), height in zip(ends, places, strict=True):
        words = f"{kind} {figures.percent(p)}" if kind in last.numbers else str(kind)
        picture.text(f"label end {kind}", (plane.right + 8, height), words)


def _draw_prices(picture: Picture, plane: Plane, ladder: Ladder) -> None:
    """Hollow dots for prices on file, whiskers from bid to ask, and a tie where nested deadlines break order."""
    seen: dict[str, tuple[Price, tuple[float, float]]] = {}
    taken: list[Box] = []
    lines = _lines(plane, ladder)
    for rung in ladder.rungs:
        for each in rung.prices:
            if (p := each.probability) is None:
                continue
            at = plane.at(rung.closes, p)
            _draw_spread(picture, plane, each, at[0])
            picture.dot(
                "price second-hand" if each.second_hand else "price",
                at,
                4.4,
                f"{each.market}: {_price_words(each, ladder.as_of)}",
            )
            _label_price(picture, plane, at, _price_label(each, ladder.as_of), (taken, lines))
            _tie(picture, seen.get(each.market), each, at)
            seen[each.market] = (each, at)


def _draw_spread(picture: Picture, plane: Plane, each: Price, across: float) -> None:
    if each.bid is None or each.ask is None:
        return
    for end in (each.bid, each.ask):
        picture.line("whisker", (across - 4, plane.y(end)), (across + 4, plane.y(end)))
    picture.line("whisker", (across, plane.y(each.bid)), (across, plane.y(each.ask)))


def _lines(plane: Plane, ladder: Ladder) -> list[Box]:
    """The curves as a string of small boxes, so that labels can keep off them."""
    shown = [*ladder.curves.values(), *([ladder.earlier[1]] if ladder.earlier else [])]
    last = ladder.rungs[-1].closes
    return [Box(x - 3, y - 1, x + 3, y + 1) for curve in shown for x, y in _trace(plane, curve, ladder.as_of, last)]


def _label_price(
    picture: Picture, plane: Plane, at: tuple[float, float], words: str, occupied: tuple[list[Box], list[Box]]
) -> None:
    """The price and its age near its dot: off other labels, and off the curves where there is room."""
    taken, lines = occupied
    wide = _LETTER * len(words)
    inside = Box(plane.left, plane.upper - 6, WIDTH, plane.lower - 2)
    places = [
        (Box(x, y - 10, x + wide, y + 3), x)
        for lift in range(0, 77, 7)
        for x, y in (
            (at[0] - 9 - wide, at[1] - 5 - lift),
            (at[0] + 9, at[1] + 4 - lift),
            (at[0] + 9, at[1] + 15 + lift),
        )
    ]
    free = [(b, x) for b, x in places if b.within(inside) and not any(map(b.meets, taken))]
    clear = (place for place in free if not any(map(place[0].meets, lines)))
    box, x = next(clear, (free or places)[0])
    taken.append(box)
    picture.text("label price-label", (x, box.lower - 3), words)


def _tie(
    picture: Picture, before: tuple[Price, tuple[float, float]] | None, now: Price, at: tuple[float, float]
) -> None:
    """The line between two prices of one market that no probability can have: the later deadline is dearer to miss."""
    if before is None:
        return
    earlier_bid = before[0].bid if before[0].bid is not None else before[0].probability
    later_ask = now.ask if now.ask is not None else now.probability
    if earlier_bid is not None and later_ask is not None and later_ask < earlier_bid:
        picture.line("broken-order", before[1], at)


def _price_label(each: Price, as_of: datetime) -> str:
    hand = ", 2nd\u00a0hand" if each.second_hand else ""
    return f"{figures.price(each.probability or 0)}, {figures.age(each.observed_at, as_of)}{hand}"


def _price_words(each: Price, as_of: datetime) -> str:
    hand = ", second-hand" if each.second_hand else ""
    spread = ""
    if each.bid is not None and each.ask is not None:
        spread = f", bid {figures.price(each.bid)}, ask {figures.price(each.ask)}"
    quoted, age = figures.price(each.probability or 0), figures.age(each.observed_at, as_of)
    return f"price {quoted} at {each.market}{spread}, {age}{hand}"
