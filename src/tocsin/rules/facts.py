"""What a report establishes, in three-valued terms: topics stated, denied or left open, each with its quote.

Facts come from the fields of a coded event and from the words of the text; a fact that is not named is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime

from tocsin.core.claims import Event, Place
from tocsin.core.times import DateRange, InstantRange
from tocsin.core.vocabulary import Action, Attributes, Status
from tocsin.rules.lexicon import Topic, signals, topics
from tocsin.rules.segments import MAX_SENTENCE, segments
from tocsin.rules.words import stems

MAX_SENTENCES = 400
"""Sentences of a report that are searched for facts."""

NEGATION = re.compile(
    r"\b(?:no|not|never|without|neither|nor|nobody|none|denied|denies|ruled out)\b[^,;]{0,32}$|n't [^,;]{0,24}$"
    r"|\b(?:no|without|neither)\b[\w\s,'-]{0,45}$"
)
_FALLING_DEBRIS = re.compile(r"\b(?:debris|wreckage|fragments?)\b[^.;]{0,60}$")
WHETHER = re.compile(r"\b(?:whether|if)\b[^.;]{0,60}$")
_FUTURE = re.compile(
    r"\b(?:will|would|may|might|could|if|until|before|once"
    r"|(?:plans?|intends?|wants?|hopes?|set|due|ready|expected) to)\b[^,;]{0,24}$"
)


_CUT = re.compile(r";|:| - |,? (?:but|while|whereas|although|though)\b|, (?:and|which|who)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a report: its words, as written and normalised, and how it stands to what it tells."""

    text: str
    words: str
    stems: frozenset[str]
    open: bool
    one_sided: bool
    confirmed: bool
    not_yet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """That a topic is stated (``True``), stated not to be so (``False``) or left open (``None``), with the quote."""

    truth: bool | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that one report says that a rule can turn on. ``event`` is the id the verdict will name.

    ``days`` are set where the report gives calendar dates without a clock; ``countries`` are those of its
    places, ``parties`` those of the people and bodies it names, ``acts`` the roots of what it tells,
    ``speakers`` the countries of those on whose word the event stands, ``places`` the names of places below a country.
    """

    event: str
    sentences: tuple[Sentence, ...]
    mentions: Mapping[str, Mention] = field(default_factory=dict)
    status: Status | None = None
    coded: Event | None = None
    place: Place | None = None
    happened: InstantRange | None = None
    known_by: datetime | None = None
    days: DateRange | None = None
    countries: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    acts: frozenset[Action] = frozenset()
    speakers: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def truth(self, topic: str) -> bool | None:
        """Whether ``topic`` is so; ``None`` where nothing says."""
        mention = self.mentions.get(topic)
        return mention.truth if mention else None

    def quote(self, topic: str) -> str:
        """The words behind :meth:`truth`, or ``""``."""
        mention = self.mentions.get(topic)
        return mention.quote if mention else ""


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a report with their signals; runs without a sentence end are left out."""
    found = []
    patterns = signals()
    for piece in segments(text)[:MAX_SENTENCES]:
        if len(piece.plain) > MAX_SENTENCE:
            continue
        words = piece.plain
        left_open = patterns["open"].search(words) is not None and patterns["peripheral"].search(words) is None
        found.append(
            Sentence(
                text=text[piece.start : piece.end],
                words=words,
                stems=stems(words),
                open=left_open,
                one_sided=patterns["one_sided"].search(words) is not None,
                confirmed=patterns["confirmed"].search(words) is not None and not left_open,
                not_yet=patterns["not_yet"].search(words) is not None,
            )
        )
    return tuple(found)


def stretch(words: str, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence around a match, up to where another statement begins."""
    begin = 0
    for cut in _CUT.finditer(words):
        if cut.end() <= start:
            begin = cut.end()
        elif cut.start() >= end:
            return begin, cut.start()
    return begin, len(words)


def mentions_in(sentences: Iterable[Sentence]) -> dict[str, Mention]:
    """Every topic that the sentences name; a plain statement outweighs a denial, and that an open one."""
    found: dict[str, Mention] = {}
    for sentence in sentences:
        for topic in topics().values():
            truth = _stated(topic, sentence)
            if truth is not _SILENT:
                mention = Mention(truth=truth, quote=sentence.text)  # type: ignore[arg-type]
                found[topic.name] = _stronger(found.get(topic.name), mention)
    return found


_SILENT = object()


def _stated(topic: Topic, sentence: Sentence) -> object:
    """True, False or None as the sentence has it; ``_SILENT`` where it does not name the topic."""
    found: object = _SILENT
    for match in topic.in_reports.finditer(sentence.words):
        before = sentence.words[: match.start()]
        if topic.value == "ground_impact" and _FALLING_DEBRIS.search(before):
            continue
        if sentence.open and WHETHER.search(before):
            found = None if found is _SILENT else found
        elif NEGATION.search(before):
            found = False if found is _SILENT else found
        elif sentence.open or (topic.name != "planned" and _FUTURE.search(before)):
            found = None if found is _SILENT else found
        else:
            return True
    return found


def _stronger(old: Mention | None, new: Mention) -> Mention:
    rank = {True: 2, False: 1, None: 0}
    return new if old is None or rank[new.truth] > rank[old.truth] else old


def mentions_of(attributes: Attributes, quote: str) -> dict[str, Mention]:
    """The coded attributes of an event as topics; the other values of a known attribute are stated not to be so."""
    found: dict[str, Mention] = {}
    for name in (f.name for f in fields(attributes) if f.name != "counts"):
        value = getattr(attributes, name)
        if value is None:
            continue
        for topic in topics().values():
            if topic.field == name:
                found[topic.name] = Mention(truth=topic.value == value.value, quote=quote)
    return found
