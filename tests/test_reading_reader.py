"""The reader as a whole: order and ids in bulk, offsets, hostile texts, languages, determinism."""

from __future__ import annotations

import itertools
import random
import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.core.claims import Reading
from tocsin.core.material import Document, Span
from tocsin.reading.reader import MAX_READ, EnglishReader
from tocsin.reading.text import parse
from tocsin.reading.text.parse import language_model

READER = EnglishReader()
ARTICLE = """OSLO — Norwegian Foreign Minister Sigrun Halvorsen said on Monday that 12 drones had been shot down.

“Nobody was hurt,” she said. Danish envoy Kasper Lindqvist denied that Denmark had launched them.

Two officials warned that a strike could follow by December 31."""
HOSTILE = {
    "quotes": "\"'“”‘„«" * 3000,
    "brackets": "(" * 30_000,
    "one word": "a" * 300_000,
    "combining marks": "a\u0301" * 20_000,
    "half characters": "The minister said \ud800\udc00\udfff that it was so. " * 200,
    "nul": "The minister\x00 said \x00that it was so.",
    "addresses": "http://" + "a.b/" * 20_000,
    "hyphens": "a-" * 40_000,
    "newlines": "\n" * 300_000,
    "nested said": "he said " * 1000,
    "markup": "<p>[b]{{7*7}}</p>" * 2000,
    "bidi": "\u202eThe minister said so.\u202c" * 500,
}


def document(text: str, key: str = "d", language: str = "en", title: str = "") -> Document:
    moment = datetime(2025, 12, 29, 20, tzinfo=UTC)
    return Document(
        key=key, available_at=moment, made_by="test", source="s", url="", title=title, text=text, language=language,
        published_at=moment, origin=key,
    )  # fmt: skip


def spans(reading: Reading) -> Iterator[Span]:
    """Every span in a reading."""
    for claim in reading.claims:
        yield claim.content
        yield from (span for span in (claim.cue, claim.speaker.span if claim.speaker else None) if span is not None)
    for event in reading.events:
        yield event.evidence
        parties = (event.actor, event.recipient, event.place)
        yield from (each.span for each in parties if each is not None and each.span is not None)
    yield from (time_.span for time_ in reading.times)
    yield from (place.span for place in reading.places if place.span is not None)


def holds(reading: Reading) -> bool:
    """Whether every span says exactly what stands at its place, in this document."""
    text = reading.document.text
    return all(
        span.document == reading.document.id and 0 <= span.start <= span.end <= len(text)
        and text[span.start : span.end] == span.text
        for span in spans(reading)
    )  # fmt: skip


def test_an_article_gives_claims_events_times_and_places_with_exact_offsets() -> None:
    reading = READER.read(document(ARTICLE))
    assert [claim.speaker.name for claim in reading.claims if claim.speaker][:2] == ["Sigrun Halvorsen"] * 2
    assert {"Kasper Lindqvist"} <= {claim.speaker.name for claim in reading.claims if claim.speaker}
    assert reading.events
    assert reading.times
    assert {place.name for place in reading.places} >= {"Oslo"}
    assert not reading.problems
    assert len(list(spans(reading))) > 15
    assert holds(reading)


def test_everything_read_is_keyed_by_its_document_and_dated_like_it() -> None:
    reading = READER.read(document(ARTICLE, key="row-7"))
    entries = (*reading.claims, *reading.events)
    assert all(entry.key.startswith("row-7#") for entry in entries)
    assert len({entry.key for entry in entries}) == len(entries)
    assert {entry.available_at for entry in entries} == {reading.document.available_at}
    assert {entry.made_by for entry in entries} == {READER.name}


def test_bulk_reading_keeps_order_and_ids_and_changes_nothing() -> None:
    texts = ["", ARTICLE, "Nothing But A Heading", ARTICLE.replace("Monday", "Friday"), "Oslo denied it."] * 8
    languages = itertools.cycle(["en", "en", "ru"])
    documents = [document(text, f"d{n}", next(languages)) for n, text in enumerate(texts)]
    together = list(READER.read_many(documents))
    assert [reading.document.key for reading in together] == [each.key for each in documents]
    for alone, reading in zip(map(READER.read, documents[:6]), together[:6], strict=True):
        assert alone == reading


def test_reading_is_deterministic() -> None:
    assert EnglishReader().read(document(ARTICLE)) == READER.read(document(ARTICLE))


def test_a_stream_is_read_as_it_comes() -> None:
    taken = 0

    def endless() -> Iterator[Document]:
        nonlocal taken
        for number in itertools.count():
            taken += 1
            yield document("Oslo denied it." if number % 2 else "", f"d{number}", "en" if number % 3 else "de")

    readings = list(itertools.islice(READER.read_many(endless()), 300))
    assert [reading.document.key for reading in readings] == [f"d{n}" for n in range(300)]
    assert taken < 300 + 3000


def test_memory_does_not_grow_with_the_stream() -> None:
    def stream(count: int) -> Iterator[Document]:
        return (document(ARTICLE.replace("12", str(n)), f"d{n}") for n in range(count))

    def peak(count: int) -> int:
        tracemalloc.start()
        for _ in READER.read_many(stream(count)):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(20)  # what is loaded or remembered once
    assert peak(120) < 2.5 * peak(30)


def test_the_words_of_a_stream_are_forgotten_with_their_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "KEPT_WORDS", 0)
    strings = language_model().vocab.strings

    def known_after(first: int) -> int:
        texts = (f"Dana Quell{n} said that Vosk{n} had left Orm{n}." for n in range(first, first + 60))
        assert all(r.claims for r in READER.read_many(document(text, f"d{n}") for n, text in enumerate(texts)))
        return len(strings)

    assert known_after(1000) == known_after(2000)


def test_a_reading_is_the_same_before_and_after_words_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = READER.read(document(ARTICLE))
    monkeypatch.setattr(parse, "KEPT_WORDS", 0)
    assert [READER.read(document(ARTICLE)) for _ in range(2)] == [kept, kept]


def test_several_threads_may_read_at_once() -> None:
    texts = [ARTICLE.replace("12", str(n)) for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        read = list(pool.map(lambda text: READER.read(document(text)), texts))
    assert read == [READER.read(document(text)) for text in texts]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_without_harm(name: str) -> None:
    begun = time.perf_counter()
    reading = READER.read(document(HOSTILE[name]))
    assert holds(reading)
    assert time.perf_counter() - begun < 30  # a bound with slack; quadratic time takes minutes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no text"),
        (" \n\t ", "no text"),
        ("A Heading Alone\n\nAnother Heading Here", "headings only"),
        ("x" * (MAX_READ + 1), "only the first"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, words: str) -> None:
    reading = READER.read(document(text))
    assert [words in problem.message for problem in reading.problems].count(True) == 1
    assert all(problem.stage == "read" and problem.subject == "d" and problem.hint for problem in reading.problems)


def test_five_megabytes_in_one_line_are_read_as_far_as_the_limit() -> None:
    text = "The harbour master said that the port was shut. " + "Ships of the old kind lay there for weeks. " * 125_000
    assert len(text) > 5_000_000
    reading = READER.read(document(text))
    assert "only the first" in reading.problems[0].message
    assert reading.claims
    assert max(span.end for span in spans(reading)) <= MAX_READ
    assert holds(reading)


@pytest.mark.parametrize("language", ["ru", "de", "xx", ""])
def test_another_language_is_returned_unread_and_said_so(language: str) -> None:
    reading = READER.read(document(ARTICLE, language=language))
    assert (reading.claims, reading.events, reading.times, reading.places) == ((), (), (), ())
    assert "language" in reading.problems[0].message


def test_a_paragraph_in_another_language_is_left_out_and_said_so() -> None:
    german = "Der Hafenmeister Uwe Ahlbeck sagte am Montag in Oslo, „der Hafen“ bleibe bis Freitag geschlossen."
    reading = READER.read(document(f"{ARTICLE}\n\n{german}\n\n“We wait,” Sigrun Halvorsen said."))
    assert [(p.message.partition(" (")[0], p.hint) for p in reading.problems] == [
        ("a paragraph is in another language", "translate it, or give it as an article of its own")
    ]
    start = len(ARTICLE) + 2
    assert not [span for span in spans(reading) if start <= span.start < start + len(german)]
    assert reading.claims[-1].content.text.startswith("“We wait")
    assert holds(reading)


def test_words_of_another_language_in_an_english_paragraph_are_read_with_it() -> None:
    text = "The minister, Uwe Ahlbeck, wrote: “Der Hafen bleibt geschlossen.” The ministry in Oslo denied it."
    assert READER.read(document(text)).problems == ()


def test_kinds_of_english_are_read() -> None:
    assert READER.read(document(ARTICLE, language="en-GB")).claims


def test_a_title_outside_the_text_adds_nothing_and_one_inside_is_not_parsed() -> None:
    title = "Minister Odo Brandt Said the Port Was Shut"
    bare = READER.read(document(ARTICLE))
    assert READER.read(document(ARTICLE, title=title)).claims != ()
    titled = READER.read(document(f"{title}\n\n{ARTICLE}", title=title))
    assert len(titled.claims) == len(bare.claims)
    assert all(claim.content.start > len(title) for claim in titled.claims)


def test_today_is_the_day_at_the_dateline() -> None:
    late = datetime(2025, 12, 29, 23, 30, tzinfo=UTC)  # already the 30th in Tokyo
    text = "{} — The port was shut today, the harbour master said. The strait stayed open to all ships, he said."
    days = []
    for city in ("TOKYO", "LISBON"):
        base = document(text.format(city))
        dated = Document(
            **{f: getattr(base, f) for f in base.__dataclass_fields__ if f != "published_at"}, published_at=late
        )
        days.append(next(t.interval.start for t in READER.read(dated).times if t.span.text == "today" and t.interval))
    assert days == [date(2025, 12, 30), date(2025, 12, 29)]


WORDS = [
    "said",
    "that",
    "Kyiv",
    "“",
    "”",
    '"',
    "'s",
    ",",
    ".",
    "\n\n",
    "the",
    "minister",
    "denied",
    "on Monday",
    "12",
    "drones",
    "Russia",
    "(",
    ")",
    "—",
    "would",
    "not",
    "Oslo",
    "he",
    "warned",
    "of",
    "a",
    "strike",
    "by",
    "31 December",
    "\xa0",
]


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_every_span_equals_its_slice_on_any_news_like_text(text: str) -> None:
    assert holds(READER.read(document(text)))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.text(max_size=200))
def test_every_span_equals_its_slice_on_any_text(text: str) -> None:
    assert holds(READER.read(document(text)))


def test_spans_hold_on_articles_cut_anywhere() -> None:
    chance = random.Random(4)
    for _ in range(20):
        start = chance.randrange(len(ARTICLE))
        assert holds(READER.read(document(ARTICLE[start : chance.randrange(start, len(ARTICLE))])))
