"""``tocsin read`` from end to end: files and rows in, tables and JSON lines out."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tocsin.interfaces.cli import run

ARTICLE = (
    "PORT VELL — Norwegian Harbour Minister Dana Orrin said on Monday that the port of Vell would close on Friday. "
    "Mayor Piet Sarro denied the report.\n"
)


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_STATE", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)


def rows(tmp_path: Path, *given: dict[str, Any], name: str = "rows.jsonl") -> str:
    path = tmp_path / name
    content = "".join(json.dumps(row) + "\n" for row in given)
    path.write_bytes(gzip.compress(content.encode()) if name.endswith(".gz") else content.encode())
    return str(path)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_an_article_is_shown_as_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    assert run(["read", "a.txt", "--published", "2026-02-03T14:00Z"]) == 0
    shown = capsys.readouterr().out
    assert "Dana Orrin" in shown
    assert "denies" in shown
    assert "2026-02-06" in shown


def test_json_has_the_offsets_of_the_text_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    assert run(["read", "a.txt", "--published", "2026-02-03T14:00Z", "--json"]) == 0
    (data,) = lines(capsys)
    text = data["document"]["text"]
    assert set(data) == {"document", "claims", "events", "times", "places", "problems"}
    speakers = [claim["speaker"] for claim in data["claims"]]
    assert [speaker["name"] for speaker in speakers] == ["Dana Orrin", "Piet Sarro"]
    assert speakers[0]["country"] == "NOR"
    for item in (*speakers, *(claim["content"] for claim in data["claims"]), *data["times"]):
        assert text[item["start"] : item["end"]] == item["text"]


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
def test_rows_keep_their_order_and_ids(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    ids = ["z", 7, "", "a/b", "ünï"]
    path = rows(
        tmp_path, *({"id": i, "text": ARTICLE, "published": "2026-02-03", "title": f"T{i}"} for i in ids), name=name
    )
    assert run(["read", "--input", path, "--json"]) == 0
    read = lines(capsys)
    assert [data["document"]["id"] for data in read] == ["z", "7", "line-3", "a/b", "ünï"]
    assert all(data["document"]["text"] == ARTICLE and len(data["claims"]) == 2 for data in read)


def test_rows_that_cannot_be_read_are_told_and_keep_their_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    russian = "Министр сообщил в понедельник, что порт Велл закроется в пятницу, и добавил, что решение принято."
    texts = ["", ARTICLE, russian, "half \ud800 a character, the Kremlin said"]
    path = rows(tmp_path, *({"id": n, "text": t, "published": "2026-02-03T14:00Z"} for n, t in enumerate(texts)))
    assert run(["read", "--input", path, "--json"]) == 0
    read = lines(capsys)
    assert [bool(data["problems"]) for data in read] == [True, False, True, False]
    assert "no text" in read[0]["problems"][0]["message"]
    assert "'ru'" in read[2]["problems"][0]["message"]
    assert read[2]["claims"] == []
    assert read[3]["document"]["text"] == texts[3]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"id": 1, "text": "x", "published": "soon"}\n', "published"),
        (b'{"text": "x", "published": "2026-02-03"}\n', '"id"'),
        (b'{"id": 1, "text": 5, "published": "2026-02-03"}\n', '"text"'),
        (b"[1, 2]\n", "no JSON object"),
        (b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_bad_rows_are_one_line_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, words: str
) -> None:
    (tmp_path / "bad.jsonl").write_bytes(content)
    assert run(["read", "--input", "bad.jsonl", "--json"]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert "Traceback" not in told


def test_what_was_read_before_a_bad_row_is_not_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = [{"id": n, "text": ARTICLE, "published": "2026-02-03"} for n in range(200)]
    path = Path(rows(tmp_path, *good))
    path.write_text(path.read_text(encoding="utf-8") + "nonsense\n", encoding="utf-8")
    assert run(["read", "--input", str(path), "--json"]) == 2
    printed = capsys.readouterr().out.splitlines()
    assert 0 < len(printed) <= 200
    assert [json.loads(line)["document"]["id"] for line in printed] == [str(n) for n in range(len(printed))]


def test_files_and_rows_together_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", "a.txt", "--input", "rows.jsonl"]) == 2
    assert run(["read"]) == 2
    assert "either" in capsys.readouterr().err
