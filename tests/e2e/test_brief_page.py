"""The brief as one HTML file in a real browser: it works offline, on a phone, in the dark, on paper, and is quiet."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders.publishing import HOSTILE, brief, material

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.e2e

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1200, "height": 900}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module", params=["kyiv", "harbour", "hand-made", "hostile"])
def brief_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The brief of a shipped situation, written by the program itself; or of material made by hand."""
    folder = tmp_path_factory.mktemp(request.param) / request.param
    if request.param in {"hand-made", "hostile"}:
        from tocsin.publishing.page import as_html

        folder.mkdir()
        told = material(HOSTILE, "javascript:alert(1)") if request.param == "hostile" else material()
        (folder / "brief.html").write_text(as_html(brief(told), told), encoding="utf-8")
    else:
        tocsin = [sys.executable, "-c", "from tocsin.interfaces.cli import main; main()"]
        subprocess.run([*tocsin, "demo", request.param, "--folder", str(folder)], check=True, capture_output=True)
    return folder / "brief.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    assert chromium, "no chromium on the path; make e2e installs it"
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser, brief_file: Path) -> Iterator[Page]:
    """The page in light and in dark, with every request and console message recorded."""
    context = browser.new_context(viewport=DESK, color_scheme=request.param, offline=True)
    opened = context.new_page()
    opened.said = []  # type: ignore[attr-defined]
    opened.asked = []  # type: ignore[attr-defined]
    opened.on("console", lambda message: opened.said.append(message.text))  # type: ignore[attr-defined]
    opened.on("pageerror", lambda error: opened.said.append(str(error)))  # type: ignore[attr-defined]
    opened.on("request", lambda request: opened.asked.append(request.url))  # type: ignore[attr-defined]
    opened.on("dialog", lambda dialog: opened.said.append(dialog.message))  # type: ignore[attr-defined]
    opened.goto(brief_file.as_uri())
    yield opened
    context.close()


def test_the_page_asks_for_nothing_and_says_nothing(page: Page) -> None:
    assert page.asked == [page.url]  # type: ignore[attr-defined]
    assert page.said == []  # type: ignore[attr-defined]


def test_the_bottom_line_comes_first_and_pictures_have_names(page: Page) -> None:
    assert page.locator("h1").count() == 1
    assert page.locator("main section").first.get_attribute("id") == "bottom-line"
    assert page.locator("table").first.locator("th").count() > 2
    for picture in page.locator("svg").all():
        assert picture.locator("title").count() >= 1


def test_no_accessibility_rule_is_broken(page: Page) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.locator("main .mark").first.click()
    opened = Axe().run(page)
    assert opened.violations_count == 0, opened.generate_report()


@pytest.mark.parametrize("width", [320, 390, 600, 760, 1000])
def test_the_page_fits_its_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    inside = page.evaluate("document.documentElement.scrollWidth")
    assert inside <= width, f"the page is {inside} px wide in a window of {width}"


def test_words_on_a_phone_can_be_read(page: Page) -> None:
    """No words smaller than 12 px, but for the small capitals' and the pictures' labels: 9 px."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    smallest = page.evaluate("""() => Math.min(...[...document.querySelectorAll('main p, main li, main td, main dd')]
        .filter(e => e.offsetParent && e.textContent.trim())
        .map(e => parseFloat(getComputedStyle(e).fontSize)))""")
    assert smallest >= 12
    labels = page.evaluate("""() => [...document.querySelectorAll('.ladder svg text')].filter(e => e.textContent)
        .map(e => parseFloat(getComputedStyle(e).fontSize) * e.ownerSVGElement.getScreenCTM().a)""")
    assert all(size >= 9 for size in labels), labels


def test_a_marker_opens_what_the_sentence_rests_on_and_escape_closes_it(page: Page) -> None:
    marker = page.locator("main .mark").first
    panel = page.locator(f"#{marker.get_attribute('popovertarget')}")
    assert not panel.is_visible()
    marker.focus()
    page.keyboard.press("Enter")
    assert panel.is_visible()
    assert panel.locator(".exhibit-head").count() >= 1
    box = panel.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= DESK["width"]
    assert box["y"] + box["height"] <= DESK["height"]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "close"
    page.keyboard.press("Escape")
    assert not panel.is_visible()


def test_every_sentence_has_a_marker_that_opens_something(page: Page) -> None:
    told = page.locator(".standfirst .mark, main .sentence, main .points li")
    assert told.count() > 2
    for each in page.locator("main .sentence, main .points li").all():
        target = each.locator(".mark").first.get_attribute("popovertarget")
        assert page.locator(f"#{target} .exhibit-head").count() >= 1, each.inner_text()


def test_every_marker_leads_to_a_source_on_the_page(page: Page) -> None:
    anchors = page.eval_on_selector_all(
        "a[href^='#']", "links => links.map(link => link.getAttribute('href').slice(1))"
    )
    assert anchors
    missing = [name for name in set(anchors) if page.locator(f"[id='{name}']").count() != 1]
    assert missing == []


def test_labels_in_the_pictures_do_not_cover_one_another(page: Page) -> None:
    covered = page.evaluate("""() => [...document.querySelectorAll('.ladder svg')].flatMap(svg => {
        const boxes = [...svg.querySelectorAll('text')].filter(e => e.textContent)
            .map(e => [e.textContent, e.getBoundingClientRect()]);
        return boxes.flatMap(([a, one], i) => boxes.slice(i + 1).filter(([, other]) =>
            Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
            Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4).map(([b]) => [a, b])) })""")
    assert covered == []


def test_on_paper_the_evidence_is_printed_too(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.locator("#rests-on").is_visible()
    assert page.locator(".panel").first.is_visible()
    assert not page.locator(".skip").is_visible()
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
