"""Properties of reading any text: blocks in order, quotes inside, spans that equal their slice, nothing raised."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tocsin.core.errors import InputError
from tocsin.reading.language import detect
from tocsin.reading.places.mentions import find_places
from tocsin.reading.text.formats import Extracted, extract
from tocsin.reading.text.segment import segment
from tocsin.reading.times.expressions import find_times, instants_of

SETTINGS = settings(deadline=None, derandomize=True, max_examples=150)
MONDAY = datetime(2025, 12, 29, 20, 0, tzinfo=UTC)

MARKS = [
    "“",
    "”",
    "‘",
    "’",
    '"',
    "'",
    "``",
    "''",
    "«",
    "»",
    "„",
    "\n",
    "\n\n",
    " ",
    " ",
    " — ",
    " - ",
    ": ",
    ". ",
    ", ",
    "(",
    ")",
]
NAMES = [
    "KYIV",
    "Paris",
    "Georgia",
    "Texas",
    "the Gulf",
    "U.S.",
    "Va.",
    "Springfield",
    "said",
    "The",
    "villages",
    "Dr.",
]
WHENS = [
    "by ",
    "from ",
    "to ",
    "between ",
    "and ",
    "March",
    "3",
    "31",
    "2026",
    "Monday",
    "next week",
    "within 48 hours",
]
WHENS += ["Q1", "mid-", "6 p.m. ET", "overnight", "the 19th century", "half of"]
LINES = ["By Ana Brol", "(AP)", "Read more", "Q: ", "14:32 ", "- ", "# ", "oblast"]
ODDS = ["\ud800", "\x00", "\u200b", "İ", "ß", "ﬁ", "\u0301", "𝔊", "\r\n", "\x85"]
PIECES = st.sampled_from([*MARKS, *NAMES, *WHENS, *LINES, *ODDS])
TEXTS = st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=60).map("".join))


@SETTINGS
@given(text=TEXTS, title=st.one_of(st.just(""), st.text(max_size=40)))
@example(text="“", title="")
def test_blocks_stand_in_order_and_quotes_inside_them(text: str, title: str) -> None:
    layout = segment(text, title)
    for block in layout.blocks:
        assert 0 <= block.start < block.end <= len(text)
    for before, after in pairwise(layout.blocks):
        assert before.end <= after.start
    for quote in layout.quotes:
        assert quote.start <= quote.inner_start <= quote.inner_end <= quote.end
        assert any(block.start <= quote.start and quote.end <= block.end for block in layout.blocks)
    for first, second in pairwise(layout.quotes):
        assert first.end <= second.start


@SETTINGS
@given(text=TEXTS)
def test_every_letter_outside_list_marks_lies_in_a_block(text: str) -> None:
    covered = {at for block in segment(text).blocks for at in range(block.start, block.end)}
    assert all(at in covered for at, char in enumerate(text) if char.isalpha())


@SETTINGS
@given(text=TEXTS, published=st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)))  # noqa: DTZ001
def test_times_equal_their_slice_and_do_not_overlap(text: str, published: datetime) -> None:
    found = find_times("d", text, segment(text), published.replace(tzinfo=UTC))
    for time in found:
        assert time.span.text == text[time.span.start : time.span.end] != ""
        assert time.value
        assert time.interval is None or time.interval.start <= time.interval.end
        assert not time.deadline or time.interval is not None
        instants = instants_of(time, "Europe/Kyiv") if published.year < 9000 else None
        assert instants is None or instants.start < instants.end
    for first, second in pairwise(found):
        assert first.span.end <= second.span.start


@SETTINGS
@given(text=TEXTS)
@example(text="Georgia")
@example(text="Springfield, ")
def test_places_equal_their_slice_and_an_open_one_has_no_point(text: str) -> None:
    found = find_places("d", text, segment(text))
    for place in found:
        assert place.span is not None
        assert place.span.text == text[place.span.start : place.span.end] != ""
        assert (place.latitude is None) == (place.longitude is None)
        assert place.kind != "ambiguous" or (place.country, place.latitude) == (None, None)
        assert place.latitude is None or -90 <= place.latitude <= 90
    for first, second in pairwise(found):
        assert first.span is not None
        assert second.span is not None
        assert first.span.end <= second.span.start


@SETTINGS
@given(text=TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    layout = segment(text)
    assert segment(text) == layout
    assert find_places("d", text, layout) == find_places("d", text, layout)
    assert find_times("d", text, layout, MONDAY) == find_times("d", text, layout, MONDAY)


@SETTINGS
@given(text=TEXTS)
def test_a_language_is_two_letters(text: str) -> None:
    code = detect(text)
    assert len(code) == 2
    assert code.isalpha()


@settings(deadline=None, derandomize=True, max_examples=80)
@given(
    raw=st.one_of(st.binary(max_size=300), TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass"))),
    suffix=st.sampled_from(["", ".txt", ".md", ".html", ".json"]),
)
@example(raw=b"<html><body>" + b"<b>" * 400 + b"word", suffix="")
@example(raw=b"{" * 50_000, suffix="")
def test_any_bytes_give_text_or_one_line_of_refusal(raw: bytes, suffix: str) -> None:
    found, refusal = extracted(raw, "x" + suffix)
    if found is None:
        assert "\n" not in refusal
        assert "x" + suffix in refusal
    else:
        assert any(char.isalnum() for char in found.text)
        assert found.published is None or found.published.utcoffset() is not None


def extracted(raw: bytes, name: str) -> tuple[Extracted | None, str]:
    try:
        return extract(raw, name=name), ""
    except InputError as refused:
        return None, str(refused)


UNITS = ["a", '"', "“x ", "‘a ", "officials' ", "Paris, ", "Georgia ", "March 3, ", "May or ", "from Monday to Friday "]
UNITS += [
    "1995 ",
    "a year ",
    "half a ",
    "KYIV ",
    "— ",
    "U.S. ",
    "Mr. ",
    "A. ",
    "Q: x\n",
    "- a\n",
    "two villages, Rivne ",
]


def calls(work: Callable[[], object]) -> int:
    """How many Python functions a piece of work calls: its effort, the same on every machine."""
    count = 0

    def trace(_frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event == "call"

    old = sys.getprofile()
    sys.setprofile(trace)
    try:
        work()
    finally:
        sys.setprofile(old)
    return count


@pytest.mark.parametrize("unit", UNITS)
def test_twice_the_text_is_twice_the_effort(unit: str) -> None:
    def effort(repeats: int) -> int:
        text = unit * repeats
        layout = segment(text)
        work = [
            lambda: segment(text),
            lambda: find_times("d", text, layout, MONDAY),
            lambda: find_places("d", text, layout),
        ]
        return sum(calls(each) for each in work)

    effort(10)  # tables are read and names cached before anything is counted
    small, large = effort(800), effort(1_600)
    assert large <= 2.3 * small + 200


def test_five_megabytes_of_one_line_are_one_block() -> None:
    text = "word " * 1_000_000
    layout = segment(text)
    assert [(block.start, block.end) for block in layout.blocks] == [(0, len(text) - 1)]
    assert find_times("d", text, layout, MONDAY) == ()
    assert find_places("d", text, layout) == ()
