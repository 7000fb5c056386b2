"""Where single articles keep their ledgers, and which brief was made last, so that ``why`` can explain it."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tocsin.core.errors import InputError

ARTICLES_KEPT = 20


def state_folder() -> Path:
    """The folder for what outlives one command: TOCSIN_STATE, else the user's state folder. Made on first use."""
    base = os.environ.get("TOCSIN_STATE")
    if base is None:
        home = os.environ.get("XDG_STATE_HOME") or str(Path("~/.local/state").expanduser())
        base = str(Path(home) / "tocsin")
    folder = Path(base)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{folder} cannot be made ({error.strerror}); set TOCSIN_STATE to a folder that can be written"
        raise InputError(message) from None
    return folder


def article_ledger(digest: str) -> Path:
    """The ledger file of one article and its questions; only the newest few are kept."""
    folder = state_folder()
    kept = sorted(folder.glob("article-*.db"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in kept[ARTICLES_KEPT:]:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{old}{suffix}").unlink(missing_ok=True)
    return folder / f"article-{digest}.db"


def remember_brief(ledger: Path, brief_key: str, brief_id: str) -> None:
    """Note the brief that was made last."""
    note = json.dumps({"ledger": str(ledger.resolve()), "key": brief_key, "id": brief_id})
    path = state_folder() / "last-brief.json"
    fresh = path.with_suffix(".new")
    fresh.write_text(note, encoding="utf-8")
    fresh.replace(path)


def last_brief() -> tuple[Path, str]:
    """The ledger and the id of the brief that was made last; InputError where there is none."""
    path = state_folder() / "last-brief.json"
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
        return Path(note["ledger"]), str(note["id"])
    except (OSError, ValueError, KeyError, TypeError):
        message = "no brief was made yet; make one with `tocsin brief`, or name a situation: `tocsin why SITUATION 3`"
        raise InputError(message) from None
