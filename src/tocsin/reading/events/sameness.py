"""Whether two events of two documents are one happening: what agrees, what differs and may, what forbids it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache

from tocsin.core.claims import Actor, Event, Sameness
from tocsin.core.times import DateRange
from tocsin.core.vocabulary import Action, Status, Weapon
from tocsin.reading.places.gazetteer import gazetteer, place_key
from tocsin.reading.terms import countries, names, terms

NEAR = timedelta(days=2)
"""Reports this near in time may tell of one happening without saying when it was."""
_LONGEST = 2_000
"""Characters of an event's words that are looked at."""
_WIDEST = 7
"""Days: what is placed less closely agrees with no day."""
_FIRST_OF_NIGHT = time(12, tzinfo=UTC)
"""Nobody tells at noon, anywhere between London and Tokyo, of the night that is to come."""
_INTENDED = frozenset({Status.THREATENED, Status.PLANNED})
_MUTUAL = frozenset({Action.AGREE, Action.CONSULT, Action.COOPERATE})
_AT_A_PLACE = frozenset({Action.ASSAULT, Action.PROTEST, Action.COERCE, Action.MOBILIZE, Action.RETREAT})
"""What is done to a place as often as to somebody: a town and its state are no two recipients."""
_ANY_WEAPON = frozenset({Weapon.STRIKE, Weapon.EXPLOSIVE, Weapon.BOMB})
"""Words that leave open what it was."""
_DECISIVE = ("effect", "form", "scope", "control", "office", "meeting")
"""Attributes that rules turn on: two values are two happenings."""
_CAPITAL = re.compile(r"(?:\b([A-Z]\w+)(?:['’]s)? )?\bcapital\b")
_ANOTHER = re.compile(
    r"\b(?:second|third|fourth|another|separate|fresh|further|new|renewed|repeat(?:ed)?|follow-up)\s(?:[\w-]+\s){0,2}?"
    r"(?:strike|attack|raid|wave|round|volley|salvo|barrage|blast|explosion|shelling|meeting|talks|deal|agreement"
    r"|ceasefire|truce|swap|exchange|package|vote|protest|march|rally|test|launch|convoy)s?\b",
    re.IGNORECASE,
)
_NAMED_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|(?:village|town|city|port|district|settlement) of) "
    r"((?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})"
)
"""A place that no table knows, by how it is written."""
_AS_WRITTEN = "as written"
_WORD = re.compile(r"[^\W_][\w’'-]*")
_MOST_WORDS = 4
_UNSPECIFIC = terms("strike kill wound launch down people drones missiles overnight morning residential")


@dataclass(frozen=True, slots=True)
class Where:
    """A place as far as it can be compared."""

    name: str
    kind: str
    country: str | None
    admin1: str | None = None
    geonames: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """An event with what it is compared by; ``own`` are the terms that say more than root, parties and place do."""

    event: Event
    realm: str
    where: Where | None
    own: frozenset[str]
    another: bool
    """Whether the text sets it apart from one before ("a second strike")."""


@dataclass(frozen=True, slots=True)
class _Agreement:
    """What two events agree in, in words; ``of`` names the facts."""

    of: frozenset[str]
    words: tuple[str, ...]
    differ: tuple[str, ...]


def facts_of(event: Event) -> Facts:
    """What ``event`` is compared by, worked out once."""
    text = event.evidence.text
    told = {term for actor in (event.actor, event.recipient) if actor for term in names(actor.name)}
    place = terms(event.place.name) if event.place else frozenset()
    own = terms(text) - _UNSPECIFIC - told - place
    return Facts(
        event=event,
        realm=_realm(event),
        where=_where(event),
        own=frozenset(term for term in own if not term.isupper() and not term[0].isdigit()),
        another=_ANOTHER.search(text[:_LONGEST]) is not None,
    )


def may_be_one(one: Facts, other: Facts) -> bool:
    """Whether nothing forbids that two events are one happening. Symmetric."""
    mine, theirs = one.event, other.event
    return (
        mine.document != theirs.document
        and mine.action is theirs.action
        and one.realm == other.realm
        and _days_fit(mine, theirs)
        and _places(one.where, other.where) != "apart"
        and _parties_fit(one, other)
        and _attributes_fit(mine, theirs)
        and one.another == other.another
    )


def same(one: Facts, other: Facts) -> Sameness | None:
    """Why two events are one happening, or ``None`` where they differ or too little is known. Symmetric.

    One day and one place, or one day and the same parties, and something more: who did it, with what, how many, or
    the words. Where a text gives no day, reports of the next two days have to share more.
    """
    if not may_be_one(one, other):
        return None
    first, second = sorted((one, other), key=lambda each: (each.event.available_at, each.event.key))
    agreed = _agreement(first, second)
    if not _enough(agreed.of, first.event.action):
        return None
    return Sameness(one=first.event.key, other=second.event.key, agree=agreed.words, differ=agreed.differ)


def _enough(of: frozenset[str], action: Action) -> bool:
    more = len(of & {"actor", "recipient", "weapon", "figure", "words", "many words"})
    if "day" in of and "place" in of:
        return more >= 1
    if "day" in of and action in _MUTUAL and {"actor", "recipient"} <= of:
        return more >= 3
    if "day" in of and "region" in of:
        return more >= 2 and bool(of & {"words", "figure"})
    if "day" in of:
        return more >= 3 and bool(of & {"many words", "figure"})
    return "near" in of and "place" in of and more >= 2 and bool(of & {"many words", "figure"})


def _agreement(first: Facts, second: Facts) -> _Agreement:
    of: dict[str, str] = {}
    differ: list[str] = []
    one, other = first.event, second.event
    days = _common_days(one, other)
    if days is not None:
        of["day"] = f"on {_spelled(days)}"
    else:
        of["near"] = "told within two days"
    here, there = first.where, second.where
    relation = _places(here, there)
    if here is not None and there is not None and relation in {"same", "within"}:
        of["place" if relation == "same" else "region"] = f"in {here.name}"
        if here.name != there.name:
            differ.append(f"“{here.name}” and “{there.name}”")
    for role in _common_parties(one, other):
        of[role] = f"{'by' if role == 'actor' else 'against or with'} {_name(getattr(one, role))}"
    weapon = one.attributes.weapon
    if weapon is not None and weapon is other.attributes.weapon:
        of["weapon"] = f"with {weapon.value.replace('_', ' ')}"
    for unit, mine, theirs in _figures(one, other):
        if mine == theirs:
            of["figure"] = f"{unit} {mine:g}"
        else:
            differ.append(f"{unit} {mine:g}, later {theirs:g}")
    shared = first.own & second.own
    if shared:
        of["words"] = f"the words {', '.join(_spelled_terms(one.evidence.text, shared))}"
    if len(shared) > 2:
        of["many words"] = ""
    words = (f"both {one.action}", *(word for word in of.values() if word))
    return _Agreement(frozenset(of), words, tuple(differ))


def _spelled_terms(text: str, wanted: frozenset[str]) -> list[str]:
    """Some of the terms as the text writes them."""
    written = {min(wanted & terms(word), default=""): word.lower() for word in _WORD.findall(text[:_LONGEST])}
    return [word for term, word in written.items() if term][:_MOST_WORDS]


def _realm(event: Event) -> str:
    """What has happened or is said to have, what is meant to, and what might."""
    if event.status in _INTENDED:
        return "intended"
    return "hypothetical" if event.status is Status.HYPOTHETICAL else "happened"


def _days_fit(one: Event, other: Event) -> bool:
    """Whether the days are the same, one within the other, or not known of reports that are near in time."""
    mine, theirs = one.occurred, other.occurred
    if mine is None or theirs is None:
        return abs(one.available_at - other.available_at) <= NEAR
    return (_within(mine, theirs) or _within(theirs, mine)) and not (
        _tells_before(one, theirs) or _tells_before(other, mine)
    )


def _within(inner: DateRange, outer: DateRange) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _tells_before(event: Event, night: DateRange) -> bool:
    """Whether an event was told of before a night that it would have been in."""
    return night.days == 2 and event.available_at < datetime.combine(night.start, _FIRST_OF_NIGHT)


def _common_days(one: Event, other: Event) -> DateRange | None:
    mine, theirs = one.occurred, other.occurred
    if mine is None or theirs is None or max(mine.days, theirs.days) > _WIDEST:
        return None
    return mine if mine.days <= theirs.days else theirs


def _spelled(days: DateRange) -> str:
    first = f"{days.start.day} {days.start:%B %Y}"
    return first if days.days == 1 else f"{first} to {days.end.day} {days.end:%B %Y}"


def _where(event: Event) -> Where | None:
    """The place of an event; of "the Ukrainian capital" the city that it is."""
    place = event.place
    if place is not None:
        return Where(place.name, place.kind, place.country, place.admin1, place.geonames)
    text = event.evidence.text[:_LONGEST]
    found = _CAPITAL.search(text)
    if found is None:
        return _named_place(text)
    own = countries(found[1]) if found[1] else ()
    country = own[0] if own else (event.recipient.country if event.recipient else None)
    return _capital(country) if country else None


def _named_place(text: str) -> Where | None:
    """The first place that a text names and no table knows."""
    for match in _NAMED_PLACE.finditer(text):
        if names(match[1]) and not countries(match[1]):
            return Where(match[1].removeprefix("the "), _AS_WRITTEN, None)
    return None


@lru_cache(maxsize=512)
def _capital(country: str) -> Where | None:
    table = gazetteer()
    for name in table.capitals.get(country, ())[:1]:
        for entry in table.find(name):
            if entry.kind == "city" and entry.country == country:
                region = table.admin1_names.get(entry.admin1 or "")
                return Where(entry.name, "city", country, region, entry.geonames)
    return None


def _places(one: Where | None, other: Where | None) -> str:
    """How two places stand to each other: ``same``, one ``within`` the other, ``apart``, or ``unknown``."""
    if one is None or other is None:
        return "unknown"
    if one.geonames is not None and one.geonames == other.geonames:
        return "same"
    if one.country and other.country and one.country != other.country:
        return "apart"
    alike = place_key(one.name) == place_key(other.name)
    if _AS_WRITTEN in {one.kind, other.kind}:
        return "same" if alike else ("apart" if one.kind == other.kind else "unknown")
    if alike and one.kind == other.kind:
        return "same" if one.geonames is None or other.geonames is None else "apart"
    return "within" if _holds(one, other) or _holds(other, one) else "apart"


def _holds(outer: Where, inner: Where) -> bool:
    if outer.kind == "country":
        return outer.country is not None and outer.country == inner.country and inner.kind != "country"
    region = outer.kind == "region" and inner.kind == "city" and outer.country == inner.country
    return region and outer.admin1 is not None and outer.admin1 == inner.admin1


def _parties_fit(first: Facts, second: Facts) -> bool:
    """Whether nobody acts in one that does not in the other; of what both sides do, in either order."""
    one, other = first.event, second.event
    if one.action in _MUTUAL:
        return _pair_fits((one.actor, one.recipient), (other.actor, other.recipient)) or _pair_fits(
            (one.actor, one.recipient), (other.recipient, other.actor)
        )
    if _parties(one.actor, other.actor) == "apart":
        return False
    relation = _parties(one.recipient, other.recipient)
    if one.action in _AT_A_PLACE:
        return relation != "apart" or _places(first.where, second.where) == "same"
    return relation != "apart"


def _pair_fits(mine: tuple[Actor | None, Actor | None], theirs: tuple[Actor | None, Actor | None]) -> bool:
    return all(_parties(a, b) != "apart" for a, b in zip(mine, theirs, strict=True))


def _common_parties(one: Event, other: Event) -> Iterator[str]:
    """The roles that the same party has in both; of what both sides do, in either order."""
    theirs = (other.actor, other.recipient)
    turned = (other.recipient, other.actor)
    mine = (one.actor, one.recipient)
    if one.action in _MUTUAL and _agreeing(mine, turned) > _agreeing(mine, theirs):
        theirs = turned
    for role, a, b in zip(("actor", "recipient"), mine, theirs, strict=True):
        if _parties(a, b) == "same":
            yield role


def _agreeing(mine: tuple[Actor | None, Actor | None], theirs: tuple[Actor | None, Actor | None]) -> int:
    return sum(_parties(a, b) == "same" for a, b in zip(mine, theirs, strict=True))


def _parties(one: Actor | None, other: Actor | None) -> str:
    if one is None or other is None:
        return "unknown"
    if one.country and other.country:
        return "same" if one.country == other.country else "apart"
    mine, theirs = terms(one.name), terms(other.name)
    if mine and theirs and (mine <= theirs or theirs <= mine):
        return "same"
    proper = names(one.name) and names(other.name) and not (one.country or other.country)
    return "apart" if proper and mine.isdisjoint(theirs) else "unknown"


def _name(actor: Actor | None) -> str:
    return actor.name if actor else ""


def _attributes_fit(one: Event, other: Event) -> bool:
    for field in _DECISIVE:
        mine, theirs = getattr(one.attributes, field), getattr(other.attributes, field)
        if mine is not None and theirs is not None and mine is not theirs:
            return False
    return _weapons_fit(one, other)


def _weapons_fit(one: Event, other: Event) -> bool:
    mine, theirs = one.attributes.weapon, other.attributes.weapon
    if mine is None or theirs is None or mine is theirs or {mine, theirs} & _ANY_WEAPON:
        return True
    return not terms(mine.value).isdisjoint(terms(other.evidence.text)) or not terms(theirs.value).isdisjoint(
        terms(one.evidence.text)
    )


def _figures(one: Event, other: Event) -> Iterator[tuple[str, float, float]]:
    """The counts of one unit that both give."""
    theirs = {quantity.unit: quantity.value for quantity in other.attributes.counts}
    for quantity in one.attributes.counts:
        if quantity.unit in theirs:
            yield quantity.unit, quantity.value, theirs[quantity.unit]
