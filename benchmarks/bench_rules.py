"""Rules: compile, count, compare; milliseconds each in one run, and what ten times the text and a fresh text cost."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

from tocsin.core.claims import Actor, Event, Place, Reading
from tocsin.core.material import Document, Span
from tocsin.core.rules import Rule
from tocsin.core.times import DateRange
from tocsin.core.vocabulary import Action, Attributes, Effect, Status
from tocsin.rules.compile import RulesReader
from tocsin.rules.count import count_event, count_reading
from tocsin.rules.diff import diff

KNOWN = datetime(2026, 1, 20, 12, tzinfo=UTC)
TEXT = """This market will resolve to "Yes" if a Norwegian drone, missile or air strike impacts the ground in Akranes
municipality by January 31, 2026, 11:59 PM ET. Otherwise, this market will resolve to "No".

Missiles or drones that are intercepted will not be sufficient, regardless of whether debris falls. Artillery fire,
ground incursions, cyberattacks and naval shelling will not qualify.

If no strike is confirmed by the listed date, this market will remain open until the end of the second day after it.

The resolution source will be a consensus of credible reporting."""
TOLD = "A Norwegian missile struck a depot in Akranes on Tuesday, the mayor said. Two people were hurt."


def compiled(text: str) -> Rule:
    """One rule."""
    title = "Will a Norwegian strike hit Akranes municipality by January 31?"
    return RulesReader().compile(text, title=title, key="rule:q", url="", available_at=KNOWN)[0]


def milliseconds(task: Callable[[], object], rounds: int) -> float:
    """The mean over ``rounds`` runs, after one that warms up."""
    task()
    started = time.perf_counter()
    for _ in range(rounds):
        task()
    return 1000 * (time.perf_counter() - started) / rounds


def main() -> None:
    """Print one line per task."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    rounds = parser.parse_args().rounds
    rule, other = compiled(TEXT), compiled(TEXT.replace("not be sufficient", "still count"))
    event = Event(
        key="event:e",
        available_at=KNOWN,
        made_by="bench",
        document="document:d",
        action=Action.ASSAULT,
        status=Status.REPORTED,
        actor=Actor(name="Norway", country="NOR"),
        place=Place(name="Akranes", kind="city", country="ISL", zone="Atlantic/Reykjavik"),
        attributes=Attributes(effect=Effect.GROUND_IMPACT),
        occurred=DateRange(start=date(2026, 1, 20), end=date(2026, 1, 20)),
        evidence=Span(document="document:d", start=0, end=len(TOLD), text=TOLD),
    )
    document = Document(
        key="document:d",
        available_at=KNOWN,
        made_by="bench",
        source="source:s",
        url="",
        title="",
        text=TOLD,
        language="en",
        published_at=KNOWN,
        origin="o",
    )
    numbers = count()

    def fresh() -> Event:
        text = f"{TOLD} It was report {next(numbers)}."
        return replace(event, evidence=Span(document="document:d", start=0, end=len(text), text=text))

    tasks: dict[str, Callable[[], object]] = {
        "compile one rule of 700 characters": lambda: compiled(TEXT),
        "compile one of 7,000": lambda: compiled("\n\n".join([TEXT] * 10)),
        "count one event, its text new": lambda: count_event(fresh(), rule),
        "count it under a further rule": lambda: count_event(event, rule),
        "count one passage": lambda: count_reading(Reading(document=document, events=(event,)), rule),
        "compare two rules": lambda: diff(rule, other),
    }
    took = {}
    for name, task in tasks.items():
        took[name] = milliseconds(task, rounds)
        print(f"{name:<36} {took[name]:8.2f} ms")
    short, long, new, further, *_ = took.values()
    print(f"{'ratio ten times the text':<36} {long / short:8.1f}")
    print(f"{'ratio a new text / a further rule':<36} {new / further:8.1f}")


if __name__ == "__main__":
    main()
