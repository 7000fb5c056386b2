"""What the verbs print: tables for people, JSON for programs, problems on the error stream."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tocsin.core.entries import canonical
from tocsin.core.errors import Problem
from tocsin.publishing.plain import plain

if TYPE_CHECKING:
    from rich.console import Console

MAX_PROBLEMS_SHOWN = 12
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def console() -> Console:
    """The terminal, or plain text of width 100 where output goes to a file."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 100, highlight=False, soft_wrap=False)


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    write_line(json_text(value))


def write_line(text: str) -> None:
    """One line on standard output, whole: an unbuffered stream that is interrupted takes only a part of it."""
    sys.stdout.flush()
    rest = memoryview(f"{text}\n".encode(sys.stdout.encoding or "utf-8"))
    while rest:
        rest = rest[sys.stdout.buffer.write(rest) :]
    sys.stdout.buffer.flush()


def json_text(value: Any) -> str:
    """One JSON document in one line; half characters, which UTF-8 does not have, are written as escapes."""
    data = value if isinstance(value, dict) else canonical(value)
    text = json.dumps(data, ensure_ascii=False)
    return json.dumps(data) if _HALF_CHARACTER.search(text) else text


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table whose cells are text, never markup: what articles say is hostile."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title, style="bold"), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    console().print(table)


def print_facts(facts: Iterable[tuple[str, str]]) -> None:
    """Names and values in two columns; a long value wraps in its own."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True, style="dim", min_width=14)
    table.add_column(overflow="fold")
    for name, value in facts:
        table.add_row(Text(name), Text(visible(value)))
    console().print(table)


def print_indented(lines: Iterable[str]) -> None:
    """Lines of an outline: what does not fit in one goes on under its own beginning."""
    from rich.padding import Padding
    from rich.text import Text

    screen = console()
    for line in map(visible, lines):
        words = line.lstrip()
        screen.print(Padding(Text(words), (0, 0, 0, len(line) - len(words))))


def visible(text: str) -> str:
    """``text`` without control and bidirectional marks, which could forge what a terminal shows; its lines stay."""
    return "\n".join(map(plain, text.split("\n")))


def print_problems(problems: Sequence[Problem]) -> None:
    """What could not be used, on standard error, and what to do about it."""
    for problem in problems[:MAX_PROBLEMS_SHOWN]:
        hint = f" ({problem.hint})" if problem.hint else ""
        sys.stderr.write(visible(f"{problem.stage}: {problem.subject}: {problem.message}{hint}") + "\n")
    if len(problems) > MAX_PROBLEMS_SHOWN:
        sys.stderr.write(f"... and {len(problems) - MAX_PROBLEMS_SHOWN} more; `--json` lists them all\n")
