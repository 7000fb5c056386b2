"""All that a brief may speak of: what one view holds and what the stages made of it, in core types alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tocsin.core.briefs import Brief
from tocsin.core.claims import Claim, Event, Happening
from tocsin.core.entries import Retraction
from tocsin.core.forecasts import Bearing, Forecast
from tocsin.core.material import Coverage, Document, Source
from tocsin.core.protocols import View
from tocsin.core.questions import Price, Question, Resolution
from tocsin.core.rules import Rule, Verdict
from tocsin.core.vocabulary import Grade


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
class LookAlike:
    """One clause in which two families that ask for the same kind of event give opposite verdicts.

    ``first`` and ``second`` are families; ``on`` is what the verdict turns on ("interception").
    """

    first: str
    second: str
    on: str
    first_verdict: str
    second_verdict: str
    first_clause: str = ""
    second_clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One situation at ``as_of``, ready to be told.

    ``documents`` are by id, ``sources`` by key, ``origins`` map a document's id to its origin; ``rules``,
    ``verdicts`` (then by event id), ``bearings`` and ``forecasts`` are by question key, ``risks`` by family.
    ``happenings`` say which events of several documents are one. Ids inside are those of the assessed claims (graded
    and linked); the ledger's own are found by key in ``view``. ``earlier`` is the last signed edition, or where none
    was signed the last brief of an earlier moment; ``earlier_view`` the ledger as that edition knew it; both ``None``
    for a first edition. ``earlier_grades`` are the grades that claims (by key) had then.
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
    look_alikes: tuple[LookAlike, ...] = ()
    happenings: tuple[Happening, ...] = ()
    earlier_grades: Mapping[str, Grade] = field(default_factory=dict)
    earlier: Brief | None = None
    earlier_view: View | None = None
