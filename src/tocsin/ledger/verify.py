"""A check of the whole ledger, for `doctor`: the file, every row against its id, the order, dangling retractions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from tocsin.core.errors import LedgerError, Problem
from tocsin.ledger import sqlite
from tocsin.ledger.codec import decode, encode
from tocsin.ledger.schema import entries, head
from tocsin.ledger.store import Store

_PAGE = 500
_RESTORE = "restore the ledger from a backup or an exported journal"


def check(store: Store) -> tuple[Problem, ...]:
    """Return all that is wrong with the ledger; a database that breaks off while it is read is a problem too."""
    problems: list[Problem] = []
    try:
        with store.reading() as connection:
            problems += [_problem(store.location, f"damaged: {line}") for line in sqlite.integrity(connection)]
            problems += _rows(connection)
            problems += _gaps(connection, store.location)
            problems += _dangling(connection)
    except LedgerError as error:
        problems.append(_problem(store.location, str(error)))
    return tuple(problems)


def _problem(subject: str, message: str, hint: str = _RESTORE) -> Problem:
    return Problem(stage="doctor", subject=subject, message=message, hint=hint)


def _rows(connection: Connection) -> Iterator[Problem]:
    last = 0
    rows = connection.execution_options(yield_per=_PAGE).execute(select(entries).order_by(entries.c.seq))
    for row in rows:
        fault = _fault(row)
        if fault:
            yield _problem(f"{row.kind} {row.id}", fault)
        if row.recorded_at < last:
            yield _problem(f"{row.kind} {row.id}", "was recorded before the row that precedes it")
        last = max(last, row.recorded_at)


def _fault(row: Any) -> str | None:
    """What is wrong with one row by itself."""
    try:
        entry = decode(row.kind, row.id, row.body)
    except LedgerError as error:
        return str(error)
    said = encode(entry)
    columns = ("key", "available_at", "made_by", "withdraws")
    differing = [name for name in columns if getattr(row, name) != getattr(said, name)]
    if said.body == row.body and row.digest != said.digest:
        differing.append("digest")
    return f"its columns {', '.join(differing)} differ from its content" if differing else None


def _gaps(connection: Connection, location: str) -> Iterator[Problem]:
    """Rows are numbered without gaps, so a row that was deleted shows."""
    last = connection.execute(select(head.c.last_seq)).scalar()
    held, highest = connection.execute(select(func.count(), func.max(entries.c.seq)).select_from(entries)).one()
    if last is None:
        yield _problem(location, "its head row is gone")
    elif held != last or (highest or 0) != last:
        yield _problem(location, f"{last} rows were recorded and {held} are there")


def _dangling(connection: Connection) -> Iterator[Problem]:
    """Retractions of keys that the ledger does not hold."""
    target = entries.alias()
    query = (
        select(entries.c.id, entries.c.withdraws)
        .where(entries.c.withdraws.is_not(None))
        .where(~select(target.c.seq).where(target.c.key == entries.c.withdraws).exists())
        .order_by(entries.c.seq)
    )
    for entry_id, key in connection.execute(query):
        message = f"withdraws {key}, and the ledger holds nothing of that key"
        yield _problem(f"Retraction {entry_id}", message, "mend the key, or append what it withdraws")
