"""The plain-text export: one JSON object a line, in recorded order, from which a ledger can be made again."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import select

from tocsin.core.errors import InputError
from tocsin.ledger.codec import Row, decode, from_micros, row_from_data
from tocsin.ledger.schema import entries
from tocsin.ledger.store import Store

_PAGE = 500


def write(store: Store, *, recorded: int) -> Iterator[str]:
    """Yield the first ``recorded`` rows as lines without line ends; no transaction stays open between lines."""
    done = 0
    while done < recorded:
        columns = (entries.c.seq, entries.c.id, entries.c.kind, entries.c.recorded_at, entries.c.body)
        upto = min(done + _PAGE, recorded)
        page = select(*columns).where(entries.c.seq > done, entries.c.seq <= upto).order_by(entries.c.seq)
        with store.reading() as connection:
            rows = connection.execute(page).all()
        for row in rows:
            decode(row.kind, row.id, row.body)  # never export a damaged row as if it were sound
            recorded_at = from_micros(row.recorded_at).isoformat()
            yield f'{{"entry":{row.body},"id":"{row.id}","kind":"{row.kind}","recorded_at":"{recorded_at}"}}'
        done = upto


def read_line(line: str, number: int) -> Row:
    """Parse line ``number`` of a journal; :class:`InputError`, naming the line, where it is not what was exported."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _wrong(number, "it is no JSON") from error
    if not isinstance(record, dict) or not isinstance(record.get("entry"), dict):
        raise _wrong(number, "it has no entry")
    try:
        row = row_from_data(str(record.get("kind")), record["entry"])
    except InputError as error:
        raise _wrong(number, str(error)) from error
    if row.id != record.get("id"):
        raise _wrong(number, "its content does not give its id")
    return row


def _wrong(number: int, reason: str) -> InputError:
    return InputError(f"line {number} of the journal cannot be restored: {reason}; export the journal again")
