"""Strangers' text made safe to show: no control, format or bidirectional marks, on paper, page or terminal."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

_JOINERS = frozenset("\u200c\u200d")
"""Zero-width joiners are format characters too, but Persian, Hindi and emoji are misspelt without them."""
_LINKED = frozenset({"http", "https"})
_MOST_MARKS = 4
"""More combining marks than this on one letter are no spelling; they paint over the lines above and below."""


def plain(text: str) -> str:
    """``text`` without what could forge or break a line that shows it; every space and line break becomes a space."""
    kept: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category[0] == "M" else 0
        if category in {"Zs", "Zl", "Zp"} or character in "\t\n\r\v\f":
            kept.append(character if character in "\u00a0\u202f" else " ")
        elif (category[0] != "C" or character in _JOINERS) and marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def shortened(text: str, longest: int) -> str:
    """``text`` cut at a word to at most ``longest`` characters, with an ellipsis where it was cut."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    at_word = head.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > longest // 2 else head).rstrip(" ,;:") + "…"


def safe_link(url: str) -> str:
    """``url`` where a reader may follow it (http or https with a host), else nothing."""
    cleaned = plain(url).strip()
    try:
        parts = urlsplit(cleaned)
        return cleaned if parts.scheme.lower() in _LINKED and parts.hostname and " " not in cleaned else ""
    except ValueError:
        return ""
