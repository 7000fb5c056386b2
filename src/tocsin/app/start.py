"""A new situation to start from: a small invented one that works at once and shows where things go."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

from tocsin.core.errors import InputError

STARTER = Path(__file__).parent / "starter"


def start_situation(target: Path, now: datetime) -> tuple[Path, ...]:
    """Write the starter situation into ``target`` (which must not hold one) and return the files made."""
    if (target / "situation.toml").exists():
        message = f"{target} holds a situation already; choose another name"
        raise InputError(message)
    published = now.replace(microsecond=0) - timedelta(hours=1)
    words = {
        "name": json.dumps(target.resolve().name, ensure_ascii=False),
        "deadline": f"{now + timedelta(days=30):%Y-%m-%d}",
        "later": f"{now + timedelta(days=120):%Y-%m-%d}",
        "published": published.isoformat().replace("+00:00", "Z"),
        "weekday": f"{published:%A}",
    }
    made = []
    try:
        for path in sorted(STARTER.rglob("*")):
            if path.is_file():
                copy = target / path.relative_to(STARTER)
                copy.parent.mkdir(parents=True, exist_ok=True)
                text = path.read_text(encoding="utf-8")
                copy.write_text(text.format(**words) if path.suffix != ".txt" else text, encoding="utf-8")
                made.append(copy)
    except OSError as error:
        message = f"{target} cannot be written: {error.strerror or error}"
        raise InputError(message) from None
    return tuple(made)
