"""``read --input``: rows in, one line or table each out; what goes wrong is told and costs its own row only."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from tocsin.interfaces.cli.printing import MAX_PROBLEMS_SHOWN, json_text, visible, write_line

if TYPE_CHECKING:
    from tocsin.app.rows import DocumentRows, RowId
    from tocsin.core.claims import Reading

Show = Callable[[str, "Reading"], None]

INTERRUPTED = 130
BAD_ROWS = 2
INTERNAL_ERROR = 70


def print_rows(path: Path, *, show: Show | None, workers: int, skip: int) -> None:
    """Print the reading of every row, as JSON lines or by ``show``, each one whole before the next.

    Leaves with exit code 2 where lines were no rows, 70 where the reader failed on a text, and 130, telling where to go
    on, where the user stops it.
    """
    from tocsin.app.bulk import read_rows
    from tocsin.app.rows import BadRow, DocumentRows

    rows = DocumentRows(path, skip=skip)
    told = _Told()
    interrupts = _Interrupts()
    done = skip
    render = reading_line if show is None else _as_it_is
    try:
        results = read_rows(rows, render, workers=workers)
        with interrupts.heeded(), closing(results), _progress(rows) as advance:
            for row in results:
                with interrupts.held():
                    if isinstance(row, BadRow):
                        told.tell(row.message, BAD_ROWS)
                    else:
                        if row.fault:
                            told.tell(f"{path}, line {row.number}: {row.fault}", INTERNAL_ERROR)
                        _print(row.result, show)
                    done = row.number
                advance()
    except KeyboardInterrupt:
        _say(f"interrupted behind line {done}; the same command with --skip {done} goes on from there")
        raise typer.Exit(INTERRUPTED) from None
    told.conclude()


def reading_line(row_id: RowId, reading: Reading) -> str:
    """A reading as one line of JSON, with the row's id just as it was given."""
    from tocsin.reading.output import as_json

    data = as_json(reading)
    data["document"]["id"] = row_id
    return json_text(data)


def _as_it_is(row_id: RowId, reading: Reading) -> tuple[str, Reading]:
    return str(row_id), reading


def _print(result: Any, show: Show | None) -> None:
    if show is None:
        write_line(result)
    else:
        show(*result)
        sys.stdout.flush()


class _Told:
    """What went wrong, told as it comes, but only so many lines of it."""

    def __init__(self) -> None:
        self._count = 0
        self._code = 0

    def tell(self, message: str, code: int) -> None:
        self._count += 1
        self._code = max(self._code, code)
        if self._count <= MAX_PROBLEMS_SHOWN:
            _say(message)
        elif self._count == MAX_PROBLEMS_SHOWN + 1:
            _say("more such lines are counted, not told")

    def conclude(self) -> None:
        """Say how many there were, and leave with their exit code."""
        if self._count:
            if self._count > 1:
                _say(f"{self._count} lines could not be read")
            raise typer.Exit(self._code)


def _say(message: str) -> None:
    sys.stderr.write(f"tocsin: {visible(' '.join(message.split()))}\n")


class _Interrupts:
    """Keeps a Ctrl-C back while a row is written and counted, so that no output ends within one; a second one is not.

    Signals are masked for one thread only, and a library's own threads would take them: hence a handler.
    """

    def __init__(self) -> None:
        self._held = self._waiting = False

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """Answer to Ctrl-C for a while, where this is the main thread (others get none)."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, self._interrupt)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Put an interrupt off until the end of the block."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
        if self._waiting:
            raise KeyboardInterrupt

    def _interrupt(self, _number: int, _frame: object) -> None:
        if self._waiting or not self._held:
            raise KeyboardInterrupt
        self._waiting = True


@contextmanager
def _progress(rows: DocumentRows) -> Iterator[Callable[[], None]]:
    """A bar on the error stream where a person looks at it and the results go elsewhere."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    read = 0
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("no row yet", total=rows.size or None)

        def advance() -> None:
            nonlocal read
            read += 1
            bar.update(task, description=f"{read:,} rows", completed=rows.position)

        yield advance
