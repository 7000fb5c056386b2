"""The entry: everything the desk knows is a dated, attributed, immutable record with a content id."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any

from tocsin.core.errors import InputError
from tocsin.core.times import require_utc


@cache
def _field_names(kind: type) -> tuple[str, ...] | None:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def canonical(value: Any) -> Any:
    """Return ``value`` as plain JSON data with one form only, so that equal content hashes equally."""
    kind = value.__class__
    if kind is str or value is None:  # most values by far; the ledger's speed hangs on this function
        return value
    names = _field_names(kind)
    if names is not None:
        return {name: canonical(getattr(value, name)) for name in names}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return require_utc(value, "instant").isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [canonical(item) for item in value]
    return value


def digest(value: Any) -> str:
    """Return 16 hex digits of the SHA-256 of ``value`` in canonical JSON."""
    text = json.dumps(canonical(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class _Identified:
    """Holds the lazily computed id outside the dataclass fields, so that ``replace`` never copies a stale one."""

    __slots__ = ("_id",)
    _id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(_Identified):
    """One revision of one thing the desk knows.

    ``key``          identity across revisions: a change is a new entry with the same key.
    ``available_at`` the earliest instant (aware UTC) at which a live desk could have known it; backtests cut here.
    ``made_by``      the component and version that made it (``rules-reader.v1``, ``person:ada``).

    The ``id`` is a hash of kind and content, so the same material always has the same id. ``recorded_at`` is
    not here: the ledger alone sets it. Raises :class:`InputError` for a naive ``available_at`` or an empty key.
    """

    key: str
    available_at: datetime
    made_by: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "available_at", require_utc(self.available_at, "available_at"))
        if not self.key:
            message = f"a {type(self).__name__} needs a key: its identity across revisions"
            raise InputError(message)

    @property
    def id(self) -> str:
        """Content hash of this revision: 16 hex digits."""
        try:
            return str(self._id)
        except AttributeError:
            value = digest([type(self).__name__, self])
            object.__setattr__(self, "_id", value)
            return value

    @property
    def content_digest(self) -> str:
        """Hash of what is said, apart from when it became available: equal digests add nothing to the ledger."""
        content = {f.name: canonical(getattr(self, f.name)) for f in fields(self) if f.name != "available_at"}
        return digest([type(self).__name__, content])


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction(Entry):
    """Withdraws the entry with key ``of`` from ``available_at`` on; earlier views still hold it."""

    of: str
    reason: str
    by: str
