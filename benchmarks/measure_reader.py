"""Every measure of the reader in one run: reads the benchmark data, scores it, and prints (or writes) the table.

``TOCSIN_DATA`` names the data; ``TOCSIN_SCORERS`` the folder of the scorers (default: ``score`` beside the data);
``TOCSIN_PEERS`` the Python of a venv with textacy, dateparser and the English model, for the peers' column.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench_reading import speed

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "reference" / "reader-measures.md"
BEGIN, END = "<!-- measures: made by benchmarks/measure_reader.py -->\n", "<!-- end of measures -->\n"
READ = (sys.executable, "-c", "from tocsin.interfaces.cli import main; main()", "read", "--json", "--input")


@dataclass(frozen=True)
class Measure:
    """One figure: where it stands in a scorer's output, and what was asked for."""

    name: str
    rows: str
    path: str
    floor: str = ""
    aim: str = ""
    peer: str = ""


MEASURES = (
    Measure("attribution, all cues: relation F1", "attribution_dev", "relation.f1", "61", "67", "textacy"),
    Measure("attribution, speech cues: F1", "attribution_dev", "speech.f1", "78", "86", "textacy"),
    Measure("times, TIMEX3 value F1 (TimeBank)", "times_timebank", "value.f1", "77", "83", "dateparser"),
    Measure("times, TIMEX3 value F1 (AQUAINT)", "times_aquaint", "value.f1", "77", "83", "dateparser"),
    Measure("places, right within 161 km, F1 (GeoWebNews)", "places", "GeoWebNews.right161.f1", "62", "74"),
    Measure("places, right within 161 km, F1 (TR-News)", "places", "TR-News.right161.f1", "70", "80"),
    Measure("places, right within 161 km, F1 (LGL)", "places", "LGL.right161.f1", "58", "68"),
    Measure("PLOVER root of the best event, accuracy", "events_plover", "accuracy_best", "64", "76"),
    Measure("desk: claims, content and speaker, F1", "desk", "claims.content+speaker.f1", "62", "78"),
    Measure("desk: claims, with stance, F1", "desk", "claims.content+speaker+stance.f1", "48", "66"),
    Measure("desk: links between claims, F1", "desk", "claim_links.f1", "30", "55"),
    Measure("desk: events, root, actor and status, F1", "desk", "events.root+actor+status.f1", "38", "58"),
    Measure("desk: times, exact, F1", "desk", "times.exact.f1", "65", "82"),
)
FRESH = (
    Measure("fresh articles: claims, content and speaker, F1", "fresh", "claims.content+speaker.f1", "62", "78"),
    Measure("fresh articles: claims, with stance, F1", "fresh", "claims.content+speaker+stance.f1", "48", "66"),
    Measure("fresh articles: links between claims, F1", "fresh", "claim_links.f1", "30", "55"),
    Measure("fresh articles: events, root, actor and status, F1", "fresh", "events.root+actor+status.f1", "38", "58"),
    Measure("fresh articles: times, exact, F1", "fresh", "times.exact.f1", "65", "82"),
)
DESKS = {"desk": "desk", "fresh": "fresh articles"}
DETAILS = ("dates", "effect", "form", "scope", "weapon")


@dataclass(frozen=True, kw_only=True)
class Bench:
    """Where the data and the scorers are, and a place for what is made on the way."""

    data: Path
    scorers: Path
    peers: str
    place: Path

    def gold(self, name: str) -> Path:
        if name == "fresh":
            return HERE / "articles" / name
        return self.data / "desk" if name == "desk" else self.data / "reading" / f"{name}.jsonl.gz"

    def rows(self, name: str) -> Path:
        """The rows of a set as the reader gets them: no more than id, text and publication."""
        path = self.place / f"{name}.jsonl"
        if not path.exists():
            kept = ({key: row.get(key) for key in ("id", "text", "published")} for row in self._given(name))
            path.write_text("".join(json.dumps(row) + "\n" for row in kept), encoding="utf-8")
        return path

    def _given(self, name: str) -> Iterator[dict[str, Any]]:
        gold = self.gold(name)
        if gold.is_dir():
            for path in sorted(gold.glob("a[0-9]*.json")):
                yield json.loads(path.read_text(encoding="utf-8"))
            return
        with gzip.open(gold, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)

    def score(self, name: str, predictions: Path) -> dict[str, Any]:
        """What the scorer prints of some predictions."""
        if name in DESKS:
            command = [self.scorers / "score_desk.py", self.gold(name), predictions]
        else:
            command = [self.scorers / "score_reading.py", name.partition("_")[0], self.gold(name), predictions]
        done = subprocess.run([sys.executable, *command], check=True, capture_output=True, text=True)
        return dict(json.loads(done.stdout))

    def read(self, name: str, command: list[str]) -> dict[str, Any]:
        """The scores of what ``command`` says of a set."""
        predictions = self.place / f"{name}.out.jsonl"
        begun = time.perf_counter()
        with predictions.open("wb") as out:
            subprocess.run([*command, self.rows(name)], check=True, stdout=out)
        print(f"{name}: read in {time.perf_counter() - begun:.0f} s", file=sys.stderr)
        return self.score(name, predictions)


def at(scores: dict[str, Any], path: str) -> Any:
    """The value at a dotted path."""
    for key in path.split("."):
        scores = scores[key]
    return scores


def details_row(title: str, details: dict[str, Any]) -> str:
    """How many details of the events found are right, all together and each."""
    right = sum(share * count for share, count in details.values())
    counted = sum(count for _, count in details.values())
    parts = ", ".join(f"{name} {details[name][0]:.0f} % of {details[name][1]}" for name in DETAILS if name in details)
    return f"| {title}: event details right, % | **{right / max(counted, 1):.1f}** ({parts}) | printed | 75 | |"


def table(bench: Bench, documents: int) -> Iterator[str]:
    """The lines of the table."""
    yield "| measure | this reader | floor | aim | peer, same run |"
    yield "|---|---|---|---|---|"
    ours: dict[str, dict[str, Any]] = {}
    peers: dict[tuple[str, str], dict[str, Any]] = {}
    for each in (*MEASURES, *FRESH):
        if each.rows not in ours:
            ours[each.rows] = bench.read(each.rows, list(READ))
        theirs = ""
        if each.peer and bench.peers:
            key = (each.peer, each.rows)
            if key not in peers:
                peers[key] = bench.read(each.rows, [bench.peers, str(HERE / "peer_readers.py"), each.peer])
            theirs = f"{each.peer} {at(peers[key], each.path)}"
        yield f"| {each.name} | **{at(ours[each.rows], each.path)}** | {each.floor} | {each.aim} | {theirs} |"
    for name, title in DESKS.items():
        yield details_row(title, ours[name].get("event_details_right", {}))
    ratio = speed(documents).ratio
    yield f"| speed: reader / spaCy with all its default components | **{ratio:.2f}** | 0.70 | 0.85 | |"


def main() -> None:
    """Print the table, or write it into its page."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--write", action="store_true", help="write the table into its page")
    arguments.add_argument("--documents", type=int, default=60, help="articles of the measure of speed")
    chosen = arguments.parse_args()
    if "TOCSIN_DATA" not in os.environ:
        raise SystemExit("set TOCSIN_DATA to the folder of the benchmark data")
    data = Path(os.environ["TOCSIN_DATA"])
    scorers = Path(os.environ.get("TOCSIN_SCORERS") or data.parent / "score")
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(data=data, scorers=scorers, peers=os.environ.get("TOCSIN_PEERS", ""), place=Path(place))
        made = "\n".join(table(bench, chosen.documents)) + "\n"
    print(made)
    if chosen.write:
        page = PAGE.read_text(encoding="utf-8")
        before, after = page.split(BEGIN)[0], page.split(END)[1]
        stamp = f"\nTocsin {version('tocsin')}, spaCy {version('spacy')}.\n"
        PAGE.write_text(f"{before}{BEGIN}{made}{stamp}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
