"""Which words of a text may name a place: runs of capitalised words that the gazetteer knows and that are no person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from tocsin.reading.places.gazetteer import Entry, Gazetteer, gazetteer, place_key
from tocsin.reading.places.words import common_words, place_words, speaking_capitals
from tocsin.reading.text.segment import BlockKind, Layout

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[A-Z]\.[A-Z][a-z]\.|[^\W\d_](?:[\w’'ʻ]*\w)?\.?", re.UNICODE)
_LONGEST = 6
_SPEAKS_AFTER = re.compile(
    r"\s+(?:said|says|has|is|was|had|denied|denies|accused|accuses|warned|warns|wants|rejected|rejects|insists|insisted|would|will|did|called|calls|claims"
    r"|claimed|announced|blamed|agreed|refused|threatened|vowed|hopes|fears|believes|could|must|may|and)\b"
)
_VILLAGES = re.compile(r"\b(?:villages|settlements|hamlets)(?: of)?,?(?:[ ,]*(?:[A-Z][\w’'-]+|and|,))*\s$")
_LINKERS = {
    "of",
    "the",
    "and",
    "de",
    "la",
    "al",
    "el",
    "upon",
    "on",
    "le",
    "du",
    "da",
    "do",
    "au",
    "aux",
    "sur",
    "los",
    "las",
}
FIXED_KINDS = frozenset(
    [
        "country",
        "demonym",
        "metonym",
        "sea",
        "strait",
        "conflict-region",
        "macro-region",
        "island",
        "capital",
        "area",
        "site",
        "river",
        "district",
        "body",
    ]
)
"""Kinds of the tables written by hand: their names mean what the tables say, whatever town is called the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in the text with its readings and what stands around it.

    ``region``/``city``: the words around ask for one; ``village``: it is listed among villages; ``listed``: it stands
    behind a comma or "and"; ``city_first``: news means the city, not the state, by it; ``vouched``: a qualifier or
    a word like "town of" vouches for a place; ``preposition``: one stands before it; ``common``: it is also an English
    word; ``leading``: it opens a sentence; ``speaks``: a verb of saying or doing follows a capital; ``dropped``: it
    turned out to be no place.
    """

    start: int
    end: int
    text: str
    key: str
    entries: tuple[Entry, ...]
    region: bool = False
    city: bool = False
    village: bool = False
    listed: bool = False
    city_first: bool = False
    vouched: bool = False
    preposition: bool = False
    common: bool = False
    leading: bool = False
    speaks: bool = False
    dropped: bool = False

    def rejected(self) -> Mention:
        """This mention, marked as no place."""
        return replace(self, dropped=True)


class _Token(NamedTuple):
    """A word; ``opens`` is told of capitalised ones alone. A tuple, since a text has very many."""

    start: int
    end: int
    text: str
    capital: bool
    opens: bool


def find_mentions(text: str, layout: Layout, table: Gazetteer) -> list[Mention]:
    """The mentions of ``text`` in order, longest names first, without overlap."""
    blocks = (
        [(b.start, b.end) for b in layout.blocks if b.kind is not BlockKind.BYLINE]
        if layout.blocks
        else [(0, len(text))]
    )
    found: list[Mention] = []
    people: set[str] = set()
    first_names: set[str] = set()
    for start, end in blocks:
        tokens = [_token(text, match, start) for match in _TOKEN.finditer(text, start, end)]
        people |= _surnames(text, tokens)
        first_names |= _first_names(text, tokens)
        found += _mentions_in(text, tokens, table)
    return [m for m in found if not _is_person(m, people, first_names)]


def _is_person(mention: Mention, surnames: set[str], first_names: set[str]) -> bool:
    """Whether a person of this document goes by the name, and nothing here says that the place is meant."""
    if mention.vouched:
        return False
    if mention.key in first_names and (mention.listed or not mention.preposition):
        return True
    return mention.key in surnames and mention.entries[0].kind not in FIXED_KINDS


def _first_names(text: str, tokens: Sequence[_Token]) -> set[str]:
    """Keys of given names that stand before a surname in this block ("Georgia Stevens")."""
    given = place_words("given")
    return {
        place_key(token.text)
        for token, after in pairwise(tokens)
        if token.capital
        and token.text.lower() in given
        and text[token.end : after.start] == " "
        and _is_surname(after, after.text.lower().rstrip("."))
    }


def _token(text: str, match: re.Match[str], block: int) -> _Token:
    word, end = match.group(), match.end()
    capital = word[0].isupper()
    if not capital and word[-1] not in ".s":
        return _Token(match.start(), end, word, capital=False, opens=False)
    if word.endswith("."):
        short = len(word) <= 6 and word[:1].isupper()
        if not short:
            word, end = word[:-1], end - 1
    for suffix in ("'s", "’s"):
        if word.endswith(suffix):
            word, end = word[:-2], end - 2
    opens = capital and _opens(text, match.start(), block)
    return _Token(match.start(), end, word, capital=capital, opens=opens)


def _opens(text: str, at: int, block: int) -> bool:
    """Whether the word at ``at`` opens a sentence or a quotation, where anything is capitalised."""
    while at > block and text[at - 1] in " \t\n“\"‘'(":
        at -= 1
        if text[at] in '“"‘':
            return True
    return at <= block or text[at - 1] in ".!?:;\n"


def _surnames(text: str, tokens: Sequence[_Token]) -> set[str]:
    """Keys of words that stand behind a given name or a title of a person in this block."""
    given, titles = place_words("given"), place_words("titles")
    found = set()
    for before, token in pairwise(tokens):
        gap = text[before.end : token.start]
        if not (before.capital and token.capital) or gap.strip(" ") or "\n" in gap:
            continue
        dotted = before.text.endswith(".")
        word = before.text.rstrip(".").lower()
        if (word in given and not dotted) or (word in titles and dotted):
            found.add(place_key(token.text))
    return found


def _mentions_in(text: str, tokens: Sequence[_Token], table: Gazetteer) -> Iterator[Mention]:
    index = 0
    while index < len(tokens):
        if not tokens[index].capital:
            index += 1
            continue
        taken = 1
        for size in range(min(_LONGEST, len(tokens) - index), 0, -1):
            mention = _mention(text, tokens, index, size, table)
            if mention is not None:
                yield mention
                taken = size
                break
        index += taken


def _mention(text: str, tokens: Sequence[_Token], index: int, size: int, table: Gazetteer) -> Mention | None:
    run = tokens[index : index + size]
    last = run[-1]
    if (
        not last.capital
        and last.text[:2] not in {"d'", "d’"}
        and not (
            size > 1
            and last.text
            in {"river", "province", "plant", "corridor", "zone", "peninsula", "world", "region", "states"}
        )
    ):
        return None
    if any(not t.capital and t.text not in _LINKERS for t in run[1:-1]):
        return None
    if size > 1 and any(not _joined(text[a.end : b.start]) for a, b in pairwise(run)):
        return None
    start, end = run[0].start, last.end
    name = text[start:end]
    entries = table.find(name)
    if run[0].text in {"St.", "St", "Saint"} and text[end : end + 2] in {"'s", "’s"} and table.find(name + "s"):
        end += 2  # the capital of Grenada, not what belongs to a saint
        name = text[start:end]
        entries = table.find(name)
    if not entries and name.endswith("."):
        end -= 1
        name = text[start:end]
        entries = table.find(name)
    if not entries or not _admissible(name, entries):
        return None
    if name.endswith(".") and not table.is_abbreviation(name):
        end, name = end - 1, name[:-1]
    return _described(text, tokens, index, size, _clean(name, start, end, entries))


def _joined(gap: str) -> bool:
    return gap in {" ", "\n", "-", ", ", ". ", "’", "'", "/", "'s ", "’s "} or gap == "  "


def _clean(name: str, start: int, end: int, entries: tuple[Entry, ...]) -> Mention:
    return Mention(start=start, end=end, text=name, key=place_key(name), entries=entries)


def _admissible(name: str, entries: tuple[Entry, ...]) -> bool:
    """Whether the name as written can be the place: "us" is no country and "March" no town."""
    key = place_key(name)
    if key == "us" and name not in {"US", "US.", "U.S.", "U.S"}:
        return False
    if name in place_words("never_dotted"):
        return False
    if len(key) <= 3 and entries[0].kind not in FIXED_KINDS:
        return (name.endswith(".") and entries[-1].kind == "region") or (
            len(key) == 3 and entries[0].population > 1_000_000
        )
    if name.isupper() and len(key) <= 4 and entries[0].kind in {"city", "region"} and "." not in name:
        return entries[0].population > 1_000_000
    if name.endswith(".") and name.count(".") == 1 and not any(e.kind in {"region"} | FIXED_KINDS for e in entries):
        return key not in place_words("never")
    if key in place_words("directions") or (
        key in place_words("given")
        and entries[0].kind == "region"
        and entries[0].population < 1_000_000
        and key not in speaking_capitals()
    ):
        return False
    return key not in place_words("never") or entries[0].kind in FIXED_KINDS


def _described(text: str, tokens: Sequence[_Token], index: int, size: int, mention: Mention) -> Mention | None:
    """The mention with what stands around it; ``None`` where it is part of a person's or a thing's name."""
    before = tokens[index - 1] if index else None
    after = tokens[index + size] if index + size < len(tokens) else None
    follows = text[mention.end : after.start] if after else ""
    behind = text[before.end : mention.start] if before else ""
    fixed = mention.entries[0].kind in FIXED_KINDS
    next_word = after.text.lower().rstrip(".") if after and follows.strip() == "" and follows else ""
    last_word = before.text.lower().rstrip(".") if before and behind.strip() == "" and behind else ""
    if last_word in place_words("given") and before is not None and before.text.endswith("."):
        last_word = ""  # the name ended its sentence
    region = next_word in place_words("region_after")
    county = bool(after and after.capital and next_word in place_words("county_after"))
    city_word = next_word in place_words("city_after") or last_word in {"city", "town", "village"}
    if county or _is_part_of_name(mention, before, after, last_word, next_word, fixed=fixed):
        return None
    if mention.entries[0].kind == "city" and next_word in place_words("water_after") | place_words("goods_after"):
        return None
    if text[mention.end : mention.end + 1] in {"$", "€", "£"}:
        return None
    hamlet = not city_word and not region and _is_listed_as_village(text, mention.start)
    phrase = " ".join(t.text.lower() for t in tokens[max(0, index - 2) : index])
    vouched = any(phrase.endswith(p) for p in place_words("city_before") if " " in p) or region
    near = {t.text.lower() for t in tokens[max(0, index - 6) : index + size + 6]}
    return replace(
        mention,
        region=region
        or (not vouched and bool(near & place_words("front")) and last_word in place_words("front_before")),
        city=city_word or (vouched and not region),
        village=hamlet,
        city_first=mention.key in place_words("city_first"),
        listed=behind.strip() == "," or last_word == "and",
        vouched=vouched or _qualified(text, mention),
        preposition=last_word in place_words("place_before")
        or last_word == "and"
        or (not behind.strip() and before is None and mention.text.isupper()),
        common=mention.key in common_words(),
        leading=tokens[index].opens,
        speaks=mention.key in speaking_capitals()
        and (last_word not in place_words("place_before") or last_word in place_words("party_before"))
        and bool(_SPEAKS_AFTER.match(text, mention.end)),
    )


def _is_listed_as_village(text: str, start: int) -> bool:
    """Whether the name stands in a list behind "villages", "settlements", as in "two villages, Rivne and Hirke"."""
    return bool(_VILLAGES.search(text, max(0, start - 80), start))


def _qualified(text: str, mention: Mention) -> bool:
    """Whether a comma and a capitalised word follow, as in "Rogersville, Missouri"."""
    return (
        bool(re.match(r",\s(?:[A-Z][a-z]+\.?|[A-Z]\.[A-Z]\.)(?:[,.\s)]|$)", text[mention.end : mention.end + 24]))
        and not mention.common
    )


def _is_part_of_name(
    mention: Mention, before: _Token | None, after: _Token | None, last_word: str, next_word: str, *, fixed: bool
) -> bool:
    """Whether the words around make the name part of a person's or a thing's."""
    given = place_words("given")
    if fixed:
        if mention.key not in given:
            return False
        return _is_surname(after, next_word) or (before is not None and before.capital and last_word in given)
    if before is not None and last_word in place_words("particles"):
        return True
    if before is not None and before.capital and last_word and _is_named_by(mention, before, last_word):
        return True
    if after is None or not after.capital or not next_word:
        return False
    if next_word in place_words("thing_after"):
        return True
    if mention.entries[0].kind == "city" and next_word in place_words("street_after"):
        return True
    return mention.key in given and _is_surname(after, next_word)


def _is_named_by(mention: Mention, before: _Token, last_word: str) -> bool:
    """Whether the capitalised word before makes the name a person's or a club's: "Jack London", "Real Madrid"."""
    given = place_words("given")
    if last_word in given and len(last_word) > 1:
        return True
    if last_word in place_words("titles") and before.text.lower() != "mayor":
        return " " not in mention.text
    if re.fullmatch(r"[A-Z]\.?", before.text) and before.text not in {"A", "I"}:
        return True
    if last_word in place_words("club_before"):
        return True
    strong = any(e.population > 100_000 or e.kind in FIXED_KINDS for e in gazetteer().find(before.text))
    known = strong or last_word in place_words("directions") or last_word in place_words("place_before")
    small = mention.entries[0].kind == "city" and mention.entries[0].population < 300_000
    return small and not known and not before.opens


def _is_surname(word: _Token | None, low: str) -> bool:
    """Whether the capitalised word behind a given name may be a surname: no noun of places, no well-known place."""
    if (
        word is None
        or not word.capital
        or not low
        or low in place_words("place_noun_after")
        or low in place_words("region_after")
    ):
        return False
    known = gazetteer().find(word.text)
    return not any(entry.population > 1_000_000 or entry.kind in FIXED_KINDS for entry in known)
