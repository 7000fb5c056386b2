"""The docs hang together: links lead somewhere, examples parse, worked figures are right."""

from __future__ import annotations

import csv
import math
import re
import tomllib
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"
OWN = ("tutorial", "explanation", "howto", "reference", "decisions")
VERBS = {
    "new",
    "read",
    "ask",
    "count",
    "bearing",
    "forecast",
    "resolve",
    "score",
    "brief",
    "demo",
    "show",
    "why",
    "diff",
    "log",
    "export",
    "doctor",
    "config",
}


def pages() -> dict[Path, str]:
    paths = [DOCS / "README.md", DOCS.parent / "README.md", *(p for part in OWN for p in (DOCS / part).glob("*.md"))]
    found = {path: path.read_text(encoding="utf-8") for path in paths}
    assert len(found) >= 16
    return found


def test_every_relative_link_leads_to_a_file() -> None:
    for page, text in pages().items():
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert (page.parent / target).exists(), f"{page.name} -> {target}"


def test_the_index_names_every_page() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    unnamed = [p for part in OWN[:-1] for p in (DOCS / part).glob("*.md") if f"({part}/{p.name})" not in index]
    assert unnamed == []


def test_commands_in_the_docs_use_the_verbs_of_the_house() -> None:
    for page, text in pages().items():
        for verb in re.findall(r"(?:^|`)tocsin ([a-z]+)", text, flags=re.MULTILINE):
            assert verb in VERBS, f"{page.name}: tocsin {verb}"


def test_toml_blocks_parse() -> None:
    for page, text in pages().items():
        for indent, block in re.findall(r"^( *)```toml\n(.*?)^ *```", text, flags=re.MULTILINE | re.DOTALL):
            lines = "\n".join(line.removeprefix(indent) for line in block.splitlines())
            assert tomllib.loads(lines), page.name


def test_csv_blocks_of_the_tutorial_have_one_cell_for_every_column() -> None:
    text = (DOCS / "tutorial" / "one-article-one-forecast.md").read_text(encoding="utf-8")
    for block in re.findall(r"```csv\n(.*?)```", text, flags=re.DOTALL):
        assert len({len(row) for row in csv.reader(block.splitlines())}) == 1


def test_every_decision_has_context_decision_and_consequence() -> None:
    for path in (DOCS / "decisions").glob("*.md"):
        paragraphs = re.findall(r"^\*\*(\w+)\.\*\*", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert paragraphs == ["Context", "Decision", "Consequence"], path.name


def test_the_worked_figures_are_right() -> None:
    text = (DOCS / "explanation" / "what-the-numbers-mean.md").read_text(encoding="utf-8")
    a, b, events, exposure, horizon = 0.5, 150.0, 11, 3622.0, 30.0
    pooled = 1 - ((b + exposure) / (b + exposure + horizon)) ** (a + events)
    assert f"= {100 * pooled:.1f} %" in text
    hazard = math.exp((math.log(-math.log(1 - 0.09)) + math.log(-math.log(1 - 0.20))) / 2)
    assert f"= {hazard:.3f}, so {100 * -math.expm1(-hazard):.1f} %" in text
