"""Bad input: one line that says what to do, an exit code of 2 to 5, no traceback, and nothing lost."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from tocsin.interfaces.cli import run

ARTICLE = (
    "PORT VELL — Harbour Minister Dana Orrin said on Monday that the port of Vell would close on Friday. "
    "Mayor Piet Sarro denied the report.\n"
)


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_STATE", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """A copy of the shipped invented situation."""
    copy = tmp_path / "harbour"
    shutil.copytree(
        Path(__file__).parent.parent / "examples" / "harbour", copy, ignore=shutil.ignore_patterns("tocsin.db*")
    )
    return copy


def refused(capsys: pytest.CaptureFixture[str], arguments: list[str], *, code: int = 2) -> str:
    """Run a command that must be refused and return its one line."""
    assert run(arguments) == code
    told = capsys.readouterr().err
    assert "Traceback" not in told
    lines = [line for line in told.splitlines() if line.startswith("tocsin: ")]
    assert len(lines) == 1, told
    assert len(lines[0]) < 500
    return lines[0]


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\t\n"),
        ("binary.txt", bytes(random.Random(0).randrange(256) for _ in range(5000))),
        ("nul.txt", b"Some text\x00\x00\x00 with\x00 nul bytes" * 20),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(2000)),
        ("broken.json", b'{"text": '),
        ("list.json", b"[1, 2, 3]"),
        ("notext.json", b'{"title": "only"}'),
        ("page.html", b"<html><body><script>alert(1)</script></body></html>"),
        ("program.exe", b"MZ"),
    ],
)
def test_material_that_holds_no_text_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, content: bytes
) -> None:
    line = refused(capsys, ["read", str(write(tmp_path / name, content)), "--published", "2026-02-03T14:00Z"])
    assert name in line


@pytest.mark.parametrize(
    "content",
    [
        ARTICLE.encode("utf-16"),
        ARTICLE.replace("—", "-").encode("cp1252"),
        b"\xef\xbb\xbf" + ARTICLE.encode(),
        ARTICLE.encode() + b"\xff\xfe broken \xc3",
        ("“" + ARTICLE + "‘never closed " * 50).encode(),
        (ARTICLE * 3).replace("\n", "\r\n").encode(),
    ],
    ids=["utf-16", "cp1252", "bom", "broken utf-8", "unclosed quotes", "crlf"],
)
def test_odd_text_is_read_all_the_same(capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes) -> None:
    path = write(tmp_path / "odd.txt", content)
    assert run(["read", str(path), "--published", "2026-02-03T14:00Z", "--json"]) == 0
    assert '"claims": [{' in capsys.readouterr().out


def test_broken_html_is_read_all_the_same(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = f"<html><body><article><h1>Port<p>{ARTICLE * 4}<div><p>Unclosed <b>bold <i>text</p></span></table>"
    path = write(tmp_path / "broken.html", page.encode())
    assert run(["read", str(path), "--published", "2026-02-03T14:00Z", "--json"]) == 0
    assert "Orrin" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["read", "none.txt"], "missing"),
        (["read"], "give either"),
        (["brief", "none"], "missing"),
        (["forecast", "none"], "tocsin new"),
        (["brief", "a.txt", "--question", "Will it rain?"], "deadline"),
        (
            ["brief", "a.txt", "--question", "Will x happen by 31 December 2026?", "--published", "2026-02-03 14:00"],
            "time zone",
        ),
        (["brief", "a.txt", "--as-of", "soon"], "is no time"),
        (["count", "--rule", "none.txt", "--text", "x"], "missing"),
        (["count", "--text", "x"], "--rule"),
        (["count", "--rule", "a.txt", "--text", " "], "empty"),
        (["diff", "none.txt", "a.txt"], "missing"),
        (["why", "3"], "no brief was made yet"),
        (["demo", "atlantis"], "harbour"),
        (["frobnicate"], "No such command"),
        (["read", "a.txt", "--colour"], "No such option"),
        (["brief", "a.txt", "--format", "telegram"], "'terminal'"),
        (["log", "x", "--last", "0"], "--last"),
        (["read", "--input", "none.jsonl"], "missing"),
        (["read", "--input", "a.txt"], "line 1"),
    ],
)
def test_a_wrong_call_says_what_to_do(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str], says: str
) -> None:
    write(tmp_path / "a.txt", ARTICLE.encode())
    assert says in refused(capsys, arguments)


def test_an_unknown_key_of_a_situation_is_refused(capsys: pytest.CaptureFixture[str], harbour: Path) -> None:
    config = harbour / "situation.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("zone =", "zoen ="), encoding="utf-8")
    assert "did you mean 'zone'" in refused(capsys, ["forecast", str(harbour)])


def test_a_corrupt_ledger_is_told_and_left_alone(capsys: pytest.CaptureFixture[str], harbour: Path) -> None:
    ledger = write(harbour / "tocsin.db", b"this is no database" * 200)
    before = ledger.read_bytes()
    refused(capsys, ["forecast", str(harbour)], code=5)
    assert ledger.read_bytes() == before


def test_a_locked_ledger_is_told_and_loses_nothing(capsys: pytest.CaptureFixture[str], harbour: Path) -> None:
    assert run(["ask", str(harbour)]) == 0
    capsys.readouterr()
    holder = sqlite3.connect(harbour / "tocsin.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        refused(capsys, ["forecast", str(harbour)], code=5)
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert run(["doctor", str(harbour)]) == 0


def test_a_folder_that_cannot_be_written_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    if os.geteuid() != 0:
        (tmp_path / "shut").mkdir(mode=0o500)
        assert "cannot be written" in refused(capsys, ["new", str(tmp_path / "shut" / "x")])
    write(tmp_path / "file", b"x")
    assert "cannot be written" in refused(capsys, ["new", str(tmp_path / "file" / "x")])


def test_five_megabytes_of_one_line_are_read_or_refused_in_bounded_time(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = write(tmp_path / "long.txt", b"a" * 5_000_000)
    assert run(["read", str(path), "--published", "2026-02-03T14:00Z", "--json"]) in (0, 2)
    assert "Traceback" not in capsys.readouterr().err
