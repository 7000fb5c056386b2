"""``demo``: the main job on a shipped situation, step by step as its ``demo.toml`` says."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.interfaces.cli.printing import console, print_problems, print_table

if TYPE_CHECKING:
    from tocsin.app.brief import Edition
    from tocsin.app.situation import Situation


def run_demo(name: str, folder: Path) -> None:
    """Copy the shipped situation ``name`` to ``folder`` and show it; leaves the ledger and ``brief.html`` there."""
    from tocsin.app.examples import copy_example
    from tocsin.app.situation import open_situation

    copy_example(name, folder)
    situation = open_situation(folder)
    steps = tomllib.loads((folder / "demo.toml").read_text(encoding="utf-8"))["step"]
    for step in steps:
        console().rule(step["title"], align="left")
        _SHOW[step["show"]](situation, step, folder)
    sys.stdout.write(
        f"\nThe brief as a page: {folder / 'brief.html'}\n"
        f"Walk back any sentence: tocsin why {folder} 1\n"
        f"Look at another moment: tocsin brief {folder} --as-of 2026-01-05T12:00Z\n"
    )


def _edition(situation: Situation, step: dict[str, Any]) -> Edition:
    from tocsin.app.brief import brief_of_situation
    from tocsin.interfaces.cli.verbs.situation import track

    return brief_of_situation(situation, step["as_of"], progress=track)


def _show_board(situation: Situation, step: dict[str, Any], _: Path) -> None:
    edition = _edition(situation, step)
    edition.print_board(console())
    print_problems(edition.problems)


def _show_brief(situation: Situation, step: dict[str, Any], folder: Path) -> None:
    edition = _edition(situation, step)
    edition.print(console())
    (folder / "brief.html").write_text(edition.html(), encoding="utf-8")
    (folder / "brief.md").write_text(edition.markdown(), encoding="utf-8")


def _show_changes(situation: Situation, step: dict[str, Any], _: Path) -> None:
    edition = _edition(situation, step)
    edition.print_board(console())
    edition.print_changes(console())


def _show_count(situation: Situation, step: dict[str, Any], _: Path) -> None:
    from tocsin.app.desk import count_document

    rows = count_document(situation, step["as_of"], step["document"], tuple(step["families"]))
    print_table("HYPOTHETICAL: does it count?", ("rule", "verdict", "event", "deciding clause"), rows)


def _show_score(situation: Situation, step: dict[str, Any], _: Path) -> None:
    from tocsin.app.outcomes import score_situation

    sheet = score_situation(situation, step["as_of"])
    columns = ("question", "number", "p", "outcome", "Brier (0-1)", "log (nats)")
    print_table("Scores", columns, sheet.rows())
    for sentence in sheet.sentences():
        console().print(sentence, markup=False)


_SHOW = {
    "board": _show_board,
    "brief": _show_brief,
    "changes": _show_changes,
    "count": _show_count,
    "score": _show_score,
}
