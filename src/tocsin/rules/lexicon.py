"""The words rules and reports are recognised by, read once from the data files of this package.

Every search runs over :func:`normalised` text, which has the length of the original, so that offsets stay true.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tocsin.core.vocabulary import Action

_QUOTES = {ord(a): b for a, b in zip("“”„«»‘’‚ʼ`\u00a0\u2009\u202f–—‑−", "\"\"\"\"\"'''''   ----", strict=True)}
_SPACE = re.compile(r" (?![?*+{])")
_PHRASE_STAR = re.compile(r"(?<=\s)\*(?=\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One thing that a rule can turn on, and how rules and reports name it.

    ``field`` and ``value`` tie it to an attribute of an event; ``None`` where core has no attribute for it.
    """

    name: str
    field: str | None
    value: str | None
    in_rules: re.Pattern[str]
    in_reports: re.Pattern[str]
    opposite: tuple[str, ...]
    required: bool = False
    rules_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """One kind of act that questions ask for."""

    name: str
    actions: tuple[Action, ...]
    both: bool
    office: bool
    matter: bool
    in_rules: re.Pattern[str]
    in_reports: re.Pattern[str]
    against: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One thing that rules ask somebody to do: how they say it, how reports say it, and what speaks against it."""

    name: str
    in_rules: re.Pattern[str]
    in_reports: re.Pattern[str]
    against: re.Pattern[str]
    light: bool
    level: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A country (ISO 3166 alpha-3) or a group: names and demonyms, and the capital and offices that speak for it."""

    code: str
    continent: str
    name: str
    names: tuple[str, ...]
    pattern: re.Pattern[str]
    voices: re.Pattern[str]


def normalised(text: str) -> str:
    """``text`` in lower case with straight quotes and plain dashes, character for character as long as before."""
    plain = text.translate(_QUOTES)
    lowered = plain.lower()
    if len(lowered) == len(plain):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in plain)


def phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for several phrases: ``*`` ends a word freely, or stands for up to four words; ``i?e`` is s or z."""
    if not phrases:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_phrase, phrases))})(?!\w)")


def _phrase(phrase: str) -> str:
    pattern = _PHRASE_STAR.sub(r"(?:[\\w'.-]+ ){0,3}[\\w'.-]+", phrase)
    pattern = re.sub(r"(\w|\))\*", r"\1\\w*", pattern)
    pattern = re.sub(r"i\?e", "i[sz]e", pattern)
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern).replace(" ", r"[\s-]+")


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(_read(name))


def _read(name: str) -> str:
    return files("tocsin.rules").joinpath("data", name).read_text(encoding="utf-8")


@cache
def topics() -> dict[str, Topic]:
    """Every topic by name."""
    return {name: _topic(name, row) for name, row in _table("topics.toml").items()}


def _topic(name: str, row: dict[str, Any]) -> Topic:
    in_rules = tuple(row.get("rule", ()))
    return Topic(
        name=name,
        field=row.get("field"),
        value=row.get("value"),
        in_rules=phrase_pattern(in_rules),
        in_reports=phrase_pattern(in_rules + tuple(row.get("text", ()))),
        opposite=tuple(row.get("opposite", ())),
        required=bool(row.get("required", False)),
        rules_out=tuple(row.get("rules_out", ())),
    )


@cache
def predicates() -> tuple[Predicate, ...]:
    """Every kind of act, in the order in which they are tried."""
    return tuple(
        Predicate(
            name=name,
            actions=tuple(Action(root) for root in row["actions"]),
            both=bool(row.get("both", False)),
            office=bool(row.get("office", False)),
            matter=bool(row.get("matter", False)),
            in_rules=phrase_pattern(tuple(row["rule"])),
            in_reports=phrase_pattern(tuple(row["done"])),
            against=phrase_pattern(tuple(row.get("against", ()))),
        )
        for name, row in _table("predicates.toml").items()
    )


@cache
def verbs() -> tuple[Verb, ...]:
    """Every act outside the kinds of :func:`predicates`, in the order of the file."""
    return tuple(
        Verb(
            name=name,
            in_rules=phrase_pattern(tuple(row["rule"])),
            in_reports=phrase_pattern(tuple(row["done"])),
            against=phrase_pattern(tuple(row.get("against", ()))),
            light=bool(row.get("light", False)),
            level=bool(row.get("level", False)),
        )
        for name, row in _table("verbs.toml").items()
    )


@cache
def moods() -> dict[str, list[str]]:
    """What keeps an act from happening, wants it, or denies it: see the data file."""
    return _table("moods.toml")


@cache
def parties() -> tuple[Party, ...]:
    """Countries and groups; matched on the original text, because "US" is not "us"."""
    return tuple(_party(line) for line in _read("countries.tsv").splitlines() if line and not line.startswith("#"))


def parties_in(text: str) -> list[Party]:
    """The parties one of whose names stands in ``text``, be it inside another word: few, to search for in earnest."""
    return [party for party in parties() if any(name in text for name in party.names)]


def party_name(code: str) -> str:
    """The name of a country or group by its code; a code that is not known is its own name."""
    return next((party.name for party in parties() if party.code == code), code)


def _party(line: str) -> Party:
    code, continent, names, demonyms, offices = (line.split("\t") + [""] * 5)[:5]
    own = [word for word in (*names.split("|"), *demonyms.split("|")) if word]
    speaking = [word for word in offices.split("|") if word]
    return Party(
        code=code,
        continent=continent,
        name=own[0],
        names=tuple(own),
        pattern=_names_pattern(own),
        voices=_names_pattern(own + speaking),
    )


def _names_pattern(names: list[str]) -> re.Pattern[str]:
    if not names:
        return re.compile(r"(?!)")
    ordered = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?<!Latin )(?<!South )(?<!North )(?:{ordered})(?:'s|’s)?(?!\w)")


@cache
def clause_phrases() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """(family, clause kind, pattern) in the order in which they are tried."""
    table = _table("clauses.toml")
    return tuple((family, table["kinds"][family], _either(table["phrases"][family])) for family in table["order"])


@cache
def clause_section(section: str) -> dict[str, re.Pattern[str]]:
    """The patterns of one further section of the clause lexicon: ``headers``, ``parts`` or ``outcomes``."""
    return {name: _either(patterns) for name, patterns in _table("clauses.toml")[section].items()}


@cache
def signals() -> dict[str, re.Pattern[str]]:
    """How a report stands to what it reports: open, peripheral, one_sided, confirmed, not_yet."""
    return {name: _either(patterns) for name, patterns in _table("signals.toml").items()}


@cache
def risk_terms() -> tuple[dict[str, Any], ...]:
    """Terms that disputes come from: ``term`` pattern, what counts as a definition, weight and reason."""
    rows: list[dict[str, Any]] = _table("risk.toml")["term"]
    return tuple(row | {"pattern": re.compile(row["match"]), "defined": re.compile(row["unless"])} for row in rows)


@cache
def zones() -> dict[str, dict[str, str]]:
    """Zone names by section: ``letters``, ``names``, ``cities``."""
    return _table("zones.toml")


def _either(patterns: list[str]) -> re.Pattern[str]:
    """One pattern for several; a space stands for one or more, because blanked markup leaves gaps."""
    return re.compile("|".join(f"(?:{_SPACE.sub(' +', pattern)})" for pattern in patterns))


@cache
def quantity_words() -> dict[str, Any]:
    """Number words, scales, hours per unit of time, classes of nouns, and nouns that count no event."""
    return _table("quantities.toml")


@cache
def stop_words() -> tuple[str, ...]:
    """Words that tell nothing about what a clause is about."""
    return tuple(str(_table("stopwords.toml")["words"]).replace('"', "").split())


@cache
def kin_words() -> tuple[tuple[str, ...], ...]:
    """Words that name the same thing, group by group."""
    return tuple(tuple(line.split()) for line in _table("kin.toml")["kin"])


@cache
def name_stop_words() -> tuple[str, ...]:
    """Capitalised words of titles that name nobody: openings, months, offices, bodies with many names."""
    return tuple(str(_table("stopwords.toml")["no_names"]).split())


@cache
def group_members() -> dict[str, frozenset[str]]:
    """The member countries of every group that rules name."""
    return {name: frozenset(codes) for name, codes in _table("groups.toml")["members"].items()}


@cache
def region_countries() -> dict[str, frozenset[str]]:
    """The countries of every continent or macro-region, by its normalised name."""
    by_continent: dict[str, set[str]] = {}
    for party in parties():
        by_continent.setdefault(party.continent, set()).add(party.code)
    return {
        name: frozenset(code for item in items for code in (by_continent.get(item) or {item}))
        for name, items in _table("groups.toml")["regions"].items()
    }
