"""``tocsin read`` from end to end: files and rows in, tables and JSON lines out."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tocsin.app import bulk
from tocsin.core.claims import Reading
from tocsin.core.material import Document
from tocsin.interfaces.cli import run
from tocsin.reading.reader import EnglishReader

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
    assert set(data) == {"document", "claims", "links", "events", "times", "places", "problems"}
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
    assert [data["document"]["id"] for data in read] == ids
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


@pytest.mark.parametrize("published", [{}, {"published": None}, {"published": ""}])
def test_a_row_without_a_date_is_read_and_its_relative_times_are_left_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], published: dict[str, Any]
) -> None:
    text = "The port would close on Friday, Dana Orrin said, and open again on 3 May 2031."
    assert run(["read", "--input", rows(tmp_path, {"id": 1, "text": text, **published}), "--json"]) == 0
    (data,) = lines(capsys)
    assert data["document"]["published_at"] is None
    assert [(t["text"], t["value"], bool(t["interval"])) for t in data["times"]] == [
        ("Friday", "XXXX-WXX-5", False),
        ("3 May 2031", "2031-05-03", True),
    ]
    assert ["not known when" in problem["message"] for problem in data["problems"]] == [True]
    assert len(data["claims"]) == 1


def test_the_dateline_may_give_the_day_that_the_row_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dated = ARTICLE.replace("PORT VELL —", "PORT VELL, March 3, 2026 —")
    assert run(["read", "--input", rows(tmp_path, {"id": 1, "text": dated}), "--json"]) == 0
    (data,) = lines(capsys)
    assert {t["text"]: t["value"] for t in data["times"]}["Monday"] == "2026-03-02"
    assert data["problems"] == []


@pytest.mark.parametrize(
    ("published", "printed"),
    [
        ("2026-02-03", "2026-02-03T12:00:00+00:00"),
        ("2026-02-03T00:30", "2026-02-03T00:30:00+00:00"),
        ("2026-02-03T14:00Z", "2026-02-03T14:00:00+00:00"),
        (" 2026-02-03T14:00:01.5+02:00 ", "2026-02-03T12:00:01.500000+00:00"),
    ],
)
def test_a_date_is_noon_and_a_time_without_zone_is_utc(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], published: str, printed: str
) -> None:
    assert run(["read", "--input", rows(tmp_path, {"id": 1, "text": "", "published": published}), "--json"]) == 0
    assert lines(capsys)[0]["document"]["published_at"] == printed


def test_a_row_may_name_its_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = rows(tmp_path, *({"id": code, "text": ARTICLE, "language": code} for code in ("de", "en-GB")))
    assert run(["read", "--input", path, "--json"]) == 0
    german, english = lines(capsys)
    assert (german["claims"], german["document"]["language"]) == ([], "de")
    assert english["claims"]


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\n\n \n"])
def test_marks_and_endings_of_other_systems_do_not_matter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: bytes
) -> None:
    row = b'{"id": 1, "text": "Oslo denied it.", "published": "2026-02-03"}'
    (tmp_path / "w.jsonl").write_bytes(b"\xef\xbb\xbf" + row + ending + row)
    assert run(["read", "--input", "w.jsonl", "--json"]) == 0
    first, second = lines(capsys)
    assert first == second


BAD_LINES = [
    (b'{"id": 1, "text": "x", "published": "soon"}\n', "published"),
    (b'{"id": 1, "text": "x", "published": "0001-01-01T00:00+09:00"}\n', "published"),
    (b'{"text": "x", "published": "2026-02-03"}\n', '"id"'),
    (b'{"id": null, "text": "x", "published": "2026-02-03"}\n', '"id"'),
    (b'{"id": [1], "text": "x", "published": "2026-02-03"}\n', '"id"'),
    (b'{"id": 1, "text": 5, "published": "2026-02-03"}\n', '"text"'),
    (b"[1, 2]\n", "no JSON object"),
    (b"[" * 100_000 + b"\n", "no JSON object"),
    (b'{"id": 1, "text": "cut o', "no JSON object"),
    (b"\xff\xfe\x00\n", "UTF-8"),
]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_bad_lines_are_told_with_their_number_and_cost_no_other_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], workers: str
) -> None:
    good = b'{"id": %d, "text": "Oslo denied it.", "published": "2026-02-03"}\n'
    bad = [line if line.endswith(b"\n") else line + b"\n" for line, _ in BAD_LINES]
    (tmp_path / "bad.jsonl").write_bytes(b"".join(line + good % n for n, line in enumerate(bad)))
    assert run(["read", "--input", "bad.jsonl", "--json", "--workers", workers]) == 2
    printed, told = capsys.readouterr()
    assert [json.loads(line)["document"]["id"] for line in printed.splitlines()] == list(range(len(bad)))
    said = told.splitlines()
    for n, (_, words) in enumerate(BAD_LINES):
        assert f"line {2 * n + 1}:" in said[n]
        assert words in said[n]
    assert f"{len(bad)} lines could not be read" in said[-1]
    assert "Traceback" not in told


def test_many_bad_lines_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "prose.jsonl").write_text("no row\n" * 500, encoding="utf-8")
    assert run(["read", "--input", "prose.jsonl", "--json"]) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) < 20
    assert "500 lines" in told[-1]


def test_what_stands_before_the_end_of_a_cut_off_archive_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(5)
    many = [{"id": n, "text": ARTICLE, "title": f"{chance.random()}", "published": "2026-02-03"} for n in range(120)]
    path = Path(rows(tmp_path, *many, name="rows.jsonl.gz"))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert run(["read", "--input", str(path), "--json"]) == 2
    printed, told = capsys.readouterr()
    ids = [json.loads(line)["document"]["id"] for line in printed.splitlines()]
    assert ids == list(range(len(ids)))
    assert 20 < len(ids) < 120
    assert f"behind line {len(ids)}" in told


def test_a_missing_file_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", "--input", "nowhere.jsonl", "--json"]) == 2
    assert "nowhere.jsonl is missing" in capsys.readouterr().err


def test_lines_may_be_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = rows(tmp_path, *({"id": n, "text": "Oslo denied it.", "published": "2026-02-03"} for n in range(5)))
    assert run(["read", "--input", path, "--json", "--skip", "3"]) == 0
    assert [data["document"]["id"] for data in lines(capsys)] == [3, 4]


def mixed_rows(tmp_path: Path, count: int) -> str:
    """Rows of every kind, with a line that is none."""
    texts = [ARTICLE, "", "Минис" + "тр сообщил, что порт закроется в пятницу. " * 3, ARTICLE * 3, "Oslo denied it."]
    dates = ["2026-02-03", None, "2026-02-03T14:00Z"]
    path = Path(rows(tmp_path, *({"id": n, "text": texts[n % 5], "published": dates[n % 3]} for n in range(count))))
    path.write_bytes(path.read_bytes().replace(b'{"id": 40,', b'{"id" 40,'))
    return str(path)


def test_several_processes_print_the_same_bytes_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = mixed_rows(tmp_path, 110)
    assert run(["read", "--input", path, "--json"]) == 2
    alone = capsys.readouterr()
    assert run(["read", "--input", path, "--json", "--workers", "3"]) == 2
    together = capsys.readouterr()
    assert together == alone
    assert len(alone.out.splitlines()) == 109


def test_several_processes_show_the_same_tables_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = mixed_rows(tmp_path, 4)
    assert run(["read", "--input", path]) == 0
    alone = capsys.readouterr()
    assert "Dana Orrin" in alone.out
    assert run(["read", "--input", path, "--workers", "2"]) == 0
    assert capsys.readouterr() == alone


class Failing(EnglishReader):
    """A reader with a fault of its own."""

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Fail on one text."""
        for document in documents:
            if "poison" in document.text:
                message = "seven of nine"
                raise ZeroDivisionError(message)
            yield from super().read_many([document])


def test_a_text_on_which_the_reader_fails_costs_no_other_and_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "make_reader", Failing)
    texts = ["Oslo denied it.", "a poison of a text", "Oslo denied it."]
    path = rows(tmp_path, *({"id": n, "text": t, "published": "2026-02-03"} for n, t in enumerate(texts)))
    assert run(["read", "--input", path, "--json"]) == 70
    printed, told = capsys.readouterr()
    read = [json.loads(line) for line in printed.splitlines()]
    assert [len(data["claims"]) for data in read] == [1, 0, 1]
    assert "internal fault (ZeroDivisionError" in read[1]["problems"][0]["message"]
    assert "line 2: internal fault" in told
    assert "Traceback" not in told


@pytest.mark.skipif(os.name != "posix", reason="groups of processes are of POSIX")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupt_ends_it_within_a_second_between_two_lines_and_leaves_no_process(
    tmp_path: Path, workers: str
) -> None:
    article = {"text": ARTICLE * 20, "published": "2026-02-03"}
    path = rows(tmp_path, *({"id": n, **article} for n in range(3000)))
    command = [
        sys.executable,
        "-c",
        "from tocsin.interfaces.cli import main; main()",
        "read",
        "--json",
        "--input",
        path,
    ]
    started = subprocess.Popen(
        [*command, "--workers", workers],
        bufsize=0,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert started.stdout is not None
    first = started.stdout.readline()
    begun = time.perf_counter()
    os.killpg(started.pid, signal.SIGINT)
    rest, told = started.communicate(timeout=60)
    assert time.perf_counter() - begun < 5  # a second on an idle machine
    assert started.returncode == 130
    read = [json.loads(line) for line in (first + rest).splitlines()]
    assert [data["document"]["id"] for data in read] == list(range(len(read)))
    assert told.decode().splitlines() == [
        f"tocsin: interrupted behind line {len(read)}; the same command with --skip {len(read)} goes on from there"
    ]
    for _ in range(100):
        try:
            os.killpg(started.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("a process was left behind")


def test_files_and_rows_together_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", "a.txt", "--input", "rows.jsonl"]) == 2
    assert run(["read"]) == 2
    assert run(["read", "a.txt", "--workers", "2"]) == 2
    assert run(["read", "--input", "rows.jsonl", "--workers", "0"]) == 2
    assert "either" in capsys.readouterr().err
