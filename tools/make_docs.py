"""Make the generated parts of the docs again: the command reference, the vocabulary, the outputs
in the tutorial, the pictures.

``--check`` writes nothing and fails where the reference is stale; pictures need Chromium and are made by ``make docs``.
"""

from __future__ import annotations

import argparse
import inspect
import io
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tocsin.core import errors, vocabulary
from tocsin.interfaces.cli.verbs import app

if TYPE_CHECKING:
    from tocsin.app.brief import Edition

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"
TUTORIAL = ROOT / "docs" / "tutorial" / "one-article-one-forecast.md"
PICTURES = ROOT / "docs" / "pictures"
SHOTS = (
    ("kyiv", "brief", (datetime(2025, 12, 29, 21, 0, tzinfo=UTC),)),
    ("harbour", "ladder", (datetime(2025, 12, 17, 21, 0, tzinfo=UTC), datetime(2025, 12, 18, 21, 0, tzinfo=UTC))),
    ("harbour", "board", (datetime(2025, 12, 17, 21, 0, tzinfo=UTC), datetime(2025, 12, 18, 21, 0, tzinfo=UTC))),
)
"""Situation, form and moments of every picture, which shows the last; the demos show the same moments."""
TERMINAL_PAGE = (
    "<body style='margin:0;background:#15171a'><pre style='margin:0;padding:24px 28px;color:#e9e4d8;"
    'font:15px/1.35 "DejaVu Sans Mono",monospace\'>{code}</pre></body>'
)


def commands_page() -> str:
    """The command reference, from the commands themselves."""
    group = typer.main.get_command(app)
    lines = ["# Commands", "", "Made by `make docs` from the program; do not edit.", ""]
    lines += ["Every verb that looks back takes `--as-of`; every verb that prints data takes `--json`.", ""]
    lines += ["Exit codes: 0 fine, 2 input, 3 source, 4 leak, 5 ledger, 70 a fault of ours, 130 interrupted.", ""]
    for name, command in sorted(group.commands.items()):  # type: ignore[attr-defined]
        context = typer.Context(command, info_name=f"tocsin {name}")
        lines += [
            f"## {name}",
            "",
            (command.help or "").strip(),
            "",
            f"`{command.get_usage(context).removeprefix('Usage: ')}`",
            "",
        ]
        for parameter in command.params:
            record = parameter.get_help_record(context) or (
                "/".join(parameter.opts),
                getattr(parameter, "help", "") or "",
            )
            if parameter.name != "help":
                lines.append(f"- `{record[0]}`: {record[1]}")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def vocabulary_page() -> str:
    """The closed vocabularies and the error families."""
    lines = ["# Vocabulary", "", "Made by `make docs` from `tocsin.core`; do not edit.", ""]
    for name, member in inspect.getmembers(vocabulary, inspect.isclass):
        if issubclass(member, StrEnum) and member is not StrEnum:
            lines += [f"- **{name}**: {', '.join(f'`{value}`' for value in member)}"]
    lines += ["", "## Errors", ""]
    families = (errors.InputError, errors.SourceError, errors.LeakError, errors.LedgerError)
    for family in families:
        promise = (family.__doc__ or "").splitlines()[0]
        lines.append(f"- `{family.__name__}`: exit {family.exit_code}, HTTP {family.http_status}. {promise}")
    return "\n".join(lines) + "\n"


def pages() -> dict[Path, str]:
    """Every generated page with its text."""
    return {REFERENCE / "commands.md": commands_page(), REFERENCE / "vocabulary.md": vocabulary_page()}


def stale() -> list[Path]:
    """The generated pages that differ from what the code says."""
    return [p for p, text in pages().items() if not p.exists() or p.read_text(encoding="utf-8") != text]


def make_pictures() -> None:
    """Pictures of the brief and of the board, made by the program itself on the shipped situations."""
    from playwright.sync_api import sync_playwright

    from tocsin.app.brief import brief_of_situation
    from tocsin.app.examples import copy_example
    from tocsin.app.situation import open_situation

    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("no Chromium here: apt install chromium fonts-dejavu-core fonts-linuxlibertine")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, shot, moments in SHOTS:
            situation = open_situation(copy_example(name, Path(folder) / name))
            for moment in moments:
                edition = brief_of_situation(situation, moment)
            written = terminal_page(edition, moments[-1]) if shot == "board" else edition.html()
            page = browser.new_page(viewport={"width": 1040, "height": 100 if shot == "board" else 1180})
            page.set_content(written)
            path = PICTURES / f"{shot}-{name}.png"
            if shot == "ladder":
                page.locator(".chapter").first.screenshot(path=path)
            else:
                page.screenshot(path=path, full_page=shot == "board")
        browser.close()


def terminal_page(edition: Edition, moment: datetime) -> str:
    """What the terminal shows of the board, as a page to take a picture of."""
    from rich.console import Console
    from rich.terminal_theme import MONOKAI
    from rich.text import Text

    screen = Console(record=True, width=100, file=io.StringIO(), highlight=False, force_terminal=True)
    screen.print(Text(f"$ tocsin forecast harbour --as-of {moment:%Y-%m-%dT%H:%MZ}\n", style="bold green"))
    edition.print_board(screen)
    return screen.export_html(inline_styles=True, theme=MONOKAI, code_format=TERMINAL_PAGE)


def main() -> None:
    """Write or check."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true")
    if arguments.parse_args().check:
        for path in stale():
            print(f"{path.relative_to(ROOT)} is stale: run `make docs`")
        sys.exit(bool(stale()))
    from tutorial import with_outputs

    REFERENCE.mkdir(parents=True, exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
    TUTORIAL.write_text(with_outputs(TUTORIAL), encoding="utf-8")
    make_pictures()


if __name__ == "__main__":
    main()
