"""The speech act of a claim: what the cue stands for, corrected by what is said and by whose side would do it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from tocsin.core.vocabulary import Stance
from tocsin.reading.attribution.cues import noun_cues
from tocsin.reading.attribution.frame import Attribution
from tocsin.reading.attribution.grammar import child, is_infinitive
from tocsin.reading.attribution.moot import not_so
from tocsin.reading.knowledge import lexicon_of
from tocsin.reading.terms import countries
from tocsin.reading.text.syntax import agent, is_passive, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLAIN = frozenset({Stance.ASSERTS, Stance.WARNS, Stance.PROMISES, Stance.PREDICTS})
_OF_FACT = frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.DENIES, Stance.ASSESSES})
_WILLING = frozenset({Stance.ACCEPTS, Stance.REQUESTS, Stance.PROMISES, Stance.PROPOSES})
_JUDGING = frozenset({Stance.ASSESSES, Stance.ACCUSES})
_FIRST = frozenset({"i", "we"})
_SELF = frozenset({"i", "we", "he", "she", "it"})
_CLAUSAL = frozenset({"clause", "quote", "according", "noun"})
_WEIGHING = frozenset({"assess", "judge", "evaluate", "rate"})  # who assesses a thing, whatever is found
_POSSIBLY = frozenset({"could", "can", "may", "might"})
_CONDITION = frozenset({"if", "unless"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "pobj", "expl", "csubj"})


@cache
def _data() -> dict[str, Any]:
    return lexicon_of("stance")


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(_data()["words"][key].split())


@cache
def _accounts() -> frozenset[str]:
    """Nouns for what somebody told, which who turns them down denies: "rejected the figure"."""
    return frozenset(lexicon_of("replies")["words"]["accounts"].split())


@cache
def _menaces() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_data()['menaces']['patterns'])})\b", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def doubts(text: str) -> bool:
    """Whether ``text`` says of an account that it is not so: "a false flag", "does not conform to"."""
    low = text.lower()
    return any(word in low for word in _data()["doubts"]["phrases"])


def is_negated_content(head: Token) -> bool:
    """Whether the main proposition carries a negator: at its verb ("not"), or in an argument ("no", "nothing")."""
    if head.pos_ not in {"VERB", "AUX"}:
        return False
    if head.dep_ in {"ccomp", "xcomp"} and not_so(head.head):
        return True
    for word in head.children:
        if word.dep_ == "neg" or (word.lower_ in {"never", "neither"} and word.i < head.i):
            return True
        if word.dep_ in _ARGUMENTS and _is_none(word):
            return True
        if word.dep_ == "prep" and (thing := child(word, "pobj")) is not None and _is_none(thing):
            return True
        if word.dep_ == "acomp" and any(w.lower_ == "neither" for w in word.children):
            return True
    return False


def _is_none(noun: Token) -> bool:
    return noun.lower_ in _words("nobody") or any(w.lower_ in {"no", "neither"} for w in noun.children)


def names_own_side(noun: Token) -> bool:
    """Whether a noun phrase is "the country", "the army" and nothing more: the side of whoever speaks."""
    if noun.lemma_.lower() not in _words("side"):
        return False
    return [w.lower_ for w in noun.children] == ["the"]


def is_twice_negated(head: Token) -> bool:
    """Whether a negated content says that something may be: "it is not impossible"."""
    return any(w.dep_ in {"acomp", "attr"} and w.lemma_.lower() in _words("improbable") for w in head.children)


def is_hedged(head: Token, cue: Token) -> bool:
    """Whether the claim is softened: "may", "apparently", "it suggested"."""
    possible = _words("possible")
    return any(w.lower_ in possible for w in (*head.children, *cue.children)) or cue.lemma_ in _words("hedging")


def stance_of(frame: Attribution, head: Token, words: Sequence[Token], *, own: bool | None, negated: bool) -> Stance:
    """The speech act of a content.

    ``own`` says whether the speaker's own side is the one that acts in it (``None``: not known); ``negated`` whether
    its main proposition carries a negator.
    """
    base = frame.stance
    if not_so(frame.anchor) and base in _WILLING:
        return Stance.REFUSES  # "does not want to", "did not support"
    committed = frame.anchor.lemma_.lower() not in _words("intending")
    if frame.shape == "to" and base is Stance.PROMISES and committed and _harms(head):
        return Stance.THREATENS
    if _rejects_words(frame, words):
        return Stance.DENIES
    if _blames(frame, words):
        return Stance.ACCUSES
    if frame.shape == "of" and base is Stance.ASSERTS and any(w.lemma_.lower() in _words("chances") for w in words):
        return Stance.PREDICTS  # "put the chance at"
    if frame.shape not in _CLAUSAL or base not in _PLAIN:
        return base
    act = _of_content(base, head, words, own=own, negated=negated)
    judge = frame.source is not None and frame.source.lemma_.lower() in _words("judges")
    if judge and act is Stance.THREATENS and own is not True:
        return base  # who only watches threatens nobody
    return Stance.ASSESSES if judge and act is Stance.ASSERTS else act


def _is_reprisal(low: set[str]) -> bool:
    """Whether harm in return is spoken of: "countermeasures", "will pay a price"."""
    return not _words("reprisal").isdisjoint(low) or {"pay", "price"} <= low


def _of_content(base: Stance, head: Token, words: Sequence[Token], *, own: bool | None, negated: bool) -> Stance:
    low = {w.lower_ for w in words} | {w.lemma_.lower() for w in words}
    if _menaces().search(" ".join(w.text for w in words)) and base is not Stance.PREDICTS:
        return Stance.THREATENS
    if _is_future(head):
        return _of_future(base, head, low, own=own, negated=negated)
    if base is Stance.WARNS:
        return Stance.THREATENS if own is not False and _is_reprisal(low) else base
    return _of_present(base, head, own=own, negated=negated)


def _rejects_words(frame: Attribution, words: Sequence[Token]) -> bool:
    """Whether what is turned down is something said: "rejected the accusation", "called the denial an insult"."""
    scorned = frame.anchor.lemma_.lower() in _words("scorn")
    called = frame.shape in {"predicate", "as", "pronoun"} and frame.stance in _OF_FACT
    if frame.anchor.lemma_.lower() in _WEIGHING or (frame.stance is not Stance.REFUSES and not called and not scorned):
        return False
    theme = next((w for w in words if w.pos_ in {"NOUN", "PRON", "PROPN"}), None)
    if theme is None:
        return False
    if theme.pos_ == "PRON":  # "called it a lie"
        return any(w.lemma_.lower() in _words("false") for w in words)
    lemma = theme.lemma_.lower()
    mild = lemma in _words("manner") or frame.stance not in _JUDGING
    if mild and frame.stance is not Stance.REFUSES and not scorned:
        return any(w.lemma_.lower() in _words("false") for w in words)  # "called the remark irresponsible"
    told = lemma in _accounts() and theme.lower_ != "talks"
    deed = any(w.tag_ == "VBG" and w.i < theme.i for w in words)  # "opposed raising the toll"
    if called and lemma in _accounts():  # "called the account a fantasy"
        return any(w.lemma_.lower() in _words("false") for w in words)
    turned_down = (frame.stance is Stance.REFUSES or scorned) and told and not deed
    return turned_down or noun_cues().get(lemma) in _OF_FACT


def _blames(frame: Attribution, words: Sequence[Token]) -> bool:
    """Whether a judgement is of somebody's guilt: "called him a traitor", "holds the other responsible"."""
    if frame.shape not in {"predicate", "as", "object", "clause"} or frame.stance not in {
        Stance.ASSESSES,
        Stance.ASSERTS,
    }:
        return False
    if frame.shape in {"object", "clause"} and frame.anchor.lemma_.lower() != "hold":
        return False
    return any(w.lower_ in _words("guilty") for w in words)


def _of_future(base: Stance, head: Token, low: set[str], *, own: bool | None, negated: bool) -> Stance:
    who = own_subject(head)
    if base is Stance.PREDICTS and (who is None or who.lower_ not in _FIRST):
        return base  # "it will not break, she predicted"
    unnamed = who is None or child(head, "expl") is not None
    if own or (own is None and negated and (unnamed or (who is not None and who.text[:1].isupper()))):
        if negated:
            return Stance.REFUSES
        harmful = _harms_others(head, low) or base is Stance.WARNS or "if" in low or "unless" in low
        return Stance.THREATENS if harmful else Stance.PROMISES
    conditional = bool(low & _words("conditions"))
    if own is None and ((base is Stance.PROMISES and "unless" in low) or _by_force(head, low)):
        return (
            Stance.THREATENS
        )  # "vowed that more ships would be listed unless", "anyone there would be removed by force"
    unsaid = is_passive(head) and agent(head) is None  # "any ship would be sunk": by whom goes without saying
    menace = _harms(head) and (conditional or (unsaid and not _is_deed(head, "homely")))
    if own is None and (menace or (conditional and _is_reprisal(low))):
        return Stance.THREATENS
    if base is Stance.ASSERTS and low & _words("predict"):
        return Stance.PREDICTS
    return base


def _of_present(base: Stance, head: Token, *, own: bool | None, negated: bool) -> Stance:
    modal = next((w.lower_ for w in head.children if w.dep_ == "aux" and w.tag_ == "MD"), "")
    if _calls_false(head, negated=negated) or (negated and _denies(head, own=own)):
        return Stance.DENIES
    wants = (modal in _words("duty") or (head.lemma_.lower() == "need" and not negated)) and own is not True
    if wants or _is_imperative(head):
        return Stance.REQUESTS
    if (judged := _of_likelihood(head)) is not None:
        return judged
    if own:
        return _of_own(base, head, modal, negated=negated)
    if not negated and not modal and _is_wrong(head, own=own):
        return Stance.ACCUSES
    return base


def _of_own(base: Stance, head: Token, modal: str, *, negated: bool) -> Stance:
    """The act of somebody who speaks of his own side's present: "we urge", "Ukraine accepts", "is ready to"."""
    lemma = head.lemma_.lower()
    who = own_subject(head)
    others = lemma == "want" and who is not None and who.lower_ not in _SELF  # "they want us to stop"
    if lemma in _words("request") and modal not in _POSSIBLY and not others:
        return Stance.REQUESTS
    if negated:
        return Stance.REFUSES if lemma in _words("seeking") else base
    if lemma in _words("refuse"):
        return Stance.REFUSES
    if lemma in _words("accept") and child(head, "aux") is None:
        return Stance.ACCEPTS
    ready = (w for w in head.children if w.dep_ == "acomp" and w.lemma_.lower() in _words("offer"))
    if modal in _POSSIBLY and _is_deed(head, "harm") and not _CONDITION.isdisjoint(w.lower_ for w in head.subtree):
        return Stance.THREATENS
    able = modal in _POSSIBLY and lemma not in _words("knowing") and not _is_limited(head)
    offering = able or any(is_infinitive(v) for w in ready for v in w.children)
    return Stance.PROPOSES if offering else base


def _is_limited(head: Token) -> bool:
    """Whether somebody says how little he can do: "he could speak only for the government"."""
    return any(w.lower_ == "only" for w in head.subtree)


def _of_likelihood(head: Token) -> Stance | None:
    """What a content says of chances: a prediction of what is to come, an assessment of what is."""
    if head.lemma_.lower() in _words("expecting") and child(head, "aux") is None:
        return Stance.PREDICTS
    if any(w.dep_ in {"acomp", "attr"} and w.lemma_.lower() in _words("predict") for w in head.children):
        return Stance.PREDICTS
    judging = _words("predict") | _words("judging")
    if any(w.dep_ in {"acomp", "attr", "advmod"} and w.lemma_.lower() in judging for w in head.children):
        return Stance.ASSESSES
    return None


def _denies(head: Token, *, own: bool | None) -> bool:
    """Whether a negated statement denies by its form that one has done something: "had no part in", "did not fire"."""
    thing = child(head, "attr", "dobj")
    if head.lemma_ == "know":  # "knew nothing of it"
        return thing is not None and thing.lower_ == "nothing"
    if head.lemma_ == "have":
        return thing is not None and (
            thing.lemma_.lower() in _words("part") or any(w.lower_ == "do" for w in thing.subtree)
        )
    who = own_subject(head)
    if who is not None and who.lower_ == "nobody":  # "nobody is considering that"
        return bool(head.tag_ == "VBG")
    done = head.tag_ == "VBN" or any(w.lower_ == "did" for w in head.children)
    return own is True and done and not is_passive(head) and (_is_deed(head, "harm") or _is_deed(head, "wrong"))


def _calls_false(head: Token, *, negated: bool) -> bool:
    """Whether a content calls something said false, or says that it is not true."""
    if head.pos_ in {"NOUN", "PROPN"} and not negated:  # "“Pure fantasy,” he said"
        beside = (w for w in head.children if w.dep_ in {"amod", "compound"})
        return any(w.lemma_.lower() in _words("false") for w in (head, *beside))
    said = {w.lemma_.lower() for w in head.children if w.dep_ in {"acomp", "attr"}}
    if negated:
        return bool(said & _words("true"))
    who = own_subject(head)
    of_words = who is not None and (who.lemma_.lower() in noun_cues() or who.lower_ in {"it", "this", "that"})
    return of_words and bool(said & _words("false"))


def _is_imperative(head: Token) -> bool:
    return head.tag_ == "VB" and own_subject(head) is None and all(w.lower_ in {"do", "not"} for w in _helpers(head))


def _helpers(head: Token) -> list[Token]:
    return [w for w in head.children if w.dep_ in {"aux", "auxpass"}]


def _is_future(head: Token) -> bool:
    if any(w.lower_ in _words("future") and w.dep_ == "aux" for w in head.children):
        return True
    return head.lower_ == "going" and (deed := child(head, "xcomp")) is not None and is_infinitive(deed)


def _harms(head: Token) -> bool:
    heads = [head, *(w for w in head.children if w.dep_ in {"xcomp", "conj"})]
    return any(_is_deed(w, "harm") for w in heads)


def _harms_others(head: Token, low: set[str]) -> bool:
    """Whether a deed of one's own does harm: one that may be done at home ("close") only to somebody, or on a term."""
    if not _harms(head) or not _is_deed(head, "homely") or not _CONDITION.isdisjoint(low):
        return _harms(head) or _by_force(head, low)
    if countries(" ".join(w.text for w in head.subtree if w.i > head.i)):
        return True
    towards = (
        w for w in head.subtree if w.dep_ in {"prep", "dative"} and w.lower_ in {"to", "from", "against", "with"}
    )
    return any((thing := child(w, "pobj")) is not None and thing.pos_ == "PROPN" for w in towards)


def _by_force(head: Token, low: set[str]) -> bool:
    """Whether what is done, without saying by whom, is done by force or paid back: "will be answered in kind"."""
    if not is_passive(head) or agent(head) is not None:
        return "force" in low and bool(low & {"by"}) and is_passive(head)
    return "force" in low or head.lemma_.lower() in _words("paying_back")


def _is_deed(verb: Token, kind: str) -> bool:
    """Whether ``verb`` is one of a list, also where the parser cuts its ending wrongly ("staged" to "stag")."""
    low = verb.lower_
    bare = low.removesuffix("ed")
    return not _words(kind).isdisjoint({verb.lemma_.lower(), low.removesuffix("d"), bare, bare[:-1]})


def _has_target(head: Token) -> bool:
    """Whether something is fired at somebody, or an attack is launched: not "launched a missile off its own coast"."""
    for word in head.subtree:
        if word.lower_ in _words("at") and word.dep_ in {"prep", "dative"}:
            thing = child(word, "pobj")
            if thing is not None and thing.lower_ not in _words("days"):
                return True
    return any(w.dep_ == "dobj" and w.lemma_.lower() in _words("harm") | _words("wrong") for w in head.children)


def _bears_name(noun: Token) -> bool:
    """Whether somebody is named by name or by whose he is: "Marek", "Ordane soldiers"."""
    if noun.pos_ == "PROPN":
        return True
    return any(w.dep_ in {"amod", "compound"} and w.text[:1].isupper() and w.i > noun.sent.start for w in noun.children)


def _is_wrong(head: Token, *, own: bool | None) -> bool:
    """Whether another side is said to have done wrong, or a deed that is wrong by its name was done."""
    joined = (w for w in head.children if w.dep_ == "conj" and w.pos_ == "VERB")
    deeds = [head, *(w for w in joined if child(w, "nsubj", "nsubjpass") is None)]
    if any(_is_deed(deed, "deceit") for deed in deeds):
        return True
    if _opens_fire(head) or (_is_deed(head, "wrong") and (not _is_deed(head, "aimed") or _has_target(head))):
        who = agent(head) if is_passive(head) else own_subject(head)
        return (own is False and not is_passive(head)) or (who is not None and _bears_name(who))
    if _comes_from_others(head) or _is_blamed(head):
        return True
    said = child(head, "attr")
    return said is not None and said.lemma_.lower() in _words("crimes") and own_subject(head) is not None


def _is_blamed(head: Token) -> bool:
    """Whether somebody named is said to be behind a deed, or answerable for it."""
    who = own_subject(head)
    if who is None or not _bears_name(who):
        return head.lemma_ == "bear" and any(w.lemma_.lower() in {"hallmark", "fingerprint"} for w in head.children)
    if head.lemma_ != "be":
        return False
    return any(
        (w.dep_ == "prep" and w.lower_ == "behind")
        or (w.dep_ == "acomp" and w.lower_ in _words("guilty"))
        or (w.dep_ == "xcomp" and w.lower_ == "blame")
        for w in head.children
    )


def _opens_fire(head: Token) -> bool:
    thing = child(head, "dobj")
    return head.lemma_ == "open" and thing is not None and thing.lower_ == "fire"


def _comes_from_others(head: Token) -> bool:
    """Whether a weapon is said to be another state's: "the shells were Veshian", "the rocket came from Veshia"."""
    who = own_subject(head)
    if who is None or who.lemma_.lower() not in _words("weapons"):
        return False
    if head.lemma_ == "be":
        said = child(head, "acomp", "attr")
        return said is not None and bool(countries(_words_of(said)))
    source = next((w for w in head.children if w.dep_ == "prep" and w.lower_ in {"from", "in"}), None)
    return head.lemma_ in {"come", "originate"} and source is not None and bool(countries(_words_of(source)))


def _words_of(word: Token) -> str:
    return " ".join(w.text for w in word.subtree)
