"""Which of the places found end somebody's or something's name: "Aisha Bello", "Helios Maritime"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tocsin.core.claims import Place
from tocsin.reading.places.gazetteer import gazetteer, place_key
from tocsin.reading.places.words import place_words
from tocsin.reading.text.parse import ParsedBlock, is_word
from tocsin.reading.times.vocabulary import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

_BORNE = frozenset({"city", "region", "ambiguous"})
"""Kinds of places that people and firms are called by."""


def without_surnames(places: Sequence[Place], blocks: Sequence[ParsedBlock]) -> tuple[Place, ...]:
    """``places`` without those that end a longer name; the name alone is none either, unless a word locates it."""
    tokens = dict(_tokens(places, blocks))
    starts = {place.span.start for place in places if place.span is not None}
    ending = {at for at, token in tokens.items() if _ends_name(token, starts, places[at])}
    borne = {place_key(tokens[at].text) for at in ending}
    borne -= {place_key(token.text) for at, token in tokens.items() if at not in ending and _is_located(token)}
    return tuple(
        place
        for at, place in enumerate(places)
        if at not in ending and not (at in tokens and place_key(tokens[at].text) in borne)
    )


def _tokens(places: Sequence[Place], blocks: Sequence[ParsedBlock]) -> Iterator[tuple[int, Token]]:
    """The word of each place that may be a name, where it is one word of the running text."""
    offsets = [block.offset for block in blocks]
    for at, place in enumerate(places):
        if place.span is None or place.kind not in _BORNE or not blocks:
            continue
        block = blocks[max(0, bisect_right(offsets, place.span.start) - 1)]
        index = block.first_at(place.span.start)
        if index < len(block.doc) and block.doc[index].idx + block.offset == place.span.start:
            token = block.doc[index]
            if len(token.text) == place.span.end - place.span.start:
                yield at, token


def _ends_name(token: Token, starts: set[int], place: Place) -> bool:
    """Whether a capitalised word that is no place, no title and no day stands right before, as part of one name."""
    if token.i == 0 or token.pos_ != "PROPN" or token.text.isupper():
        return False
    before = token.doc[token.i - 1]
    if not (before.whitespace_ and before.pos_ == "PROPN" and before.text[:1].isupper() and before.text[1:].islower()):
        return False
    if before.head.i not in {token.i, token.head.i} and token.head.i != before.i:
        return False
    offset = place.span.start - token.idx if place.span is not None else 0
    if before.idx + offset in starts or _places(before.lower_) or gazetteer().find(before.text):
        return False
    titled = before.i > 0 and token.doc[before.i - 1].lower_.rstrip(".") in place_words("titles")
    return titled or not (is_word(before.lower_) or is_word(before.lemma_.lower()))


def _places(word: str) -> bool:
    """Whether a word before a place is a title, a direction, a day or a month."""
    kinds = ("titles", "directions", "place_before", "city_after", "region_after", "county_after")
    return (
        word in vocabulary().weekdays or word in vocabulary().months or any(word in place_words(kind) for kind in kinds)
    )


def _is_located(token: Token) -> bool:
    """Whether a word such as "in" stands before a name."""
    return token.i > 0 and token.doc[token.i - 1].lower_ in place_words("place_before")
