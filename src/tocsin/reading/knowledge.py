"""The data files of the reader: what is true of the world, and what is true of one language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

ENGLISH = "en"
"""The folder of ``data`` that holds the words and the grammar of English; a second language has its own."""


def data_bytes(name: str) -> bytes:
    """The file ``name`` of the ``data`` folder, as it is."""
    return files("tocsin.reading").joinpath("data", *name.split("/")).read_bytes()


def lines(name: str) -> Iterator[str]:
    """The lines of a list of ``data``, without empty ones and comments ("#")."""
    for line in data_bytes(name).decode().split("\n"):
        if line and not line.startswith("#"):
            yield line


def rows(name: str) -> Iterator[list[str]]:
    """The cells of a tab-separated table of ``data``."""
    for line in lines(name):
        yield line.split("\t")


def lexicon_of(name: str, language: str = ENGLISH) -> dict[str, Any]:
    """The lexicon ``name`` of a language, as its TOML file says it."""
    return tomllib.loads(data_bytes(f"{language}/{name}.toml").decode())


def word_lines(name: str, language: str = ENGLISH) -> Iterator[str]:
    """The lines of the plain list ``name`` of a language."""
    return lines(f"{language}/{name}.txt")
