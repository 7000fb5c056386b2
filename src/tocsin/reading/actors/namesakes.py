"""Bodies of a bare name that several states have: "Congress" is Washington's only where the text points there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from tocsin.reading.actors.members import Scene, country_before
from tocsin.reading.actors.offices import Body, find_body, holder_called


def forget_namesakes(made: Sequence[Scene], day: date, *, strange: bool) -> None:
    """Take bodies out of the scenes whose bare name may be another state's.

    One is kept where the text writes its state before it, or names its state most and none of those that have one of
    the same name; not where a state is meant that no table knows.
    """
    named = None
    for scene in made:
        for start, (end, body) in list(scene.bodies.items()):
            if not body.namesakes or country_before(scene, start) is not None or not _is_bare(scene, start, end, body):
                continue
            named = named if named is not None else _countries(made, day)
            if strange or not _points_to(named, body):
                del scene.bodies[start]
                for position in range(start, end):
                    scene.taken.pop(position, None)


def _points_to(named: Counter[str], body: Body) -> bool:
    often = named[body.country or ""]
    return often > 0 and often == max(named.values()) and not named.keys() & body.namesakes


def _is_bare(scene: Scene, start: int, end: int, body: Body) -> bool:
    """Whether a body is written without its state ("Congress", but not "U.S. Congress")."""
    written = scene.block.doc[start:end].text
    return find_body(written) is body and "U.S." not in written and not written.isupper()


def _countries(made: Sequence[Scene], day: date) -> Counter[str]:
    """How often a document names states: by their own names, by bodies of theirs alone, by who governs them."""
    named: Counter[str] = Counter()
    for scene in made:
        named.update(place.country for _, place in scene.places.values() if place.country is not None)
        named.update(body.country for _, body in scene.bodies.values() if body.country and not body.namesakes)
        for hit in scene.names:
            office = holder_called(scene.block.doc[hit.end - 1].text, day)
            if office is not None and office.country is not None:
                named[office.country] += 1
    return named
