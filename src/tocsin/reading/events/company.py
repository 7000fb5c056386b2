"""The words that stand with a verb or a noun, by which the lexicon tells which act it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tocsin.reading.events.frames import Words
from tocsin.reading.text.syntax import (
    MODIFIERS,
    OBJECTS,
    agent,
    children,
    is_passive,
    objects,
    own_subject,
    subject,
    with_conjuncts,
)
from tocsin.reading.times.vocabulary import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

_GROUNDS = frozenset({"under", "despite", "amid", "during", "since", "notwithstanding", "beyond", "besides", "unlike"})
"""Prepositions that, before the verb, name what holds beside the act."""


def words_near_verb(verb: Token) -> Words:
    """The dictionary forms that stand with a verb: objects and their modifiers, particles, prepositional phrases.

    Those of who does it are marked "<".
    """
    found: set[str] = set()
    later: set[str] = set()
    beside: set[str] = set()
    for child in verb.children:
        if child.dep_ in {"prt", "advmod", "oprd", "acomp", "attr", "xcomp", "dative", "npadvmod", "intj"}:
            found.update(_lemmas(child))
            found.update({"@clause"} if child.dep_ == "xcomp" else ())
            found.update(inner.lemma_.lower() for inner in children(child, "xcomp") if child.dep_ == "acomp")
        elif child.dep_ == "ccomp" and child.i > verb.i:
            found.update({"@clause", child.lemma_.lower()} if child.tag_ == "VB" else {"@clause"})
            found.update({"@wish"} if child.tag_ == "VB" and not children(child, "aux") else ())
            found.update(_those_who_may(child))
        elif child.dep_ in {"prep", "agent"} and _adds(child, verb):
            found.add(child.lower_)
            later.update(_phrase(child))
    for each in objects(verb):
        found.update(_noun_words(each))
    beside.update(inner.lemma_.lower() for inner in children(verb, "advcl") if inner.tag_ == "VB" and inner.i > verb.i)
    for each in children(verb, *OBJECTS):
        found.update(inner.lemma_.lower() for inner in children(each, "acl") if inner.tag_ == "VB")
        for preposition in children(each, "prep"):
            if preposition.lower_ != "of":
                beside.update(_phrase(preposition))
    doer = agent(verb) if is_passive(verb) else subject(verb)
    found.update("<" + word for word in (_noun_words(doer) if doer is not None else ()))
    return Words(own=frozenset(found), after=frozenset(later), beside=frozenset(beside))


def _adds(preposition: Token, verb: Token) -> bool:
    """Whether a phrase says something of the act: no day, and no ground that opens the sentence: "under the deal"."""
    if preposition.i < verb.i and preposition.lower_ in _GROUNDS:
        return False
    return preposition.lower_ == "until" or not _dates(preposition)


def _those_who_may(clause_verb: Token) -> Iterator[str]:
    """The words for those of whom another's verb speaks as if they were its object: "allowed monitors to visit"."""
    doer = own_subject(clause_verb) if clause_verb.tag_ == "VB" else None
    if doer is not None:
        yield from _noun_words(doer)


def _dates(preposition: Token) -> bool:
    """Whether a preposition only sets the time: "on Friday"."""
    words = vocabulary()
    nouns = [each for noun in children(preposition, "pobj") for each in (noun, *children(noun, "compound"))]
    return any(noun.lower_ in words.weekdays or noun.lower_ in words.months for noun in nouns)


def words_near_noun(noun: Token) -> Words:
    """The dictionary forms that stand with a noun: its modifiers, and what follows "of", "on", "to"."""
    found: set[str] = set()
    for child in noun.children:
        if child.dep_ in MODIFIERS:
            found.update(_lemmas(child))
            found.update(word for each in children(child, "compound", "conj") for word in _lemmas(each))
        elif child.dep_ == "prep":
            found.update(_phrase(child))
    return Words(own=frozenset(found))


def _lemmas(token: Token) -> tuple[str, str]:
    return token.lemma_.lower(), token.lower_


def _phrase(preposition: Token) -> Iterator[str]:
    yield preposition.lower_
    for child in preposition.children:
        if child.dep_ in {"pobj", "pcomp"}:
            yield from _noun_words(child)
        elif child.dep_ == "prep":
            for noun in children(child, "pobj"):
                yield from _lemmas(noun)


def _noun_words(noun: Token) -> Iterator[str]:
    for each in with_conjuncts(noun):
        yield from _lemmas(each)
        if each.pos_ == "PROPN":
            yield "@name"
        for child in each.children:
            if child.dep_ in {"compound", "amod"}:
                yield from _lemmas(child)
            elif child.dep_ == "prep" and child.lower_ == "of":
                for inner in children(child, "pobj"):
                    yield from _lemmas(inner)
