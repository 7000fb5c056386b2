"""Entries and the head of the ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables, the indexes, and the head's one row."""
    op.create_table(
        "entries",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(16), nullable=False, unique=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("available_at", sa.BigInteger, nullable=False),
        sa.Column("recorded_at", sa.BigInteger, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("withdraws", sa.Text, nullable=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.CheckConstraint("available_at <= recorded_at", name="entries_known_when_recorded"),
    )
    op.create_index("entries_as_of", "entries", ["kind", "available_at", "seq"])
    op.create_index("entries_by_key", "entries", ["key", "kind", "available_at", "seq"])
    op.create_index(
        "entries_withdrawals",
        "entries",
        ["withdraws", "available_at"],
        sqlite_where=sa.text("withdraws IS NOT NULL"),
        postgresql_where=sa.text("withdraws IS NOT NULL"),
    )
    head = op.create_table(
        "head",
        sa.Column("only", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("last_seq", sa.BigInteger, nullable=False),
        sa.Column("last_recorded_at", sa.BigInteger, nullable=False),
        sa.CheckConstraint("only = 1", name="head_has_one_row"),
    )
    op.bulk_insert(head, [{"only": 1, "last_seq": 0, "last_recorded_at": 0}])
