"""Which events of different documents are one happening: told in other words, on another day, in ten papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from tocsin.core.claims import Event, Happening, Sameness
from tocsin.core.vocabulary import Status
from tocsin.reading.events.sameness import NEAR, Facts, facts_of, may_be_one, same

_MOST_COMPARED = 200
"""Events of one root and day with which one is compared: of more, those told last before it."""
_LONGEST = 7
"""Days of an event that are looked up one by one."""
_DENIED = frozenset({Status.DENIED, Status.NEGATED})


def happenings(events: Iterable[Event]) -> tuple[Happening, ...]:
    """Every event in exactly one happening, in the order of telling; the order of the argument does not matter.

    Events are joined from the surest pair on, and only where nothing forbids it between any two of the joined: a
    report that fits two happenings goes to the one that it agrees with more, and never makes them one.
    """
    told = sorted({event.key: event for event in events}.values(), key=lambda e: (e.available_at, e.key))
    facts = {event.key: facts_of(event) for event in told}
    group = {event.key: [event.key] for event in told}
    joined: dict[str, list[Sameness]] = defaultdict(list)
    for pair in sorted(_pairs(facts.values()), key=lambda pair: (-len(pair.agree), pair.one, pair.other)):
        mine, theirs = group[pair.one], group[pair.other]
        if mine is theirs or not all(may_be_one(facts[a], facts[b]) for a in mine for b in theirs):
            continue
        mine += theirs
        group.update((key, mine) for key in theirs)
        joined[pair.one].append(pair)
    members: dict[int, list[Event]] = defaultdict(list)
    for event in told:
        members[id(group[event.key])].append(event)
    return tuple(_happening(each, joined) for each in members.values())


def _pairs(told: Iterable[Facts]) -> Iterator[Sameness]:
    """The pairs of events that are one, each once."""
    buckets: dict[tuple[str, str, int], list[Facts]] = defaultdict(list)
    for item in told:
        near: dict[str, Facts] = {}
        for place in _places_in_time(item.event):
            near.update((other.event.key, other) for other in buckets[place][-_MOST_COMPARED:])
            buckets[place].append(item)
        yield from (found for other in near.values() if (found := same(other, item)) is not None)


def _places_in_time(event: Event) -> Iterator[tuple[str, str, int]]:
    """Where events are looked for that may be the same as ``event``: its days, and those about its telling."""
    root = str(event.action)
    if event.occurred is not None and event.occurred.days <= _LONGEST:
        for offset in range(event.occurred.days):
            yield root, "on", (event.occurred.start + timedelta(days=offset)).toordinal()
    first = event.available_at.date().toordinal()
    for day in range(first, first + NEAR.days + 1):
        yield root, "told", day


def _happening(events: Sequence[Event], joined: Mapping[str, Sequence[Sameness]]) -> Happening:
    return Happening(
        events=tuple(event.key for event in events),
        status=_status([event.status for event in events]),
        supported_by=tuple(dict.fromkeys(key for event in events for key in event.supported_by)),
        disputed_by=tuple(dict.fromkeys(key for event in events for key in event.disputed_by)),
        because=tuple(pair for event in events for pair in joined.get(event.key, ())),
    )


def _status(statuses: Sequence[Status]) -> Status:
    """What several reports come to: what one denies and another does not is disputed; a report outweighs a claim."""
    denied = [status for status in statuses if status in _DENIED]
    if Status.DISPUTED in statuses or (denied and len(denied) < len(statuses)):
        return Status.DISPUTED
    return next((each for each in (Status.REPORTED, Status.CLAIMED) if each in statuses), statuses[0])
