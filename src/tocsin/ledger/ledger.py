"""The ledger: append, look, export. Nothing in it is ever changed or deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, func, insert, select, update

from tocsin.core.entries import Entry
from tocsin.core.errors import InputError, LedgerError, Problem
from tocsin.core.times import require_utc
from tocsin.ledger import journal, verify
from tocsin.ledger.codec import Row, decode, encode, from_micros, to_micros
from tocsin.ledger.migrate import bring_up_to_date
from tocsin.ledger.novelty import new_rows, unknown_ids
from tocsin.ledger.schema import entries, head
from tocsin.ledger.store import Store
from tocsin.ledger.view import LedgerView

_CHUNK = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """What one append did: the entries that were new, in their order, and how many said nothing new."""

    added: tuple[Entry, ...]
    unchanged: int


class Ledger:
    """An open ledger; a context manager that closes it. Safe to use from several processes at once."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    @classmethod
    def open(
        cls,
        location: str | Path,
        *,
        clock: Callable[[], datetime],
        create: bool = True,
        busy_seconds: float = 5.0,
    ) -> Ledger:
        """Open the ledger at ``location``, make it where it is missing, and bring its schema up to date.

        ``location`` is a file, ``:memory:`` or a SQLAlchemy URL; ``clock`` says when things are recorded;
        ``busy_seconds`` is how long another writer is waited for. Raises :class:`InputError` for a place that cannot
        be (or is missing, with ``create`` false), :class:`LedgerError` where the database refuses.
        """
        store = Store(location, create=create, busy_seconds=busy_seconds)
        try:
            bring_up_to_date(store, create=create)
        except BaseException:
            store.close()
            raise
        return cls(store, clock)

    def append(self, entries: Iterable[Entry]) -> Appended:
        """Record what is new of ``entries``, in one transaction: all of it or none.

        The batch is held in memory; bring in large material in several. Raises :class:`InputError` for an entry that
        says it became available after it is recorded, or that could not be read back; :class:`LedgerError` where the
        database refuses.
        """
        batch = list(entries)
        rows = [encode(entry) for entry in batch]
        by_id = {row.id: entry for row, entry in zip(rows, batch, strict=True)}
        if not rows:
            return Appended(added=(), unchanged=0)
        with self._store.writing() as connection:
            new = self._record(connection, rows, new_rows)
        return Appended(added=tuple(by_id[row.id] for row in new), unchanged=len(rows) - len(new))

    def view(self, as_of: datetime, *, recorded_until: datetime | None = None) -> LedgerView:
        """The ledger as it stood at ``as_of``; with ``recorded_until``, only of what it had recorded by then."""
        query = select(head.c.last_seq)
        if recorded_until is not None:
            limit = to_micros(require_utc(recorded_until, "recorded_until"))
            query = select(func.coalesce(func.max(entries.c.seq), 0)).where(entries.c.recorded_at <= limit)
        with self._store.reading() as connection:
            recorded = connection.execute(query).scalar_one()
        return LedgerView(self._store, as_of=as_of, recorded=recorded)

    def recorded_at(self, entry_id: str) -> datetime:
        """When this ledger wrote the entry; :class:`InputError` for an id that it does not hold."""
        with self._store.reading() as connection:
            found = connection.execute(select(entries.c.recorded_at).where(entries.c.id == entry_id)).scalar()
        if found is None:
            message = f"the ledger holds no entry {entry_id}; `tocsin log` lists what it holds"
            raise InputError(message)
        return from_micros(found)

    def counts(self) -> Mapping[str, int]:
        """How many revisions of each kind there are, by name."""
        query = (
            select(entries.c.kind, func.count().label("revisions")).group_by(entries.c.kind).order_by(entries.c.kind)
        )
        with self._store.reading() as connection:
            return {row.kind: row.revisions for row in connection.execute(query)}

    def verify(self) -> tuple[Problem, ...]:
        """Check the file, every row against its id, the order and the retractions; empty where all is sound."""
        return verify.check(self._store)

    def journal(self) -> Iterator[str]:
        """Export everything as text: one JSON object a line, in recorded order, as of the call."""
        with self._store.reading() as connection:
            recorded = connection.execute(select(head.c.last_seq)).scalar_one()
        return journal.write(self._store, recorded=recorded)

    def restore(self, lines: Iterable[str]) -> Appended:
        """Record a journal in its own order, in one transaction; ids that are here already are left alone.

        ``recorded_at`` is this ledger's own. Raises :class:`InputError`, naming the line, for a line that was changed.
        """
        numbered = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
        added: list[Entry] = []
        unchanged = 0
        with self._store.writing() as connection:
            while chunk := list(islice(numbered, _CHUNK)):
                rows = [journal.read_line(line, number) for number, line in chunk]
                new = self._record(connection, rows, unknown_ids)
                added += [decode(row.kind, row.id, row.body) for row in new]
                unchanged += len(rows) - len(new)
        return Appended(added=tuple(added), unchanged=unchanged)

    def close(self) -> None:
        """Close the database; a second call does nothing."""
        self._store.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _record(
        self,
        connection: Connection,
        rows: Sequence[Row],
        choose: Callable[[Connection, Sequence[Row]], list[Row]],
    ) -> list[Row]:
        """Take the next numbers, which keeps other writers waiting, and write what ``choose`` leaves."""
        connection.execute(update(head).values(last_seq=head.c.last_seq))  # one writer at a time, on any database
        state = connection.execute(select(head.c.last_seq, head.c.last_recorded_at)).first()
        if state is None:
            message = f"the ledger {self._store.location} has lost its head row; restore it from a backup or a journal"
            raise LedgerError(message)
        recorded_at = max(to_micros(require_utc(self._clock(), "the clock's time")), state.last_recorded_at)
        _check_available(rows, recorded_at)
        new = choose(connection, rows)
        for start in range(0, len(new), _CHUNK):
            chunk = enumerate(new[start : start + _CHUNK], start=state.last_seq + start + 1)
            connection.execute(insert(entries), [_values(row, seq, recorded_at) for seq, row in chunk])
        if new:
            last = state.last_seq + len(new)
            connection.execute(update(head).values(last_seq=last, last_recorded_at=recorded_at))
        return new


def _check_available(rows: Iterable[Row], recorded_at: int) -> None:
    for row in rows:
        if row.available_at > recorded_at:
            message = (
                f"the {row.kind} {row.key!r} says it became available at {from_micros(row.available_at).isoformat()}, "
                f"after the present {from_micros(recorded_at).isoformat()}; mend its time, or this machine's clock"
            )
            raise InputError(message)


def _values(row: Row, seq: int, recorded_at: int) -> dict[str, object]:
    return {
        "seq": seq,
        "id": row.id,
        "key": row.key,
        "kind": row.kind,
        "available_at": row.available_at,
        "recorded_at": recorded_at,
        "made_by": row.made_by,
        "digest": row.digest,
        "withdraws": row.withdraws,
        "body": row.body,
    }
