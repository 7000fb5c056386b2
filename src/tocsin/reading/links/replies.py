"""Which statement a claim replies to: its marks, its matter and its place weighed one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.core.vocabulary import Stance
from tocsin.reading.attribution.grammar import child
from tocsin.reading.attribution.parts import Part
from tocsin.reading.attribution.stance import doubts
from tocsin.reading.links.marks import (
    OF_ITS_OWN,
    PLAIN_MARK,
    STATING,
    STRONG_MARK,
    denies_guilt,
    force,
    is_no_such,
    judges,
    judges_speaker,
    mends,
    retorts,
    turns,
)
from tocsin.reading.links.matter import (
    at_odds,
    concerns,
    counts_its_own,
    holds,
    is_denying,
    is_first_account,
    numbers,
    opposed,
    other_side,
    reply_words,
    rival_numbers,
    same_sentence,
    says_no,
    shared_matter,
    speaks_itself,
    told_before,
)
from tocsin.reading.links.takenup import ASKING, is_owned, may_stand_for, owns, speech_named, takes_up
from tocsin.reading.terms import countries, terms
from tocsin.reading.text.syntax import own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_FURTHEST = 40
"""Claims back that are looked at: what a text answers is near."""
_LAST = 2
"""Others' claims among which "the remark" is: what was said last."""
_AHEAD = 2
"""Claims behind that may have been made before: "denied it. The paper had reported that ..."."""

_ENOUGH = 3.0
"""What a reply needs: one mark of replying, the place behind what it answers, and one thing in common with it."""
_NESTED = 0.5
"""Less for what somebody else tells that one says."""
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
_DISPUTED = 0.5
"""What another has answered already is what the text is about."""
_STATED = 0.4
"""What is denied or judged is rather a statement than a threat or a plan."""
_OPPOSED = 0.5
"""Two states that speak."""
_FADING = 0.3
_PER_BLOCK = 0.5
_FARTHEST = -1.0
_BOTH_SAY_NO = 1.5

_POINTING = frozenset({"it", "that", "this"})
_AGREEING = frozenset({"accept", "welcome", "endorse", "agree", "consent"})
_ALONE = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "ROOT"})
"""What a number is in its clause where it stands for what is counted."""
_FEW_WORDS = 7
"""Words of a number that is given in place of another: "the toll at one"."""


@dataclass(frozen=True, slots=True)
class _Reply:
    """What a part is as a reply, whatever it replies to."""

    part: Part
    force: float
    """How strongly it says by itself, or the text right before it says, that it is an answer."""
    noun: Token | None
    """The noun by which it names what was said."""
    certain: bool
    """Whether it means nothing unless something was said: the best there is is meant."""
    mends: bool
    """Whether it takes back or mends what its own side said before."""
    turns: bool
    """Whether its sentence opens with "but", or turns to it in its midst."""


def reply_to(at: int, parts: Sequence[Part], disputed: frozenset[int] | set[int]) -> int | None:
    """The position of the statement that the part at ``at`` replies to, or ``None`` where too little says so.

    ``disputed`` are those that another part answers already.
    """
    reply = _reply(at, parts)
    best, most = None, 0.0
    rank = 0
    for j in _candidates(at, parts, reply):
        other = parts[j]
        last = rank == 0 and j < at
        differ = other_side(reply.part, other)
        mark = _mark(reply, other, rank, last=last) if differ else _own_mark(reply, other)
        score = mark + _fit(reply, other, last=last) + _near(reply.part, other, rank) + _DISPUTED * (j in disputed)
        if score > most and mark > 0 and _may_be(reply, other, score):
            best, most = j, score
        rank += differ
    return best


def _reply(at: int, parts: Sequence[Part]) -> _Reply:
    part = parts[at]
    nested = any(holds(parts[j], part) for j in range(max(0, at - 2), min(len(parts), at + 2)) if j != at)
    noun = speech_named(part)
    return _Reply(
        part=part,
        force=force(at, parts) - _NESTED * nested + STRONG_MARK * (noun is not None),
        noun=noun,
        certain=noun is not None or part.saying.frame.shape == "pronoun" or denies_guilt(part) or is_no_such(part),
        mends=mends(at, parts),
        turns=turns(part),
    )


def _candidates(at: int, parts: Sequence[Part], reply: _Reply) -> Iterator[int]:
    """The positions of what may be replied to, the nearest first; those behind that were said before come last."""
    part = reply.part
    ahead = range(at + 1, min(len(parts), at + 1 + _AHEAD)) if part.stance is Stance.DENIES else ()
    owner = reply.noun if reply.noun is not None and is_owned(reply.noun) else None
    all_told = [
        *range(at - 1, max(-1, at - _FURTHEST), -1),
        *(j for j in ahead if told_before(parts[j]) and _is_here(part, parts[j])),
    ]
    owned = [j for j in all_told if owner is not None and owns(parts[j], owner)]
    if reply.noun is not None and not owner and reply.noun.lemma_.lower() in reply_words("anything"):
        all_told = [j for j in all_told if other_side(part, parts[j])][:_LAST]
    named = [j for j in owned or all_told if reply.noun is not None and may_stand_for(reply.noun, part, parts[j])]
    for j in named or owned or all_told:
        other = parts[j]
        if other.saying is part.saying or holds(other, part):
            continue
        if reply.certain or other.stance not in {Stance.ACCEPTS, Stance.REFUSES}:
            yield j


def _mark(reply: _Reply, other: Part, rank: int, *, last: bool) -> float:
    """How much says that what another side says is answered."""
    part = reply.part
    told = last and (_is_accused(part, other) or _is_asked(part, other))
    told = told or (last and _takes_it(part) and _is_here(part, other))
    plain = (
        told
        or (reply.noun is None and takes_up(part, other))
        or (judges(part) and opposed(part, other) and _is_here(part, other))
    )
    return (
        reply.force
        + _RIVAL * _rivals(part, other, last=last)
        + STRONG_MARK * ((last or shared_matter(part, other)[0] > 1) and at_odds(part, other))
        + STRONG_MARK * (reply.turns and rank <= 1 and _is_set_against(part, other))
        + PLAIN_MARK * (plain + (reply.mends and is_first_account(other)))
    )


def _takes_it(part: Part) -> bool:
    """Whether a part accepts a thing that the text takes for known: not "accepted a Turkish offer"."""
    known = bool(part.words) and part.words[0].lower_ not in {"a", "an"}
    return part.stance is Stance.ACCEPTS and _is_turned(part) and known


def _is_set_against(part: Part, other: Part) -> bool:
    """Whether one of two statements with a "but" between says no to what the other affirms, or counts otherwise."""
    if not _is_here(part, other) or part.stance is Stance.ACCUSES or not {part.stance, other.stance} <= STATING:
        return False
    mine, theirs = numbers(part.text), numbers(other.text)
    if mine and theirs and same_sentence(part, other):
        return not mine & theirs
    return (part.negated or part.stance is Stance.DENIES) != (other.negated or other.stance is Stance.DENIES)


def _own_mark(reply: _Reply, other: Part) -> float:
    owned = reply.noun is not None and is_owned(reply.noun)
    if owned and _name(other) not in {None, _name(reply.part)}:  # "her comment" may be of the own side
        return reply.force
    mended = reply.mends and _same_voice(reply.part, other)
    return mended * (STRONG_MARK + _RIVAL * rival_numbers(reply.part, other))


def _name(part: Part) -> str | None:
    return part.speaker.name if part.speaker else None


def _is_here(part: Part, other: Part) -> bool:
    return part.saying.block is other.saying.block


def _is_accused(part: Part, other: Part) -> bool:
    """Whether ``part`` is what the side says that ``other``, in the same paragraph, accuses."""
    if other.stance is not Stance.ACCUSES or part.stance not in STATING:
        return False
    return _is_here(part, other) and concerns(other, part)


def _is_asked(part: Part, other: Part) -> bool:
    """Whether ``part`` speaks of the very deed that ``other`` asks of its side."""
    return other.stance is Stance.REQUESTS and concerns(other, part) and shared_matter(part, other)[0] > 0


def _may_be(reply: _Reply, other: Part, score: float) -> bool:
    """Whether enough says so and acts fit: one refuses or accepts what is asked, and denies what is stated."""
    part, asking = reply.part, other.stance in ASKING
    if reply.certain or score < _ENOUGH:
        return reply.certain
    if part.stance is Stance.REFUSES or _agrees(part):
        near = _is_here(part, other)
        return asking or (near and (takes_up(part, other) or shared_matter(part, other)[0] > 0))
    ours = own_subject(part.head) if other.stance is Stance.PROPOSES else None  # "we are not looking for that"
    return (
        not asking
        or not part.negated
        or retorts(part)
        or (ours is not None and ours.lower_ == "we")
        or sum(shared_matter(part, other)[:2]) > 0
    )


def _agrees(part: Part) -> bool:
    return part.stance is Stance.ACCEPTS and part.saying.frame.anchor.lemma_.lower() in _AGREEING


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


def _fit(reply: _Reply, other: Part, *, last: bool) -> float:
    """How well ``other`` fits as what is answered; ``last`` is what another side said right before."""
    part = reply.part
    core, beside, named = shared_matter(part, other)
    matter = min(_MOST_MATTER, _CORE * core + _BESIDE * beside + _NAME * named)
    matter += _TAKEN_UP * (takes_up(part, other) or (last and _points(part)))
    of_one = matter > _NAME * named or _is_behind(part, other, last=last) or _rivals(part, other, last=last)
    if not (of_one or reply.certain):
        return -_ENOUGH  # nothing tells that it is about the same
    fit = matter + _concern(part, other) + _OPPOSED * opposed(part, other) + _PAIRED * _pairs(part, other)
    if says_no(part) and says_no(other):
        fit -= _BOTH_SAY_NO
    fit += _TAKEN_UP * (is_first_account(other) and not other_side(part, other))
    if part.stance in STATING:
        fit += _STATED * ((other.stance in STATING) - (other.stance in ASKING))
    return fit - 0.5 * speaks_itself(other)


def _is_behind(part: Part, other: Part, *, last: bool) -> bool:
    """Whether the place tells that one answers the other, though they share no word."""
    if _is_here(part, other) and (turns(part) or concerns(other, part) or (last and not _is_of_its_own(part))):
        return True
    if part.stance is not Stance.DENIES or other.stance is not Stance.ACCUSES:
        return False
    return last or _of_one_side(part, other)


def _of_one_side(part: Part, other: Part) -> bool:
    """Whether an accusation and a denial are of what one state did."""
    return not set(countries(part.text)).isdisjoint(countries(other.text))


def _is_of_its_own(part: Part) -> bool:
    """Whether a part says whole what it is of: "that the king was ill", "a Turkish offer"."""
    if part.stance is Stance.ACCEPTS and _is_turned(part):
        return not _takes_it(part)
    if part.stance is not Stance.DENIES or part.saying.quoted or _is_turned(part):
        return False
    return len(terms(part.text).difference(countries(part.text))) >= OF_ITS_OWN and not doubts(part.text)


def _is_turned(part: Part) -> bool:
    """Whether the part names a thing and no proposition: "the offer"."""
    return part.saying.frame.shape in {"predicate", "as", "object"}


def _concern(part: Part, other: Part) -> float:
    """How far ``other`` is about who speaks in ``part``, or the other way round."""
    if concerns(other, part):
        return _CONCERNED
    if part.stance is Stance.DENIES and other.stance is Stance.ACCUSES and _of_one_side(part, other):
        return _CONCERNED
    if part.speaker is not None and terms(part.speaker.name) & terms(other.text):
        return _CONCERNED
    return _SPOKEN_OF if concerns(part, other) else 0.0


def _pairs(part: Part, other: Part) -> bool:
    if part.stance is Stance.REFUSES or _agrees(part):
        return other.stance in ASKING
    if is_denying(part) and other.stance is Stance.PROPOSES:
        return True
    if part.stance is Stance.DENIES or is_denying(part):
        return other.stance is Stance.ACCUSES
    return False


def _points(part: Part) -> bool:
    """Whether the part is of "it" or "that", which is what somebody said last."""
    first = part.words[0].lower_ if part.words else ""
    return part.saying.frame.shape in {"predicate", "as", "object"} and (first in _POINTING or judges_speaker(part))


def _rivals(part: Part, other: Part, *, last: bool) -> bool:
    """Whether the part gives a number in place of the one in ``other``, which a bare one does of what was said last."""
    if counts_its_own(part, other):
        return False
    if rival_numbers(part, other):
        return True
    mine, theirs = numbers(part.text), numbers(other.text)
    if not mine or not theirs or mine & theirs:
        return False
    if last and _is_here(part, other) and any(w.lower_ == "only" for w in part.words):
        return True  # "it can identify only seven"
    bare = any(w.pos_ == "NUM" and w.dep_ in _ALONE and child(w, "prep") is None for w in part.words)
    if last and bare and len(part.words) < _FEW_WORDS and _is_here(part, other):
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
    return max(_FARTHEST, 1.0 - _FADING * rank - _PER_BLOCK * apart)
