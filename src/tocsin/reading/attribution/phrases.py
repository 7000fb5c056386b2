"""Attribution by set phrases: "made the case that", "made it clear that", "in Marek's view"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tocsin.core.vocabulary import Stance
from tocsin.reading.attribution.cues import frame_of, made_cues, word_set
from tocsin.reading.attribution.frame import Attribution
from tocsin.reading.attribution.grammar import (
    child,
    clause_of_noun,
    is_negated,
    is_verbal,
    noun_phrase,
    speaker_of,
    subtree_without,
)
from tocsin.reading.attribution.sources import can_say, has_mind
from tocsin.reading.text.syntax import children

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST = 8


def by_phrases(doc: Doc) -> Iterator[Attribution]:
    """Every attribution in ``doc`` by a set phrase, in order."""
    for word in doc:
        if word.pos_ == "NOUN" and word.lemma_.lower() in made_cues():
            found = _made(word)
        elif word.lower_ in word_set("plain") and word.i > 0:
            found = _made_plain(word)
        elif word.dep_ == "prep" and word.lower_ in {"in", "by"}:
            found = _in_view(word)
        else:
            continue
        if found is not None:
            yield found


def _made(noun: Token) -> Attribution | None:
    """What is brought forward: "made the case that", "floated the idea that"."""
    verb, clause = noun.head, clause_of_noun(noun)
    stance = made_cues().get(noun.lemma_.lower())
    if stance is None or clause is None or noun.dep_ != "dobj" or is_negated(verb):
        return None
    who = speaker_of(verb) if verb.lemma_.lower() in word_set("advancing") else None
    if who is None or not has_mind(who):
        return None
    cue = set(range(min(verb.i, noun.i), max(verb.i, noun.i) + 1))
    content = subtree_without(clause) - cue - noun_phrase(who)
    if not content:
        return None
    return Attribution(
        anchor=noun,
        cue=frozenset(cue),
        source=who,
        content=frozenset(content),
        shape="noun",
        stance=stance,
        head=clause,
    )


def _in_view(preposition: Token) -> Attribution | None:
    """ "In Marek's view, the plan is dead", "by her count, nine fell": what is so for somebody named."""
    noun = child(preposition, "pobj")
    if noun is None or noun.lemma_.lower() not in word_set("views" if preposition.lower_ == "in" else "counts"):
        return None
    of = next((w for w in children(noun, "prep") if w.lower_ == "of"), None)
    who = child(noun, "poss") or (child(of, "pobj") if of is not None else None)
    clause = preposition.head
    if who is None or not has_mind(who) or not is_verbal(clause):
        return None
    if frame_of(clause.lemma_.lower(), "clause") is not None and child(clause, "ccomp") is not None:
        return None
    content = subtree_without(clause, preposition)
    if not content:
        return None
    return Attribution(
        anchor=noun,
        cue=frozenset(range(preposition.i, noun.i + 1)) - frozenset(noun_phrase(who)),
        source=who,
        content=frozenset(content),
        shape="according",
        stance=Stance.ASSESSES,
        head=clause,
    )


def _made_plain(word: Token) -> Attribution | None:
    """ "made it clear that", "has made plain that"."""
    verb = word.head
    if verb.lemma_ != "make" or word.i - verb.i > _LONGEST or is_negated(verb):
        return None
    who = speaker_of(verb)
    if who is None or not can_say(who, "make"):
        return None
    for clause in (*children(verb, "ccomp"), *word.subtree):
        mark = child(clause, "mark")
        if clause.i > word.i and clause != word and mark is not None and mark.lower_ == "that" and mark.i > word.i:
            return Attribution(
                anchor=verb,
                cue=frozenset(range(verb.i, word.i + 1)),
                source=who,
                content=frozenset(subtree_without(clause) - {mark.i}),
                shape="clause",
                stance=Stance.ASSERTS,
                head=clause,
            )
    return None
