"""The verbs, gathered in one command."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    name="tocsin",
    help="A forecasting desk for events with deadlines: it reads the news, knows the rule and writes the brief.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from tocsin import __version__

        typer.echo(f"tocsin {__version__}")
        raise typer.Exit


@app.callback()
def tocsin(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Read the news, know the rule, keep one curve, write the brief."""


from tocsin.interfaces.cli.verbs import bearing, look, questions, reading, situation  # noqa: E402

for module in (situation, reading, questions, bearing, look):
    module.register(app)
