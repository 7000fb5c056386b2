"""A situation that is open for work: its folder, its ledger, its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tocsin.adapters.folder import SituationFolder
from tocsin.adapters.schema import SituationConfig
from tocsin.core.times import find_zone
from tocsin.ledger import Ledger

LEDGER_NAME = "tocsin.db"

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """An open situation; ``place`` is its ledger. ``folder`` is ``None`` for one article on its own."""

    name: str
    config: SituationConfig
    ledger: Ledger
    clock: Clock
    place: Path
    folder: SituationFolder | None = None

    @property
    def zone(self) -> str:
        """The IANA zone in which this situation's times are shown."""
        return self.config.zone

    def moment(self, as_of: datetime | None) -> datetime:
        """The moment to look at: the one asked for, else the situation's own, else the present."""
        moment = as_of or self.config.as_of or self.clock()
        return moment.astimezone(UTC)

    def close(self) -> None:
        """Close the ledger."""
        self.ledger.close()


def open_situation(path: Path, *, clock: Clock = system_clock) -> Situation:
    """Open the situation in the folder ``path`` with its ledger (made on first use).

    Raises InputError for a bad folder or config and LedgerError where the database refuses.
    """
    folder = SituationFolder(path)
    find_zone(folder.config.zone)
    place = path / LEDGER_NAME
    ledger = Ledger.open(place, clock=clock)
    name, config = folder.config.name, folder.config
    return Situation(name=name, config=config, ledger=ledger, clock=clock, place=place, folder=folder)
