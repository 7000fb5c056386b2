"""Bearing outside a situation: rows of an article and its questions in, what it means for each of them out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from tocsin.app.ingest import deadline_on
from tocsin.app.readers import make_reader
from tocsin.app.rows import json_lines, row_instant
from tocsin.app.rules import make_compiler, read_passage
from tocsin.core.claims import Reading
from tocsin.core.errors import InputError
from tocsin.core.forecasts import Bearing
from tocsin.core.protocols import RuleCompiler
from tocsin.core.questions import Question
from tocsin.core.rules import Rule
from tocsin.core.times import Deadline
from tocsin.forecasting.bearing import bearings, overall
from tocsin.rules.count import count_event


def bearing_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Rows ``{id, text, published, questions: [{id, text, rule, deadlines}]}`` -> what each article bears, in order.

    ``direction`` is that of the question's YES (up, down, none), ``strength`` 1-3, ``resolves`` yes, no or open;
    ``evidence`` are the claims and events that bear, each with its own words and reason.
    """
    reader, compiler = make_reader(), make_compiler()
    for number, row in json_lines(path):
        where = f"{path}, line {number}"
        text, questions = row.get("text"), row.get("questions")
        if not isinstance(text, str) or not isinstance(questions, list):
            message = f'{where}: a row needs "text" and a list of "questions"'
            raise InputError(message)
        reading = read_passage(text, row_instant(row.get("published"), where), f"row-{number}", reader)
        answers = [_borne(question, reading, compiler, where) for question in questions]
        yield {"document": {"id": row.get("id")}, "questions": answers}


def _borne(asked: Any, reading: Reading, compiler: RuleCompiler, where: str) -> dict[str, Any]:
    question, rule = _question(asked, reading, compiler, where)
    verdicts = {event.id: count_event(event, rule) for event in reading.events}
    found = bearings(question, rule, reading.claims, reading.events, verdicts)
    decisive = overall(found)
    words = {claim.id: claim.content.text for claim in reading.claims}
    words |= {event.id: event.evidence.text for event in reading.events}
    return {
        "id": asked.get("id"),
        "direction": str(decisive.direction) if decisive else "none",
        "strength": decisive.strength if decisive else 1,
        "resolves": decisive.resolves if decisive else "open",
        "because": decisive.because if decisive else "nothing in the article bears on it",
        "evidence": [_evidence(each, words[each.item]) for each in found],
    }


def _evidence(bearing: Bearing, words: str) -> dict[str, Any]:
    return {
        "id": bearing.item,
        "text": words,
        "direction": str(bearing.direction),
        "strength": bearing.strength,
        "resolves": bearing.resolves,
        "because": bearing.because,
    }


def _question(asked: Any, reading: Reading, compiler: RuleCompiler, where: str) -> tuple[Question, Rule]:
    """The question of one row with its rule; the last of its deadlines counts, else the one the rule states."""
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        message = f'{where}: a question needs a "text"'
        raise InputError(message)
    since = reading.document.available_at
    key = str(asked.get("id") or asked["text"])
    text = asked.get("rule")
    rule, _ = compiler.compile(
        text if isinstance(text, str) else "", title=asked["text"], key=f"rule:{key}", url="", available_at=since
    )
    deadline = _deadline(asked.get("deadlines"), rule, where)
    question = Question(
        key=key,
        available_at=since,
        made_by=compiler.name,
        text=asked["text"],
        rule=rule.key,
        rule_version=rule.version,
        family=key,
        deadline=deadline,
        opens_at=rule.opens_at,
    )
    return question, replace(rule, deadline=deadline)


def _deadline(days: Any, rule: Rule, where: str) -> Deadline:
    if days:
        try:
            return deadline_on(max(date.fromisoformat(str(day)[:10]) for day in days), rule)
        except (TypeError, ValueError):
            message = f"{where}: deadlines {days!r} are no list of dates; write them like 2026-03-31"
            raise InputError(message) from None
    if rule.deadline is None:
        message = f'{where}: neither the rule nor the question names a deadline; add "deadlines": ["2026-03-31"]'
        raise InputError(message)
    return rule.deadline
