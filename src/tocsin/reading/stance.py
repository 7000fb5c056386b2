"""The speech act of a claim: what the cue stands for, corrected by what is said and by whose side would do it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from tocsin.core.vocabulary import Stance
from tocsin.reading.grammar import child
from tocsin.reading.syntax import is_passive, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLAIN = frozenset({Stance.ASSERTS, Stance.WARNS, Stance.PROMISES})


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("tocsin.reading").joinpath("data/stance.en.toml").read_text(encoding="utf-8"))


@cache
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(_data()[table][key].split())


def is_negated_content(head: Token, words: list[Token]) -> bool:
    """Whether the main proposition of a content carries a negator: at its verb, or as the "no" of its arguments."""
    negators = _words("words", "negators")
    if any(w.dep_ == "neg" for w in head.children):
        return True
    near = {head.i, *(w.i for w in head.children)}
    for word in words:
        if word.lower_ not in negators:
            continue
        if word.head.i in near or word.i in near:
            return (
                word.head == head
                or word.head.head == head
                or word.head.dep_ in {"nsubj", "nsubjpass", "attr", "dobj", "pobj"}
            )
        if word.lower_ in {"nothing", "none", "nobody", "no"} and word.head.head.i in near and word.head.dep_ == "prep":
            return True
    return False


def is_hedged(head: Token, cue: Token) -> bool:
    """Whether the claim is softened: "may", "apparently", "it seems"."""
    possible = _words("words", "possible")
    return any(w.lower_ in possible for w in (*head.children, *cue.children)) or cue.lemma_ in {
        "suggest",
        "hint",
        "imply",
        "seem",
    }


def stance_of(base: Stance, shape: str, head: Token, words: list[Token], *, own: bool | None, negated: bool) -> Stance:
    """The speech act of a content.

    ``own`` says whether the speaker's own side is the one that acts in it (``None``: not known); ``negated`` whether
    its main proposition carries a negator.
    """
    if shape in {"to", "promise"} and base is Stance.PROMISES:
        return Stance.THREATENS if _harms(head) else base
    if shape not in {"clause", "quote", "according", "noun", "colon"} or base not in _PLAIN:
        return base
    low = {w.lower_ for w in words}
    if _future(head):
        return _of_future(base, head, low, own=own, negated=negated)
    if base is Stance.WARNS:
        return Stance.THREATENS if _reprisal(low, own) else base
    return _of_plain(base, head, low, own=own, negated=negated)


def _of_future(base: Stance, head: Token, low: set[str], *, own: bool | None, negated: bool) -> Stance:
    conditional = bool(low & _words("words", "conditions"))
    if own:
        if negated:
            return Stance.REFUSES
        return (
            Stance.THREATENS
            if _harms(head) or base is Stance.WARNS or (conditional and "if" in low)
            else Stance.PROMISES
        )
    if conditional and (_harms(head) or (low & _words("words", "reprisal"))) and own is None:
        return Stance.THREATENS
    if base is Stance.ASSERTS and low & _words("deeds", "predict"):
        return Stance.PREDICTS
    return base


def _of_plain(base: Stance, head: Token, low: set[str], *, own: bool | None, negated: bool) -> Stance:
    modal = next((w.lower_ for w in head.children if w.dep_ == "aux" and w.tag_ == "MD"), "")
    lemma = head.lemma_.lower()
    if modal in _words("words", "duty") or lemma == "need":
        return Stance.REQUESTS if own is not True else base
    if lemma in _words("deeds", "request") and own:
        return Stance.REQUESTS
    if lemma in _words("deeds", "predict") or any(w.lower_ in _words("deeds", "predict") for w in head.children):
        return Stance.PREDICTS
    if own:
        if lemma in _words("deeds", "accept") and not negated and not _past_perfect(head):
            return Stance.ACCEPTS
        if modal in {"could", "can"} or any(w.lower_ in _words("deeds", "offer") for w in head.children):
            return base if negated else Stance.PROPOSES
        return base
    if not negated and not modal and _wrong(head, own=own):
        return Stance.ACCUSES
    return base


def _past_perfect(head: Token) -> bool:
    return any(w.lower_ == "had" for w in head.children)


def _future(head: Token) -> bool:
    future = _words("words", "future")
    if any(w.lower_ in future and w.dep_ == "aux" for w in head.children):
        return True
    return head.lower_ == "going" and child(head, "xcomp") is not None


def _harms(head: Token) -> bool:
    heads = [head, *(w for w in head.children if w.dep_ in {"xcomp", "conj"})]
    return any(w.lemma_.lower() in _words("deeds", "harm") for w in heads)


def _reprisal(low: set[str], own: bool | None) -> bool:
    return own is not False and bool(low & {"retaliatory", "retaliation", "reprisal", "reprisals", "revenge"})


def _wrong(head: Token, *, own: bool | None) -> bool:
    """Whether another side is said to have done wrong, or a wrong that has no innocent doer was done."""
    wrong = _words("deeds", "wrong")
    if head.lemma_.lower() in wrong:
        return (
            (own is False
            and not is_passive(head))
            or head.lemma_.lower() in {"plant", "stage", "fabricate", "fake", "forge"}
        )
    said = child(head, "attr")
    return said is not None and said.lemma_.lower() in wrong and own_subject(head) is not None
