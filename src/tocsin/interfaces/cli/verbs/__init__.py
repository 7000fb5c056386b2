"""The verbs, gathered in one command."""

from __future__ import annotations

import typer

app = typer.Typer(
    name="tocsin",
    help="A forecasting desk for events with deadlines: it reads the news, knows the rule and writes the brief.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

from tocsin.interfaces.cli.verbs import look, questions, reading, situation  # noqa: E402

for module in (situation, reading, questions, look):
    module.register(app)
