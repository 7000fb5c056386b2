"""Which clause of a rule says what: the Yes condition, the deadline, the source, the nearest in words."""

from __future__ import annotations

import math
import re

from tocsin.core.rules import Clause, Condition, Rule
from tocsin.core.vocabulary import ClauseKind
from tocsin.rules.lexicon import Topic, normalised, topics
from tocsin.rules.words import distinctive


def resolution_clause(rule: Rule) -> Clause | None:
    """The clause that states the Yes condition: the first requirement, else the first clause that counts."""
    yes = [c for c in rule.of_kind(ClauseKind.REQUIRES) if re.search(r"\bresolv", normalised(c.text[:400]))]
    ordered = [*yes, *rule.of_kind(ClauseKind.REQUIRES), *rule.of_kind(ClauseKind.COUNTS)]
    return min(ordered, key=lambda c: (c not in yes, c.kind is not ClauseKind.REQUIRES, c.start), default=None)


def deadline_clause(rule: Rule) -> Clause | None:
    """The clause that states the deadline: its own, else the requirement with a date, else the resolution clause."""
    dated = [c for c in rule.clauses if c.kind is ClauseKind.DEADLINE]
    dated += [c for c in rule.of_kind(ClauseKind.REQUIRES) if re.search(r"\b20\d\d\b|\bdate\b|11:59", c.text)]
    return min(dated, key=lambda c: (c.kind is not ClauseKind.REQUIRES, c.start), default=resolution_clause(rule))


def planned_clause(rule: Rule) -> Clause | None:
    """The clause that excludes what is only planned."""
    return next((c for c in rule.of_kind(ClauseKind.EXCLUDES) if "planned" in named_topics(c.conditions)), None)


def source_clause(rule: Rule) -> Clause | None:
    """The first clause that names the sources."""
    return min(rule.of_kind(ClauseKind.SOURCE), key=lambda c: c.start, default=None)


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
