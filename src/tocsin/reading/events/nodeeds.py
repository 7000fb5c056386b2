"""What has the words of an act and is none: the work of nature or of an accident, money taken, something told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.core.vocabulary import Action
from tocsin.reading.events.frames import Frame, lexicon
from tocsin.reading.events.moods import mood_words
from tocsin.reading.text.syntax import after, agent, children, is_passive, objects, own_subject, subject, with_conjuncts

if TYPE_CHECKING:
    from spacy.tokens import Token

_BY_FORCE = frozenset({Action.ASSAULT, Action.COERCE, Action.SANCTION, Action.THREATEN})
_OBLIGES = frozenset({"must", "should", "ought", "to"})


def is_no_deed(verb: Token, frame: Frame) -> bool:
    """Whether ``verb``, which may stand for the act of ``frame``, tells of nobody's doing here."""
    if frame.action in _BY_FORCE:
        return _is_mishap(verb)
    if frame.action is Action.REQUEST and verb.lemma_.lower() == "tell":
        return _only_informs(verb)
    if frame.action is Action.AGREE and verb.lemma_.lower() == "accept":
        return any(_is_money(each) for each in objects(verb))
    if frame.action is Action.REJECT and verb.lemma_.lower() in {"refuse", "decline"}:
        return any(each.lemma_.lower() in mood_words()["undone"]["silent"] for each in children(verb, "xcomp"))
    if frame.action is Action.REJECT:
        return any(each.lemma_.lower() in mood_words()["undone"]["figures"] for each in children(verb, "dobj"))
    return False


def _is_mishap(verb: Token) -> bool:
    """Whether a hazard does it, or nobody: "by itself", or people died "when a quake struck"."""
    if any(each.lower_ in {"itself", "themselves", "accident"} for each in after(verb, "by")):
        return True
    doer = agent(verb) if is_passive(verb) else subject(verb)
    if doer is not None and not is_passive(verb):
        return all(_is_hazard(each) for each in with_conjuncts(doer))
    if doer is not None:
        return _is_hazard(doer)
    beside = [verb, *children(verb, "conj"), *([verb.head] if verb.dep_ == "conj" else [])]
    clauses = [inner for each in beside for inner in children(each, "advcl")]
    doers = [own_subject(each) for each in clauses]
    return any(each is not None and _is_hazard(each) for each in doers)


def _is_hazard(noun: Token) -> bool:
    """Whether a noun names a force of nature, a disease or an accident."""
    return noun.lemma_.lower() in lexicon().hazards


def _only_informs(verb: Token) -> bool:
    """Whether somebody is told that something is so, and not what to do: "told the court he had lied"."""
    told = [each for each in children(verb, "ccomp") if each.i > verb.i]
    if not told or any(each.tag_ == "VB" and not children(each, "nsubj") for each in told):
        return False
    helpers = {child.lower_ for each in told for child in children(each, "aux")}
    return not helpers & _OBLIGES


def _is_money(noun: Token) -> bool:
    """Whether a noun is a sum of money, a bribe or a gift."""
    return noun.lemma_.lower() in mood_words()["undone"]["money"] or any(child.text in "$€£¥" for child in noun.lefts)
