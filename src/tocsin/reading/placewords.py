"""The words around a name that tell a place from a person or a thing, read from the tables."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from tocsin.reading.gazetteer import place_key


@cache
def place_words(key: str) -> frozenset[str]:
    """One list of ``data/place_words.toml``."""
    return frozenset(_lists()[key])


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(files("tocsin.reading").joinpath("data/place_words.toml").read_text(encoding="utf-8"))


@cache
def common_words() -> frozenset[str]:
    """Keys of places that are also English words."""
    raw = files("tocsin.reading").joinpath("data/common_words.txt").read_text(encoding="utf-8")
    return frozenset(raw.split())


@cache
def speaking_capitals() -> frozenset[str]:
    """Keys of capitals that news lets speak for their state."""
    raw = files("tocsin.reading").joinpath("data/capitals.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in raw.splitlines() if line and not line.startswith("#"))
    return frozenset(place_key(name) for _, names in rows for name in names.split("|"))
