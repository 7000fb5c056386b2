"""Places of a text: the gazetteer finds them, the context decides among namesakes, and what stays open is left open."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tocsin.core.claims import Place
from tocsin.core.material import Span
from tocsin.reading.places.gazetteer import Entry, Gazetteer, gazetteer
from tocsin.reading.places.names import FIXED_KINDS, Mention, find_mentions
from tocsin.reading.text.segment import Layout

_QUALIFIER = re.compile(r"\s*[,(]\s*")
_FAR_KM = 1000.0
_NEAR_KM = 250.0
_UNDECIDED = 0.35
_LOCAL = 150_000
_LARGE = 300_000
_GREAT = 900_000
_ENOUGH_POINTS = 60
_LARGE_VILLAGE = 50_000
_TOWN = 30_000
_LESSER = 5
"""Times as many people: a namesake so much smaller leaves no doubt."""
_NEIGHBOURS_KM = 1500.0
_FEDERAL = frozenset(["USA", "CAN", "AUS"])
"""Countries whose states news names without their country."""
_HAVE_COUNTIES = frozenset(["GBR", "IRL", "CAN", "AUS", "NZL", "KEN", "LBR", "SSD", "TWN", "SWE", "NOR"])
"""Countries besides the United States that English news divides into counties."""


@dataclass(kw_only=True)
class _Context:
    """What the document says about where it is: countries and regions named, and the points that are certain."""

    countries: Counter[str] = field(default_factory=Counter)
    regions: Counter[str] = field(default_factory=Counter)
    points: list[tuple[float, float]] = field(default_factory=list)
    presumed: list[Entry] = field(default_factory=list)
    hints: frozenset[str] = frozenset()
    votes: Counter[str] = field(default_factory=Counter)


def find_places(document_id: str, text: str, layout: Layout, *, country_hints: Sequence[str] = ()) -> tuple[Place, ...]:
    """The places of ``text`` in order, without overlap; never raises on any text.

    ``country_hints`` are alpha-3 codes that weigh in among namesakes (the source's country). Every place has a span;
    ``kind`` says how it is meant: ``country``, ``region``, ``county``, ``city``, ``demonym``, ``metonym``,
    ``capital-metonym`` (the capital that speaks for its state), ``sea``, ``conflict-region`` ... A place that stays
    open has no coordinates and is of the kind ``ambiguous``.
    """
    table = gazetteer()
    mentions = find_mentions(text, layout, table)
    context = _Context()
    context.countries.update(dict.fromkeys(country_hints, 2))
    context.hints = frozenset(country_hints)
    _gather(mentions, context)
    chosen = [_by_qualifier(text, mention, mentions, index, table) for index, mention in enumerate(mentions)]
    for mention, entry in zip(mentions, chosen, strict=True):
        _learn(entry or _only(mention), context)
        presumed = _presumed(mention)
        if presumed is not None and len(context.presumed) < _ENOUGH_POINTS:
            context.presumed.append(presumed)
    known: dict[str, Entry | None] = {}
    for index, mention in enumerate(mentions):
        if chosen[index] is None and mention.entries[0].kind == "county":
            chosen[index] = _county(mention, context)
            _learn(chosen[index], context)
    for index in sorted(range(len(mentions)), key=lambda i: (chosen[i] is None, len(mentions[i].entries))):
        mention = mentions[index]
        certain = chosen[index]
        if certain is not None:
            known.setdefault(mention.key, certain)
            continue
        entry = (
            known[mention.key]
            if mention.key in known and not (mention.region or mention.city or (mention.city_first and mention.listed))
            else _decide(mention, context)
        )
        if not _supported(mention, entry or mention.entries[0], context):
            mentions[index] = mention.rejected()
        chosen[index] = entry
        known.setdefault(mention.key, entry)
    _revive(mentions, chosen)
    return tuple(
        _place(document_id, text, mention, entry)
        for mention, entry in zip(mentions, chosen, strict=True)
        if not mention.dropped
    )


def _revive(mentions: list[Mention], chosen: Sequence[Entry | None]) -> None:
    """A name that is certainly a place once in the document is that place wherever it stands."""
    certain = {
        m.key: e for m, e in zip(mentions, chosen, strict=True) if not m.dropped and not m.common and e is not None
    }
    for index, mention in enumerate(mentions):
        if mention.dropped and certain.get(mention.key) is not None and certain[mention.key] == chosen[index]:
            mentions[index] = replace(mention, dropped=False)


def _gather(mentions: Sequence[Mention], context: _Context) -> None:
    for mention in mentions:
        first = mention.entries[0]
        if first.kind in FIXED_KINDS and first.country and not _is_namesake(mention):
            context.countries[first.country] += 1
    for mention in {mention.key: mention for mention in mentions}.values():
        if mention.entries[0].kind not in {"city", "county"} or mention.entries[0].population > _LOCAL:
            continue  # only names of small places tell where a local paper is
        cities = [entry for entry in mention.entries if entry.kind in {"city", "county"} and entry.admin1]
        for region in {entry.admin1 for entry in cities[:40]}:
            context.votes[region or ""] += 1


def _is_namesake(mention: Mention) -> bool:
    """Whether a country shares its name with a large region ("Georgia")."""
    return mention.entries[0].kind == "country" and any(
        entry.kind == "region" and entry.country == "USA" for entry in mention.entries
    )


def _only(mention: Mention) -> Entry | None:
    """The entry of a name that has one reading."""
    first = mention.entries[0]
    if first.kind in FIXED_KINDS and not _is_namesake(mention):
        return first
    if len(mention.entries) == 1:
        return first if first.population > 15_000 else None
    if first.kind == "region" and first.country in _FEDERAL and not mention.city_first and _is_far_larger(mention):
        return first  # a state of some federation, whatever hamlet is called like it
    if first.admin1 and first.population > 100_000 and all(entry.admin1 == first.admin1 for entry in mention.entries):
        return first  # a city and the region around it
    return None


def _is_far_larger(mention: Mention) -> bool:
    """Whether the first reading has far more people than any other in its place."""
    first, *others = mention.entries
    return all(10 * other.population < first.population for other in others)


def _presumed(mention: Mention) -> Entry | None:
    """What a name brings to mind: too little to decide among its namesakes, enough among Georgias."""
    first, second = (*mention.entries, None, None)[:2]
    if first is None or first.kind not in {"city", "region"} or first.population < _LARGE or mention.common:
        return None
    return first if second is None or first.population > 10 * second.population else None


def _learn(entry: Entry | None, context: _Context) -> None:
    if entry is None:
        return
    if entry.country:
        context.countries[entry.country] += 1
    if entry.admin1:
        context.regions[entry.admin1] += 1
    if (
        entry.kind in {"city", "county", "site", "district", "region"}
        and entry.latitude is not None
        and entry.longitude is not None
    ):
        context.points.append((entry.latitude, entry.longitude))


def _by_qualifier(
    text: str, mention: Mention, mentions: Sequence[Mention], index: int, table: Gazetteer
) -> Entry | None:
    """The reading that a region or country right behind the name asks for: "Paris, Texas", "Alexandria, Va."."""
    if index + 1 >= len(mentions):
        return None
    following = mentions[index + 1]
    if not _QUALIFIER.fullmatch(text[mention.end : following.start]):
        return None
    regions = {entry.admin1 for entry in following.entries if entry.kind == "region" and entry.admin1}
    countries = {entry.country for entry in following.entries if entry.kind == "country" and entry.country}
    codes = {table.admin1_names.get(region) for region in regions}
    for entry in mention.entries:
        inside = entry.admin1 in regions or entry.country in countries
        if (
            inside
            and entry.kind in {"city", "county", "region"}
            and table.admin1_names.get(entry.admin1 or "") != mention.text
        ):
            return entry
        if inside and entry.kind == "city" and codes:
            return entry
    return None


def _decide(mention: Mention, context: _Context) -> Entry | None:
    """The best reading in this document; ``None`` where two far apart are as good as one another."""
    if _is_namesake(mention):
        return _country_or_state(mention, context)
    if mention.entries[0].kind == "county":
        return _county(mention, context)
    if mention.village and max(entry.population for entry in mention.entries) >= _LARGE_VILLAGE:
        return None  # a village that the gazetteer does not know, called like a town or region that it does
    scored = sorted(
        ((_score(entry, mention, context), -rank, entry) for rank, entry in enumerate(mention.entries)),
        key=lambda s: s[:2],
        reverse=True,
    )
    best = scored[0]
    for other in scored[1:4]:
        apart = _distance(best[2], other[2])
        rival = other[2].kind == best[2].kind and _LESSER * other[2].population > best[2].population
        if best[0] - other[0] < _UNDECIDED and (apart is None or apart > _FAR_KM) and rival:
            return None
    return best[2]


def _country_or_state(mention: Mention, context: _Context) -> Entry | None:
    """Georgia in the Caucasus or in the United States, by what else the document names; ``None`` where both fit."""
    country = mention.entries[0]
    state = next(entry for entry in mention.entries if entry.kind == "region" and entry.country == "USA")
    if mention.region and not mention.speaks:
        return state
    for_state = sum(count for region, count in context.regions.items() if region.startswith("US."))
    for_state += sum(entry.country == "USA" for entry in context.presumed)
    for_country = context.countries[country.country or ""] + _neighbours(country, context)
    if for_state and not for_country:
        return state
    if for_country and not for_state:
        return country
    if context.hints & {"USA"} and not for_country:
        return state
    return None if for_state == for_country else state if for_state > for_country else country


def _county(mention: Mention, context: _Context) -> Entry | None:
    """The county of the state that the document speaks of; ``None`` where no state, or more than one, would fit."""
    american = context.countries["USA"] or any(region.startswith("US.") for region in context.regions)
    if len(mention.entries) == 1:
        return mention.entries[0] if american or not context.countries.keys() & _HAVE_COUNTIES else None
    best, second = sorted((_fit(entry, context) for entry in mention.entries), reverse=True)[:2]
    if best - second < _UNDECIDED:
        return None
    return next(entry for entry in mention.entries if _fit(entry, context) == best)


def _fit(entry: Entry, context: _Context) -> float:
    """How much of the document speaks for the state of a county and for its neighbourhood."""
    region = entry.admin1 or ""
    votes = max(0, context.votes[region] - 1)  # the name itself is one
    return min(2.0, context.regions[region]) + 0.3 * min(votes, 5) + _nearness(entry, context)


def _neighbours(country: Entry, context: _Context) -> int:
    """How many certain places and other countries of the document lie near a country."""
    if country.latitude is None or country.longitude is None:
        return 0
    here = (country.latitude, country.longitude)
    points = [(e.latitude, e.longitude) for e in context.presumed if e.latitude is not None and e.longitude is not None]
    near = sum(_km(*here, *point) < _NEIGHBOURS_KM for point in [*context.points[:_ENOUGH_POINTS], *points])
    for code in context.countries:
        other = gazetteer().country(code)
        if code != country.country and other is not None and code not in context.hints:
            apart = _distance(country, other)
            near += code == "RUS" or (apart is not None and apart < _NEIGHBOURS_KM)
    return near


def _score(entry: Entry, mention: Mention, context: _Context) -> float:
    score = math.log10(entry.population + 10)
    if entry.kind in FIXED_KINDS:
        score += 8.5 if _is_namesake(mention) else 9.0
    elif entry.kind == "region":
        score += _region_bonus(entry, mention)
    elif mention.city:
        score += 1.5
    if entry.renamed:
        score -= 0.5 if entry.population > _GREAT else 3.5 if _is_borne_by_another(entry, mention) else 1.0
    capital = gazetteer().is_capital(entry)
    if capital:
        score += 3.0 if entry.country and context.countries[entry.country] else 0.7
    if entry.country and context.countries[entry.country]:
        share = context.countries[entry.country] / sum(context.countries.values())
        local = entry.kind != "city" or capital or entry.population > _LOCAL or _is_local(entry, context)
        score += (1.0 + 1.5 * share) * (1.0 if local else 0.3)
    if entry.admin1 and context.regions[entry.admin1]:
        score += 1.5
    if entry.admin1 and context.votes[entry.admin1] > 1:
        score += min(1.5, 0.3 * context.votes[entry.admin1])
    score += _nearness(entry, context)
    return score


def _is_borne_by_another(entry: Entry, mention: Mention) -> bool:
    """Whether some town of size is called today what ``entry`` was once called, or is called elsewhere."""
    return any(
        other.kind == "city" and not other.renamed and other.population >= _TOWN and other.geonames != entry.geonames
        for other in mention.entries
    )


def _is_local(entry: Entry, context: _Context) -> bool:
    """Whether more than the nation's name speaks for a small town: its region, its neighbours."""
    region = entry.admin1 or ""
    return bool(context.regions[region]) or context.votes[region] > 1 or _nearness(entry, context) > 0


def _region_bonus(entry: Entry, mention: Mention) -> float:
    """How much speaks for the region where a name is also a city's."""
    if mention.region:
        return 12.0
    if mention.city_first and not mention.listed:
        return -3.0
    if entry.country in {"USA", "CAN", "AUS", "IND"}:
        return 2.5
    return -2.0 if any(other.kind == "city" and other.admin1 == entry.admin1 for other in mention.entries) else 0.0


def _nearness(entry: Entry, context: _Context) -> float:
    """Up to two points for certain places of the same document within some hundred kilometres."""
    if entry.latitude is None or entry.longitude is None or entry.kind not in {"city", "county"}:
        return 0.0
    near = sum(_km(entry.latitude, entry.longitude, *point) < _NEAR_KM for point in context.points[:_ENOUGH_POINTS])
    return min(2.0, 0.8 * near)


def _supported(mention: Mention, entry: Entry, context: _Context) -> bool:
    """Whether a city or region is more than a word or a surname that some town also bears."""
    if entry.kind in FIXED_KINDS or entry.kind == "county":
        return True
    if entry.kind == "region" and (mention.vouched or entry.country in _FEDERAL):
        return True
    if mention.vouched or (entry.population >= 300_000 and not mention.common):
        return True
    if mention.common or (mention.leading and entry.population < 100_000 and not mention.speaks):
        return False
    near = _nearness(entry, context) > 0
    here = bool(entry.country and context.countries[entry.country])
    if gazetteer().is_capital(entry) and (here or mention.preposition or mention.speaks):
        return True
    if entry.population >= 50_000:
        return here or near or mention.preposition
    return (mention.preposition and (near or here)) or (near and here and mention.listed)


def _place(document_id: str, text: str, mention: Mention, entry: Entry | None) -> Place:
    span = Span(document=document_id, start=mention.start, end=mention.end, text=text[mention.start : mention.end])
    if entry is None:
        return Place(name=mention.text, kind="ambiguous", span=span)
    kind = entry.kind
    speaks = mention.speaks and (kind == "capital" or gazetteer().is_capital(entry))
    if kind == "capital" or speaks:
        kind = "capital-metonym" if speaks else "city"
    region = gazetteer().admin1_names.get(entry.admin1) if entry.admin1 else None
    return Place(
        name=entry.name,
        kind=kind,
        country=entry.country,
        admin1=region,
        latitude=entry.latitude,
        longitude=entry.longitude,
        geonames=entry.geonames,
        zone=entry.zone,
        span=span,
    )


def _distance(a: Entry, b: Entry) -> float | None:
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    return _km(a.latitude, a.longitude, b.latitude, b.longitude)


def _km(a: float, b: float, c: float, d: float) -> float:
    """Great-circle distance in kilometres between two points in degrees."""
    a, b, c, d = map(math.radians, (a, b, c, d))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))
