"""The brief as one HTML file in a real browser: it works offline, on a phone, in the dark, and is quiet."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

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


@pytest.fixture(scope="module", params=["kyiv", "harbour"])
def brief_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The brief of a shipped situation, written by the program itself."""
    folder = tmp_path_factory.mktemp(request.param) / request.param
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
    opened.goto(brief_file.as_uri())
    yield opened
    context.close()


def test_the_page_asks_for_nothing_and_says_nothing(page: Page) -> None:
    assert page.asked == [page.url]  # type: ignore[attr-defined]
    assert page.said == []  # type: ignore[attr-defined]


def test_the_bottom_line_comes_first_and_pictures_have_names(page: Page) -> None:
    assert page.locator("h1").count() == 1
    assert page.locator("table").first.locator("th").count() > 2
    for picture in page.locator("svg").all():
        assert picture.locator("title").count() >= 1


def test_the_page_fits_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], f"the page is {width} px wide on a phone of {PHONE['width']}"


def test_ink_and_paper_differ_enough_to_read(page: Page) -> None:
    """WCAG AA: a contrast of at least 4.5 for body text."""
    ratio = page.evaluate("""() => {
        const light = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(x => { x /= 255;
            return x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4 });
            return 0.2126*v[0] + 0.7152*v[1] + 0.0722*v[2] };
        const paper = getComputedStyle(document.body).backgroundColor, ink = getComputedStyle(document.body).color;
        const [a, b] = [light(paper), light(ink)].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05) }""")
    assert ratio >= 4.5


def test_every_marker_leads_to_a_source_on_the_page(page: Page) -> None:
    anchors = page.eval_on_selector_all(
        "a[href^='#']", "links => links.map(link => link.getAttribute('href').slice(1))"
    )
    assert anchors
    missing = [name for name in set(anchors) if page.locator(f"[id='{name}']").count() != 1]
    assert missing == []
