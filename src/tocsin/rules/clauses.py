"""What each sentence of a rule does: its kind by the phrase lexicon, its parts, and the tests it makes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tocsin.core.rules import Clause, Condition
from tocsin.core.vocabulary import ClauseKind
from tocsin.rules.lexicon import Topic, clause_phrases, clause_section, normalised, topics
from tocsin.rules.quantities import least_conditions
from tocsin.rules.segments import MAX_SENTENCE, Segment, rule_begins
from tocsin.rules.words import distinctive, stems

_UNLESS = re.compile(r"\b(?:unless|except (?:if|when|where)|without)\b")
_ASIDE = re.compile(r"\((?:i\.e\.|e\.g\.)[^()]{0,400}\)")
_CONCESSION = re.compile(r"(?:regardless|irrespective|even if|whether or not)\b")
_NOT = re.compile(r"\b(?:not|no|never)\b[^,;]{0,30}$")
LIST_SPLIT = re.compile(r",\s+(?:or\s+|and\s+)?|;\s*|\s+(?:or|nor)\s+")
_INHERIT = {"excludes": ClauseKind.EXCLUDES, "counts": ClauseKind.COUNTS, "source": ClauseKind.SOURCE}
_MAX_ALTERNATIVES = 12
WORDS = "words:"
"""Marks a value of a ``topic`` condition that is no topic but the distinctive words of an alternative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    kind: ClauseKind
    start: int
    end: int
    words: str
    family: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the question is about: the stems and topics of title and Yes sentence, and the stems of all that counts."""

    asked: frozenset[str]
    sought: frozenset[str]
    accepted: frozenset[str]


def read_clauses(text: str, pieces: tuple[Segment, ...], title: str) -> tuple[tuple[Clause, ...], tuple[str, ...]]:
    """The clauses of the text in its order, and beside each the family of phrases it was known by ("" for none)."""
    begin = rule_begins(pieces)
    parts = [part for piece in pieces for part in (_parts(piece) if piece.start >= begin else [_unparsed(piece)])]
    subject = _subject(parts, title)
    clauses = tuple(
        Clause(
            kind=part.kind,
            start=part.start,
            end=part.end,
            text=text[part.start : part.end],
            conditions=_conditions(part, subject),
        )
        for part in parts
    )
    return clauses, tuple(part.family for part in parts)


def _subject(parts: list[_Part], title: str) -> Subject:
    asked = [title, *(part.words for part in parts if part.family == "yes_if")]
    accepting = (part.words for part in parts if part.kind in (ClauseKind.REQUIRES, ClauseKind.COUNTS))
    return Subject(
        asked=frozenset(stem for words in asked for stem in stems(words)),
        sought=frozenset(t.name for t in topics().values() for words in asked if t.in_rules.search(normalised(words))),
        accepted=frozenset(stem for words in accepting for stem in stems(words)),
    )


def _parts(piece: Segment) -> list[_Part]:
    if len(piece.plain) > MAX_SENTENCE:
        return [_unparsed(piece)]
    kind, family = _kind(piece)
    parts: list[_Part] = []
    begin = 0
    for cut in _cuts(piece, kind):
        parts.append(_part(piece, begin, cut, kind, family))
        begin = cut
    parts.append(_part(piece, begin, len(piece.plain), kind, family))
    if kind in (ClauseKind.REQUIRES, ClauseKind.COUNTS):
        source = clause_section("parts")["source"].search(piece.plain)
        if source is not None:
            parts.append(_part(piece, source.start(), source.end(), ClauseKind.SOURCE, "source"))
    return parts


def _unparsed(piece: Segment) -> _Part:
    return _Part(kind=ClauseKind.UNPARSED, start=piece.start, end=piece.end, words="", family="")


def _part(piece: Segment, begin: int, end: int, kind: ClauseKind, family: str) -> _Part:
    words = piece.plain[begin:end]
    if kind is ClauseKind.REQUIRES and _CONCESSION.match(words.lstrip(" ,;")):
        kind, family = ClauseKind.COUNTS, "concession"
    left = len(words) - len(words.lstrip(" ,;\n\t"))
    right = len(words.rstrip(" ,;\n\t"))
    return _Part(
        kind=kind,
        start=piece.start + begin + left,
        end=piece.start + begin + right,
        words=words[left:right],
        family=family,
    )


def _cuts(piece: Segment, kind: ClauseKind) -> list[int]:
    """Where a sentence that counts or excludes falls into clauses of its own; neither part shorter than three words."""
    if kind not in (ClauseKind.REQUIRES, ClauseKind.COUNTS, ClauseKind.EXCLUDES):
        return []
    cuts = []
    for match in clause_section("parts")["tail"].finditer(piece.plain):
        inside = piece.plain.count("(", 0, match.start()) > piece.plain.count(")", 0, match.start())
        long_enough = min(len(piece.plain[: match.start()].split()), len(piece.plain[match.end() :].split())) >= 3
        if not inside and long_enough:
            cuts.append(match.start() + 1)
    return cuts[:6]


def _kind(piece: Segment) -> tuple[ClauseKind, str]:
    inherited = _INHERIT.get(piece.header)
    family, kind = next(
        ((family, ClauseKind(kind)) for family, kind, pattern in clause_phrases() if pattern.search(piece.plain)),
        ("", ClauseKind.UNPARSED),
    )
    if inherited is None:
        return kind, family
    if inherited is ClauseKind.EXCLUDES and family in ("yes_if", "only", "waives", "source", "default"):
        return kind, family
    if inherited is ClauseKind.COUNTS and kind in (ClauseKind.EXCLUDES, ClauseKind.DEFAULT, ClauseKind.SOURCE):
        return kind, family
    return inherited, "listed"


def _conditions(part: _Part, subject: Subject) -> tuple[Condition, ...]:
    if part.kind not in (ClauseKind.REQUIRES, ClauseKind.COUNTS, ClauseKind.EXCLUDES) or part.words.endswith(":"):
        return ()
    excludes = part.kind is ClauseKind.EXCLUDES
    if excludes and _CONCESSION.match(part.words):
        return ()
    if not excludes:
        named = _topic_condition(_ASIDE.sub(" ", part.words))
        numbers = least_conditions(part.words)
        return (*((named,) if named else ()), *numbers)
    head, tail = _excluding_stretch(part.words), ""
    if match := _UNLESS.search(head):
        head, tail = head[: match.start()], head[match.end() :]
    condition = _exclusion(head, subject)
    exception = _topic_condition(tail, "is_not") if tail and condition else None
    return tuple(found for found in (condition, exception) if found is not None)


def _exclusion(words: str, subject: Subject) -> Condition | None:
    """What an excluding clause excludes: the topics it names, and its other alternatives in their own words."""
    spans = {t: found for t in topics().values() if (found := _excluded_spans(t, words, subject.sought))}
    rest = _alternatives(words, [span for found in spans.values() for span in found], subject)
    values = tuple(f"{WORDS}{item}" for item in rest)
    named = _condition_on(list(spans), "is")
    if named is None:
        return Condition(field="topic", operator="is", values=values) if values else None
    if not values:
        return named
    return Condition(field="topic", operator="is", values=(*(topic.name for topic in spans), *values))


def _excluded_spans(topic: Topic, words: str, sought: frozenset[str]) -> list[tuple[int, int]]:
    found = list(topic.in_rules.finditer(words))
    if not found or not _excludable(topic, words[: found[0].start()], sought):
        return []
    return [match.span() for match in found]


def _excluding_stretch(words: str) -> str:
    """The part of an excluding sentence that says what is excluded: an aside where the exclusion stands in one, and
    nothing after a "however" that follows it."""
    pattern = next(pattern for family, _, pattern in clause_phrases() if family == "excludes")
    for aside in _ASIDE.finditer(words):
        if match := pattern.search(words, aside.start(), aside.end()):
            return words[aside.start() : match.end()]
    kept = _ASIDE.sub(" ", words)
    match = pattern.search(kept)
    however = re.search(r"\bhowever\b", kept[match.end() :]) if match else None
    return kept[: match.end() + however.start()] if match and however else kept


def _topic_condition(words: str, operator: str = "is") -> Condition | None:
    """One condition on the topics that ``words`` name; ``None`` where they name none."""
    return _condition_on([topic for topic in topics().values() if topic.in_rules.search(words)], operator)


def _condition_on(named: list[Topic], operator: str) -> Condition | None:
    """On the common field of the topics, or on ``topic`` where they have none in common."""
    if not named:
        return None
    fields = {topic.field for topic in named}
    if len(fields) == 1 and (field := fields.pop()) is not None:
        return Condition(field=field, operator=operator, values=tuple(str(topic.value) for topic in named))
    return Condition(field="topic", operator=operator, values=tuple(topic.name for topic in named))


def _excludable(topic: Topic, before: str, sought: frozenset[str]) -> bool:
    """Whether a clause can mean to exclude the topic: neither what the question asks for nor what it negates itself."""
    positive = topic.required or topic.name == "official_statement"
    return not positive and topic.name not in sought and _NOT.search(before) is None


def _alternatives(words: str, taken: list[tuple[int, int]], subject: Subject) -> tuple[str, ...]:
    """The alternatives that no topic covers, each in its distinctive words without what the question is about.

    A single word tells something only where no other clause of the rule uses it.
    """
    found: list[str] = []
    begin = 0
    for cut in (*LIST_SPLIT.finditer(words), None):
        end = cut.start() if cut else len(words)
        if not any(start < end and begin < stop for start, stop in taken):
            left = distinctive(words[begin:end]) - subject.asked
            if len(left) > 1 or (len(left) == 1 and not left & subject.accepted):
                found.append(" ".join(sorted(left)))
        begin = cut.end() if cut else end
    return tuple(dict.fromkeys(found))[:_MAX_ALTERNATIVES]
