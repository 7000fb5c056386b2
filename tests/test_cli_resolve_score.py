"""``tocsin resolve`` and ``tocsin score`` as a person uses them, on the shipped invented situation."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tocsin.interfaces.cli import run

HARBOUR = Path(__file__).parent.parent / "examples" / "harbour"
SHOTS, CLOSURE = "shots@2025-12-28", "closure@2025-12-31"


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The harbour with its documents read, to be copied."""
    folder = tmp_path_factory.mktemp("read") / "harbour"
    shutil.copytree(HARBOUR, folder, ignore=shutil.ignore_patterns("tocsin.db*"))
    assert run(["resolve", str(folder)]) == 0
    return folder


@pytest.fixture
def harbour(read_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOCSIN_STATE", str(tmp_path / "state"))
    folder = tmp_path / "harbour"
    shutil.copytree(read_once, folder)
    return folder


@pytest.fixture
def undecided(harbour: Path) -> Path:
    """The same before anybody wrote a decision down: a ledger of its own."""
    (harbour / "resolutions.toml").unlink()
    for ledger in harbour.glob("tocsin.db*"):
        ledger.unlink()
    return harbour


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert run(list(arguments)) == code
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    return told.out if code == 0 else told.err


def data(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(said(capsys, *arguments, "--json"))
    return parsed


def by_question(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict[str, Any]]:
    return {row["question"]: row for row in data(capsys, "resolve", *arguments)["resolutions"]}


def test_resolve_shows_facts_and_venue_apart_and_who_signed(capsys: pytest.CaptureFixture[str], harbour: Path) -> None:
    shots = by_question(capsys, str(harbour))[SHOTS]
    assert (shots["signed"]["outcome"], shots["signed"]["venue_outcome"]) == ("no", "yes")
    assert shots["signed"]["decided_by"] == "Mara Quill"
    table = said(capsys, "resolve", str(harbour))
    assert "nobody yet" in table
    assert "Mara Quill, 2025-12-30" in table


def test_before_a_decision_nobody_has_signed(capsys: pytest.CaptureFixture[str], harbour: Path) -> None:
    early = by_question(capsys, str(harbour), "--as-of", "2025-12-29T12:00Z")
    assert early[SHOTS]["signed"] is None
    assert early["meeting@2025-12-20"]["signed"]["outcome"] == "yes"


def test_a_deadline_that_passed_in_silence_is_proposed_as_no_with_what_was_covered(
    capsys: pytest.CaptureFixture[str], undecided: Path
) -> None:
    proposed = by_question(capsys, str(undecided), "--as-of", "2026-01-01T12:00Z")[CLOSURE]["proposed"]
    assert proposed["outcome"] == "no"
    assert "24 of 24 days" in proposed["because"]


def test_a_person_decides_and_it_is_kept(capsys: pytest.CaptureFixture[str], undecided: Path) -> None:
    told = said(
        capsys, "resolve", str(undecided), SHOTS, "--outcome", "void", "--by", "Ada", "--because", "Nobody can tell."
    )
    assert told.startswith(f"recorded: {SHOTS} void, signed by Ada\n")
    assert "2026-01-09T18:00Z, before the decision" in told
    now = "2100-01-01T00:00Z"
    shots = by_question(capsys, str(undecided), "--as-of", now)[SHOTS]
    assert (shots["signed"]["outcome"], shots["signed"]["because"]) == ("void", "Nobody can tell.")
    again = data(capsys, "resolve", str(undecided), SHOTS, "--outcome", "no", "--venue", "yes", "--by", "Bo")
    assert (again["recorded"]["outcome"], again["recorded"]["venue_outcome"]) == ("no", "yes")
    assert by_question(capsys, str(undecided), "--as-of", now)[SHOTS]["signed"]["decided_by"] == "Bo"
    journal = said(capsys, "export", str(undecided))
    assert journal.count('"decided_by":"Ada"') == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((SHOTS,), "--outcome yes|no|void and --by NAME"),
        ((SHOTS, "--outcome", "no"), "--by NAME"),
        ((SHOTS, "--by", "Ada"), "--outcome"),
        ((SHOTS, "--outcome", "maybe", "--by", "Ada"), "maybe"),
        ((SHOTS, "--outcome", "no", "--by", " "), "--by NAME"),
        (("shots@2025-12-29", "--outcome", "no", "--by", "Ada"), f"did you mean {SHOTS}"),
    ],
)
def test_a_decision_that_lacks_something_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], harbour: Path, arguments: tuple[str, ...], says: str
) -> None:
    told = said(capsys, "resolve", str(harbour), *arguments, code=2)
    assert says in told
    assert len([line for line in told.splitlines() if line.startswith("tocsin: ")]) == 1


def test_score_shows_every_number_beside_the_price_and_says_what_may_be_concluded(
    capsys: pytest.CaptureFixture[str], harbour: Path
) -> None:
    table = said(capsys, "score", str(harbour))
    for word in ("model", "market", "desk", "you:Mara Quill", "price", "yes (venue)"):
        assert word in table
    plain = " ".join(table.split())
    assert "3 resolved: too few to judge." in plain
    assert "Void, counted apart: 1 (treaty@2026-01-05)." in plain
    assert f"The venue settled otherwise than the facts say: {SHOTS}; both scored." in plain


def test_no_scored_forecast_is_from_after_its_answer(capsys: pytest.CaptureFixture[str], harbour: Path) -> None:
    sheet = data(capsys, "score", str(harbour))
    scored = [question for question in sheet["questions"] if question["scores"]]
    assert {question["question"] for question in scored} == {CLOSURE, "meeting@2025-12-20", SHOTS}
    for question in scored:
        assert question["as_of"] < question["decided_at"]
        assert question["as_of"][:10] < question["question"].partition("@")[2]
        assert all(0 < score["probability"] < 1 for score in question["scores"])


def test_a_forecast_made_before_is_the_one_that_is_scored_and_can_be_shown(
    capsys: pytest.CaptureFixture[str], harbour: Path
) -> None:
    forecasts = data(capsys, "forecast", str(harbour), "--as-of", "2025-12-27T12:00Z")["forecasts"]
    made = {row["question"]: row["id"] for row in forecasts}
    sheet = data(capsys, "score", str(harbour))
    used = {question["question"]: question["forecast"] for question in sheet["questions"]}
    assert (used[SHOTS], used[CLOSURE]) == (made[SHOTS], made[CLOSURE])
    assert used["meeting@2025-12-20"] not in made.values()


def test_looking_back_scores_only_what_was_decided_then(capsys: pytest.CaptureFixture[str], harbour: Path) -> None:
    sheet = data(capsys, "score", str(harbour), "--as-of", "2025-12-20T12:00Z")
    assert [question["question"] for question in sheet["questions"]] == ["meeting@2025-12-20"]
    assert sheet["sentences"][0] == "1 resolved: too few to judge."
    none = data(capsys, "score", str(harbour), "--as-of", "2025-12-10T12:00Z")
    assert (none["questions"], none["sentences"]) == ([], ["0 resolved: too few to judge."])
