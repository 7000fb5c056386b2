"""One SVG element tree: well formed whatever the text, named for screen readers, coloured by classes alone."""

from __future__ import annotations

from xml.etree import ElementTree

from tocsin.publishing.plain import plain

Attribute = str | float


class Picture:
    """An SVG of ``width`` x ``height`` units that fills its column; ``title`` and ``description`` are read aloud.

    ``name`` makes its ids unique on the page.
    """

    def __init__(self, name: str, width: float, height: float, title: str, description: str) -> None:
        labels = f"{name}-title {name}-desc"
        self.root = ElementTree.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {width:g} {height:g}",
                "role": "img",
                "class": "chart",
                "aria-labelledby": labels,
            },
        )
        for tag, suffix, text in (("title", "title", title), ("desc", "desc", description)):
            ElementTree.SubElement(self.root, tag, {"id": f"{name}-{suffix}"}).text = plain(text)

    def add(self, tag: str, look: str, **attributes: Attribute) -> ElementTree.Element:
        """Add a shape with the CSS classes ``look``; underscores in attribute names become hyphens."""
        named = {key.replace("_", "-"): _number(value) for key, value in attributes.items()}
        return ElementTree.SubElement(self.root, tag, {"class": look, **named})

    def line(self, look: str, start: tuple[float, float], end: tuple[float, float]) -> None:
        """A straight line."""
        self.add("line", look, x1=start[0], y1=start[1], x2=end[0], y2=end[1])

    def polyline(self, look: str, points: list[tuple[float, float]]) -> None:
        """An open line through ``points``."""
        self.add("polyline", look, points=_points(points))

    def polygon(self, look: str, points: list[tuple[float, float]]) -> None:
        """A closed area."""
        self.add("polygon", look, points=_points(points))

    def dot(self, look: str, at: tuple[float, float], radius: float, label: str) -> None:
        """A dot that says what it is when pointed at."""
        element = self.add("circle", look, cx=at[0], cy=at[1], r=radius)
        ElementTree.SubElement(element, "title").text = plain(label)

    def text(self, look: str, at: tuple[float, float], words: str, anchor: str = "start") -> None:
        """Words at a point."""
        self.add("text", look, x=at[0], y=at[1], text_anchor=anchor).text = plain(words)

    def markup(self) -> str:
        """The picture as XML."""
        return ElementTree.tostring(self.root, encoding="unicode")


def _points(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(value: Attribute) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
