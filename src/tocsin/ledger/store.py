"""The connection to the database: where it is, how it is opened, and its refusals in our words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from tocsin.core.errors import InputError, LedgerError
from tocsin.ledger import sqlite

MEMORY = ":memory:"


class Store:
    """An open database. ``location`` is its name for messages, without any password."""

    def __init__(self, location: str | Path, *, create: bool, busy_seconds: float) -> None:
        url = _address(location)
        self.in_memory = url.get_backend_name() == "sqlite" and url.database in (None, "", MEMORY)
        if url.get_backend_name() == "sqlite" and not self.in_memory:
            _check_file(Path(str(url.database)), create=create)
        self.location = str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string()
        self._engine: Engine | None = _engine(url, in_memory=self.in_memory, busy_seconds=busy_seconds)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection in a transaction that only reads."""
        with self._translated() as engine, engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a transaction that is committed at the end, or rolled back as a whole."""
        with self._translated() as engine, engine.connect() as opened:
            connection = opened.execution_options(**{sqlite.WRITES: True})
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close every connection; a second call does nothing."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    @contextmanager
    def _translated(self) -> Iterator[Engine]:
        if self._engine is None:
            message = f"the ledger {self.location} was closed; open it again"
            raise InputError(message)
        try:
            yield self._engine
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise self._refusal(error) from error

    def _refusal(self, error: Exception) -> LedgerError:
        cause = getattr(error, "orig", None) or error
        known = sqlite.refusal(cause, self.location)
        if known is not None:
            return known
        reason = str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
        return LedgerError(f"the ledger {self.location} refused: {reason}; check that the database runs and is yours")


def _address(location: str | Path) -> URL:
    text = str(location)
    if not text.strip():
        message = "a ledger needs a place: a file such as tocsin.db, or a database URL"
        raise InputError(message)
    if isinstance(location, Path) or "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        return make_url(text)
    except (ArgumentError, ValueError) as error:
        message = "this database URL cannot be read; write it like postgresql+psycopg://user@host/name"
        raise InputError(message) from error


def _check_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        message = f"{path} is a folder; name a file in it, such as {path / 'tocsin.db'}"
        raise InputError(message)
    if not path.exists() and not create:
        message = f"there is no ledger at {path}; check the name, or read something first to make one"
        raise InputError(message)
    if not path.parent.is_dir():
        message = f"the folder {path.parent} does not exist; make it first"
        raise InputError(message)


def _engine(url: URL, *, in_memory: bool, busy_seconds: float) -> Engine:
    try:
        if url.get_backend_name() != "sqlite":
            return create_engine(url)
        arguments = {"timeout": busy_seconds, "check_same_thread": False}
        if in_memory:
            engine = create_engine(url, connect_args=arguments, poolclass=StaticPool)
        else:
            engine = create_engine(url, connect_args=arguments)
    except (NoSuchModuleError, ImportError) as error:
        message = f"no driver for {url.drivername} is installed; install it, or use a file such as tocsin.db"
        raise InputError(message) from error
    sqlite.prepare(engine, busy_seconds)
    return engine
