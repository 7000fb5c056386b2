"""Whether a coded event is of the kind that a pattern asks for, by its fields alone."""

from __future__ import annotations

import re

from tocsin.core.claims import Actor, Event
from tocsin.core.rules import Pattern


def fits(event: Event, pattern: Pattern) -> bool:
    """Whether ``event`` is of the kind that ``pattern`` asks for; what the event leaves unknown does not fit.

    With ``both_parties`` the sides are interchangeable: who is named first in a mutual act says nothing.
    """
    if pattern.actions and event.action not in pattern.actions:
        return False
    if not _fits_place(event, pattern):
        return False
    if pattern.both_parties:
        sides, asked = (event.actor, event.recipient), (*pattern.actors, *pattern.recipients)
        return all(any(is_one_of(side, (name,)) for side in sides) for name in asked)
    return (not pattern.actors or is_one_of(event.actor, pattern.actors)) and (
        not pattern.recipients or is_one_of(event.recipient, pattern.recipients)
    )


def is_one_of(actor: Actor | None, names: tuple[str, ...]) -> bool:
    """Whether ``actor`` belongs to one of the countries, or has one of the names, in ``names``."""
    if actor is None:
        return False
    known = {text.casefold() for text in (actor.country, actor.name) if text}
    return any(name.casefold() in known for name in names)


def _fits_place(event: Event, pattern: Pattern) -> bool:
    """The place as it was resolved; where it was not (a place that no gazetteer has), the name in the words."""
    if pattern.place is None and pattern.place_country is None:
        return True
    place = event.place
    if place is None:
        return pattern.place is not None and pattern.place_country is None and _names(event, pattern.place)
    if pattern.place_country is not None and place.country != pattern.place_country:
        return False
    return pattern.place is None or pattern.place.casefold() in {
        text.casefold() for text in (place.name, place.admin1) if text
    }


def _names(event: Event, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", event.evidence.text, re.IGNORECASE) is not None
