"""The page: one file, nothing loaded, strangers' words as words, every sentence opening on what it rests on."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.publishing import HOSTILE, NOW, brief, material, retold
from tocsin.core.briefs import Sentence
from tocsin.core.vocabulary import Grade
from tocsin.publishing.layout import pieces, runs
from tocsin.publishing.material import LookAlike, Material
from tocsin.publishing.page import as_html

LOADING = {"src", "srcset", "poster", "data", "action", "formaction", "background", "xlink:href", "style"}
NEVER = {"script", "iframe", "object", "embed", "form", "base", "img", "video", "audio"}


class Outline(HTMLParser):
    """The tags, the ids and the words of a page; refuses tags that do not close."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "link", "input", "br", "hr"}:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.tags if "id" in attributes]


@pytest.fixture(scope="module")
def told() -> Material:
    return material()


@pytest.fixture(scope="module")
def page(told: Material) -> Outline:
    return Outline(as_html(brief(told), told))


def test_nothing_is_loaded_and_nothing_runs(page: Outline) -> None:
    assert not {tag for tag, _ in page.tags} & NEVER
    for tag, attributes in page.tags:
        assert not LOADING & set(attributes), (tag, attributes)
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
    links = [attributes for tag, attributes in page.tags if tag == "link"]
    assert [link["href"] for link in links] == ["data:,"]


def test_the_style_sheet_loads_nothing_and_is_the_only_one_allowed(told: Material) -> None:
    written = as_html(brief(told), told)
    style = re.search(r"<style>(.*?)</style>", written, re.DOTALL)
    assert style
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in written


def test_tags_close_and_ids_are_unique(page: Outline) -> None:
    assert page.unbalanced == []
    assert len(page.ids()) == len(set(page.ids()))


def test_every_button_and_inner_link_leads_to_something_on_the_page(page: Outline) -> None:
    ids = set(page.ids())
    opened = [attributes["popovertarget"] for tag, attributes in page.tags if tag == "button"]
    linked = [a["href"][1:] for tag, a in page.tags if tag == "a" and (a.get("href") or "").startswith("#")]
    named = [each for _, a in page.tags if a.get("aria-labelledby") for each in (a["aria-labelledby"] or "").split()]
    assert opened
    assert linked
    assert set(opened) | set(linked) | set(named) <= ids


def test_every_sentence_opens_on_what_it_rests_on(told: Material) -> None:
    written = as_html(brief(told), told)
    for number, sentence in enumerate(brief(told).sentences, 1):
        panel = re.search(rf'<div class="panel" id="rests-{number}".*?tocsin why {number}<', written, re.DOTALL)
        assert panel, sentence.text
        assert f'popovertarget="rests-{number}" aria-label' in written
        assert "exhibit-head" in panel[0]
    denial = Outline(re.search(r'<div class="panel" id="rests-6".*?tocsin why 6<', written, re.DOTALL)[0]).text  # type: ignore[index]
    for part in ("Ilen Dray denies", "an invention from first to last", "Halvessa Courier", "B4: usually reliable"):
        assert part in denial
    assert "2025-12-18 18:00 UTC" in denial


def test_a_claim_is_shown_with_the_grade_of_this_moment_whichever_revision_a_sentence_names(told: Material) -> None:
    ungraded = replace(told.claims[0], grade=Grade())
    told.view.put(ungraded)  # type: ignore[attr-defined]
    sentence = Sentence(section="A", text="Marr said so.", entries=(ungraded.id,))
    assert '<span class="grade">B3</span>' in as_html(retold(told, sentences=(sentence,)), told)


def test_a_quoted_document_is_not_listed_again_beside_its_quotation(told: Material) -> None:
    said, levy = told.claims[0], next(iter(told.documents))
    both = Sentence(section="A", text="Marr said so.", entries=(said.id, levy))
    alone = Sentence(section="A", text="One document was read.", entries=(levy,))
    written = as_html(retold(told, sentences=(both, alone)), told)
    first, second = (written[written.index(f'id="rests-{n}"') :].split("tocsin why")[0] for n in (1, 2))
    assert (first.count("exhibit-head"), second.count("exhibit-head")) == (1, 1)
    assert "blockquote" in first
    assert "blockquote" not in second


def test_a_paragraph_ends_where_the_sources_change_and_enough_has_been_said(told: Material) -> None:
    levy, threat = told.documents
    short, long = "Said so.", f"{'Said so at length ' * 16}."
    for texts, gaps in (
        (((short, levy), (short, threat)), 0),
        (((long, levy), (short, levy)), 0),
        (((long, levy), (short, threat)), 1),
        (((long, levy), (long, levy), (long, levy)), 2),
    ):
        sentences = tuple(Sentence(section="A", text=text, entries=(entry,)) for text, entry in texts)
        assert as_html(retold(told, sentences=sentences), told).count('class="gap"') == gaps


def test_what_the_numbers_stand_on_is_told_once_with_all_that_use_it(told: Material) -> None:
    written = as_html(brief(told), told)
    stands = written[written.index("What the numbers stand on") : written.index("</details>")]
    assert stands.count("days on which the harbour was closed") == 1
    assert "<dt>desk, model, market</dt>" in stands


def test_brackets_that_are_no_reference_of_the_brief_stay_words() -> None:
    assert [piece.markers for piece in pieces("a [1] b [9] c [1, 9] d [r1]", ("1", "r1"))] == [(), ("1",), (), ("r1",)]


def test_a_sentence_without_a_marker_gets_the_one_of_its_source(told: Material) -> None:
    written = as_html(brief(told), told)
    sentence = written[written.index('id="s8"') : written.index("</section>", written.index('id="s8"'))]
    assert "No feed that was up confirmed it [1] ." in flat(Outline(f"<p {sentence}").text)
    assert 'popovertarget="rests-8"' in sentence


def test_the_margin_repeats_no_grade_that_stands_beside_the_sentence_before(told: Material) -> None:
    said = told.claims[0].id
    sentences = tuple(Sentence(section="A", text=f"{n} [1].", entries=(said,)) for n in range(3))
    assert as_html(retold(told, sentences=sentences), told).count("<b>B3</b> Halvessa Courier") == 1


@given(st.lists(st.sampled_from(["word", " ", ".", "[1]", "[2, r1]", "[9]", "“", "” ", "x" * 40]), max_size=14))
@settings(derandomize=True)
def test_no_word_is_lost_where_a_marker_is_held_to_its_word(parts: list[str]) -> None:
    cut = pieces("".join(parts), ("1", "2", "r1"))
    joined = "".join(run.text + run.word + run.marker + run.after for run in runs(cut))
    assert "".join(joined.split()) == "".join("".join(parts).split())
    assert [run.marker for run in runs(cut) if run.marker] == [piece.text for piece in cut if piece.markers]


def test_no_line_can_begin_with_a_marker_or_with_the_stop_behind_it() -> None:
    (said, rest) = runs(pieces("Vael said so [1]. Marr denied it.", ("1",)))
    assert (said.text, said.word, said.marker, said.after) == ("Vael said ", "so\u00a0", "[1]", ".")
    assert rest.text == " Marr denied it."


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def test_every_figure_says_as_of_when(page: Outline) -> None:
    assert page.text.count("Thursday 18 December 2025, 21:00 UTC") >= 3


def test_where_nothing_stands_the_page_says_so_and_draws_nothing(told: Material) -> None:
    written = as_html(brief(told), told)
    shots = written[written.index("Will shots be fired") :]
    cell = shots[: shots.index("</tr>")]
    assert "no basis, no number" in cell
    assert "<svg" not in cell
    assert "%" not in cell.split("first forecast")[0]
    assert written.count('class="ladder"') == 1


def test_look_alikes_stand_side_by_side_with_the_clauses_that_part_them(told: Material) -> None:
    alike = LookAlike(
        first="closure",
        second="shots",
        on="weather",
        first_verdict="does not count",
        second_verdict="counts",
        first_clause="Closures for weather do not count.",
    )
    alone = replace(told, look_alikes=(alike,), events=())
    text = Outline(as_html(brief(alone), alone)).text
    section = text[text.index("part on weather") : text.index("Sources")]
    for part in ("Will the harbour of Halvessa be closed …", "✗ does not count", "✓ counts", "Closures for weather"):
        assert part in section
    assert "Its rule says nothing of it." in section


def test_a_brief_without_questions_sentences_or_sources_is_a_page_all_the_same(told: Material) -> None:
    bare = retold(told, board=(), sentences=(), references=(), dropped=())
    page = Outline(as_html(bare, told))
    assert "No question is on file" in page.text
    assert page.unbalanced == []


def test_a_signed_edition_says_who_signed_it(told: Material) -> None:
    assert "Edition signed by Mara Quill" in as_html(retold(told, signed_by="Mara Quill"), told)


def test_what_the_gate_refused_is_said_with_the_reason(page: Outline) -> None:
    assert "1 sentence was refused by the gate" in page.text
    assert "rests on no entry" in page.text


def test_a_strangers_title_stays_words() -> None:
    told = material(HOSTILE, "javascript:alert(1)")
    page = Outline(as_html(brief(told), told))
    assert "<script>alert(1)</script> {{7*7}} [bold]shout[/bold] slaer [31mred" in page.text
    assert not {tag for tag, _ in page.tags} & NEVER
    assert page.unbalanced == []
    assert not [a for _, a in page.tags if "javascript" in (a.get("href") or "")]


def test_links_that_leave_the_page_tell_the_far_end_nothing(page: Outline) -> None:
    leaving = [a for tag, a in page.tags if tag == "a" and not (a["href"] or "").startswith("#")]
    assert leaving
    assert all(a["rel"] == "noopener noreferrer nofollow" for a in leaving)


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_text_breaks_the_page(text: str) -> None:
    told = material(text, text)
    sentences = (Sentence(section=text, text=text, entries=(told.claims[0].id,)),)
    written = as_html(retold(told, sentences=sentences, situation=text or "-"), told)
    page = Outline(written)
    assert page.unbalanced == []
    assert not {tag for tag, _ in page.tags} & NEVER
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f]", written)
    for picture in re.findall(r"<svg.*?</svg>", written, re.DOTALL):
        ElementTree.fromstring(picture)  # noqa: S314 - a picture of our own


def test_ink_on_paper_passes_wcag_aa_in_light_and_in_dark(told: Material) -> None:
    """4.5 for every colour that words have, on the paper and on the panel's sheet."""
    style = as_html(brief(told), told)
    roots = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    assert len(roots) == 3, "light, dark, print"
    for root in roots:
        colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{3,6});", root))
        for ground in ("paper", "sheet"):
            for ink in ("ink", "soft", "bell", "model", "market", "desk", "up", "down", "yes", "no", "open"):
                ratio = _contrast(colours[ink], colours[ground])
                assert ratio >= 4.5, f"{ink} {colours[ink]} on {ground} {colours[ground]}: {ratio:.2f}"


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _light(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_moment_is_told_in_the_situations_own_zone(told: Material) -> None:
    assert NOW.isoformat() in as_html(brief(told), told)
