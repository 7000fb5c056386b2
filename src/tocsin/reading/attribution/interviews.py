"""Questions and answers: in an interview, the words below a question belong to the one who is interviewed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tocsin.core.vocabulary import Stance
from tocsin.reading.attribution.frame import Attribution
from tocsin.reading.attribution.grammar import child
from tocsin.reading.attribution.sayings import Saying
from tocsin.reading.text.furniture import is_only_addresses
from tocsin.reading.text.parse import ParsedBlock
from tocsin.reading.text.segment import Block, BlockKind, Layout
from tocsin.reading.text.syntax import own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_TURN = re.compile(r"[\"“]?(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4}):\s+(?=[\w“\"‘'$£€])")
_SIGNATURE = re.compile(
    r"(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4})(?P<handle> \(@\w+\))?"
    r"(?:, [^.!?;:\n]{2,80}|,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?$"
)
_DASH = re.compile(r"[—–-]{1,2}\s*$")
_YOU = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|me)\b")
_LONGEST_DASH = 6
_LONGEST_REST = 200
_FEWEST_TURNS = 2
_LONGEST_QUESTION = 300
_MEETING = frozenset({"speak", "talk", "sit", "meet"})
_REPORTERS = frozenset({"correspondent", "reporter", "editor", "journalist", "columnist", "newspaper", "programme"})
_US = frozenset({"i", "we", "us", "me"})
_SEVERAL = frozenset({"they", "them", "both"})
_TEXTS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING})
_ASKER = "Q"
"""The name of whoever asks where the text only says that it is a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """Words from ``start`` to ``end``; ``named`` is where the block starts that names who says them, else the guest."""

    block: Block
    start: int
    end: int
    named: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """A block that begins with the name of who speaks; its words begin at ``start``."""

    block: Block
    name: str
    start: int


def find_interview(text: str, layout: Layout, blocks: Sequence[ParsedBlock]) -> list[Saying]:
    """The answers of an interview and quotes with a signature, in order, where the text tells whose they are."""
    answers = {answer.block.start: answer for answer in (*_signed(text, layout), *_answers(text, layout))}
    if not answers:
        return []
    first = min(answers)
    guest = _guest([block for block in blocks if block.offset < first])
    parsed = {block.offset: block for block in blocks}
    found = [
        _saying(block, answers[block.block.start], guest, parsed) for block in blocks if block.block.start in answers
    ]
    return [saying for saying in found if saying is not None]


def _answers(text: str, layout: Layout) -> list[_Answer]:
    for layout_of in (_named_turns, _labelled, _quoted, _dialogue, _below_questions):
        found = list(layout_of(text, layout))
        if found:
            return found
    return []


def _signed(text: str, layout: Layout) -> Iterator[_Answer]:
    """Quotes, and posts with their handle, above a line that tells who said so: "— Ana Brol, mayor of Velmar"."""
    whole = _whole_quotes(text, layout)
    for block, below in pairwise(layout.blocks):
        if block.kind not in _TEXTS or below.kind not in _TEXTS:
            continue
        signature = _SIGNATURE.match(text, below.start, below.end)
        dash = _DASH.search(text[max(0, below.start - _LONGEST_DASH) : below.start])
        if signature is None or dash is None or signature.end() != below.end:
            continue
        if signature["handle"] or block.start in whole:
            end = whole.get(block.start, block.end)
            yield _Answer(block=block, start=block.start, end=end, named=below.start)


def _whole_quotes(text: str, layout: Layout) -> dict[int, int]:
    """The quotes with which a line is at its end but for links, by their start, with their end."""
    found = {}
    for quote in layout.quotes:
        rest = text[quote.end : quote.end + _LONGEST_REST].split("\n", 1)[0]
        if is_only_addresses(rest):
            found[quote.start] = quote.end
    return found


def _named_turns(text: str, layout: Layout) -> Iterator[_Answer]:
    """ "Weiss: We will hold rates." below "Herald: Will you cut rates?" or "Q: ...", where answers follow twice."""
    turns = list(_turns(text, layout))
    asking = {turn.name for turn in turns if turn.name == _ASKER or _asks(text, turn.block)}
    met = sum(one.name in asking and other.name not in asking for one, other in pairwise(turns))
    if met < _FEWEST_TURNS:
        return
    opened = {turn.block.start: turn for turn in turns}
    current: _Turn | None = None
    for block in layout.blocks:
        if block.start > turns[-1].block.start:
            return
        current = opened.get(block.start, current)
        if current is None or current.name in asking or block.kind not in _TEXTS:
            continue
        start = max(block.start, current.start) if block.start == current.block.start else block.start
        if block.kind is not BlockKind.HEADING or block.start == current.block.start:
            yield _Answer(block=block, start=start, end=block.end, named=current.block.start)


def _turns(text: str, layout: Layout) -> Iterator[_Turn]:
    for block in layout.blocks:
        if block.kind is BlockKind.QUESTION and re.match(r"Q(?:uestion)?\s?[:.]", text[block.start : block.end]):
            yield _Turn(block=block, name=_ASKER, start=block.end)
        elif block.kind in _TEXTS or block.kind is BlockKind.TITLE:
            match = _TURN.match(text, block.start, block.end)
            if match is not None:
                yield _Turn(block=block, name=match["name"], start=match.end())


def _labelled(text: str, layout: Layout) -> Iterator[_Answer]:
    """The paragraphs behind "A:", as long as there is a "Q:"."""
    labels = [text[b.start : b.start + 1] for b in layout.blocks if b.kind is BlockKind.QUESTION]
    if "Q" not in labels or "A" not in labels:
        return
    for label, block in pairwise(layout.blocks):
        answers = label.kind is BlockKind.QUESTION and re.match(r"A(?:nswer)?\s?[:.]", text[label.start : label.end])
        if answers and block.kind in _TEXTS:
            yield _Answer(block=block, start=block.start, end=block.end)


def _quoted(text: str, layout: Layout) -> Iterator[_Answer]:
    """Paragraphs that are a quote from end to end, as long as two of them stand right below a question."""
    whole = {q.start for q in layout.quotes if text[q.end : q.end + 1] in {"", "\n", "\r"}}
    blocks = [b for b in layout.blocks if b.kind in _TEXTS]
    below = [b for above, b in pairwise(blocks) if _asks(text, above) and b.start in whole]
    if len(below) < _FEWEST_TURNS:
        return
    for block in blocks:
        if block.start in whole and block.start >= below[0].start:
            yield _Answer(block=block, start=block.start, end=block.end)


def _dialogue(text: str, layout: Layout) -> Iterator[_Answer]:
    """The answers among lines that all begin with a dash and of which every second one asks."""
    items = [b for b in layout.blocks if b.kind is BlockKind.LIST_ITEM and _has_dash(text, b)]
    met = sum(_asks(text, one) and not _asks(text, other) for one, other in pairwise(items))
    if met < _FEWEST_TURNS or not _asks(text, items[0]):
        return
    for item in items:
        if not _asks(text, item):
            yield _Answer(block=item, start=item.start, end=item.end)


def _has_dash(text: str, block: Block) -> bool:
    return _DASH.search(text[max(0, block.start - _LONGEST_DASH) : block.start]) is not None


def _below_questions(text: str, layout: Layout) -> Iterator[_Answer]:
    """Plain paragraphs below headings that ask "you" something and in which an "I" or a "we" answers, unquoted.

    Where a paragraph begins with somebody's name ("Weiss: ..."), the paper puts together what several have said.
    """
    blocks = [b for b in layout.blocks if b.kind in _TEXTS]
    if any(_TURN.match(text, b.start, b.end) for b in blocks):
        return
    asked = [b for b in blocks if b.kind is BlockKind.HEADING and _asks(text, b)]
    if len(asked) < _FEWEST_TURNS or not any(_YOU.search(text, b.start, b.end) for b in asked):
        return
    answers: list[list[Block]] = []
    open_question = False
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            open_question = _asks(text, block)
            answers += [[]] if open_question else []
        elif open_question:
            answers[-1].append(block)
    own = sum(any(_speaks(text, block, layout) for block in answer) for answer in answers)
    if 2 * own < len(answers):
        return
    for answer in answers:
        for block in answer:
            yield _Answer(block=block, start=block.start, end=block.end)


def _speaks(text: str, block: Block, layout: Layout) -> bool:
    """Whether the block itself, and no quote in it, says "I" or "we"."""
    quoted = [
        (quote.start, quote.end) for quote in layout.quotes if quote.start < block.end and quote.end > block.start
    ]
    found = _OWN.finditer(text, block.start, block.end)
    return any(not any(start <= own.start() < end for start, end in quoted) for own in found)


def _asks(text: str, block: Block) -> bool:
    return block.end - block.start <= _LONGEST_QUESTION and text[block.start : block.end].rstrip().endswith("?")


def _guest(blocks: Sequence[ParsedBlock]) -> tuple[ParsedBlock, Token] | None:
    """Who is interviewed, as the text before the answers tells: "Quill spoke to our reporter", "we met Quill"."""
    for block in blocks:
        for word in block.doc:
            who = _met(word) if word.pos_ == "VERB" else _interviewed(word)
            if who is not None and who.lower_ not in _SEVERAL:
                return block, who
    return None


def _met(verb: Token) -> Token | None:
    if verb.lemma_ == "interview":
        return child(verb, "dobj", "nsubjpass")
    who = own_subject(verb)
    if verb.lemma_ not in _MEETING or who is None:
        return None
    others = (child(word, "pobj") for word in verb.children if word.lower_ in {"to", "with"})
    other = child(verb, "dobj") or next((word for word in others if word is not None), None)
    if other is None:
        return None
    if _is_reporter(who):
        return other
    return who if _is_reporter(other) else None


def _interviewed(noun: Token) -> Token | None:
    """Whom the text calls its guest: "an interview with Quill"."""
    if noun.lemma_ != "interview":
        return None
    found = (child(word, "pobj") for word in noun.children if word.lower_ == "with")
    return next((who for who in found if who is not None and not _is_reporter(who)), None)


def _is_reporter(noun: Token) -> bool:
    near = {word.lower_ for word in noun.children} | {word.lemma_.lower() for word in noun.subtree}
    return noun.lower_ in _US or "our" in near or not _REPORTERS.isdisjoint({noun.lemma_.lower(), *near})


def _saying(
    block: ParsedBlock,
    answer: _Answer,
    guest: tuple[ParsedBlock, Token] | None,
    parsed: Mapping[int, ParsedBlock],
) -> Saying | None:
    words = [word for word in block.doc if answer.start <= word.idx + block.offset < answer.end]
    if not any(word.is_alpha for word in words):
        return None
    voice = guest if answer.named is None else _named(parsed.get(answer.named))
    if voice is None:
        return None
    inside = {word.i for word in words}
    head = next((w for w in words if w.pos_ in {"VERB", "AUX"} and (w.head.i not in inside or w.head == w)), words[0])
    frame = Attribution(
        anchor=words[0],
        cue=frozenset(),
        source=None,
        content=frozenset(inside),
        shape="clause",
        stance=Stance.ASSERTS,
        head=head,
    )
    start, end = block.offset + words[0].idx, block.offset + words[-1].idx + len(words[-1].text.rstrip())
    return Saying(block=block, frame=frame, cue=None, pieces=((start, end),), quoted=True, voice=voice)


def _named(block: ParsedBlock | None) -> tuple[ParsedBlock, Token] | None:
    """The name with which a block begins: before its colon, comma or bracket."""
    if block is None:
        return None
    end = next((word.i for word in block.doc if word.text in {":", ",", "(", "[", "@"}), len(block.doc))
    names = [word for word in block.doc[:end] if word.is_alpha]
    return (block, names[-1]) if names else None


def without_answers(blocks: Sequence[ParsedBlock], answers: Sequence[Saying]) -> list[ParsedBlock]:
    """The blocks that are no answers of an interview."""
    taken: Mapping[int, None] = dict.fromkeys(saying.block.offset for saying in answers)
    return [block for block in blocks if block.offset not in taken]
