"""The terminal: one row per deadline, readable at any width and without colour, strangers' words as words."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from builders.publishing import HOSTILE, brief, material, retold
from tocsin.core.briefs import Brief, Sentence
from tocsin.publishing.material import LookAlike, Material
from tocsin.publishing.terminal import print_board, print_brief, print_changes

FORGING = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def shown(print_it: object, of: Brief, told: Material, width: int = 100, *, colour: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, force_terminal=colour, no_color=not colour)
    print_it(of, told, console)  # type: ignore[operator]
    return out.getvalue()


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.fixture
def told() -> Material:
    return material()


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
def test_no_line_is_wider_than_the_terminal(told: Material, width: int) -> None:
    for print_it in (print_brief, print_board, print_changes):
        for line in shown(print_it, brief(told), told, width).splitlines():
            assert cell_len(line) <= width, line


@pytest.mark.parametrize("width", [60, 80, 100])
def test_the_board_holds_every_figure_at_every_width(told: Material, width: int) -> None:
    board = shown(print_board, brief(told), told, width)
    assert "as of Thursday 18 December 2025, 21:00 UTC" in flat(board)
    for part in ("19 % (12–28)", "41 % (29–55)", "end of 31 Dec 2025, UTC", "in 44 days", "medium", "+5"):
        assert part in board.replace("\u00a0", " "), part
    assert "no basis, no" in board
    assert board.count("Will the harbour of Halvessa be closed …") == 1, "a family's title stands once"


def test_the_board_warns_of_look_alikes(told: Material) -> None:
    alike = LookAlike(
        first="closure", second="shots", on="weather", first_verdict="does not count", second_verdict="counts"
    )
    board = flat(shown(print_board, brief(told), replace(told, look_alikes=(alike,))))
    assert "! weather: does not count for “Will the harbour of Halvessa be closed …”; counts for “Will shots" in board
    assert "!" not in shown(print_board, brief(told), told)


def test_the_board_needs_no_colour(told: Material) -> None:
    plain = shown(print_board, brief(told), told)
    coloured = shown(print_board, brief(told), told, colour=True)
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured).split() == plain.split()


def test_every_sentence_has_the_number_that_why_takes(told: Material) -> None:
    printed = shown(print_brief, brief(told), told)
    for number, sentence in enumerate(brief(told).sentences, 1):
        assert re.search(rf"(?m)^ +{number} {re.escape(sentence.text[:30])}", printed), sentence.text


def test_headings_follow_the_bottom_line_and_sources_come_last(told: Material) -> None:
    printed = shown(print_brief, brief(told), told)
    order = ["BOTTOM LINE", "WHAT HAPPENED", "WHO DISPUTES IT", "WHAT DOES NOT COUNT", "SOURCES, RULES, PRICES"]
    assert [printed.index(heading) for heading in order] == sorted(printed.index(heading) for heading in order)


def test_sources_are_listed_with_grade_and_time(told: Material) -> None:
    printed = flat(shown(print_brief, brief(told), told))
    source = "[1] Harbour shut from noon, says its master; Halvessa Courier; B: usually reliable; 2025-12-18 18:00 UTC"
    assert source in printed
    assert "[m1] Price at Harbour Exchange: 22 %" in printed


def test_what_moved_is_told_cause_by_cause_with_its_interval(told: Material) -> None:
    changes = flat(shown(print_changes, brief(told), told))
    assert "model: 14 % → 19 %" in changes
    assert "clock −1 time passed and nothing happened" in changes
    assert "news +6 (+2 to +9) new in the history" in changes


def test_changes_tell_what_is_new_since_the_last_edition(told: Material) -> None:
    sentence = Sentence(section="Since the last edition", text="One claim was withdrawn [1].", entries=())
    changes = shown(print_changes, retold(told, sentences=(sentence,)), told)
    assert changes.index("SINCE THE LAST EDITION") < changes.index("One claim was withdrawn [1].")


def test_without_an_earlier_number_changes_say_so(told: Material) -> None:
    still = replace(told, forecasts={key: replace(each, moved=()) for key, each in told.forecasts.items()})
    assert "No number has an earlier one" in shown(print_changes, brief(still), still)


def test_a_strangers_title_is_printed_as_it_is_without_marks_that_forge(told: Material) -> None:
    told = material(HOSTILE)
    printed = shown(print_brief, retold(told, situation=HOSTILE), told, 200)
    assert "[bold]shout[/bold] slaer [31mred `code`" in printed
    assert not FORGING.search(printed)


@pytest.mark.parametrize(
    ("probability", "words"), [(0.004, "< 1 %"), (0.01, "1 %"), (0.496, "50 %"), (0.99, "99 %"), (0.9999, "> 99 %")]
)
def test_no_figure_is_rounded_to_certainty(told: Material, probability: float, words: str) -> None:
    board = (replace(brief(told).board[0], probability=probability, low=None, high=None),)
    assert f"UTC {words} +5" in flat(shown(print_board, retold(told, board=board), told))


def test_a_brief_without_questions_says_so(told: Material) -> None:
    assert "No question is on file" in shown(print_board, retold(told, board=()), told)


@given(st.text(max_size=120))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_text_breaks_the_terminal(text: str) -> None:
    told = material(text)
    sentences = (Sentence(section=text, text=text, entries=()),)
    board = tuple(replace(row, text=text, market=text, change=text, deadline=text) for row in brief(told).board)
    printed = shown(print_brief, retold(told, sentences=sentences, board=board), told, 80)
    assert not FORGING.search(printed)
