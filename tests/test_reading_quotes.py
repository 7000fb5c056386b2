"""Quotation marks are paired before anything is parsed."""

import pytest

from tocsin.reading.text.segment import segment


def quoted(text: str) -> list[tuple[str, bool]]:
    return [(text[q.inner_start : q.inner_end], q.closed) for q in segment(text).quotes]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("He said, “We will not go,” and left the harbour.", ["We will not go,"]),
        ('He said, "We will not go," and left the harbour.', ["We will not go,"]),
        ("He said, ``We will not go,'' and left the harbour.", ["We will not go,"]),
        ("He said, ‘We will not go,’ and left the harbour.", ["We will not go,"]),
        ("He said, 'We will not go,' and left the harbour.", ["We will not go,"]),
        ("He said, „We will not go“, and left the harbour.", ["We will not go"]),
        ("He said, «We will not go», and left the harbour.", ["We will not go"]),
        ('"Go," he said. "Now."', ["Go,", "Now."]),
    ],
)
def test_every_style_of_marks_is_paired(text: str, inner: list[str]) -> None:
    assert quoted(text) == [(each, True) for each in inner]


def test_only_the_outermost_of_nested_quotes_is_listed() -> None:
    assert quoted("She said: “He told us ‘never again’ and left.”") == [("He told us ‘never again’ and left.", True)]
    assert quoted("She said: \"He told us 'never again' and left.\"") == [("He told us 'never again' and left.", True)]


@pytest.mark.parametrize(
    "text",
    [
        "The officials’ claim isn’t new, and it's not theirs.",
        "The officials' claim isn't new, and it's not theirs.",
        "In the ’90s and the '80s the port was open.",
        "In the '90s the officials' claim was new.",
        "A 6' 2\" man left the port.",
    ],
)
def test_apostrophes_and_inches_are_no_quotes(text: str) -> None:
    assert [inner for inner, closed in quoted(text) if closed] == []


def test_a_possessive_inside_single_quotes_does_not_close_them() -> None:
    assert quoted("He said ‘the officials’ claim is old.’ Then he left.") == [("the officials’ claim is old.", True)]


def test_a_quote_over_several_paragraphs_is_one_piece_for_each() -> None:
    text = "“We will not go,” he said. “The port is ours.\n\n“And it will stay ours,” he added."
    assert quoted(text) == [("We will not go,", True), ("The port is ours.", False), ("And it will stay ours,", True)]


def test_an_unclosed_quote_ends_with_its_paragraph() -> None:
    text = 'He said, "We will not go.\n\nThe port is closed, the harbour master said.'
    assert quoted(text) == [("We will not go.", False)]


def test_a_second_opening_mark_ends_the_quote_that_was_left_open() -> None:
    assert quoted("He said “we will not go. She said “fine” and left.") == [
        ("we will not go. She said", False),
        ("fine", True),
    ]


def test_twenty_thousand_marks_make_twice_the_quotes_of_ten_thousand() -> None:
    assert len(segment('"a" ' * 20_000).quotes) == 2 * len(segment('"a" ' * 10_000).quotes) == 20_000
