"""The vocabulary of time expressions and the patterns built from it; the words come from ``data/en/times.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from tocsin.reading.knowledge import lexicon_of

_CLOCK = r"(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d\d))?(?: ?(?P<half>[ap]\.?m\.?))?|(?P<word>noon|midday|midnight)"
_CLOCK_ANY = (
    r"(?:\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b\.?|\d{1,2}:\d\d(?: hours)?"
    r"|[0-2]\d[0-5]\d(?= (?:GMT|UTC|hours|local))(?: hours)?|noon|midday|midnight|dawn|dusk)"
)

_PAPERS = (
    "(?-i:Times|Herald|Telegraph|Mirror|Mail|Express|Star|Independent|Tribune|Post|Sun|Night (?:Live|Football|Lights))"
)
"""What makes a weekday the name of a paper or a programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words of one language: number of each month and weekday, and what the other tables say."""

    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, float]
    ordinals: dict[str, int]
    units: dict[str, str]
    parts: dict[str, str]
    seasons: dict[str, str]
    holidays: dict[str, list[int]]
    floating: dict[str, list[int]]
    easter: dict[str, int]
    references: dict[str, str]
    sets: dict[str, str]
    tense: dict[str, frozenset[str]]
    aged: tuple[str, ...]
    zones: dict[str, str]
    patterns: tuple[tuple[str, str, tuple[str, ...]], ...]


@cache
def vocabulary() -> Vocabulary:
    """The words of English, from the data file."""
    data = lexicon_of("times")
    tense = {key: frozenset(listed) for key, listed in data.pop("tense").items()}
    grammar = tuple((row["name"], row["pattern"], tuple(row.get("needs", ()))) for row in data.pop("patterns"))
    zones, aged = data.pop("clock")["zones"], tuple(data.pop("aged")["things"])
    return Vocabulary(tense=tense, zones=zones, aged=aged, patterns=grammar, **data)


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]:
    """(name of the resolver, pattern, words one of which every match contains), the more specific first."""
    fragments = _fragments(vocabulary())
    compiled = []
    for name, pattern, needs in vocabulary().patterns:
        for key, fragment in fragments.items():
            pattern = pattern.replace("{" + key + "}", fragment)  # noqa: PLW2901
        compiled.append((name, _compiled(pattern), needs))
    return tuple(compiled)


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern in which a space stands for up to three spaces or line breaks; bounded, so that no text is slow."""
    spaced = pattern.replace(" ?", "\x00").replace(" ", r"\s{1,3}").replace("\x00", " ?")
    return re.compile(spaced, re.IGNORECASE)


@cache
def clock_pattern() -> re.Pattern[str]:
    """A clock time with the zone that is written with it."""
    zones = _alternatives(vocabulary().zones)
    pattern = rf"\b(?:{_CLOCK})(?: hours)?(?: \(?(?P<zone>{zones})\b\)?| local time)?"
    return _compiled(pattern)


@cache
def zone_pattern() -> re.Pattern[str]:
    """A zone as it is written: "GMT", "Kyiv time"."""
    return _compiled(rf"\b(?:{_alternatives(vocabulary().zones)})\b")


@cache
def trigger_pattern() -> re.Pattern[str]:
    """Any word without which there is no time expression: where it is absent, nothing else is tried."""
    words = vocabulary()
    stems = [*words.months, *words.weekdays, *words.units, *words.seasons, *words.sets, *words.references, *words.parts]
    stems += [*words.holidays, *words.floating, *words.easter]
    stems += [
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "overnight",
        "christmas",
        "decades",
        "centuries",
        "halloween",
    ]
    stems += [
        "nineteen",
        "two thousand",
        "boxing",
        "bastille",
        "latest period",
        "valentine's",
        "centuries",
        "year-end",
        "new year",
    ]
    pattern = rf"\b(?:{_quoted(_alternatives(stems))})|\b1[5-9]\d\d|\b20\d\d|\d[-/.]\d|\bQ[1-4]\b|['’]\d0s\b"
    return re.compile(pattern, re.IGNORECASE)


def _alternatives(words: Any) -> str:
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=len, reverse=True))


def _quoted(pattern: str) -> str:
    return pattern.replace("'", "['’]")


def _fragments(words: Vocabulary) -> dict[str, str]:
    full = [name for name in words.months if len(name) > 4 or name in {"may", "june", "july"}]
    short = [name for name in words.months if name not in full]
    # A month or weekday is capitalised; (?-i:...) keeps "may" and "march" as verbs apart.
    months = "|".join(
        [*(f"{n.title()}|{n.upper()}" for n in full), *(rf"{n.title()}\b\.?|{n.upper()}\b\.?" for n in short)]
    )
    weekdays = "|".join(f"{n.title()}|{n.upper()}" for n in words.weekdays)
    tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    small = [n for n in words.numbers if n not in {"a", "an", "half", "couple", "hundred", "dozen"}]
    ones = "one|two|three|four|five|six|seven|eight|nine"
    number = (
        rf"\d{{1,3}} 1/2|(?:{ones}|ten|\d)[- ]and[- ]a[- ](?:half|quarter)|\d{{1,5}}(?:[.,]\d{{1,3}})?"
        rf"|(?:{tens})[- ](?:{ones})|{_alternatives(small)}"
        r"|an?(?: (?:few|couple(?: of)?|hundred|dozen))?|half an?|(?:a )?couple(?: of)?|several|few|some|many|dozens of"
    )
    units = _alternatives([w for w in words.units if w != "century"])
    return {
        "CLOCK": (
            rf"(?:\b(?P<clock>{_CLOCK_ANY})"
            rf"(?: (?P<clockzone>\(?(?:{_alternatives(words.zones)})\b\)?|local time))?"
            rf"(?: \({_CLOCK_ANY}(?: (?:{_alternatives(words.zones)})\b)?\))?(?:,)?(?: on| of)? )?"
        ),
        "AT": (
            rf"(?:,? (?:at )?\b(?P<late>{_CLOCK_ANY})"
            rf"(?: \(?(?:{_alternatives(words.zones)})\b\)?|(?: \(?local time\)?))?)?"
        ),
        "ZONE": rf"(?(clock)(?: \(?(?:{_alternatives(words.zones)})\b\)?)?)",
        "MOD": r"(?:\b(?P<mod>early|earlier|mid|late|later|middle|end(?=-))(?: on| in|-| of)? ?)?",
        "MONTH": rf"\b(?P<mon>(?-i:{months}))(?![a-z’'-]*[a-z])",
        "MONTHS": rf"(?-i:{months})",
        "NTH": _alternatives(words.ordinals).replace("\\-", "[- ]"),
        "AGED": _alternatives(words.aged),
        "WEEKDAYS": rf"(?:\b(?P<wday>(?-i:{weekdays})),? (?:the )?)?",
        "WEEKDAYSET": rf"(?P<weekday>(?-i:{weekdays}))",
        "WEEKDAY": rf"\b(?P<weekday>(?-i:{weekdays}))(?:['’]s)?(?!s)(?! (?:{_PAPERS})\b)",
        "WEEKDAYNAMES": weekdays,
        "PARTS": _alternatives(words.parts),
        "PART": rf"(?: (?:in the )?(?P<part>{_alternatives(words.parts)})\b(?!-)(?! of))?",
        "ORD": r"(?:st|nd|rd|th)",
        "YEAR": r"(?:1[5-9]\d\d|20\d\d)",
        "QUARTER": r"(?P<ordinal>first|second|third|fourth|final|1st|2nd|3rd|4th)[- ](?:fiscal )?quarter",
        "SEASONS": _alternatives(words.seasons),
        "HOLIDAYS": _quoted(_alternatives([*words.holidays, *words.floating, *words.easter])),
        "DECADE": r"(?:1[5-9]|20)\d0s|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties",
        "NUM": number,
        "UNIT": rf"(?P<unit>(?:{units})s?|century|centuries)",
        "ABOUT": (
            r"(?:about|around|nearly|almost|more than|less than|at least|over|up to|at most|roughly|approximately|some"
            r"|no more than|as much as|as many as|fewer than|close to|just over|just under|well over)"
        ),
        "SETS": _alternatives(words.sets),
        "REFERENCES": _alternatives(words.references),
    }  # fmt: skip


def amount(text: str) -> float | None:
    """The number that ``text`` says ("48", "twenty-four", "a couple of"); ``None`` where it says none ("several")."""
    words = text.lower().replace("-", " ").split()
    joined = " ".join(words).replace(",", "").replace(" 1/2", ".5")
    try:
        return float(joined)
    except ValueError:
        pass
    if not words or words[0] in {"several", "few", "some", "many", "dozens"} or "few" in words:
        return None
    total = 0.0
    for word in words:
        value = vocabulary().numbers.get(word)
        if value is None or (word in {"a", "an"} and len(words) > 1):
            continue
        total = max(total, 1) * value if value >= 100 else total + value
    return total or None
