"""Text as the parser can take it, character for character: no giant words, no markup's marks, no shouting."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

_UNREADABLE = re.compile(r"\S{200,}|[\ud800-\udfff]+")
"""What no word is: the tokenizer takes quadratic time over the first, and refuses the second (half characters)."""
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5});")
_WORD = re.compile(r"[A-Z][A-Z’']*")
_SENTENCE_START = re.compile(r"(?:^|[.!?]\s|[“\"])\s*$")
_FEWEST_LETTERS = 20
_MOST_SMALL = 0.1


def readable(text: str, is_known: Callable[[str], bool]) -> str:
    """``text`` for the parser, of the same length; ``is_known`` tells whether a word in small letters is a common one.

    A text in capitals is set small, but for what begins a sentence and for words that are not known: names.
    """
    text = _UNREADABLE.sub(_blank, text)
    if "&" in text:
        text = _ENTITY.sub(_padded, text)
    return _calmed(text, is_known) if _shouts(text) else text


def _blank(match: re.Match[str]) -> str:
    """As many characters of no meaning, so that every offset stays."""
    return "x" * len(match.group())


def _padded(match: re.Match[str]) -> str:
    """The character that an entity stands for, with spaces so that every offset stays; an apostrophe stays inside."""
    char = unescape(match.group())
    return char.ljust(len(match.group())) if len(char) == 1 else match.group()


def _shouts(text: str) -> bool:
    small = sum(char.islower() for char in text)
    large = sum(char.isupper() for char in text)
    return large >= _FEWEST_LETTERS and small <= _MOST_SMALL * large


def _calmed(text: str, is_known: Callable[[str], bool]) -> str:
    def small(match: re.Match[str]) -> str:
        word = match.group().lower()
        opens = _SENTENCE_START.search(text, max(0, match.start() - 4), match.start()) is not None or match.start() == 0
        return word if is_known(word) and not opens else word.capitalize()

    return _WORD.sub(small, text)
