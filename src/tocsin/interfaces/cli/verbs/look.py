"""The verbs that look: ``show``, ``why``, ``log``, ``export``, ``doctor``, ``config``."""

from __future__ import annotations

import json
import sys
from collections import deque
from pathlib import Path
from typing import Annotated, Any

import typer

from tocsin.core.errors import InputError
from tocsin.interfaces.cli.options import AsJson, AsOf, SituationPath, parse_instant


def register(app: typer.Typer) -> None:
    """Add this module's verbs to the command."""
    for verb in (show, why, log, export, doctor, config):
        app.command()(verb)


Out = Annotated[Path | None, typer.Option("--out", help="Write to this file instead of the terminal.")]


def show(
    situation: SituationPath,
    entry: Annotated[str, typer.Argument(help="An entry's id, the start of one, or a key.", metavar="ID")],
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Show one entry of the ledger with all its fields."""
    from tocsin.app.situation import open_situation
    from tocsin.app.why import find_entry
    from tocsin.core.entries import canonical
    from tocsin.interfaces.cli.printing import print_facts, print_json

    opened = open_situation(situation)
    found = find_entry(opened.ledger, entry, parse_instant(as_of, "--as-of") or opened.clock())
    recorded = opened.ledger.recorded_at(found.id).isoformat()
    data: dict[str, Any] = {"kind": type(found).__name__, "id": found.id, "recorded_at": recorded, **canonical(found)}
    if as_json:
        print_json(data)
        return
    print_facts(
        (name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        for name, value in data.items()
    )


def why(
    what: Annotated[
        list[str],
        typer.Argument(help="[SITUATION] and a sentence number of the last brief, a question, or a forecast's id."),
    ],
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Walk a number or a sentence back to words."""
    from tocsin.app.why import explain
    from tocsin.interfaces.cli.printing import print_indented, print_json

    if len(what) > 2:
        message = "why takes an optional SITUATION and one thing to explain: `tocsin why kyiv 3`"
        raise InputError(message)
    folder = Path(what[0]) if len(what) == 2 else None
    explanation = explain(folder, what[-1], parse_instant(as_of, "--as-of"))
    if as_json:
        print_json(explanation.as_json())
        return
    print_indented(explanation.lines())


def log(
    situation: SituationPath,
    last: Annotated[int, typer.Option("-n", "--last", min=1, help="How many of the newest entries.")] = 30,
    kind: Annotated[str | None, typer.Option("--kind", help="Only entries of this kind (Claim, Price, ...).")] = None,
    as_json: AsJson = False,
) -> None:
    """List what the ledger recorded, newest last."""
    from tocsin.app.situation import open_situation
    from tocsin.interfaces.cli.printing import print_table

    opened = open_situation(situation)
    lines = (json.loads(line) for line in opened.ledger.journal())
    newest = deque((row for row in lines if kind is None or row["kind"] == kind), maxlen=last)
    if as_json:
        for row in newest:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        return
    rows = [
        (row["recorded_at"][:19], row["entry"]["available_at"][:16], row["kind"], row["id"], row["entry"]["key"])
        for row in newest
    ]
    print_table(f"{opened.name}: the last {len(rows)} entries", ("recorded", "available", "kind", "id", "key"), rows)


def export(situation: SituationPath, out: Out = None) -> None:
    """Write the ledger as a plain-text journal. One JSON object a line, in the order of recording."""
    from tocsin.app.situation import open_situation

    opened = open_situation(situation)
    if out is None:
        for line in opened.ledger.journal():
            sys.stdout.write(line.rstrip("\n") + "\n")
        return
    fresh = out.with_name(f"{out.name}.new")
    try:
        with fresh.open("w", encoding="utf-8") as file:
            count = sum(bool(file.write(line.rstrip("\n") + "\n")) for line in opened.ledger.journal())
        fresh.replace(out)
    except OSError as error:
        message = f"{out} cannot be written: {error.strerror or error}"
        raise InputError(message) from None
    sys.stderr.write(f"{count} entries written to {out}\n")


def doctor(
    situation: Annotated[Path | None, typer.Argument(help="Also check this situation.", metavar="[SITUATION]")] = None,
    as_json: AsJson = False,
) -> None:
    """Check the installation and a ledger."""
    from tocsin.app.doctor import examine
    from tocsin.app.situation import open_situation
    from tocsin.interfaces.cli.printing import print_json, print_table

    findings = list(examine(open_situation(situation) if situation else None))
    if as_json:
        print_json({"findings": [{"what": f.what, "fine": f.fine, "found": f.found} for f in findings]})
    else:
        rows = [("ok" if f.fine else "FAULT", f.what, f.found) for f in findings]
        print_table("Doctor", ("", "what", "found"), rows)
    if not all(finding.fine for finding in findings):
        raise typer.Exit(2)


def config(
    situation: Annotated[Path | None, typer.Argument(help="The situation's folder.", metavar="[SITUATION]")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the settings and parts in force."""
    from tocsin.adapters.schema import SituationConfig, load_toml
    from tocsin.app import registry
    from tocsin.interfaces.cli.printing import print_json, print_table

    if situation is not None:
        settings = load_toml(SituationConfig, situation / "situation.toml").model_dump(mode="json")
    else:
        settings = SituationConfig(name="(none)").model_dump(mode="json")
    parts = {group: list(registry.names(group)) for group in registry.GROUPS}
    if as_json:
        print_json({"settings": settings, "parts": parts})
        return
    rows = [(k, v if isinstance(v, str) else json.dumps(v, ensure_ascii=False)) for k, v in settings.items()]
    print_table("Settings", ("key", "value"), rows)
    print_table("Parts", ("group", "names"), [(group, ", ".join(found)) for group, found in parts.items()])
