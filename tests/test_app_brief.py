"""Editions of the shipped situations: golden briefs, signing, articles of strangers, nothing from the future."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tocsin.app.brief import Edition, brief_of_article, brief_of_situation
from tocsin.app.situation import Situation, open_situation
from tocsin.core.briefs import Brief
from tocsin.core.errors import InputError
from tocsin.publishing.gate import Gate

HERE = Path(__file__).parent
KYIV_MONDAY = datetime.fromisoformat("2025-12-29T23:00:00+02:00")
KYIV_SATURDAY = datetime.fromisoformat("2026-01-03T23:00:00+02:00")
HARBOUR_MOMENTS = ("2025-12-17T21:00Z", "2025-12-18T21:00Z", "2025-12-23T21:00Z", "2026-01-09T18:00Z")
STRANGE = (
    "x",
    "“Unclosed words, she said",
    "He said that she said that they said that it said so. It denied it. They denied that.",
    "\u202eevil\u202c said “{}” [1] \ue000dead\ue001 that %s {0} “”.",
    "Le ministre a déclaré que le port serait fermé vendredi, selon la radio.",
    "1. 2. 3. said. said said: said, said that.",
    "Minister Ada Quorn said that the port " + "." * 30_000 + " was shut.",
    "Minister Ada Quorn said " + "if " * 20_000 + ".",
    "Minister Ada Quorn said " + "that the port was shut and " * 200 + "left.",
)


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_STATE", str(tmp_path / "state"))


def copy_of(name: str, into: Path) -> Situation:
    shutil.copytree(HERE.parent / "examples" / name, into / name, ignore=shutil.ignore_patterns("tocsin.db*"))
    return open_situation(into / name)


@pytest.fixture(scope="module")
def kyiv(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Edition]:
    """The briefs of 29 December and of 3 January, one after the other."""
    folder = tmp_path_factory.mktemp("kyiv")
    situation = copy_of("kyiv", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOCSIN_STATE", str(folder / "state"))
        return brief_of_situation(situation, KYIV_MONDAY), brief_of_situation(situation, KYIV_SATURDAY)


def as_text(edition: Edition) -> str:
    """One line a row and a sentence: what a golden file holds."""
    rows = [
        f"| {r.text} | {r.number_name} {r.words} | {r.change} | {r.market} | {r.deadline} |"
        for r in edition.brief.board
    ]
    told = [f"{s.section}: {s.text}" for s in edition.brief.sentences]
    dropped = [f"dropped: {d.sentence.text} ({d.reason})" for d in edition.brief.dropped]
    return "\n".join([*rows, *told, *dropped]) + "\n"


@pytest.mark.parametrize(("index", "name"), [(0, "brief-kyiv-2025-12-29"), (1, "brief-kyiv-2026-01-03")])
def test_the_briefs_of_kyiv_are_as_they_were_read_and_approved(
    kyiv: tuple[Edition, Edition], index: int, name: str
) -> None:
    """Write them anew with TOCSIN_GOLDEN=write, read the difference as an editor would, and commit it."""
    golden = HERE / "golden" / f"{name}.txt"
    if os.environ.get("TOCSIN_GOLDEN") == "write":
        golden.write_text(as_text(kyiv[index]), encoding="utf-8")
    assert as_text(kyiv[index]) == golden.read_text(encoding="utf-8")


def test_nothing_that_kyiv_says_is_refused(kyiv: tuple[Edition, Edition]) -> None:
    for edition in kyiv:
        assert edition.brief.dropped == ()


def test_a_figure_of_the_same_entries_cannot_stand_in_anothers_place(kyiv: tuple[Edition, Edition]) -> None:
    gate = Gate(kyiv[0].material)
    told = next(s for s in kyiv[0].brief.sentences if "48 drones and 13 missiles" in s.text)
    assert gate.refuses(told) is None
    for text in ("13 drones and 48 missiles", "13 drones and 13 missiles"):
        swapped = replace(told, text=told.text.replace("48 drones and 13 missiles", text))
        assert "no entry says" in str(gate.refuses(swapped))


def test_the_attack_is_told_as_one_sides_word(kyiv: tuple[Edition, Edition]) -> None:
    monday = "\n".join(sentence.text for sentence in kyiv[0].brief.sentences)
    assert "Lavrov, Russia's foreign minister, said" in monday
    assert "“complete fabrication”" in monday
    assert "None of the" in monday
    for sentence in kyiv[0].brief.sentences:
        if "91 drones" in sentence.text:
            assert "Lavrov" in sentence.text or "Russia" in sentence.text


def test_the_strike_deadline_passes_unresolved(kyiv: tuple[Edition, Edition]) -> None:
    saturday = kyiv[1].brief
    row = next(row for row in saturday.board if "strike" in row.text.lower() and "31 December" in row.text)
    assert row.words == "deadline passed; unresolved here"
    assert row.probability is None
    assert any("has passed since; unresolved here" in s.text for s in saturday.sentences)


def test_a_brief_of_an_earlier_moment_is_the_same_after_a_later_one(tmp_path: Path) -> None:
    situation = copy_of("kyiv", tmp_path)
    first = brief_of_situation(situation, KYIV_MONDAY).brief
    brief_of_situation(situation, KYIV_SATURDAY)
    assert brief_of_situation(situation, KYIV_MONDAY).brief.id == first.id


def test_harbour_gives_back_what_the_withdrawn_report_moved(tmp_path: Path) -> None:
    situation = copy_of("harbour", tmp_path)
    editions = [brief_of_situation(situation, datetime.fromisoformat(moment)) for moment in HARBOUR_MOMENTS]
    withdrawn = "\n".join(sentence.text for sentence in editions[2].brief.sentences)
    assert "Correction: “Register: Halvessa was closed on December 5”" in withdrawn
    assert "what remained of the effect" in withdrawn
    for edition in editions:
        assert edition.brief.dropped == ()
        gate = Gate(edition.material)
        assert all(gate.refuses(sentence) is None for sentence in edition.brief.sentences)


def test_a_signed_edition_is_frozen_and_the_next_one_is_compared_with_it(tmp_path: Path) -> None:
    situation = copy_of("harbour", tmp_path)
    first = datetime.fromisoformat(HARBOUR_MOMENTS[0])
    signed = brief_of_situation(situation, first, sign="  Mara   Quill ").brief
    assert signed.signed_by == "Mara Quill"
    brief_of_situation(situation, datetime.fromisoformat(HARBOUR_MOMENTS[1]))
    last = brief_of_situation(situation, datetime.fromisoformat(HARBOUR_MOMENTS[2])).brief
    assert last.previous == signed.id
    assert any(
        s.text == "The last edition is that of 21:00 UTC on 17 December 2025, signed by Mara Quill."
        for s in last.sentences
    )
    kept = situation.ledger.view(first).get(signed.id)
    assert isinstance(kept, Brief)
    assert kept.sentences == signed.sentences


def test_a_signature_needs_a_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Mara Quill"):
        brief_of_situation(copy_of("harbour", tmp_path), None, sign=" ")


def test_one_article_and_one_question_give_no_number_and_say_so() -> None:
    tutorial = HERE.parent / "docs" / "tutorial"
    edition = brief_of_article(
        tutorial / "halvessa.txt",
        ("Will the harbour of Halvessa be closed to shipping for a day by 31 December 2025?",),
        rule=tutorial / "closure.rule.txt",
        published=datetime.fromisoformat("2025-12-10T19:05Z"),
    )
    said = "\n".join(sentence.text for sentence in edition.brief.sentences)
    assert edition.brief.dropped == ()
    assert edition.brief.board[0].probability is None
    assert "No probability is given for the question" in said
    assert in_one_line(said, "Vael's threat", "bears upward on the question")


def in_one_line(text: str, *parts: str) -> bool:
    """Whether one line holds all the parts."""
    return any(all(part in line for part in parts) for line in text.splitlines())


@pytest.mark.parametrize("text", STRANGE)
def test_a_strangers_text_gives_a_brief_without_a_fault(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.txt"
    path.write_text(text, encoding="utf-8")
    edition = brief_of_article(path, (), published=datetime.fromisoformat("2026-02-03T14:00Z"))
    json.dumps(edition.as_json())
    assert edition.brief.sentences
    assert "No question was asked, so nothing is estimated." in {s.text for s in edition.brief.sentences}


def test_the_json_numbers_the_sentences_and_names_the_references(kyiv: tuple[Edition, Edition]) -> None:
    data = kyiv[0].as_json()
    assert [row["number"] for row in data["sentences"]] == list(range(1, len(data["sentences"]) + 1))
    first = next(row for row in data["references"] if row["marker"] == "1")
    assert first["kind"] == "Document"
    assert first["published_at"].startswith("2025-12-2")
