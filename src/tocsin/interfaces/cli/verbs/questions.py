"""The verbs of rules: ``ask`` (compile), ``count`` (does it count?), ``diff`` (what flips)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tocsin.core.errors import InputError
from tocsin.interfaces.cli.options import AsJson, AsOf, Published, parse_instant

if TYPE_CHECKING:
    from tocsin.core.rules import Rule, Verdict

RuleFile = Annotated[Path | None, typer.Option("--rule", help="A file with the venue's rule text.", metavar="FILE")]
Rows = Annotated[Path | None, typer.Option("--input", help="JSON lines, one case each; answers keep their order.")]
Folder = Annotated[Path | None, typer.Argument(help="A situation's folder.", metavar="[SITUATION]")]


def register(app: typer.Typer) -> None:
    """Add this module's verbs to the command."""
    for verb in (ask, count, diff):
        app.command()(verb)


def ask(
    situation: Folder = None,
    rule: RuleFile = None,
    question: Annotated[str, typer.Option("--question", help="The question's own words.")] = "",
    rows: Rows = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Compile only; store nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Compile resolution rules. Of a situation's questions, one rule file, or JSON lines."""
    from tocsin.app.rules import compile_rows, compile_text, rule_as_json
    from tocsin.interfaces.cli.printing import print_json, print_problems

    if sum(x is not None for x in (situation, rule, rows)) != 1 and not (
        question and situation is None and rows is None
    ):
        message = "give one of: a SITUATION, --rule FILE (with --question), --question, --input FILE.jsonl"
        raise InputError(message)
    if rows is not None:
        for line in compile_rows(rows):
            print_json(line)
        return
    if situation is not None:
        _ask_situation(situation, dry_run=dry_run, as_json=as_json)
        return
    compiled, problems = compile_text(rule, question)
    if as_json:
        print_json(rule_as_json(compiled))
    else:
        _print_rule(compiled)
    print_problems(problems)


def _ask_situation(situation: Path, *, dry_run: bool, as_json: bool) -> None:
    from tocsin.app.rules import compile_folder, rule_as_json
    from tocsin.app.situation import open_situation
    from tocsin.interfaces.cli.printing import print_json, print_problems

    found, problems = compile_folder(situation)
    for family, compiled in found:
        if as_json:
            print_json({"family": family, **rule_as_json(compiled)})
        else:
            _print_rule(compiled)
    print_problems(problems)
    if not dry_run:
        from tocsin.app.desk import refresh

        opened = open_situation(situation)
        ingested = refresh(opened)
        sys.stderr.write(f"{ingested.added} new entries in the ledger\n")


def _print_rule(rule: Rule) -> None:
    from tocsin.app.rules import deadline_words, risk_of, window_words
    from tocsin.interfaces.cli.printing import print_facts, print_table

    risk = risk_of(rule)
    rows = [(str(c.kind), c.text, "; ".join(_condition(x) for x in c.conditions)) for c in rule.clauses]
    print_table(rule.title or rule.key, ("clause", "text", "tests"), rows)
    facts = [
        ("deadline", deadline_words(rule.deadline)),
        ("default", rule.default),
        ("window", window_words(rule)),
        ("sources", "; ".join(rule.sources) or "none stated"),
        ("parsed", f"{100 * rule.parsed_share:.0f} % of the sentences"),
        ("dispute risk", f"{risk.level}: {'; '.join(risk.reasons) or 'nothing found that disputes come from'}"),
        ("version", rule.version),
    ]
    print_facts(facts)


def _condition(condition: Any) -> str:
    return f"{condition.field} {condition.operator} {' or '.join(condition.values)}"


def count(
    situation: Folder = None,
    rule: RuleFile = None,
    text: Annotated[str | None, typer.Option("--text", help="What happened, in words.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="An article that says what happened.")] = None,
    question: Annotated[str, typer.Option("--question", help="The question's own words.")] = "",
    published: Published = None,
    rows: Rows = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Say whether an event counts. The verdict, the clause that decides, the fact that is missing."""
    from tocsin.app.rules import count_rows, count_text, verdict_as_json
    from tocsin.interfaces.cli.printing import print_json, print_problems

    if rows is not None:
        for line in count_rows(rows):
            print_json(line)
        return
    if situation is not None:
        _count_situation(situation, as_of, as_json=as_json)
        return
    if (rule is None and not question) or (text is None) == (file is None):
        message = "give --rule FILE (or --question) and either --text or --file; or a SITUATION; or --input FILE.jsonl"
        raise InputError(message)
    verdict, problems = count_text(
        rule, question, text=text, file=file, published=parse_instant(published, "--published")
    )
    if as_json:
        print_json(verdict_as_json(verdict))
    else:
        _print_verdict(verdict)
    print_problems(problems)


_WORDS = {"counts": "counts", "does_not_count": "does not count", "not_established": "not established"}


def _print_verdict(verdict: Verdict) -> None:
    from tocsin.interfaces.cli.printing import print_facts

    rows = [
        ("verdict", _WORDS[str(verdict.outcome)]),
        ("because", verdict.because),
        ("clause", verdict.clause.text if verdict.clause else "no clause decides"),
        ("missing", "; ".join(verdict.missing) or "nothing"),
        ("rule version", verdict.rule_version),
    ]
    print_facts(rows)


_MARKS = {"counts": "✓ counts", "does_not_count": "✗ no", "not_established": "? open"}


def _count_situation(path: Path, as_of: str | None, *, as_json: bool) -> None:
    from tocsin.app.desk import assess_at
    from tocsin.app.rules import verdict_as_json
    from tocsin.app.situation import open_situation
    from tocsin.interfaces.cli.printing import print_json, print_problems, print_table

    opened = open_situation(path)
    assessment, problems = assess_at(opened, parse_instant(as_of, "--as-of"))
    questions = assessment.questions
    if as_json:
        for event in assessment.events:
            verdicts = {q.key: verdict_as_json(assessment.verdicts[q.key][event.id]) for q in questions}
            print_json({"event": event.id, "evidence": event.evidence.text, "verdicts": verdicts})
        return
    rows = []
    for event in assessment.events:
        cells = [_MARKS[str(assessment.verdicts[q.key][event.id].outcome)] for q in questions]
        if any(cell != _MARKS["does_not_count"] for cell in cells):
            rows.append((event.evidence.text, *cells))
    columns = ("event", *(q.key for q in questions))
    print_table(f"{opened.name}: does it count? (events that count nowhere are left out)", columns, rows)
    print_problems(problems)


def diff(
    first: Annotated[Path, typer.Argument(help="A file with a rule text.", metavar="RULE")],
    second: Annotated[Path, typer.Argument(help="Another one.", metavar="RULE")],
    as_json: AsJson = False,
) -> None:
    """Compare two rules. What counts under one and not under the other, clause by clause."""
    from tocsin.app.rules import diff_files
    from tocsin.interfaces.cli.printing import print_json, print_table

    flips = diff_files(first, second)
    if as_json:
        print_json({"flips": flips})
        return
    rows = [(f["on"], f["verdict_a"], f["clause_a"] or "–", f["verdict_b"], f["clause_b"] or "–") for f in flips]
    print_table("What flips", ("on", first.stem, "clause", second.stem, "clause"), rows)
