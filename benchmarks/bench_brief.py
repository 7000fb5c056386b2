"""The whole brief at 1,000 documents and at a quarter of them: read once, then again with nothing new; with memory."""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

PEOPLE = ("Osk Talvari", "Hedda Brandvik", "Ilya Morvane", "Dana Orrin", "Piet Sarro", "Una Kestrel", "Bram Oldacre")
OFFICES = ("Foreign Minister", "Defence Minister", "Port Minister", "spokeswoman", "President", "Fisheries Minister")
STATES = ("Arvenian", "Tolmark", "Vesmark", "Ordane")
SPEECH = (
    "said on {day} that the accord would not be signed before {later}",
    "denied that the harbour of Vell had been closed",
    "warned that {number} drones had crossed the strait",
    "accused the other side of firing on a trawler",
    "told reporters that talks would resume on {later}",
    "announced that {number} prisoners had been released",
)


def article(chance: random.Random, published: datetime) -> str:
    """One invented article with a header."""
    sentences = []
    for _ in range(chance.randint(4, 9)):
        said = chance.choice(SPEECH).format(
            day=f"{published:%A}", later=f"{published + timedelta(days=9):%B %d}", number=chance.randint(2, 90)
        )
        sentences.append(f"{chance.choice(STATES)} {chance.choice(OFFICES)} {chance.choice(PEOPLE)} {said}.")
    body = "\n\n".join(" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))
    return f"---\ntitle: Report {chance.random():.6f}\nsource: wire\npublished: {published.isoformat()}\n---\n{body}\n"


def make_situation(folder: Path, documents: int) -> None:
    """A situation of ``documents`` invented articles and one family of three deadlines."""
    chance = random.Random(7)  # noqa: S311
    (folder / "documents").mkdir(parents=True)
    (folder / "questions").mkdir()
    (folder / "situation.toml").write_text('name = "Bench"\n[sources.wire]\nname = "Wire"\nreliability = "C"\n')
    (folder / "questions" / "accord.toml").write_text(
        'text = "Will Arvenia and Tolmark sign an accord by {deadline}?"\nrule_text = "This market will resolve to '
        '\\"Yes\\" if both Arvenia and Tolmark sign a written accord by the listed date, 11:59 PM UTC. '
        'Otherwise, No."\n'
        'deadlines = ["2026-03-31", "2026-06-30", "2026-12-31"]\nopens = "2026-01-01T00:00Z"\n'
    )
    start = datetime(2026, 1, 1, 8, tzinfo=UTC)
    for number in range(documents):
        text = article(chance, start + timedelta(minutes=97 * number))
        (folder / "documents" / f"d{number:05}.md").write_text(text, encoding="utf-8")


def run(folder: Path, name: str) -> float:
    """Time one ``tocsin brief`` in a process of its own, as a user would run it."""
    command = [sys.executable, "-c", "from tocsin.interfaces.cli import main; main()"]
    begun = time.perf_counter()
    subprocess.run(
        [*command, "brief", str(folder), "--as-of", "2026-03-20T12:00Z", "--out", str(folder / "brief.html")],
        check=True,
        capture_output=True,
    )
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{name:<44} {seconds:8.1f} s   peak so far {peak:6.0f} MiB", flush=True)
    return seconds


def measure(documents: int) -> tuple[float, float]:
    """The seconds of a first brief on ``documents`` documents, which reads them, and of the next one."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "bench"
        make_situation(folder, documents)
        first = run(folder, f"read {documents:,} documents and write the brief")
        return first, run(folder, "the brief again, nothing new")


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--documents", type=int, default=1000)
    documents = arguments.parse_args().documents
    quarter = measure(documents // 4)
    whole = measure(documents)
    print(f"{'ratio first / again':<44} {whole[0] / whole[1]:8.1f}")
    print(f"{'ratio four times the documents, first brief':<44} {whole[0] / quarter[0]:8.1f}")
    print(f"{'ratio four times the documents, again':<44} {whole[1] / quarter[1]:8.1f}")


if __name__ == "__main__":
    main()
