"""Whom a pronoun, a role or "the ministry" means: the latest one who fits, subjects first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from tocsin.reading.actors.members import BODY, PEOPLE, PERSON, STATE, Member, Mention, Scene
from tocsin.reading.actors.words import FEMALE, MALE, gender_of_role, is_plural, singular

if TYPE_CHECKING:
    from spacy.tokens import Token

_GENDER = {
    **dict.fromkeys(("he", "him", "his", "himself"), MALE),
    **dict.fromkeys(("she", "her", "hers", "herself"), FEMALE),
}
_SEVERAL = frozenset({"they", "them", "their", "themselves"})
_ACTING = frozenset({"nsubj", "nsubjpass", "poss"})
_THING = frozenset({"it", "its", "itself"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_NEAR_SENTENCES = 5
_INTRODUCED = ("a ", "an ", "one ", "another ")
_LEADERS = frozenset({"president", "premier", "chancellor", "leader", "king"})
_MEANS = {
    "leader": _LEADERS | {"minister", "chairman"},
    "diplomat": frozenset({"minister", "ambassador", "envoy", "secretary", "negotiator", "diplomat"}),
    "official": frozenset(),
    "politician": frozenset({"minister", "lawmaker", "leader", "senator", "mp"}),
    "commander": frozenset({"commander", "chief", "general", "colonel"}),
    "premier": frozenset({"minister", "premier"}),
}


class Timeline:
    """All mentions of a document in order, to look back from a position."""

    def __init__(self, scenes: Sequence[Scene]) -> None:
        self._mentions = sorted((m for scene in scenes for m in scene.mentions), key=lambda m: m.order)
        self._orders = [mention.order for mention in self._mentions]

    def before(self, scene: Scene, position: int) -> Iterator[Mention]:
        """The mentions before a token, the latest first, back to the block before the last."""
        for index in range(bisect_left(self._orders, (scene.number, position)) - 1, -1, -1):
            mention = self._mentions[index]
            if mention.order[0] < scene.number - 2:
                return
            yield mention

    def latest(
        self, scene: Scene, position: int, fits: Callable[[Mention], bool], *, gender: str = ""
    ) -> Mention | None:
        """The fitting mention of the nearest sentence that has one.

        In it, one known to be of ``gender`` comes first, then a main clause's subject, then any subject. Who stands in
        a quotation is not meant from outside it ("If one child is hurt, ..." he said).
        """
        inside = scene.is_quoted(position)
        held: list[Mention] = []
        passed, sentence = 0, None
        for mention in self.before(scene, position):
            here = (mention.order[0], mention.sentence)
            if here != sentence:
                if held:
                    break
                passed, sentence = passed + 1, here
                if passed > _NEAR_SENTENCES:
                    break
            if (inside or not mention.quoted) and fits(mention):
                held.append(mention)
        return max(held, key=lambda m: (bool(gender) and m.member.gender == gender, m.main, m.subject), default=None)


def is_relative(token: Token) -> bool:
    """Whether a pronoun opens a clause on the noun before it ("which had accused Iran")."""
    return token.lower_ in _RELATIVE and token.tag_ in {"WP", "WDT", "WP$"}


def antecedent(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    verb = token.head
    for _ in range(4):
        if verb.dep_ == "relcl":
            return verb.head
        if verb.head == verb:
            return None
        verb = verb.head
    return None


def by_pronoun(timeline: Timeline, scene: Scene, token: Token) -> Member | None:
    """Whom a personal or possessive pronoun means; ``None`` where nobody fits."""
    low = token.lower_
    verb = token.head if token.dep_ in {"dobj", "dative", "pobj"} else None
    doer = {child.i for child in verb.children if child.dep_ == "nsubj"} if verb is not None else set()

    def free(mention: Mention) -> bool:
        return not (mention.order[0] == scene.number and doer & set(range(mention.start, mention.end)))

    if low in _GENDER:
        gender = _GENDER[low]
        found = timeline.latest(scene, token.i, lambda m: free(m) and _is_one(m.member, gender), gender=gender)
    elif low in _SEVERAL:
        found = timeline.latest(
            scene, token.i, lambda m: free(m) and m.member.plural and (m.subject or m.member.kind == PEOPLE)
        )
        found = found or timeline.latest(scene, token.i, lambda m: m.subject and m.member.kind == BODY)
    elif low in _THING and token.dep_ in _ACTING:
        here = scene.sentences[token.i]

        def near(mention: Mention) -> bool:
            return mention.order[0] == scene.number and mention.sentence >= here - 1

        found = timeline.latest(scene, token.i, lambda m: m.subject and near(m) and _is_thing(m.member))
    else:
        return None
    return found.member if found else None


def _is_one(member: Member, gender: str) -> bool:
    return member.kind in {PERSON, PEOPLE} and not member.plural and member.gender in {"", gender}


def _is_thing(member: Member) -> bool:
    return member.kind in {BODY, STATE} and not member.plural


def by_role(timeline: Timeline, scene: Scene, head: Token, member: Member) -> Member | None:
    """The person whom a definite role means ("the minister", "the Russian foreign minister")."""
    noun = singular(head.lower_)
    if is_plural(head.lower_, head.tag_):
        return None
    wanted = set((member.role or noun).split())
    means = _MEANS.get(noun, frozenset({noun}))
    gender = gender_of_role(noun)

    def fits(mention: Mention) -> bool:
        person = mention.member
        if person.kind != PERSON or not person.role or not _is_one(person, gender or person.gender):
            return False
        if member.country and person.country and member.country != person.country:
            return False
        held = set(person.role.split())
        return bool(held & means) and wanted - {noun} <= held

    def introduced(mention: Mention) -> bool:
        person = mention.member
        other = member.country and member.country != person.country
        return person.kind == PEOPLE and person.name.startswith(_INTRODUCED) and noun in person.words and not other

    found = timeline.latest(scene, head.i, lambda m: fits(m) or introduced(m))
    return found.member if found else None


def by_kind(timeline: Timeline, scene: Scene, head: Token) -> Member | None:
    """The body that "the ministry", "the institute", "the agency" means."""
    noun = head.lower_
    found = timeline.latest(scene, head.i, lambda m: m.member.kind == BODY and _is_called(m.member, noun))
    return found.member if found else None


def _is_called(member: Member, noun: str) -> bool:
    return noun in member.words and (member.name.lower() not in {noun, f"the {noun}"} or member.country is not None)
