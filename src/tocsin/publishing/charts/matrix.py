"""Does it count? Events down, rules across, in every cell the verdict and the clause that decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tocsin.core.claims import Event
from tocsin.core.questions import Question
from tocsin.core.rules import Verdict
from tocsin.core.vocabulary import ClauseKind, VerdictOutcome
from tocsin.publishing.material import Material

MOST_ROWS = 8
SIGNS: Mapping[VerdictOutcome, str] = {
    VerdictOutcome.COUNTS: "✓",
    VerdictOutcome.DOES_NOT_COUNT: "✗",
    VerdictOutcome.NOT_ESTABLISHED: "?",
}
WORDS: Mapping[VerdictOutcome, str] = {
    VerdictOutcome.COUNTS: "counts",
    VerdictOutcome.DOES_NOT_COUNT: "does not count",
    VerdictOutcome.NOT_ESTABLISHED: "not established",
}
_RANK = {VerdictOutcome.COUNTS: 0, VerdictOutcome.NOT_ESTABLISHED: 1, VerdictOutcome.DOES_NOT_COUNT: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One verdict: for the family's deadlines named in ``deadlines`` (empty where all agree).

    ``of_kind`` is false where the rule asks for another kind of act altogether: then there is nothing to quote.
    """

    outcome: VerdictOutcome
    because: str
    clause: str
    missing: tuple[str, ...]
    deadlines: str = ""
    of_kind: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One event under every rule; a family's cells are several where its deadlines differ."""

    event: Event
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """``columns`` are families; ``left_out`` says how many events of the asked kind are not shown."""

    columns: tuple[Question, ...]
    rows: tuple[Row, ...]
    left_out: int


def matrix_of(families: Sequence[Sequence[Question]], material: Material) -> Matrix | None:
    """The events of a kind that some rule asks for, the most decisive first; ``None`` where there are none."""
    told = [event for event in material.events if _is_asked_for(event, families, material)]
    unique = {(event.evidence.document, event.evidence.start, event.action): event for event in told}
    rows = [row for event in unique.values() if (row := _row(event, families, material)).cells]
    rows.sort(key=lambda row: (_rank(row), -row.event.available_at.timestamp(), row.event.key))
    if not rows:
        return None
    return Matrix(
        columns=tuple(family[0] for family in families),
        rows=tuple(rows[:MOST_ROWS]),
        left_out=max(len(rows) - MOST_ROWS, 0),
    )


def _is_asked_for(event: Event, families: Sequence[Sequence[Question]], material: Material) -> bool:
    rules = (material.rules.get(family[0].key) for family in families)
    return any(rule is not None and event.action in rule.pattern.actions for rule in rules)


def _row(event: Event, families: Sequence[Sequence[Question]], material: Material) -> Row:
    return Row(event=event, cells=tuple(_cells(event, family, material) for family in families))


def _cells(event: Event, family: Sequence[Question], material: Material) -> tuple[Cell, ...]:
    """The verdicts of one family, told once where its deadlines agree."""
    rule = material.rules.get(family[0].key)
    of_kind = rule is None or event.action in rule.pattern.actions or not rule.pattern.actions
    found: dict[tuple[VerdictOutcome, str, tuple[str, ...]], tuple[Verdict, list[str]]] = {}
    for question in family:
        verdict = material.verdicts.get(question.key, {}).get(event.id)
        if verdict is not None:
            key = (verdict.outcome, verdict.because, verdict.missing)
            day = question.deadline.date
            found.setdefault(key, (verdict, []))[1].append(f"{day.day} {day:%b}")
    several = len(found) > 1
    cells = (_cell(verdict, days if several else [], of_kind=of_kind) for verdict, days in found.values())
    return tuple(cells)


def _cell(verdict: Verdict, days: list[str], *, of_kind: bool) -> Cell:
    """The clause is quoted where it tells more than that the rule's own predicate is not met."""
    clause = verdict.clause
    telling = verdict.outcome is not VerdictOutcome.DOES_NOT_COUNT or (
        clause is not None and clause.kind is not ClauseKind.REQUIRES
    )
    return Cell(
        outcome=verdict.outcome,
        of_kind=of_kind,
        because=verdict.because,
        clause=clause.text if clause is not None and telling and of_kind else "",
        missing=verdict.missing,
        deadlines=", ".join(days),
    )


def _rank(row: Row) -> tuple[int, int]:
    """Best verdict first, then how many rules leave it open: what everybody excludes comes last."""
    outcomes = [cell.outcome for cells in row.cells for cell in cells]
    best = min((_RANK[outcome] for outcome in outcomes), default=9)
    return best, -sum(outcome is not VerdictOutcome.DOES_NOT_COUNT for outcome in outcomes)
