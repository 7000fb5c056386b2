"""Which entries of a batch say something new.

A revision is *unchanged*, and is not stored, when its id is known already, or when it says what the revision in force
just before its own moment says, and nothing has withdrawn that one (for a retraction: brought the key back) in
between. Only what is earlier than the revision decides, so that the future cannot keep it out of the past; a key that
goes back to what it said before does so at a later instant. The batch is judged in order of time and stored in the
order in which it came, so that the same batch a second time adds nothing, whatever its order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, or_, select

from tocsin.core.entries import Retraction
from tocsin.core.errors import InputError
from tocsin.ledger.codec import Row
from tocsin.ledger.schema import entries

_CHUNK = 400
_RETRACTION = Retraction.__name__


class Known:
    """What the ledger already holds of some keys: ids, digests over time, withdrawals; never the bodies."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self._revisions: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
        self._said: dict[str, list[int]] = {}
        self._withdrawn: dict[str, list[int]] = {}
        self._order = 0

    def add(self, *, entry_id: str, kind: str, key: str, available_at: int, digest: str, withdraws: str | None) -> None:
        """Note one revision; those added later count as recorded later."""
        self._order += 1
        self.ids.add(entry_id)
        insort(self._revisions.setdefault((kind, key), []), (available_at, self._order, digest))
        if withdraws is None:
            insort(self._said.setdefault(key, []), available_at)
        else:
            insort(self._withdrawn.setdefault(withdraws, []), available_at)

    def says_the_same(self, row: Row) -> bool:
        """Whether ``row`` adds nothing to what is known."""
        if row.id in self.ids:
            return True
        revisions = self._revisions.get((row.kind, row.key), [])
        position = bisect_left(revisions, (row.available_at,))
        if position == 0 or revisions[position - 1][2] != row.digest:
            return False
        since, until = revisions[position - 1][0], row.available_at
        if row.withdraws is None:
            withdrawn = self._withdrawn.get(row.key, [])
            return bisect_left(withdrawn, since) == bisect_left(withdrawn, until)
        said = self._said.get(row.withdraws, [])
        return bisect_right(said, since) == bisect_right(said, until)

    def is_retraction(self, key: str) -> bool:
        """Whether ``key`` is that of a retraction."""
        return (_RETRACTION, key) in self._revisions


def new_rows(connection: Connection, rows: Sequence[Row]) -> list[Row]:
    """Return those of ``rows`` that say something new, in their order."""
    known = _load(connection, rows)
    new: set[int] = set()
    order = sorted(range(len(rows)), key=lambda at: (rows[at].available_at, rows[at].withdraws is not None))
    for position in order:
        row = rows[position]
        if known.says_the_same(row):
            continue
        if row.withdraws is not None and known.is_retraction(row.withdraws):
            message = (
                f"{row.key!r} withdraws {row.withdraws!r}, itself a retraction; "
                "to bring something back, append it again with a later available_at"
            )
            raise InputError(message)
        _note(known, row)
        new.add(position)
    return [row for position, row in enumerate(rows) if position in new]


def unknown_ids(connection: Connection, rows: Sequence[Row]) -> list[Row]:
    """Return those of ``rows`` whose id is not in the ledger, each id once, in their order."""
    ids: set[str] = set()
    for chunk in _chunks({row.id for row in rows}):
        ids.update(connection.execute(select(entries.c.id).where(entries.c.id.in_(chunk))).scalars())
    fresh = []
    for row in rows:
        if row.id not in ids:
            ids.add(row.id)
            fresh.append(row)
    return fresh


def _note(known: Known, row: Row) -> None:
    known.add(
        entry_id=row.id,
        kind=row.kind,
        key=row.key,
        available_at=row.available_at,
        digest=row.digest,
        withdraws=row.withdraws,
    )


def _load(connection: Connection, rows: Sequence[Row]) -> Known:
    """Fetch what is stored of the keys of ``rows``, and of the keys that they withdraw, in chunks."""
    keys = {row.key for row in rows} | {row.withdraws for row in rows if row.withdraws is not None}
    table = entries.c
    columns = (table.seq, table.id, table.kind, table.key, table.available_at, table.digest, table.withdraws)
    found = {}
    for chunk in _chunks(keys):
        query = select(*columns).where(or_(table.key.in_(chunk), table.withdraws.in_(chunk)))
        found.update({row.seq: row for row in connection.execute(query)})
    known = Known()
    for seq in sorted(found):
        row = found[seq]
        known.add(
            entry_id=row.id,
            kind=row.kind,
            key=row.key,
            available_at=row.available_at,
            digest=row.digest,
            withdraws=row.withdraws,
        )
    return known


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(sorted(values))
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk
