"""Who is meant: people, offices, states and bodies, resolved at the document's date as far as the tables go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tocsin.core.claims import Actor, Place
from tocsin.core.material import Span
from tocsin.reading.actors.belonging import tell_countries
from tocsin.reading.actors.coreference import Timeline, antecedent, by_kind, by_pronoun, by_role, is_relative
from tocsin.reading.actors.members import (
    BODY,
    PEOPLE,
    PERSON,
    PLACE,
    STATE,
    Member,
    Mention,
    Scene,
    described,
    is_beside,
    is_definite,
    note_koreas,
    note_people_and_kinds,
    note_states_and_bodies,
    phrase,
    scenes,
)
from tocsin.reading.actors.namesakes import forget_namesakes
from tocsin.reading.actors.notplaces import forget_given_names, forget_towns
from tocsin.reading.actors.persons import note_persons
from tocsin.reading.actors.strangers import strange_states
from tocsin.reading.actors.words import is_plural
from tocsin.reading.places.gazetteer import gazetteer
from tocsin.reading.text.parse import ParsedBlock

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_SOME = frozenset({"some", "many", "several", "most", "few", "all", "other", "both"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """All who act or speak in one document, so that a surname, a role or a pronoun finds its person."""

    day: date
    blocks: Sequence[ParsedBlock]
    places: Sequence[Place]
    scenes: dict[int, Scene]
    timeline: Timeline

    def actor(self, block: ParsedBlock, tokens: Tokens) -> Actor:
        """The actor that the noun phrase ``tokens`` means; unresolved ones keep their own words as name."""
        member = self._member(self.scenes[block.offset], tokens)
        if member is None:
            return Actor(name=described(tokens.text, proper=False), span=block.span(tokens))
        return Actor(name=member.name, country=member.country, role=member.role, span=block.span(tokens))

    def side(self, actor: Actor) -> str | None:
        """The state (alpha-3) or organisation that ``actor`` speaks for; ``None`` where that is not known."""
        if actor.country is not None:
            return actor.country
        for scene in self.scenes.values():
            for mention in scene.mentions:
                if mention.member.name == actor.name and mention.member.side is not None:
                    return mention.member.side
        return None

    def sides(self) -> tuple[Actor, ...]:
        """The two states that a document is about ("both sides"), the one named more often first.

        Empty where fewer than two are named, or where a third is named as often as the second.
        """
        named: Counter[str] = Counter()
        for scene in self.scenes.values():
            named.update(
                m.member.country for m in scene.mentions if m.member.kind in {STATE, BODY} and m.member.country
            )
        most = named.most_common(3)
        if len(most) < 2 or (len(most) == 3 and most[1][1] == most[2][1]):
            return ()
        states = (gazetteer().country(code) for code, _ in most[:2])
        return tuple(Actor(name=state.name, country=state.country) for state in states if state is not None)

    def _member(self, scene: Scene, tokens: Tokens) -> Member | None:
        head = tokens.root
        joined = [other for other in _beside(scene, head) if head.i < other.i < tokens.end]
        if joined and tokens.start <= head.i:
            return self._several(scene, tokens, [head, *joined])
        return self._one(scene, head, tokens.start, tokens.end)

    def _several(self, scene: Scene, tokens: Tokens, heads: list[Token]) -> Member:
        """Coordinated actors under their own words; of one state only where all are."""
        found = [self._one(scene, head, head.i, head.i + 1) for head in heads]
        countries = {member.country if member else None for member in found}
        country = countries.pop() if len(countries) == 1 else None
        named = [member.name for member in found if member is not None and member.kind != PEOPLE]
        if len(named) == len(found):
            name = f"{', '.join(named[:-1])} and {named[-1]}"
        else:
            name = described(tokens.text, proper=False)
        return Member(name=name, kind=PEOPLE, country=country, plural=True)

    def _one(self, scene: Scene, head: Token, start: int, end: int) -> Member | None:
        if is_relative(head):
            noun = antecedent(head)
            return self._one(scene, noun, noun.i, noun.i + 1) if noun is not None else None
        if head.pos_ == "PRON" or head.tag_ == "PRP$":
            return by_pronoun(self.timeline, scene, head)
        mention = _at(scene, head, start, end)
        if mention is None:
            return _unknown(scene, head, start, end) or self._owned(scene, head, start, end)
        if mention.member.kind == PEOPLE:
            return self._unnamed(scene, head, mention)
        if mention.member.kind in {STATE, BODY} and is_plural(head.lower_, head.tag_) and head.i == mention.end - 1:
            return _group(scene, head, mention)
        if mention.member.kind == BODY and mention.end == mention.start + 1 and not mention.member.side:
            return self._kind(scene, head, mention)
        return mention.member

    def _owned(self, scene: Scene, head: Token, start: int, end: int) -> Member | None:
        """Something of somebody's, under its own words: "its ships", "his government"."""
        owner = next((child for child in head.lefts if child.tag_ == "PRP$"), None)
        whose = by_pronoun(self.timeline, scene, owner) if owner is not None else None
        if whose is None or whose.country is None:
            return None
        name = described(scene.block.doc[start:end].text, proper=False)
        return Member(name=name, kind=PLACE, country=whose.country)

    def _unnamed(self, scene: Scene, head: Token, mention: Mention) -> Member:
        """The person that a definite role means, else the description itself."""
        member = mention.member
        if is_definite(scene, mention):
            person = by_role(self.timeline, scene, head, member)
            if person is not None:
                return person
        return member

    def _kind(self, scene: Scene, head: Token, mention: Mention) -> Member:
        """The body that "the ministry" means, else the phrase with the country that was spoken of."""
        member = mention.member
        alone = mention.reach[1] - mention.reach[0] == 2
        if alone and is_definite(scene, mention):
            earlier = by_kind(self.timeline, scene, head)
            if earlier is not None and member.country in {None, earlier.country}:
                return earlier
        return member


def find_cast(
    day: date,
    blocks: Sequence[ParsedBlock],
    places: Sequence[Place],
    *,
    labels: Sequence[Span] = (),
    dateline: Span | None = None,
) -> Cast:
    """Go through a parsed document once and gather who is named in it, with roles and countries.

    ``labels`` are the headings and labels between the blocks ("Moscow."): officials without a country are taken to be
    of the state that the label over them names, when nothing nearer tells. ``dateline`` says where it was written.
    """
    made = scenes(blocks, places)
    forget_given_names(made)
    strange = strange_states(made, dateline)
    forget_towns(made, strange)
    forget_namesakes(made, day, strange=bool(strange))
    shared: dict[str, Member] = {}
    for scene in made:
        note_states_and_bodies(scene, shared)
    note_koreas(made, shared)
    note_persons(made, day)
    for scene in made:
        note_people_and_kinds(scene)
    timeline = Timeline(made)
    _take_fuller_names(made)
    tell_countries(made, timeline, places, labels=labels, dateline=dateline, strange=bool(strange))
    return Cast(
        day=day, blocks=blocks, places=places, scenes={scene.block.offset: scene for scene in made}, timeline=timeline
    )


def _at(scene: Scene, head: Token, start: int, end: int) -> Mention | None:
    """The mention that a phrase with this head means: a person whose name or title it is, else what it is itself."""
    found = [m for m in scene.mentions if m.reach[0] <= head.i < m.reach[1]]
    persons = [m for m in found if m.member.kind == PERSON and (m.start < end and m.end > start)]
    core = [m for m in found if m.start <= head.i < m.end]
    for group in (persons, core):
        if group:
            return max(group, key=lambda m: (m.reach[1] - m.reach[0], m.end - m.start))
    return None


def _beside(scene: Scene, head: Token) -> list[Token]:
    """What is coordinated with a phrase's head; a state behind another one's comma is no apposition to it."""
    found = list(head.conjuncts)
    first = scene.taken.get(head.i)
    for child in head.children if first is not None else ():
        second = scene.taken.get(child.i) if child.dep_ == "appos" else None
        if first is not None and second is not None and second.country not in {None, first.country}:
            found += [child, *child.conjuncts]
    return found


def _unknown(scene: Scene, head: Token, start: int, end: int) -> Member | None:
    """Something else, under its own words, of the state that stands before it: "Russian shelling"."""
    doc = scene.block.doc
    for position in range(head.i - 1, max(start, 0) - 1, -1):
        found = scene.taken.get(position)
        if found is not None and found.country is not None and doc[position + 1].text not in "-‑":
            name = described(doc[start:end].text, proper=False)
            return Member(name=name, kind=PLACE, country=found.country)
    return None


def _group(scene: Scene, head: Token, mention: Mention) -> Member:
    """People of a state or members of a body: "three ethnic Serbs", "some Democrats"; the body itself for "Houthis"."""
    start, end = phrase(head)
    counted = any(
        token.tag_ in {"CD", "JJ", "JJR"} or token.lower_ in _SOME for token in scene.block.doc[start : head.i]
    )
    member = mention.member
    if member.kind == BODY and not counted:
        return member
    name = described(scene.block.doc[start if counted else mention.start : end].text, proper=False)
    country = None if is_beside(scene, mention.start) else member.country
    return Member(name=name, kind=PEOPLE, country=country, side=member.side, plural=True)


def _take_fuller_names(made: Sequence[Scene]) -> None:
    """Let "the Joint Chiefs of Staff" be those of South Korea where the document names no others so."""
    capital = [
        mention.member
        for scene in made
        for mention in scene.mentions
        if mention.member.kind in {BODY, PEOPLE} and scene.block.doc[mention.end - 1].text[0].isupper()
    ]
    fuller: dict[str, set[str]] = {}
    for member in capital:
        owner, _, bare = member.name.replace("’", "'").partition("'s ")
        if member.country is not None and bare and owner:
            fuller.setdefault(bare, set()).add(member.country)
    for member in capital:
        owners = fuller.get(member.name.removeprefix("the "), set())
        if member.country is None and member.side is None and len(owners) == 1:
            member.country = next(iter(owners))
