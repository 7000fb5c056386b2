"""Who "both sides" are: the two states that a text mostly tells of as acting on one another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tocsin.core.claims import Actor
from tocsin.reading.drafts import Draft
from tocsin.reading.gazetteer import gazetteer

_BOTH = re.compile(
    r"(?:both|the two|either|neither|each)(?: of the two| of the)? "
    r"(?:sides?|countries|country|nations?|governments?|parties|party|neighbou?rs?|leaders?|presidents?|armies|army|capitals?)",
    re.IGNORECASE,
)


def with_sides(drafts: Sequence[Draft]) -> list[Draft]:
    """``drafts`` with "both sides" and the like resolved to the pair of the text, where there is one such pair."""
    pair = _pair(drafts)
    return [_resolved(draft, pair) if pair is not None and _names_both(draft.actor) else draft for draft in drafts]


def _names_both(actor: Actor | None) -> bool:
    return actor is not None and actor.country is None and _BOTH.fullmatch(actor.name) is not None


def _pair(drafts: Sequence[Draft]) -> tuple[str, str] | None:
    pairs: Counter[tuple[str, str]] = Counter()
    for draft in drafts:
        one = draft.actor.country if draft.actor is not None else None
        other = draft.recipient.country if draft.recipient is not None else None
        if one is not None and other is not None and one != other:
            pairs[min(one, other), max(one, other)] += 1
    first = pairs.most_common(2)
    if not first or (len(first) > 1 and first[0][1] == first[1][1]):
        return None
    return first[0][0]


def _resolved(draft: Draft, pair: tuple[str, str]) -> Draft:
    span = draft.actor.span if draft.actor is not None else None
    one, other = (Actor(name=_name(code), country=code, span=span) for code in pair)
    return replace(draft, actor=one, recipient=other, side=pair[0], target=pair[1])


def _name(code: str) -> str:
    entry = gazetteer().country(code)
    return entry.name if entry is not None else code
