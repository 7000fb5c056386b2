"""What each sentence of a rule does: its kind by the phrase lexicon, its parts, and the tests it makes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tocsin.core.rules import Clause, Condition
from tocsin.core.vocabulary import ClauseKind
from tocsin.rules.lexicon import Topic, clause_phrases, clause_section, normalised, topics
from tocsin.rules.segments import MAX_SENTENCE, Segment
from tocsin.rules.words import distinctive, stems

_UNLESS = re.compile(r"\b(?:unless|except (?:if|when|where)|without)\b")
_ASIDE = re.compile(r"\((?:i\.e\.|e\.g\.)[^()]{0,400}\)")
_CONCESSION = re.compile(r"(?:regardless|irrespective|even if|whether or not)\b")
_NOT = re.compile(r"\b(?:not|no|never)\b[^,;]{0,30}$")
_LIST_SPLIT = re.compile(r",\s+(?:or\s+|and\s+)?|;\s*|\s+(?:or|nor)\s+")
_INHERIT = {"excludes": ClauseKind.EXCLUDES, "counts": ClauseKind.COUNTS, "source": ClauseKind.SOURCE}
_MAX_ALTERNATIVES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    kind: ClauseKind
    start: int
    end: int
    words: str
    family: str


def read_clauses(text: str, pieces: tuple[Segment, ...], title: str) -> tuple[tuple[Clause, ...], tuple[str, ...]]:
    """The clauses of the text in its order, and beside each the family of phrases it was known by ("" for none)."""
    parts = [part for piece in pieces for part in _parts(piece)]
    asked = [title, *(part.words for part in parts if part.family == "yes_if")]
    subject = frozenset(stem for words in asked for stem in stems(words))
    sought = frozenset(t.name for t in topics().values() for words in asked if t.in_rules.search(normalised(words)))
    clauses = tuple(
        Clause(
            kind=part.kind,
            start=part.start,
            end=part.end,
            text=text[part.start : part.end],
            conditions=_conditions(part, subject, sought),
        )
        for part in parts
    )
    return clauses, tuple(part.family for part in parts)


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
    right = len(words.rstrip())
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


def _conditions(part: _Part, subject: frozenset[str], sought: frozenset[str]) -> tuple[Condition, ...]:
    if part.kind not in (ClauseKind.REQUIRES, ClauseKind.COUNTS, ClauseKind.EXCLUDES) or part.words.endswith(":"):
        return ()
    excludes = part.kind is ClauseKind.EXCLUDES
    if excludes and _CONCESSION.match(part.words):
        return ()
    head, tail = (_excluding_stretch(part.words) if excludes else _ASIDE.sub(" ", part.words)), ""
    if excludes and (match := _UNLESS.search(head)):
        head, tail = head[: match.start()], head[match.end() :]
    conditions = [
        condition
        for condition in (_topic_condition(head, "is", sought if excludes else None),)
        if condition is not None
    ]
    if not conditions and excludes:
        alternatives = _alternatives(head, subject)
        conditions = [Condition(field="words", operator="is", values=alternatives)] if alternatives else []
    exception = _topic_condition(tail, "is_not", None) if tail and conditions else None
    return (*conditions, exception) if exception else tuple(conditions)


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


def _topic_condition(words: str, operator: str, sought: frozenset[str] | None) -> Condition | None:
    """One condition on the topics named: on their common field, or on ``topic`` where they have none in common.

    ``sought`` is given for an excluding clause: it excludes neither what the question asks for nor what it negates
    itself ("not in the official announcements").
    """
    named = tuple(
        topic
        for topic in topics().values()
        if (match := topic.in_rules.search(words))
        and (sought is None or _excludable(topic, words[: match.start()], sought))
    )
    if not named:
        return None
    fields = {topic.field for topic in named}
    if len(fields) == 1 and (field := fields.pop()) is not None:
        return Condition(field=field, operator=operator, values=tuple(str(topic.value) for topic in named))
    return Condition(field="topic", operator=operator, values=tuple(topic.name for topic in named))


def _excludable(topic: Topic, before: str, sought: frozenset[str]) -> bool:
    positive = topic.required or topic.name == "official_statement"
    return not positive and topic.name not in sought and _NOT.search(before) is None


def _alternatives(words: str, subject: frozenset[str]) -> tuple[str, ...]:
    """The alternatives of an excluding clause in its own distinctive words, without what the question is about."""
    found = [" ".join(sorted(distinctive(piece) - subject)) for piece in _LIST_SPLIT.split(words)]
    return tuple(dict.fromkeys(item for item in found if item))[:_MAX_ALTERNATIVES]
