"""Options that several verbs share, checked once."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from tocsin.core.errors import InputError

SituationPath = Annotated[Path, typer.Argument(help="The situation's folder.", metavar="SITUATION")]
AsJson = Annotated[bool, typer.Option("--json", help="Data instead of a table.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="Look at the moment 2025-12-29T23:00+02:00; nothing later is seen.")
]
Published = Annotated[
    str | None, typer.Option("--published", help="When the text was published: 2026-02-03T14:00Z.", metavar="INSTANT")
]


def parse_instant(text: str | None, option: str) -> datetime | None:
    """Return an aware UTC instant for ``2026-02-03T14:00Z``; a naive or unreadable time is an InputError."""
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        message = f"{option} {text!r} is no time; write it like 2026-02-03T14:00Z"
        raise InputError(message) from None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
        return datetime.combine(date.fromisoformat(text.strip()), time(23, 59), UTC)
    if instant.tzinfo is None:
        message = f"{option} {text!r} has no time zone; write it like {text.strip()}Z or {text.strip()}+02:00"
        raise InputError(message)
    return instant.astimezone(UTC)
