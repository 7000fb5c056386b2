"""Run a tutorial as a reader would, block by block, and put under every command what it prints.

In the page: a plain block is typed at a shell; ``<!-- file: PATH -->`` says where the next block is saved; after a
block, ``<!-- output -->`` (or ``<!-- output: first N lines -->``) is where its output goes.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import NamedTuple

_PART = re.compile(
    r"<!-- file: (?P<file>\S+) -->|```(?P<kind>\w*)\n(?P<block>.*?)```"
    r"|(?P<marker><!-- output(?:: first (?P<most>\d+) lines)? -->)(?:\n```text\n.*?```)?",
    re.DOTALL,
)


class Step(NamedTuple):
    """What one plain block printed, and where in the page its output belongs (``None``: nowhere)."""

    typed: str
    printed: str
    place: re.Match[str] | None


def steps(page: Path) -> Iterator[Step]:
    """Run ``page`` in a folder of its own; raises where a command fails."""
    with tempfile.TemporaryDirectory() as folder:
        copytree(page.parent, Path(folder) / "docs" / page.parent.name)
        yield from _run(page.read_text(encoding="utf-8"), Path(folder))


def _run(text: str, folder: Path) -> Iterator[Step]:
    here, target, waiting = folder, "", None
    for part in _PART.finditer(text):
        if part["file"]:
            target = part["file"]
        elif part["marker"]:
            if waiting is not None:
                yield Step(*waiting, place=part)
            waiting = None
        else:
            if waiting is not None:
                yield Step(*waiting, place=None)
            waiting = None
            if target:
                (here / target).parent.mkdir(parents=True, exist_ok=True)
                (here / target).write_text(part["block"], encoding="utf-8")
                target = ""
            elif not part["kind"]:
                printed, here = _type(part["block"], here)
                waiting = (part["block"], printed)
    if waiting is not None:
        yield Step(*waiting, place=None)


def _type(block: str, here: Path) -> tuple[str, Path]:
    """What a shell prints on standard output for ``block``, and the folder in which it ends."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": programs, "XDG_STATE_HOME": str(here / ".state")}
    done = subprocess.run(
        ["/bin/bash", "-e", "-c", f"{block}\npwd >&2"],
        cwd=here,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        message = f"this fails with exit code {done.returncode}:\n{block}\n{done.stderr}"
        raise RuntimeError(message)
    return done.stdout, Path(done.stderr.strip().splitlines()[-1])


def with_outputs(page: Path) -> str:
    """The text of ``page`` with what its commands print today."""
    text, begun, found = page.read_text(encoding="utf-8"), 0, []
    for step in steps(page):
        if step.place is not None:
            found += [text[begun : step.place.start()], step.place["marker"], "\n```text\n", _shown(step), "```"]
            begun = step.place.end()
    return "".join([*found, text[begun:]])


def _shown(step: Step) -> str:
    lines = [line.rstrip() for line in step.printed.strip("\n").splitlines()]
    most = int(step.place["most"]) if step.place is not None and step.place["most"] else len(lines)
    return "\n".join(lines[:most] + (["…"] if len(lines) > most else [])) + "\n"
