"""Plain words: ICD 203 with its lower bounds, numbers that never reach certainty, dates, ages, past tenses."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.times import Deadline
from tocsin.publishing import wording
from tocsin.publishing.english import balanced, inner, past_tense, sentence_around, takes_the


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.004, "less than 1 %"),
        (0.01, "almost no chance"),
        (0.044, "almost no chance"),
        (0.05, "very unlikely"),
        (0.199, "unlikely"),  # printed as 20 %, and named by what is printed
        (0.20, "unlikely"),
        (0.45, "roughly even chance"),
        (0.55, "likely"),
        (0.80, "very likely"),
        (0.95, "almost certain"),
        (0.995, "more than 99 %"),
    ],
)
def test_a_likelihood_word_begins_at_its_lower_bound(probability: float, word: str) -> None:
    assert wording.likelihood(probability) == word


@given(st.floats(min_value=1e-6, max_value=1 - 1e-6))
def test_the_word_fits_the_figure_that_is_printed_beside_it(probability: float) -> None:
    figure = wording.percent(probability)
    if "than" in figure:
        assert wording.likelihood(probability) == figure
        return
    shown = int(figure.removesuffix(" %"))
    bounds = dict(zip([word for _, word in wording.LIKELIHOOD], (1, 5, 20, 45, 55, 80, 95), strict=True))
    uppers = dict(zip([word for _, word in wording.LIKELIHOOD], (5, 20, 45, 55, 80, 95, 100), strict=True))
    word = wording.likelihood(probability)
    assert bounds[word] <= shown < uppers[word]


@given(st.floats(min_value=1e-6, max_value=1 - 1e-6))
def test_no_figure_is_certain(probability: float) -> None:
    assert wording.percent(probability) not in ("0 %", "100 %")
    assert wording.quoted_price(probability) != "0 %"


def test_small_numbers_are_words_and_measures_are_figures() -> None:
    assert wording.count(1, "origin") == "one origin"
    assert wording.count(12, "source") == "twelve sources"
    assert wording.count(23, "document") == "23 documents"
    assert wording.age(7.0) == "7 days old"
    assert wording.age(0.25) == "6 hours old"
    assert wording.points(-0.3) == "less than one point"
    assert wording.points(-8.2) == "eight points"
    assert wording.signed(-9.4) == "−9"
    assert wording.signed(0.2) == "0"


def test_a_list_reads_as_a_list() -> None:
    assert wording.listed([]) == ""
    assert wording.listed(["a"]) == "a"
    assert wording.listed(["a", "b", "c"]) == "a, b and c"


def test_a_deadline_says_where_its_clock_stands() -> None:
    kyiv = Deadline(date=date(2025, 12, 31), zone="Europe/Kyiv")
    assert wording.deadline(kyiv) == "the end of 31 December in Kyiv"
    noon = Deadline(date=date(2025, 12, 31), local_time=time(12, 0), zone="America/New_York", inclusive=False)
    assert wording.deadline(noon, year=True) == "12:00 in New York on 31 December 2025"
    assert "does not state" in wording.deadline(Deadline(date=date(2025, 12, 31)))


def test_what_remains_is_in_hours_near_the_end_and_in_days_before() -> None:
    now = datetime(2025, 12, 29, 21, tzinfo=UTC)
    assert wording.remaining(now + timedelta(hours=49), now) == "49 hours"
    assert wording.remaining(now + timedelta(days=92, hours=3), now) == "92 days"
    assert wording.remaining(now, now) == "passed"


@pytest.mark.parametrize(
    ("verb", "past"),
    [
        ("said", "said"),
        ("says", "said"),
        ("claims", "claimed"),
        ("denies", "denied"),
        ("denying", "denied"),
        ("labeling", "labeled"),
        ("assesses", "assessed"),
        ("accuse", "accused"),
        ("warn", "warned"),
        ("foresees", "foresaw"),
        ("written", "wrote"),
    ],
)
def test_verbs_of_speech_are_put_in_the_past(verb: str, past: str) -> None:
    assert past_tense(verb) == past


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("Halvessa Courier", True),
        ("Institute for Strait Studies", True),
        ("Strait Radio", False),
        ("The Morning Post", False),
        ("Ordane’s General Staff", False),
        ("", False),
    ],
)
def test_bodies_take_their_article(name: str, needs: bool) -> None:
    assert takes_the(name) is needs


def test_a_sentence_ends_at_its_stop_and_not_at_an_abbreviation() -> None:
    text = "The U.S. envoy left. Gen. Pell Sander stayed, he said. Nothing more."
    start, end = sentence_around(text, text.index("Pell"), text.index("stayed"))
    assert text[start:end] == "Gen. Pell Sander stayed, he said."


@given(st.text(alphabet='ab .!"“”‘’\n…A', max_size=80), st.integers(0, 80), st.integers(0, 20))
def test_a_sentence_always_holds_its_span(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(len(text), start + length)
    begin, stop = sentence_around(text, start, end)
    assert 0 <= begin <= stop <= len(text)
    assert not text[start:begin].strip()
    assert not text[stop:end].strip()


@given(st.text(alphabet='ab "“”', max_size=40))
def test_quotation_marks_come_out_in_pairs(text: str) -> None:
    closed = balanced(text)
    depth = 0
    for character in closed:
        depth += (character == "“") - (character == "”")
        assert depth in (0, 1)
    assert depth == 0
    assert not set('“”"') & set(inner(closed))


@given(st.lists(st.floats(-60, 60), min_size=1, max_size=6), st.integers(-3, 3))
def test_whole_parts_sum_to_the_printed_change(parts: list[float], off: int) -> None:
    total = round(sum(parts)) + off
    assert sum(wording.whole_parts(parts, total)) == total


def test_a_part_is_never_rounded_away_from_its_sign_without_need() -> None:
    assert wording.whole_parts([-1.5, -4.6], -6) == (-1, -5)
    assert wording.whole_parts([-0.4, 0.9], 1) == (0, 1)
    assert wording.printed_change(0.054, 0.0556) == 1
