"""Questions and what people and markets say of them; how they ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tocsin.core.entries import Entry
from tocsin.core.rules import Pattern
from tocsin.core.times import Deadline
from tocsin.core.vocabulary import Outcome, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Entry):
    """Will the event of ``rule`` happen by ``deadline``?

    Questions with one ``family`` share one predicate and one opening and differ in the deadline alone.
    ``rule`` is the *key* of the rule; ``rule_version`` the version it was asked under. ``history`` names the
    event series that is its reference class (none: no model number). ``scheduled`` marks an event with its own date.
    """

    text: str
    rule: str
    rule_version: str
    family: str
    deadline: Deadline
    opens_at: datetime | None = None
    markets: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    history: str | None = None
    scheduled: bool = False
    threshold_points: float = 5.0
    target: Target = Target.FACTS


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEvent(Entry):
    """One dated event of a reference series (from ``history/*.csv``), on local calendar date ``occurred_on``."""

    series: str
    occurred_on: str
    label: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistorySeries(Entry):
    """A reference series: what its events are, and from when to when it was watched (ISO dates, inclusive).

    ``unit`` says what one row is; series with one ``pool`` share a prior. Where ``pattern`` is set, the ledger's own
    events that fit it are added to those of the file, from the day after ``watched_to``.
    """

    series: str
    description: str
    watched_from: str
    watched_to: str
    source: str
    unit: str = "event"
    pool: str = ""
    pattern: Pattern | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Price(Entry):
    """What a market said at ``observed_at``: probabilities in (0, 1); a missing price is absent, never zero.

    ``second_hand`` marks a price that was reported by others rather than read from the venue.
    """

    market: str
    question: str
    observed_at: datetime
    bid: float | None = None
    ask: float | None = None
    last: float | None = None
    volume: float | None = None
    second_hand: bool = False
    source: str = ""

    @property
    def probability(self) -> float | None:
        """Mid of bid and ask where both are known, else the last price."""
        if self.bid is not None and self.ask is not None:
            return (self.bid + self.ask) / 2
        return self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion(Entry):
    """A person's own probability for one question, with the reason in their words."""

    person: str
    question: str
    probability: float
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution(Entry):
    """How a question ended: what the facts say under the rule, and apart from it how the venue settled.

    A *proposed* resolution has no ``decided_by``; a person signs it by a new revision.
    """

    question: str
    outcome: Outcome | None
    evidence: tuple[str, ...] = ()
    venue_outcome: Outcome | None = None
    decided_by: str | None = None
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Entry):
    """One number's score on one resolved question: Brier on 0-1 (lower is better), log in nats (higher is better).

    ``number`` is a number kind, ``you:NAME`` or ``price`` (the market's own, at the same minute); ``target`` says
    whether ``outcome`` is what the facts say or how the venue settled.
    """

    question: str
    number: str
    forecast: str
    probability: float
    outcome: Outcome
    brier: float
    log: float
    target: Target = Target.FACTS
