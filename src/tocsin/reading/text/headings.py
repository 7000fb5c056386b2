"""Headings glued to a sentence: "Strategic Calculations Analysts note that ..." is a heading and a sentence."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from tocsin.reading.knowledge import lexicon_of, rows

_WORD = re.compile(r"\S+")
_LONGEST_RUN = 14
_LONGEST_HEADING = 9
_FEWEST_WORDS_AFTER = 5
_EDGE = "‘’“”\"'()[]"


@cache
def layout_words() -> dict[str, Any]:
    """The word lists of ``data/en/layout.toml``."""
    return lexicon_of("layout")


@cache
def _set(table: str, key: str) -> frozenset[str]:
    return frozenset(layout_words()[table][key])


def split_run_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a heading glued to the front of a paragraph ends and its sentence begins, as (heading end, sentence start).

    ``None`` where there is no heading, or where cutting might cut a name off.
    """
    words = [
        (match.start(), match.end()) for match, _ in zip(_WORD.finditer(text, start, end), range(60), strict=False)
    ]
    run = _capitalised_run(text, words)
    if run < 3 or len(words) - run < _FEWEST_WORDS_AFTER - 2:
        return None
    first = text[words[0][0] : words[0][1]].strip(_EDGE)
    if first in _set("heading", "titles") or _is_modifier(first, but=("the", "a", "an", "new")) or _is_national(first):
        return None
    for cut in range(2, min(run, _LONGEST_HEADING) + 1):
        if cut < len(words) and _begins_sentence(text, words, cut, run):
            return words[cut - 1][1], words[cut][0]
    return None


def _capitalised_run(text: str, words: list[tuple[int, int]]) -> int:
    """How many words from the front are capitalised or small connecting words; the last one is capitalised."""
    last = 0
    for index, (start, end) in enumerate(words[:_LONGEST_RUN]):
        word = text[start:end]
        bare = word.strip(_EDGE)
        if bare[:1].isupper() or bare[:1].isdigit():
            last = index + 1
        elif bare not in _set("heading", "connectors"):
            break
        if word[-1] in ",;:.!?" and bare not in _set("heading", "titles") and not re.fullmatch(r"(?:[A-Z]\.)+", bare):
            break
    return last


def _begins_sentence(text: str, words: list[tuple[int, int]], cut: int, run: int) -> bool:
    """Whether the sentence begins at word ``cut``, judged by it and by the last word of what would be the heading."""
    word = text[words[cut][0] : words[cut][1]].strip(_EDGE)
    before = text[words[cut - 1][0] : words[cut - 1][1]]
    if not word[:1].isupper() or before[-1] in ",;:—–-." or _ends_open(before):
        return False
    noun = _is_heading_noun(before)
    if word in _set("heading", "openers"):
        return noun or cut + 1 >= run or word in {"The", "While", "Despite"}
    follower = text[words[cut + 1][0] : words[cut + 1][1]].strip(_EDGE) if cut + 1 < len(words) else ""
    titled = word in _set("heading", "titles") or (_is_national(word) and follower in _set("heading", "titles"))
    if titled and noun:
        return True
    return noun and _is_national(word) and cut + 1 >= run and follower[:1].islower()


def _ends_open(word: str) -> bool:
    """Whether no heading ends on this word: a preposition, an adjective, a possessive, a part of a name."""
    bare = word.strip(_EDGE)
    return (
        bare.endswith(("'s", "’s"))
        or bare.lower() in _set("heading", "connectors")
        or bare.lower() in _set("heading", "name_parts")
        or _is_modifier(bare)
        or _is_national(bare)
        or bare in _set("heading", "titles")
        or bare in _set("heading", "openers")
    )


def _is_modifier(word: str, but: tuple[str, ...] = ()) -> bool:
    low = word.lower()
    return low in _set("heading", "modifiers") and low not in but


def _is_heading_noun(word: str) -> bool:
    low = word.strip(_EDGE + "?!").lower()
    return low in _set("heading", "nouns") or low.endswith(tuple(_set("heading", "endings")))


def _is_national(word: str) -> bool:
    return word in _national_words()


@cache
def _national_words() -> frozenset[str]:
    """Adjectives of nations, as far as they are one word."""
    names = (cells[1].split("|") for cells in rows("demonyms.tsv"))
    return frozenset(
        {word for several in names for word in several if " " not in word} | {"U.S.", "UK", "EU", "UN", "U.N."}
    )
