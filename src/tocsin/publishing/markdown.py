"""The brief as Markdown: what a stranger wrote is escaped, so that it stays words wherever it is pasted."""

from __future__ import annotations

import re

from tocsin.core.briefs import BoardRow, Brief
from tocsin.publishing import figures
from tocsin.publishing.exhibits import Cabinet, Exhibit
from tocsin.publishing.layout import NO_NUMBER, Section, sections
from tocsin.publishing.material import Material
from tocsin.publishing.plain import plain
from tocsin.publishing.wording import interval

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$@])")
_BEGINS_BLOCK = re.compile(r"^(\s*)([#>+=-]|\d{1,9}(?=[.)](?:\s|$)))")
_OWN_MARKERS = re.compile(r"\\\[([rm]?\d+(?:, [rm]?\d+)*)\\\](?![(\[:])")
"""References such as ``[1, r2]``: without a definition or a target behind them they are words as they stand."""

_HEADER = ("question", "probability (80 % interval)", "since the last", "market", "deadline", "rule risk")
_ASIDE = frozenset({"reliability", "published", "observed", "version"})
_PARAGRAPH = "Bottom line"


def as_markdown(brief: Brief, material: Material) -> str:
    """The brief as one Markdown document."""
    cabinet = Cabinet(brief, material)
    as_of = f"{figures.moment(brief.as_of, material.zone)} {figures.zone_place(material.zone)}"
    told = sections(brief)
    parts = [f"# {escaped(brief.situation)}", f"*As of {escaped(as_of)}.{_signed(brief)}*"]
    parts += [_prose(section) for section in told if not section.heading]
    parts.append(_board(brief))
    parts += [
        part for section in told if section.heading for part in (f"## {escaped(section.heading)}", _prose(section))
    ]
    parts += _references(brief, cabinet)
    if brief.dropped:
        parts.append(f"*{len(brief.dropped)} refused by the gate.*")
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """``text`` as words alone: nothing in it is Markdown, HTML, or a mention of somebody."""
    safe = _OWN_MARKERS.sub(r"[\1]", _SPECIAL.sub(r"\\\1", plain(text)))
    return _BEGINS_BLOCK.sub(_guarded, safe)


def _guarded(match: re.Match[str]) -> str:
    space, mark = match.groups()
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"


def _signed(brief: Brief) -> str:
    return f" Edition signed by {escaped(brief.signed_by)}." if brief.signed_by else ""


def _prose(section: Section) -> str:
    sentences = [escaped(told.sentence.text) for told in section.sentences]
    if section.heading == _PARAGRAPH:
        return "\n".join(f"- {sentence}" for sentence in sentences)
    return "\n".join(sentences)


def _board(brief: Brief) -> str:
    if not brief.board:
        return "No question is on file: this edition tells what was read."
    lines = [_row(_HEADER), _row(("---",) * len(_HEADER))]
    lines += [_row(tuple(escaped(cell) for cell in _cells(row))) for row in brief.board]
    return "\n".join(lines)


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(row: BoardRow) -> tuple[str, ...]:
    number = row.words or NO_NUMBER
    if row.probability is not None:
        span = interval(row.low, row.high)
        figure = f"{row.number_name} {figures.percent(row.probability)}" + (f" ({span})" if span else "")
        number = f"{figure}, {row.words}" if row.words else figure
    return row.text, number, row.change, row.market, row.deadline, row.rule_risk


def _references(brief: Brief, cabinet: Cabinet) -> list[str]:
    lines = []
    for marker, entry_id in brief.references:
        entry = cabinet.entry(entry_id)
        if entry is not None:
            lines.append(f"- {escaped(f'[{marker}]')} {_reference(cabinet.exhibit(entry))}")
    return ["## Sources", "\n".join(lines)] if lines else []


def _reference(each: Exhibit) -> str:
    facts = [value for label, value in each.facts if label in _ASIDE]
    words = escaped("; ".join(part for part in (each.head, each.source, *facts) if part))
    return f"{words} <{_encoded(each.link)}>" if each.link else words


def _encoded(link: str) -> str:
    """A link that cannot end its own brackets."""
    return link.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
