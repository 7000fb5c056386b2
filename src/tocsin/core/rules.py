"""Resolution rules as data: the text, its clauses with spans, and the verdict on an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tocsin.core.entries import Entry
from tocsin.core.times import Deadline
from tocsin.core.vocabulary import Action, ClauseKind, VerdictOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One test on one field of an event: ``field`` ``operator`` one of ``values``.

    ``field`` is a field of the event or of its attributes (``effect``, ``form``, ``scope``, ``actor``, ``place``,
    ``officiality``, ``status``, ``parties``, ``count.drones``, ...); ``operator``: ``is``,
    ``is_not``, ``at_least`` or ``at_most``.
    Several conditions of one clause hold together.
    """

    field: str
    operator: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A sentence, or part of one, of a rule: what it does, where it stands in the text, and the tests it makes.

    A clause without ``conditions`` is understood in kind only; a person must read it.
    """

    kind: ClauseKind
    start: int
    end: int
    text: str
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """The predicate of a rule: what kind of event it asks for; ``None`` or empty means no restriction.

    ``actors``, ``recipients`` are ISO alpha-3 codes or names; ``both_parties`` asks for an act of both;
    ``place`` is a name with ``place_kind`` (``city``, ``region``, ``country``) and ``place_country``.
    """

    actions: tuple[Action, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    both_parties: bool = False
    place: str | None = None
    place_kind: str | None = None
    place_country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Entry):
    """A venue's rule text and what the compiler understood of it.

    ``version`` is the hash of the text: a changed text is another version. ``default`` is the outcome when nothing
    qualifies ("No", "Yes", "Other", "void", "not stated"). ``window`` is the confirmation window in the rule's words.
    ``parsed_share`` is the share (0-1) of the text's sentences that became something other than *unparsed*.
    """

    text: str
    title: str
    url: str
    version: str
    pattern: Pattern
    clauses: tuple[Clause, ...]
    deadline: Deadline | None = None
    opens_at: datetime | None = None
    window: str | None = None
    default: str = "not stated"
    sources: tuple[str, ...] = ()
    parsed_share: float = 0.0

    def of_kind(self, kind: ClauseKind) -> tuple[Clause, ...]:
        """The clauses of one kind, in the order of the text."""
        return tuple(clause for clause in self.clauses if clause.kind is kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether an event counts under a rule, in three-valued logic, with the clause that decides.

    ``missing`` names the facts that would decide it; it is never empty when the outcome is *not_established*.
    """

    event: str
    rule: str
    rule_version: str
    outcome: VerdictOutcome
    clause: Clause | None = None
    missing: tuple[str, ...] = ()
    because: str = ""
