"""Where a verb of speech or mind is negated or only aimed at, and something is said or thought all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.reading.attribution.cues import word_set
from tocsin.reading.attribution.grammar import is_infinitive, is_negated
from tocsin.reading.text.syntax import children, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_TENSED = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG"})
_NOBODY = frozenset({"no", "neither", "nobody", "none", "few"})


def raises_negation(verb: Token) -> bool:
    """Whether the "not" of ``verb`` belongs to what is thought: "does not believe that", "do not want to"."""
    who = own_subject(verb)
    if who is not None and (who.lower_ in _NOBODY or any(w.lower_ in _NOBODY for w in who.children)):
        return False
    return verb.lemma_.lower() in word_set("raising") and not children(verb, "preconj")


def not_so(verb: Token) -> bool:
    """Whether what a verb of mind is about is thought not to be so, or not wanted."""
    return raises_negation(verb) and is_negated(verb)


def takes_floor(verb: Token) -> bool:
    """Whether an infinitive tells what somebody says by what he does: "took to the radio to warn", "wrote to ask"."""
    act = verb.head
    if not is_infinitive(verb) or act.lemma_.lower() not in word_set("floor") or is_negated(act):
        return False
    told = act.tag_ in _TENSED or any(aux.lower_ == "will" for aux in children(act, "aux"))
    return act.pos_ == "VERB" and told and not children(act, "mark") and act.dep_ != "xcomp"
