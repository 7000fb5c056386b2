"""Reading outside a situation: one article file in, its reading out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tocsin.adapters.folder import read_document_file
from tocsin.app.ingest import make_document
from tocsin.core.claims import Reading
from tocsin.core.errors import Problem
from tocsin.core.protocols import Reader


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
