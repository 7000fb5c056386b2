"""What tells of an act that a noun names: the verb it hangs on, or enough words of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.reading.events.frames import lexicon
from tocsin.reading.events.moods import mood_of_noun, mood_words
from tocsin.reading.text.syntax import OBJECTS, PASSIVE_SUBJECTS, SUBJECTS, after, children
from tocsin.reading.times.vocabulary import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_NOW = frozenset({"overnight", "yesterday", "today", "tonight"})


def carrier_of(noun: Token) -> tuple[Token | None, bool]:
    """The verb that a noun hangs on, and whether that verb makes the noun tell of an act."""
    top = noun
    while top.dep_ == "conj" and top.head.pos_ in {"NOUN", "PROPN"}:
        top = top.head
    while (
        top.dep_ == "pobj"
        and top.head.lower_ == "of"
        and top.head.head.lemma_.lower() in mood_words()["carriers"]["portions"]
    ):
        top = top.head.head
    verb = top.head
    if top.dep_ == "pobj" and verb.head.lemma_.lower() in mood_words()["carriers"]["answers"]:
        return (verb.head, True) if verb.head.pos_ == "VERB" else (None, False)
    if top.dep_ == "pobj" and verb.lower_ == "for":
        return _responsible(verb)
    if verb.pos_ not in {"VERB", "AUX"}:
        return None, False
    carriers, lemma = mood_words()["carriers"], verb.lemma_.lower()
    if top.dep_ in OBJECTS or top.dep_ in PASSIVE_SUBJECTS:
        return verb, lemma in carriers["does"] | mood_words()["governors"]["ahead"] or is_answer(verb)
    if top.dep_ in SUBJECTS:
        return verb, lemma in carriers["happens"]
    if top.dep_ == "attr" and any(child.lower_ == "there" for child in children(verb, "expl")):
        return verb, True
    return verb, False


def is_answer(verb: Token) -> bool:
    """Whether a verb to come makes one act the answer to another: "would mean suspension"."""
    coming = any(child.lower_ in {"will", "would"} for child in children(verb, "aux"))
    return coming and verb.lemma_.lower() in mood_words()["carriers"]["answers"]


def _responsible(preposition: Token) -> tuple[Token | None, bool]:
    """The verb that puts an act down to somebody: "claimed responsibility for the attack"."""
    above = preposition.head
    verb = above if above.pos_ == "VERB" else above.head
    words = {child.lower_ for child in children(verb, *OBJECTS)}
    return (verb, True) if "responsibility" in words else (None, False)


def is_portion(noun: Token) -> bool:
    """Whether a noun only counts acts that another one names: "a round of exercises"."""
    if noun.lemma_.lower() not in mood_words()["carriers"]["portions"]:
        return False
    return any(each.lemma_.lower() in lexicon().nouns for each in after(noun, "of"))


def says_enough(noun: Token) -> bool:
    """Whether a noun that no verb carries still tells of one act: who, and when or against whom; or a clause on it."""
    if any(child.dep_ == "relcl" for child in noun.children):
        return True
    named = names_somebody(noun) or any(each.lemma_.lower() in lexicon().parties for each in children(noun, "poss"))
    if any(child.dep_ == "acl" for child in noun.children) and named:
        return True
    placed = any(
        child.dep_ == "prep"
        and child.lower_ in {"on", "against", "in", "at", "between", "near", "with", "into", "to", "by"}
        for child in noun.children
    )
    dated = mood_of_noun(noun, None).old and any(map(is_date, noun.subtree))
    return dated or (named and (placed or any(child.dep_ == "poss" for child in noun.children)))


def names_somebody(noun: Token) -> bool:
    """Whether a proper name or an adjective of one stands with a noun: "a Norwegian blockade of the bay"."""
    return any(
        each != noun and (each.pos_ == "PROPN" or (each.tag_ == "JJ" and each.text[:1].isupper()))
        for each in noun.subtree
    )


def is_date(word: Token) -> bool:
    """Whether a word sets a day or a stretch of days: "Monday", "May", "2024", "overnight", "last week"."""
    words = vocabulary()
    if word.lower_ in words.weekdays or word.lower_ in words.months or word.lower_ in _NOW:
        return True
    if word.lower_.isdigit() and len(word) == 4:
        return bool(word.lower_.startswith(("19", "20")))
    stretch = word.lemma_.lower() in {"day", "night", "week", "weekend", "month", "year", "summer", "winter", "spring"}
    return stretch and any(child.lower_ in {"last", "past", "this", "ago"} for child in word.children)


def noun_words(noun: Token) -> Tokens:
    """The words of a noun phrase with all that belongs to it."""
    subtree = noun.doc[noun.left_edge.i : noun.right_edge.i + 1]
    end = subtree.end
    for child in noun.children:
        if child.dep_ in {"conj", "cc", "punct", "appos"} and child.i > noun.i:
            end = min(end, child.left_edge.i)
    while end - 1 > noun.i and noun.doc[end - 1].is_punct:
        end -= 1
    return noun.doc[subtree.start : max(end, noun.i + 1)]
