"""What moved a number: from the last forecast to this one, cause by cause, in percentage points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tocsin.core.forecasts import Forecast, Move, Moved
from tocsin.core.vocabulary import MoveCause, NumberKind
from tocsin.publishing import figures
from tocsin.publishing.charts.svg import Picture

WIDTH = 440.0
_ROW = 25.0
_LEFT, _RIGHT = 112.0, 372.0
_HEAD = 5.0
_SMALLEST_SHOWN = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """One number's change since ``since``: from ``before`` to ``after`` (probabilities) by ``moves``."""

    kind: NumberKind
    text: str
    zone: str
    since: datetime
    before: float
    after: float
    moves: tuple[Move, ...]


def waterfall_of(forecast: Forecast, kind: NumberKind, text: str, zone: str) -> Waterfall | None:
    """The change of one kind of number, or ``None`` for a first forecast."""
    moved: Moved | None = forecast.change(kind)
    if moved is None or moved.since_as_of is None or moved.before is None or moved.after is None:
        return None
    return Waterfall(
        kind=kind,
        text=text,
        zone=zone,
        since=moved.since_as_of,
        before=moved.before,
        after=moved.after,
        moves=moved.moves,
    )


def beyond_the_clock(waterfall: Waterfall) -> bool:
    """Whether anything but the passing of time moved the number: otherwise there is nothing to draw."""
    return any(m.cause is not MoveCause.CLOCK and abs(m.points) >= _SMALLEST_SHOWN for m in waterfall.moves)


def measurable(move: Move) -> bool:
    """Whether the interval of a move is known and excludes zero: only then an arrow is drawn."""
    return move.low is not None and move.high is not None and (move.low > 0 or move.high < 0)


def describe(waterfall: Waterfall) -> str:
    """The picture in words."""
    parts = [f"{move.cause} {figures.points(move.points)}" for move in waterfall.moves]
    return (
        f"The {waterfall.kind} number was {figures.percent(waterfall.before)} on "
        f"{figures.day(waterfall.since, waterfall.zone)} and is {figures.percent(waterfall.after)}. "
        f"In points: {', '.join(parts) or 'nothing'}."
    )


def draw_waterfall(waterfall: Waterfall, name: str) -> str:
    """The waterfall as inline SVG, one row per cause."""
    height = _ROW * (len(waterfall.moves) + 2) + 8
    picture = Picture(name, WIDTH, height, f"What moved: {waterfall.text}", describe(waterfall))
    low, high = _bounds(waterfall)

    def x(value: float) -> float:
        return _LEFT + (value - low) / (high - low) * (_RIGHT - _LEFT)

    start, end = 100 * waterfall.before, 100 * waterfall.after
    _end_row(
        picture, 0, x(start), figures.short_day(waterfall.since, waterfall.zone), figures.percent(waterfall.before)
    )
    level = start
    for number, move in enumerate(waterfall.moves, 1):
        _move_row(picture, number, move, (x(level), x(level + move.points)), _whisker(move, level, x))
        level += move.points
    _end_row(picture, len(waterfall.moves) + 1, x(end), "now", figures.percent(waterfall.after))
    return picture.markup()


def _bounds(waterfall: Waterfall) -> tuple[float, float]:
    level = 100 * waterfall.before
    reached = [level, 100 * waterfall.after]
    for move in waterfall.moves:
        reached += [level + shift for shift in (move.low, move.high) if shift is not None]
        level += move.points
        reached.append(level)
    padding = max(0.06 * (max(reached) - min(reached)), 0.5)
    return min(reached) - padding, max(reached) + padding


def _whisker(move: Move, level: float, x: object) -> tuple[float, float] | None:
    if move.low is None or move.high is None or not callable(x):
        return None
    return x(level + move.low), x(level + move.high)


def _middle(row: int) -> float:
    return 4 + _ROW * (row + 0.5)


def _end_row(picture: Picture, row: int, across: float, label: str, figure: str) -> None:
    middle = _middle(row)
    picture.text("label strong", (0, middle + 4.5), label)
    picture.line("level", (across, middle - 8), (across, middle + 8))
    picture.text("label strong figure", (WIDTH, middle + 4.5), figure, "end")


def _move_row(
    picture: Picture, row: int, move: Move, ends: tuple[float, float], whisker: tuple[float, float] | None
) -> None:
    middle = _middle(row)
    begin, end = ends
    look = "nothing" if abs(move.points) < _SMALLEST_SHOWN else "up" if move.points > 0 else "down"
    picture.line("thread", (begin, middle - _ROW + 8), (begin, middle))
    if look != "nothing":
        _bar(picture, f"bar {look}", middle, begin, end, arrow=measurable(move))
    else:
        picture.line("level quiet", (begin, middle - 5), (begin, middle + 5))
    if whisker is not None:
        for at in whisker:
            picture.line("whisker", (at, middle - 3), (at, middle + 3))
        picture.line("whisker", (whisker[0], middle), (whisker[1], middle))
    picture.line("thread", (end, middle), (end, middle + _ROW - 8))
    picture.text("label", (0, middle + 4.5), str(move.cause))
    picture.text("label figure", (WIDTH, middle + 4.5), figures.points(move.points), "end")


def _bar(picture: Picture, look: str, middle: float, begin: float, end: float, *, arrow: bool) -> None:
    """A bar from ``begin`` to ``end``, with a head where the direction is established."""
    top, bottom = middle - 5.5, middle + 5.5
    if not arrow or abs(end - begin) < _HEAD:
        picture.polygon(look, [(begin, top), (end, top), (end, bottom), (begin, bottom)])
        return
    neck = end - _HEAD if end > begin else end + _HEAD
    corners = [(begin, top), (neck, top), (end, middle), (neck, bottom), (begin, bottom)]
    picture.polygon(f"{look} arrow", corners)
