"""Rules outside a situation: compile a text, count a text against it, compare two texts; one at a time or in rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tocsin.adapters.folder import MADE_BY, SituationFolder, read_text
from tocsin.app.ingest import question_text
from tocsin.app.read import read_file
from tocsin.app.readers import make_reader
from tocsin.app.registry import make
from tocsin.app.rows import json_lines, row_instant
from tocsin.app.situation import system_clock
from tocsin.core.claims import Reading
from tocsin.core.errors import InputError, Problem
from tocsin.core.material import Document
from tocsin.core.protocols import Reader, RuleCompiler
from tocsin.core.rules import Rule, Verdict
from tocsin.core.times import UNSPECIFIED_ZONE, Deadline, find_zone
from tocsin.core.vocabulary import ClauseKind
from tocsin.reading.language import detect
from tocsin.rules.count import count_reading
from tocsin.rules.diff import diff
from tocsin.rules.risk import DisputeRisk, dispute_risk

DEFAULT_COMPILER = "rules-reader.v1"
HALF_A_YEAR = timedelta(days=182)
"""How long before its close, or before a report on it, a question is taken to have been on offer."""


def make_compiler(name: str = DEFAULT_COMPILER) -> RuleCompiler:
    """The registered rule compiler called ``name``."""
    compiler: RuleCompiler = make("tocsin.rule_compilers", name)
    return compiler


def compile_text(path: Path | None, question: str, near: datetime | None = None) -> tuple[Rule, tuple[Problem, ...]]:
    """Compile the rule in a file (or none: the question alone) under the question's own words.

    A date without a year is the one closest to ``near``, or the next one from now where that is ``None``.
    """
    text = read_text(path) if path else ""
    if path and not text.strip():
        message = f"{path} is empty; it needs the rule's text"
        raise InputError(message)
    name = path.stem if path else "question"
    listed = near - HALF_A_YEAR if near else system_clock()
    return make_compiler().compile(text, title=question, key=f"rule:{name}", url="", available_at=listed)


def compile_folder(path: Path) -> tuple[list[tuple[str, Rule]], tuple[Problem, ...]]:
    """Compile every family of a situation folder without touching its ledger."""
    compiler = make_compiler()
    found: list[tuple[str, Rule]] = []
    problems: list[Problem] = []
    for file in SituationFolder(path).questions():
        title = question_text(file.config.text, min(file.config.deadlines))
        rule, told = compiler.compile(
            file.rule_text,
            title=title,
            key=f"rule:{file.key}",
            url=file.config.rule_url,
            available_at=file.available_at,
        )
        found.append((file.key, rule))
        problems += told
    return found, tuple(problems)


def compile_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Rows ``{id, question, text, closes, source}`` -> compiled rules, in order."""
    compiler = make_compiler()
    for number, row in json_lines(path):
        yield {"id": row.get("id"), **rule_as_json(_row_rule(row, compiler, f"{path}, line {number}"))}


def _row_rule(row: dict[str, Any], compiler: RuleCompiler, where: str) -> Rule:
    text, question = row.get("text"), row.get("question")
    if not isinstance(text, str) or not isinstance(question, str):
        message = f'{where}: a row needs "question" and "text"'
        raise InputError(message)
    key = f"rule:{row.get('id') or where}"
    rule, _ = compiler.compile(text, title=question, key=key, url="", available_at=_listed(row, where))
    return rule


def _listed(row: dict[str, Any], where: str) -> datetime:
    """When the question was on offer, imputed: half a year before the venue's close, else before the report.

    The close is no deadline; it only tells which year a date without one means.
    """
    stated = row.get("closes") or row.get("published")
    return row_instant(stated, where) - HALF_A_YEAR if stated else system_clock()


def risk_of(rule: Rule) -> DisputeRisk:
    """How likely the rule's own words are to be disputed, with reasons."""
    return dispute_risk(rule)


def rule_as_json(rule: Rule) -> dict[str, Any]:
    """The stable form of a compiled rule: the deadline with its zone, clauses verbatim, the risk with reasons."""
    risk = dispute_risk(rule)
    deadline = rule.deadline
    return {
        "deadline": deadline_iso(deadline),
        "deadline_inclusive": deadline.inclusive if deadline else None,
        "zone": deadline.zone if deadline else UNSPECIFIED_ZONE,
        "default": rule.default,
        "counts": [clause.text for clause in (*rule.of_kind(ClauseKind.REQUIRES), *rule.of_kind(ClauseKind.COUNTS))],
        "excludes": [clause.text for clause in rule.of_kind(ClauseKind.EXCLUDES)],
        "sources": list(rule.sources),
        "window": rule.window,
        "unparsed": [clause.text for clause in rule.of_kind(ClauseKind.UNPARSED)],
        "parsed_share": round(rule.parsed_share, 3),
        "risk": {"level": str(risk.level), "reasons": list(risk.reasons)},
        "rule_version": rule.version,
    }


def deadline_iso(deadline: Deadline | None) -> str | None:
    """The deadline as the rule's local wall time, with the offset where the rule states a zone."""
    if deadline is None:
        return None
    if deadline.zone == UNSPECIFIED_ZONE:
        return datetime.combine(deadline.date, deadline.local_time).isoformat(timespec="minutes")
    return datetime.combine(deadline.date, deadline.local_time, find_zone(deadline.zone)).isoformat(timespec="minutes")


def deadline_words(deadline: Deadline | None) -> str:
    """The deadline for people, zone and inclusiveness said."""
    if deadline is None:
        return "none found in the rule or the question"
    zone = "in a zone that the rule does not state" if deadline.zone == UNSPECIFIED_ZONE else deadline.zone
    border = "the last minute that counts" if deadline.inclusive else "the first minute that does not count"
    return f"{deadline.date} {deadline.local_time:%H:%M} {zone}, {border}"


def window_words(rule: Rule) -> str:
    """When an event must happen, and the confirmation window in the rule's own words, for people."""
    since = f"events from {rule.opens_at:%Y-%m-%d %H:%M} UTC to the deadline" if rule.opens_at else ""
    return "; ".join(part for part in (since, rule.window or "") if part) or "none stated"


def count_text(
    rule_path: Path | None, question: str, *, text: str | None, file: Path | None, published: datetime | None
) -> tuple[Verdict, tuple[Problem, ...]]:
    """Count one text (or article file) against one rule."""
    rule, told = compile_text(rule_path, question, published)
    reader = make_reader()
    if file is not None:
        reading = read_file(file, published=published, now=system_clock(), reader=reader)
    else:
        reading = read_passage(text or "", published or system_clock(), "text", reader)
    notes = reading.problems if published else (*reading.problems, _unpublished())
    return count_reading(reading, rule), (*told, *notes)


def _unpublished() -> Problem:
    message = "no publication time was given, so words such as 'Monday' are read from the present"
    return Problem(stage="count", subject="text", message=message, hint="give --published 2026-02-03T14:00Z")


def read_passage(text: str, published: datetime, key: str, reader: Reader) -> Reading:
    """Read a passage that is no file."""
    if not text.strip():
        message = "the text is empty; say what happened"
        raise InputError(message)
    return reader.read(
        Document(
            key=key,
            available_at=published,
            made_by=MADE_BY,
            source="source:input",
            url="",
            title="",
            text=text,
            language=detect(text),
            published_at=published.astimezone(UTC),
            origin=key,
        )
    )


def count_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Rows ``{id, question, text, closes, source, passage, published}`` -> verdicts, in order."""
    compiler, reader = make_compiler(), make_reader()
    for number, row in json_lines(path):
        where = f"{path}, line {number}"
        rule = _row_rule(row, compiler, where)
        passage = row.get("passage")
        if not isinstance(passage, str):
            message = f'{where}: a row needs a "passage"'
            raise InputError(message)
        published = row_instant(row.get("published"), where)
        verdict = count_reading(read_passage(passage, published, f"row-{number}", reader), rule)
        yield {"id": row.get("id"), **verdict_as_json(verdict)}


def verdict_as_json(verdict: Verdict) -> dict[str, Any]:
    """The stable form of a verdict."""
    return {
        "verdict": str(verdict.outcome),
        "clause": verdict.clause.text if verdict.clause else None,
        "missing": list(verdict.missing),
        "because": verdict.because,
        "rule_version": verdict.rule_version,
    }


def diff_files(first: Path, second: Path) -> list[dict[str, Any]]:
    """What flips between two rule texts, most consequential first."""
    a, _ = compile_text(first, "")
    b, _ = compile_text(second, "")
    return [
        {
            "clause_a": flip.clause_a.text if flip.clause_a else None,
            "clause_b": flip.clause_b.text if flip.clause_b else None,
            "verdict_a": flip.verdict_a,
            "verdict_b": flip.verdict_b,
            "on": flip.on,
        }
        for flip in diff(a, b)
    ]
