"""The single tests of an event under a rule; each is true, false or unknown, and says on which clause it stands."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.core.rules import Clause, Condition, Rule
from tocsin.core.times import UNSPECIFIED_ZONE, DateRange, Deadline
from tocsin.core.vocabulary import ClauseKind, Officiality, Status
from tocsin.rules.facts import NEGATION, Facts, Sentence
from tocsin.rules.lexicon import Predicate, Topic, normalised, topics
from tocsin.rules.predicate import find_predicate
from tocsin.rules.words import distinctive

_NO_EVENT = {
    Status.THREATENED: "only a threat is reported",
    Status.PLANNED: "it is only planned",
    Status.HYPOTHETICAL: "it is only supposed",
    Status.NEGATED: "the report says that it did not happen",
    Status.DENIED: "only a denial is reported",
}
_ACCEPTS_CLAIMS = re.compile(
    r"\bclaimed by\b|\bclaims of responsibility\b|\bclaim(?:s|ed)? responsibility\b|\backnowledged by\b"
)
_STRICT = re.compile(r"\bonly\b|\bmust\b|\bsolely\b")
_CONFIRMATION = re.compile(r"\b(?:confirm\w*|verif\w*|declined to comment|commented|corroborat\w*)\b")
_MIN_SINGLE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One test. ``truth`` false: a stated fact speaks against; ``None``: ``missing`` would decide it.

    ``rank`` orders what is told first: the lower, the more it decides.
    """

    truth: bool | None
    rank: int
    because: str
    clause: Clause | None = None
    missing: str = ""


def resolution_clause(rule: Rule) -> Clause | None:
    """The clause that states the Yes condition: the first requirement, else the first clause that counts."""
    yes = [c for c in rule.of_kind(ClauseKind.REQUIRES) if re.search(r"\bresolv", normalised(c.text[:400]))]
    ordered = [*yes, *rule.of_kind(ClauseKind.REQUIRES), *rule.of_kind(ClauseKind.COUNTS)]
    return min(ordered, key=lambda c: (c not in yes, c.kind is not ClauseKind.REQUIRES, c.start), default=None)


def check_time(rule: Rule, facts: Facts) -> Iterable[Check]:
    """In time, to the minute of the rule's own zone, and not before the question opened."""
    if rule.deadline is None:
        return
    clause = deadline_clause(rule)
    zone_known = rule.deadline.zone != UNSPECIFIED_ZONE
    happened = facts.happened
    if happened is None:
        yield Check(
            truth=None,
            rank=40,
            because="the report does not say when it happened",
            clause=clause,
            missing="when it happened",
        )
        return
    admitted = rule.deadline.admits(happened)
    if admitted is None and not zone_known and facts.days is not None:
        admitted = _admits_dates(rule.deadline, facts.days)
    if admitted is None:
        missing = "the clock time at which it happened" if zone_known else "the time zone of the deadline"
        yield Check(
            truth=None, rank=12, because="it happened too close to the deadline to tell", clause=clause, missing=missing
        )
    elif not admitted:
        yield Check(truth=False, rank=0, because="it happened after the deadline", clause=clause)
    if rule.opens_at is not None and happened.end <= rule.opens_at:
        yield Check(truth=False, rank=1, because="it happened before the question opened", clause=clause)
    elif rule.opens_at is not None and happened.start < rule.opens_at:
        yield Check(
            truth=None,
            rank=13,
            because="it may have happened before the question opened",
            clause=clause,
            missing="when exactly it happened",
        )


def _admits_dates(deadline: Deadline, days: DateRange) -> bool | None:
    """A rule without a zone speaks of calendar dates: a report's date up to it is in time, a later one stays open."""
    in_time = days.end <= deadline.date if deadline.inclusive else days.end < deadline.date
    return True if in_time else None


def deadline_clause(rule: Rule) -> Clause | None:
    """The clause that states the deadline: its own, else the requirement with a date, else the resolution clause."""
    dated = [c for c in rule.clauses if c.kind is ClauseKind.DEADLINE]
    dated += [c for c in rule.of_kind(ClauseKind.REQUIRES) if re.search(r"\b20\d\d\b|\bdate\b|11:59", c.text)]
    return min(dated, key=lambda c: (c.kind is not ClauseKind.REQUIRES, c.start), default=resolution_clause(rule))


def check_status(rule: Rule, facts: Facts) -> Iterable[Check]:
    """That something happened at all, and is more than one side's claim."""
    clause = resolution_clause(rule)
    status = facts.status
    if status in _NO_EVENT:
        yield Check(truth=False, rank=3, because=_NO_EVENT[status], clause=_planned_clause(rule) or clause)
    elif status is Status.BACKGROUND:
        yield Check(
            truth=None, rank=30, because="it is told as background", clause=clause, missing="whether it is a new event"
        )
    elif status in (Status.CLAIMED, Status.DISPUTED) and not _ACCEPTS_CLAIMS.search(normalised(rule.text)):
        yield Check(
            truth=None,
            rank=31,
            because=f"it is {status.value} by one side" if status is Status.CLAIMED else "it is disputed",
            clause=_source_clause(rule) or clause,
            missing="confirmation by a source that the rule accepts",
        )


def _planned_clause(rule: Rule) -> Clause | None:
    return next((c for c in rule.of_kind(ClauseKind.EXCLUDES) if "planned" in named_topics(c.conditions)), None)


def _source_clause(rule: Rule) -> Clause | None:
    return min(rule.of_kind(ClauseKind.SOURCE), key=lambda c: c.start, default=None)


def check_act(rule: Rule, facts: Facts) -> Iterable[Check]:
    """That the report tells of the act that the question asks for, as done and not as planned."""
    clause = resolution_clause(rule)
    predicate = find_predicate(rule.title, clause.text if clause else "")
    if facts.coded is not None:
        if rule.pattern.actions and facts.coded.action not in rule.pattern.actions:
            yield Check(
                truth=False, rank=8, because=f"it is an act of another kind ({facts.coded.action.value})", clause=clause
            )
        return
    if predicate is None:
        yield from _by_words(rule, facts, clause)
        return
    told = [sentence for sentence in facts.sentences if predicate.in_reports.search(sentence.words)]
    if any(_done(predicate, sentence) for sentence in told):
        return
    if told and all(sentence.not_yet for sentence in told):
        yield Check(truth=False, rank=4, because="it is only planned", clause=_planned_clause(rule) or clause)
    elif told and not any(sentence.open for sentence in facts.sentences):
        yield Check(truth=False, rank=5, because="the report says that it did not happen", clause=clause)
    elif not told and any(sentence.not_yet for sentence in facts.sentences):
        yield Check(
            truth=False, rank=5, because="what is told has not happened yet", clause=_planned_clause(rule) or clause
        )
    else:
        yield Check(
            truth=None,
            rank=35,
            because="the report does not plainly tell of it",
            clause=clause,
            missing="whether it happened at all",
        )


def _done(predicate: Predicate, sentence: Sentence) -> bool:
    if sentence.not_yet:
        return False
    return any(not NEGATION.search(sentence.words[: m.start()]) for m in predicate.in_reports.finditer(sentence.words))


def _by_words(rule: Rule, facts: Facts, clause: Clause | None) -> Iterable[Check]:
    asked = distinctive(rule.title) | (distinctive(clause.text) if clause else frozenset())
    shared = max((len(asked & sentence.stems) for sentence in facts.sentences), default=0)
    if shared < min(3, len(asked)):
        yield Check(
            truth=None,
            rank=35,
            because="the report does not plainly tell of it",
            clause=clause,
            missing="whether it is what the rule asks for",
        )


def check_exclusion(clause: Clause, facts: Facts) -> Iterable[Check]:
    """One excluding clause: false where a stated fact is what it excludes and no exception of the clause holds."""
    if not clause.conditions:
        return
    matched: bool | None = False
    quote = ""
    for condition in clause.conditions:
        if condition.operator == "is":
            matched, quote = _excluded(condition, facts)
        elif condition.operator == "is_not" and matched is not False:
            excepted = [facts.truth(topic.name) for topic in condition_topics(condition)]
            matched = (
                False
                if True in excepted
                else (None if None in excepted and any(s.open for s in facts.sentences) else matched)
            )
    if matched:
        yield Check(truth=False, rank=2, because=f"the rule excludes it: “{_short(quote)}”", clause=clause)
    elif matched is None:
        yield Check(
            truth=None,
            rank=21,
            because="the report leaves open what the rule excludes",
            clause=clause,
            missing=f"whether this holds: {_short(clause.text)}",
        )


def _excluded(condition: Condition, facts: Facts) -> tuple[bool | None, str]:
    if condition.field == "words":
        return _names_alternative(condition, facts)
    left_open = ""
    for topic in condition_topics(condition):
        truth = facts.truth(topic.name)
        if any(facts.truth(other) for other in topic.opposite):
            continue
        if (
            topic.name == "planned"
            and any(not s.not_yet and not s.open for s in facts.sentences)
            and facts.status is not Status.PLANNED
        ):
            continue
        if truth:
            return True, facts.quote(topic.name)
        if truth is None and topic.name in facts.mentions:
            left_open = facts.quote(topic.name)
    return (None, left_open) if left_open else (False, "")


def _names_alternative(condition: Condition, facts: Facts) -> tuple[bool | None, str]:
    for value in condition.values:
        wanted = frozenset(value.split())
        if len(wanted) == 1 and len(value) < _MIN_SINGLE:
            continue
        for sentence in facts.sentences:
            if wanted <= sentence.stems and not re.search(r"\b(?:not|no|never)\b", sentence.words):
                return True, sentence.text
    return False, ""


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
        if _accepted_otherwise(rule, facts):
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
    """Where a rule excludes interceptions, that something hit must be stated."""
    clause = next((c for c in rule.of_kind(ClauseKind.EXCLUDES) if "intercepted" in named_topics(c.conditions)), None)
    if clause is None or any(
        facts.truth(name) is not None for name in ("ground_impact", "intercepted", "debris", "nothing_happened")
    ):
        return
    yield Check(
        truth=None,
        rank=24,
        because="the report does not say whether anything hit the ground",
        clause=clause,
        missing="whether anything hit the ground",
    )


def check_openness(rule: Rule, facts: Facts) -> Iterable[Check]:
    """Whether the report itself leaves the fact open, or rests on one interested voice."""
    subject = distinctive(rule.title) | frozenset(
        s for c in rule.clauses if c.conditions or c.kind is ClauseKind.REQUIRES for s in distinctive(c.text)
    )
    confirmed = any(sentence.confirmed for sentence in facts.sentences)
    for sentence in facts.sentences:
        if sentence.open and (subject & sentence.stems or _CONFIRMATION.search(sentence.words)):
            yield Check(
                truth=None,
                rank=20,
                because=f"the report leaves it open: “{_short(sentence.text)}”",
                clause=clause_near(rule, sentence),
                missing=f"what is left open here: {_short(sentence.text)}",
            )
        elif sentence.one_sided and not confirmed:
            yield Check(
                truth=None,
                rank=22,
                because=f"only one side says so: “{_short(sentence.text)}”",
                clause=_source_clause(rule) or clause_near(rule, sentence),
                missing="confirmation by a source that the rule accepts",
            )
    coded = facts.coded.attributes.officiality if facts.coded else None
    if coded in (Officiality.UNNAMED, Officiality.SOCIAL) and not confirmed:
        yield Check(
            truth=None,
            rank=23,
            because="only an unnamed or unofficial voice says so",
            clause=_source_clause(rule),
            missing="an official or credible source",
        )


def clause_near(rule: Rule, sentence: Sentence) -> Clause | None:
    """The clause a sentence bears on: a source clause where it is about confirmation, else the nearest in words."""
    source = _source_clause(rule)
    if source is not None and _CONFIRMATION.search(sentence.words):
        return source
    kinds = (ClauseKind.REQUIRES, ClauseKind.COUNTS, ClauseKind.EXCLUDES, ClauseKind.WINDOW)
    return nearest_clause(rule, sentence.stems, kinds) or resolution_clause(rule)


def nearest_clause(rule: Rule, told: frozenset[str], kinds: tuple[ClauseKind, ...]) -> Clause | None:
    """The clause whose distinctive words, the rarer in the rule the heavier, are told most fully; ``None`` for none."""
    scored = [(affinity(rule, clause, told), clause.text, clause) for clause in rule.clauses if clause.kind in kinds]
    best = max(scored, key=lambda row: row[:2], default=None)
    return best[2] if best is not None and best[0] > 0 else None


def affinity(rule: Rule, clause: Clause, told: frozenset[str]) -> float:
    """How much of what sets this clause apart from the others of its rule is told; 0 for nothing."""
    words = distinctive(clause.text)
    shared = words & told
    if not shared:
        return 0.0
    others = [distinctive(other.text) for other in rule.clauses]
    weight = {stem: 1.0 / sum(stem in other for other in others) for stem in words}
    return sum(weight[stem] for stem in shared) / math.sqrt(max(2.0, sum(weight.values())))


def condition_topics(condition: Condition) -> tuple[Topic, ...]:
    """The topics that a condition names, by topic name or by attribute field and value."""
    table = topics()
    if condition.field == "topic":
        return tuple(table[name] for name in condition.values if name in table)
    return tuple(t for t in table.values() if t.field == condition.field and t.value in condition.values)


def named_topics(conditions: tuple[Condition, ...]) -> frozenset[str]:
    """The names of the topics that the conditions ask for."""
    return frozenset(t.name for c in conditions if c.operator == "is" for t in condition_topics(c))


def _readable(wanted: list[Topic]) -> str:
    return " or ".join(topic.name.replace("_", " ") for topic in wanted)


def _short(text: str, limit: int = 160) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"
