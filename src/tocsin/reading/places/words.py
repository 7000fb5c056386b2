"""The words around a name that tell a place from a person or a thing, read from the tables."""

from __future__ import annotations

from functools import cache
from typing import Any

from tocsin.reading.knowledge import lexicon_of, rows, word_lines
from tocsin.reading.places.gazetteer import place_key


@cache
def place_words(key: str) -> frozenset[str]:
    """One list of ``data/en/place_words.toml``."""
    return frozenset(_lists()[key])


@cache
def _lists() -> dict[str, Any]:
    return lexicon_of("place_words")


@cache
def common_words() -> frozenset[str]:
    """Keys of places that are also English words."""
    return frozenset(word for line in word_lines("common_words") for word in line.split())


@cache
def speaking_capitals() -> frozenset[str]:
    """Keys of capitals that news lets speak for their state."""
    return frozenset(place_key(name) for _, names in rows("capitals.tsv") for name in names.split("|"))
