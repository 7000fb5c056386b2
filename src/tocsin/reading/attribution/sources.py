"""Who can say anything: a person, a body, a text; not "the move", not "this"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.reading.actors.words import is_body_word, is_person_word
from tocsin.reading.attribution.cues import noun_cues, word_set
from tocsin.reading.text.parse import is_word

if TYPE_CHECKING:
    from spacy.tokens import Token

_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ing", "ance", "ence", "ism", "ure", "ship", "cy")
_EMPTY = frozenset({"it", "which"})


def can_say(who: Token, lemma: str) -> bool:
    """Whether ``who`` can be the source of what the verb ``lemma`` attributes without a clause."""
    if lemma in word_set("holding"):
        return is_text(who) and who.lemma_.lower() not in word_set("pictures")
    if who.pos_ == "PRON":
        shows = lemma in word_set("showing") or lemma in word_set("spotlighting")
        return who.lower_ not in word_set("pointing") and not (shows and who.lower_ in _EMPTY)
    noun = who.lemma_.lower()
    if (
        who.pos_ != "NOUN"
        or is_text(who)
        or _looks_named(who)
        or noun in word_set("bodies")
        or is_person_word(noun)
        or is_body_word(noun)
    ):
        return True
    if lemma in word_set("spotlighting") or lemma in word_set("showing"):
        return has_mind(who)
    noun = who.lemma_.lower()
    return noun not in word_set("mute") and noun not in noun_cues() and not noun.endswith(_ABSTRACT)


def is_text(who: Token) -> bool:
    """Whether a noun names a text or record that speaks itself: "the poll", "documents"."""
    return who.pos_ == "NOUN" and who.lemma_.lower() in word_set("own_voice")


def has_mind(who: Token) -> bool:
    """Whether a person or a body is named, so that it can fear, hope and want: no thing, no empty "it"."""
    word = who.lower_
    if who.pos_ == "PRON":
        return word not in word_set("pointing") - {"those"} and word != "it"
    if who.pos_ == "PROPN" or _looks_named(who):
        return True
    return is_person_word(word) or is_body_word(word) or not {word, who.lemma_.lower()}.isdisjoint(_minds())


def _looks_named(who: Token) -> bool:
    """Whether a capital tells a name that the parser took for a word: no other noun stands alone in the singular."""
    if not who.text[:1].isupper():
        return False
    bare = who.tag_ == "NN" and all(word.dep_ not in {"det", "poss", "amod"} for word in who.children)
    return bare or not is_word(who.lower_)


@cache
def _minds() -> frozenset[str]:
    return word_set("minded") | word_set("bodies")
