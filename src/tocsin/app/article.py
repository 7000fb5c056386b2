"""One article and its questions, without a situation folder: a small ledger of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tocsin.adapters.folder import SETTINGS_SINCE, read_document_file, read_text
from tocsin.adapters.schema import SituationConfig
from tocsin.app.ingest import make_document, read_unread, unlisted_source
from tocsin.app.readers import DEFAULT_READER, make_reader
from tocsin.app.rules import make_compiler
from tocsin.app.situation import Clock, Situation, system_clock
from tocsin.app.state import article_ledger
from tocsin.core.entries import Entry, digest
from tocsin.core.errors import InputError, Problem
from tocsin.core.protocols import RuleCompiler
from tocsin.core.questions import Question
from tocsin.ledger import Ledger


def open_article(
    path: Path,
    questions: Sequence[str],
    *,
    rule: Path | None,
    published: datetime | None,
    clock: Clock = system_clock,
) -> tuple[Situation, tuple[Problem, ...]]:
    """Read one article, compile its questions, and return them as a situation that is looked at on publication.

    Where no publication time is known the present is looked at, and a problem says so. Raises :class:`InputError` for
    a text that cannot be read and for a question without a deadline.
    """
    if rule is not None and len(questions) != 1:
        message = "--rule goes with exactly one --question"
        raise InputError(message)
    problems: list[Problem] = []
    now = clock()
    raw = read_document_file(path)
    document = make_document(raw, now, problems, published=published)
    compiler = make_compiler()
    rule_text = read_text(rule) if rule else ""
    asked: list[Entry] = []
    for number, text in enumerate(questions, 1):
        asked += _ask(text, rule_text, f"q{number}", compiler, document.published_at, problems)
    ledger_path = article_ledger(digest([document, list(questions), rule_text]))
    ledger = Ledger.open(ledger_path, clock=clock)
    ledger.append([unlisted_source(document.source), document, *asked])
    _, found = read_unread(ledger, reader=DEFAULT_READER, make_reader=make_reader, now=now)
    known = None if document.imputed and published is None else document.published_at
    config = SituationConfig(name=document.title or path.name, as_of=known)
    return Situation(name=config.name, config=config, ledger=ledger, clock=clock, place=ledger_path), (
        *problems,
        *found,
    )


def _ask(
    text: str, rule_text: str, family: str, compiler: RuleCompiler, listed: datetime, problems: list[Problem]
) -> list[Entry]:
    """The rule and the question of one ``--question``; its deadline is read from the rule, else from its own words.

    A deadline without a year is the next one after ``listed``.
    """
    key = f"rule:{family}"
    rule, told = compiler.compile(rule_text, title=text, key=key, url="", available_at=listed)
    problems += told
    if rule.deadline is None:
        message = f"no deadline can be read in {text!r}; write it like 'Will … by 31 December 2026?'"
        raise InputError(message)
    question = Question(
        key=f"{family}@{rule.deadline.date.isoformat()}",
        available_at=SETTINGS_SINCE,
        made_by=compiler.name,
        text=text,
        rule=key,
        rule_version=rule.version,
        family=family,
        deadline=rule.deadline,
        opens_at=rule.opens_at,
    )
    return [rule, question]
