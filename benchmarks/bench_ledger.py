"""The ledger at size: appending and looking, beside bare sqlite3 inserts of the same bytes in the same run."""

from __future__ import annotations

import argparse
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from tocsin.core.claims import Actor, Claim, Proposition
from tocsin.core.entries import Entry
from tocsin.core.material import Document, Span
from tocsin.core.vocabulary import Action, Stance
from tocsin.ledger import Ledger
from tocsin.ledger.codec import encode

NOW = datetime(2030, 1, 1, tzinfo=UTC)
START = datetime(2029, 1, 1, tzinfo=UTC)
BATCH = 500
CLAIMS_A_DOCUMENT = 9

T = TypeVar("T")


def material(count: int) -> Iterator[Entry]:
    """``count`` entries as an ingest makes them: a document, then nine claims read in it."""
    for number in range(count):
        document, index = divmod(number, CLAIMS_A_DOCUMENT + 1)
        when = START + timedelta(minutes=3 * document)
        if index == 0:
            yield _document(document, when)
        else:
            yield _claim(document, index, when)


def _document(number: int, when: datetime) -> Document:
    return Document(
        key=f"document:{number}",
        available_at=when,
        made_by="bench",
        source="source:wire",
        url=f"https://example.invalid/{number}",
        title=f"Report {number}",
        text=f"Foreign Minister Osk Talvari said that ship {number} would leave the port of Vell. " * 12,
        language="en",
        published_at=when,
        origin=f"document:{number}",
    )


def _claim(document: int, index: int, when: datetime) -> Claim:
    def span(start: int, text: str) -> Span:
        return Span(document=f"{document:016x}", start=start, end=start + len(text), text=text)

    return Claim(
        key=f"document:{document}#claim:{index}",
        available_at=when,
        made_by="bench",
        document=f"{document:016x}",
        speaker=Actor(name="Osk Talvari", country="XAV", role="foreign minister", span=span(17, "Osk Talvari")),
        stance=Stance.ASSERTS,
        content=span(34 + index, f"ship {document} would leave the port of Vell"),
        cue=span(29, "said"),
        about=Proposition(action=Action.RETREAT),
        reader_score=0.5 + index / 20,
    )


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """The result of ``work`` and the seconds it took."""
    begun = time.perf_counter()
    result = work()
    return result, time.perf_counter() - begun


def batches(count: int) -> Iterator[list[Entry]]:
    """The material afresh (so that no id is known beforehand), a batch at a time, so that it needs no memory."""
    entries = material(count)
    while batch := list(islice(entries, BATCH)):
        yield batch


def append_all(ledger: Ledger, count: int) -> float:
    """Seconds to append the material, a transaction a batch, without the time to make it."""
    return sum(timed(partial(ledger.append, batch))[1] for batch in batches(count))


def bare_inserts(place: Path, count: int) -> float:
    """The floor: the same rows, encoded beforehand, into one indexed table, in the same batches and journal mode."""
    database = sqlite3.connect(place, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE entries (seq INTEGER PRIMARY KEY, id UNIQUE, key, kind, available_at, body)")
    database.execute("CREATE INDEX by_key ON entries (key, available_at)")

    def insert(rows: list[tuple[object, ...]]) -> None:
        database.execute("BEGIN IMMEDIATE")
        database.executemany("INSERT INTO entries (id, key, kind, available_at, body) VALUES (?, ?, ?, ?, ?)", rows)
        database.execute("COMMIT")

    seconds = 0.0
    for batch in batches(count):
        rows: list[tuple[object, ...]] = [(r.id, r.key, r.kind, r.available_at, r.body) for r in map(encode, batch)]
        seconds += timed(partial(insert, rows))[1]
    database.close()
    return seconds


def peak_mebibytes() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(count: int) -> None:
    """One size, in a process of its own so that its peak memory is its own."""
    half_way = START + timedelta(minutes=3 * count / (CLAIMS_A_DOCUMENT + 1) / 2)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / "ledger.db"
        floor = bare_inserts(Path(scratch) / "bare.db", count)
        with Ledger.open(place, clock=lambda: NOW) as ledger:
            first, again = append_all(ledger, count), append_all(ledger, count)
            appended = peak_mebibytes()
            earlier, half_view = timed(lambda: len(ledger.view(half_way).entries(Claim)))
            claims, view = timed(lambda: ledger.view(NOW).entries(Claim))
            looker = ledger.view(NOW)
            _, lookups = timed(lambda: [looker.get(claim.id) for claim in claims[:500]])
        size = place.stat().st_size / 2**20
    print(f"{count:,} entries, {size:.0f} MiB on disk")
    print(f"  append                    {count / first:10,.0f} a second   {first / floor:.1f} times bare sqlite3")
    print(f"  the same again, adds none {count / again:10,.0f} a second")
    print(f"  view of all claims        {view:10.3f} s   {len(claims):,}, {len(claims) / view:,.0f} a second")
    print(f"  view of half the time     {half_view:10.3f} s   {earlier:,}")
    print(f"  look up one entry         {1000 * lookups / 500:10.3f} ms")
    print(f"  peak memory               {appended:10.0f} MiB appending, {peak_mebibytes():.0f} with all claims in hand")


def main() -> None:
    """Print the tables, one process a size."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--entries", type=int, nargs="*", default=[10_000, 100_000])
    arguments.add_argument("--here", action="store_true", help="measure in this process")
    given = arguments.parse_args()
    for count in given.entries:
        if given.here:
            measure(count)
        else:
            subprocess.run([sys.executable, __file__, "--here", "--entries", str(count)], check=True)


if __name__ == "__main__":
    main()
