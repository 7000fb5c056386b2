"""Finds the parties of an act in the grammar of its block: who a noun or a verb says acts, and on whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.core.claims import Actor, TimeExpression
from tocsin.reading.actors.cast import Cast
from tocsin.reading.events.frames import lexicon
from tocsin.reading.knowledge import lexicon_of
from tocsin.reading.text.parse import ParsedBlock
from tocsin.reading.text.syntax import (
    after,
    agent,
    children,
    is_passive,
    noun_phrase,
    objects,
    subject,
    with_conjuncts,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

USUAL = ("object", "dative", "against", "on", "at", "with", "to", "from", "into", "over", "of", "in", "between")
_NOUN_USUAL = ("against", "on", "at", "to", "with", "into", "over", "of", "from")
DOERS = re.compile(
    r"(?:(?<!matt)(?<!pow)(?<!ord)(?<!numb)(?<!lett)(?<!pap)er|ist|[^m]ian|man|men|woman|women|people|ee)$"
)
"""The endings of nouns for those who do something: "settler", "protester", "activist"."""


_ELSEWHERE = frozenset({"in", "from", "at", "into", "over"})
"""Prepositions before where something is done, more than before whom it is done to."""


_NOBODY = frozenset({"there", "which", "what", "that", "this", "these", "those", "who"})

_MONEY = frozenset("$€£¥₹₽")

Pair = tuple[Actor | None, Actor | None]


@cache
def role_list(key: str) -> frozenset[str]:
    """One list of ``data/en/roles.toml``."""
    return frozenset(lexicon_of("roles")[key])


def _only_suffers(verb: Token, doer: Token) -> bool:
    """Whether what seems to act is what is hit: "the ferry struck a mine", "the tanker exploded"."""
    if doer.lemma_.lower() not in role_list("strikes_mines"):
        return False
    things = {each.lemma_.lower() for each in objects(verb)}
    if verb.lemma_ in {"hit", "strike"}:
        return not things.isdisjoint({"mine", "landmine"})
    return verb.lemma_ in {"explode", "detonate"} or (verb.lemma_ == "blow" and not things)


class Finder:
    """Finds the parties of acts in one block."""

    def __init__(self, block: ParsedBlock, cast: Cast, times: Sequence[TimeExpression]) -> None:
        self._block, self._cast = block, cast
        self._times = [(time.span.start - block.offset, time.span.end - block.offset) for time in times]

    def of_verb(self, verb: Token, to: Sequence[str], *, mutual: bool) -> Pair:
        """Who does what ``verb`` says, and to whom."""
        passive = is_passive(verb)
        doer = agent(verb) if passive else subject(verb)
        doers = self._all(doer)
        if doer is not None and not passive and _only_suffers(verb, doer):
            return None, (doers[0] if doers else None)
        actor = doers[0] if doers else self._origin(verb)
        if len(doers) > 1 and (mutual or (doer is not None and doer.lemma_.lower() in lexicon().nouns)):
            return actor, doers[1]
        if mutual and passive and actor is None:
            return self._between(verb)
        return actor, self._recipient(verb, to, actor)

    def of_noun(self, noun: Token, *, mutual: bool) -> Pair:
        """Whose act a noun names, and on whom: "Russian strikes on Kyiv", "talks between X and Y"."""
        parties = [self._actor(each) for first in after(noun, "between", "among") for each in _both(first)]
        named = [each for each in parties if each is not None]
        if len(named) > 1:
            return named[0], named[1]
        put_down = [each for each in children(noun, "acl") if each.lemma_.lower() in role_list("put_down")]
        by = [
            self._actor(each)
            for each in after(noun, "by") + [each for verb in put_down for each in after(verb, "to", "on")]
        ]
        actor = next((each for each in by if each is not None), None) or self.owner(noun) or self._answering(noun)
        for preposition in _NOUN_USUAL:
            for each in after(noun, preposition):
                found = self._actor(each)
                if found is None:
                    continue
                if actor is None and mutual:
                    return (found, None) if preposition == "with" else (None, None)
                return actor, found
        return actor, None

    def _answering(self, noun: Token) -> Actor | None:
        """Who does what a noun names in answer to something: "responded with a ban on flights"."""
        verb = noun.head.head
        if noun.dep_ != "pobj" or noun.head.lower_ != "with" or verb.lemma_.lower() not in role_list("answers"):
            return None
        doer = subject(verb)
        return self._actor(doer) if doer is not None else None

    def spoken_in(self, verb: Token) -> Actor | None:
        """The state in whose capital words are spoken that no speaker is named of: "was rejected in Oslo"."""
        named = (self._known(each) for each in after(verb, "in", "by"))
        return next((each for each in named if each is not None and each.country is not None), None)

    def below(self, verb: Token, actor: Actor | None) -> Actor | None:
        """Whom the act concerns that a verb speaks of: "refused to recognise the republic"."""
        for inner in children(verb, "xcomp", "ccomp", "acl", "pcomp"):
            for found in self._recipients(inner, USUAL, actor):
                if found.country is not None and (actor is None or found.country != actor.country):
                    return found
            doer = subject(inner)
            named = self._actor(doer) if doer is not None else None
            if named is not None and named.country is not None and not (actor is not None and is_same(named, actor)):
                return named
        return None

    def beside(self, noun: Token) -> Actor | None:
        """Who is spoken of in the clause around a noun: the one who speaks after "Sunday's summit" was there."""
        verb = next((each for each in noun.ancestors if each.pos_ in {"VERB", "AUX"}), None)
        doer = subject(verb) if verb is not None else None
        found = self._actor(doer) if doer is not None else None
        return found if found is not None and found.country is not None else None

    def owner(self, noun: Token) -> Actor | None:
        """The side named by what stands before a noun: "Putin's residence", "Russian drones", "a U.S. destroyer"."""
        for relation in ("poss", "amod", "compound", "nmod"):
            for child in children(noun, relation):
                found = self._known(child)
                if found is not None and (found.country is not None or relation == "poss"):
                    return found
        return None

    def _between(self, verb: Token) -> Pair:
        parties = [self._actor(each) for first in after(verb, "between", "by") for each in with_conjuncts(first)]
        named = [each for each in parties if each is not None]
        return (named[0] if named else None), (named[1] if len(named) > 1 else None)

    def _recipient(self, verb: Token, to: Sequence[str], actor: Actor | None) -> Actor | None:
        named = self._recipients(verb, to, actor)
        others = [each for each in named if actor is None or each.country != actor.country]
        states = [each for each in (*others, *named) if each.country is not None]
        return next(iter((*states, *named)), None)

    def _recipients(self, verb: Token, to: Sequence[str], actor: Actor | None) -> list[Actor]:
        """Those that ``verb`` is done to, in the order in which ``to`` looks for them."""
        named: list[Actor] = []
        for where in to:
            tokens = (
                objects(verb) if where == "object" else self._datives(verb) if where == "dative" else after(verb, where)
            )
            for token in tokens:
                if where == "into" and token.lower_ in {"force", "effect"}:
                    continue
                found = self._actor(token) or self._country_around(token)
                if found is None or (actor is not None and is_same(found, actor)):
                    continue
                if not (to is USUAL and where in _ELSEWHERE and named and named[0].country is None):
                    named.append(found)
                elif actor is None or actor.country != found.country:
                    named[0] = replace(named[0], country=found.country)
        return named

    def _country_around(self, token: Token) -> Actor | None:
        """Whose the thing is that something is done to: "a lighthouse in Norway", "the border with Norway"."""
        return self.owner(token) or self._source(token, "from", "of", "in", "with", "near", "inside", "at")

    @staticmethod
    def _datives(verb: Token) -> list[Token]:
        return children(verb, "dative") + after(verb, "to", "for")

    def _origin(self, verb: Token) -> Actor | None:
        """Where a thing came from, for want of who sent it: "launched from western Iran", "expelled from Norway"."""
        if verb.lemma_.lower() not in role_list("sends") | role_list("expels"):
            return None
        for each in after(verb, "from"):
            found = self._known(each)
            if found is not None and found.country is not None:
                return found
        return None

    def _all(self, token: Token | None) -> list[Actor]:
        if token is None:
            return []
        heads = with_conjuncts(token)
        found = [self._actor(each) for each in heads]
        if any(each.lemma_.lower() in role_list("instruments") for each in heads):
            found = [each for each in found if each is not None and each.country is not None]
        if len(found) == 1 and len(nations := self._nations(token)) > 1:
            return nations
        if len(found) == 1:
            of = [self._known(each) for first in after(token, "of", "between") for each in _both(first)]
            if (
                len(of) > 1
                and all(each is not None for each in of)
                and any(each is not None and each.country for each in of)
            ):
                found = of
        return [each for each in found if each is not None]

    def _nations(self, token: Token) -> list[Actor]:
        """The states of people of several: "Norwegian and Icelandic firefighters"."""
        joined = [each for child in children(token, "amod") for each in with_conjuncts(child) if child.conjuncts]
        known = [self._known(each) for each in joined]
        return [each for each in known if each is not None and each.country is not None]

    def _actor(self, token: Token) -> Actor | None:
        """The party that a noun names: itself, else whose it is or where it is from."""
        if token.lower_ in _NOBODY or token.pos_ not in {"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET"}:
            return None
        lemma = token.lemma_.lower()
        names_act = token.pos_ == "NOUN" and lemma in lexicon().nouns and lemma not in lexicon().parties
        if lemma in role_list("instruments") or names_act:
            return self.owner(token) or self._by(token) or self._source(token)
        found = self._known(token)
        if found is not None and found.country is None and token.pos_ == "NOUN":
            found = self._named_beside(token) or self._whose(token) or found
        if found is not None and found.country is None:
            nearer = self.owner(token) or self._source(token)
            if nearer is not None and nearer.country is not None:
                return replace(found, country=nearer.country)
        return found

    def _named_beside(self, token: Token) -> Actor | None:
        """The name behind a description: "the ship's owner, Halvard Lines", "the captors, a wing of the Blue Front"."""
        beside = children(token, "appos")
        of = [inner for each in beside if each.lemma_.lower() in role_list("branches") for inner in after(each, "of")]
        named = (self._known(each) for each in (*beside, *of) if each.pos_ == "PROPN")
        return next((each for each in named if each is not None), None)

    def _whose(self, token: Token) -> Actor | None:
        """The person whose body or force it is: "his government", "her men"."""
        if token.lemma_.lower() not in role_list("held"):
            return None
        whose = (self._known(each) for each in children(token, "poss") if each.tag_ == "PRP$")
        return next((each for each in whose if each is not None), None)

    def _by(self, noun: Token) -> Actor | None:
        """Whose act a noun is said to be: "an airstrike by Norway's army"."""
        by = [self._known(each) for each in after(noun, "by")]
        return next((each for each in by if each is not None), None)

    def _source(self, token: Token, *prepositions: str) -> Actor | None:
        """Where someone or something is from or lies: "marines from a U.S. destroyer", "a town in Iran"."""
        for each in after(token, *(prepositions or ("from", "of", "in"))):
            found = self._known(each) if each.pos_ == "PROPN" else self.owner(each)
            if found is not None and found.country is not None:
                return found
        return None

    def _known(self, token: Token) -> Actor | None:
        """The actor that a noun names by itself: a state, a body, a person, people; no thing and no time."""
        if token.is_punct or token.is_space or any(start <= token.idx < end for start, end in self._times):
            return None
        if any(child.lower_ in {"any", "no", "such"} for child in children(token, "det")):
            return None
        found = self._cast.actor(self._block, noun_phrase(token))
        is_name = token.pos_ == "PROPN" or (token.is_upper and len(token) > 1)
        if found.country is not None or found.role is not None or is_name:
            return found
        if token.pos_ == "PRON":
            return found if found.name.lower() != token.lower_ else None
        return found if is_party(token) else None


def is_same(one: Actor, other: Actor) -> bool:
    """Whether two actors go by one name."""
    return one.name == other.name


def _both(noun: Token) -> list[Token]:
    """The sides that "between" joins; a parse may put the first before the second: "the army and the rebels"."""
    before = [child for child in children(noun, "nmod") if children(child, "cc")]
    return [*before, noun] if before else with_conjuncts(noun)


def is_party(token: Token) -> bool:
    """Whether a common noun, or a number standing for one, is a word for people, bodies, forces or ships."""
    lemma = token.lemma_.lower()
    if lemma in role_list("things") or any(child.text in _MONEY for child in token.lefts):
        return False
    return lemma in lexicon().parties or (token.pos_ == "NOUN" and DOERS.search(lemma) is not None)
