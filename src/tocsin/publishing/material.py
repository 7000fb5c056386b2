"""All that a brief may speak of: what one view holds and what the stages made of it, in core types alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tocsin.core.briefs import Brief
from tocsin.core.claims import Claim, Event
from tocsin.core.entries import Retraction
from tocsin.core.forecasts import Bearing, Forecast
from tocsin.core.material import Coverage, Document, Source
from tocsin.core.protocols import View
from tocsin.core.questions import Price, Question, Resolution
from tocsin.core.rules import Rule, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two claims (by id) of one side that give different figures or opposite accounts of one thing, and how."""

    earlier: str
    later: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """How likely the words of a rule are to be disputed, with reasons."""

    level: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One situation at ``as_of``, ready to be told.

    ``documents`` are by id, ``sources`` by key, ``origins`` map a document's id to its origin; ``rules``,
    ``verdicts`` (then by event id), ``bearings`` and ``forecasts`` are by question key, ``risks`` by family.
    ``earlier`` is the last signed edition, ``earlier_view`` the ledger as it stood at its moment; both ``None`` for a
    first edition.
    """

    situation: str
    zone: str
    as_of: datetime
    view: View
    documents: Mapping[str, Document]
    sources: Mapping[str, Source]
    origins: Mapping[str, str]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    questions: tuple[Question, ...]
    rules: Mapping[str, Rule]
    verdicts: Mapping[str, Mapping[str, Verdict]]
    bearings: Mapping[str, tuple[Bearing, ...]]
    risks: Mapping[str, Risk]
    forecasts: Mapping[str, Forecast]
    prices: tuple[Price, ...]
    coverage: tuple[Coverage, ...]
    resolutions: tuple[Resolution, ...]
    retractions: tuple[Retraction, ...]
    contradictions: tuple[Contradiction, ...]
    earlier: Brief | None = None
    earlier_view: View | None = None
