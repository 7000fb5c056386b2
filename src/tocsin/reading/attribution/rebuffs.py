"""Attribution by turning away what was said without naming it: "declined to comment", "which Kalis denied"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.core.vocabulary import Stance
from tocsin.reading.attribution.cues import frame_of, noun_cues, verb_cues, word_set
from tocsin.reading.attribution.frame import Attribution
from tocsin.reading.attribution.grammar import child, is_negated, lemma_of, noun_phrase, speaker_of, subtree_without
from tocsin.reading.text.syntax import agent, children, is_passive, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBORDINATE = frozenset({"relcl", "acl", "advcl", "pcomp", "csubj"})
_POINTING = frozenset({"it", "that", "this"})
_FITTING = frozenset({Stance.DENIES, Stance.REFUSES, Stance.ACCEPTS})
_FORWARD = frozenset({Stance.PROPOSES, Stance.REQUESTS, Stance.PROMISES})
_BETWEEN = frozenset({"aux", "auxpass", "neg", "advmod", "preconj", "prt"})
_SUPPOSED = frozenset({"if", "whether", "unless"})
_FURTHEST = 18
"""Words of names and offices that may stand between a noun of speech and who turns it away."""
_ENDS = frozenset({",", ".", ";", ":", "—", "–", "-", "--", "!", "?"})


def by_rebuff(verb: Token) -> Attribution | None:
    """What is turned away by ``verb`` without a word for it: then the clause itself is what is said."""
    if verb.lemma_.lower() not in _rebuffing():
        return None
    return (
        _silence(verb)
        or _neither(verb)
        or _which(verb)
        or _renamed(verb)
        or _withdrawn(verb)
        or _pointed(verb)
        or _agrees(verb)
    )


@cache
def _rebuffing() -> frozenset[str]:
    """The verbs by which anything may be turned away, without their particles."""
    found = {"decline", "refuse", "have", "comment", "draw", "confirm"} | word_set("agreeing") | word_set("scoffing")
    for lemma, cues in verb_cues().items():
        told = any(cue.frame == "object" and cue.stance in _FITTING for cue in cues)
        if told or any(cue.frame in {"predicate", "as"} for cue in cues):
            found.add(lemma)
    return frozenset(lemma.split()[0] for lemma in found | {w.replace("_", " ") for w in word_set("withdrawing")})


def clause_itself(
    verb: Token, words: set[int], head: Token, stance: Stance, who: Token | None = None
) -> Attribution | None:
    """What names nothing apart from its verb ("denied it", "a charge Washington denied"): the clause itself.

    ``who`` says so where that is not the doer of ``verb``.
    """
    who = who or (agent(verb) if is_passive(verb) else speaker_of(verb))
    if who is None:
        return None
    return Attribution(
        anchor=verb,
        cue=frozenset({verb.i}),
        source=who,
        content=frozenset(words),
        shape="pronoun",
        stance=stance,
        head=head,
    )


def clause_words(verb: Token, last: int) -> set[int]:
    """The words of a short clause from its subject, where nothing parts that from ``verb``, to ``last``."""
    first = min((w.i for w in verb.children if w.dep_ in _BETWEEN and w.i < verb.i), default=verb.i)
    while first > verb.sent.start and verb.doc[first - 1].pos_ in {"ADV", "AUX", "PART"}:
        first -= 1
    words = set(range(first, last + 1))
    who = own_subject(verb)
    phrase = noun_phrase(who) if who is not None and verb.dep_ not in {"relcl", "acl"} else set()
    return words | phrase if first - 1 in phrase else words


def is_taken_up(verb: Token) -> bool:
    """Whether a clause behind a comma takes up all that went before, as somebody else's: ", which Kalis denied"."""
    return _which(verb) is not None or _renamed(verb) is not None


def _silence(verb: Token) -> Attribution | None:
    """ "declined to comment", "would not be drawn", "had no comment"."""
    if verb.dep_ in _SUBORDINATE or own_subject(verb) is None:
        return None
    lemma, last = verb.lemma_.lower(), _kept_back(verb)
    if last is None and _would_not(verb) and (lemma == "comment" or (lemma == "draw" and is_passive(verb))):
        last = verb
    if last is None:
        return None
    if any(w.i > last.i for w in last.children if w.dep_ not in {"punct", "advmod", "npadvmod"}):
        return None  # "declined to comment on politics": no answer to what is told
    return clause_itself(verb, clause_words(verb, last.i), verb, Stance.REFUSES, own_subject(verb))


def _kept_back(verb: Token) -> Token | None:
    """The comment that one declines to make, or does not have."""
    lemma, act = verb.lemma_.lower(), child(verb, "xcomp", "dobj")
    if act is None or act.lemma_.lower() not in word_set("silence"):
        return None
    none = lemma == "have" and any(w.lower_ == "no" for w in act.children)
    return act if none or lemma in {"decline", "refuse"} else None


def _would_not(verb: Token) -> bool:
    modal = next((w for w in children(verb, "aux") if w.tag_ == "MD"), None)
    return modal is not None and modal.lower_ == "would" and is_negated(verb)


def _neither(verb: Token) -> Attribution | None:
    """ "would neither confirm nor deny it"; who merely "neither confirmed nor denied it" said nothing."""
    other = next((w for w in children(verb, "conj") if w.i > verb.i), None)
    if (
        other is None
        or not any(w.tag_ == "MD" for w in children(verb, "aux"))
        or not any(w.lower_ in {"neither", "not", "n't", "n’t"} and w.i < verb.i for w in verb.children)
    ):
        return None
    pair = {verb.lemma_.lower(), other.lemma_.lower()}
    if "confirm" not in pair or pair.isdisjoint({"deny", "refute", "rule", "dispute"}):
        return None
    thing = child(other, "dobj", "ccomp") or child(verb, "dobj", "ccomp")
    if thing is None or thing.pos_ == "PRON":
        return clause_itself(verb, clause_words(verb, max(other.i, thing.i if thing else 0)), verb, Stance.REFUSES)
    words = subtree_without(thing)
    found = clause_itself(verb, words, thing, Stance.REFUSES)
    return found and _named(found, set(range(verb.i, other.i + 1)), "object")


def _named(found: Attribution, cue: set[int], shape: str) -> Attribution:
    """``found`` with what it is about named by itself, so that the cue is no part of it."""
    return replace(found, cue=frozenset(cue), content=found.content - cue, shape=shape)


def _which(verb: Token) -> Attribution | None:
    """ ", which the premier refused": what went before, taken up by another."""
    which = child(verb, "dobj")
    if which is None or which.lower_ != "which" or which.i == 0 or which.nbor(-1).text != ",":
        return None
    who, cue = own_subject(verb), frame_of(lemma_of(verb), "object")
    if who is None or cue is None or cue.stance not in _FITTING or child(verb, "ccomp", "xcomp") is not None:
        return None
    stance = cue.stance
    if stance is Stance.REFUSES and not _was_forward(which):
        stance = Stance.DENIES
    return clause_itself(verb, set(range(which.i, verb.i + 1)), verb, stance)


def _was_forward(which: Token) -> bool:
    """Whether what goes before is asked or offered, so that to reject it is to refuse."""
    for word in which.head.ancestors:
        lemma = word.lemma_.lower()
        if any((cue := frame_of(lemma, shape)) and cue.stance in _FORWARD for shape in ("clause", "to", "object")):
            return True
        if frame_of(lemma, "clause") is not None:
            return False
    return False


def _renamed(verb: Token) -> Attribution | None:
    """ ", a claim that Kalis called absurd", ", a charge the chief, Lena Krause, rejected": named, and turned away."""
    last = _answer_end(verb)
    noun = _noun_before(verb) if last is not None else None
    if last is None or noun is None:
        return None
    own = own_subject(verb)
    who = own if own not in {None, noun} else child(noun, "appos", "nmod")
    if who is None or not noun.i < who.i < verb.i:
        return None
    return clause_itself(verb, set(range(noun.left_edge.i, last + 1)), noun, Stance.DENIES, who)


def _answer_end(verb: Token) -> int | None:
    """Where the words end by which ``verb`` denies a thing that is named before it; ``None`` where it does not."""
    lemma = lemma_of(verb)
    cue = frame_of(lemma, "object")
    if cue is not None and (cue.stance is Stance.DENIES or lemma in {"reject", "dismiss"}):
        called = next((w for w in children(verb, "prep") if w.lower_ == "as" and w.i > verb.i), None)
        return int(called.right_edge.i if called is not None else verb.i)
    if frame_of(lemma, "predicate") is not None or frame_of(lemma, "as") is not None:
        called = next((w for w in children(verb, "oprd", "prep", "ccomp", "dobj") if w.i > verb.i), None)
        words = {w.lemma_.lower() for w in called.subtree} if called is not None else set()
        return int(called.right_edge.i) if called is not None and words & word_set("untruth") else None
    return None


def _noun_before(verb: Token) -> Token | None:
    """The noun of speech that renames behind a comma what was said, with nothing but a name before ``verb``."""
    doc = verb.doc
    for i in range(verb.i - 1, max(verb.sent.start + 1, verb.i - _FURTHEST), -1):
        word = doc[i]
        if word.pos_ == "VERB" or word.text in {";", ":"} or word.is_quote:
            return None
        first = word.left_edge.i
        if word.lemma_.lower() in noun_cues() and doc[first].lower_ in {"a", "an"} and doc[first - 1].text == ",":
            return word
    return None


def _withdrawn(verb: Token) -> Attribution | None:
    """ "withdrew that account on Friday": one's own words taken back."""
    thing = child(verb, "dobj")
    lemma = lemma_of(verb)
    if thing is None or lemma not in word_set("withdrawing") or is_negated(verb) or own_subject(verb) is None:
        return None
    said = thing.lemma_.lower() in noun_cues() or thing.lemma_.lower() in word_set("withdrawn")
    told = child(thing, "acl", "relcl") is not None
    if not said or told or verb.dep_ in _SUBORDINATE:
        return None
    return clause_itself(verb, clause_words(verb, thing.right_edge.i), verb, Stance.DENIES)


def _pointed(verb: Token) -> Attribution | None:
    """ "rejects that, saying", "scoffed at that", "turned it down", also where the parser sees no object."""
    doc, at = verb.doc, verb.i + 1
    if is_negated(verb) or _is_open(verb) or at + 1 >= len(doc):
        return None
    lemma, word = lemma_of(verb), doc[at]
    if word.lower_ in _POINTING and doc[at + 1].text in _ENDS and child(verb, "dobj") in {None, word}:
        cue = frame_of(lemma, "object")
    elif word.lower_ in _POINTING and doc[at + 1].dep_ == "prt":
        cue, at = frame_of(lemma, "object"), at + 1
    elif frame_of(lemma, "preposition", word.lower_) and doc[at + 1].lower_ in _POINTING and at + 2 < len(doc):
        cue, at = frame_of(lemma, "preposition", word.lower_), at + 1
        if doc[at + 1].text not in _ENDS or lemma not in word_set("scoffing"):
            return None
    else:
        return None
    if cue is None or (cue.stance not in _FITTING and lemma not in word_set("scoffing")):
        return None
    stance = cue.stance if cue.stance in {Stance.REFUSES, Stance.ACCEPTS} else Stance.DENIES
    if lemma in {"reject", "dismiss"}:
        stance = Stance.DENIES
    if stance is Stance.ACCEPTS and lemma != "accept":
        return None
    return clause_itself(verb, clause_words(verb, at), verb, stance)


def _is_open(verb: Token) -> bool:
    """Whether it is not told as done: "whether she would accept it", "may reject that", "had they accepted it"."""
    who, mark = own_subject(verb), child(verb, "mark")
    if mark is not None and mark.lower_ in _SUPPOSED:
        return True
    helpers = children(verb, "aux")
    return any(w.tag_ in {"MD", "TO"} or (who is not None and w.i < who.i) for w in helpers)


def _agrees(verb: Token) -> Attribution | None:
    """ ", and Kalis agrees": a bare agreement with what another says right before."""
    alone = all(w.dep_ in {"nsubj", "punct", "advmod", "aux"} for w in verb.children)
    before = verb.head
    if verb.lemma_.lower() not in word_set("agreeing") or not alone or verb.dep_ != "conj" or own_subject(verb) is None:
        return None
    if is_negated(verb) or not any(frame_of(lemma_of(w), "clause") for w in (before, before.head)):
        return None
    return clause_itself(verb, clause_words(verb, verb.i), verb, Stance.ASSERTS)
