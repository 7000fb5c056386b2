"""Text is made fit for the parser without moving a character."""

from __future__ import annotations

from hypothesis import given, seed, settings
from hypothesis import strategies as st

from tocsin.reading.text.parse import is_common
from tocsin.reading.text.readable import readable
from tocsin.reading.text.segment import segment

PARTS = ["“", "”", '"', "'", "&quot;", "&#39;", "\n", "\r\n", "- ", "• ", "14:32 ", "Q: ", "Keld: ", "said", "?", "."]
PARTS += [
    "— ",
    "VELMAR, March 4. ",
    "|",
    "\t",
    "> ",
    "#x ",
    "@x ",
    "✅ ",
    "1. ",
    "**",
    "By Ana Brol",
    "THE PORT IS SHUT",
]
PARTS += [
    "a" * 300,
    "\ud800",
    "\x00",
    "\u2028",
    "ß",
    "İ",
    "ŉ",
    "(Adds quotes)",
    "Photo: A",
    "Share",
    "THE PORT IS SHUT",
]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)


@seed(1)
@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_character_moves_for_the_parser(text: str) -> None:
    assert len(readable(text, is_common)) == len(text)


@seed(2)
@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_blocks_of_any_text_stand_in_order_and_apart(text: str) -> None:
    edges = [edge for block in segment(text).blocks for edge in (block.start, block.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
    assert all(block.start < block.end for block in segment(text).blocks)


def test_names_in_a_text_of_capitals_stay_names() -> None:
    assert readable("THE MINISTER, JON KELD, SAID THAT OFFICIALS LEFT.", is_common) == (
        "The minister, Jon Keld, said that officials left."
    )


def test_capitals_within_a_text_stay_as_they_are() -> None:
    text = "The IAEA said that NATO and the EU had asked for talks."
    assert readable(text, is_common) == text
