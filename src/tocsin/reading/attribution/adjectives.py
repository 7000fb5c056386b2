"""Attribution by an adjective of mind: "is confident that", "was worried about the dam", "is willing to talk"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tocsin.core.vocabulary import Stance
from tocsin.reading.attribution.cues import Cue, adjective_cues
from tocsin.reading.attribution.frame import Attribution, attribute
from tocsin.reading.attribution.grammar import child, is_infinitive, speaker_of, subtree_without
from tocsin.reading.attribution.sources import has_mind
from tocsin.reading.text.syntax import own_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LINKING = frozenset({"be", "seem", "remain", "become", "feel", "sound", "look", "appear", "grow", "stay", "get"})
_WILLING = frozenset({Stance.PROMISES, Stance.PROPOSES, Stance.ACCEPTS, Stance.REQUESTS})
_LONGEST_CUE = 6


def by_adjectives(doc: Doc) -> Iterator[Attribution]:
    """Every attribution in ``doc`` by an adjective of mind that says what is on somebody's mind."""
    for word in doc:
        if word.lower_ in adjective_cues() and (word.pos_ == "ADJ" or word.tag_ in {"VBN", "VBD"}):
            found = _adjective(word)
            if found is not None:
                yield found


def _adjective(word: Token) -> Attribution | None:
    linking = _linking(word)
    who = _who(word, linking)
    said = _complement(word, linking)
    if who is None or said is None or not has_mind(who):
        return None
    stance, head, words = said
    if (child(linking, "neg") or child(word, "neg")) is not None and stance in _WILLING:
        stance = Stance.REFUSES
    found = attribute(word, Cue(frame="adjective", stance=stance), who, words, head, frozenset(words))
    if found is None:
        return None
    first = linking.i if 0 < word.i - linking.i < _LONGEST_CUE else word.i
    cue = set(range(first, word.i + 1)) - {who.i}
    return replace(found, cue=frozenset(cue), content=found.content - cue)


def _linking(word: Token) -> Token:
    """The verb that says the adjective of somebody, or the adjective itself where there is none."""
    verb = word.head
    if word.dep_ in {"acomp", "oprd", "attr", "conj"} and verb.lemma_.lower() in _LINKING:
        return verb
    if word.dep_ == "conj" and verb.head.lemma_.lower() in _LINKING:
        return verb.head
    return word


def _who(word: Token, linking: Token) -> Token | None:
    """Who is of that mind: the subject, or the noun right before ("voters wary of the plan")."""
    if linking != word:
        return own_subject(linking) or speaker_of(linking)
    if child(word, "auxpass") is not None or (word.pos_ == "ADJ" and own_subject(word) is not None):
        return own_subject(word) or speaker_of(word)
    if word.dep_ in {"amod", "acl"} and word.head.i < word.i and word.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return word.head
    if word.dep_ == "advcl" and word.left_edge.i == word.sent.start:
        return speaker_of(word.head)
    return None


def _complement(word: Token, linking: Token) -> tuple[Stance, Token, set[int]] | None:
    """What is on the mind: a clause, what one will do, or a thing behind the right preposition."""
    acts = adjective_cues()[word.lower_]
    behind = [w for root in dict.fromkeys((word, linking)) for w in root.children if w.i > word.i]
    for each in behind:
        if each.dep_ in {"ccomp", "advcl", "xcomp"} and "" in acts and _is_clause(each):
            return acts[""], each, subtree_without(each)
        if each.dep_ in {"xcomp", "advcl", "ccomp"} and "to" in acts and is_infinitive(each):
            return acts["to"], each, subtree_without(each)
        if each.dep_ in {"prep", "agent"} and each.lower_ in acts:
            thing = child(each, "pobj", "pcomp")
            if thing is not None and thing.tag_ != "PRP":
                return acts[each.lower_], thing, subtree_without(thing)
    return None


def _is_clause(word: Token) -> bool:
    mark = child(word, "mark")
    if mark is not None:
        return mark.lower_ in {"that", "whether", "if"} and child(word, "nsubj", "nsubjpass", "expl") is not None
    return word.dep_ == "ccomp" and own_subject(word) is not None and not is_infinitive(word)
