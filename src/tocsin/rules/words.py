"""Words compared without their endings: a light English stemmer and what is too common to tell anything."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from tocsin.rules.lexicon import kin_words, normalised, stop_words

_WORD = re.compile(r"[^\W_]{3,}(?:'[a-z])?|[^\W_]*\d[^\W_]*")
_ENDINGS = (
    "ations",
    "ation",
    "itions",
    "ments",
    "ures",
    "ure",
    "ment",
    "ingly",
    "ities",
    "ings",
    "ions",
    "ing",
    "ion",
    "ies",
    "ied",
    "ers",
    "ed",
    "es",
    "er",
    "ly",
    "al",
    "s",
    "e",
)
_NO_PLURAL = ("ss", "us", "is")
_SHORTEST = 4


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """``word`` (lower case) without its ending, at least four letters long."""
    word = word.split("'", maxsplit=1)[0]
    if word.endswith("s") and not word.endswith(_NO_PLURAL) and len(word) > _SHORTEST:
        word = word[:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The stems of the words of three letters or more in ``text``."""
    return frozenset(stem(word) for word in _WORD.findall(normalised(text)))


@lru_cache(maxsize=4096)
def distinctive(text: str) -> frozenset[str]:
    """The stems of ``text`` without function words and the vocabulary of rules ("market", "qualify")."""
    return stems(text) - _stop_stems()


def by_kind(told: frozenset[str]) -> frozenset[str]:
    """``told`` with one stem for all that name the same thing ("army" and "troops")."""
    same = _kin()
    return frozenset(same.get(item, item) for item in told)


@cache
def _kin() -> dict[str, str]:
    return {stem(word): stem(group[0]) for group in kin_words() for word in group}


@cache
def _stop_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in stop_words())
