"""Markdown: a renderer shows a stranger's words as the words they are, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from builders.publishing import HOSTILE, brief, material, retold
from tocsin.core.briefs import Sentence
from tocsin.publishing.markdown import as_markdown, escaped
from tocsin.publishing.material import Material
from tocsin.publishing.plain import plain, safe_link


class Shown(HTMLParser):
    """The tags and the words of rendered Markdown."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(MarkdownIt("gfm-like", {"linkify": False}).render(markdown))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.words += data

    @property
    def text(self) -> str:
        return " ".join(self.words.split())


@pytest.fixture
def told() -> Material:
    return material()


def test_the_bottom_line_is_a_table_with_one_row_per_deadline(told: Material) -> None:
    shown = Shown(as_markdown(brief(told), told))
    assert shown.tags.count("table") == 1
    assert shown.tags.count("tr") == 1 + len(told.questions)
    assert "model 19 % (12–28), unlikely" in shown.text.replace("\u00a0", " ")
    assert "no basis, no number" in shown.text


def test_sentences_stand_under_their_headings_with_their_markers(told: Material) -> None:
    text = Shown(as_markdown(brief(told), told)).text
    parts = ["Halvessa and the strait (invented)", "As of Thursday 18 December 2025, 21:00 UTC", "Bottom line", "What"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "Ilen Dray called it “an invention from first to last” [1, 2]." in text


def test_every_source_is_listed_with_its_link(told: Material) -> None:
    shown = Shown(as_markdown(brief(told), told))
    assert shown.links == ["https://courier.invalid/1", "https://exchange.invalid/closure"]
    for part in ("[1] Harbour shut from noon, says its master", "[2] Vael threatens", "[r1] Rule", "[m1] Price"):
        assert part in shown.text


def test_a_strangers_title_adds_no_tag_and_no_link(told: Material) -> None:
    honest = Shown(as_markdown(brief(told), told))
    hostile = material(HOSTILE, "javascript:alert(1)")
    shown = Shown(as_markdown(brief(hostile), hostile))
    assert sorted(set(shown.tags)) == sorted(set(honest.tags))
    assert shown.links == ["https://exchange.invalid/closure"]
    assert " ".join(plain(HOSTILE).split()) in shown.text


@given(st.text(max_size=80))
@example("1. first")
@example("1) first")
@example("- item")
@example("+ item")
@example("# heading")
@example("=== ")
@example("    code")
@example("![x](http://a.invalid) [y][z] <b> &lt; a|b ~~c~~ \\\\ $x$ @someone")
@settings(max_examples=200, deadline=None, derandomize=True)
def test_escaped_words_are_shown_as_the_words_they_are(text: str) -> None:
    words = " ".join(plain(text).split())
    shown = Shown(f"{escaped(words)}\n")
    assert shown.tags == (["p"] if words else [])
    assert shown.text == words


def test_figures_and_references_stay_readable_in_the_source() -> None:
    assert escaped("41.5 % on 30 December") == "41.5 % on 30 December"
    assert escaped("he said so [1, r2].") == "he said so [1, r2]."
    assert escaped("[1]: http://a.invalid").startswith("\\[1\\]:")
    assert escaped("[1](http://a.invalid)").startswith("\\[1\\](")


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_cell_breaks_the_board(text: str) -> None:
    told = material()
    sentences = (Sentence(section="", text=text or "-", entries=()),)
    board = tuple(replace(row, text=text, change=f"{text}|", market="a | b\n| c |") for row in brief(told).board)
    shown = Shown(as_markdown(retold(told, situation=text or "-", sentences=sentences, board=board), told))
    assert shown.tags.count("td") == 6 * len(told.questions)
    assert shown.text.count("a | b | c |") == len(told.questions)
    assert shown.tags.count("tr") == 1 + len(told.questions)
    assert "script" not in shown.tags


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://courier.invalid/1?a=b", "https://courier.invalid/1?a=b"),
        ("HTTP://courier.invalid", "HTTP://courier.invalid"),
        ("javascript:alert(1)", ""),
        ("java\u200bscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//courier.invalid/1", ""),
        ("https://", ""),
        ("https://[", ""),
        ("https://a.invalid/ b", ""),
    ],
)
def test_only_links_to_the_web_may_be_followed(url: str, kept: str) -> None:
    assert safe_link(url) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("tab\tand\nline", "tab and line"),
        ("\u202eabc\u202c\u2066d\u2069\u200e", "abcd"),
        ("\x1b[31mred\x07\x00", "[31mred"),
        ("Z\u0351\u0352\u0353\u0354\u0355\u0356a\u0301", "Z\u0351\u0352\u0353\u0354a\u0301"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("33\u00a0%", "33\u00a0%"),
        ("\ud800x", "x"),
    ],
)
def test_plain_keeps_the_words_and_drops_what_forges(text: str, kept: str) -> None:
    assert plain(text) == kept
