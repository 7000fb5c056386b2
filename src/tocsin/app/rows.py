"""Rows in: the JSON lines of a bulk file, read one at a time, and the documents that they hold."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

from tocsin.adapters.folder import MADE_BY
from tocsin.core.errors import InputError
from tocsin.core.material import UNDATED, Document

LONGEST_LINE = 64 * 1024 * 1024
"""Bytes of one line; what is longer is no row but a file of another kind."""

RowId = str | int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One document of a bulk file, with the line it stands in and its id just as it was given."""

    number: int
    id: RowId
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A line that holds no document, and what is the matter with it."""

    number: int
    message: str


def json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (line number, object) of a .jsonl or .jsonl.gz file; a line that is none is an :class:`InputError`."""
    for number, line in _lines(path):
        yield number, _object(line, f"{path}, line {number}")


class DocumentRows:
    """The rows ``{"id", "text", "published"?, "title"?, "url"?, "language"?}`` of a .jsonl or .jsonl.gz file, in order.

    The first ``skip`` lines are passed over. A line that is no such row is a :class:`BadRow` in its place, and the rows
    behind it follow; so is a file that is missing or ends before its end (a cut-off .gz), behind its last good row.
    A document whose row names no language has an empty one.
    """

    def __init__(self, path: Path, *, skip: int = 0) -> None:
        self.path = path
        self.skip = skip
        self.size = path.stat().st_size if path.is_file() else 0
        self.position = 0

    def __iter__(self) -> Iterator[Row | BadRow]:
        number = 0
        try:
            for number, line in _lines(self.path, self._note):
                if number > self.skip:
                    yield self._row(number, line)
        except InputError as error:
            yield BadRow(number=number + 1, message=str(error))

    def _note(self, position: int) -> None:
        """Keep how many of the ``size`` bytes are taken."""
        self.position = position

    def _row(self, number: int, line: bytes) -> Row | BadRow:
        where = f"{self.path}, line {number}"
        try:
            return _row(_object(line, where), number, where)
        except InputError as error:
            return BadRow(number=number, message=str(error))


def _lines(path: Path, note: Callable[[int], None] | None = None) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers; ``note`` is told how many bytes of the file are taken."""
    number = 0
    try:
        with path.open("rb") as raw:
            source = gzip.GzipFile(fileobj=raw) if path.suffix == ".gz" else raw
            for number, line in enumerate(_bounded(cast("IO[bytes]", source)), 1):
                if note is not None and raw.seekable():
                    note(raw.tell())
                if line.strip():
                    yield number, line
    except FileNotFoundError:
        message = f"{path} is missing"
        raise InputError(message) from None
    except (OSError, EOFError, zlib.error) as error:
        message = f"{path} cannot be read behind line {number}: {error}"
        raise InputError(message) from None


def _bounded(source: IO[bytes]) -> Iterator[bytes]:
    """Lines of bounded length: of a longer one only the beginning is kept, which is no JSON."""
    while line := source.readline(LONGEST_LINE):
        rest = line
        while len(rest) == LONGEST_LINE and not rest.endswith(b"\n"):
            rest = source.readline(LONGEST_LINE)
        yield line


def _object(line: bytes, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        message = f"{where}: it is not UTF-8; convert the file first"
        raise InputError(message) from None
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        message = f"{where}: no JSON object; every line needs one"
        raise InputError(message)
    return row


def _row(row: dict[str, Any], number: int, where: str) -> Row:
    given, text = row.get("id"), row.get("text")
    if not isinstance(given, RowId) or isinstance(given, bool) or not isinstance(text, str):
        message = f'{where}: a row needs an "id" (text or a number) and a "text"'
        raise InputError(message)
    published = _published(row.get("published"), where)
    key = str(given) or f"line-{number}"
    document = Document(
        key=key,
        available_at=published,
        made_by=MADE_BY,
        source="source:input",
        url=str(row.get("url") or ""),
        title=str(row.get("title") or ""),
        text=text,
        language=str(row.get("language") or ""),
        published_at=published,
        origin=key,
        imputed=published == UNDATED,
    )
    return Row(number=number, id=given, document=document)


def _published(stated: object, where: str) -> datetime:
    """The row's publication time; a row that has none is read all the same."""
    return UNDATED if stated is None or stated == "" else row_instant(stated, where)


def row_instant(published: object, where: str) -> datetime:
    """The row's publication time in UTC; a date alone means noon, because rows of corpora often carry no more."""
    words = str(published).strip()
    try:
        instant = datetime.fromisoformat(words)
        if re.fullmatch(r"[\d-]{8,10}", words):
            instant = instant.replace(hour=12)
        return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        message = f'{where}: "published" is {published!r}; write it like 2026-02-03T14:00Z'
        raise InputError(message) from None
