"""The tables: one row per revision, and one row that says how far the ledger has come.

Portable types only: instants are UTC microseconds since 1970 in a BIGINT, which sort and compare alike everywhere.
``seq`` is the recording order, without gaps; ``recorded_at`` never falls as ``seq`` rises, so a cut in recording time
is a cut in ``seq``.

The as-of index is ``entries_as_of (kind, available_at, seq)``: all entries of a kind up to a moment are one range of
it, already in order. ``entries_by_key`` serves one key's revisions, ``entries_withdrawals`` the few retractions.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, MetaData, String, Table, Text

VERSION = "0001"
"""The newest migration that this program knows."""

VERSION_TABLE = "ledger_version"

metadata = MetaData()

_WHOLE = BigInteger().with_variant(Integer(), "sqlite")

entries = Table(
    "entries",
    metadata,
    Column("seq", _WHOLE, primary_key=True, autoincrement=False),
    Column("id", String(16), nullable=False, unique=True),
    Column("key", Text, nullable=False),
    Column("kind", String(64), nullable=False),
    Column("available_at", BigInteger, nullable=False),
    Column("recorded_at", BigInteger, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("digest", String(16), nullable=False),
    Column("withdraws", Text, nullable=True),
    Column("body", Text, nullable=False),
    CheckConstraint("available_at <= recorded_at", name="entries_known_when_recorded"),
)
Index("entries_as_of", entries.c.kind, entries.c.available_at, entries.c.seq)
Index("entries_by_key", entries.c.key, entries.c.kind, entries.c.available_at, entries.c.seq)
Index(
    "entries_withdrawals",
    entries.c.withdraws,
    entries.c.available_at,
    sqlite_where=entries.c.withdraws.is_not(None),
    postgresql_where=entries.c.withdraws.is_not(None),
)

head = Table(
    "head",
    metadata,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("last_recorded_at", BigInteger, nullable=False),
    CheckConstraint("only = 1", name="head_has_one_row"),
)
