"""What a rule's own words exclude and demand, against what the report states."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from tocsin.core.rules import Clause, Condition, Rule
from tocsin.core.vocabulary import ClauseKind, Status
from tocsin.rules.checks import Check, short
from tocsin.rules.clauses import WORDS
from tocsin.rules.facts import Facts, stretch
from tocsin.rules.lexicon import Topic, moods, normalised, topics
from tocsin.rules.lookup import condition_topics, named_topics, resolution_clause
from tocsin.rules.words import by_kind, distinctive, stem

_STRICT = re.compile(r"\bonly\b|\bmust\b|\bsolely\b")
_NEGATED = re.compile(r"\b(?:not|no|never)\b")
_WHAT_LANDS = re.compile(r"\bwhether (?:they|it|anything|any \w+) lands?\b|\bcauses? damage\b")
_WORD = re.compile(r"[^\W\d_]{3,}")
_DENIED = re.compile(r"\b(?:no|without)\s+(?P<what>(?:[\w-]+\s*){1,3})")
_MIN_SINGLE = 4


def check_exclusion(clause: Clause, rule: Rule, facts: Facts) -> Iterable[Check]:
    """One excluding clause: false where a stated fact is what it excludes and no exception of the clause holds."""
    if not clause.conditions:
        return
    if "intercepted" in named_topics(clause.conditions) and (debris_left_open(rule, facts) or _debris(rule, facts)):
        return
    matched: bool | None = False
    quote = ""
    for condition in clause.conditions:
        if condition.operator == "is":
            matched, quote = _excluded(condition, facts)
        elif matched is not False and _excepted(condition, facts) is not False:
            matched = None if _excepted(condition, facts) is None else False
    if matched:
        yield Check(truth=False, rank=2, because=f"the rule excludes it: “{short(quote)}”", clause=clause)
    elif matched is None:
        yield Check(
            truth=None,
            rank=21,
            because="the report leaves open what the rule excludes",
            clause=clause,
            missing=f"whether this holds: {short(clause.text)}",
        )


def _excepted(condition: Condition, facts: Facts) -> bool | None:
    """Whether an exception of the clause holds; unknown only where the report itself leaves it open."""
    found = [facts.truth(topic.name) for topic in condition_topics(condition)]
    if True in found:
        return True
    return None if None in found and any(sentence.open for sentence in facts.sentences) else False


def _excluded(condition: Condition, facts: Facts) -> tuple[bool | None, str]:
    """Whether one alternative of the condition is stated, and the words that state it."""
    left_open = ""
    for topic in condition_topics(condition):
        truth = facts.truth(topic.name)
        if any(facts.truth(other) for other in topic.opposite) or _done_all_the_same(topic, facts):
            continue
        if truth:
            return True, facts.quote(topic.name)
        if truth is None and topic.name in facts.mentions:
            left_open = facts.quote(topic.name)
    named = next((quote for value in condition.values if (quote := _words_stated(value, facts))), "")
    if named:
        return True, named
    return (None, left_open) if left_open else (False, "")


def _done_all_the_same(topic: Topic, facts: Facts) -> bool:
    """Whether a plan is reported beside something that has happened."""
    if topic.name != "planned" or facts.status is Status.PLANNED:
        return False
    return any(not sentence.not_yet and not sentence.open for sentence in facts.sentences)


def _words_stated(value: str, facts: Facts) -> str:
    """The sentence that states an alternative in its own words, or ""."""
    wanted = frozenset(value.removeprefix(WORDS).split()) if value.startswith(WORDS) else frozenset()
    if not wanted or (len(wanted) == 1 and (len(max(wanted)) < _MIN_SINGLE or wanted <= _spoken())):
        return ""
    wanted = by_kind(wanted)
    needed = _enough(len(wanted))
    for sentence in facts.sentences:
        if len(wanted & by_kind(sentence.stems)) >= needed and not _negated(wanted, sentence.words):
            return sentence.text
    return ""


@cache
def _spoken() -> frozenset[str]:
    """Words for mere talk: alone they exclude nothing, because whether the act is done is tested elsewhere."""
    return frozenset(stem(word) for word in moods()["spoken"])


def _negated(wanted: frozenset[str], words: str) -> bool:
    """Whether the first of the words stands behind a "not" or "no" of its part of the sentence."""
    first = next((m.start() for m in _WORD.finditer(words) if by_kind(frozenset((stem(m[0]),))) & wanted), 0)
    begin, _ = stretch(words, first, first)
    return _NEGATED.search(words, begin, first) is not None


def _enough(number: int) -> int:
    """How many of an alternative's words must be told: both of two, two thirds of up to four, half of more."""
    if number < 3:
        return number
    return math.ceil(number * 2 / 3) if number < 5 else max(3, math.ceil(number / 2))


def check_requirement(clause: Clause, rule: Rule, facts: Facts) -> Iterable[Check]:
    """One requiring clause: each fact it demands is stated, ruled out by another, or missing."""
    for condition in clause.conditions:
        wanted = [
            t
            for t in condition_topics(condition)
            if t.required and not (t.name == "bilateral" and rule.pattern.both_parties)
        ]
        if not wanted or condition.operator != "is" or any(facts.truth(topic.name) for topic in wanted):
            continue
        if _accepted_otherwise(rule, facts) or (debris_left_open(rule, facts) and condition.field == "effect"):
            continue
        against = [t for t in wanted if facts.truth(t.name) is False or _other_value(t, facts)]
        if len(against) == len(wanted):
            yield Check(
                truth=False,
                rank=6,
                because=f"a fact that the rule requires is ruled out ({_readable(wanted)})",
                clause=clause,
            )
        elif any(topic.field for topic in wanted) or _STRICT.search(normalised(clause.text)):
            yield Check(
                truth=None,
                rank=25,
                because="a fact that the rule requires is not stated",
                clause=clause,
                missing=f"whether it was: {_readable(wanted)}",
            )


def check_denied(clause: Clause, facts: Facts) -> Iterable[Check]:
    """That the report does not deny, in the rule's own words, what a requiring clause demands ("no chain reaction")."""
    demanded = [stem(word) for word in _WORD.findall(normalised(clause.text))]
    pairs = set(pairwise(demanded))
    for sentence in facts.sentences:
        for match in _DENIED.finditer(sentence.words):
            told = [stem(word) for word in _WORD.findall(match["what"])]
            if not sentence.open and any(pair in pairs for pair in _telling(told)):
                because = f"what the rule requires is denied: “{short(sentence.text)}”"
                yield Check(truth=False, rank=6, because=because, clause=clause)
                return


def _telling(told: list[str]) -> Iterable[tuple[str, str]]:
    """Neighbouring words of which both tell something."""
    return (pair for pair in pairwise(told) if len(distinctive(" ".join(pair))) == len(pair))


def debris_left_open(rule: Rule, facts: Facts) -> bool:
    """Whether only debris of an intercepted weapon came down, and the rule says nothing about debris."""
    words = normalised(rule.text)
    said = topics()["debris"].in_rules.search(words) or _WHAT_LANDS.search(words)
    if said or not facts.truth("debris") or facts.truth("ground_impact"):
        return False
    named = {name for clause in rule.clauses for name in named_topics(clause.conditions)}
    accepted = {name for clause in rule.of_kind(ClauseKind.COUNTS) for name in named_topics(clause.conditions)}
    return bool(named & {"intercepted", "ground_impact"}) and "intercepted" not in accepted


def _debris(rule: Rule, facts: Facts) -> bool:
    """Whether debris came down and a counting clause accepts that."""
    accepting = (name for clause in rule.of_kind(ClauseKind.COUNTS) for name in named_topics(clause.conditions))
    return facts.truth("debris") is True and "debris" in accepting


def _accepted_otherwise(rule: Rule, facts: Facts) -> bool:
    """Whether a counting clause accepts, by name, a value that is stated of the event."""
    return any(
        facts.truth(topic.name) and topic.field == "effect"
        for clause in rule.of_kind(ClauseKind.COUNTS)
        for condition in clause.conditions
        for topic in condition_topics(condition)
    )


def _other_value(topic: Topic, facts: Facts) -> bool:
    """Whether another value of the same attribute is stated, or a fact that rules this one out."""
    rivals = [
        t
        for t in topics().values()
        if topic.name in t.rules_out or (topic.field and t.field == topic.field and t.name != topic.name)
    ]
    return any(facts.truth(rival.name) for rival in rivals)


def check_effect(rule: Rule, facts: Facts) -> Iterable[Check]:
    """Where a rule excludes interceptions, that something hit must be stated; debris is no hit unless the rule says."""
    if debris_left_open(rule, facts):
        yield Check(
            truth=None,
            rank=3,
            because=f"the rule does not say whether debris counts: “{short(facts.quote('debris'))}”",
            clause=_intercepted_clause(rule) or resolution_clause(rule),
            missing="whether falling debris of an intercepted weapon counts",
        )
        return
    clause = _intercepted_clause(rule)
    stated = ("ground_impact", "intercepted", "debris", "nothing_happened")
    if clause is None or not rule.pattern.actions or any(facts.truth(name) is not None for name in stated):
        return
    yield Check(
        truth=None,
        rank=24,
        because="the report does not say whether anything hit the ground",
        clause=clause,
        missing="whether anything hit the ground",
    )


def _intercepted_clause(rule: Rule) -> Clause | None:
    return next((c for c in rule.of_kind(ClauseKind.EXCLUDES) if "intercepted" in named_topics(c.conditions)), None)


def _readable(wanted: list[Topic]) -> str:
    return " or ".join(topic.name.replace("_", " ") for topic in wanted)
