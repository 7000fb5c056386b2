"""Persons of a document told apart and brought together: full names, surnames, titles, offices at the date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tocsin.reading.actors.members import PERSON, Member, Scene
from tocsin.reading.actors.names import NameHit
from tocsin.reading.actors.offices import Office, holder_called, offices_of
from tocsin.reading.actors.titles import country_behind, offices_in
from tocsin.reading.actors.words import gender_of_name, gender_of_role, is_person_word, role_of, words
from tocsin.reading.places.gazetteer import place_key

_LONGEST_ROLE = 8
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(kw_only=True)
class _Known:
    """A person with the words of the fullest name so far and where it was last met."""

    member: Member
    words: tuple[str, ...]
    seen: tuple[int, int] = (-1, -1)


@dataclass(kw_only=True)
class _Registry:
    """Everybody known by name in one document."""

    day: date
    known: list[_Known] = field(default_factory=list)
    by_word: dict[str, list[_Known]] = field(default_factory=dict)

    def add(self, name: str, parts: tuple[str, ...]) -> _Known:
        member = Member(name=name, kind=PERSON, words=frozenset(parts))
        person = _Known(member=member, words=parts)
        self.known.append(person)
        for part in dict.fromkeys(parts):
            self.by_word.setdefault(part, []).append(person)
        return person

    def rename(self, person: _Known, name: str, parts: tuple[str, ...]) -> None:
        """Take a fuller name of the same person."""
        for part in set(parts) - set(person.words):
            self.by_word.setdefault(part, []).append(person)
        person.member.name, person.words, person.member.words = name, parts, frozenset(parts)

    def called(self, parts: tuple[str, ...]) -> list[_Known]:
        """Those whose name contains these words or is contained in them, with one surname."""
        near = self.by_word.get(parts[-1], []) if len(parts) > 1 else self.by_word.get(parts[0], [])
        return [person for person in near if _compatible(parts, person.words)]


def note_persons(scenes: Sequence[Scene], day: date) -> None:
    """Add the persons of all scenes, each under the fullest name in the document, with role and country where told.

    A surname alone is a person's only where the document, a title or the table of offices says so.
    """
    registry = _Registry(day=day)
    for scene in scenes:
        for hit in scene.names:
            parts = _parts(scene, hit)
            if len(parts) > 1 and (hit.certain or hit.likely or offices_of(_text(scene, hit), day)):
                _register(registry, _text(scene, hit), parts)
    for scene in scenes:
        for hit in scene.names:
            person = _identify(registry, scene, hit)
            if person is None:
                continue
            _learn(person.member, scene, hit)
            person.seen = (scene.number, hit.start)
            scene.mention(person.member, hit.start, hit.end, hit.reach)
    for person in registry.known:
        _look_up(person, day)


def _register(registry: _Registry, name: str, parts: tuple[str, ...]) -> None:
    same = registry.called(parts)
    if not same:
        registry.add(name, parts)
    elif len(parts) > len(same[0].words):
        registry.rename(same[0], name, parts)


def _text(scene: Scene, hit: NameHit) -> str:
    doc = scene.block.doc
    first, last = doc[hit.start], doc[hit.end - 1]
    return " ".join(scene.block.text[first.idx : last.idx + len(last.text)].split())


def _parts(scene: Scene, hit: NameHit) -> tuple[str, ...]:
    parts = tuple(place_key(part) for part in _text(scene, hit).replace("-", " ").split())
    kept = tuple(part for part in parts if part not in _SUFFIXES and part)
    return kept or parts or ("",)


def _compatible(parts: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names can be one person's: one is part of the other, and the surname of the longer is in both."""
    shorter, longer = sorted((parts, other), key=len)
    if not set(shorter) <= set(longer):
        return False
    return len(shorter) == 1 or shorter[-1] == longer[-1] or shorter[0] == longer[0]


def _identify(registry: _Registry, scene: Scene, hit: NameHit) -> _Known | None:
    parts = _parts(scene, hit)
    candidates = registry.called(parts)
    title, country, _ = offices_in(scene, hit.title)
    if len(candidates) > 1:
        candidates = _narrowed(candidates, title, country)
    if candidates:
        return max(candidates, key=lambda person: person.seen)
    if len(parts) > 1 and not (hit.certain or hit.likely):
        return None
    office = holder_called(parts[0], registry.day) if len(parts) == 1 else None
    if not hit.certain and office is None:
        return None
    return registry.add(_text(scene, hit), parts)


def _narrowed(candidates: list[_Known], title: list[str], country: str | None) -> list[_Known]:
    """Those of one surname that a title, its gender or its country allows; all where it allows none."""
    gender = next((found for word in title if (found := gender_of_role(word))), "")
    telling = {word for word in title if word not in words("ranks")}
    fitting = [
        person
        for person in candidates
        if not (gender and person.member.gender and gender != person.member.gender)
        and not (country and person.member.country and country != person.member.country)
    ]
    shared = {id(person): len(telling & set((person.member.role or "").split())) for person in fitting}
    most = max(shared.values(), default=0)
    return [person for person in fitting if shared[id(person)] == most] or candidates


def _learn(member: Member, scene: Scene, hit: NameHit) -> None:
    """Take role, country and gender from the title of one mention; what is known already stays."""
    _, country, side = offices_in(scene, hit.title)
    before, _, _ = offices_in(scene, [position for position in hit.title if position < hit.start])
    behind, _, _ = offices_in(scene, [position for position in hit.title if position >= hit.end])
    titled = any(is_person_word(word) and word not in words("ranks") for word in before)
    title = before if titled or not any(map(is_person_word, behind)) else behind
    doc = scene.block.doc
    if not member.gender:
        told = (gender_of_role(doc[position].lower_) for position in hit.title)
        member.gender = next(filter(None, told), "") or gender_of_name(doc[hit.start].lower_)
    role = role_of(_office_words(title))
    if role and (member.role is None or set(member.role.split()) <= words("ranks")):
        member.role = role
    member.country = member.country or country or country_behind(scene, hit.end)
    member.side = member.side or side


def _office_words(title: list[str]) -> list[str]:
    """The words of a title up to whom or where it is for: "head of the council" stays, "director at a bank" is cut."""
    cut = next((at for at, word in enumerate(title) if at and word in {"for", "to", "at", "in"}), len(title))
    kept = title[: min(cut, _LONGEST_ROLE)]
    while kept and kept[-1] in {"of", "the"}:
        kept.pop()
    return kept


def _look_up(person: _Known, day: date) -> None:
    """Fill in from the table of offices what the text does not say."""
    member = person.member
    office = _office(person, day)
    if office is None:
        return
    if len(person.words) == 1:
        member.name = office.name
    member.country = member.country or office.country
    member.side = member.side or (None if office.country else office.side)
    member.gender = member.gender or office.gender
    if member.role is None:
        if office.held_on(day):
            member.role = office.role
        elif office.end is not None and office.end < day:
            member.role = f"former {office.role}"


def _office(person: _Known, day: date) -> Office | None:
    """The office of this very person: the country of the text, where it gives one, must be that of the table."""
    if len(person.words) == 1:
        found = holder_called(person.words[0], day)
        offices: tuple[Office, ...] = (found,) if found else ()
    else:
        offices = offices_of(person.member.name, day)
    country = person.member.country
    return next((office for office in offices if country is None or office.country in {None, country}), None)
