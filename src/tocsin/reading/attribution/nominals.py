"""Attribution without a verb of speech: "the accusation that", "its threat to strike", "according to officials"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tocsin.core.vocabulary import Stance
from tocsin.reading.attribution.contrasts import turn_before
from tocsin.reading.attribution.cues import frame_of, noun_cues, word_set
from tocsin.reading.attribution.frame import Attribution
from tocsin.reading.attribution.grammar import (
    child,
    clause_of_noun,
    is_infinitive,
    is_negated,
    is_verbal,
    noun_phrase,
    speaker_of,
    subtree_without,
)
from tocsin.reading.text.syntax import children, is_passive, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_COMMITTING = frozenset(
    {"threat", "offer", "promise", "pledge", "vow", "refusal", "demand", "proposal", "commitment", "call"}
)


def by_nouns(doc: Doc) -> Iterator[Attribution]:
    """Every attribution by a noun or by "according to" in ``doc``, in order."""
    for token in doc:
        if token.pos_ == "NOUN" and token.lemma_.lower() in noun_cues():
            frame = _noun(token)
        elif token.lower_ == "according":
            frame = _according(token)
        elif token.dep_ == "amod" and token.lower_ in word_set("said_of"):
            frame = _said_of(token)
        else:
            continue
        if frame is not None:
            yield frame


def _noun(noun: Token) -> Attribution | None:
    clause = _clause_of(noun)
    if clause is None:
        return None
    who, support = _whose(noun)
    if who is None:
        return None
    cue = {noun.i}
    if support is not None:
        between = range(min(support.i, noun.i), max(support.i, noun.i) + 1)
        cue = set(between) if len(between) <= 6 and who.i not in between else cue
    content = subtree_without(clause) - cue - noun_phrase_of(who, noun)
    if not content:
        return None
    return Attribution(
        anchor=noun,
        cue=frozenset(cue),
        source=who,
        content=frozenset(content),
        shape="noun",
        stance=noun_cues()[noun.lemma_.lower()],
        head=clause,
    )


def noun_phrase_of(who: Token, noun: Token) -> set[int]:
    """The tokens of the phrase that names ``who``; a speaker that is the noun itself is that word alone."""
    return {noun.i} if who == noun else noun_phrase(who)


def _clause_of(noun: Token) -> Token | None:
    """The clause that says what the noun is, or the infinitive where the noun commits somebody to an act."""
    if noun.lemma_.lower() in _COMMITTING:
        deed = next((clause for clause in children(noun, "acl") if is_infinitive(clause)), None)
        if deed is not None:
            return deed
    return clause_of_noun(noun)


def _whose(noun: Token) -> tuple[Token | None, Token | None]:
    """Who says the noun, and the support verb that tells so."""
    owner = child(noun, "poss")
    for preposition in children(noun, "prep"):
        source = child(preposition, "pobj") if preposition.lower_ in {"by", "from"} else None
        if source is not None and (owner is None or source.pos_ == "NOUN"):  # "Kalis's answer, from an official"
            return source, None
    if owner is not None:
        return owner, None
    for word in children(noun, "amod", "nmod", "compound"):
        if word.text[:1].isupper() or word.lemma_.lower() in word_set("bodies"):
            return word, None
    made = child(noun, "acl")
    if made is not None and made.tag_ == "VBN" and (by := child(made, "agent")) is not None:
        return child(by, "pobj"), None
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_.lower() in word_set("support") and not is_negated(verb):
        return speaker_of(verb), verb
    if noun.dep_ == "nsubjpass" and is_passive(verb) and (by := child(verb, "agent")) is not None:
        return child(by, "pobj"), verb
    if noun.lemma_.lower() in word_set("own_voice"):
        return noun, None
    return None, None


def _according(word: Token) -> Attribution | None:
    to = next((w for w in word.children if w.lower_ == "to"), None)
    if to is None and word.i + 1 < len(word.doc) and word.nbor().lower_ == "to":
        to = word.nbor()
    who = child(to, "pobj") if to is not None else None
    if to is None or who is None:
        return None
    clause = word.head
    while not is_verbal(clause) and clause.head != clause:
        clause = clause.head
    told = child(clause, "ccomp") if frame_of(clause.lemma_.lower(), "clause") is not None else None
    if told is not None and clause.i < word.i < told.i:
        return None  # "he told them, according to an email, that": the verb is the attribution
    root = clause
    while root.head != root and (word.sent.start == word.i or root.dep_ == "conj"):
        root = root.head
    others = [w for w in root.subtree if w != root and _turns_to(w)]
    content = subtree_without(root, word, *others) - noun_phrase(who) - {word.i, to.i}
    if not content:
        return None
    return Attribution(
        anchor=word,
        cue=frozenset({word.i, to.i}),
        source=who,
        content=frozenset(content),
        shape="according",
        stance=Stance.ASSERTS,
        head=root,
    )


def _turns_to(verb: Token) -> bool:
    """Whether a sentence turns to somebody else who speaks: ", though engineers denied that ..."."""
    speaks = verb.pos_ == "VERB" and frame_of(verb.lemma_.lower(), "clause") is not None
    return speaks and own_subject(verb) is not None and turn_before(verb) is not None


def _said_of(word: Token) -> Attribution | None:
    """ "claimed Russian gains": what a side says it did, where its adjective is there to tell whose."""
    noun = word.head
    who = next((w for w in children(noun, "amod", "poss", "nmod") if w != word and w.text[:1].isupper()), None)
    if who is None:
        return None
    return Attribution(
        anchor=word,
        cue=frozenset({word.i}),
        source=who,
        content=frozenset(subtree_without(noun, word)),
        shape="noun",
        stance=Stance.ASSERTS,
        head=noun,
    )
