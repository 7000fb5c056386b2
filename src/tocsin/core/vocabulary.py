"""The closed vocabularies: stances, PLOVER roots, statuses, attribute values, grades.

PLOVER: Open Event Data Alliance, *PLOVER codebook*; Admiralty grades: NATO AJP-2.1. Rules turn on these words, so
they are enums, and *unknown* is always ``None``: a legal value, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stance(StrEnum):
    """What a speaker does with a proposition: the speech act, not the verb."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ACCUSES = "accuses"
    THREATENS = "threatens"
    WARNS = "warns"
    PROMISES = "promises"
    REFUSES = "refuses"
    PREDICTS = "predicts"
    ASSESSES = "assesses"
    REQUESTS = "requests"
    PROPOSES = "proposes"
    ACCEPTS = "accepts"


class LinkKind(StrEnum):
    """How one claim stands to an earlier one."""

    ANSWERS = "answers"
    DENIES = "denies"
    CONCEDES = "concedes"
    CONTRADICTS = "contradicts"
    UPDATES = "updates"
    RETRACTS = "retracts"
    REPEATS = "repeats"
    SUPPORTS = "supports"


class Action(StrEnum):
    """The sixteen PLOVER roots."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Status(StrEnum):
    """How an event stands in what was read; never how it stands in the world."""

    REPORTED = "reported"
    CLAIMED = "claimed"
    DISPUTED = "disputed"
    DENIED = "denied"
    THREATENED = "threatened"
    PLANNED = "planned"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    BACKGROUND = "background"


class Effect(StrEnum):
    GROUND_IMPACT = "ground_impact"
    INTERCEPTED = "intercepted"
    DEBRIS = "debris"
    NONE = "none"


class Weapon(StrEnum):
    DRONE = "drone"
    MISSILE = "missile"
    BOMB = "bomb"
    ARTILLERY = "artillery"
    STRIKE = "strike"
    EXPLOSIVE = "explosive"
    SMALL_ARMS = "small_arms"
    CYBER = "cyber"
    NUCLEAR = "nuclear"
    VEHICLE = "vehicle"


class Form(StrEnum):
    SIGNED = "signed"
    ANNOUNCED = "announced"
    IN_PRINCIPLE = "in_principle"
    PROPOSED = "proposed"
    IN_EFFECT = "in_effect"


class Scope(StrEnum):
    GENERAL = "general"
    LOCAL = "local"
    SECTORAL = "sectoral"
    HUMANITARIAN = "humanitarian"


class Control(StrEnum):
    FULL = "full"
    PARTIAL = "partial"
    ENTERED = "entered"


class Officiality(StrEnum):
    OFFICIAL = "official"
    CREDIBLE_MEDIA = "credible_media"
    UNNAMED = "unnamed"
    SOCIAL = "social"


class OfficeChange(StrEnum):
    RESIGNED = "resigned"
    REMOVED = "removed"
    DIED = "died"
    ACTING = "acting"


class Meeting(StrEnum):
    IN_PERSON = "in_person"
    REMOTE = "remote"


class SourceKind(StrEnum):
    AGENCY = "agency"
    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    OFFICIAL = "official"
    THINK_TANK = "think_tank"
    MARKET = "market"
    SOCIAL = "social"
    ARCHIVE = "archive"
    UNKNOWN = "unknown"


class ClauseKind(StrEnum):
    """What a clause of a rule does; ``unparsed`` is shown as such, never guessed."""

    REQUIRES = "requires"
    COUNTS = "counts"
    EXCLUDES = "excludes"
    SOURCE = "source"
    WINDOW = "window"
    DEADLINE = "deadline"
    DEFAULT = "default"
    AMBIGUITY = "ambiguity"
    UNPARSED = "unparsed"


class VerdictOutcome(StrEnum):
    COUNTS = "counts"
    DOES_NOT_COUNT = "does_not_count"
    NOT_ESTABLISHED = "not_established"


class Outcome(StrEnum):
    YES = "yes"
    NO = "no"
    VOID = "void"


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    NONE = "none"


class Target(StrEnum):
    """What a forecast is about: what the rule says of the facts, or what the venue will pay."""

    FACTS = "facts"
    VENUE = "venue"


class NumberKind(StrEnum):
    """The four numbers that are never mixed in silently."""

    MODEL = "model"
    MARKET = "market"
    DESK = "desk"
    YOU = "you"


class MoveCause(StrEnum):
    """Why a number changed, in the order in which the change is split."""

    CLOCK = "clock"
    NEWS = "news"
    RULE = "rule"
    MARKET = "market"
    PEOPLE = "people"
    METHOD = "method"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """An Admiralty pair: reliability of the source (A-F), credibility of the content (1-6), and the reason."""

    source: str = "F"
    content: int = 6
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.source}{self.content}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A count with its unit, as the text gives it; ``at_least`` where the text says so."""

    unit: str
    value: float
    at_least: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributes:
    """What rules turn on. ``None`` means that the text does not say."""

    effect: Effect | None = None
    weapon: Weapon | None = None
    form: Form | None = None
    scope: Scope | None = None
    control: Control | None = None
    officiality: Officiality | None = None
    office: OfficeChange | None = None
    meeting: Meeting | None = None
    counts: tuple[Quantity, ...] = ()
