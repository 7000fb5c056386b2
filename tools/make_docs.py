"""Make the generated parts of the docs again: the command reference, the vocabulary, the pictures.

``--check`` writes nothing and fails where the reference is stale; pictures need Chromium and are made by ``make docs``.
"""

from __future__ import annotations

import argparse
import inspect
import subprocess
import sys
import tempfile
from enum import StrEnum
from pathlib import Path

import typer

from tocsin.core import errors, vocabulary
from tocsin.interfaces.cli.verbs import app

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"
PICTURES = ROOT / "docs" / "pictures"


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

    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name in ("kyiv", "harbour"):
            copy = Path(folder) / name
            tocsin = [sys.executable, "-c", "from tocsin.interfaces.cli import main; main()"]
            subprocess.run([*tocsin, "demo", name, "--folder", str(copy)], check=True, stdout=subprocess.DEVNULL)
            page = browser.new_page(viewport={"width": 1100, "height": 1500}, device_scale_factor=1)
            page.goto((copy / "brief.html").as_uri())
            page.screenshot(path=PICTURES / f"brief-{name}.png")
        browser.close()


def main() -> None:
    """Write or check."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true")
    if arguments.parse_args().check:
        for path in stale():
            print(f"{path.relative_to(ROOT)} is stale: run `make docs`")
        sys.exit(bool(stale()))
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
    make_pictures()


if __name__ == "__main__":
    main()
