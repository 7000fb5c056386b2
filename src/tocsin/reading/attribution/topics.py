"""Attribution by a noun with its topic: "the envoy's criticism of the plan", "voiced support for the bill"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tocsin.core.vocabulary import Stance
from tocsin.reading.attribution.cues import topic_cues, word_set
from tocsin.reading.attribution.frame import Attribution
from tocsin.reading.attribution.grammar import (
    child,
    clause_of_noun,
    is_infinitive,
    is_negated,
    noun_phrase,
    speaker_of,
    subtree_without,
)
from tocsin.reading.attribution.sources import has_mind
from tocsin.reading.text.syntax import agent, children, is_passive
from tocsin.reading.times.vocabulary import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST_CUE = 7
_DAYS = frozenset({"night", "morning", "evening", "afternoon", "day", "record"})
_SPOKEN = frozenset({Stance.REQUESTS, Stance.ACCUSES, Stance.DENIES, Stance.WARNS})
_OF_OTHERS = frozenset({"by", "from"})
_SUFFIXES = ("tion", "sion", "ment", "ism", "ing")


def by_topics(doc: Doc) -> Iterator[Attribution]:
    """Every attribution in ``doc`` by a noun of speech or mind that has a topic and belongs to somebody."""
    for noun in doc:
        if noun.pos_ == "NOUN" and noun.lemma_.lower() in topic_cues():
            found = _topic(noun)
            if found is not None:
                yield found


def has_topic(noun: Token) -> bool:
    """Whether a noun of speech or mind says what it is of or about, with no clause: "concern about the dam"."""
    return _about(noun) is not None and clause_of_noun(noun) is None


def _about(noun: Token) -> tuple[Token, Token, Stance] | None:
    """The preposition of a noun's topic, the topic, and the act that the two stand for."""
    acts = topic_cues().get(noun.lemma_.lower(), {})
    for preposition in children(noun, "prep"):
        thing = child(preposition, "pobj", "pcomp")
        if preposition.lower_ in acts and thing is not None and _is_topic(thing) and preposition.i > noun.i:
            return preposition, thing, acts[preposition.lower_]
    for clause in children(noun, "advcl", "acl", "relcl") + children(noun.head, "advcl"):
        mark = child(clause, "mark")  # "a plea for the party to unite"
        if (
            mark is not None
            and mark.i == noun.i + 1
            and mark.lower_ == "for"
            and "for" in acts
            and is_infinitive(clause)
        ):
            return mark, clause, acts["for"]
    return None


def _is_topic(thing: Token) -> bool:
    """Whether a word tells a topic: no bare "it", no day ("her remarks on Tuesday")."""
    return thing.tag_ != "PRP" and thing.lower_ not in vocabulary().weekdays and thing.lower_ not in _DAYS


def _topic(noun: Token) -> Attribution | None:
    about = _about(noun)
    if about is None or clause_of_noun(noun) is not None or any(w.lower_ == "no" for w in noun.children):
        return None
    preposition, thing, stance = about
    who, verb = _whose(noun, thing)
    if who is None or not (has_mind(who) or who.pos_ == "ADJ") or who in (noun, thing):
        return None
    first = min(noun.i, verb.i) if verb is not None and abs(noun.i - verb.i) < _LONGEST_CUE else noun.i
    cue = set(range(first, noun.i + 1)) | {preposition.i}
    phrase = noun_phrase(who)
    cue = {noun.i} if cue & phrase else cue
    content = subtree_without(thing) - phrase - cue - {preposition.i}
    if not content:
        return None
    return Attribution(
        anchor=noun,
        cue=frozenset(cue),
        source=who,
        content=frozenset(content),
        shape="topic",
        stance=stance,
        head=thing,
    )


def _whose(noun: Token, thing: Token) -> tuple[Token | None, Token | None]:
    """Whose words or thoughts a noun stands for, and the verb that tells so."""
    owner = child(noun, "poss")
    voice = _voiced(noun)
    if voice is not None and (owner is None or owner.tag_ == "PRP$"):
        return voice
    if owner is not None:
        return (owner if _is_of_words(noun, thing) else None), None
    for preposition in children(noun, "prep"):
        source = child(preposition, "pobj") if preposition.lower_ in _OF_OTHERS else None
        if source is not None:
            return source, None
    side = next((w for w in children(noun, "amod", "compound", "nmod") if w.text[:1].isupper()), None)
    return side if _is_spoken(noun) else None, None


def _voiced(noun: Token) -> tuple[Token | None, Token | None] | None:
    """Who voices a noun, and by which verb: "expressed concern about", "repeated her criticism of"."""
    verb = noun.head
    if verb.lemma_.lower() not in word_set("voicing") or is_negated(verb):
        return None
    if noun.dep_ == "dobj" and not is_passive(verb):
        return speaker_of(verb), verb
    if noun.dep_ == "nsubjpass":
        return agent(verb), verb
    return None


def _is_spoken(noun: Token) -> bool:
    """Whether a noun is words, so that an adjective tells whose they are: "Western calls for restraint"."""
    return not _SPOKEN.isdisjoint(topic_cues()[noun.lemma_.lower()].values())


def _is_of_words(noun: Token, thing: Token) -> bool:
    """Whether a noun that stands for help as often as for words is meant as words: "support for the bill"."""
    if noun.lemma_.lower() not in word_set("helping"):
        return True
    topic = thing.lemma_.lower()
    return thing.tag_ == "VBG" or topic in word_set("plans") or topic.endswith(_SUFFIXES)
