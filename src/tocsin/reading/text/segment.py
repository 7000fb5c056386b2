"""Title, byline, dateline, headings, paragraphs and quotes told apart before parsing.

A heading glued to a sentence would become its speaker, a dateline its place: so they are split off first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from tocsin.reading.text.furniture import PICTOGRAPHS, is_caption, is_credit, is_furniture, without_addresses
from tocsin.reading.text.headings import layout_words, split_run_in
from tocsin.reading.text.quotes import Quote, pair_quotes

__all__ = ["Block", "BlockKind", "Layout", "Quote", "segment"]

_WIDEST_WRAPPED_LINE = 130
_NARROWEST_WRAPPED_LINE = 50
_LONGEST_HEADING_WORDS = 14
_LONGEST_HEADING = 110
_LONGEST_TITLE = 250
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,7}\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})"
_DATELINE = re.compile(
    r"(?P<city>[A-Z][\w.'’/-]*(?: [A-Z][\w.'’/-]*){0,4})"
    r"(?P<more>(?:, ?[A-Z][\w.'’ -]{1,30}?)?)"
    rf"(?P<date>,? (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?)?"
    r"(?P<wire> ?\([^()\n]{2,40}\)| ?/[^/\n]{2,30}/)?"
    r"\s*(?P<dash>[—–]|--|-(?=\s)|_(?=\s)|\|(?=\s)|:(?=\s))\s*"
)
_DATED_AGENCY = re.compile(
    rf"[A-Z][\w.'’-]{{2,20}}(?: [A-Z][\w'’-]{{1,20}}){{0,2}}[.,] {_DAY}(?:,? \d{{4}})?[.,]? ?"
    r"(?:/[^/\n]{2,30}/\.?|[A-Z][A-Z-]{2,20}(?:\.[A-Z]{2,3})? ?[-–—]) ?(?=[A-Z“\"])"
)
"""Place, date and agency as agencies of the east set them: "VELMAR, March 4. /NASS/. ", "Velmar. March 4. UNI - "."""
_BRACKETED_CITY = re.compile(r"\([A-Z][\w.'’-]+(?:,? [A-Z][\w.'’-]+){0,4}\) ?[—–-] ?(?=[A-Z“\"])")
_DATED_WIRE = re.compile(
    rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?(?P<wire> \([^()\n]{{2,40}}\))\s*(?:[—–]|--|-(?=\s))\s*"
)
_DATE_BEHIND = re.compile(
    rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?\s*(?:/[^/\n]{{2,30}}/\s*)?(?:[—–]|--|-(?=\s))\s*"
)
"""The date that a press release sets behind the dash of its dateline, with a dash of its own."""
_BYLINE = re.compile(r"(?:By|BY) [A-Z][\w.'’-]+(?:[ ,]+(?:and |& |in |for |at |of )?[A-Z(|][\w.'’)/|-]*){0,10}[.]?$")
_EMPHASIS = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?P<words>[^*_]{1,248})(?P=mark)")
_LIST = re.compile(
    rf"(?:[-*+•·‣○●◦■□▪▸►➤✓✔]|[{PICTOGRAPHS}]{{1,12}}|\d{{1,2}}[.)]|\d\ufe0f?\u20e3|\(\d{{1,2}}\)"
    r"|[a-z]\)|\([a-z]\)|[ivx]{1,4}\)|>+)[ \t]+(?=\S)"
    r"|[—–][ \t]+(?=[A-Z“\"0-9])|(?:[-–—•·‣●■▪►➤]|>+)(?=[A-Z“\"])"
)
_CLOCK = r"\d{1,2}[:.]\d{2}(?: ?[AaPp]\.?[Mm]\.?)?(?:\s{1,2}(?:GMT|UTC|[A-Z]{1,3}T)(?:[+-]\d{1,2})?)?"
_QUESTION = re.compile(
    r"(?:Q|A|Question|Answer)\s*[:.]\s+"
    rf"|[\[(]?{_CLOCK}[\])]?\s*[-–—:|]?\s+(?=[A-Z“\"‘'])(?!GMT|UTC|[A-Z]{{1,3}}T\b|[AaPp]\.?[Mm]\b)"
)
_STAMP = re.compile(
    rf"[\[(]?{_CLOCK}[\])]?\s*[-–—:|]?$|\d{{4}} ?(?:GMT|UTC)$"
    r"|\d{1,2} ?(?:h|m|hrs?|mins?|hours?|minutes?) ago$|(?:an hour|a minute|just now)(?: ago)?$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[A-Z][\w’'-]*(?: [\w’'-]+){0,5}\.\s+(?=[A-Z“\"‘])")


class BlockKind(StrEnum):
    TITLE = "title"
    BYLINE = "byline"
    DATELINE = "dateline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    LIST_ITEM = "list_item"
    RELATED = "related"
    """A line that leads away from the article ("Read more")."""
    FURNITURE = "furniture"
    """A line of the page around the article: navigation, sharing, an address, a table's row."""
    QUESTION = "question"
    """The label of a question, an answer, a topic or a live-blog entry ("Q:", "What is disputed.", "14:32")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Characters ``start`` to ``end`` of the text that are one thing; a paragraph's own prefix is a block apart."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The blocks of a text in order, without overlap, and the outermost quotes in its running text."""

    blocks: tuple[Block, ...]
    quotes: tuple[Quote, ...]

    @property
    def paragraphs(self) -> tuple[Block, ...]:
        """The blocks that hold sentences: paragraphs and list items."""
        return tuple(b for b in self.blocks if b.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


def segment(text: str, title: str = "") -> Layout:
    """Split ``text`` into blocks and pair its quotes; never raises, and takes time linear in the text.

    ``title`` is the document's title where it is known apart from the text; a first line equal to it is the title.
    """
    blocks: list[Block] = []
    pieces = list(_pieces(text))
    labelled = sum(_label_end(text, start, end) is not None for start, end in pieces) >= 2
    early = untitled = True
    for index, (start, end) in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if untitled and _is_title(text, start, end, title, following):
            untitled = False
            blocks.append(Block(kind=BlockKind.TITLE, start=start, end=end))
            continue
        found = _split(text, start, end, early=early, labelled=labelled, alone=len(pieces) == 1)
        if following is not None and not _QUESTION.match(text, *following):
            found = _with_headline(text, found)
        untitled = untitled and all(block.kind is BlockKind.FURNITURE for block in found)
        early = early and all(block.kind is not BlockKind.PARAGRAPH for block in found)
        blocks += found
    running = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION}
    quotes = [quote for b in blocks if b.kind in running for quote in pair_quotes(text, b.start, b.end)]
    return Layout(blocks=tuple(blocks), quotes=tuple(quotes))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Lines, or runs of hard-wrapped lines joined, without surrounding space."""
    lines: list[tuple[int, int]] = []
    position = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        start = position + (raw.find(stripped) if stripped else 0)
        lines.append((start, start + len(stripped)))
        position += len(raw) + 1
    width = _wrap_width(lines)
    current: tuple[int, int] | None = None
    for line in lines:
        if current is None:
            current = line if line[1] > line[0] else None
            last = line
            continue
        if line[1] > line[0] and _is_wrapped(text, last, line, width):
            current = (current[0], line[1])
        else:
            yield current
            current = line if line[1] > line[0] else None
        last = line
    if current is not None:
        yield current


def _wrap_width(lines: list[tuple[int, int]]) -> int:
    """The width to which the lines of the text were broken; 0 where they were not."""
    width = max((end - start for start, end in lines), default=0)
    inner = [b - a for (a, b), (c, d) in pairwise(lines) if b > a and d > c]
    full = sum(length > width - 16 for length in inner)
    wrapped = _NARROWEST_WRAPPED_LINE <= width <= _WIDEST_WRAPPED_LINE and full >= 4 and full > 0.6 * len(inner)
    return width if wrapped else 0


def _is_wrapped(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """Whether ``following`` goes on where ``line`` was broken to keep a width."""
    if _LIST.match(text, following[0]) or _DATELINE.match(text, following[0], following[1]):
        return False
    length = line[1] - line[0]
    if text[following[0]].islower() and length >= _NARROWEST_WRAPPED_LINE and text[line[1] - 1] not in ".!?:":
        return True
    if not width:
        return False
    words = text[following[0] : min(following[1], following[0] + _WIDEST_WRAPPED_LINE)].split(maxsplit=1)
    return length + 1 + len(words[0]) > width - 2


def _is_title(text: str, start: int, end: int, title: str, following: tuple[int, int] | None) -> bool:
    line = text[start:end]
    if title.strip():
        return " ".join(line.split()).casefold() == " ".join(title.split()).casefold()
    if (
        following is None
        or end - start > _LONGEST_TITLE
        or line[-1] in ".,;»«"
        or line.endswith((".”", '."', ",”", ',"'))
    ):
        return False
    if _QUESTION.match(text, start, end):
        return False
    if _DATELINE.match(text, start, end) and _dateline_end(text, start, end, early=True) is not None:
        return False
    return _kind_of_line(text, start, end) is None or _kind_of_line(text, start, end) is BlockKind.HEADING


def _split(text: str, start: int, end: int, *, early: bool, labelled: bool, alone: bool) -> list[Block]:
    """The blocks of one piece: a line of its own kind, or a prefix (dateline, label, glued heading) and a paragraph."""
    kind = _kind_of_line(text, start, end)
    if kind is BlockKind.HEADING and alone:
        kind = None  # a text of one short line is its own paragraph
    if kind is not None:
        return [Block(kind=kind, start=start, end=end)]
    marker = _LIST.match(text, start, end)
    if marker is not None:
        return [Block(kind=BlockKind.LIST_ITEM, start=marker.end(), end=end)]
    blocks: list[Block] = []
    dateline = _dateline_end(text, start, end, early=early)
    if dateline is not None:
        blocks.append(Block(kind=BlockKind.DATELINE, start=start, end=_rstrip(text, start, dateline)))
        start = dateline
    label = _label_end(text, start, end, longer=labelled)
    if label is not None:
        blocks.append(Block(kind=BlockKind.QUESTION, start=start, end=_rstrip(text, start, label)))
        start = label
    elif dateline is None:
        glued = split_run_in(text, start, end)
        if glued is not None:
            blocks.append(Block(kind=BlockKind.HEADING, start=start, end=glued[0]))
            start = glued[1]
    if start < end:
        blocks.append(Block(kind=BlockKind.PARAGRAPH, start=start, end=end))
    return blocks


def _with_headline(text: str, blocks: list[Block]) -> list[Block]:
    """``blocks`` with the words behind a time as the heading they are, where an entry of a live blog follows below."""
    if len(blocks) != 2 or blocks[0].kind is not BlockKind.QUESTION or not text[blocks[0].start].isdigit():
        return blocks
    label, rest = blocks
    if rest.kind is BlockKind.PARAGRAPH and _is_heading(text[rest.start : rest.end]):
        return [label, Block(kind=BlockKind.HEADING, start=rest.start, end=rest.end)]
    return blocks


def _kind_of_line(text: str, start: int, end: int) -> BlockKind | None:
    """The kind of a line that is no running text; ``None`` for running text."""
    if end - start > _LONGEST_TITLE:
        return None
    line = text[start:end]
    emphasis = _EMPHASIS.fullmatch(line)
    if emphasis is not None:
        line = emphasis["words"]
    low = line.lower()
    if _STAMP.match(line):
        return BlockKind.QUESTION
    if _QUESTION.match(line) and not is_credit(line):
        return None
    if is_furniture(line):
        return BlockKind.FURNITURE
    if low.startswith(_words("related", "starts")) and (line[-1] not in '.”"' or ":" in line[:30]):
        return BlockKind.RELATED
    if low.startswith(_words("caption", "starts")) or low.rstrip(").]").endswith(_words("caption", "ends")):
        return BlockKind.CAPTION
    if is_credit(line):
        return BlockKind.BYLINE
    if is_caption(line):
        return BlockKind.CAPTION
    if _BYLINE.match(line) or (low.startswith(_words("byline", "starts")) and len(low.split()) <= 12 and _dated(line)):
        return BlockKind.BYLINE
    if _is_heading(line):
        return BlockKind.HEADING
    return None


@cache
def _words(table: str, key: str) -> tuple[str, ...]:
    return tuple(layout_words()[table][key])


def _dated(line: str) -> bool:
    """Whether a line that begins like a byline holds a date, a time or names, and no sentence."""
    return bool(re.search(r"\d", line)) or bool(re.search(r" by [A-Z]", line)) or line.endswith(")")


def _is_heading(line: str) -> bool:
    if line.startswith("#"):
        return True
    line = without_addresses(line)
    if not line:
        return False
    told = re.match(r"[^“\"‘']{3,60}: ?[“\"‘'].{3,90}[^.!?,…][”\"’']$", line)
    if told is not None:  # "Mayor: 'We were lucky'": a sentence would end with a stop
        return True
    if len(line) > _LONGEST_HEADING or len(line.split()) > _LONGEST_HEADING_WORDS:
        return False
    if line[-1] in ".,;:!…”\"’'»«›-—–)" and not line.endswith(("U.S.", "U.N.")):
        return False
    if _LIST.match(line) or not any(char.isalpha() for char in line):
        return False
    return line[0].isupper() or line[0].isdigit() or line[0] in "‘“\"'"


def _dateline_end(text: str, start: int, end: int, *, early: bool) -> int | None:
    """Where the running text behind a dateline begins.

    A city in capitals, a date or a news agency in brackets marks a dateline; a city in plain case with a long dash
    is one only before the first paragraph.
    """
    dated = _DATED_WIRE.match(text, start, min(end, start + 80))
    if dated is not None and dated.end() < end and _is_wire(dated["wire"]):
        return dated.end()
    for pattern in (_DATED_AGENCY, _BRACKETED_CITY) if early else (_DATED_AGENCY,):
        agency = pattern.match(text, start, min(end, start + 120))
        if agency is not None and agency.end() < end:
            return agency.end()
    match = _DATELINE.match(text, start, min(end, start + 160))
    if match is None or match.end() >= end:
        return None
    city, more, dash = match["city"], match["more"] or "", match["dash"]
    wire = bool(match["wire"]) and _is_wire(match["wire"])
    capitals = city.isupper() and len(city.replace(".", "")) > 2
    if dash == ":" and not (capitals and (match["date"] or wire)):
        return None
    if dash == "|" and not (capitals and early):
        return None
    if capitals or wire or (match["date"] and early):
        dated = _DATE_BEHIND.match(text, match.end(), min(end, match.end() + 80))
        return dated.end() if dated is not None and dated.end() < end else match.end()
    plain = early and dash in {"—", "–", "--"} and len(city.split()) <= 3 and len(more) < 25
    spaced = text[match.start("dash") - 1].isspace() and text[match.end("dash") : match.end("dash") + 1].isspace()
    return match.end() if plain and spaced and text[match.end()].isupper() else None


def _is_wire(bracket: str) -> bool:
    words = re.findall(r"[\w-]+", bracket)
    return any(word.lower() in _words("dateline", "wires") for word in words) or bracket.strip(" ()").isupper()


def _label_end(text: str, start: int, end: int, *, longer: bool = False) -> int | None:
    """Where the text behind a label begins ("Q: ", "14:32 ", "Kyiv. ", "What is disputed. ").

    ``longer`` admits labels that only their fellows show to be labels ("On the street. ").
    """
    mark = _QUESTION.match(text, start, end)
    if mark is not None and mark.end() < end:
        return mark.end()
    match = _LABEL.match(text, start, min(end, start + 80))
    if match is None or end - match.end() < 20:
        return None
    words = match.group().rstrip(". \t\n").split()
    low = " ".join(words).lower()
    if low in _words("label", "not") or len(low) < 4:
        return None
    if words[0].lower() in _words("label", "questions"):
        return match.end()
    if longer and len(words) <= 4:
        return match.end()
    return match.end() if len(words) <= 2 and all(word[0].isupper() for word in words) else None


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
