"""What the frames and quotes of a document make together: who says which characters, quotes made whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from tocsin.core.vocabulary import Stance
from tocsin.reading.attribution.adjectives import by_adjectives
from tocsin.reading.attribution.colons import by_colons
from tocsin.reading.attribution.cues import frame_of, word_set
from tocsin.reading.attribution.frame import Attribution
from tocsin.reading.attribution.grammar import runs
from tocsin.reading.attribution.introductions import introduced, introduced_above
from tocsin.reading.attribution.nominals import by_nouns
from tocsin.reading.attribution.phrases import by_phrases
from tocsin.reading.attribution.quotedspeech import by_quote, is_speech, tokens_between
from tocsin.reading.attribution.topics import by_topics
from tocsin.reading.attribution.verbs import by_verbs
from tocsin.reading.text.parse import ParsedBlock
from tocsin.reading.text.quotes import Quote
from tocsin.reading.text.segment import Layout

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Piece = tuple[int, int]

_FIRST_PERSON = frozenset({"i", "we", "us", "me"})
_PRONOUNS = frozenset({"he", "she", "it", "they", *_FIRST_PERSON})
_EDGE = frozenset({",", ".", ";", ":", "—", "–", "-", "--", "!", "?", "...", "…"})
_OPENERS = frozenset({"that", "and", "but", "as"})
_SCORES = {"clause": 0.9, "according": 0.9, "order": 0.8, "of": 0.8, "noun": 0.75}
_LONGEST_GAP = 120
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One attribution: ``pieces`` are the characters of the document that are said, in order.

    ``frame`` is the grammar it was found by; for a quote that no grammar reaches, the frame is made of what
    introduces it. ``quoted`` says that a piece of it is a whole quote. ``voice`` is who speaks where another block
    tells so, as in an interview.
    """

    block: ParsedBlock
    frame: Attribution
    cue: Piece | None
    pieces: tuple[Piece, ...]
    quoted: bool = False
    voice: tuple[ParsedBlock, Token] | None = None

    @property
    def score(self) -> float:
        """How surely the text says so, by the frame: nearly always with a clause, less with a bare object."""
        return 0.9 if self.quoted else _SCORES.get(self.frame.shape, 0.7)

    @property
    def start(self) -> int:
        return self.pieces[0][0]


def find_sayings(layout: Layout, blocks: Sequence[ParsedBlock]) -> list[Saying]:
    """Everything that somebody is said to have said, in the order of the text."""
    found: list[Saying] = []
    starts = [quote.start for quote in layout.quotes]
    above: ParsedBlock | None = None
    for block in blocks:
        first, last = block.offset, block.offset + len(block.text)
        quotes = layout.quotes[bisect_left(starts, first) : bisect_left(starts, last)]
        frames = _frames(block.doc, quotes, block.offset)
        sayings = [saying for frame in frames for saying in _sayings(block, frame, quotes)]
        _add_loose_quotes(block, above, quotes, sayings, found)
        sayings = [kept for saying in sayings if (kept := _clipped(saying, sayings)) is not None]
        found += sorted(sayings, key=lambda saying: (saying.start, saying.cue or (0, 0)))
        above = block
    return found


def _clipped(saying: Saying, sayings: Sequence[Saying]) -> Saying | None:
    """``saying``, ending where the saying ends whose words hold its cue: "the office says it rained, he said".

    ``None`` where no word of it is left.
    """
    if saying.cue is None:
        return saying
    for outer in sayings:
        end = outer.pieces[-1][1]
        if outer is not saying and outer.start <= saying.cue[0] and saying.cue[1] <= end < saying.pieces[-1][1]:
            kept = tuple((a, min(b, end)) for a, b in saying.pieces if _has_words(saying.block, a, min(b, end)))
            return replace(saying, pieces=kept) if kept else None
    return saying


def _frames(doc: Doc, quotes: Sequence[Quote], offset: int) -> list[Attribution]:
    """The frames of one parse without those that are only part of another's content."""
    found = chain(by_verbs(doc), by_nouns(doc), by_topics(doc), by_adjectives(doc), by_phrases(doc), by_colons(doc))
    frames = sorted(found, key=lambda frame: frame.anchor.i)
    kept = [frame for frame in frames if not _inner(frame, frames, quotes, offset)]
    return [_until_colon(frame, kept) for frame in kept]


def _until_colon(frame: Attribution, frames: list[Attribution]) -> Attribution:
    """``frame`` up to the colon behind which another saying begins: "said it was late: two tugs, he added, failed"."""
    doc, last = frame.anchor.doc, max(frame.content)
    for other in frames:
        first = min(other.content)
        if other is not frame and frame.anchor.i < first - 1 <= last and doc[first - 1].text == ":":
            kept = frozenset(i for i in frame.content if i < first - 1)
            return replace(frame, content=kept) if kept else frame
    return frame


def _inner(frame: Attribution, frames: list[Attribution], quotes: Sequence[Quote], offset: int) -> bool:
    """Whether a frame inside another's content is no claim of its own: own thoughts, and deeds done with words."""
    at = frame.anchor.idx + offset
    own = frame.source is not None and frame.source.lower_ in _PRONOUNS
    if any(q.inner_start <= at < q.inner_end for q in quotes):
        return frame.shape not in {"clause", "according", "noun"} or own or _is_turn_of_speech(frame)
    outer = next((f for f in frames if f is not frame and frame.anchor.i in f.content and frame.cue <= f.content), None)
    if outer is None:
        return False
    if frame.shape not in {"clause", "noun", "according"} or frame.source is None:
        return True
    return own and frame.anchor.lemma_ in word_set("thought")


def _is_turn_of_speech(frame: Attribution) -> bool:
    """Whether words inside a quote tell of nobody in particular, or what somebody thinks: "you know", "people say"."""
    if frame.source is None or frame.source.lower_ in word_set("anybody"):
        return True
    return frame.anchor.lemma_.lower() in word_set("thought")


def _sayings(block: ParsedBlock, frame: Attribution, quotes: Sequence[Quote]) -> Iterator[Saying]:
    """What a frame says; two sayings where a quote behind a colon goes on: "said it was over: “Nobody came.”"."""
    frame = by_quote(block, frame, quotes)
    pieces = _pieces(block, frame)
    at = _quote_goes_on(block, frame, pieces, quotes)
    halves = [pieces] if at is None else [[(a, min(b, at)) for a, b in pieces if a < at], pieces]
    for half in halves:
        found = _saying(block, frame, half, quotes)
        if found is not None:
            yield found


def _quote_goes_on(block: ParsedBlock, frame: Attribution, pieces: list[Piece], quotes: Sequence[Quote]) -> int | None:
    """The colon behind which a spoken quote goes on with what ``frame`` says in a clause before it."""
    quote = next((q for q in quotes if is_speech(block, q) and any(a <= q.start < b for a, b in pieces)), None)
    if quote is None or frame.shape not in {"clause", "predicate"}:
        return None
    anchor = block.offset + frame.anchor.idx
    before = block.text[: quote.start - block.offset].rstrip()
    low = pieces[0][0]
    told = [w for w in tokens_between(block, low, quote.start) if w.pos_ in {"VERB", "AUX"} and w != frame.anchor]
    ends = before.endswith(":") and anchor < quote.start and (told or frame.shape == "predicate")
    return block.offset + len(before) - 1 if ends else None


def _saying(block: ParsedBlock, frame: Attribution, pieces: list[Piece], quotes: Sequence[Quote]) -> Saying | None:
    cue = (block.offset + block.doc[min(frame.cue)].idx, block.offset + _end(block.doc[max(frame.cue)]))
    at = block.offset + frame.anchor.idx
    whole = [
        q for q in quotes if not q.start <= at < q.end and any(a < q.inner_end and b > q.inner_start for a, b in pieces)
    ]
    joined = _join([*_unmixed(block, pieces, whole), *((q.start, q.end) for q in whole)], block)
    if frame.shape != "pronoun":
        joined = _cut_out(joined, cue)
    joined = [(a, b) for a, b in joined if _has_words(block, a, b)]
    if not joined:
        return None
    quoted = any(_covers(joined, q) and (is_speech(block, q) or joined == [(q.start, q.end)]) for q in whole)
    return Saying(block=block, frame=frame, cue=cue, pieces=tuple(joined), quoted=quoted)


def _has_words(block: ParsedBlock, start: int, end: int) -> bool:
    return any(char.isalnum() for char in block.text[start - block.offset : end - block.offset])


def _unmixed(block: ParsedBlock, pieces: list[Piece], quotes: Sequence[Quote]) -> list[Piece]:
    """The pieces without what stands before a spoken quote and is parted from it by a stop: that is the paper's."""
    first = next((q for q in quotes if is_speech(block, q)), None)
    if first is None:
        return pieces
    before = block.text[: first.start - block.offset].rstrip()
    if not before.endswith((".", ":", ";", "?", "!")):
        return pieces
    return [(max(a, first.start), b) for a, b in pieces if b > first.start]


def _pieces(block: ParsedBlock, frame: Attribution) -> list[Piece]:
    """The characters of a frame's content: runs of words, without punctuation and "that" at their edges."""
    doc = block.doc
    taken = set() if frame.shape == "pronoun" else frame.cue | ({frame.source.i} if frame.source is not None else set())
    positions = set(frame.content)
    low, high = min(positions), max(positions)
    for i in range(low, high):  # punctuation inside belongs to the content wherever its neighbours do
        if i not in positions and i not in taken and doc[i].is_punct and i - 1 in positions and i + 1 in positions:
            positions.add(i)
    found = []
    for first, last in runs(positions):
        start, end = first, last
        while start <= end and _is_edge(doc[start], frame.shape):
            start += 1
        while end >= start and (doc[end].text in _EDGE or doc[end].is_space or doc[end].lower_ in {"and", "but"}):
            end -= 1
        if any(doc[i].is_alpha or doc[i].like_num for i in range(start, end + 1)):
            found.append((block.offset + doc[start].idx, block.offset + _end(doc[end])))
    return found


def _is_edge(word: Token, shape: str) -> bool:
    """Whether no content begins with a word: a mark, or "that" and "and" unless it points ("that theory")."""
    acts = word.i + 1 < len(word.doc) and word.nbor().pos_ in {"VERB", "AUX"}
    thing = shape not in {"clause", "noun"} and word.dep_ in {"dobj", *_SUBJECTS}
    points = word.dep_ == "det" or thing or (acts and word.dep_ in _SUBJECTS)
    return word.text in _EDGE or bool(word.is_space) or (word.lower_ in _OPENERS and not points)


def _end(token: Token) -> int:
    return int(token.idx + len(token.text))


def _join(pieces: list[Piece], block: ParsedBlock) -> list[Piece]:
    """Pieces in order, those that touch or overlap made one."""
    joined: list[Piece] = []
    for start, end in sorted(pieces):
        if joined:
            gap = block.text[joined[-1][1] - block.offset : start - block.offset]
            if start <= joined[-1][1] or not gap.strip(" ,\n"):
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
                continue
        joined.append((start, end))
    return joined


def _cut_out(pieces: list[Piece], cue: Piece) -> list[Piece]:
    """The pieces without the characters of the cue."""
    left = []
    for start, end in pieces:
        if end <= cue[0] or start >= cue[1]:
            left.append((start, end))
            continue
        left += [(a, b) for a, b in ((start, cue[0]), (cue[1], end)) if b - a > 1]
    return left


def _covers(pieces: Sequence[Piece], quote: Quote) -> bool:
    return any(a <= quote.inner_start and quote.inner_end <= b for a, b in pieces)


def _add_loose_quotes(
    block: ParsedBlock,
    above: ParsedBlock | None,
    quotes: Sequence[Quote],
    sayings: list[Saying],
    before: list[Saying],
) -> None:
    """Give every spoken quote that no grammar reaches to who introduces it, or to who spoke last."""
    for quote in quotes:
        outer = [s for s in sayings if not quote.start <= _at(s) < quote.end]
        if any(a < quote.inner_end and b > quote.inner_start for s in outer for a, b in s.pieces):
            continue
        if not is_speech(block, quote):
            _rejoin(block, quote, sayings)
            continue
        used = {s.frame.anchor.i for s in sayings if s.voice is None}
        by = introduced(block, quote, used)
        if by is not None:
            sayings.append(_quote_saying(block, quote, *by))
            continue
        by = introduced_above(above) if above is not None and _opens(block, quote) else None
        if above is not None and by is not None:
            sayings.append(_quote_saying(block, quote, *by, above))
            continue
        if _prepend(block, quote, sayings):
            continue
        _continue(block, quotes, quote, sayings, before)


def _rejoin(block: ParsedBlock, quote: Quote, sayings: list[Saying]) -> None:
    """Add the rest of a quoted sentence to its beginning, where only the cue parts them: “Let us,” he said, “begin”."""
    for index, saying in enumerate(sayings):
        end = saying.pieces[-1][1]
        gap = block.text[end - block.offset : quote.start - block.offset].rstrip()
        between = saying.cue is not None and end <= saying.cue[0] and saying.cue[1] <= quote.start
        if saying.quoted and between and gap.endswith(",") and "." not in gap:
            sayings[index] = replace(saying, pieces=(*saying.pieces, (quote.start, quote.end)))
            return


def _prepend(block: ParsedBlock, quote: Quote, sayings: list[Saying]) -> bool:
    """Add the first half of a quoted sentence to the second: “If they come,” he said, “we shall fight.”"""
    for index, saying in enumerate(sayings):
        if not saying.quoted or saying.cue is None or not quote.end <= saying.cue[0] < saying.start:
            continue
        gap = block.text[quote.inner_end - 1 - block.offset : saying.start - block.offset]
        if len(gap) < _LONGEST_GAP and "." not in gap and gap.startswith(","):
            sayings[index] = replace(saying, pieces=((quote.start, quote.end), *saying.pieces))
            return True
    return False


def _opens(block: ParsedBlock, quote: Quote) -> bool:
    """Whether a block begins with a quote."""
    return not block.text[: quote.start - block.offset].strip()


def _at(saying: Saying) -> int:
    if saying.voice is not None and saying.cue is not None:
        return saying.cue[0]
    return saying.block.offset + int(saying.frame.anchor.idx)


def _continue(
    block: ParsedBlock, quotes: Sequence[Quote], quote: Quote, sayings: list[Saying], before: list[Saying]
) -> None:
    """Add a quote without a frame to the quote that it continues, in this paragraph or the one before."""
    outer = [s for s in sayings if s.start < quote.start and not any(q.start <= _at(s) < q.end for q in quotes)]
    last = max(outer, key=lambda s: s.start, default=None)
    if last is not None and not last.quoted:  # "“...,” said Keld, speaking of the port. “...”"
        same = (s for s in outer if s.quoted and s.frame.source == last.frame.source and s.frame.source is not None)
        last = max(same, key=lambda s: s.start, default=last)
    if last is not None:
        if not last.quoted and _right_behind(block, last, quote) and last.frame.source is not None:
            sayings.append(_quote_saying(block, quote, last.frame.anchor, last.frame.source))
        if last.quoted:
            sayings[sayings.index(last)] = replace(last, pieces=(*last.pieces, (quote.start, quote.end)))
        return
    if _opens(block, quote) and before and before[-1].quoted:
        before[-1] = replace(before[-1], pieces=(*before[-1].pieces, (quote.start, quote.end)))


def _right_behind(block: ParsedBlock, saying: Saying, quote: Quote) -> bool:
    """Whether the sentence that a quote follows is the one that tells who speaks: "..., said Quill. “We won.”"."""
    end = max(saying.pieces[-1][1], saying.cue[1] if saying.cue else 0)
    between = [w for w in tokens_between(block, end, quote.start) if w.pos_ in {"VERB", "AUX"}]
    gap = block.text[end - block.offset : quote.start - block.offset].rstrip()
    near = gap.endswith((".", ":")) and not between and len(gap) < _LONGEST_GAP
    return near and saying.frame.shape == "clause"


def _quote_saying(
    block: ParsedBlock, quote: Quote, verb: Token, who: Token, above: ParsedBlock | None = None
) -> Saying:
    """A quote as what ``who`` says by ``verb``, both in the block ``above`` where one is given."""
    words = tokens_between(block, quote.inner_start, quote.inner_end)
    inside = {w.i for w in words}
    head = next((w for w in words if w.head.i not in inside and w.pos_ in {"VERB", "AUX"}), None)
    head = head or next((w for w in words if w.pos_ in {"VERB", "AUX"}), words[0])
    cue = frame_of(verb.lemma_.lower(), "clause")
    frame = Attribution(
        anchor=verb,
        cue=frozenset({verb.i}),
        source=who,
        content=frozenset(inside),
        shape="clause",
        stance=cue.stance if cue else Stance.ASSERTS,
        head=head,
    )
    at = (above or block).offset + verb.idx
    return Saying(
        block=block,
        frame=frame,
        cue=(at, at + len(verb.text)),
        pieces=((quote.start, quote.end),),
        quoted=True,
        voice=(above, who) if above is not None else None,
    )
