"""What a rule asks for, as bearing needs it: the act, its sides, what it is about, and whether YES is quiet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tocsin.core.claims import Actor, Place
from tocsin.core.rules import Pattern, Rule
from tocsin.core.vocabulary import Action, ClauseKind
from tocsin.forecasting.lexicon import Frame, lexicon, normalised, party_words, topics
from tocsin.forecasting.patterns import is_one_of

ACTING, RECEIVING, OUTSIDE, UNKNOWN = "acting", "receiving", "outside", "unknown"
"""The sides that somebody can be on."""

HOSTILE, FRIENDLY, SPEECH, OTHER = "hostile", "friendly", "speech", "other"
"""The kinds of act; other: none that the lexicon knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One rule's matter: ``about`` are the stems of the requirement's words, ``frames`` the kinds of act it names."""

    pattern: Pattern
    about: frozenset[str]
    frames: tuple[Frame, ...]
    kind: str
    inverted: bool

    def names_act(self, text: str) -> bool:
        """Whether ``text`` names the act that the rule asks for."""
        plain = normalised(text)
        return any(frame.told.search(plain) for frame in self.frames)

    def does_it(self, text: str) -> bool:
        """Whether ``text`` tells of the act being done, and does not only name what it is about (a treaty, troops)."""
        plain, words = normalised(text), lexicon()
        named = [match.group() for frame in self.frames for match in frame.told.finditer(plain)]
        carried_out = words.doing.search(plain) is not None
        return any(carried_out or not words.things.fullmatch(name) for name in named)

    def names_another(self, text: str) -> bool:
        """Whether ``text`` names an act of another kind (talks, where force is asked for) and not the one asked for."""
        plain = normalised(text)
        others = (frame for frame in lexicon().frames if frame.kind != self.kind)
        return not self.names_act(text) and any(frame.told.search(plain) for frame in others)

    def relevance(self, text: str) -> int:
        """How much ``text`` speaks of the matter: words shared with the requirement, and one for naming the act."""
        return len(self.about & topics(text)) + self.names_act(text)

    def side(self, actor: Actor | None) -> str:
        """Which side ``actor`` is on; in an act of both parties both are acting."""
        if actor is None:
            return UNKNOWN
        if is_one_of(actor, self._acting):
            return ACTING
        if is_one_of(actor, self.pattern.recipients) or (actor.country and actor.country == self.pattern.place_country):
            return RECEIVING
        return OUTSIDE if actor.country is not None else UNKNOWN

    def subject(self, text: str) -> str:
        """The side that ``text`` names first: most often the one whose act it tells of."""
        plain = normalised(text)
        sides = ((ACTING, self._acting), (RECEIVING, self.pattern.recipients))
        named = [
            (at, side) for side, codes in sides for at in (_first_mention(plain, code) for code in codes) if at >= 0
        ]
        return min(named)[1] if named else UNKNOWN

    def names_place(self, text: str) -> bool:
        """Whether ``text`` names the very place that the rule asks for."""
        place = self.pattern.place
        return place is not None and re.search(rf"\b{re.escape(place.lower())}\b", normalised(text)) is not None

    def elsewhere(self, place: Place | None) -> bool:
        """Whether ``place`` is known and is another than the rule asks for."""
        if place is None:
            return False
        if self.pattern.place is not None:
            return self.pattern.place.casefold() not in {t.casefold() for t in (place.name, place.admin1) if t}
        country = self.pattern.place_country
        return country is not None and place.country is not None and place.country != country

    @property
    def _acting(self) -> tuple[str, ...]:
        both = self.pattern.recipients if self.pattern.both_parties else ()
        return (*self.pattern.actors, *both)


@lru_cache(maxsize=512)
def asked(rule: Rule) -> Asked:
    """What ``rule`` asks for: the kinds of act that its title names, else its requirement, else its pattern alone."""
    requirement = next((clause.text for clause in rule.of_kind(ClauseKind.REQUIRES)), rule.text)
    titled = _frames(rule.title)
    frames = titled or _frames(requirement)
    kind = frames[0].kind if frames else _kind_of(rule.pattern.actions)
    return Asked(
        pattern=rule.pattern,
        about=topics(f"{rule.title}. {requirement}") - _party_stems(rule),
        frames=tuple(frame for frame in frames if frame.kind == kind),
        kind=kind,
        inverted=_is_inverted(normalised(rule.title), titled),
    )


def _is_inverted(title: str, titled: list[Frame]) -> bool:
    """Whether YES is the act's staying away; a state that the title names and that is to last is the act itself."""
    words = lexicon()
    return words.inverted.search(title) is not None or (not titled and words.lasting.search(title) is not None)


def opposes(action: Action, kind: str) -> bool:
    """Whether an event of this root leads away from an act of this kind."""
    words = lexicon()
    return action in (words.friendly if kind == HOSTILE else words.hostile)


def _frames(text: str) -> list[Frame]:
    """The kinds of act that ``text`` asks for, in the order in which it names them."""
    plain = normalised(text)
    found = [(match.start(), index) for index, f in enumerate(lexicon().frames) if (match := f.asked.search(plain))]
    return [lexicon().frames[index] for _, index in sorted(found)]


def _kind_of(actions: tuple[Action, ...]) -> str:
    words = lexicon()
    hostile, friendly = len(words.hostile & set(actions)), len(words.friendly & set(actions))
    return OTHER if not actions else HOSTILE if hostile >= friendly else FRIENDLY


def _party_stems(rule: Rule) -> frozenset[str]:
    """Stems that only name a side: "Russia" and "Russian" tell of every question with Russia in it."""
    patterns = [party_words(code) for code in (*rule.pattern.actors, *rule.pattern.recipients)]
    names = normalised(f"{rule.title} {rule.text}")
    found = [match.group() for pattern in patterns if pattern for match in pattern.finditer(names)]
    return topics(" ".join(found))


def _first_mention(text: str, code: str) -> int:
    pattern = party_words(code)
    match = pattern.search(text) if pattern else re.search(rf"\b{re.escape(code.lower())}\b", text)
    return match.start() if match else -1
