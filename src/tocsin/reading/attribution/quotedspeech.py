"""Spoken quotes beside a verb of speech: what is said and by whom, whatever the parser made of the words between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tocsin.reading.attribution.cues import frame_of
from tocsin.reading.attribution.frame import Attribution
from tocsin.reading.text.parse import ParsedBlock
from tocsin.reading.text.quotes import Quote
from tocsin.reading.text.syntax import own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_FEWEST_SPOKEN = 4
_LONGEST_BETWEEN = 25
"""Words of a name with its office and apposition that may stand between a quote and its verb."""
_FURTHEST_NAME = 8
_FURTHEST_BACK = 40
_GOES_ON = (",", "?", "!", "…", "—", "–", "--", "-")
_STOPS = (".", ":", ";", "?", "!", "…")
_NAMES = frozenset({"NOUN", "PROPN", "PRON"})
_PARTS = frozenset({"compound", "poss", "nmod", "amod", "nummod", "det"})
_BREAKS = frozenset({".", ";", ":", "?", "!", "“", '"', "``"})


def tokens_between(block: ParsedBlock, start: int, end: int) -> list[Token]:
    """The words of ``block`` from ``start`` to ``end`` of the document."""
    return list(block.doc[block.first_at(start) : max(block.first_at(start), block.first_past(end))])


def is_speech(block: ParsedBlock, quote: Quote) -> bool:
    """Whether quoted words are a sentence, not a phrase held up with tongs."""
    words = [w for w in tokens_between(block, quote.inner_start, quote.inner_end) if not w.is_punct and not w.is_space]
    if len(words) >= _FEWEST_SPOKEN and any(w.tag_ in _FINITE for w in words):
        return True
    inner = block.text[quote.inner_start - block.offset : quote.inner_end - block.offset].rstrip()
    return len(words) >= 2 and inner.endswith((".", "!", "?", "…")) and inner[:1].isupper()


def by_quote(block: ParsedBlock, frame: Attribution, quotes: Sequence[Quote]) -> Attribution:
    """``frame`` with the quote that stands right before its verb as what is said, and nobody inside it as who says it.

    "“My wish? It is peace,” the king's envoy said after he had been told that ...".
    """
    if frame.shape not in {"clause", "quote"}:
        return frame
    at = block.offset + frame.anchor.idx
    if any(q.start <= at < q.end for q in quotes):
        return frame
    quote = _quote_before(block, frame, quotes)
    source = frame.source
    if source is not None and _inside(block, source, quotes):
        named = name_beside(block, frame.cue, quote) if quote is not None else None
        source = named or _speaker_before(block, frame, quotes) or frame.source
    if quote is None:
        return replace(frame, source=source)
    return replace(frame, source=source, content=_content(block, frame, quote, quotes) or frame.content)


def _inside(block: ParsedBlock, word: Token, quotes: Sequence[Quote]) -> bool:
    at = block.offset + word.idx
    return any(q.inner_start <= at < q.inner_end and q.closed for q in quotes)


def _quote_before(block: ParsedBlock, frame: Attribution, quotes: Sequence[Quote]) -> Quote | None:
    """The closed spoken quote from which only a name parts the verb, and which goes on into its sentence."""
    doc, first = block.doc, min(frame.cue)
    start = block.offset + doc[first].idx
    quote = next((q for q in reversed(quotes) if q.end <= start), None)
    if quote is None or not quote.closed:
        return None
    if frame.anchor.tag_ == "VBG" and max(frame.content) > max(frame.cue):  # "“...,” adding that the port is shut"
        return None
    before = block.text[: quote.start - block.offset].rstrip()
    if not is_speech(block, quote) and (not before.endswith(":") or frame.anchor.head.i < block.first_at(quote.start)):
        return None
    inner = block.text[quote.inner_start - block.offset : quote.inner_end - block.offset].rstrip()
    after = block.text[quote.end - block.offset :].lstrip()
    if not (inner.endswith(_GOES_ON) or after[:1] in {",", "—", "–", "-"}):
        return None
    between = [w for w in doc[block.first_at(quote.end) : first] if not w.is_space]
    if len(between) > _LONGEST_BETWEEN or any(w.text in _BREAKS for w in between):
        return None
    if any(w.pos_ in {"VERB", "AUX"} and w.dep_ not in {"relcl", "acl", "amod", "aux", "auxpass"} for w in between):
        return None
    own = own_subject(frame.anchor)
    return quote if own is None or own.i >= block.first_at(quote.start) else None


def _content(block: ParsedBlock, frame: Attribution, quote: Quote, quotes: Sequence[Quote]) -> frozenset[int]:
    """The words of the quote, those told before it in its sentence, and those of quotes behind the verb."""
    spoken = {w.i for w in tokens_between(block, quote.inner_start, quote.inner_end)}
    before = block.text[: quote.start - block.offset].rstrip()
    if before and not before.endswith(_STOPS):
        spoken |= {i for i in frame.content if i < min(spoken)}
    spoken |= {i for i in frame.content if i > max(spoken) and _inside(block, block.doc[i], quotes)}
    return frozenset(spoken)


def name_beside(block: ParsedBlock, cue: Iterable[int], quote: Quote) -> Token | None:
    """Who is named between a quote and the words ``cue`` that tell of it, else right behind them."""
    doc, places = block.doc, sorted(cue)
    between = doc[block.first_at(quote.end) : places[0]]
    behind = doc[places[-1] + 1 : places[-1] + 1 + _FURTHEST_NAME]
    for words in (between, behind):
        for word in words:
            if word.text in _BREAKS:
                break
            if word.pos_ in _NAMES and word.dep_ not in _PARTS:
                return word
    return None


def _speaker_before(block: ParsedBlock, frame: Attribution, quotes: Sequence[Quote]) -> Token | None:
    """Who speaks by the verb of speech before this one: "“No,” Brol said, going on to say that ..."."""
    doc, first = block.doc, min(frame.cue)
    for word in reversed(doc[max(0, first - _FURTHEST_BACK) : first]):
        if word.pos_ == "VERB" and frame_of(word.lemma_.lower(), "clause") and not _inside(block, word, quotes):
            who = own_subject(word)
            return who if who is not None and not _inside(block, who, quotes) else None
    return None
