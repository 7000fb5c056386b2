"""Numbers: the least that a rule asks for, and what the report counts of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tocsin.core.rules import Clause, Condition, Rule
from tocsin.rules.checks import Check
from tocsin.rules.facts import Facts
from tocsin.rules.lexicon import normalised, quantity_words
from tocsin.rules.words import stem, stems

_PREFIX = "count."
_ANYTHING = "units"
"""Where the rule does not say plainly what is counted: no report reaches such a threshold by itself."""
_SAID = {"at_least": "at least", "at_most": "at most"}
_LEVEL = re.compile(r"\b(?:to|at|of|reached|hit|is|was|stands? at|stood at|below|above)(?: about| around| nearly)? $")
_OF = re.compile(r"\s*of (?:the |its |his |her |their |these |those )?")
_MAX_FOUND = 60
_UNIT_WORDS = 4
_STOP_UNIT = re.compile(
    r"\b(?:of|in|on|at|by|from|to|within|who|that|which|are|is|were|was|have|has|had|will|transit\w*|and|or|for|per)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number of something: ``unit`` is a class of nouns or a stem, time is in hours; ``least`` where it says so."""

    value: float
    unit: str
    stems: frozenset[str]
    quote: str
    level: bool = False


def least_conditions(words: str) -> tuple[Condition, ...]:
    """The thresholds of a requiring clause as conditions ``count.UNIT at_least N`` or ``at_most N``.

    ">N" and "<N" where N itself does not do.
    """
    found = []
    plain = normalised(words)
    for match in _most().finditer(plain):
        counted = _counted(match, words)
        if counted is not None:
            value = f"{'<' if match.groupdict().get('strict') else ''}{_written(counted.value)}"
            found.append(Condition(field=_PREFIX + counted.unit, operator="at_most", values=(value,)))
    for match in (*_least().finditer(plain), *_or_more().finditer(plain)):
        strict = match.groupdict().get("strict") is not None
        counted = _counted(match, words)
        number = counted.value if counted is not None else _number_of_something(match)
        if number is not None and number >= 2:
            unit = counted.unit if counted is not None else _ANYTHING
            value = f"{'>' if strict else ''}{_written(number)}"
            found.append(Condition(field=_PREFIX + unit, operator="at_least", values=(value,)))
    return tuple(dict.fromkeys(found))


def _number_of_something(match: re.Match[str]) -> float | None:
    """The number where an "of" follows it and the rule does not say plainly of what."""
    following = _OF.match(match.string, match.end())
    noun = re.match(r"\w+", match.string[following.end() :]) if following else None
    if following is None or (noun and noun[0] in _not_the_event()):
        return None
    return _value(match["number"], match["scale"])


def _written(value: float) -> str:
    return str(int(value)) if value.is_integer() else str(value)


def check_quantity(clause: Clause, facts: Facts) -> Iterable[Check]:
    """Each threshold of a requiring clause: reached, missed, or not told by the numbers of the report."""
    for condition in clause.conditions:
        if condition.operator not in _SAID or not condition.field.startswith(_PREFIX):
            continue
        unit, bound = condition.field.removeprefix(_PREFIX), condition.values[0]
        told = [item for item in _reported(facts) if item.unit == unit]
        told = [item for item in told if item.level] or told if unit == "percent" else told
        if any(_reaches(item.value, condition.operator, bound) for item in told):
            continue
        if told:
            most = condition.operator == "at_most"
            best = (min if most else max)(told, key=lambda item: item.value)
            because = f"the number is too {'large' if most else 'small'}: “{best.quote}”"
            yield Check(truth=False, rank=6, because=because, clause=clause)
        else:
            asked = _asked(condition.operator, bound)
            yield Check(
                truth=None,
                rank=25,
                because="the report does not give the number that the rule asks for",
                clause=clause,
                missing=f"whether it was {asked} ({'hours' if unit == 'hours' else unit})",
            )


def gives_number(rule: Rule, facts: Facts) -> bool:
    """Whether the report gives a number of what a threshold of the rule counts."""
    asked = {c.field.removeprefix(_PREFIX) for clause in rule.clauses for c in clause.conditions if c.operator in _SAID}
    return any(item.unit in asked for item in _reported(facts))


def _reaches(value: float, operator: str, bound: str) -> bool:
    limit = float(bound.lstrip("<>"))
    if value == limit:
        return bound[0] not in "<>"
    return value > limit if operator == "at_least" else value < limit


def _asked(operator: str, bound: str) -> str:
    if bound[0] in "<>":
        return f"{'more' if bound[0] == '>' else 'less'} than {bound[1:]}"
    return f"{_SAID[operator]} {bound}"


def _reported(facts: Facts) -> list[Counted]:
    found: list[Counted] = []
    for sentence in facts.sentences:
        for match in _number().finditer(sentence.words):
            counted = _counted(match, sentence.text)
            if counted is not None and len(found) < _MAX_FOUND:
                found.append(counted)
    if facts.coded is not None:
        for quantity in facts.coded.attributes.counts:
            unit = _unit(quantity.unit.lower())
            if unit is not None:
                quote = f"{quantity.value:g} {quantity.unit}"
                found.append(Counted(value=quantity.value, unit=unit, stems=stems(quantity.unit), quote=quote))
    return found


def _counted(match: re.Match[str], original: str) -> Counted | None:
    """The number with what it counts: the nouns right after it, or a class of noun right before ("killed 40")."""
    value = _value(match["number"], match["scale"])
    words = match.string
    tail = (
        _OF.sub("", words[match.end() : match.end() + 60], count=1)
        if _OF.match(words, match.end())
        else (words[match.end() : match.end() + 60])
    )
    limit = _STOP_UNIT.search(tail)
    noun = " ".join(re.split(r"[.,;:()]", tail[: limit.start()] if limit else tail)[0].split()[:_UNIT_WORDS])
    if match["number"].startswith("$"):
        noun = "dollars"
    unit = _unit(noun)
    if unit is None:
        before = re.split(r"[.,;:()]", words[max(0, match.start() - 20) : match.start()])[-1].split()
        unit = _unit(before[-1]) if before else None
    if value is None or unit is None or unit == "":
        return None
    table = quantity_words()
    if unit.startswith("time:"):
        value, unit = value * table["hours"][unit.removeprefix("time:")], "hours"
    quote = original[match.start() : min(len(original), match.end() + len(noun) + 1)].strip()
    level = _LEVEL.search(words[max(0, match.start() - 24) : match.start()]) is not None
    return Counted(value=value, unit=unit, stems=stems(noun), quote=quote, level=level)


def _unit(noun: str) -> str | None:
    """The class that ``noun`` (a few words) belongs to, else the stem of its last word; ``None`` for no count."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*|%", noun)
    if not words or words[0] in _not_the_event():
        return None
    table = quantity_words()
    for word in words:
        singular = word.removesuffix("s")
        if singular in table["hours"]:
            return f"time:{singular}"
        if word in _classes():
            return _classes()[word]
        if word in _not_the_event():
            return None
    last = stem(words[-1])
    return last if len(last) > 3 else None


def numbers_in(words: str) -> frozenset[float]:
    """Every number that normalised words name, in figures, words or as an ordinal."""
    ordinals = quantity_words()["ordinals"]
    told = {
        value for match in _number().finditer(words) if (value := _value(match["number"], match["scale"])) is not None
    }
    return frozenset(
        told | {float(ordinals[word]) for word in re.findall(r"[a-z]+|\d+(?:st|nd|rd|th)", words) if word in ordinals}
    )


def _value(number: str, scale: str | None) -> float | None:
    table = quantity_words()
    plain = number.strip("$").replace(",", "")
    try:
        value = float(plain)
    except ValueError:
        known = table["words"].get(plain)
        if known is None:
            return None
        value = float(known)
    return value * float(table["scale"].get((scale or "").strip(), 1))


@cache
def _classes() -> dict[str, str]:
    return {word: name for name, words in quantity_words()["classes"].items() for word in words}


@cache
def _not_the_event() -> frozenset[str]:
    return frozenset(quantity_words()["not_the_event"]["units"])


@cache
def _number_words() -> str:
    words = "|".join(sorted(quantity_words()["words"], key=len, reverse=True))
    scale = "|".join(quantity_words()["scale"])
    return (
        rf"(?<![\w.])(?P<number>\$?\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\$?\d{{1,12}}(?:\.\d+)?|{words})(?![\w]|[.:]\d|-(?:third|quarter|fifth)s?\b)"
        rf"[\s-]*(?P<scale>(?:{scale})\b)?"
    )


@cache
def _number() -> re.Pattern[str]:
    return re.compile(_number_words())


@cache
def _least() -> re.Pattern[str]:
    """ "At least N" and its kin; ``strict`` where N itself is too few."""
    return re.compile(
        r"(?:(?P<strict>\b(?:more than|over|exceed(?:s|ing)?|greater than|above)\s+)"
        r"|\b(?:reach(?:es)?|achiev(?:es?|ed)|hits?|at least|no fewer than|no less than|not less than|a minimum(?: of)?"
        r"|minimum of)\s+"
        r"|(?:≥|>=)\s*)" + _number_words()
    )


@cache
def _most() -> re.Pattern[str]:
    """ "At most N" and its kin; ``strict`` where N itself is too many."""
    return re.compile(
        r"(?:(?P<strict>\b(?:less than|fewer than|lower than|under|below)\s+)"
        r"|\b(?:at most|no more than|not more than)\s+|(?:≤|<=)\s*)" + _number_words()
    )


@cache
def _or_more() -> re.Pattern[str]:
    return re.compile(_number_words() + r"\s*(?:or (?:more|greater|higher|above)|\+)")
