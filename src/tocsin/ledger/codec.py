"""Entries to rows and back: canonical JSON out, strict validation in.

The body of a row is the entry's canonical JSON, byte for byte what its id is a hash of. So every row that is read is
checked against its id at the price of one hash, and an old row keeps its id when a type later gains a field.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import pkgutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, NoReturn

from pydantic import TypeAdapter, ValidationError

import tocsin.core
from tocsin.core.entries import Entry, Retraction, canonical
from tocsin.core.errors import InputError, LedgerError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_write = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One revision, ready to be stored: instants in UTC microseconds; ``withdraws`` is the key a retraction is of."""

    id: str
    key: str
    kind: str
    available_at: int
    made_by: str
    digest: str
    withdraws: str | None
    body: str


def to_micros(instant: datetime) -> int:
    """Microseconds since 1970 of an aware instant."""
    return (instant - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The UTC instant of ``micros``."""
    return _EPOCH + micros * _MICROSECOND


@cache
def kinds() -> dict[str, type[Entry]]:
    """Every kind of entry that the core declares, by name."""
    found = {}
    for module in pkgutil.iter_modules(tocsin.core.__path__, "tocsin.core."):
        for item in vars(importlib.import_module(module.name)).values():
            if isinstance(item, type) and issubclass(item, Entry) and item is not Entry:
                found[item.__name__] = item
    return found


def kind_name(kind: type[Entry]) -> str:
    """The name under which entries of ``kind`` are stored; :class:`InputError` for a type the core does not declare."""
    name = kind.__name__
    if kinds().get(name) is not kind:
        message = f"{name} is no kind of entry; the ledger holds {', '.join(sorted(kinds()))}"
        raise InputError(message)
    return name


def identify(kind: str, body: str) -> str:
    """The id of the entry whose canonical JSON is ``body``: the same hash as ``Entry.id``."""
    return hashlib.sha256(f'["{kind}",{body}]'.encode()).hexdigest()[:16]


def encode(entry: Entry) -> Row:
    """Turn ``entry`` into a row.

    Raises :class:`InputError`, naming the entry, for what could not be read back: a value of the wrong type, a naive
    instant, a number that is not finite, text that is no Unicode.
    """
    kind = kind_name(type(entry))
    subject = f"the {kind} {entry.key!r}"
    try:
        row = _row(kind, canonical(entry), entry.available_at)
        _adapter(kind).validate_json(row.body, strict=True)
    except ValidationError as error:
        raise InputError(f"{subject} cannot be stored: {_first(error)}; mend whoever made it") from error
    except UnicodeEncodeError as error:
        raise InputError(f"{subject} holds characters that are no Unicode text; decode its text again") from error
    except (ValueError, TypeError, InputError) as error:
        raise InputError(f"{subject} cannot be stored: {error}") from error
    _remember_id(entry, row.id)
    return row


def decode(kind: str, entry_id: str, body: str) -> Entry:
    """Turn a stored row back into its entry; :class:`LedgerError`, naming the row, where it is not what was stored."""
    if kind not in kinds():
        _damaged(kind, entry_id, "its kind is unknown to this version")
    if identify(kind, body) != entry_id:
        _damaged(kind, entry_id, "its content no longer gives its id")
    try:
        entry = _adapter(kind).validate_json(body, strict=True)
    except ValidationError as error:
        _damaged(kind, entry_id, _first(error))
    except InputError as error:
        _damaged(kind, entry_id, str(error))
    _remember_id(entry, entry_id)
    return entry


def row_from_data(kind: str, data: dict[str, Any]) -> Row:
    """Make a row of parsed JSON, as a journal holds it; :class:`InputError` where it is no such entry."""
    if kind not in kinds():
        message = f"{kind!r} is no kind of entry that this version knows"
        raise InputError(message)
    try:
        entry = _adapter(kind).validate_json(_write(data), strict=True)
        plain = canonical(entry)
        if not _within(data, plain):
            message = "it holds fields or values that this version does not know"
            raise InputError(message)
        return _row(kind, data, entry.available_at)
    except ValidationError as error:
        raise InputError(_first(error)) from error
    except (ValueError, RecursionError) as error:
        raise InputError("it is no JSON that can be stored") from error


def _row(kind: str, data: dict[str, Any], available_at: datetime) -> Row:
    body = _write(data)
    content = {name: value for name, value in data.items() if name != "available_at"}
    return Row(
        id=identify(kind, body),
        key=data["key"],
        kind=kind,
        available_at=to_micros(available_at),
        made_by=data["made_by"],
        digest=identify(kind, _write(content)),
        withdraws=data["of"] if kind == Retraction.__name__ else None,
        body=body,
    )


@cache
def _adapter(kind: str) -> TypeAdapter[Entry]:
    return TypeAdapter(kinds()[kind])


def _remember_id(entry: Entry, entry_id: str) -> None:
    """Give the entry the id of its row, so that it is neither hashed again nor changed by a field added since."""
    object.__setattr__(entry, "_id", entry_id)


def _within(stored: Any, known: Any) -> bool:
    """Whether all of ``stored`` is in ``known``, which may hold defaults of fields added later."""
    if isinstance(stored, dict) and isinstance(known, dict):
        return all(name in known and _within(value, known[name]) for name, value in stored.items())
    if isinstance(stored, list) and isinstance(known, list):
        return len(stored) == len(known) and all(map(_within, stored, known))
    return bool(stored == known)


def _first(error: ValidationError) -> str:
    detail = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in detail["loc"]) or "the whole"
    return f"{place}: {detail['msg'].lower()}"


def _damaged(kind: str, entry_id: str, reason: str) -> NoReturn:
    message = (
        f"the row of {kind} {entry_id} is damaged ({reason}); "
        "run `tocsin doctor`, and restore the ledger from a backup or an exported journal"
    )
    raise LedgerError(message)
