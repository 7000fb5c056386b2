"""How an act stands in its sentence: told as done, denied, to come, supposed, demanded, or as history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from tocsin.reading.knowledge import lexicon_of
from tocsin.reading.text.syntax import children, own_subject
from tocsin.reading.times.vocabulary import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_HIGHEST = 10
_PREDICATES = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """What the sentence says of an act besides its name; all false for what is plainly told."""

    negated: bool = False
    planned: bool = False
    supposed: bool = False
    conditional: bool = False
    """Set as a condition ("if it strikes"): told of nothing."""
    obliged: bool = False
    old: bool = False
    """Named with a word such as "recent": history beside the news."""
    pluperfect: bool = False
    claimed: bool = False
    warned: bool = False
    """Warned of, feared or expected: it may yet come."""
    foreseen: bool = False
    """To come, as others have it: "is expected to strike"."""


PLAIN = Mood()


@cache
def mood_words() -> dict[str, dict[str, frozenset[str]]]:
    """The word lists of ``data/en/moods.toml``."""
    data: dict[str, Any] = lexicon_of("moods")
    return {table: {key: frozenset(listed) for key, listed in lists.items()} for table, lists in data.items()}


def mood_of_verb(verb: Token) -> Mood:
    """How the act of ``verb`` stands, by its own helpers and by what governs it."""
    mood = _own(verb, PLAIN)
    if is_under_supposition(verb):
        return replace(mood, supposed=True, conditional=True)
    current = verb
    for _ in range(_HIGHEST):
        head = current.head
        if head == current:
            break
        if head.lower_ == "without" or (head.dep_ == "pobj" and head.head.lower_ == "without"):
            return replace(mood, negated=True, supposed=True)
        mood, above = _step(current, head, mood)
        if above is None:
            break
        current = above
    return mood


def is_under_supposition(word: Token) -> bool:
    """Whether a sentence bids the reader suppose something, or says what would follow from it.

    "Suppose Oslo attacked: Bergen would protest. Others would join."
    """
    sentence = word.sent
    if _supposes(sentence):
        return True
    before = sentence.doc[sentence.start - 1].sent if sentence.start else None
    if before is None or not _supposes(before):
        return False
    return any(token.lower_ in {"would", "'d", "’d", "could", "might"} for token in word.children)


def _supposes(sentence: Span) -> bool:
    """Whether a sentence opens on an imperative of supposing, or on "what if"."""
    words = mood_words()["suppositions"]
    first = next((token for token in sentence if token.is_alpha), None)
    if first is None:
        return False
    if first.lower_ == "what" and first.i + 1 < sentence.end and first.nbor(1).lower_ == "if":
        return True
    if first.lower_ == "let":
        return first.i + 2 < sentence.end and first.nbor(2).lower_ in words["let"]
    return first.lower_ in words["verbs"] and first.tag_ in {"VB", "VBP"} and own_subject(first) is None


def mood_of_noun(noun: Token, carrier: Token | None) -> Mood:
    """How the act that ``noun`` names stands; ``carrier`` is the verb that tells of it, where one does."""
    mood = mood_of_verb(carrier) if carrier is not None else PLAIN
    governors = mood_words()["governors"]
    if carrier is not None and carrier.lemma_.lower() in governors["ahead"] | governors["offered"]:
        mood = replace(mood, planned=True)
    words = mood_words()["adjectives"]
    for child in children(noun, "amod", "det", "compound"):
        lemma = child.lemma_.lower()
        if child.lower_ in {"no", "neither"}:
            mood = replace(mood, negated=True)
        elif child.lower_ in words["claimed"]:
            mood = replace(mood, claimed=True)
        elif child.lower_ in words["old"] or lemma in words["old"]:
            mood = replace(mood, old=True)
        elif child.lower_ in words["planned"]:
            mood = replace(mood, planned=True)
        elif child.lower_ in words["supposed"] and carrier is None:
            mood = replace(mood, supposed=True)
    return _under_noun(noun, mood if carrier is not None else _as_object(noun, mood))


def _as_object(noun: Token, mood: Mood) -> Mood:
    """What the verb above says of the act that its object names: "feared a strike", "predicted a summit"."""
    verb, words = noun.head, mood_words()["governors"]
    if noun.dep_ == "nsubj" and verb.lemma_ == "be":
        said = children(verb, "acomp", "attr", "prep")
        if any(each.lower_ in mood_words()["adjectives"]["supposed"] for each in said):
            return replace(mood, supposed=True)
        return replace(mood, planned=True) if any(_is_near(each) for each in said) else mood
    if noun.dep_ not in {"dobj", "nsubjpass"} or verb.pos_ not in _PREDICATES:
        return mood
    lemma = verb.lemma_.lower()
    if is_said_of(verb, mood_words()["carriers"]["excludes"]) and _own(verb, PLAIN).negated:
        return replace(mood, warned=True)  # "another raid cannot be ruled out"
    if is_said_of(verb, mood_words()["carriers"]["stops"]):
        return replace(mood, negated=True)
    if lemma in words["warned"]:
        mood = replace(mood, warned=True)
    if lemma in words["ahead"]:
        return replace(mood, planned=True)
    return replace(mood, supposed=True) if lemma in words["supposed"] else mood


def _is_near(word: Token) -> bool:
    """Whether a word behind "is" says of an act that it has not come yet: "close", "within reach"."""
    return word.lower_ in mood_words()["adjectives"]["near"] or any(
        child.lower_ in {"reach", "sight", "there"} for child in word.children
    )


def is_said_of(verb: Token, verbs: frozenset[str]) -> bool:
    """Whether ``verb``, with its particle, is one of ``verbs``: "postponed", "pushed back"."""
    lemma = verb.lemma_.lower()
    particles = children(verb, "prt", "advmod")
    return lemma in verbs or any(f"{lemma} {particle.lower_}" in verbs for particle in particles)


def _under_noun(noun: Token, mood: Mood) -> Mood:
    """What the word above says of the act: "the threat of a strike", "the deadline for it", "warned of a strike"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"of", "for", "on", "about", "against", "without", "to"}:
        return mood
    if noun.head.lower_ == "without":
        return replace(mood, negated=True)
    governor, words = _above_day(noun.head.head), mood_words()["nouns"]
    above = governor.lemma_.lower()
    if governor.pos_ == "VERB":
        return replace(mood, warned=True) if above in mood_words()["governors"]["warned"] else mood
    if above in words["warned"]:
        mood = replace(mood, warned=True)
    if above in words["supposed"]:
        return replace(mood, supposed=True)
    return replace(mood, planned=True) if above in words["planned"] else mood


def _above_day(word: Token) -> Token:
    """What a phrase really hangs on where the parse hangs it on a day: "warned on Monday of a strike"."""
    is_day = word.dep_ == "pobj" and word.lower_ in vocabulary().weekdays and word.head.head.pos_ == "VERB"
    return word.head.head if is_day else word


def _own(verb: Token, mood: Mood) -> Mood:
    """The helpers of one verb: will, may, must, not, had."""
    words = mood_words()
    modals = words["modals"]
    for child in verb.children:
        lower = child.lower_
        if child.dep_ in {"aux", "auxpass"}:
            if lower in modals["future"]:
                mood = replace(mood, planned=True)
            elif lower in modals["supposed"]:
                mood = replace(mood, supposed=True)
            elif lower in modals["inverted"] and _is_inverted(child, verb):
                mood = replace(mood, supposed=True, conditional=True)
            elif lower in modals["obliged"]:
                mood = replace(mood, obliged=True)
            elif lower == "had" and verb.tag_ == "VBN":
                mood = replace(mood, pluperfect=True)
        elif child.dep_ == "mark" and lower in {"whether", "if", "unless"}:
            mood = replace(mood, supposed=True, conditional=lower != "whether")
        elif child.dep_ == "advmod" and lower in words["adverbs"]["old"]:
            mood = replace(mood, old=True)
        elif child.dep_ == "advmod" and lower in words["adverbs"]["claimed"]:
            mood = replace(mood, claimed=True)
        elif _negates(child):
            mood = replace(mood, negated=True)
    return replace(mood, planned=True) if _is_arranged(verb) else mood


def _is_arranged(verb: Token) -> bool:
    """Whether the progressive tells of what is on its way: "said it was sending a frigate"."""
    if verb.tag_ != "VBG" or verb.lemma_.lower() not in mood_words()["governors"]["arranged"]:
        return False
    return any(child.lemma_ == "be" and child.dep_ == "aux" for child in verb.children)


def _is_inverted(helper: Token, verb: Token) -> bool:
    """Whether a helper stands before the subject, which sets a condition: "should the board censure it"."""
    doer = own_subject(verb)
    if doer is None or verb.dep_ not in {"advcl", "ccomp", "dep", "conj", "parataxis"}:
        return False
    return bool(helper.i < doer.left_edge.i and helper.i == verb.left_edge.i)


def _negates(child: Token) -> bool:
    """Whether a word under a verb denies what the verb says."""
    if child.dep_ in {"neg", "preconj", "cc", "advmod"}:
        return child.lower_ in mood_words()["negation"]["words"]
    if child.dep_ == "prep":
        return any(noun.lower_ in {"nothing", "nobody"} for noun in child.children)
    return child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} and _is_nothing(child)


def _is_nothing(noun: Token) -> bool:
    nothing = {"no", "neither", "none", "nobody", "nothing", "zero"}
    return noun.lower_ in nothing or any(child.lower_ in nothing for child in children(noun, "det", "neg"))


def _step(current: Token, head: Token, mood: Mood) -> tuple[Mood, Token | None]:
    """One step up from ``current``: the mood, and the verb to go on with, ``None`` where no more is said."""
    relation = current.dep_
    if relation == "conj" and head.pos_ in _PREDICATES:
        return _joined(current, head, mood)
    if relation == "advcl":
        return _adverbial(current, head, mood)
    if relation == "relcl":
        anybody = head.lower_ in mood_words()["nouns"]["anybody"]
        return (replace(mood, supposed=True, conditional=True) if anybody else mood), None
    if relation in {"xcomp", "ccomp"} and head.pos_ in _PREDICATES:
        return _governed(current, head, mood, complete=relation == "xcomp")
    if relation == "pcomp" and head.lower_ in {"without", "before"}:
        return replace(mood, negated=mood.negated or head.lower_ == "without", supposed=head.lower_ == "before"), head
    if (
        relation == "pcomp"
        and head.head.pos_ in _PREDICATES
        and head.lower_ in {"of", "from", "for", "to", "on", "about", "against"}
    ):
        return _governed(current, head.head, mood, complete=True)
    if head.lower_ == "about" and current.tag_ == "VB" and head.head.lemma_ == "be":
        return replace(mood, planned=True), head.head
    if relation in {"acl", "pcomp"}:
        return _of_noun(current, head if relation == "acl" else head.head, mood)
    if relation == "xcomp" and head.pos_ == "ADJ":
        return _adjectival(head, mood)
    if relation in {"ccomp", "acomp", "attr", "xcomp"}:
        return _adjectival(head, mood) if head.pos_ == "ADJ" else (mood, None)
    return mood, None


def _joined(current: Token, head: Token, mood: Mood) -> tuple[Mood, Token | None]:
    """A verb joined by "and" shares helpers where it has no subject of its own."""
    if own_subject(current) is not None or any(
        child.dep_ == "aux" and child.lower_ != "to" for child in current.children
    ):
        return mood, None
    above = _own(head, PLAIN)
    shared = replace(
        mood,
        planned=mood.planned or above.planned,
        supposed=mood.supposed or above.supposed,
        obliged=mood.obliged or above.obliged,
        negated=mood.negated or (above.negated and any(c.lower_ in {"or", "nor"} for c in children(head, "cc"))),
        pluperfect=mood.pluperfect or above.pluperfect,
    )
    return shared, head


def _adverbial(current: Token, head: Token, mood: Mood) -> tuple[Mood, Token | None]:
    """A clause beside another: "if it strikes", "to strike", and, as parses have it, "foiled a plot to strike"."""
    marks = {child.lower_ for child in current.children if child.dep_ in {"mark", "advmod"}}
    if "before" in marks and _is_set(current):
        return replace(mood, planned=True), None
    if marks & mood_words()["marks"]["supposed"]:
        return replace(mood, supposed=True, conditional=True), None
    if current.tag_ == "VB" and any(child.lower_ == "to" for child in children(current, "aux")):
        stopped = is_said_of(head, mood_words()["carriers"]["stops"]) and bool(children(head, "dobj", "nsubjpass"))
        return replace(mood, negated=stopped, supposed=not stopped), None
    return mood, None


def _is_set(verb: Token) -> bool:
    """Whether an act in the present tense has its day: "before the protocol is signed on May 22"."""
    now = verb.tag_ in {"VBZ", "VBP"} or any(child.tag_ in {"VBZ", "VBP"} for child in children(verb, "aux", "auxpass"))
    days = vocabulary().weekdays | vocabulary().months
    return now and any(noun.lower_ in days for by in children(verb, "prep") for noun in children(by, "pobj"))


def _governed(current: Token, head: Token, mood: Mood, *, complete: bool) -> tuple[Mood, Token | None]:
    """The complement of a verb: "plans to", "failed to", "fears that"."""
    words, lemma = mood_words()["governors"], head.lemma_.lower()
    if current.i < head.i and not complete and children(head, "mark"):
        return (
            mood,
            None,
        )  # "it fired, Oslo said, hours after Bergen threatened": a parse that hangs the first on the last
    infinitive = current.tag_ == "VB" and any(child.lower_ == "to" for child in children(current, "aux"))
    if lemma == "look" and current.dep_ == "pcomp":
        mood = replace(mood, planned=True)  # "looks forward to meeting"
    if complete and lemma in words["hearsay"] and children(head, "auxpass"):
        return replace(mood, claimed=True), None  # "is said to have struck"
    if lemma in words["negated"]:
        mood = replace(mood, negated=True)
    elif lemma == "be" and _was_to_have(current):
        mood = replace(mood, supposed=True, conditional=True)
    elif complete and infinitive and lemma in words["plain"]:
        pass
    elif infinitive and lemma in words["planned"]:
        mood = replace(mood, planned=True, foreseen=lemma in words["foreseen"])
    elif lemma in words["supposed"] or (complete and infinitive):
        mood = replace(mood, supposed=True)
    if not complete:
        return mood, None
    return _own(head, mood), head


def _was_to_have(verb: Token) -> bool:
    """Whether it is what should have been done and was not: "was to have lifted the ban"."""
    return {"to", "have"} <= {child.lower_ for child in children(verb, "aux")}


def _adjectival(head: Token, mood: Mood) -> tuple[Mood, Token | None]:
    words = mood_words()["adjectives"]
    if head.lower_ in words["supposed"] or any(child.lower_ in {"too", "enough"} for child in head.children):
        return replace(mood, supposed=True), head  # "too weak to attack"
    if head.lower_ not in words["planned"]:
        return mood, None
    return replace(mood, planned=True, foreseen=head.lower_ in words["foreseen"]), head


def _of_noun(current: Token, noun: Token, mood: Mood) -> tuple[Mood, Token | None]:
    """What a noun says of the act that it governs: "plans to strike", "the threat of striking", "foiled a plot"."""
    words, lemma = mood_words()["nouns"], noun.lemma_.lower()
    if noun.dep_ in {"dobj", "nsubjpass"} and is_said_of(noun.head, mood_words()["carriers"]["stops"]):
        return replace(mood, negated=True), None
    if noun.lower_ in words["anybody"]:
        return replace(mood, supposed=True, conditional=True), None
    if lemma in words["supposed"]:
        return replace(mood, supposed=True), None
    if any(child.lower_ in {"first", "last", "only", "latest"} for child in children(noun, "amod")):
        return mood, None  # "the first state to recognise it"
    if lemma in words["planned"] or (current.tag_ == "VB" and current.dep_ == "acl"):
        return replace(mood, planned=True), None
    return mood, None
