"""The how-to on adding a verb does what it says, with the very lines that it shows."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import tocsin
from tocsin.interfaces.cli import run

HOW_TO = Path(__file__).parent.parent / "docs" / "howto" / "add-a-verb.md"
CUE, FRAME = re.findall(r"^```toml\n(.*?)^```", HOW_TO.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
SENTENCES, COMMAND = re.findall(r'\*"([^"]+)"\*', HOW_TO.read_text(encoding="utf-8")), ["read", "--json", "--input"]


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    texts = (f"{sentence} on Monday." for sentence in SENTENCES)
    path.write_text(
        "".join(json.dumps({"id": n, "text": text}) + "\n" for n, text in enumerate(texts)), encoding="utf-8"
    )
    return path


def found(printed: str) -> list[tuple[list[str], list[str]]]:
    """The stances of the claims and the roots of the events of each row."""
    read: list[dict[str, Any]] = [json.loads(line) for line in printed.splitlines()]
    return [([c["stance"] for c in row["claims"]], [e["action"] for e in row["events"]]) for row in read]


def test_the_verbs_are_not_known_yet(rows: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(SENTENCES) == 2
    assert run([*COMMAND, str(rows)]) == 0
    (says, _), (_, happens) = found(capsys.readouterr().out)
    assert (says, happens) == ([], [])


def test_the_lines_of_the_how_to_make_them_known(rows: Path, tmp_path: Path) -> None:
    package = tmp_path / "changed" / "tocsin"
    shutil.copytree(Path(tocsin.__file__ or "").parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    data = package / "reading" / "data" / "en"
    ((frame, stances),) = tomllib.loads(CUE).items()
    ((stance, verb),) = stances.items()
    cues = (data / "cues.toml").read_text(encoding="utf-8")
    added, times = re.subn(rf'(^\[{frame}\].*\n{stance} = """)', rf"\1{verb} ", cues, count=1, flags=re.MULTILINE)
    assert times == 1
    (data / "cues.toml").write_text(added, encoding="utf-8")
    with (data / "frames.toml").open("a", encoding="utf-8") as frames:
        frames.write(f"\n{FRAME}")
    done = subprocess.run(
        [sys.executable, "-c", "from tocsin.interfaces.cli import main; main()", *COMMAND, str(rows)],
        env={**os.environ, "PYTHONPATH": str(package.parent)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    (says, _), (_, happens) = found(done.stdout)
    assert (says, happens) == (["asserts"], ["COERCE"])
