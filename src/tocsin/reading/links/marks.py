"""By what marks a claim is a reply, whatever it replies to: a word of answering, a turn of the text, a denial."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tocsin.core.vocabulary import Stance
from tocsin.reading.attribution.contrasts import turn_before
from tocsin.reading.attribution.cues import word_set
from tocsin.reading.attribution.parts import Part
from tocsin.reading.attribution.stance import doubts
from tocsin.reading.knowledge import lexicon_of
from tocsin.reading.links.matter import is_denying, reply_words
from tocsin.reading.terms import terms
from tocsin.reading.text.syntax import own_subject

PLAIN_MARK = 1.0
STRONG_MARK = 2.0
"""A denial by its verb, a word of answering or a turn of the text says by itself that something is answered."""
_BARE = 1.0
"""Words that mean nothing without what went before: "it will not", "no such"."""
STATING = frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.ASSESSES, Stance.DENIES})
"""Acts that say how things are."""
_ANSWERING = STATING | {Stance.REFUSES, Stance.ACCEPTS}
_PERSONS = frozenset({"him", "her", "them"})
_PRONOUNS = frozenset({"it", "that", "this", "they", "he", "she"})
_ANYTHING = frozenset({"anything", "wrongdoing"})
_OPENING = 40
"""Characters of a content that may still bring it forward: "Not so", "Moscow's answer was brisk"."""
OF_ITS_OWN = 2
"""Terms from which a denial says what it is of."""


@cache
def _turns() -> re.Pattern[str]:
    return re.compile("|".join(lexicon_of("replies")["turns"]["patterns"]))


def force(at: int, parts: Sequence[Part]) -> float:
    """How strongly a part itself, or the text right before it, says that it is an answer."""
    part = parts[at]
    before = _before(at, parts)
    anchor = part.saying.frame.anchor.lemma_.lower()
    if retorts(part) and not (anchor in reply_words("replies") and "asked" in before):
        return STRONG_MARK
    if _turns().search(before):
        return STRONG_MARK
    if part.stance not in _ANSWERING:
        return 0.0
    mark = _bare(part)
    if part.stance is Stance.DENIES or (part.stance in STATING and doubts(part.text)):
        return mark + STRONG_MARK
    if part.stance in {Stance.REFUSES, Stance.ACCEPTS} or is_denying(part):
        return mark + PLAIN_MARK
    return mark + PLAIN_MARK if judges(part) or judges_speaker(part) else 0.0


def _before(at: int, parts: Sequence[Part]) -> str:
    """The words of the text between the part before and this one, with those that bring it forward."""
    part = parts[at]
    block, start = part.saying.block, part.pieces[0][0]
    earlier = [parts[j].pieces[-1][1] for j in range(max(0, at - 3), at) if parts[j].saying.block is block]
    first = max((end for end in earlier if end <= start), default=block.offset)
    return block.text[max(0, first - block.offset) : max(0, start - block.offset) + _OPENING].lower()


def turns(part: Part) -> bool:
    """Whether the sentence of a part opens with "but", or turns to it in its midst: ", while the army says"."""
    anchor = part.saying.frame.anchor
    return anchor.sent[0].lower_ in reply_words("contrast") or turn_before(anchor) is not None


def judges(part: Part) -> bool:
    """Whether something is called or taken for something: "assessed the account as a ruse"."""
    return part.stance is Stance.ASSESSES and part.saying.frame.shape in {"predicate", "as"}


def judges_speaker(part: Part) -> bool:
    """Whether somebody who has just spoken is called something: "called him a traitor"."""
    return part.saying.frame.shape in {"predicate", "as"} and bool(part.words) and part.words[0].lower_ in _PERSONS


def retorts(part: Part) -> bool:
    """Whether its verb says by itself that it answers: "retorted", "shot back"."""
    return part.saying.frame.anchor.lemma_.lower() in reply_words("retorts")


def _bare(part: Part) -> float:
    """What a part that means nothing by itself has as a mark of it."""
    who = own_subject(part.head)
    pronoun = who is not None and who.lower_ in _PRONOUNS
    short = len(terms(part.text)) < OF_ITS_OWN
    pronoun = pronoun or any(w.dep_ == "dobj" and w.lower_ in {"that", "it"} for w in part.head.children)
    unaware = part.negated and part.head.lemma_ in {"know", "hear"}  # "knew nothing of"
    no_such = unaware or (part.head.lemma_ == "be" and any(w.dep_ == "expl" for w in part.head.children))
    return _BARE if (pronoun and short) or (no_such and part.negated) or is_no_such(part) else 0.0


def is_no_such(part: Part) -> bool:
    """Whether it says that there is no such thing as was told: "no such order was given"."""
    return (part.negated or part.stance is Stance.DENIES) and any(w.lower_ == "such" for w in part.words)


def denies_guilt(part: Part) -> bool:
    """Whether a charge is denied without being named: "denied wrongdoing", "denied it all"."""
    if part.stance is not Stance.DENIES:
        return False
    return part.head.lemma_.lower() in word_set("guilt") or any(w.lower_ in _ANYTHING for w in part.words[:2])


def mends(at: int, parts: Sequence[Part]) -> bool:
    """Whether a part takes back or mends what its own side said before."""
    words = set(_before(at, parts).split()) | {w.lower_ for w in parts[at].saying.frame.anchor.children}
    words.add(parts[at].saying.frame.anchor.lower_)
    return not reply_words("mends").isdisjoint(words)
