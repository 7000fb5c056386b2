"""Bring a database to the newest schema, in one transaction; refuse what is not ours or is newer than we are."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, select

from tocsin.core.errors import InputError, LedgerError
from tocsin.ledger.schema import VERSION, VERSION_TABLE
from tocsin.ledger.store import Store

_versions = Table(VERSION_TABLE, MetaData(), Column("version_num", String(32)))


def bring_up_to_date(store: Store, *, create: bool) -> None:
    """Make or migrate the tables.

    Raises :class:`InputError` where there is no ledger and ``create`` is false, :class:`LedgerError` for a database
    that is another program's or was written by a newer version.
    """
    with store.reading() as connection:
        if _version(connection, store.location) == VERSION:
            return
    with store.writing() as connection:
        found = _version(connection, store.location)
        if found is None and not create:
            message = f"there is no ledger in {store.location}; check the name, or read something first to make one"
            raise InputError(message)
        if found != VERSION:
            _upgrade(connection, found, store.location)


def _version(connection: Connection, location: str) -> str | None:
    names = set(inspect(connection).get_table_names())
    if VERSION_TABLE in names:
        found = connection.execute(select(_versions.c.version_num)).scalar()
        return None if found is None else str(found)
    if names and connection.dialect.name == "sqlite":
        message = f"{location} is a database of another program; name another file"
        raise LedgerError(message)
    return None


def _upgrade(connection: Connection, found: str | None, location: str) -> None:
    # Alembic is imported here because a ledger that is up to date, the common case, does without it.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        message = (
            f"the ledger {location} was written by a newer Tocsin (schema {found}, known {VERSION}); upgrade Tocsin"
        )
        raise LedgerError(message)
    command.upgrade(config, "head")
