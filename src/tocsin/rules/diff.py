"""Two rules side by side: which clause turns a verdict, after masking dates, list numbers and commas."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.core.rules import Clause, Rule
from tocsin.core.times import Deadline
from tocsin.core.vocabulary import ClauseKind
from tocsin.rules.dates import written_clocks, written_dates
from tocsin.rules.lexicon import normalised
from tocsin.rules.lookup import condition_topics, deadline_clause
from tocsin.rules.words import distinctive

COUNTS, EXCLUDED, REQUIRED, SILENT = "counts", "does not count", "required", "not stated"
_ORDER = {
    frozenset((COUNTS, EXCLUDED)): 0,
    frozenset((REQUIRED, EXCLUDED)): 0,
    frozenset((EXCLUDED, SILENT)): 2,
    frozenset((REQUIRED, SILENT)): 1,
    frozenset((REQUIRED, COUNTS)): 5,
    frozenset((COUNTS, SILENT)): 6,
}
_SIMILAR = 0.6
_MAX_CLAUSES = 150
_MARKS = re.compile(r"[^\w\s]|\b\d{1,2}[.)]\s|\b(?:by|before|on|until|through|and|the|et|utc|pm|am)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """One difference that matters: ``on`` is what it turns on; a clause is ``None`` where its rule is silent.

    ``consequence`` orders flips: 0 turns a verdict outright, higher numbers matter less.
    """

    on: str
    verdict_a: str
    verdict_b: str
    clause_a: Clause | None
    clause_b: Clause | None
    consequence: int

    def __str__(self) -> str:
        return f"{self.on}: {self.verdict_a} → {self.verdict_b}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Position:
    verdict: str
    clause: Clause


def diff(a: Rule, b: Rule) -> tuple[Flip, ...]:
    """The differences between two rules, most consequential first; empty where only dates, numbers or commas differ."""
    flips = [*_on_topics(a, b), *_on_fields(a, b)]
    told = {clause.text for flip in flips for clause in (flip.clause_a, flip.clause_b) if clause is not None}
    flips.extend(flip for flip in _on_text(a, b) if not _clauses(flip) & told)
    return tuple(sorted(flips, key=lambda f: (f.consequence, _where(f), f.on)))


def _clauses(flip: Flip) -> set[str]:
    return {clause.text for clause in (flip.clause_a, flip.clause_b) if clause is not None}


def _where(flip: Flip) -> int:
    clause = flip.clause_a or flip.clause_b
    return clause.start if clause else 0


def _on_topics(a: Rule, b: Rule) -> Iterable[Flip]:
    left, right = _positions(a), _positions(b)
    for name in sorted(left.keys() | right.keys()):
        here, there = left.get(name), right.get(name)
        before = here.verdict if here else SILENT
        after = there.verdict if there else SILENT
        if before == after:
            continue
        yield Flip(
            on=name.replace("_", " "),
            verdict_a=before,
            verdict_b=after,
            clause_a=here.clause if here else None,
            clause_b=there.clause if there else None,
            consequence=_ORDER[frozenset((before, after))],
        )


def _positions(rule: Rule) -> dict[str, _Position]:
    """What the rule says of each topic; an exclusion outweighs a requirement, and that a mere mention."""
    found: dict[str, _Position] = {}
    weight = {EXCLUDED: 3, REQUIRED: 2, COUNTS: 1}
    for clause in rule.clauses:
        for condition in clause.conditions:
            if condition.operator != "is":
                continue
            for topic in condition_topics(condition):
                verdict = _verdict_on(clause, topic.required)
                old = found.get(topic.name)
                if verdict and (old is None or weight[verdict] > weight[old.verdict]):
                    found[topic.name] = _Position(verdict=verdict, clause=clause)
    return found


def _verdict_on(clause: Clause, required: bool) -> str:
    if clause.kind is ClauseKind.EXCLUDES:
        return EXCLUDED
    if clause.kind is ClauseKind.REQUIRES:
        return REQUIRED if required else COUNTS
    return COUNTS if clause.kind is ClauseKind.COUNTS else ""


def _on_fields(a: Rule, b: Rule) -> Iterable[Flip]:
    """Place, parties, default, zone, and the deadline where the question itself is the same."""
    pairs = [
        ("place", a.pattern.place or SILENT, b.pattern.place or SILENT, 3),
        ("both parties", _yes(a.pattern.both_parties), _yes(b.pattern.both_parties), 3),
        ("default", a.default, b.default, 4),
        ("time zone of the deadline", _zone(a.deadline), _zone(b.deadline), 4),
    ]
    if normalised(a.title).strip() == normalised(b.title).strip():
        pairs.append(("deadline", _written(a.deadline), _written(b.deadline), 1))
    for on, before, after, consequence in pairs:
        if before != after:
            left, right = (
                (_default_clause(a), _default_clause(b))
                if on == "default"
                else (deadline_clause(a), deadline_clause(b))
            )
            yield Flip(on=on, verdict_a=before, verdict_b=after, clause_a=left, clause_b=right, consequence=consequence)


def _yes(value: bool) -> str:
    return REQUIRED if value else SILENT


def _zone(deadline: Deadline | None) -> str:
    return deadline.zone if deadline else SILENT


def _written(deadline: Deadline | None) -> str:
    if deadline is None:
        return SILENT
    return f"{'' if deadline.inclusive else 'before '}{deadline.date.isoformat()} {deadline.local_time:%H:%M}"


def _default_clause(rule: Rule) -> Clause | None:
    return min(rule.of_kind(ClauseKind.DEFAULT), key=lambda c: c.start, default=None)


def _on_text(a: Rule, b: Rule) -> Iterable[Flip]:
    """Clauses of one rule that nothing in the other resembles, once dates, numbers and commas are masked."""
    left, right = _comparable(a), _comparable(b)
    for clause, words in left:
        if not any(_alike(words, other) for _, other in right):
            yield _only_in(clause, in_a=True)
    for clause, words in right:
        if not any(_alike(words, other) for _, other in left):
            yield _only_in(clause, in_a=False)


def _only_in(clause: Clause, *, in_a: bool) -> Flip:
    said = {ClauseKind.EXCLUDES: EXCLUDED, ClauseKind.COUNTS: COUNTS, ClauseKind.REQUIRES: REQUIRED}.get(
        clause.kind, clause.kind.value
    )
    return Flip(
        on="wording",
        verdict_a=said if in_a else SILENT,
        verdict_b=SILENT if in_a else said,
        clause_a=clause if in_a else None,
        clause_b=None if in_a else clause,
        consequence={EXCLUDED: 3, REQUIRED: 7, COUNTS: 7}.get(said, 8),
    )


def _comparable(rule: Rule) -> list[tuple[Clause, frozenset[str]]]:
    rows = [(clause, distinctive(masked(clause.text[:4000]))) for clause in rule.clauses[:_MAX_CLAUSES]]
    return [(clause, words) for clause, words in rows if words]


def masked(text: str) -> str:
    """Normalised words without dates, clock times, list numbers and marks: what is left is the substance."""
    words = normalised(text)
    dates = [(found.start, found.end) for found in written_dates(words)]
    clocks = [(found.start, found.end) for found in written_clocks(words)]
    for start, end in sorted((*dates, *clocks), reverse=True):
        words = words[:start] + " " + words[end:]
    return " ".join(_MARKS.sub(" ", words).split())


def _alike(left: frozenset[str], right: frozenset[str]) -> bool:
    return len(left & right) >= _SIMILAR * len(left | right)
