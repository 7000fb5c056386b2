"""The doors: what a stage asks for, so that parts can be exchanged by name in the config."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from tocsin.core.claims import Claim, Event, Reading
from tocsin.core.entries import Entry
from tocsin.core.errors import Problem
from tocsin.core.forecasts import Forecast
from tocsin.core.material import Document
from tocsin.core.questions import Price, Question
from tocsin.core.rules import Rule

E = TypeVar("E", bound=Entry)


class View(Protocol):
    """The ledger as it stood at ``as_of``: the only way the stages see it."""

    @property
    def as_of(self) -> datetime: ...

    def entries(self, kind: type[E]) -> tuple[E, ...]:
        """The newest visible revision of every unretracted key of ``kind``, oldest first (available_at, then key)."""
        ...

    def current(self, kind: type[E], key: str) -> E | None:
        """The newest visible revision of ``key``, or ``None`` where there is none or it is retracted."""
        ...

    def get(self, entry_id: str) -> Entry | None:
        """The entry with this id if it was available by ``as_of``, retracted or not."""
        ...

    def revisions(self, kind: type[E], key: str) -> tuple[E, ...]:
        """Every visible revision of ``key``, oldest first, retracted or not."""
        ...

    def is_retracted(self, key: str) -> bool:
        """Whether ``key`` stands withdrawn at ``as_of``."""
        ...


class Feed(Protocol):
    """A supply of documents."""

    name: str

    def fetch(self, since: datetime | None) -> tuple[tuple[Document, ...], tuple[Problem, ...]]: ...


class Reader(Protocol):
    """Document -> claims, events, times, places; every item has offsets."""

    name: str

    def read(self, document: Document) -> Reading: ...

    def read_many(self, documents: Iterable[Document]) -> Iterable[Reading]: ...


class Linker(Protocol):
    """Which claim answers which across documents; returns claims with ``answers`` filled in."""

    name: str

    def link(self, claims: Sequence[Claim], events: Sequence[Event]) -> tuple[Claim, ...]: ...


class RuleCompiler(Protocol):
    """Rule text -> rule. ``title`` is the question's own text, which supplies "the listed date"."""

    name: str

    def compile(
        self, text: str, *, title: str, key: str, url: str, available_at: datetime
    ) -> tuple[Rule, tuple[Problem, ...]]: ...


class Forecaster(Protocol):
    """Questions -> forecasts, from what the view holds."""

    name: str
    knowledge_cutoff: datetime | None

    def forecast(
        self, questions: Sequence[Question], view: View
    ) -> tuple[tuple[Forecast, ...], tuple[Problem, ...]]: ...


class MarketAdapter(Protocol):
    """Prices of markets since an instant."""

    name: str

    def prices(
        self, references: Sequence[str], since: datetime | None
    ) -> tuple[tuple[Price, ...], tuple[Problem, ...]]: ...
