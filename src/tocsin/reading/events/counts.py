"""Counts with their units: "91 drones", "at least 30 people killed"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from tocsin.core.vocabulary import Quantity
from tocsin.reading.knowledge import lexicon_of
from tocsin.reading.text.syntax import children

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_MOST = 6
_MULTIPLIERS = frozenset({12.0, 100.0, 1000.0, 1e6, 1e9})
_TENS = frozenset(range(20, 100, 10))


@cache
def _words() -> dict[str, Any]:
    data = lexicon_of("attributes")
    counts = {key: frozenset(words) for key, words in data["counts"].items() if key != "at_least"}
    return {**counts, "at_least": tuple(data["counts"]["at_least"]), "numbers": data["numbers"]}


def counts_in(tokens: Tokens) -> tuple[Quantity, ...]:
    """The counted things of a clause in their order; people are counted as killed, injured or arrested."""
    found: dict[str, Quantity] = {}
    for token in tokens:
        if token.dep_ == "nummod" and token.head.pos_ in {"NOUN", "PROPN"}:
            number = _value(token)
            unit = _unit(token.head)
            if number is not None and unit and unit not in found and not _is_year(token):
                found[unit] = Quantity(unit=unit, value=number, at_least=_is_bound(token))
    return tuple(found.values())[:_MOST]


def _value(token: Token) -> float | None:
    """The number of a numeral with its multipliers: "8,000", "two dozen", "1.5 million"."""
    total: float | None = None
    parts = [*children(token, "compound", "nummod", "quantmod"), token]
    for part in sorted(parts, key=lambda each: each.i):
        total = _with(total, _plain(part.lower_))
    return total


def _with(total: float | None, number: float | None) -> float | None:
    """A number read on: "two" with "dozen", "twenty" with "two"; of "38 of 40" the first is what is counted."""
    if number is None or total is None:
        return number if total is None else total
    if number in _MULTIPLIERS:
        return total * number
    return total + number if number < 10 and total in _TENS else total


def _plain(word: str) -> float | None:
    numbers = _words()["numbers"]
    if word in numbers:
        return float(numbers[word])
    bare = word.replace(",", "")
    if not bare.replace(".", "", 1).isdigit() or not bare.isascii() or len(bare) > 15:
        return None
    return float(bare)


def _unit(noun: Token) -> str | None:
    words, lemma = _words(), noun.lemma_.lower()
    verb = noun.head
    while noun.dep_ == "conj" and verb.dep_ == "conj" and verb.pos_ in {"NOUN", "PROPN"}:
        verb = verb.head
    if noun.dep_ == "conj" and verb.pos_ in {"NOUN", "PROPN"}:
        verb = verb.head
    if noun.dep_ in {"dobj", "nsubjpass", "nsubj"} or noun.dep_ == "conj":
        for unit in ("killed", "injured", "arrested"):
            if verb.lemma_.lower() in words[unit]:
                return unit
    for child in children(noun, "acl", "amod"):
        for unit in ("killed", "injured", "arrested"):
            if child.lemma_.lower() in words[unit]:
                return unit
    if lemma in words["skip"] or noun.text[:1].isupper() or not noun.text.isalpha():
        return None
    return str(noun.lower_)


def _is_bound(number: Token) -> bool:
    before = number.doc[max(number.sent.start, number.left_edge.i - 3) : number.i].text.lower()
    return any(before.endswith(phrase) for phrase in _words()["at_least"])


def _is_year(number: Token) -> bool:
    """Whether a number is the year of what it stands before: "the 2023 attack"."""
    return len(number.text) == 4 and number.text.isdigit() and number.head.tag_ in {"NN", "NNP"}
