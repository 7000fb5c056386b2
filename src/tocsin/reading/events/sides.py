"""Who "both sides" are: the two that a text mostly tells of as acting on one another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tocsin.core.claims import Actor
from tocsin.core.vocabulary import Action, Status
from tocsin.reading.events.drafts import Draft
from tocsin.reading.places.gazetteer import gazetteer

_BOTH = re.compile(
    r"(?:both|the two|either|neither|each|the)(?: of the two| of the| old| rival| warring)? "
    r"(?:sides?|countries|country|nations?|governments?|parties|party|neighbou?rs?|leaders?|presidents?|armies|army"
    r"|capitals?|koreas|states|foes|rivals|enemies|adversaries|foreign ministers|delegations|two)",
    re.IGNORECASE,
)
_ONE_ALONE = re.compile(r"the (?:side|country|nation|government|party|leader|president|army|capital|neighbou?r)", re.I)
"""What means one of them, or somebody else."""

_OFTEN = 2
"""Times that a text tells of two as acting on one another, where its lead does not."""

_BETWEEN = frozenset({Action.AGREE, Action.CONSULT})
"""Acts that take two: told of without a party, they are between the two of the text."""

Pair = tuple[Actor, Actor]


def with_sides(drafts: Sequence[Draft], states: Sequence[Actor]) -> list[Draft]:
    """``drafts`` with "both sides" and the like resolved to the pair of the text, where there is one such pair.

    ``states`` are the two that the text names most, for a text that tells of nothing between two sides.
    """
    pair = _pair(drafts, states)
    return [_resolved(draft, pair) if pair is not None and _names_both(draft.actor) else draft for draft in drafts]


def between_sides(drafts: Sequence[Draft], states: Sequence[Actor]) -> list[Draft]:
    """``drafts`` with the pair of the text as parties to the talks and agreements that name none."""
    pair = _pair(drafts, states)
    return [_resolved(draft, pair) if pair is not None and _names_nobody(draft) else draft for draft in drafts]


def _names_both(actor: Actor | None) -> bool:
    if actor is None or actor.country is not None or _ONE_ALONE.fullmatch(actor.name):
        return False
    return _BOTH.fullmatch(actor.name) is not None


def _is_side(actor: Actor) -> bool:
    """Whether it is a state or a body, no person and no several."""
    return not _names_both(actor) and (actor.country is not None or actor.role is None)


def _names_nobody(draft: Draft) -> bool:
    if draft.action not in _BETWEEN or draft.status is Status.HYPOTHETICAL:
        return False
    return draft.actor is None and draft.recipient is None


def _pair(drafts: Iterable[Draft], states: Sequence[Actor]) -> Pair | None:
    """The two that act on one another most often; on a tie the two states that the text names most."""
    pairs: Counter[tuple[str, str]] = Counter()
    actors: dict[str, Actor] = {}
    led = False
    for draft in drafts:
        one, other = draft.side, draft.target
        if draft.actor is None or draft.recipient is None or one is None or other is None or one == other:
            continue
        if _is_side(draft.actor) and _is_side(draft.recipient):
            actors.setdefault(one, draft.actor)
            actors.setdefault(other, draft.recipient)
            pairs[min(one, other), max(one, other)] += 1
            led = led or draft.leads
    first = pairs.most_common(2)
    sure = bool(first) and (led or first[0][1] >= _OFTEN) and (len(first) == 1 or first[0][1] > first[1][1])
    if not sure:
        return (states[0], states[1]) if len(states) > 1 else None
    one, other = first[0][0]
    return _side(one, actors[one]), _side(other, actors[other])


def _side(key: str, actor: Actor) -> Actor:
    """The side itself, whoever acted for it."""
    if actor.country is None:
        return Actor(name=key)
    entry = gazetteer().country(actor.country)
    return Actor(name=entry.name if entry is not None else actor.country, country=actor.country)


def _resolved(draft: Draft, pair: Pair) -> Draft:
    span = draft.actor.span if draft.actor is not None else None
    one, other = (replace(each, span=span) for each in pair)
    return replace(draft, actor=one, recipient=other, side=one.country or one.name, target=other.country or other.name)
