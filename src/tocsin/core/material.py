"""What comes in: sources, documents, places in their text, and whether a feed was alive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from tocsin.core.entries import Entry
from tocsin.core.times import InstantRange
from tocsin.core.vocabulary import SourceKind

UNDATED = datetime(9999, 1, 1, tzinfo=UTC)
"""Stands for a time of publication that nobody knows: no view looks that far, so nothing can rest on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Entry):
    """Who publishes. ``reliability`` is the Admiralty letter that the situation sets (else F, cannot be judged).

    ``party_to`` names the sides (ISO 3166 alpha-3 or organisation) whose interest the source shares.
    """

    name: str
    kind: SourceKind = SourceKind.UNKNOWN
    country: str | None = None
    party_to: tuple[str, ...] = ()
    url: str = ""
    reliability: str = "F"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Entry):
    """One text as it was published.

    ``text`` is the text that every offset refers to (as given, or as taken out of HTML; characters, not bytes).
    ``published_at`` is the publisher's time; ``imputed`` says that it, or ``available_at``, was filled in. Where nobody
    knows it, it is :data:`UNDATED`, and words such as "Monday" stay without a date.
    ``origin`` groups copies of one agency text: ten outlets repeating one wire are one origin.
    ``hypothetical`` marks invented material of a drill; it never bears on a forecast.
    """

    source: str
    url: str
    title: str
    text: str
    language: str
    published_at: datetime
    origin: str
    imputed: bool = False
    hypothetical: bool = False

    @property
    def is_dated(self) -> bool:
        """Whether it is known, or was filled in, when the text was published."""
        return self.published_at != UNDATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters ``start`` to ``end`` (half-open) of a document's own text, with the words themselves.

    ``document`` is the id of the document; ``text`` equals ``document.text[start:end]``.
    """

    document: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage(Entry):
    """That ``feed`` was alive (``ok``) or dead during ``during``. Silence of a dead feed is no evidence."""

    feed: str
    during: InstantRange
    ok: bool
    note: str = ""
