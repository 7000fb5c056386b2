"""What kind of event a rule asks for: act, parties and place, from its resolution sentence and its title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from tocsin.core.rules import Pattern
from tocsin.rules.lexicon import Party, Predicate, name_stop_words, normalised, parties_in, predicates, region_countries

_NAME = r"[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+){0,2}"
_PLACES = (
    ("city", re.compile(rf"\b(?:city|municipality|town|capital) of (?:the )?(?P<name>{_NAME})")),
    ("city", re.compile(rf"(?P<name>{_NAME}) (?:[Mm]unicipality|city limits|[Cc]ity proper)")),
    ("region", re.compile(rf"(?P<name>{_NAME}) (?:[Oo]blast|[Pp]rovince|[Rr]egion|[Pp]eninsula|[Gg]overnorate)")),
    (
        "sea",
        re.compile(
            r"\b(?:the )?(?P<name>(?:[A-Z]\w+ ){1,2}(?:Sea|Strait|Gulf|Ocean|Canal)|(?:Strait|Gulf) of [A-Z]\w+)"
        ),
    ),
    (
        "city",
        re.compile(rf"\b(?:[Cc]aptures?|[Tt]akes?|[Ee]nters?|[Ff]all of) (?:all of |the city of )?(?P<name>{_NAME})"),
    ),
)
_PROPER = re.compile(r"(?<![\w'])[A-Z][\w'\-.]*\w?(?: \d+\.\d+| [A-Z][\w'\-]*)*")
_TERRITORY = re.compile(r"\b(?:soil|territory|territorial|airspace|embassy|consulate)\b")
_GOVERNMENT = re.compile(r"[A-Z][\w'-]+ (?:[Aa]dministration|[Gg]overnment|[Cc]abinet)\b")
_LISTED = re.compile(r"[,\s]*(?:or|and)?\s*(?:the )?(?:\([A-Z]+\))?[,\s]*(?:or|and)?\s*(?:the )?")
_LOCATIVE = re.compile(r"\b(?:in|inside|within|across) (?:the )?$")
_BOTH = re.compile(r"\b(?:both|mutual\w*|between|bilateral\w*|each other|joint\w*|jointly)\b|\bx\b")
_LEADING = re.compile(r"^(?:Will|Does|Did|Is|Are|The|Can|Has|Have|Which|Who|What|When|How)\s+")


_IF_FIRST = re.compile(r"^\W*(?:if|should) [^?]{5,200}?, (?=will |does |is |are |would )")
_BESIDES = re.compile(r"\b(?:besides|other than|except(?: for)?|apart from|excluding)\s+(?P<who>[^.;()]{2,120})")
_ANY_COUNTRY = re.compile(r"\b[Aa](?:ny|nother) (?:new |other |third )?(?:country|state|nation)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The pattern, and the kind of act it was read from (``None`` where no known act is named)."""

    pattern: Pattern
    predicate: Predicate | None


def read_predicate(title: str, requirement: str) -> Asked:
    """The pattern of a rule; ``requirement`` is its resolution sentence, as written, or ``""``."""
    predicate = find_predicate(title, requirement)
    actors, recipients = ((), ()) if _ANY_COUNTRY.search(title) else _parties(title, predicate)
    if not actors and not recipients and not _ANY_COUNTRY.search(title):
        actors, recipients = _parties(requirement, predicate)
    if predicate is not None and predicate.office:
        actors, recipients = (), ()
    place = _place(title) or _place(requirement)
    both = bool(
        predicate
        and predicate.both
        and len({*actors, *recipients}) >= 2
        and _BOTH.search(normalised(title + " " + requirement))
    )
    struck = recipients[0] if len(recipients) == 1 and _TERRITORY.search(normalised(requirement)) else None
    anywhere = predicate is None or predicate.both or predicate.office
    placed = frozenset() if anywhere else _placed(title)
    in_country = struck or (min(placed) if len(placed) == 1 else None)
    return Asked(
        predicate=predicate,
        pattern=Pattern(
            actions=predicate.actions if predicate else (),
            actors=actors,
            recipients=recipients,
            both_parties=both,
            place=place[0] if place else None,
            place_kind=place[1] if place else ("country" if in_country else None),
            place_country=None if place else (in_country if in_country and len(in_country) == 3 else None),
        ),
    )


def _placed(text: str) -> frozenset[str]:
    """The parties that the text places something in ("killed in Iceland, Norway or the UAE"): they do not act."""
    found: set[str] = set()
    listed_from = -1
    for at, party in named_parties(text):
        named = party.pattern.match(text, at)
        if _LOCATIVE.search(text[:at]) or (listed_from >= 0 and _LISTED.fullmatch(text[listed_from:at])):
            found.add(party.code)
            listed_from = named.end() if named else at
        else:
            listed_from = -1
    return frozenset(found)


@lru_cache(maxsize=512)
def find_predicate(title: str, requirement: str) -> Predicate | None:
    """The kind of act that the title names, else the resolution sentence; ``None`` where neither does."""
    for words in (main_question(normalised(title)), normalised(requirement)):
        found = [p for p in predicates() if p.in_rules.search(words)]
        if found:
            return found[0]
    return None


def main_question(title: str) -> str:
    """A normalised title without the "if ..." that stands before its question."""
    return _IF_FIRST.sub("", title)


def barred_parties(text: str) -> frozenset[str]:
    """The parties that a rule names only to leave them out ("any country besides Norland")."""
    listed = (party for match in _BESIDES.finditer(text) for _, party in named_parties(match["who"]))
    return frozenset(party.code for party in listed)


def _parties(text: str, predicate: Predicate | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(actors, recipients) by where they stand to the act in ``text``; a party is named once."""
    placed = _placed(text) | barred_parties(text)
    named = [(at, party) for at, party in named_parties(text) if party.code not in placed]
    if not named:
        return (), ()
    act = predicate.in_rules.search(normalised(text)) if predicate else None
    at = act.start() if act else len(text)
    before = tuple(dict.fromkeys(party.code for position, party in named if position < at))
    after = tuple(dict.fromkeys(party.code for position, party in named if position >= at and party.code not in before))
    if not before:
        return after, ()
    if predicate is not None and predicate.both and not after:
        return before[:1], before[1:]
    return before, after


def named_parties(text: str) -> list[tuple[int, Party]]:
    """(position, party) of every country or group that ``text`` names, by first mention, in order."""
    found = [(match.start(), party) for party in parties_in(text) if (match := party.pattern.search(text))]
    return sorted(found, key=lambda item: item[0])


def _place(text: str) -> tuple[str, str] | None:
    for kind, pattern in _PLACES:
        match = pattern.search(text)
        if match:
            name = _LEADING.sub("", match["name"]).replace("’", "'").removesuffix("'s").strip()
            if name and not any(party.pattern.fullmatch(name) for party in parties_in(name)):
                return name, kind
    return None


@lru_cache(maxsize=4096)
def proper_names(text: str) -> tuple[str, ...]:
    """The people, bodies and things that a text names, in order, without countries, regions, months and offices.

    Empty where every longer word is capitalised, as in headlines: then capitals tell nothing.
    """
    words = re.findall(r"[^\W\d_]{4,}", text)
    if len(words) > 3 and not any(word.islower() for word in words):
        return ()
    bare = _GOVERNMENT.sub("_", text.replace("’", "'"))
    for party in parties_in(bare):
        bare = party.pattern.sub(lambda match: "_" * len(match[0]), bare)
    found = []
    for match in _PROPER.finditer(bare):
        name = match[0].split()
        while name and normalised(name[0]) in _no_names():
            del name[0]
        if name and len(key_word(" ".join(name))) > 3:
            found.append(" ".join(name).removesuffix("'s"))
    return tuple(dict.fromkeys(found))


def key_word(name: str) -> str:
    """The last word of a name that tells it apart, normalised: the surname, or "harbour" of "Harbour Act"."""
    words = [word.removesuffix("'s") for word in normalised(name).split()]
    return next((word for word in reversed(words) if word not in _no_names()), words[-1] if words else "")


@cache
def _no_names() -> frozenset[str]:
    regions = (word for name in region_countries() for word in name.split())
    return frozenset((*name_stop_words(), *regions))
