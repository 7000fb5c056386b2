"""The brief as one HTML file: no script, no network, every sentence opening on what it rests on."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from tocsin.core.briefs import BoardRow, Brief
from tocsin.core.questions import Question
from tocsin.core.rules import Rule
from tocsin.publishing import figures
from tocsin.publishing.charts.glyph import draw_glyph
from tocsin.publishing.charts.ladder import DRAWN, Ladder, draw_ladder, ladder_of
from tocsin.publishing.charts.matrix import SIGNS, WORDS, matrix_of
from tocsin.publishing.charts.waterfall import beyond_the_clock, describe, draw_waterfall, waterfall_of
from tocsin.publishing.exhibits import Cabinet, Evidence, Exhibit, basis_words
from tocsin.publishing.layout import (
    NO_NUMBER,
    Piece,
    Run,
    Section,
    board_kind,
    families,
    family_title,
    pieces,
    runs,
    sections,
    split_change,
    split_deadline,
)
from tocsin.publishing.material import Material
from tocsin.publishing.plain import plain
from tocsin.publishing.wording import interval

if TYPE_CHECKING:
    from jinja2 import Environment

MOST_LOOK_ALIKES = 4
_MOST_MARKERS = 4
_MOST_NOTES = 2
_PARAGRAPH, _LONGEST_PARAGRAPH = 260, 520
"""From how many characters on a paragraph may end, and must."""
_PERCENT = re.compile(r"(?<=\d) %")
BOTTOM_LINE = "Bottom line"
_REFERENCE_GROUPS = (("Sources", ""), ("Rules", "r"), ("Prices", "m"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence on the page: its number, its runs, what it rests on, and the grades that stand in the margin.

    ``opens`` says that a paragraph begins with it.
    """

    number: int
    runs: tuple[Run, ...]
    evidence: Evidence
    notes: tuple[tuple[str, str], ...]
    opens: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the board with its picture."""

    row: BoardRow
    limit: str
    left: str
    figure: str
    span: str
    glyph: str
    change: str
    parts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One family's pictures and figures: the ladder, the table under it, what the numbers stand on, what moved."""

    title: str
    name: str
    ladder: str
    table: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    kinds: tuple[str, ...]
    basis: tuple[tuple[str, str], ...]
    falls: tuple[tuple[str, str, str], ...]
    earlier: str

    @property
    def moved(self) -> bool:
        """Whether there is anything beyond the clock to draw."""
        return any(svg for _, svg, _ in self.falls)


def as_html(brief: Brief, material: Material) -> str:
    """The brief as one self-contained page."""
    cabinet = Cabinet(brief, material)
    known = [marker for marker, _ in brief.references]
    told = [(section, _told_all(section, cabinet, known)) for section in sections(brief)]
    style = _environment().get_template("page.css").render()
    return (
        _environment()
        .get_template("page.html")
        .render(
            brief=brief,
            material=material,
            style=_trusted(style),
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            as_of=figures.moment(brief.as_of, material.zone),
            place=figures.zone_place(material.zone),
            standfirst=next((sentences for section, sentences in told if not section.heading), []),
            bottom=next((sentences for section, sentences in told if section.heading == BOTTOM_LINE), []),
            told=[(section, sentences) for section, sentences in told if section.heading not in {"", BOTTOM_LINE}],
            everything=[each for _, sentences in told for each in sentences],
            board=_board(brief, material),
            chapters=[
                chapter
                for number, family in enumerate(families(material), 1)
                if (chapter := _chapter(family, brief, material, f"family-{number}")) is not None
            ],
            matrix=matrix_of(families(material), material),
            matrix_titles=[family_title(family) for family in families(material)],
            titles={family[0].family: family_title(family) for family in families(material)},
            look_alikes=material.look_alikes[:MOST_LOOK_ALIKES],
            verdict_signs={word: SIGNS[outcome] for outcome, word in WORDS.items()},
            signs=SIGNS,
            verdict_words=WORDS,
            references=[(title, _references(brief, cabinet, letter)) for title, letter in _REFERENCE_GROUPS],
            no_number=NO_NUMBER,
            earlier=figures.moment(material.earlier.as_of, material.zone) if material.earlier else "",
        )
    )


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def cleaned(value: Any) -> Any:
        return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    return Environment(
        loader=PackageLoader("tocsin.publishing"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _trusted(markup: str) -> str:
    """Our own markup: a style sheet of ours, or a picture whose every text went through an XML writer."""
    from markupsafe import Markup

    return Markup(markup)  # noqa: S704 - never given a stranger's text


def _told_all(section: Section, cabinet: Cabinet, known: Sequence[str]) -> list[Told]:
    """The sentences of a section; the margin repeats no grade that stands beside the sentence before."""
    found: list[Told] = []
    last: tuple[tuple[str, str], ...] = ()
    so_far = 0
    before: tuple[str, ...] = ()
    for numbered in section.sentences:
        evidence = cabinet.evidence(numbered.sentence.entries)
        cut = pieces(_PERCENT.sub(figures.GAP + "%", plain(numbered.sentence.text)), known)
        if not any(piece.markers for piece in cut):
            cut = _marked(cut, evidence)
        length = len(numbered.sentence.text)
        opens = _opens(evidence.markers, before, so_far, length)
        so_far, before = (length if opens else so_far + length), evidence.markers
        graded = dict.fromkeys((e.grade, e.source.partition(",")[0]) for e in evidence.shown if e.grade)
        notes = tuple(graded)[:_MOST_NOTES]
        found.append(
            Told(
                number=numbered.number,
                runs=runs(cut),
                evidence=evidence,
                notes=tuple(note for note in notes if note not in last),
                opens=opens,
            )
        )
        last = notes or last
    return found


def _opens(markers: Sequence[str], before: Sequence[str], so_far: int, length: int) -> bool:
    """Whether a paragraph begins: at a long sentence, or where the sources change and enough has been said."""
    if so_far == 0:
        return False
    return so_far + length > _LONGEST_PARAGRAPH or (so_far > _PARAGRAPH and not set(markers) & set(before))


def _marked(cut: tuple[Piece, ...], evidence: Evidence) -> tuple[Piece, ...]:
    """A sentence without a reference gets those of its entries, before its full stop; else the word *why*."""
    text = "".join(piece.text for piece in cut)
    body = text.removesuffix(".")
    marker = Piece(text=f"[{', '.join(evidence.markers[:_MOST_MARKERS]) or 'why'}]", markers=("why",))
    return Piece(text=f"{body} "), marker, Piece(text=text[len(body) :])


def _board(brief: Brief, material: Material) -> list[tuple[str, list[Line]]]:
    """The rows by family under its title; a family of one has no title but its question."""
    titles = {question.id: family_title(family) for family in families(material) for question in family}
    found: list[tuple[str, list[Line]]] = []
    for number, row in enumerate(brief.board, 1):
        title = titles.get(row.question, row.text)
        if not found or found[-1][0] != title:
            found.append((title, []))
        found[-1][1].append(_line(row, number))
    return found


def _line(row: BoardRow, number: int) -> Line:
    change, parts = split_change(row.change)
    limit, left = split_deadline(row.deadline)
    glyph = ""
    if row.probability is not None:
        glyph = _trusted(draw_glyph(f"glyph-{number}", row.probability, row.low, row.high))
    return Line(
        row=row,
        limit=limit,
        left=left,
        figure=figures.percent(row.probability) if row.probability is not None else "",
        span=interval(row.low, row.high),
        glyph=glyph,
        change=change,
        parts=parts,
    )


def _chapter(family: Sequence[Question], brief: Brief, material: Material, name: str) -> Chapter | None:
    """The pictures of a family; ``None`` where no number stands on anything: then the board says so."""
    shown = next((kind for q in family if (kind := board_kind(material.forecasts.get(q.key), brief))), None)
    ladder = ladder_of(family, material, shown)
    if ladder is None:
        return None
    return Chapter(
        title=family_title(family),
        name=name,
        ladder=_trusted(draw_ladder(ladder, name)),
        table=_table(ladder),
        kinds=tuple(str(kind) for kind in ladder.curves),
        basis=_basis(ladder),
        falls=_falls(ladder, material, name),
        earlier=figures.day(ladder.earlier[0], material.zone) if ladder.earlier else "",
    )


def _table(ladder: Ladder) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """By deadline: every number with its interval, and every price on file with its age."""
    rows = []
    for rung in ladder.rungs:
        cells = []
        for kind in ladder.curves:
            number = rung.numbers.get(kind)
            span = interval(number.low, number.high) if number else ""
            cells.append((figures.percent(number.probability) if number else "–") + (f" ({span})" if span else ""))
        prices = tuple(
            f"{each.market} {figures.price(each.probability)}, {figures.age(each.observed_at, ladder.as_of)}"
            + (", second-hand" if each.second_hand else "")
            for each in rung.prices
            if each.probability is not None
        )
        rows.append((figures.long_date(rung.question.deadline.date), tuple(cells), prices))
    return tuple(rows)


def _basis(ladder: Ladder) -> tuple[tuple[str, str], ...]:
    """What the numbers stand on: every basis told once, with the kinds of number that use it."""
    told: dict[str, dict[str, None]] = {}
    for rung in ladder.rungs:
        for kind in DRAWN[::-1]:
            number = rung.numbers.get(kind)
            for basis in number.basis if number else ():
                told.setdefault(basis_words(basis), {})[str(kind)] = None
    return tuple((", ".join(kinds), words) for words, kinds in told.items())


def _falls(ladder: Ladder, material: Material, name: str) -> tuple[tuple[str, str, str], ...]:
    """What moved every deadline's number: (date, picture, words); without a picture where only time passed."""
    found = []
    for number, rung in enumerate(ladder.rungs, 1):
        forecast = material.forecasts[rung.question.key]
        fall = waterfall_of(forecast, ladder.main, rung.question.text, material.zone)
        if fall is None:
            continue
        drawn = beyond_the_clock(fall)
        svg = _trusted(draw_waterfall(fall, f"{name}-moved-{number}")) if drawn else ""
        words = describe(fall) + ("" if drawn else " Nothing beyond the clock.")
        found.append((figures.long_date(rung.question.deadline.date), svg, words))
    return tuple(found)


def _references(brief: Brief, cabinet: Cabinet, letter: str) -> list[tuple[str, Exhibit, Rule | None]]:
    """The references of one kind: documents have bare numbers, rules an r, prices an m."""
    found = []
    for marker, entry_id in brief.references:
        entry = cabinet.entry(entry_id)
        if marker.rstrip("0123456789") == letter and entry is not None:
            found.append((marker, cabinet.exhibit(entry), entry if isinstance(entry, Rule) else None))
    return found
