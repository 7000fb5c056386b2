"""The order of a brief, whatever it is printed on: standfirst, sections, numbered sentences, markers, families."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tocsin.core.briefs import Brief, Sentence
from tocsin.core.forecasts import Forecast
from tocsin.core.questions import Question
from tocsin.core.vocabulary import NumberKind
from tocsin.publishing.material import Material

NO_NUMBER = "no basis, no number"
_MARKERS = re.compile(r"\[([rm]?\d{1,5}(?:, ?[rm]?\d{1,5}){0,40})\]")

_CLOSING = ".,;:!?)”’"
_LONGEST_HELD = 24
_DATE_BEGUN = re.compile(r",? (?:by|before|until|through|on or before)(?: the)?(?: end of)?(?: \d{1,2})?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A sentence with its number in the brief: the one that ``tocsin why`` takes."""

    number: int
    sentence: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Sentences under one heading, in order; the heading of the standfirst is empty."""

    heading: str
    sentences: tuple[Numbered, ...]

    @property
    def anchor(self) -> str:
        """A name for links to this section."""
        return re.sub(r"[^a-z0-9]+", "-", self.heading.lower())[:60].strip("-") or "standfirst"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of words, or (with ``markers``) a reference such as ``[1, 5]``."""

    text: str
    markers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words, then a reference held together with the word before it and the punctuation after it."""

    text: str
    word: str = ""
    marker: str = ""
    after: str = ""


def sections(brief: Brief) -> tuple[Section, ...]:
    """The sections in the order in which their headings first appear."""
    found: dict[str, list[Numbered]] = {}
    for number, sentence in enumerate(brief.sentences, 1):
        found.setdefault(sentence.section, []).append(Numbered(number=number, sentence=sentence))
    return tuple(Section(heading=heading, sentences=tuple(told)) for heading, told in found.items())


def pieces(text: str, known: Iterable[str]) -> tuple[Piece, ...]:
    """``text`` cut at its references; brackets whose markers the brief does not know stay words."""
    markers = frozenset(known)
    found: list[Piece] = []
    begun = 0
    for match in _MARKERS.finditer(text):
        named = tuple(part.strip() for part in match.group(1).split(","))
        if all(name in markers for name in named):
            found.append(Piece(text=text[begun : match.start()]))
            found.append(Piece(text=match.group(), markers=named))
            begun = match.end()
    found.append(Piece(text=text[begun:]))
    return tuple(piece for piece in found if piece.text)


def runs(cut: Sequence[Piece]) -> tuple[Run, ...]:
    """The pieces so that no line begins with a reference or with the full stop behind it."""
    found: list[Run] = []
    for piece in cut:
        if not piece.markers:
            text = piece.text
            if found and found[-1].marker:
                stop = len(text) - len(text.lstrip(_CLOSING))
                found[-1] = replace(found[-1], after=text[:stop])
                text = text[stop:]
            found.append(Run(text=text))
            continue
        before = found.pop().text if found and not found[-1].marker else ""
        at = before.rstrip().rfind(" ") + 1
        at = at if len(before) - at <= _LONGEST_HELD else len(before)
        held = before[at:].rstrip() + "\u00a0" if before[at:].strip() else ""
        found.append(Run(text=before[:at], word=held, marker=piece.text))
    return tuple(found)


def families(material: Material) -> tuple[tuple[Question, ...], ...]:
    """The questions by family, each family by deadline, in the order in which the material gives them."""
    found: dict[str, list[Question]] = {}
    for question in material.questions:
        found.setdefault(question.family, []).append(question)
    return tuple(tuple(sorted(each, key=lambda q: q.deadline.closes_at)) for each in found.values())


def family_title(family: Sequence[Question]) -> str:
    """What the questions of a family have in common, without the date: ``Will the harbour be closed …``."""
    texts = [question.text for question in family]
    shared = _common_start(min(texts), max(texts))
    if len(texts) == 1 or len(shared) < len(texts[0]) // 3:
        return texts[0]
    whole = shared if shared.endswith(" ") else shared.rpartition(" ")[0]
    return _DATE_BEGUN.sub("", whole.rstrip()) + " …"


def split_deadline(deadline: str) -> tuple[str, str]:
    """``end of 31 Dec 2025, Kyiv: in 49 hours`` as the limit and what is left until then."""
    limit, _, left = deadline.rpartition(": ")
    return (limit, left) if limit else (deadline, "")


def _common_start(one: str, other: str) -> str:
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:same]


def board_kind(forecast: Forecast | None, brief: Brief) -> NumberKind | None:
    """The kind of number that the board shows for a forecast."""
    if forecast is None:
        return None
    named = next((row.number_name for row in brief.board if row.forecast == forecast.id), "")
    return next((number.kind for number in forecast.numbers if str(number.kind) == named.split(" ")[0]), None)


def split_change(change: str) -> tuple[str, str]:
    """``−9: clock −11, news +2`` as the change and its parts; words without figures are all reason."""
    head, colon, rest = change.partition(":")
    if colon and any(character.isdigit() for character in head):
        return head.strip(), rest.strip()
    return ("", change) if not re.fullmatch(r"[+\u2212-]?[\d.]+( points?)?", change.strip()) else (change, "")
