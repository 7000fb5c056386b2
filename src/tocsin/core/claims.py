"""What was read: who asserted, denied, threatened what; which event that is; when and where."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.core.entries import Entry
from tocsin.core.errors import Problem
from tocsin.core.material import Document, Span
from tocsin.core.times import DateRange, InstantRange
from tocsin.core.vocabulary import Action, Attributes, Grade, LinkKind, Stance, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, office, state or body as the text names it, resolved as far as the tables go.

    ``name`` is the fullest name, without title ("Sergei Lavrov"); an unnamed source keeps its description
    ("intelligence officials"). ``country`` is ISO 3166 alpha-3 (XKX for Kosovo) or ``None``; ``role`` an office
    ("foreign minister") at the document's date. ``span`` is ``None`` where the actor is only implied.
    """

    name: str
    country: str | None = None
    role: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as the text names it, resolved in the gazetteer; coordinates in degrees, ``zone`` an IANA name."""

    name: str
    kind: str
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    zone: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time in the text: TIMEX3 ``type`` and ``value``, local calendar ``interval``, and whether it is a deadline."""

    span: Span
    type: str
    value: str
    interval: DateRange | None = None
    deadline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """What is asserted, apart from who asserts it; ``None`` and unknown attributes are legal values."""

    action: Action | None = None
    actor: Actor | None = None
    recipient: Actor | None = None
    place: Place | None = None
    attributes: Attributes = Attributes()
    when: DateRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Entry):
    """Somebody's speech act in one document.

    ``content`` leaves out the attribution frame ("X said that"); where it is not contiguous, ``pieces`` lists its
    (start, end) parts and ``content`` their hull. ``answers`` is the *key* of the claim it denies or replies to.
    ``reader_score`` (0-1) says "the text says so", never "it is true".
    """

    document: str
    speaker: Actor | None
    stance: Stance
    content: Span
    cue: Span | None = None
    pieces: tuple[tuple[int, int], ...] = ()
    about: Proposition | None = None
    answers: str | None = None
    quoted: bool = False
    hedged: bool = False
    negated: bool = False
    grade: Grade = Grade()
    reader_score: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Entry):
    """A coded happening as reported, claimed, threatened or denied; ``status`` never says that it is true.

    ``occurred`` is local calendar dates at the dateline, both inclusive; ``occurred_instants`` is finer, where the
    text gives a clock time. ``supported_by`` and ``disputed_by`` hold *keys* of claims; both are empty where the
    paper itself reports. ``evidence`` is the part of the text that says so.
    """

    document: str
    action: Action
    status: Status
    evidence: Span
    mode: str = ""
    actor: Actor | None = None
    recipient: Actor | None = None
    place: Place | None = None
    attributes: Attributes = Attributes()
    occurred: DateRange | None = None
    occurred_instants: InstantRange | None = None
    supported_by: tuple[str, ...] = ()
    disputed_by: tuple[str, ...] = ()
    reader_score: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How ``claim`` stands to ``of``, an earlier claim or one in the same text (keys), with the reason in words.

    A link is a function of the view, and no entry; it says what was said, never who is right.
    """

    kind: LinkKind
    claim: str
    of: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sameness:
    """Why two events (by key, the one told first before the other) are one: what agrees, and what differs and may."""

    one: str
    other: str
    agree: tuple[str, ...]
    differ: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One happening as a view knows it: every event that tells of it, by key, the first told first.

    ``supported_by`` and ``disputed_by`` are the claims (keys) of all of them, ``status`` what they come to together,
    and ``because`` why they are one. A happening is a function of the view, and no entry.
    """

    events: tuple[str, ...]
    status: Status
    supported_by: tuple[str, ...] = ()
    disputed_by: tuple[str, ...] = ()
    because: tuple[Sameness, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that a reader found in one document, and what it could not use."""

    document: Document
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    places: tuple[Place, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRecord(Entry):
    """That ``reader`` has read the document with id ``document``, and what it could not use."""

    document: str
    reader: str
    claims: int
    events: int
    problems: tuple[Problem, ...] = ()
