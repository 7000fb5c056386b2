"""The brief in a terminal: the board, numbered sentences, sources. Strangers' words are text here, never markup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tocsin.core.briefs import BoardRow, Brief
from tocsin.core.forecasts import Move, Moved
from tocsin.core.vocabulary import NumberKind
from tocsin.publishing import figures
from tocsin.publishing.exhibits import Cabinet
from tocsin.publishing.layout import (
    NO_NUMBER,
    Section,
    board_kind,
    families,
    family_title,
    sections,
    split_change,
    split_deadline,
)
from tocsin.publishing.material import Material
from tocsin.publishing.plain import plain
from tocsin.publishing.wording import interval

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

_NARROW = 72
_MOST_WARNINGS = 3
_WIDEST_PROSE = 92
_COLUMNS = ("question", "p (80 %)", "change, why", "market", "rule")
_RISK = 7
_DEADLINE_AND_NUMBER = {96: (31, 21), 80: (27, 17), 0: (24, 15)}
"""How wide the first two columns are, from which width of the terminal on."""
SINCE = "Since"
"""How the heading of what changed begins."""


def print_brief(brief: Brief, material: Material, console: Console) -> None:
    """Print the whole brief: board, sections, sources. Every sentence has the number that ``tocsin why`` takes."""
    cabinet = Cabinet(brief, material)
    _print_head(brief, material, console)
    told = sections(brief)
    for section in told:
        if not section.heading:
            _print_sentences(section, console)
    _print_rows(brief, material, console)
    for section in told:
        if section.heading:
            _print_section(section, console)
    _print_references(brief, cabinet, console)
    _print_foot(brief, console)


def print_board(brief: Brief, material: Material, console: Console) -> None:
    """Print one row per question: probability, change and why, when it is due, the market, the risk of its rule."""
    _print_head(brief, material, console)
    _print_rows(brief, material, console)


def print_changes(brief: Brief, material: Material, console: Console) -> None:
    """Print what changed since the last edition, and what moved every number, cause by cause."""
    told = [section for section in sections(brief) if section.heading.startswith(SINCE)]
    for section in told:
        _print_section(section, console)
    moved = [found for row in brief.board if (found := _moved(row, brief, material)) is not None]
    console.print(_text("WHAT MOVED", "bold"))
    for row, kind, change in moved:
        _print_moved(row, kind, change, console)
    if not moved:
        console.print(_text("  No number has an earlier one to compare it with.", "dim"))
    console.print()


def _text(words: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(plain(words), style=style)


def _joined(*parts: tuple[str, str]) -> Text:
    """Lines of one cell, each with its own style; empty ones are left out."""
    from rich.text import Text

    return Text("\n").join(_text(words, style) for words, style in parts if words)


def _print_head(brief: Brief, material: Material, console: Console) -> None:
    from rich.table import Table

    head = Table.grid(expand=True, padding=(0, 2))
    head.add_column(ratio=1)
    head.add_column(justify="right")
    as_of = f"as of {figures.moment(brief.as_of, material.zone)} {figures.zone_place(material.zone)}"
    title = _text(brief.situation.upper(), "bold")
    if console.width < _NARROW:
        console.print(title)
        console.print(_text(as_of))
    else:
        head.add_row(title, _text(as_of))
        console.print(head)
    if brief.signed_by:
        console.print(_text(f"edition signed by {brief.signed_by}", "dim"))


def _print_rows(brief: Brief, material: Material, console: Console) -> None:
    """The rows under the title of their family, one per deadline."""
    console.print()
    if not brief.board:
        console.print(_text("No question is on file: this edition tells what was read.", "dim"))
        console.print()
        return
    wide = console.width >= _NARROW
    if wide:
        console.print(_grid([tuple(_text(name, "dim") for name in _COLUMNS)], console.width))
        console.print(_text("─" * console.width, "dim"))
    titles = {question.id: family_title(family) for family in families(material) for question in family}
    last = ""
    for row in brief.board:
        title = titles.get(row.question, row.text)
        if title != last:
            console.print(_text(title, "bold"))
        last = title
        console.print(_grid([_cells(row)], console.width) if wide else _card(row))
    _print_look_alikes(material, console)
    console.print()


def _print_look_alikes(material: Material, console: Console) -> None:
    """A warning where two questions on the board that look alike can end differently."""
    titles = {family[0].family: family_title(family) for family in families(material)}
    for each in material.look_alikes[:_MOST_WARNINGS]:
        first, second = titles.get(each.first, each.first), titles.get(each.second, each.second)
        warning = f"! {each.on}: {each.first_verdict} for “{first}”; {each.second_verdict} for “{second}”"
        console.print(_text(warning, "bold"))


def _grid(rows: Sequence[Sequence[RenderableType]], width: int) -> RenderableType:
    """Rows in the board's columns, so that tables printed one after another line up."""
    from rich.table import Table

    table = Table.grid(padding=(0, 1, 0, 0), pad_edge=True)
    deadline, number = next(wide for least, wide in _DEADLINE_AND_NUMBER.items() if width >= least)
    free = width - deadline - number - _RISK
    why = int(free * 0.45)
    widths = (deadline, number, why, free - why, _RISK)
    for each in widths:
        table.add_column(width=each - 1, overflow="fold", vertical="top")
    for row in rows:
        table.add_row(*row)
    return table


def _cells(row: BoardRow) -> tuple[RenderableType, ...]:
    limit, left = split_deadline(row.deadline)
    return (
        _indented(_joined((limit, ""), (left, "dim"))),
        _joined(*_number(row)),
        _joined(*_change(row)),
        _text(row.market),
        _text(row.rule_risk),
    )


def _indented(cell: Text) -> RenderableType:
    from rich.padding import Padding

    return Padding(cell, (0, 0, 0, 2))


def _card(row: BoardRow) -> Text:
    """A row for a narrow terminal: one line per figure."""
    change = "; ".join(part for part, _ in _change(row) if part)
    lines = [("p", " ".join(part for part, _ in _number(row))), ("change", change)]
    lines += [("market", row.market), ("rule", row.rule_risk)]
    return _joined((f"  {row.deadline}", ""), *((f"    {name:7} {value}", "") for name, value in lines if value))


def _number(row: BoardRow) -> tuple[tuple[str, str], ...]:
    """The figure and its interval, then whose number it is and the word for it."""
    if row.probability is None:
        return ((row.words or NO_NUMBER, "italic"),)
    span = interval(row.low, row.high)
    figure = figures.percent(row.probability) + (f" ({span})" if span else "")
    return (figure, "bold"), (f"{row.number_name}: {row.words}" if row.words else row.number_name, "")


def _change(row: BoardRow) -> tuple[tuple[str, str], ...]:
    change, parts = split_change(row.change)
    return (change, "bold"), (parts, "")


def _print_section(section: Section, console: Console) -> None:
    console.print(_text(section.heading.upper(), "bold"))
    _print_sentences(section, console)
    console.print()


def _print_sentences(section: Section, console: Console) -> None:
    from rich.table import Table

    column = Table.grid(padding=(0, 1), pad_edge=False)
    column.add_column(width=3, justify="right", style="dim")
    column.add_column(width=min(console.width, _WIDEST_PROSE) - 4, overflow="fold")
    for told in section.sentences:
        column.add_row(_text(str(told.number)), _text(told.sentence.text))
    console.print(column)


def _print_references(brief: Brief, cabinet: Cabinet, console: Console) -> None:
    from rich.table import Table

    if not brief.references:
        return
    console.print(_text("SOURCES, RULES, PRICES", "bold"))
    column = Table.grid(padding=(0, 1), pad_edge=False)
    column.add_column(justify="right", style="dim", no_wrap=True)
    column.add_column(overflow="fold")
    for marker, entry_id in brief.references:
        entry = cabinet.entry(entry_id)
        if entry is None:
            continue
        each = cabinet.exhibit(entry)
        told = dict(each.facts)
        when = told.get("published") or told.get("observed") or told.get("version", "")
        parts = [each.head, each.source, told.get("reliability", ""), when]
        column.add_row(_text(f"[{marker}]"), _joined(("; ".join(p for p in parts if p), ""), (each.link, "dim")))
    console.print(column)
    console.print()


def _print_foot(brief: Brief, console: Console) -> None:
    if brief.dropped:
        refused = len(brief.dropped)
        words = "1 sentence was" if refused == 1 else f"{refused} sentences were"
        console.print(_text(f"{words} refused by the gate; --json lists them with the reason.", "dim"))


def _moved(row: BoardRow, brief: Brief, material: Material) -> tuple[BoardRow, NumberKind, Moved] | None:
    forecast = next((f for f in material.forecasts.values() if f.id == row.forecast), None)
    kind = board_kind(forecast, brief)
    change = forecast.change(kind) if forecast is not None and kind is not None else None
    if kind is None or change is None or change.since is None:
        return None
    return row, kind, change


def _print_moved(row: BoardRow, kind: NumberKind, change: Moved, console: Console) -> None:
    from rich.table import Table

    before = figures.percent(change.before) if change.before is not None else "no number"
    after = figures.percent(change.after) if change.after is not None else "no number"
    console.print(_indented(_text(row.text)))
    console.print(_text(f"    {kind}: {before} → {after}", "bold"))
    parts = Table.grid(padding=(0, 1), pad_edge=False)
    parts.add_column(width=3)
    parts.add_column(width=7)
    parts.add_column(width=6, justify="right")
    parts.add_column(overflow="fold")
    for move in change.moves:
        parts.add_row("", _text(str(move.cause)), _text(figures.points(move.points)), _text(_because(move), "dim"))
    console.print(parts)


def _because(move: Move) -> str:
    if move.low is None or move.high is None:
        return move.note
    return f"({figures.points(move.low)} to {figures.points(move.high)}) {move.note}".rstrip()
