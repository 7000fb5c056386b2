"""What a text is about, as a set of terms that two wordings of one thing share: "drones over Kyiv", "a Kyiv drone"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from tocsin.reading.actors.words import is_role_word
from tocsin.reading.knowledge import word_lines
from tocsin.reading.places.gazetteer import gazetteer

_WORD = re.compile(r"[^\W_](?:[\w’'.-]*\w)?", re.UNICODE)
_ENDINGS = ("ings", "ing", "ions", "ion", "ers", "er", "ies", "ied", "ments", "ment", "ed", "es", "s", "y", "e")
_SHORTEST_STEM = 3
_LONGEST = 2_000


@lru_cache(maxsize=20_000)
def terms(text: str) -> frozenset[str]:
    """The content words of ``text`` (its first 2,000 characters), cut to stems; states by their alpha-3 code.

    A country, its people and the capital that speaks for it are one term, and so are a few words for one thing
    ("attack", "strike", "raid"). Words without content, and those of attribution, are left out.
    """
    found = set()
    for match in _WORD.finditer(text[:_LONGEST]):
        word = match.group().replace("’", "'").removesuffix("'s")
        if word[0].isupper():
            country = _country(word)
            if country:
                found.add(country)
                continue
        low = word.lower()
        if len(low) > 1 and low not in _empty_words():
            stem = _stem(low)
            found.add(_synonyms().get(stem, stem))
    return frozenset(found)


@lru_cache(maxsize=20_000)
def names(text: str) -> frozenset[str]:
    """Those of the terms that are written like names, without states and the words of titles."""
    capitalised = (match.group() for match in _WORD.finditer(text[:_LONGEST]) if match.group()[0].isupper())
    found = {term for word in capitalised if not is_role_word(word.lower()) for term in terms(word)}
    return frozenset(term for term in found if not term.isupper())


@lru_cache(maxsize=20_000)
def countries(text: str) -> tuple[str, ...]:
    """The states that ``text`` names, by alpha-3 code, in its order."""
    words = (match.group().replace("’", "'").removesuffix("'s") for match in _WORD.finditer(text[:_LONGEST]))
    return tuple(dict.fromkeys(code for word in words if word[0].isupper() and (code := _country(word))))


@lru_cache(maxsize=20_000)
def _country(word: str) -> str | None:
    """The state that a capitalised word names: country, people, capital or seat of government."""
    table = gazetteer()
    for entry in table.find(word)[:3]:
        if entry.country and (entry.kind in {"country", "demonym", "metonym"} or table.is_capital(entry)):
            return entry.country
    return None


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > _SHORTEST_STEM and word[-1] == word[-2] else word


@cache
def _empty_words() -> frozenset[str]:
    return frozenset(word for line in word_lines("empty_words") for word in line.split())


@cache
def _synonyms() -> dict[str, str]:
    """Stem to the stem of the first word in its line of ``data/en/synonyms.txt``."""
    groups = [[_stem(word) for word in line.split()] for line in word_lines("synonyms")]
    return {stem: group[0] for group in groups for stem in group}
