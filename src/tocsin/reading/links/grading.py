"""Grades in a view: the letter is the source's setting, the number comes from who else says so and who denies it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise

from tocsin.core.claims import Claim
from tocsin.core.material import Document, Source
from tocsin.core.vocabulary import Grade, LinkKind, Stance
from tocsin.reading.actors.words import is_role_word
from tocsin.reading.links.occasions import numbers, one_occasion, same_side
from tocsin.reading.links.origins import origins
from tocsin.reading.links.relations import confirms, relations
from tocsin.reading.places.gazetteer import gazetteer
from tocsin.reading.terms import countries, names, terms

_OF_FACT = frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.DENIES, Stance.ASSESSES, Stance.WARNS})
"""Stances that say how things are; the others say what somebody means to do, which nobody else can confirm."""
_SAME_DAY = timedelta(hours=18)
"""Two figures of one side this near in time are about one thing; a day later they may be about the next."""
_COMMON = 200
"""A term in more claims than this tells no topic."""
_SAME = 0.7
_FEWEST = 3
_NEAR = 2
_OWNER = re.compile(r"(?:the |The )?([A-Z][\w-]+)['’]s? ")
_PLACE = re.compile(r"\b(?:in|on|at|near|of|over|against|into|from|to)(?: the)? ([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)")
_DOUBT = re.compile(
    r"\b(?:no|not|never|without|lacks?|any)\b[^.;]{0,60}\b(?:evidence|footage|proof|conform|consistent|observed|confirm\w*)"
    r"|\b(?:fabricat|false[ -]flag|hoax|implausib|inconsisten|unfounded|baseless|disinformation|untrue|staged)",
    re.IGNORECASE,
)

_UNNEEDED = re.compile(r"\b(?:no|not|without)\b[^.;]{0,80}\b(?:needed|required|necessary)\b", re.IGNORECASE)
"""Who says that no evidence is needed says nothing of the fact."""


@dataclass(kw_only=True)
class _Voices:
    """Who speaks for and against one claim, apart from its own side; of outsiders each name with each origin."""

    outside_for: set[tuple[str, str]] = field(default_factory=set)
    outside_against: set[tuple[str, str]] = field(default_factory=set)
    observers: set[tuple[str, str]] = field(default_factory=set)
    denied_by: dict[str, None] = field(default_factory=dict)
    counted_otherwise_by: dict[str, None] = field(default_factory=dict)
    admitted_by: dict[str, None] = field(default_factory=dict)
    other_figure: bool = False


class Grader:
    """Grades the claims of one view against one another.

    ``claims`` are linked, ``documents`` by id and ``sources`` by key, all of the same view: what the view does not
    hold does not count, so an earlier view gives the grade of its day. ``origins`` are those of the documents, by id,
    ``links`` the relations between the claims.
    """

    def __init__(
        self, *, claims: Sequence[Claim], documents: Mapping[str, Document], sources: Mapping[str, Source]
    ) -> None:
        self._claims = {claim.key: claim for claim in claims}
        self._documents = documents
        self._sources = sources
        self.origins = origins(documents.values())
        self.links = relations(claims, documents)
        self._taken_back = {link.of: link.claim for link in self.links if link.kind is LinkKind.RETRACTS}
        self._updates = {frozenset((k.claim, k.of)) for k in self.links if k.kind is LinkKind.UPDATES}
        self._answers: dict[str, list[str]] = defaultdict(list)
        self._holders: dict[str, list[str]] = defaultdict(list)
        self._quarrels: set[tuple[str, str]] = set()
        self._reports = _reports_of_claims(claims)
        self._banners = _banners(claims)
        self._sides = {side for claim in claims if (side := self._side(claim))}
        for key, claim in self._claims.items():
            if claim.answers:
                self._answers[claim.answers].append(key)
            if claim.stance in _OF_FACT and key not in self._reports:
                for term in terms(claim.content.text):
                    self._holders[term].append(key)
            side, opponent = self._side(claim), self._opponent(claim)
            if side is not None and opponent is not None:
                self._quarrels |= {(side, opponent), (opponent, side)}
        self._quarrels |= set(self._denied_about_themselves())

    def _denied_about_themselves(self) -> Iterator[tuple[str, str]]:
        """Both orders of two sides of which one denies what the other says about it."""
        for link in self.links:
            claim, target = self._claims[link.claim], self._claims[link.of]
            side, other = self._side(claim), self._side(target)
            if link.kind is LinkKind.DENIES and side and other and side != other and side in self._concerned(target):
                yield from ((side, other), (other, side))

    def grade(self, claim: Claim) -> Grade:
        """The Admiralty pair of ``claim``, with the reason for its number in words."""
        source = self._source(claim)
        letter = source.reliability if source else "F"
        if claim.stance not in _OF_FACT:
            return Grade(source=letter, content=6, reason="a statement of intent, which nobody else can confirm")
        if claim.key in self._reports:
            return Grade(source=letter, content=3, reason="a report of what another says; that claim has its own grade")
        if claim.key in self._taken_back:
            by = self._name(self._claims[self._taken_back[claim.key]])
            return Grade(source=letter, content=5, reason=f"taken back by its own side: {by}")
        voices = self._voices(claim)
        number, reason = _judge(voices, interested=self._is_interested(claim), known=self._is_known(claim))
        return Grade(source=letter, content=number, reason=reason)

    def _voices(self, claim: Claim) -> _Voices:
        voices = _Voices()
        own_side, parties = self._side(claim), self._concerned(claim)
        for other, agrees in self._related(claim):
            side = self._side(other)
            if (side is not None and side == own_side) or same_side(claim, other):
                differs = not agrees and frozenset((claim.key, other.key)) not in self._updates
                voices.other_figure = voices.other_figure or (differs and _other_figure(claim, other))
                continue
            if not agrees and _other_figure(claim, other) and not (_is_negative(claim) or _is_negative(other)):
                voices.counted_otherwise_by[self._name(other)] = None
                continue
            origin = self.origins.get(other.document, other.document)
            opponent = (side, own_side) in self._quarrels
            if opponent or side in parties or self._is_interested(other):
                if opponent or not agrees:
                    (voices.admitted_by if agrees else voices.denied_by)[self._name(other)] = None
            elif self._is_known(other) and (origin != self.origins.get(claim.document) or _is_named(other)):
                witness = self._name(other), origin
                (voices.outside_for if agrees else voices.outside_against).add(witness)
                if agrees and other.stance is Stance.ASSERTS and not _doubts(other):
                    voices.observers.add(witness)
        return voices

    def _related(self, claim: Claim) -> Iterator[tuple[Claim, bool]]:
        """The claims on the same matter and whether they agree with ``claim``; linked ones first, each once."""
        seen = {claim.key}
        for key, agrees in (*self._linked(claim), *self._alike(claim)):
            if key not in seen and key not in self._reports and not _is_nested(claim, self._claims[key]):
                seen.add(key)
                yield self._claims[key], agrees

    def _linked(self, claim: Claim) -> Iterator[tuple[str, bool]]:
        """What answers ``claim`` is against it or grants it; what it answers too; who answers that is on its side."""
        for key in self._answers.get(claim.key, ()):
            if _opposes(self._claims[key], claim):
                yield key, _grants(self._claims[key])
        answered = self._claims.get(claim.answers or "")
        if answered is None or not _opposes(claim, answered):
            return
        yield answered.key, _grants(claim)
        if _grants(claim):
            return
        for key in self._answers[answered.key]:
            if self._claims[key].stance in _OF_FACT and _opposes(self._claims[key], answered):
                yield key, True

    def _alike(self, claim: Claim) -> Iterator[tuple[str, bool]]:
        """Claims of fact that share the terms of ``claim`` and say the same, its opposite, or doubt it."""
        mine = terms(claim.content.text)
        holders = (self._holders.get(term, ()) for term in mine)
        shared = Counter(key for keys in holders if len(keys) <= _COMMON for key in keys)
        for key in sorted(shared, key=lambda k: (-shared[k], k)):
            agrees = _agreement(claim, self._claims[key])
            if agrees is not None:
                yield key, agrees

    def _is_interested(self, claim: Claim) -> bool:
        """Whether the claim serves its speaker's side: a party of the quarrel speaks of the quarrel."""
        side, source = self._side(claim), self._source(claim)
        if side is None:
            return False
        shares = source is not None and side in source.party_to
        return shares or any((side, other) in self._quarrels for other in self._concerned(claim))

    def _is_known(self, claim: Claim) -> bool:
        return claim.speaker is not None and (claim.speaker.country is not None or _is_named(claim))

    def _concerned(self, claim: Claim) -> frozenset[str]:
        """The sides that a claim speaks for, of, or against."""
        about = claim.about
        actors = (claim.speaker, about.actor if about else None, about.recipient if about else None)
        text = claim.content.text
        named = {*countries(text), *_countries_of_places(text), *(names(text) & self._sides)}
        return frozenset(named | {actor.country for actor in actors if actor and actor.country})

    def _opponent(self, claim: Claim) -> str | None:
        """The state against which the speaker turns: the accused or threatened, or the one whose account it denies."""
        content = claim.content.text
        side = self._side(claim)
        others = [
            each for each in (*countries(content), *sorted(names(content) & self._sides)) if side and each != side
        ]
        if claim.stance in {Stance.ACCUSES, Stance.THREATENS}:
            return next(iter(others), None)
        return others[0] if claim.stance is Stance.DENIES and len(others) == 1 else None

    def _side(self, claim: Claim) -> str | None:
        """The state or body whose word it is; ``None`` where nobody knows."""
        if claim.speaker is None:
            source = self._source(claim)
            return source.key if source else None
        name = claim.speaker.name
        banner = self._banners.get(name) or _owner(name)
        return claim.speaker.country or banner or (name.casefold() if _is_named(claim) else None)

    def _source(self, claim: Claim) -> Source | None:
        document = self._documents.get(claim.document)
        return self._sources.get(document.source) if document else None

    def _name(self, claim: Claim) -> str:
        if claim.speaker is not None:
            return claim.speaker.name
        source = self._source(claim)
        return source.name if source else "an unnamed source"


def _banners(claims: Iterable[Claim]) -> dict[str, str]:
    """For speakers whose state is in no table the name that their title gives: "Ordane's Defence Minister"."""
    found: dict[str, str] = {}
    for claim in claims:
        if claim.speaker is None or claim.speaker.span is None or claim.speaker.country is not None:
            continue
        owned = _OWNER.match(claim.speaker.span.text)
        if owned is not None and owned[1] not in claim.speaker.name:
            found.setdefault(claim.speaker.name, next(iter(names(owned[1])), ""))
    return found


@lru_cache(maxsize=20_000)
def _countries_of_places(text: str) -> frozenset[str]:
    """The states in which the places lie that a text names: "hit a refinery in Ryazan" concerns Russia."""
    table = gazetteer()
    found = (next(iter(table.find(match[1])), None) for match in _PLACE.finditer(text[:2_000]))
    return frozenset(entry.country for entry in found if entry is not None and entry.country)


def _owner(name: str) -> str | None:
    """The side that a name begins with or consists of: "Ordane's foreign ministry", "Ordane"."""
    owned = _OWNER.match(f"{name} " if "'" in name or "’" in name else f"{name}'s ")
    return next(iter(names(owned[1])), None) if owned is not None else None


def _reports_of_claims(claims: Sequence[Claim]) -> frozenset[str]:
    """Keys of claims in whose content another begins: "The paper reported that the agency assesses that ..."."""
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: (c.content.start, -c.content.end)):
        by_document[claim.document].append(claim)
    found = set()
    for inside in by_document.values():
        for outer, inner in pairwise(inside):
            if inner.content.start < outer.content.end:
                found.add(outer.key)
    return frozenset(found)


def _is_nested(claim: Claim, other: Claim) -> bool:
    """Whether one of two claims stands inside the other: they are one report, not two voices."""
    a, b = claim.content, other.content
    return claim.document == other.document and a.start < b.end and b.start < a.end


def _is_named(claim: Claim) -> bool:
    """Whether the speaker has a name, and no mere description ("two officials")."""
    if claim.speaker is None:
        return False
    last = claim.speaker.name.split(" ")[-1]
    return last[:1].isupper() and not (last == claim.speaker.name and is_role_word(last.lower()))


def _is_negative(claim: Claim) -> bool:
    return claim.negated or claim.stance is Stance.DENIES or _doubts(claim)


def _doubts(claim: Claim) -> bool:
    """Whether the content casts doubt on an account instead of giving one."""
    return _casts_doubt(claim.content.text)


@lru_cache(maxsize=20_000)
def _casts_doubt(text: str) -> bool:
    return _DOUBT.search(text[:2_000]) is not None


@lru_cache(maxsize=20_000)
def _matter(text: str) -> tuple[frozenset[str], bool]:
    """The terms of a text without its figures, and whether it says that something is not needed."""
    found = frozenset(term for term in terms(text) if not term[0].isdigit())
    return found, _UNNEEDED.search(text[:2_000]) is not None


def _other_figure(claim: Claim, other: Claim) -> bool:
    mine, theirs = (set(numbers(each.content.text)) for each in (claim, other))
    return bool(mine and theirs) and not mine & theirs


def _agreement(claim: Claim, other: Claim) -> bool | None:
    """Whether two claims say the same (true) or the opposite (false) of one thing; ``None`` for two things."""
    (mine, unneeded), (theirs, others) = _matter(claim.content.text), _matter(other.content.text)
    if unneeded or others or not one_occasion(claim, other):
        return None
    shared = mine & theirs
    alike = len(shared) >= _FEWEST and len(shared) >= _SAME * min(len(mine), len(theirs))
    if alike and _other_figure(claim, other) and abs(claim.available_at - other.available_at) > _SAME_DAY:
        return None
    if not alike and not _is_doubt_of(claim, other, shared) and not _is_doubt_of(other, claim, shared):
        return None
    if _is_negative(claim) != _is_negative(other):
        return False
    return not _other_figure(claim, other)


def _grants(answer: Claim) -> bool:
    """Whether an answer says that it is so."""
    return answer.stance is Stance.ACCEPTS or confirms(answer)


def _opposes(answer: Claim, claim: Claim) -> bool:
    """Whether an answer speaks against or concedes a claim: one in the same text does, since the text sets it so."""
    told = answer.document == claim.document or _grants(answer)
    return told or _is_negative(answer) != _is_negative(claim) or _other_figure(answer, claim)


def _is_doubt_of(doubt: Claim, claim: Claim, shared: frozenset[str]) -> bool:
    """Whether ``doubt`` doubts the matter of ``claim``: few words are shared then, one of them a name."""
    if not _is_negative(doubt) or len(shared) < (_NEAR if _doubts(doubt) else _FEWEST):
        return False
    return bool(shared & names(doubt.content.text) & names(claim.content.text))


def _judge(voices: _Voices, *, interested: bool, known: bool) -> tuple[int, str]:
    """The number and its reason. Outsiders weigh most; the parties' own words were to be expected."""
    told = _told(voices)
    if voices.outside_against and voices.outside_for:
        return 4, f"outside accounts differ: {told}"
    if voices.outside_against:
        return 5, told
    if voices.outside_for:
        return (1 if _independent(voices.observers) > 1 else 2), told
    if voices.admitted_by:
        return (3 if voices.denied_by else 2), told
    if voices.other_figure or voices.counted_otherwise_by or (interested and voices.denied_by):
        return 4, told
    if not known:
        return (4 if voices.denied_by else 6), told or "the speaker has no name, and no other origin says so"
    alone = "a party says so about its own quarrel" if interested else "one origin says so"
    return 3, told or f"{alone}, and nobody else confirms or denies it"


def _told(voices: _Voices) -> str:
    parts = [
        _part(_names(voices.outside_for), "confirmed from outside by", _independent(voices.outside_for)),
        _part(_names(voices.outside_against), "contradicted from outside by", _independent(voices.outside_against)),
        _part(voices.admitted_by, "the other side says the same:"),
        _part(voices.denied_by, "denied by a party:"),
        _part(voices.counted_otherwise_by, "another figure is given by"),
        "its own side gives another figure" if voices.other_figure else "",
    ]
    return "; ".join(part for part in parts if part)


def _names(witnesses: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (name for name, _ in witnesses)


def _independent(witnesses: set[tuple[str, str]]) -> int:
    """How many witnesses stand on an origin of their own: one man in ten papers is one, and so are ten in one text."""
    names_of = Counter(name for name, _ in witnesses)
    carried = Counter(origin for _, origin in witnesses)
    taken: set[str] = set()
    count = 0
    for name, origin in sorted(witnesses, key=lambda each: (names_of[each[0]] + carried[each[1]], each)):
        if f"name {name}" not in taken and f"origin {origin}" not in taken:
            taken |= {f"name {name}", f"origin {origin}"}
            count += 1
    return count


def _part(who: Iterable[str], words: str, number: int = 0) -> str:
    listed = sorted(dict.fromkeys(who))
    if not listed:
        return ""
    counted = f" ({number} independent origins)" if number > 1 else ""
    return f"{words} {', '.join(listed[:3])}{' and others' if len(listed) > 3 else ''}{counted}"
