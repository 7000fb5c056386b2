"""Who acts and on whom, from the grammar of a clause or of a noun phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tocsin.core.claims import Actor, TimeExpression
from tocsin.core.vocabulary import Action
from tocsin.reading.actors.cast import Cast
from tocsin.reading.actors.words import words as role_words
from tocsin.reading.events.frames import lexicon
from tocsin.reading.events.mentions import Mention
from tocsin.reading.events.moods import mood_words
from tocsin.reading.events.parties import DOERS, USUAL, Finder, Pair, is_same, role_list
from tocsin.reading.text.syntax import (
    after,
    children,
    is_passive,
    objects,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = frozenset({Action.ACCUSE, Action.REJECT, Action.REQUEST})
"""Acts that are words."""

_DOMESTIC = frozenset(
    {Action.COERCE, Action.SANCTION, Action.ASSAULT, Action.PROTEST, Action.ACCUSE, Action.REQUEST, Action.REJECT}
)
"""Acts within a state as much as between states."""


def roles(mention: Mention, cast: Cast, times: Sequence[TimeExpression]) -> Pair:
    """The actor and the recipient of an act; ``None`` where the text does not name them."""
    finder = Finder(mention.block, cast, times)
    frame = mention.frame
    if mention.verb is None:
        actor, recipient = finder.of_noun(mention.head, mutual=frame.mutual)
        if actor is None and frame.action is Action.CONSULT:
            actor = finder.beside(mention.head)
    elif _is_consequence(mention):
        actor, recipient = None, next(iter(finder.of_verb(mention.verb, USUAL, mutual=False)[1:]), None)
    elif mention.is_noun:
        actor, recipient = _carried(mention, mention.verb, finder)
    else:
        actor, recipient = finder.of_verb(mention.verb, frame.to or USUAL, mutual=frame.mutual)
    if actor is None and frame.action is Action.MOBILIZE and mention.verb is not None and is_passive(mention.verb):
        actor, recipient = _senders(mention.verb, finder), None
    if actor is None and frame.action in _WORDS and mention.verb is not None and is_passive(mention.verb):
        actor = finder.spoken_in(mention.verb)
    if frame.action is Action.ACCUSE and mention.verb is not None and recipient is not None:
        recipient = None if _is_where(recipient, mention) else recipient
    if recipient is None and frame.swallows:
        recipient = finder.below(mention.head, actor)
    if frame.inverse:
        doer = subject(mention.verb) if mention.verb is not None else None
        if doer is not None and doer.lemma_.lower() in role_list("defences"):
            actor = finder.owner(doer)
        attackers = [finder.owner(each) for each in objects(mention.verb or mention.head)]
        recipient, actor = actor, next((each for each in attackers if each is not None), None)
    if actor is not None and recipient is not None and _is_itself(actor, recipient, frame.action):
        recipient = None
    return actor, recipient


def _is_where(party: Actor, mention: Mention) -> bool:
    """Whether it is only what suffered the act that is condemned: "condemned the shelling of Bergen"."""
    if mention.verb is None or party.span is None:
        return False
    acts = [each for each in objects(mention.verb) if each.pos_ == "NOUN" and each.lemma_.lower() in lexicon().nouns]
    suffered = [mention.block.span(each) for act in acts for each in after(act, "of", "on", "in", "against", "at")]
    return any(party.span.start <= each.start < party.span.end for each in suffered)


def _senders(verb: Token, finder: Finder) -> Actor | None:
    """Whose forces they are that "were sent": those that are nobody's leave it open who sent them."""
    owners = (finder.owner(each) for each in objects(verb))
    return next((each for each in owners if each is not None), None)


def _is_consequence(mention: Mention) -> bool:
    """Whether a participle tells what came of an act that is only spoken of: "accused it of firing, wounding two"."""
    verb = mention.verb
    while verb is not None and verb.dep_ == "conj" and verb.tag_ == "VBG":
        verb = verb.head
    if verb is None or mention.frame.mode != "kill" or verb.tag_ != "VBG" or verb.dep_ != "advcl":
        return False
    of = [child for each in (verb.head, *objects(verb.head)) for child in children(each, "prep")]
    return bool(children(verb.head, "ccomp", "parataxis") or [each for each in of if children(each, "pcomp")])


def is_crewed(mention: Mention) -> bool:
    """Whether what is shot at is an aircraft and no weapon that was sent, so that who shoots is who attacks."""
    shot = objects(mention.verb or mention.head)
    return bool(shot) and all(each.lemma_.lower() in role_list("crewed") for each in shot)


def _carried(mention: Mention, verb: Token, finder: Finder) -> Pair:
    """The parties of an act that a noun names and a verb tells of: "launched a strike on", "talks ended"."""
    mutual = mention.frame.mutual
    owner, target = finder.of_noun(mention.head, mutual=mutual)
    lemma = verb.lemma_.lower()
    if lemma in mood_words()["governors"]["ahead"] | mood_words()["carriers"]["tells"]:
        return owner, target
    if lemma == "claim" and owner is not None:
        return owner, target
    if mutual and owner is not None and target is not None:
        return owner, target
    actor, recipient = finder.of_verb(verb, mention.frame.to or USUAL, mutual=mutual)
    carried = any(each == mention.head for each in objects(verb))
    if carried and recipient is not None and owner is not None and recipient.name == owner.name:
        recipient = None
    actor = (actor if carried and not is_passive(verb) else None) or owner or actor
    if mutual and target is None and owner is not actor:
        target = owner
    return actor, target or recipient


def _is_itself(actor: Actor, recipient: Actor, action: Action) -> bool:
    """Whether the recipient is the actor again; a state acts on its own people in acts such as arrests only."""
    if action in _DOMESTIC or actor.country is None:
        return is_same(actor, recipient)
    return is_same(actor, recipient) or actor.country == recipient.country


def party(actor: Actor | None, cast: Cast) -> Actor | None:
    """The one that an act is put down to: an official of an organisation acts for it."""
    if actor is None or actor.country is not None:
        return actor
    side = cast.side(actor)
    return replace(actor, name=side) if side is not None else actor


def at_home(actor: Actor | None, country: str | None) -> Actor | None:
    """``actor``, as one of the state in which it acts, where it is a body that acts in its own state only: "police"."""
    if actor is None or actor.country is not None or country is None:
        return actor
    return replace(actor, country=country) if role_list("at_home") & set(actor.name.lower().split()) else actor


def counterpart(actor: Actor | None, recipient: Actor | None, cast: Cast) -> Actor | None:
    """``actor``, as one of the two states of a text where an office-holder of no named state faces the other one."""
    if actor is None or recipient is None or named_side(actor, cast) not in {None, actor.name}:
        return actor
    words = set((actor.role or "").lower().split())
    pair = [each.country for each in cast.sides()]
    if (
        actor.country is not None
        or recipient.country not in pair
        or not words & (role_words("domestic") | role_list("offices"))
    ):
        return actor
    if words & (role_words("private") | role_words("abroad")):
        return actor
    return replace(actor, country=next(each for each in pair if each != recipient.country))


def named_side(actor: Actor | None, cast: Cast) -> str | None:
    """The state, organisation or named person that ``actor`` is or stands for; ``None`` for "officials"."""
    if actor is None:
        return None
    return cast.side(actor) or (actor.name if _is_name(actor.name) else None)


def _is_name(name: str) -> bool:
    """Whether the words are a name and no description; a description may open a sentence with a capital."""
    first, *rest = name.removeprefix("the ").removeprefix("The ").split() or [""]
    if first[:1].islower() and not first.startswith(("al-", "el-")):
        return False  # "two diplomats in Oslo"
    if any(word[:1].isupper() for word in rest):
        return True
    if not first[:1].isupper() or rest:
        return first[:1].isupper() and (first.endswith(("'s", "’s")) or (first.isupper() and len(first) > 1))
    single = first.lower().removesuffix("s")
    return not (single in lexicon().parties or first.lower() in lexicon().parties or DOERS.search(single))
