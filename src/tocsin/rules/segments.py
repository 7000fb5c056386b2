"""A rule text cut into sentences and list items, with offsets into the text as it is stored.

Markup is blanked, never removed, so that ``text[start:end]`` of every segment is what the venue wrote.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from tocsin.rules.lexicon import clause_section, normalised

MAX_TEXT = 60_000
"""Characters that are parsed; the longest real rule has some 7,000. The rest becomes one unparsed clause."""

MAX_SENTENCE = 2_500
"""A longer run of text without a sentence end is no sentence; it stays unparsed."""

_BLOCK_TAG = re.compile(r"</?(?:p|div|br|li|ul|ol|tr|td|h[1-6]|blockquote|table)\b[^<>]{0,2000}>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_ENTITY = re.compile(r"&(?:#x?[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_LINK_TARGET = re.compile(r"\]\((?:https?://)[^()\s]{1,600}\)")
_EMPHASIS = re.compile(r"\*\*|__|\\(?=[-*_\[\]#.])")
_ITEM = re.compile(r"^(?:[-*•‣–]|\(?[0-9a-z]{1,2}[.)]|\(?[ivx]{1,4}\))\s+")
_ITEM_TAG = re.compile(r"<li\b", re.IGNORECASE)
_HEADING = re.compile(r"\W{0,4}(?:resolution|question) (?:criteria|details|rules?)\W*$")
_LONGEST_HEADING = 60
_END = re.compile(r"[.!?][\"”’')\]]{0,3}(?=\s+[^\sa-z]|\s*$)")
_CONNECTED = re.compile(r"(?:,|;|:|\bor|\band)\s*$")
_ABBREVIATION = re.compile(
    r"(?:\b(?:u\.s|u\.k|u\.n|e\.g|i\.e|vs?|inc|no|mr|mrs|ms|dr|st|gen|sen|rep|gov|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|a\.m|p\.m|approx|etc|art|d\.c|ltd|co)|\b[a-z])$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One sentence or list item. ``header`` is the polarity its list inherits: excludes, counts, source or ``""``."""

    start: int
    end: int
    plain: str
    item: bool = False
    header: str = ""
    introduces: bool = False


def blanked(text: str) -> str:
    """``text`` with markup and entities blanked by as many spaces; block tags become line breaks."""
    text = _BLOCK_TAG.sub(lambda m: "\n" + (" " * (len(m[0]) - 2)) + ("\n" if len(m[0]) > 1 else ""), text)
    for pattern in (_TAG, _ENTITY, _EMPHASIS):
        text = pattern.sub(lambda m: " " * len(m[0]), text)
    return _LINK_TARGET.sub(lambda m: "]" + " " * (len(m[0]) - 1), text)


def segments(text: str) -> tuple[Segment, ...]:
    """The sentences and list items of the first :data:`MAX_TEXT` characters, in order, none empty."""
    head = text[:MAX_TEXT]
    plain = blanked(head)
    found: list[Segment] = []
    header, open_list = "", False
    lines = _lines(head, plain)
    for index, (start, end, item) in enumerate(lines):
        leads = not item and index + 1 < len(lines) and lines[index + 1][2]
        if not item and not open_list and not _continues_list(plain[start:end], header):
            header = ""
        for first, last in _sentences(plain, start, end):
            words = normalised(plain[first:last])
            last_of_line = leads and last == end and not words.rstrip().endswith((".", "!", "?"))
            introduces = (last_of_line or words.rstrip().endswith(":")) and len(words) <= MAX_SENTENCE
            found.append(Segment(start=first, end=last, plain=words, item=item, header=header, introduces=introduces))
            if introduces or (last - first < 60 and not item and _is_title(words, header)):
                header = _header_polarity(words)
        open_list = bool(header) and _CONNECTED.search(plain[max(start, end - 12) : end]) is not None
    return tuple(found)


def rule_begins(pieces: tuple[Segment, ...]) -> int:
    """Where the rule itself begins: at a heading such as "Resolution Criteria", else at 0."""
    for piece in pieces:
        if len(piece.plain) <= _LONGEST_HEADING and _HEADING.match(piece.plain.strip()):
            return piece.start
    return 0


def _lines(text: str, plain: str) -> list[tuple[int, int, bool]]:
    """(start, end, is a list item) of every line that holds something but its bullet."""
    lines: list[tuple[int, int, bool]] = []
    tags = [match.start() for match in _ITEM_TAG.finditer(text)]
    position = 0
    for line in plain.split("\n"):
        stripped = line.strip()
        if stripped:
            start = position + line.index(stripped[0])
            before = lines[-1][1] if lines else 0
            tagged = bisect_left(tags, before) < bisect_left(tags, start)
            bullet = _ITEM.match(stripped)
            offset = bullet.end() if bullet else 0
            if len(stripped) > offset:
                lines.append((start + offset, start + len(stripped), bool(bullet) or tagged))
        position += len(line) + 1
    return lines


def _continues_list(line: str, header: str) -> bool:
    """Whether an unbulleted line still belongs to the list above: a short fragment, no full sentence of its own."""
    stripped = line.strip()
    if not header or len(stripped) > 320:
        return False
    fragment = not stripped.endswith((".", "!", "?")) or not re.search(r"\b(?:will|do|does|is|are)\b", stripped.lower())
    return fragment and not stripped.endswith(":")


def _is_title(words: str, header: str) -> bool:
    """Whether a short line without a stop is a heading; under a heading only one of three words at most is another."""
    return words.rstrip()[-1:].isalnum() and (not header or len(words.split()) <= 3)


def _header_polarity(words: str) -> str:
    for kind, pattern in clause_section("headers").items():
        if pattern.search(words.strip().rstrip(":")[-400:] + ":"):
            return kind
    return ""


def _sentences(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(plain, start, end):
        before = plain[max(begin, match.start() - 12) : match.start()].lower()
        if plain[match.start()] == "." and _ABBREVIATION.search(before):
            continue
        spans.append((begin, match.end()))
        begin = match.end()
    spans.append((begin, end))
    return [trimmed for span in spans if (trimmed := _trim(plain, *span)) is not None]


def _trim(plain: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    return (start, end) if any(char.isalnum() for char in plain[start:end][:400]) else None
