"""Bulk reading: the rows of a file as readings, in their order and with their ids, in memory that does not grow."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from tocsin.app.executors import in_processes
from tocsin.app.readers import make_reader
from tocsin.app.rows import BadRow, Row, RowId
from tocsin.core.claims import Reading
from tocsin.core.errors import Problem
from tocsin.core.protocols import Reader
from tocsin.reading.language import detect

T = TypeVar("T")

BATCH_DOCUMENTS = 16
BATCH_CHARACTERS = 30_000
"""A batch is what one process reads at a time: some seconds of work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow(Generic[T]):
    """What became of one row; ``fault`` says where the reader itself failed on it."""

    number: int
    result: T
    fault: str = ""


def read_rows(
    rows: Iterable[Row | BadRow], render: Callable[[RowId, Reading], T], *, workers: int = 1
) -> Generator[ReadRow[T] | BadRow, None, None]:
    """Read rows, and yield ``render(id, reading)`` for each, in order; bad rows keep their place.

    The results are the same however many processes read. A text on which the reader fails, or which kills the process
    that reads it, gives an empty reading whose problem says so; the rest goes on. ``render`` runs where the reading
    was made and must be picklable, as its result.
    """
    make = partial(_BatchReader, render)
    if workers == 1:
        work = make()
        for batch in _batches(rows):
            yield from work(batch)
        return
    for results in in_processes(make, _batches(rows), workers=workers, lost=partial(_lost, render)):
        yield from results


def _batches(rows: Iterable[Row | BadRow]) -> Iterator[list[Row | BadRow]]:
    batch: list[Row | BadRow] = []
    characters = 0
    for row in rows:
        batch.append(row)
        characters += len(row.document.text) if isinstance(row, Row) else 0
        if len(batch) == BATCH_DOCUMENTS or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


class _BatchReader(Generic[T]):
    """Reads batches of rows with one reader of its own."""

    def __init__(self, render: Callable[[RowId, Reading], T]) -> None:
        self._render = render
        self._reader: Reader = make_reader()

    def __call__(self, batch: Sequence[Row | BadRow]) -> list[ReadRow[T] | BadRow]:
        rows = [_with_language(row) for row in batch if isinstance(row, Row)]
        read = iter(self._read(rows))
        return [next(read) if isinstance(row, Row) else row for row in batch]

    def _read(self, rows: Sequence[Row]) -> list[ReadRow[T]]:
        try:
            readings = list(self._reader.read_many([row.document for row in rows]))
        except Exception:  # noqa: BLE001 - one of them; each is read alone, and that one is told
            return [self._read_alone(row) for row in rows]
        return [
            ReadRow(number=row.number, result=self._render(row.id, reading))
            for row, reading in zip(rows, readings, strict=True)
        ]

    def _read_alone(self, row: Row) -> ReadRow[T]:
        try:
            reading = self._reader.read(row.document)
        except Exception as error:  # noqa: BLE001 - a fault of ours costs one document, not the run
            place = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(place.filename).name}:{place.lineno}"
            fault = f"internal fault ({type(error).__name__} at {where}: {error})"
            return _failed(self._render, row, fault, "please report it with this text")
        return ReadRow(number=row.number, result=self._render(row.id, reading))


def _with_language(row: Row) -> Row:
    document = row.document
    return row if document.language else replace(row, document=replace(document, language=detect(document.text)))


def _lost(render: Callable[[RowId, Reading], T], row: Row | BadRow) -> ReadRow[T] | BadRow:
    if isinstance(row, BadRow):
        return row
    fault = "the process that read it was ended twice, by somebody or for want of memory"
    return _failed(render, row, fault, "read it alone, or with fewer --workers")


def _failed(render: Callable[[RowId, Reading], T], row: Row, fault: str, hint: str) -> ReadRow[T]:
    problem = Problem(stage="read", subject=row.document.key, message=fault, hint=hint)
    reading = Reading(document=row.document, problems=(problem,))
    return ReadRow(number=row.number, result=render(row.id, reading), fault=fault)
