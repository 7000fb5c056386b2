"""The verbs of rules at the command line: ask, count, diff; tables for people, fixed shapes for programs."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tocsin.interfaces.cli import run

RULE = (
    'This market will resolve to "Yes" if a Norwegian drone or missile impacts the ground in Akranes municipality by '
    'January 31, 2026, 11:59 PM ET. Otherwise, this market will resolve to "No".\n\n'
    "Missiles or drones that are intercepted will not be sufficient.\n\n"
    "The resolution source will be a consensus of credible reporting. Gulls cry."
)
TITLE = "Will a Norwegian strike hit Akranes municipality by January 31?"
DOWNED = "Air defences shot down all eleven Norwegian drones over Akranes overnight, the ministry of defence said."
HIT = "A Norwegian missile struck a fuel depot in Akranes on Tuesday, officials and Reuters said."
RULE_FIELDS = {
    "deadline", "deadline_inclusive", "zone", "default", "counts", "excludes", "sources", "window", "unparsed",
    "parsed_share", "risk", "rule_version",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_STATE", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rule.txt").write_text(RULE, encoding="utf-8")


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(list(arguments)) == 0
    return capsys.readouterr().out


def rows(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output(capsys, *arguments).splitlines()]


def write_rows(path: Path, *found: dict[str, Any]) -> str:
    lines = "".join(json.dumps(row) + "\n" for row in found)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(lines.encode()))
    else:
        path.write_text(lines, encoding="utf-8")
    return str(path)


def case(number: int, passage: str = HIT, **changed: Any) -> dict[str, Any]:
    return {
        "id": f"case-{number}",
        "question": TITLE,
        "text": RULE,
        "closes": "2026-01-31T00:00:00+00:00",
        "source": "polymarket",
        "passage": passage,
        "published": "2026-01-21T08:00:00Z",
    } | changed


def test_ask_prints_the_compiled_rule_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = rows(capsys, "ask", "--rule", "rule.txt", "--question", f"{TITLE[:-1]}, 2026?", "--json")
    assert set(found) == RULE_FIELDS
    assert (found["deadline"], found["deadline_inclusive"], found["zone"]) == (
        "2026-01-31T23:59-05:00",
        True,
        "America/New_York",
    )
    assert found["default"] == "No"
    assert found["excludes"] == ["Missiles or drones that are intercepted will not be sufficient."]
    assert found["unparsed"] == ["Gulls cry."]
    assert set(found["risk"]) == {"level", "reasons"}


def test_ask_prints_a_table_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    told = output(capsys, "ask", "--rule", "rule.txt", "--question", TITLE)
    for words in ("excludes", "effect is intercepted", "the last minute that counts", "Gulls cry.", "dispute risk"):
        assert words in told


def test_ask_reads_a_question_alone_and_says_what_is_open(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "--question", "Will Norway strike Akranes municipality by 31 May 2026?", "--json"]) == 0
    caught = capsys.readouterr()
    found = json.loads(caught.out)
    assert found["deadline"] == "2026-05-31T23:59"
    assert found["zone"] == "unspecified"
    assert found["default"] == "not stated"
    assert "no rule text was given" in caught.err
    assert "no time zone" in caught.err


@pytest.mark.parametrize("name", ["cases.jsonl", "cases.jsonl.gz"])
def test_ask_compiles_rows_in_their_order_with_their_ids(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    listed = write_rows(tmp_path / name, case(2), case(1, text="Resolves Yes if it rains by 1 May 2026 UTC."))
    found = rows(capsys, "ask", "--input", listed)
    assert [row["id"] for row in found] == ["case-2", "case-1"]
    assert all(set(row) == {"id", *RULE_FIELDS} for row in found)


def test_a_missing_year_is_the_one_nearest_to_the_venues_close(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = "Resolves Yes if it rains by March 31, 11:59 PM ET."
    listed = write_rows(
        tmp_path / "cases.jsonl",
        case(1, text=text, closes="2024-03-31T00:00:00Z"),
        case(2, text=text, closes="2027-04-30T00:00:00Z"),
    )
    assert [row["deadline"][:10] for row in rows(capsys, "ask", "--input", listed)] == ["2024-03-31", "2027-03-31"]


def test_count_prints_the_verdict_with_its_clause_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = rows(
        capsys, "count", "--rule", "rule.txt", "--question", TITLE, "--text", DOWNED,
        "--published", "2026-01-21T08:00Z", "--json",
    )  # fmt: skip
    assert set(found) == {"verdict", "clause", "missing", "because", "rule_version"}
    assert found["verdict"] == "does_not_count"
    assert found["clause"] == "Missiles or drones that are intercepted will not be sufficient."
    assert found["missing"] == []


def test_count_names_the_missing_fact_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    told = output(
        capsys, "count", "--rule", "rule.txt", "--question", TITLE, "--text",
        "Norway launched drones at Akranes overnight, the army said.", "--published", "2026-01-21T08:00Z",
    )  # fmt: skip
    assert "not established" in told
    assert "whether anything hit the ground" in told


def test_count_reads_an_article_file_too(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(DOWNED, encoding="utf-8")
    (found,) = rows(
        capsys, "count", "--rule", "rule.txt", "--question", TITLE, "--file", "article.txt",
        "--published", "2026-01-21T08:00Z", "--json",
    )  # fmt: skip
    assert found["verdict"] == "does_not_count"


def test_count_without_a_time_says_how_it_was_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["count", "--rule", "rule.txt", "--question", TITLE, "--text", DOWNED]) == 0
    assert "--published" in capsys.readouterr().err


def test_count_answers_rows_in_their_order_with_their_ids(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = rows(
        capsys, "count", "--input", write_rows(tmp_path / "c.jsonl", case(3, DOWNED), case(1), case(2, DOWNED))
    )
    assert [row["id"] for row in found] == ["case-3", "case-1", "case-2"]
    assert [row["verdict"] for row in found] == ["does_not_count", "counts", "does_not_count"]
    assert all(set(row) == {"id", "verdict", "clause", "missing", "because", "rule_version"} for row in found)


def test_diff_tells_what_flips(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text(
        RULE.replace("intercepted will not be sufficient", "intercepted will still count"), encoding="utf-8"
    )
    (found,) = rows(capsys, "diff", "rule.txt", "other.txt", "--json")
    first = found["flips"][0]
    assert (first["on"], first["verdict_a"], first["verdict_b"]) == ("intercepted", "does not count", "counts")
    assert first["clause_a"] == "Missiles or drones that are intercepted will not be sufficient."
    assert "What flips" in output(capsys, "diff", "rule.txt", "other.txt")
    assert rows(capsys, "diff", "rule.txt", "rule.txt", "--json") == [{"flips": []}]


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "--rule", "missing.txt"],
        ["ask", "--rule", "empty.txt", "--question", "Will it?"],
        ["ask", "--input", "bad.jsonl"],
        ["ask", "--input", "no-text.jsonl"],
        ["ask", "--input", "no-such.jsonl"],
        ["count", "--rule", "rule.txt"],
        ["count", "--rule", "rule.txt", "--text", "x", "--file", "rule.txt"],
        ["count", "--rule", "rule.txt", "--text", " "],
        ["count", "--rule", "rule.txt", "--text", "x", "--published", "2026-01-01T00:00"],
        ["count", "--input", "no-passage.jsonl"],
        ["count", "--input", "no-time.jsonl"],
        ["diff", "rule.txt", "missing.txt"],
        ["diff", "rule.txt", "empty.txt"],
    ],
)
def test_bad_input_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str]
) -> None:
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text("{not json}\n", encoding="utf-8")
    write_rows(tmp_path / "no-text.jsonl", {"id": 1, "question": "Will it?"})
    write_rows(tmp_path / "no-passage.jsonl", case(1, passage=None))  # type: ignore[arg-type]
    write_rows(tmp_path / "no-time.jsonl", case(1, published="soon"))
    assert run(arguments) == 2
    caught = capsys.readouterr()
    assert "Traceback" not in caught.err
    assert len([line for line in caught.err.splitlines() if line.startswith("tocsin: ")]) == 1
    assert caught.out == ""


def test_a_bad_row_names_its_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    listed = write_rows(tmp_path / "c.jsonl", case(1), case(2, question=None))
    assert run(["ask", "--input", listed]) == 2
    assert "line 2" in capsys.readouterr().err


def test_ask_compiles_the_questions_of_a_situation(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    shutil.copytree(
        Path(__file__).parent.parent / "examples" / "kyiv",
        tmp_path / "kyiv",
        ignore=shutil.ignore_patterns("tocsin.db*"),
    )
    found = rows(capsys, "ask", "kyiv", "--dry-run", "--json")
    assert [row["family"] for row in found] == ["action", "ceasefire", "peace", "strike"]
    assert not (tmp_path / "kyiv" / "tocsin.db").exists()
