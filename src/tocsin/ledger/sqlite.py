"""The only module that knows SQLite: pragmas, how a transaction begins, integrity, and what its refusals mean."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

from sqlalchemy import Connection, Engine, event

from tocsin.core.errors import LedgerError

WRITES = "tocsin_writes"
"""Execution option of a connection that will write: it takes the write lock at once instead of half way."""

_PAUSE = 0.02
"""Seconds between two attempts at what SQLite does not wait for by itself."""

_HINTS = {
    "SQLITE_BUSY": "is in use by another program; let that finish (or end it), then run this again",
    "SQLITE_LOCKED": "is in use by another program; let that finish (or end it), then run this again",
    "SQLITE_CORRUPT": "is damaged; restore it from a backup or from an exported journal",
    "SQLITE_NOTADB": "is no database, or a damaged one; name another file or restore it from a backup",
    "SQLITE_FULL": "could not be written because the disk is full; free some space, then run this again",
    "SQLITE_READONLY": "may not be written here; change its permissions or use a copy",
    "SQLITE_CANTOPEN": "could not be opened; check that the file and its folder may be read and written",
    "SQLITE_IOERR": "could not be read or written by the disk; check the disk, then run this again",
}


def prepare(engine: Engine, busy_seconds: float) -> None:
    """Set the pragmas on every connection, and let transactions begin where SQLAlchemy says so."""

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # else the driver begins transactions by itself, too late
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {round(busy_seconds * 1000)}")
        cursor.execute("PRAGMA foreign_keys = ON")
        _write_ahead(cursor, busy_seconds)
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _write_ahead(cursor: sqlite3.Cursor, busy_seconds: float) -> None:
    """Switch to a write-ahead log; SQLite does not itself wait here when two programs make one file at once."""
    attempts = max(1, round(busy_seconds / _PAUSE))
    for attempt in range(attempts):
        try:
            if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorname", "") != "SQLITE_BUSY" or attempt + 1 == attempts:
                raise
            time.sleep(_PAUSE)
        else:
            return


def refusal(error: BaseException, location: str) -> LedgerError | None:
    """What SQLite meant, as a message that says what to do; ``None`` where ``error`` is not SQLite's."""
    if not isinstance(error, sqlite3.Error):
        return None
    name = getattr(error, "sqlite_errorname", None) or ""
    for code, hint in _HINTS.items():
        if name.startswith(code):
            return LedgerError(f"the ledger {location} {hint}")
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    return LedgerError(f"the ledger {location} refused: {reason}; run `tocsin doctor`, or restore it from a backup")


def integrity(connection: Connection) -> tuple[str, ...]:
    """What SQLite finds wrong with its own file; empty where all is well or the database is another one."""
    if connection.dialect.name != "sqlite":
        return ()
    found = (str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(20)"))
    return tuple(line for line in found if line != "ok")
