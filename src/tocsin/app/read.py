"""Reading outside a situation: files and JSON lines in, readings out, in order and one at a time."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tocsin.adapters.folder import MADE_BY, read_document_file
from tocsin.app.ingest import make_document
from tocsin.app.registry import make
from tocsin.core.claims import Reading
from tocsin.core.errors import InputError, Problem
from tocsin.core.material import Document
from tocsin.core.protocols import Reader
from tocsin.reading.language import detect

DEFAULT_READER = "reader.en.v1"


def make_reader(name: str = DEFAULT_READER) -> Reader:
    """The registered reader called ``name``."""
    reader: Reader = make("tocsin.readers", name)
    return reader


def read_file(path: Path, *, published: datetime | None, now: datetime, reader: Reader) -> Reading:
    """Read one article file; raises :class:`InputError` where it holds no text."""
    problems: list[Problem] = []
    document = make_document(read_document_file(path), now, problems, published=published)
    reading = reader.read(document)
    return Reading(
        document=reading.document,
        claims=reading.claims,
        events=reading.events,
        times=reading.times,
        places=reading.places,
        problems=(*problems, *reading.problems),
    )


def json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (line number, object) of a .jsonl or .jsonl.gz file; a line that is none is an :class:`InputError`."""
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, _object(line, path, number)
    except FileNotFoundError:
        message = f"{path} is missing"
        raise InputError(message) from None
    except (OSError, EOFError, UnicodeDecodeError) as error:
        message = f"{path} cannot be read as UTF-8 JSON lines: {error}"
        raise InputError(message) from None


def _object(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        message = f"{path}, line {number}: no JSON object; every line needs one"
        raise InputError(message)
    return row


def rows_as_documents(path: Path) -> Iterator[Document]:
    """Rows ``{"id", "text", "published", "title"?}`` as documents, in order, with their ids as keys."""
    for number, row in json_lines(path):
        where = f"{path}, line {number}"
        text, published = row.get("text"), row.get("published")
        if "id" not in row or not isinstance(text, str):
            message = f'{where}: a row needs "id" and "text"'
            raise InputError(message)
        instant = row_instant(published, where)
        key = str(row["id"])
        yield Document(
            key=key or f"line-{number}",
            available_at=instant,
            made_by=MADE_BY,
            source="source:input",
            url=str(row.get("url") or ""),
            title=str(row.get("title") or ""),
            text=text,
            language=detect(text),
            published_at=instant,
            origin=key,
        )


def row_instant(published: object, where: str) -> datetime:
    """The row's publication time in UTC; a date alone means noon, because rows of corpora often carry no more."""
    try:
        instant = datetime.fromisoformat(str(published).strip().replace("Z", "+00:00"))
    except ValueError:
        message = f'{where}: "published" is {published!r}; write it like 2026-02-03T14:00Z'
        raise InputError(message) from None
    if instant.tzinfo is None:
        instant = instant.replace(hour=instant.hour or 12, tzinfo=UTC)
    return instant.astimezone(UTC)


def read_rows(documents: Iterable[Document], reader: Reader) -> Iterator[Reading]:
    """Read a stream of documents, in order, in bounded memory."""
    yield from reader.read_many(documents)
