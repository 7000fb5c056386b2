"""The whole reader against bare spaCy of the same model, in one run: words a second, ratio, memory."""

from __future__ import annotations

import argparse
import importlib
import random
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tocsin.core.material import Document
from tocsin.reading.reader import EnglishReader
from tocsin.reading.text.parse import MODELS, language_model

PEOPLE = ("Osk Talvari", "Hedda Brandvik", "Ilya Morvane", "Dana Orrin", "Piet Sarro", "Una Kestrel", "Bram Oldacre")
TITLES = ("Norwegian Foreign Minister", "Danish envoy", "Kremlin spokesman", "U.S. General", "Polish Deputy Minister")
SENTENCES = (
    "{title} {person} said on {day} that the accord would not be signed before {later}.",
    "{surname} denied that the harbour of Vell had been closed, calling the report “a tale for fishermen”.",
    "“We shall not ask twice,” {surname} told reporters in Oslo, and the ministry refused to say more.",
    "{title} {person}, who arrived on {day}, warned that {number} drones had crossed the strait overnight.",
    "According to two officials, the talks in Geneva are to go on until the end of March, though nobody has a date.",
    "The navy began an exercise near Bergen on {day}; {number} sailors and three ships took part, the army said.",
    "He accused Warsaw of firing on a trawler, a charge that Polish officials rejected within hours.",
    "Nothing of this could be established on the spot, and the roads to the port stayed open all week.",
)


def article(chance: random.Random, number: int) -> Document:
    """One invented article of some 300 words."""
    paragraphs = []
    for _ in range(chance.randint(5, 8)):
        person = chance.choice(PEOPLE)
        chosen = chance.sample(SENTENCES, 3)
        fill = {"person": person, "surname": person.split()[-1], "title": chance.choice(TITLES)}
        days = {"day": chance.choice(("Monday", "Tuesday", "Friday")), "later": f"March {chance.randint(1, 31)}"}
        paragraphs.append(" ".join(s.format(**fill, **days, number=chance.randint(2, 90)) for s in chosen))
    moment = datetime(2026, 1, 5, 9, tzinfo=UTC) + timedelta(hours=number)
    return Document(
        key=f"a{number}", available_at=moment, made_by="bench", source="source:bench", url="", title="",
        text="OSLO — " + "\n\n".join(paragraphs), language="en", published_at=moment, origin=f"a{number}",
    )  # fmt: skip


def stream(documents: int) -> Iterator[Document]:
    """The same articles each time."""
    chance = random.Random(11)  # noqa: S311 - invented articles, no secret
    return (article(chance, number) for number in range(documents))


def bare_model() -> Any:
    """The model as it is shipped, with named entities."""
    for name in MODELS:
        try:
            return importlib.import_module(name).load()
        except ModuleNotFoundError:
            continue
    raise SystemExit("no English spaCy model is installed; run `make demo` once")


def measure(name: str, words: int, run: Callable[[], Any]) -> float:
    """Run once, print a line, and return the seconds."""
    begun = time.perf_counter()
    run()
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:<44} {seconds:7.2f} s {words / seconds:9,.0f} words/s   peak so far {peak:6.0f} MiB")
    return seconds


def drain(items: Iterator[Any]) -> None:
    """Take everything and keep nothing."""
    for _ in items:
        pass


@dataclass(frozen=True, kw_only=True)
class Speed:
    """Words a second, as ratios of the reader to bare spaCy of the same model on the same text in the same process."""

    ratio: float
    ratio_without_entities: float


def speed(documents: int) -> Speed:
    """Measure and print: the best of three rounds each, in turn, so that a busy moment does not decide."""
    words = sum(len(document.text.split()) for document in stream(documents))
    reader, lean, shipped = EnglishReader(), language_model(), bare_model()
    runs: dict[str, Callable[[], Any]] = {
        "the reader, in a stream": lambda: drain(reader.read_many(stream(documents))),
        "spaCy without entities": lambda: drain(lean.pipe(document.text for document in stream(documents))),
        "spaCy with all its default components": lambda: drain(shipped.pipe(d.text for d in stream(documents))),
    }
    drain(reader.read_many(stream(3)))  # what is loaded once
    drain(shipped.pipe(document.text for document in stream(3)))
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(3):
        for name, run in runs.items():
            best[name] = min(best[name], measure(name, words, run))
    ours, without, default = best.values()
    return Speed(ratio=default / ours, ratio_without_entities=without / ours)


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--documents", type=int, default=60)
    documents = arguments.parse_args().documents
    words = sum(len(document.text.split()) for document in stream(documents))
    print(f"{documents} articles, {words:,} words")
    measured = speed(documents)
    more = 4 * documents
    measure(
        "the reader, four times as many articles", 4 * words, lambda: drain(EnglishReader().read_many(stream(more)))
    )
    print(f"words a second, reader / spaCy with all its default components {measured.ratio:6.2f}")
    print(f"words a second, reader / spaCy without entities                {measured.ratio_without_entities:6.2f}")


if __name__ == "__main__":
    main()
