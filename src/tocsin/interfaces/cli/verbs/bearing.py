"""``bearing``: what an article means for questions, by their rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tocsin.interfaces.cli.options import AsJson


def register(app: typer.Typer) -> None:
    """Add this module's verb to the command."""
    app.command()(bearing)


def bearing(
    rows: Annotated[
        Path,
        typer.Option(
            "--input", help='JSON lines {"id","text","published","questions":[{"id","text","rule","deadlines"}]}.'
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Say what articles mean for questions. Up, down or none, how strongly, and whether it resolves them."""
    from tocsin.app.bearing import bearing_rows
    from tocsin.interfaces.cli.printing import print_json, print_table

    for row in bearing_rows(rows):
        if as_json:
            print_json(row)
            continue
        table = [
            (str(q["id"]), q["direction"], str(q["strength"]), q["resolves"], q["because"]) for q in row["questions"]
        ]
        columns = ("question", "bears", "strength", "resolves", "because")
        print_table(str(row["document"]["id"]), columns, table)
