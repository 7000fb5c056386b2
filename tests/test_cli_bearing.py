"""``tocsin bearing``: what an article means for questions, by their rules; rows in, rows out, in order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tocsin.interfaces.cli import run

RULE = (
    'This market will resolve to "Yes" if both Norway and Iceland sign a written treaty on fisheries by June 30, 2026, '
    '11:59 PM ET. Otherwise, this market will resolve to "No".'
)
QUESTION = {
    "id": "q1",
    "text": "Will Norway and Iceland sign a fisheries treaty by June 30, 2026?",
    "rule": RULE,
    "deadlines": ["2026-06-30"],
}


def rows(tmp_path: Path, *texts: str, **changed: object) -> Path:
    path = tmp_path / "rows.jsonl"
    made = [
        {"id": f"a{n}", "text": text, "published": "2026-03-02T12:00Z", "questions": [{**QUESTION, **changed}]}
        for n, text in enumerate(texts)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in made), encoding="utf-8")
    return path


def test_articles_bear_in_their_order_with_reasons_and_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refusal = (
        "Norwegian Foreign Minister Sigrun Halvorsen said on Monday that Norway would not sign the fisheries treaty."
    )
    promise = "Icelandic Prime Minister Odin Brandsson promised to sign the fisheries treaty with Norway next week."
    assert run(["bearing", "--input", str(rows(tmp_path, refusal, promise, "It rained in Lima.")), "--json"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["document"]["id"] for answer in answers] == ["a0", "a1", "a2"]
    found = [answer["questions"][0] for answer in answers]
    assert [each["direction"] for each in found] == ["down", "up", "none"]
    assert {each["resolves"] for each in found} == {"open"}
    assert found[0]["evidence"][0]["text"] in refusal
    assert found[2] == {
        "id": "q1",
        "direction": "none",
        "strength": 1,
        "resolves": "open",
        "because": "nothing in the article bears on it",
        "evidence": [],
    }


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"deadlines": ["soon"]}, "dates"),
        ({"deadlines": [], "rule": "", "text": "Will they sign?"}, "deadline"),
        ({"text": None}, '"text"'),
    ],
)
def test_a_bad_row_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changed: dict[str, object], told: str
) -> None:
    assert run(["bearing", "--input", str(rows(tmp_path, "They met.", **changed))]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "line 1" in error
    assert told in error
