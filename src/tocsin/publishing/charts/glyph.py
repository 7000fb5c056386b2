"""A number on a line from 0 to 100 %: a dot, and a bar for its 80 % interval. It stands beside the figure itself."""

from __future__ import annotations

from tocsin.publishing.charts.svg import Picture
from tocsin.publishing.wording import interval, percent

WIDTH, HEIGHT = 100.0, 9.0


def draw_glyph(name: str, probability: float, low: float | None, high: float | None) -> str:
    """The glyph as inline SVG."""
    span = interval(low, high)
    words = f"{percent(probability)}" + (f", 80 % interval {span}" if span else "")
    picture = Picture(name, WIDTH + 8, HEIGHT, words, "On a line from 0 to 100 %.")
    middle = HEIGHT / 2
    picture.line("axis", (4, middle), (4 + WIDTH, middle))
    for end in (0, 50, 100):
        picture.line("axis", (4 + end, middle - 2.2), (4 + end, middle + 2.2))
    if low is not None and high is not None:
        width = max(100 * (high - low), 1.0)
        picture.add("rect", "span", x=4 + 100 * low, y=middle - 2.2, width=width, height=4.4)
    picture.dot("point", (4 + 100 * probability, middle), 3.2, words)
    return picture.markup()
