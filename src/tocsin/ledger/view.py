"""The ledger as it stood at a moment: the only way the stages see it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar, cast

from sqlalchemy import ColumnElement, and_, func, select

from tocsin.core.entries import Entry, Retraction
from tocsin.core.errors import LeakError
from tocsin.core.times import require_utc
from tocsin.ledger.codec import decode, from_micros, kind_name, to_micros
from tocsin.ledger.schema import entries
from tocsin.ledger.store import Store

E = TypeVar("E", bound=Entry)

_PAGE = 500


class LedgerView:
    """What was available by ``as_of``, of what had been recorded when the view was made.

    A view is a snapshot: what is appended after it was made is not in it, so the same question has the same answer
    for as long as the view is held. Newest means the highest ``available_at``, then the latest recorded. A retraction
    counts from its ``available_at`` on, that instant included, until a later revision of the key.
    """

    def __init__(self, store: Store, *, as_of: datetime, recorded: int) -> None:
        self._store = store
        self._as_of = require_utc(as_of, "as_of")
        self._recorded = recorded
        self._entries: dict[type[Entry], tuple[Entry, ...]] = {}
        self._by_id: dict[str, Entry] = {}
        self._retractions: dict[str, int] | None = None

    @property
    def as_of(self) -> datetime:
        """The moment of this view, aware UTC."""
        return self._as_of

    def visible(self) -> ColumnElement[bool]:
        """The cut: recorded by the time of this view, and available by ``as_of``. Every question goes through it."""
        return and_(entries.c.seq <= self._recorded, entries.c.available_at <= to_micros(self._as_of))

    def entries(self, kind: type[E]) -> tuple[E, ...]:
        """The newest visible revision of every unretracted key of ``kind``, oldest first (available_at, then key)."""
        if kind not in self._entries:
            self._entries[kind] = tuple(self._load(kind))
            self._by_id |= {entry.id: entry for entry in self._entries[kind]}
        return cast("tuple[E, ...]", self._entries[kind])

    def current(self, kind: type[E], key: str) -> E | None:
        """The newest visible revision of ``key``, or ``None`` where there is none or it is retracted."""
        query = (
            select(entries.c.id, entries.c.available_at, entries.c.body)
            .where(entries.c.key == key, entries.c.kind == kind_name(kind), self.visible())
            .order_by(entries.c.available_at.desc(), entries.c.seq.desc())
            .limit(1)
        )
        with self._store.reading() as connection:
            row = connection.execute(query).first()
        if row is None or self._is_withdrawn(kind, key, row.available_at):
            return None
        return cast("E", decode(kind.__name__, row.id, row.body))

    def get(self, entry_id: str) -> Entry | None:
        """The entry with this id, retracted or not; ``None`` where the ledger has no such id.

        Raises :class:`LeakError` for an entry that is in the ledger but was not available by ``as_of``: whoever asks
        for it by name has already looked into the future.
        """
        if entry_id in self._by_id:
            return self._by_id[entry_id]
        wanted = select(entries.c.kind, entries.c.body, entries.c.available_at).where(entries.c.id == entry_id)
        with self._store.reading() as connection:
            row = connection.execute(wanted.where(self.visible())).first()
            hidden = None
            if row is None:
                hidden = connection.execute(wanted.where(entries.c.seq <= self._recorded)).first()
        if hidden is not None:
            message = (
                f"{hidden.kind} {entry_id} became available at {from_micros(hidden.available_at).isoformat()}, after "
                f"{self._as_of.isoformat()}; ask with a later --as-of, or mend what refers to it"
            )
            raise LeakError(message)
        if row is None:
            return None
        self._by_id[entry_id] = decode(row.kind, entry_id, row.body)
        return self._by_id[entry_id]

    def revisions(self, kind: type[E], key: str) -> tuple[E, ...]:
        """Every visible revision of ``key``, oldest first, retracted or not."""
        query = (
            select(entries.c.id, entries.c.body)
            .where(entries.c.key == key, entries.c.kind == kind_name(kind), self.visible())
            .order_by(entries.c.available_at, entries.c.seq)
        )
        with self._store.reading() as connection:
            return tuple(cast("E", decode(kind.__name__, row.id, row.body)) for row in connection.execute(query))

    def is_retracted(self, key: str) -> bool:
        """Whether ``key`` stands withdrawn at ``as_of``."""
        withdrawn = self._withdrawals().get(key)
        if withdrawn is None:
            return False
        query = select(func.max(entries.c.available_at)).where(
            entries.c.key == key, entries.c.withdraws.is_(None), self.visible()
        )
        with self._store.reading() as connection:
            newest = connection.execute(query).scalar()
        return newest is None or withdrawn >= newest

    def _load(self, kind: type[E]) -> list[E]:
        """Choose the newest revisions by the index alone, then stream the bodies past and decode the chosen ones."""
        within = and_(entries.c.kind == kind_name(kind), self.visible())
        order = (entries.c.available_at, entries.c.seq)
        newest: dict[str, tuple[int, int]] = {}
        self._withdrawals()  # before the connection below: a ledger in memory has one only
        with self._store.reading() as connection:
            outline = select(entries.c.seq, entries.c.key, entries.c.available_at).where(within).order_by(*order)
            for seq, key, available_at in connection.execute(outline):
                newest[key] = (seq, available_at)
            chosen = {seq for key, (seq, at) in newest.items() if not self._is_withdrawn(kind, key, at)}
            del newest
            bodies = select(entries.c.seq, entries.c.id, entries.c.body).where(within).order_by(*order)
            rows = connection.execution_options(yield_per=_PAGE).execute(bodies)
            found = [cast("E", decode(kind.__name__, row.id, row.body)) for row in rows if row.seq in chosen]
        found.sort(key=lambda entry: (entry.available_at, entry.key))
        return found

    def _is_withdrawn(self, kind: type[Entry], key: str, available_at: int) -> bool:
        withdrawn = None if kind is Retraction else self._withdrawals().get(key)
        return withdrawn is not None and withdrawn >= available_at

    def _withdrawals(self) -> Mapping[str, int]:
        """The newest visible withdrawal of every key that has one."""
        if self._retractions is None:
            query = (
                select(entries.c.withdraws, func.max(entries.c.available_at).label("newest"))
                .where(entries.c.withdraws.is_not(None), self.visible())
                .group_by(entries.c.withdraws)
            )
            with self._store.reading() as connection:
                self._retractions = {row.withdraws: row.newest for row in connection.execute(query)}
        return self._retractions
