"""What a content names again as something said, planned or threatened: "the denial", "her remark", "the offer"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.core.vocabulary import Stance
from tocsin.reading.attribution.cues import noun_cues, word_set
from tocsin.reading.attribution.parts import Part
from tocsin.reading.attribution.stance import doubts
from tocsin.reading.links.marks import STATING
from tocsin.reading.links.matter import may_count, reply_words
from tocsin.reading.terms import terms

if TYPE_CHECKING:
    from spacy.tokens import Token

_FIRST_WORDS = 4
"""Words at the start of a content among which it names what it is about."""
_LOOKED_AT = 6
_INDEFINITE = frozenset({"no", "any", "a", "an"})
ASKING = frozenset({Stance.PROPOSES, Stance.REQUESTS, Stance.THREATENS})
"""What one refuses, accepts or gives in to."""
_WIDER = {
    Stance.ASSERTS: frozenset({Stance.ASSERTS, Stance.ACCUSES}),
    Stance.ASSESSES: frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.ASSESSES}),
    Stance.WARNS: frozenset({Stance.WARNS, Stance.THREATENS}),
}
"""The acts that a noun of speech may stand for, where they are more than its own."""


def speech_named(part: Part) -> Token | None:
    """The noun of speech that a content is about, where the text takes it for known: "the claims", "her comment"."""
    if part.head.pos_ == "NOUN" and _is_speech(part.head) and part.head in part.words:
        new = any(w.dep_ == "det" and w.lower_ in {"a", "an"} for w in part.head.children)  # "a Turkish offer"
        return None if new else part.head
    definite = _is_definite(part)
    for at, word in enumerate(part.words[:_LOOKED_AT]):
        if definite and at < _FIRST_WORDS and (_is_speech(word) or _is_account(word, part)):
            return word
        if word.pos_ == "NOUN" and _is_speech(word):
            known = any(w.dep_ in {"det", "poss"} and w.lower_ not in _INDEFINITE for w in word.children)
            return word if known and word.dep_ in {"dobj", "nsubj", "nsubjpass", "attr"} else None
        if word.pos_ in {"VERB", "AUX"}:
            return None
    return None


def _is_definite(part: Part) -> bool:
    first = part.words[0] if part.words else None
    return first is not None and (first.lower_ in reply_words("definite") or first.dep_ == "poss")


def _is_account(word: Token, part: Part) -> bool:
    """Whether a denial is of "the account", "the figure", "the footage"."""
    against = part.stance is Stance.DENIES or part.negated or doubts(part.text)
    return against and word.pos_ == "NOUN" and word.lemma_.lower() in reply_words("accounts")


def _is_speech(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    if lemma not in noun_cues() or lemma in reply_words("unspoken"):
        return False
    return lemma not in word_set("own_voice") and lemma not in word_set("homographs")


def is_owned(noun: Token) -> bool:
    """Whether a noun of speech says whose it is: "her comment"."""
    return any(w.dep_ == "poss" for w in noun.children)


def owns(part: Part, noun: Token) -> bool:
    """Whether a noun of speech is said to be that of the speaker of ``part``: "the general's remark"."""
    owner, speaker = next((w for w in noun.children if w.dep_ == "poss"), None), part.speaker
    if owner is None or speaker is None:
        return False
    return not terms(owner.text).isdisjoint(terms(f"{speaker.name} {speaker.role or ''}"))


def may_stand_for(noun: Token, part: Part, other: Part) -> bool:
    """Whether a noun of speech in ``part`` is a word for what ``other`` does."""
    lemma = noun.lemma_.lower()
    act = noun_cues().get(lemma, Stance.ASSERTS)
    if lemma in reply_words("tallies"):
        return may_count(part, other)
    if lemma in reply_words("anything"):
        return True
    if part.stance is Stance.DENIES and act is Stance.ASSERTS:
        return other.stance in STATING
    return other.stance in _WIDER.get(act, frozenset({act}))


def takes_up(part: Part, other: Part) -> bool:
    """Whether a content names ``other`` again by what it was: "the idea" a proposal, "that explanation" a statement."""
    for at, word in enumerate(part.words):
        if word.pos_ != "NOUN":
            continue
        lemma, beside = word.lemma_.lower(), {w.lower_ for w in word.children}
        if "such" not in beside and (at >= _FIRST_WORDS or reply_words("definite").isdisjoint(beside)):
            continue
        if lemma in reply_words("plans") and other.stance in {*ASKING, Stance.REFUSES}:
            return True
        if noun_cues().get(lemma) is other.stance:
            return True
        if lemma in reply_words("accounts") - reply_words("tallies") and other.stance in STATING:
            return True
    return False
