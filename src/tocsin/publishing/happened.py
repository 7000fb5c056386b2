"""What happened: the weightiest new statements and reports, in the order of time, each with who says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tocsin.core.claims import Event
from tocsin.core.vocabulary import Direction, Status
from tocsin.publishing.english import sentence_around
from tocsin.publishing.scene import Scene
from tocsin.publishing.sections import HAPPENED
from tocsin.publishing.statements import Statement, chosen, weights
from tocsin.publishing.telling import Teller, groups, own_words

MOST_STATEMENTS = 12
MOST_EVENTS = 4
RECENT = timedelta(hours=48)
LONGEST = timedelta(days=60)
ENOUGH = 3
_LEAD = 2
"""How much the first sentence of a document weighs, in strengths of bearing."""


def add_happened(scene: Scene, teller: Teller, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Tell what is new; return the statements that were told."""
    weight = weights(scene)
    since = _since(scene, statements)
    recent = [statement for statement in statements if scene.document(statement.claim).published_at >= since]
    told = chosen(recent, weight, MOST_STATEMENTS)
    events = _events(scene, told)
    parts: list[tuple[tuple[datetime, str, int], object]] = [
        (_place(scene, group[0].claim.document, group[0].claim.content.start), group) for group in groups(told)
    ]
    parts += [(_place(scene, event.document, event.evidence.start), event) for event in events]
    for _, part in sorted(parts, key=lambda pair: pair[0]):
        if isinstance(part, Event):
            teller.event(HAPPENED, part)
        elif isinstance(part, list):
            teller.tell(HAPPENED, part)
    return told


def _place(scene: Scene, document: str, start: int) -> tuple[datetime, str, int]:
    found = scene.material.documents[document]
    return found.published_at, found.key, start


def _since(scene: Scene, statements: Sequence[Statement]) -> datetime:
    """The last edition's moment, or two days ago; where little was said since then, the newest that there is."""
    as_of, earlier = scene.material.as_of, scene.material.earlier
    if earlier is not None and as_of - LONGEST <= earlier.as_of < as_of - RECENT:
        return earlier.as_of
    times = sorted((scene.document(statement.claim).published_at for statement in statements), reverse=True)
    if len([each for each in times if each >= as_of - RECENT]) >= ENOUGH or not times:
        return as_of - RECENT
    newest = times[min(len(times), ENOUGH) - 1]
    return min(newest, as_of - RECENT)


def _events(scene: Scene, told: Sequence[Statement]) -> tuple[Event, ...]:
    """Reported events that no statement tells, one a sentence; those that bear on a question first."""
    taken = {
        (c.document, _sentence(scene, c.document, c.content.start)) for s in told if s.told.excerpt for c in s.claims
    }
    bears = {
        bearing.item: bearing.strength
        for question in scene.material.questions
        if scene.is_undecided(question)
        for bearing in scene.bearings(question)
        if bearing.direction is not Direction.NONE
    }
    since = min(_since(scene, told), scene.material.as_of - RECENT)
    found: dict[tuple[str, int], Event] = {}
    for event in scene.real_events:
        recent = scene.document(event).published_at >= since
        if event.status is not Status.REPORTED or event.supported_by or not recent:
            continue
        place = (event.document, _sentence(scene, event.document, event.evidence.start))
        if place not in taken and own_words(scene, event):
            found.setdefault(place, event)
    ranked = sorted(found.values(), key=lambda e: -(bears.get(e.id, 0) + _LEAD * _leads(scene, e)))
    return tuple(_one_each(scene, ranked)[:MOST_EVENTS])


def _one_each(scene: Scene, events: Sequence[Event]) -> list[Event]:
    """The first of the events that are one happening."""
    kept: list[Event] = []
    for event in events:
        if not any(scene.is_one_happening(event, other) for other in kept):
            kept.append(event)
    return kept


def _leads(scene: Scene, event: Event) -> bool:
    """Whether it stands in the first sentence of its document: the news, as the paper sees it."""
    text = scene.document(event).text
    return not text[: _sentence(scene, event.document, event.evidence.start)].strip()


def _sentence(scene: Scene, document: str, start: int) -> int:
    return sentence_around(scene.material.documents[document].text, start, start + 1)[0]
