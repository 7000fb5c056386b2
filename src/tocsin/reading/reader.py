"""The English reader: one document in, claims, events, times and places out, every item with its offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta

from tocsin.core.claims import Place, Reading
from tocsin.core.errors import Problem
from tocsin.core.material import UNDATED, Document, Span
from tocsin.core.times import find_zone
from tocsin.reading.actors.cast import find_cast
from tocsin.reading.claims import find_claims
from tocsin.reading.events.coding import find_events
from tocsin.reading.language import other_language
from tocsin.reading.places.mentions import find_places
from tocsin.reading.places.surnames import without_surnames
from tocsin.reading.text.parse import ParsedBlock, forgetting, parse_many
from tocsin.reading.text.segment import Block, BlockKind, Layout, segment
from tocsin.reading.times.expressions import find_times
from tocsin.reading.times.undated import day_of_dateline, find_undated_times

MAX_READ = 100_000
"""Characters of one document that are read (some 17,000 words, a few seconds); the rest is told as left out."""

_MORNING = 6
"""The hour before which a text is of the evening before."""

_CHUNK_DOCUMENTS = 32
_CHUNK_CHARACTERS = 60_000


class EnglishReader:
    """Reads English news with rules, tables and a small parser; needs no network, key or language model.

    The same document gives the same reading, alone or in a stream. What cannot be read is told as problems of the
    reading; no text makes it raise.
    """

    name = "reader.en.v1"

    def read(self, document: Document) -> Reading:
        """Read one document."""
        return next(iter(self.read_many([document])))

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Read a stream of documents: one reading each, in their order, in memory that does not grow with it."""
        for chunk in _chunks(documents):
            with forgetting():
                readings = self._read_chunk(chunk)
            yield from readings

    def _read_chunk(self, documents: Sequence[Document]) -> list[Reading]:
        english = [document for document in documents if _is_english(document)]
        texts = [document.text[:MAX_READ] for document in english]
        layouts = [_english_part(text, document.title) for document, text in zip(english, texts, strict=True)]
        parsed = parse_many((d.id, text, layout) for d, text, (layout, _) in zip(english, texts, layouts, strict=True))
        read = (
            self._reading(document, layout, blocks, left_out)
            for document, (layout, left_out), blocks in zip(english, layouts, parsed, strict=True)
        )
        return [next(read) if _is_english(document) else _unread(document) for document in documents]

    def _reading(
        self, document: Document, layout: Layout, blocks: tuple[ParsedBlock, ...], left_out: Sequence[str]
    ) -> Reading:
        text = document.text[:MAX_READ]
        places = without_surnames(find_places(document.id, text, layout), blocks)
        today = _today(document, layout, places)
        if today is None:
            times = find_undated_times(document.id, text, layout)
        else:
            times = find_times(document.id, text, layout, today)
        cast = find_cast(
            (today or UNDATED).date(),
            blocks,
            places,
            labels=_labels(document, layout),
            dateline=_dateline(document, layout),
        )
        claims = find_claims(document, layout, blocks, cast, self.name)
        return Reading(
            document=document,
            claims=claims,
            events=find_events(document, layout, blocks, cast, claims, times, places, self.name),
            times=times,
            places=places,
            problems=tuple(_problems(document, blocks, today, left_out)),
        )


def _chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents in portions that are read together: some seconds of work, and the parser's batches filled."""
    chunk: list[Document] = []
    characters = 0
    for document in documents:
        chunk.append(document)
        characters += min(len(document.text), MAX_READ)
        if len(chunk) == _CHUNK_DOCUMENTS or characters >= _CHUNK_CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk


def _is_english(document: Document) -> bool:
    return document.language.partition("-")[0].lower() == "en"


def _unread(document: Document) -> Reading:
    message = f"the language is {document.language or 'not known'!r}, and no reader for it is installed"
    hint = "translate it, or set `language: en` where this is wrong"
    return Reading(document=document, problems=(_problem(document, message, hint),))


def _today(document: Document, layout: Layout, places: tuple[Place, ...]) -> datetime | None:
    """The publication time in the zone of the dateline, whose calendar the words "today" and "Monday" follow.

    Where it is not known, noon of the day that the dateline gives; ``None`` where it gives none.
    """
    if not document.is_dated:
        day = day_of_dateline(document.id, document.text, layout)
        return datetime.combine(day, time(12), UTC) if day else None
    published = document.published_at
    datelines = [block for block in layout.blocks if block.kind is BlockKind.DATELINE]
    for block in datelines[:1]:
        for place in places:
            if place.zone and place.span and block.start <= place.span.start < block.end:
                return _written(published.astimezone(find_zone(place.zone)))
    return published


def _written(local: datetime) -> datetime:
    """The time whose day a text speaks of: what comes out in the night after it is written on the day before."""
    is_next = local.date() > local.astimezone(UTC).date()
    return local - timedelta(days=1) if is_next and local.hour < _MORNING else local


def _labels(document: Document, layout: Layout) -> list[Span]:
    """Headings and labels, in order: they say whom the paragraphs below them are about."""
    return [_span(document, block) for block in layout.blocks if block.kind in {BlockKind.HEADING, BlockKind.QUESTION}]


def _dateline(document: Document, layout: Layout) -> Span | None:
    return next((_span(document, block) for block in layout.blocks if block.kind is BlockKind.DATELINE), None)


def _span(document: Document, block: Block) -> Span:
    return Span(document=document.id, start=block.start, end=block.end, text=document.text[block.start : block.end])


def _english_part(text: str, title: str) -> tuple[Layout, tuple[str, ...]]:
    """The layout without paragraphs in another language, and the languages of those."""
    layout = segment(text, title)
    found = {block: other_language(text[block.start : block.end]) for block in layout.paragraphs}
    left_out = {block: code for block, code in found.items() if code}
    if not left_out:
        return layout, ()
    starts = [block.start for block in layout.blocks]
    around = {quote: layout.blocks[bisect_right(starts, quote.start) - 1] for quote in layout.quotes}
    kept = Layout(
        blocks=tuple(block for block in layout.blocks if block not in left_out),
        quotes=tuple(quote for quote, block in around.items() if block not in left_out),
    )
    return kept, tuple(left_out.values())


def _problems(
    document: Document, blocks: tuple[ParsedBlock, ...], today: datetime | None, left_out: Sequence[str]
) -> Iterator[Problem]:
    if not document.text.strip():
        yield _problem(document, "there is no text in it", "give an article of at least one sentence")
    elif not blocks and not left_out:
        yield _problem(document, "there are headings only, and no sentence to read", "give the running text as well")
    if len(document.text) > MAX_READ:
        message = f"only the first {MAX_READ:,} of its {len(document.text):,} characters were read"
        yield _problem(document, message, "cut it into articles")
    if left_out:
        codes = ", ".join(sorted(set(left_out)))
        number = "a paragraph is" if len(left_out) == 1 else f"{len(left_out)} paragraphs are"
        message = f"{number} in another language ({codes}), and not read"
        yield _problem(document, message, "translate it, or give it as an article of its own")
    if blocks and today is None:
        message = "it is not known when it was published: words such as 'Monday' have no date"
        yield _problem(document, message, 'give "published", like 2026-02-03T14:00Z')


def _problem(document: Document, message: str, hint: str) -> Problem:
    return Problem(stage="read", subject=document.key, message=message, hint=hint)
