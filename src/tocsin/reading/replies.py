"""Which earlier statement a reply is to, where only its manner and its matter tell: marks weighed one by one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tocsin.core.vocabulary import Stance
from tocsin.reading.cues import noun_cues
from tocsin.reading.knowledge import lexicon_of
from tocsin.reading.matter import (
    concerns,
    holds,
    is_denying,
    is_first_account,
    numbers,
    other_side,
    reply_words,
    rival_numbers,
    same_sentence,
    says_no,
    shared_matter,
    speaks_itself,
)
from tocsin.reading.parts import Part
from tocsin.reading.stance import doubts
from tocsin.reading.syntax import own_subject
from tocsin.reading.terms import terms

_FURTHEST = 40
"""Claims back that are looked at: what a text answers is near."""

_ENOUGH = 3.0
"""What a reply needs: one mark of replying, the place behind what it answers, and one thing in common with it."""
_PLAIN_MARK = 1.0
_STRONG_MARK = 2.0
"""A denial by its verb, a word of answering or a turn of the text says by itself that something is answered."""
_BARE = 1.0
"""Words that mean nothing without what went before: "it will not", "no such"."""
_CORE, _BESIDE, _NAME = 1.0, 0.5, 0.4
"""One word in common: at the heart of both statements, elsewhere, and as a name, which a text repeats anyway."""
_MOST_MATTER = 2.5
_CONCERNED = 1.0
_SPOKEN_OF = 0.75
"""Who speaks of the other's side may do so for its own sake."""
_PAIRED = 1.0
"""Acts that go together: accusing and denying, asking and refusing."""
_TAKEN_UP = 2.0
"""What is named again: "the idea", "that explanation"."""
_RIVAL = 3.0
"""Another number of the same thing is a mark and a matter at once."""
_FADING = 0.4
_PER_BLOCK = 0.5
_BOTH_SAY_NO = 1.5

_STATING = frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.ASSESSES, Stance.DENIES})
_ANSWERING = _STATING | {Stance.REFUSES, Stance.ACCEPTS}
_ASKING = frozenset({Stance.PROPOSES, Stance.REQUESTS, Stance.THREATENS})
_DEFINITE = frozenset({"the", "that", "this", "these", "such", "his", "her", "its", "their"})
_POINTING = frozenset({"it", "that", "this"})
_PERSONS = frozenset({"him", "her", "them"})
_AGREEING = frozenset({"accept", "welcome", "endorse", "agree", "consent"})
_OPENING = 40
"""Characters of a content that may still bring it forward: "Not so", "Moscow's answer was brisk"."""
_FEW_WORDS = 7
"""Words of a number that is given in place of another: "the toll at one"."""


@cache
def _turns() -> tuple[str, ...]:
    return tuple(lexicon_of("replies")["turns"]["phrases"])


def reply_to(at: int, parts: Sequence[Part]) -> int | None:
    """The position of the statement that the part at ``at`` replies to, or ``None`` where too little says so."""
    part = parts[at]
    nested = any(holds(parts[j], part) for j in range(max(0, at - 2), min(len(parts), at + 2)) if j != at)
    force = _force(at, parts) - _PLAIN_MARK * nested
    mends = _mends(at, parts)
    best, most = None, 0.0
    rank = 0
    for j in range(at - 1, max(-1, at - _FURTHEST), -1):
        other = parts[j]
        if other.saying is part.saying or holds(other, part) or other.stance in {Stance.ACCEPTS, Stance.REFUSES}:
            continue
        differ = other_side(part, other)
        if differ:
            told = rank == 0 and (_is_accused(part, other) or _is_asked(part, other))
            mark = (
                force + _RIVAL * _rivals(part, other, last=rank == 0) + _PLAIN_MARK * (told or _takes_up(part, other))
            )
        else:
            mark = _STRONG_MARK * (mends and _same_voice(part, other))
        score = mark + _fit(part, other, last=rank == 0) + _near(part, other, rank)
        if mark > 0 and score >= _ENOUGH and score > most and _may_be(part, other):
            best, most = j, score
        rank += differ
    return best


def _is_accused(part: Part, other: Part) -> bool:
    """Whether ``part`` is what the side says that ``other``, in the same paragraph, accuses."""
    if other.stance is not Stance.ACCUSES or part.stance not in _STATING:
        return False
    return part.saying.block is other.saying.block and concerns(other, part)


def _is_asked(part: Part, other: Part) -> bool:
    """Whether ``part`` speaks of the very deed that ``other`` asks of its side."""
    return other.stance is Stance.REQUESTS and concerns(other, part) and shared_matter(part, other)[0] > 0


def _may_be(part: Part, other: Part) -> bool:
    """Whether acts fit: one refuses or accepts what is asked, or spoken of right before, and denies what is stated."""
    asking = other.stance in _ASKING
    if part.stance is Stance.REFUSES or _agrees(part):
        near = part.saying.block is other.saying.block
        return asking or (near and shared_matter(part, other)[0] > 0)
    ours = own_subject(part.head) if other.stance is Stance.PROPOSES else None  # "we are not looking for that"
    return (
        not asking
        or not part.negated
        or (ours is not None and ours.lower_ == "we")
        or sum(shared_matter(part, other)[:2]) > 0
    )


def _agrees(part: Part) -> bool:
    return part.stance is Stance.ACCEPTS and part.saying.frame.anchor.lemma_.lower() in _AGREEING


def _force(at: int, parts: Sequence[Part]) -> float:
    """How strongly a part itself, or the text right before it, says that it is an answer."""
    part = parts[at]
    before = _before(at, parts)
    anchor = part.saying.frame.anchor.lemma_.lower()
    if anchor in reply_words("retorts") and not (anchor in reply_words("replies") and "asked" in before):
        return _STRONG_MARK
    if any(phrase in before for phrase in _turns()):
        return _STRONG_MARK
    if part.stance not in _ANSWERING:
        return 0.0
    force = _bare(part)
    if part.stance is Stance.DENIES or (part.stance in _STATING and doubts(part.text)):
        return force + _STRONG_MARK
    if part.stance in {Stance.REFUSES, Stance.ACCEPTS} or is_denying(part):
        return force + _PLAIN_MARK
    judges = part.stance is Stance.ASSESSES and part.saying.frame.shape in {"predicate", "as"}
    judges = judges or _judges_speaker(part)
    return force + _PLAIN_MARK if judges else 0.0


def _before(at: int, parts: Sequence[Part]) -> str:
    """The words of the text between the part before and this one, with those that bring it forward."""
    part = parts[at]
    block, start = part.saying.block, part.pieces[0][0]
    earlier = [parts[j].pieces[-1][1] for j in range(max(0, at - 3), at) if parts[j].saying.block is block]
    first = max((end for end in earlier if end <= start), default=block.offset)
    return block.text[max(0, first - block.offset) : max(0, start - block.offset) + _OPENING].lower()


def _mends(at: int, parts: Sequence[Part]) -> bool:
    """Whether a part takes back or mends what its own side said before."""
    words = set(_before(at, parts).split()) | {w.lower_ for w in parts[at].saying.frame.anchor.children}
    words.add(parts[at].saying.frame.anchor.lower_)
    return not reply_words("mends").isdisjoint(words)


def _same_voice(part: Part, other: Part) -> bool:
    """Whether a correction can be of ``other``: its own side's, and said before it as a first account or number."""
    if same_sentence(part, other) and not numbers(part.text):
        return False
    if part.saying.frame.anchor.lower_ in reply_words("mends"):
        return True
    return (
        is_first_account(other)
        or (part.negated and not other.negated)
        or bool(numbers(part.text) and numbers(other.text))
    )


def _bare(part: Part) -> float:
    """What a part that means nothing by itself has as a mark of it."""
    if any(w.lower_ == "such" for w in part.words):
        return _BARE
    who = own_subject(part.head)
    pronoun = who is not None and who.lower_ in {"it", "that", "this", "they", "he", "she"}
    short = len(terms(part.text)) < 2
    unaware = part.negated and part.head.lemma_ in {"know", "hear"}  # "knew nothing of"
    no_such = unaware or (part.head.lemma_ == "be" and any(w.dep_ == "expl" for w in part.head.children))
    return _BARE if (pronoun and short) or (no_such and part.negated) else 0.0


def _fit(part: Part, other: Part, *, last: bool) -> float:
    """How well ``other`` fits as what is answered; ``last`` is what another side said right before."""
    core, beside, named = shared_matter(part, other)
    matter = min(_MOST_MATTER, _CORE * core + _BESIDE * beside + _NAME * named)
    matter += _TAKEN_UP * (_takes_up(part, other) or (last and _points(part)))
    behind = last and part.saying.block is other.saying.block
    spoken_to = part.saying.block is other.saying.block and concerns(other, part)
    if not (matter or behind or spoken_to or _rivals(part, other, last=last)):
        return -_ENOUGH  # nothing tells that it is about the same
    fit = matter + _TAKEN_UP * is_first_account(other) + _concern(part, other) + _PAIRED * _pairs(part, other)
    if says_no(part) and says_no(other):
        fit -= _BOTH_SAY_NO
    return fit - 0.5 * speaks_itself(other)


def _concern(part: Part, other: Part) -> float:
    """How far ``other`` is about who speaks in ``part``, or the other way round."""
    if concerns(other, part):
        return _CONCERNED
    if part.speaker is not None and terms(part.speaker.name) & terms(other.text):
        return _CONCERNED
    return _SPOKEN_OF if concerns(part, other) else 0.0


def _pairs(part: Part, other: Part) -> bool:
    if part.stance is Stance.REFUSES or _agrees(part):
        return other.stance in _ASKING
    if is_denying(part) and other.stance is Stance.PROPOSES:
        return True
    if part.stance is Stance.DENIES or is_denying(part):
        return other.stance is Stance.ACCUSES
    return False


def _points(part: Part) -> bool:
    """Whether the part is of "it" or "that", which is what somebody said last."""
    first = part.words[0].lower_ if part.words else ""
    return part.saying.frame.shape in {"predicate", "as", "object"} and (first in _POINTING or _judges_speaker(part))


def _judges_speaker(part: Part) -> bool:
    """Whether somebody who has just spoken is called something: "called him a traitor"."""
    return part.saying.frame.shape in {"predicate", "as"} and bool(part.words) and part.words[0].lower_ in _PERSONS


def _takes_up(part: Part, other: Part) -> bool:
    """Whether the part names ``other`` again by what it was: "the idea" a proposal, "that explanation" a statement."""
    for word in part.words[:4]:
        lemma = word.lemma_.lower()
        if word.pos_ != "NOUN" or _DEFINITE.isdisjoint(w.lower_ for w in word.children):
            continue
        if lemma in reply_words("plans") and other.stance in _ASKING:
            return True
        if noun_cues().get(lemma) is other.stance:
            return True
        if (word.lower_ in reply_words("words") or lemma in reply_words("words")) and other.stance in _STATING:
            return True
    return False


def _rivals(part: Part, other: Part, *, last: bool) -> bool:
    """Whether the part gives a number in place of the one in ``other``, which a bare one does of what was said last."""
    if rival_numbers(part, other):
        return True
    mine, theirs = numbers(part.text), numbers(other.text)
    if not mine or not theirs or mine & theirs:
        return False
    who = own_subject(part.head)
    if last and who is not None and who.pos_ == "NUM" and part.saying.block is other.saying.block:
        return True  # "312 entered"
    words = {w.lower_ for w in part.words}
    gives = part.saying.frame.anchor.lemma_.lower() in reply_words("gives")
    if words & reply_words("tallies"):
        return gives or len(part.words) < _FEW_WORDS
    core, _, _ = shared_matter(part, other)
    return core > 1


def _near(part: Part, other: Part, rank: int) -> float:
    """How near a statement is: the last one of another side first, one paragraph before the other."""
    here, there = part.saying.block, other.saying.block
    apart = 0 if here is there else 1
    return max(-1.5, 1.0 - _FADING * rank - _PER_BLOCK * apart)
