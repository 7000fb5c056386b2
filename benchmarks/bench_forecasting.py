"""Forecasting at size: 10,000 questions at one moment, a day later with what moved, and the fits."""

from __future__ import annotations

import argparse
import math
import random
import resource
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from tocsin.core.entries import Entry
from tocsin.core.questions import HistoryEvent, HistorySeries, Price, Question
from tocsin.core.times import Deadline
from tocsin.forecasting.desk import Desk
from tocsin.forecasting.hazard import fit_own_hazard
from tocsin.forecasting.rates import WEAK_PRIOR, fit_prior, tally

AS_OF = datetime(2026, 1, 10, tzinfo=UTC)
SINCE = datetime(1970, 1, 1, tzinfo=UTC)
DEADLINES = (20, 50, 140, 320)


class Shelf:
    """A view over a list that holds nothing of the future."""

    def __init__(self, entries: Sequence[Entry], as_of: datetime) -> None:
        self.as_of = as_of
        self._by_kind: dict[type[Entry], list[Any]] = {}
        self._by_id = {}
        for entry in sorted(entries, key=lambda each: (each.available_at, each.key)):
            self._by_kind.setdefault(type(entry), []).append(entry)
            self._by_id[entry.id] = entry

    def entries(self, kind: type[Any]) -> tuple[Any, ...]:
        return tuple(self._by_kind.get(kind, ()))

    def current(self, kind: type[Any], key: str) -> Any:
        return next((entry for entry in self._by_kind.get(kind, ()) if entry.key == key), None)

    def get(self, entry_id: str) -> Entry | None:
        return self._by_id.get(entry_id)

    def revisions(self, _kind: type[Any], _key: str) -> tuple[Any, ...]:
        return ()

    def is_retracted(self, _key: str) -> bool:
        return False


def world(questions: int) -> list[Entry]:
    """A series to every ten families, twenty series to a pool; four deadlines to a family, half of them priced."""
    chance, found = random.Random(3), []  # noqa: S311
    families = questions // len(DEADLINES)
    for number in range(max(families // 10, 3)):
        name, rate = f"s{number}", chance.gammavariate(1.2, 1 / 150)
        found.append(_series(name, f"pool {number // 20}"))
        day = date(2019, 1, 1)
        while (day := day + timedelta(days=math.ceil(chance.expovariate(rate)))) < date(2026, 1, 1):
            found.append(_row(name, day))
    for family in range(families):
        for ahead in DEADLINES:
            question = _question(family, ahead, f"s{family // 10}")
            found.append(question)
            if chance.random() < 0.5:
                found.append(_price(question, chance.uniform(0.02, 0.6), AS_OF - timedelta(days=chance.uniform(0, 9))))
    return found


def _series(name: str, pool: str) -> HistorySeries:
    return HistorySeries(
        key=f"series:{name}",
        available_at=SINCE,
        made_by="bench",
        series=name,
        description="invented",
        watched_from="2019-01-01",
        watched_to="2025-12-31",
        source="invented",
        pool=pool,
    )


def _row(name: str, day: date) -> HistoryEvent:
    known = datetime.combine(day + timedelta(days=2), datetime.min.time(), UTC)
    return HistoryEvent(
        key=f"history:{name}:{day}", available_at=known, made_by="bench", series=name, occurred_on=day.isoformat()
    )


def _question(family: int, ahead: int, history: str) -> Question:
    deadline = AS_OF.date() + timedelta(days=ahead)
    return Question(
        key=f"f{family}@{deadline}",
        available_at=SINCE,
        made_by="bench",
        text="?",
        rule=f"rule:f{family}",
        rule_version="1",
        family=f"f{family}",
        deadline=Deadline(date=deadline, zone="Europe/Kyiv"),
        history=history,
    )


def _price(question: Question, said: float, at: datetime) -> Price:
    return Price(
        key=f"price:{question.key}:{at}",
        available_at=at,
        made_by="bench",
        market="Exchange",
        question=question.key,
        observed_at=at,
        bid=said - 0.01,
        ask=said + 0.01,
        volume=5000.0,
    )


def timed(name: str, work: Callable[[], Any]) -> tuple[Any, float]:
    """Run ``work`` once and print how long it took."""
    begun = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - begun
    print(f"{name:<66} {seconds:8.3f} s")
    return result, seconds


def plain_loop(entries: Sequence[Entry]) -> list[float]:
    """The bare formula for every question, undecayed, without prior, interval, pool, curve or basis: the floor."""
    counts: dict[str, int] = {}
    for entry in entries:
        if isinstance(entry, HistoryEvent):
            counts[entry.series] = counts.get(entry.series, 0) + 1
    asked = [entry for entry in entries if isinstance(entry, Question)]
    days = (date(2025, 12, 31) - date(2019, 1, 1)).days + 1
    return [
        1
        - (days / (days + (q.deadline.closes_at - AS_OF).total_seconds() / 86400))
        ** (0.5 + counts.get(str(q.history), 0))
        for q in asked
    ]


def violations(forecasts: Sequence[Any], questions: Sequence[Question]) -> int:
    """How many nested deadlines are out of order, over all kinds of number."""
    closes = {question.key: question.deadline.closes_at for question in questions}
    ladders: dict[tuple[str, str], list[tuple[datetime, float]]] = {}
    for forecast in forecasts:
        for number in forecast.numbers:
            ladder = ladders.setdefault((forecast.family, str(number.kind)), [])
            ladder.append((closes[forecast.question], number.probability))
    rungs = (sorted(ladder) for ladder in ladders.values())
    return sum(a[1] > b[1] for ladder in rungs for a, b in pairwise(ladder))


def fits() -> None:
    """A prior over 500 series, and one series' own rhythm over ten years."""
    chance = random.Random(4)  # noqa: S311
    watched = [(0.0, 3650.0)]
    tallies = [
        tally([chance.uniform(0, 3650) for _ in range(chance.choice((0, 2, 5, 20, 80)))], watched, 3650.0)
        for _ in range(500)
    ]
    timed("prior over 500 series", lambda: fit_prior(tallies))
    days = [day + 0.5 for day in range(3650) if chance.random() < (0.4 if day // 40 % 5 == 0 else 0.02)]
    timed(
        f"own rhythm, {len(days)} events in ten years: fit, tail, refit",
        lambda: fit_own_hazard(days, watched, 3650.0, WEAK_PRIOR),
    )


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--questions", type=int, default=10_000)
    entries = world(arguments.parse_args().questions)
    for entry in entries:
        entry.content_digest  # noqa: B018 - ids are made when material comes in, not when it is forecast
    view, later = Shelf(entries, AS_OF), Shelf(entries, AS_OF + timedelta(days=1))
    questions = view.entries(Question)
    _, floor = timed(f"the bare formula, {len(questions)} questions", lambda: plain_loop(entries))
    (first, _), seconds = timed(
        "forecasts with curves, intervals, pool and basis", lambda: Desk().forecast(questions, view)
    )
    before = {forecast.question: forecast for forecast in first}
    views = dict.fromkeys(before, view)
    (second, _), _ = timed(
        "a day later, with what moved",
        lambda: Desk().forecast(questions, later, previous=before, previous_views=views),
    )
    fits()
    print(
        f"{len(questions) / seconds:,.0f} questions a second, {seconds / max(floor, 1e-9):,.0f} times the bare formula"
    )
    print(f"nested deadlines out of order: {violations(first, questions)} and {violations(second, questions)}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
