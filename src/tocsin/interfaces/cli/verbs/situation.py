"""The verbs of a situation: ``new``, ``forecast``, ``brief``, ``resolve``, ``score``, ``demo``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.core.errors import InputError
from tocsin.interfaces.cli.options import AsJson, AsOf, Published, SituationPath, parse_instant

if TYPE_CHECKING:
    from tocsin.app.brief import Edition
    from tocsin.core.material import Document


class Format(StrEnum):
    """How a brief is written."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    HTML = "html"


class Decision(StrEnum):
    """How a question ended."""

    YES = "yes"
    NO = "no"
    VOID = "void"


def register(app: typer.Typer) -> None:
    """Add this module's verbs to the command."""
    for verb in (new, forecast, brief, resolve, score, demo):
        app.command()(verb)


def track(documents: Sequence[Document]) -> Iterable[Document]:
    """The documents, with a progress bar on the error stream."""
    from rich.console import Console
    from rich.progress import track as progress

    return progress(documents, description="Reading", console=Console(stderr=True), transient=True)


def new(folder: Annotated[Path, typer.Argument(help="Where to make it.", metavar="FOLDER")]) -> None:
    """Make a situation folder to start from."""
    from tocsin.app.situation import system_clock
    from tocsin.app.start import start_situation

    for path in start_situation(folder, system_clock()):
        sys.stdout.write(f"made {path}\n")
    sys.stdout.write(f"Now: tocsin brief {folder}\n")


def forecast(situation: SituationPath, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Forecast every question. Numbers are kept apart, with interval, basis and what moved them."""
    from tocsin.app.desk import forecast_at, forecasts_as_json
    from tocsin.app.situation import open_situation
    from tocsin.interfaces.cli.printing import console, print_json, print_problems

    opened = open_situation(situation)
    assessment, forecasts, problems = forecast_at(opened, parse_instant(as_of, "--as-of"), progress=track)
    if as_json:
        print_json({"forecasts": forecasts_as_json(assessment, forecasts)})
    else:
        from tocsin.app.brief import print_board

        print_board(opened, assessment, forecasts, console())
    print_problems(problems)


def brief(
    target: Annotated[Path, typer.Argument(help="A situation's folder, or one article.", metavar="SITUATION|ARTICLE")],
    question: Annotated[list[str] | None, typer.Option("--question", help="Ask this of one article.")] = None,
    rule: Annotated[Path | None, typer.Option("--rule", help="The rule text of that question.")] = None,
    published: Published = None,
    as_of: AsOf = None,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TERMINAL,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write to this file; .html and .md choose the format.")
    ] = None,
    sign: Annotated[
        str | None, typer.Option("--sign", help="Freeze this edition under your name.", metavar="NAME")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the brief of a situation or article."""
    from tocsin.app.brief import brief_of_article, brief_of_situation
    from tocsin.app.situation import open_situation

    moment = parse_instant(as_of, "--as-of")
    if target.is_dir():
        if question or rule or published:
            message = "--question, --rule and --published go with one article; a situation has its own questions"
            raise InputError(message)
        edition = brief_of_situation(open_situation(target), moment, sign=sign, progress=track)
    else:
        when = parse_instant(published, "--published")
        edition = brief_of_article(target, tuple(question or ()), rule=rule, published=when, as_of=moment, sign=sign)
    _write(edition, _format(form, out), out, as_json=as_json)


def _format(form: Format, out: Path | None) -> Format:
    if out is not None and form is Format.TERMINAL:
        return {".html": Format.HTML, ".htm": Format.HTML, ".md": Format.MARKDOWN}.get(out.suffix, Format.MARKDOWN)
    return form


def _write(edition: Edition, form: Format, out: Path | None, *, as_json: bool) -> None:
    from tocsin.interfaces.cli.printing import console, print_json, print_problems

    if as_json:
        print_json(edition.as_json())
        return
    if form is Format.TERMINAL:
        edition.print(console())
    else:
        text = edition.html() if form is Format.HTML else edition.markdown()
        if out is None:
            sys.stdout.write(text)
        else:
            _save(out, text)
    print_problems(edition.problems)


def _save(out: Path, text: str) -> None:
    try:
        fresh = out.with_name(f"{out.name}.new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(out)
    except OSError as error:
        message = f"{out} cannot be written: {error.strerror or error}"
        raise InputError(message) from None
    sys.stderr.write(f"written to {out}\n")


def resolve(
    situation: SituationPath,
    question: Annotated[str | None, typer.Argument(help="FAMILY@DEADLINE, to record a decision.")] = None,
    outcome: Annotated[Decision | None, typer.Option("--outcome", help="What the facts say under the rule.")] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who decides.", metavar="NAME")] = None,
    venue: Annotated[Decision | None, typer.Option("--venue", help="How the venue settled.")] = None,
    because: Annotated[str, typer.Option("--because", help="The reason, in your words.")] = "",
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Propose resolutions, or record a decision.

    Without a question: what the facts propose, with evidence. With a question, --outcome and --by: a person signs.
    """
    from tocsin.app.outcomes import decide, propose_all
    from tocsin.app.situation import open_situation
    from tocsin.core.entries import canonical
    from tocsin.interfaces.cli.printing import print_json, print_problems, print_table

    opened = open_situation(situation)
    if question is not None:
        if outcome is None or not by:
            message = "to record a decision give --outcome yes|no|void and --by NAME"
            raise InputError(message)
        recorded = decide(opened, question, str(outcome), by=by, venue=str(venue) if venue else None, because=because)
        if as_json:
            print_json({"recorded": {"id": recorded.id, **canonical(recorded)}})
            return
        sys.stdout.write(f"recorded: {recorded.question} {recorded.outcome}, signed by {recorded.decided_by}\n")
        if opened.moment(None) < recorded.available_at:
            moment = f"{opened.moment(None):%Y-%m-%dT%H:%MZ}"
            sys.stdout.write(f"This situation opens at {moment}, before the decision: see it with --as-of.\n")
        return
    proposals, problems = propose_all(opened, parse_instant(as_of, "--as-of"), progress=track)
    if as_json:
        print_json({"resolutions": [proposal.as_json() for proposal in proposals]})
        return
    rows = [(p.question, p.facts, p.venue, p.signed, p.because) for p in proposals]
    print_table(f"{opened.name}: resolutions", ("question", "facts", "venue", "signed by", "because"), rows)
    print_problems(problems)


def score(situation: SituationPath, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Score what is resolved. Brier and log, beside the market at the same minute."""
    from tocsin.app.outcomes import score_situation
    from tocsin.app.situation import open_situation
    from tocsin.interfaces.cli.printing import console, print_json, print_problems, print_table

    opened = open_situation(situation)
    sheet = score_situation(opened, parse_instant(as_of, "--as-of"), progress=track)
    if as_json:
        print_json(sheet.as_json())
        return
    columns = ("question", "number", "p", "outcome", "Brier (0-1)", "log (nats)")
    print_table(f"{opened.name}: scores", columns, sheet.rows())
    for sentence in sheet.sentences():
        console().print(sentence, markup=False)
    print_problems(sheet.problems)


def demo(
    name: Annotated[str, typer.Argument(help="kyiv or harbour.")] = "kyiv",
    folder: Annotated[Path | None, typer.Option("--folder", help="Where to put the copy (default demo/NAME).")] = None,
) -> None:
    """Run the main job on a shipped situation, offline."""
    from tocsin.interfaces.cli.demo import run_demo

    run_demo(name, folder or Path("demo") / name)
