"""The brief: sentences that each rest on entries, in sections, frozen when signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tocsin.core.entries import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence and the ids of the entries it rests on. ``section`` is the heading it stands under."""

    section: str
    text: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A sentence that the gate refused, and why."""

    sentence: Sentence
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One line of the bottom line: the figures of one question, as text ready to print and as numbers to draw.

    ``forecast`` and ``question`` are ids; probabilities are in (0, 1) or ``None``; ``rule_risk`` is a word.
    """

    question: str
    forecast: str
    text: str
    number_name: str
    probability: float | None
    low: float | None
    high: float | None
    words: str
    change: str
    market: str
    deadline: str
    rule_risk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief(Entry):
    """A situation at ``as_of``: the board, the sentences, the numbered sources. A signed edition is frozen.

    ``references`` are (marker, entry id): ``("1", document)``, ``("r1", rule)``, ``("m1", price)``.
    """

    situation: str
    as_of: datetime
    board: tuple[BoardRow, ...]
    sentences: tuple[Sentence, ...]
    references: tuple[tuple[str, str], ...]
    dropped: tuple[Dropped, ...] = ()
    signed_by: str | None = None
    previous: str | None = None
