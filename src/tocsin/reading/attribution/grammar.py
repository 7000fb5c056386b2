"""The grammar of attribution: who speaks by a verb, and which words belong to what is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tocsin.reading.attribution.contrasts import turned_subject
from tocsin.reading.attribution.cues import verb_cues, word_set
from tocsin.reading.text.syntax import children, is_passive, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLIMBING = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep"})
_FURTHEST_CLIMB = 6
_LONGEST_ASIDE = 20
_FEWEST_BEFORE = 2
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_LOOSE = frozenset({"relcl", "advcl", "parataxis", "ccomp", "acl"})
_NEGATORS = frozenset({"never", "neither", "nor", "hardly", "no"})
_NOBODY = frozenset({"nobody", "none", "neither"})


def child(token: Token, *deps: str) -> Token | None:
    """The first child of ``token`` with one of the relations ``deps``."""
    return next((word for word in token.children if word.dep_ in deps), None)


def speaker_of(verb: Token) -> Token | None:
    """Who does ``verb``: its subject, or the one it shares with the verb or noun that it hangs on."""
    for _ in range(_FURTHEST_CLIMB):
        found = own_subject(verb) or turned_subject(verb)
        if found is not None and not _belongs_before(found, verb):
            return found
        head = verb.head
        if head == verb:
            return None
        if verb.dep_ == "pcomp" and (quoted := quoted_source(head)) is not None:
            return quoted
        if verb.dep_ == "conj" and head.dep_ == "ccomp" and head.head.i < head.i and goes_with(verb, head.head, head):
            verb = head.head
            continue
        if verb.tag_ == "VBG" and (other := _said_before(verb)) is not None:
            return other
        if verb.dep_ in {"acl", "relcl"}:
            return head if head.pos_ in _NOMINAL else None
        if verb.dep_ == "xcomp" and verb.tag_ == "VB" and (told := child(head, "dobj")) is not None:
            return told
        if verb.dep_ not in _CLIMBING:
            return None
        verb = head
    return None


def _belongs_before(found: Token, verb: Token) -> bool:
    """Whether a "that" before ", saying" is what the verb before it points at: "rejects that, saying"."""
    return bool(found.lower_ == "that" and verb.tag_ == "VBG" and found.nbor().text == ",")


def quoted_source(preposition: Token) -> Token | None:
    """Who is "quoted as saying" something: the one quoted, not the paper that does; ``preposition`` is the "as"."""
    verb = preposition.head
    if preposition.lower_ != "as" or verb.lemma_.lower() not in word_set("quoting"):
        return None
    quoted = child(verb, "dobj")
    return own_subject(verb) if is_passive(verb) else quoted


def as_saying(verb: Token) -> Token | None:
    """The "saying" in "was quoted as saying"."""
    for preposition in children(verb, "prep"):
        said = child(preposition, "pcomp")
        if said is not None and said.tag_ == "VBG" and quoted_source(preposition) is not None:
            return said
    return None


def goes_with(word: Token, verb: Token, clause: Token) -> bool:
    """Whether a verb behind "and" goes with the verb of speech before it, by its form, not with the clause between."""
    if word.lemma_.lower() not in verb_cues() or own_subject(word) is not None:
        return False
    same = word.tag_ == verb.tag_ and clause.tag_ != word.tag_
    bare = word.tag_ in {"VBD", "VBN"} and child(word, "aux", "auxpass") is None
    return same or (bare and child(clause, "aux", "auxpass") is not None)


def _said_before(participle: Token) -> Token | None:
    """Who speaks by ", saying ..." behind a clause: not its subject where that clause is itself what somebody says.

    "a charge Washington denied, saying", "he told them that the plan was dead, adding", "spoke of the attack, saying".
    """
    doc, first, head = participle.doc, participle.left_edge.i, participle.head
    if first < _FEWEST_BEFORE or doc[first - 1].text != ",":
        return None
    before = doc[first - 2]
    if before.pos_ == "VERB" and before.dep_ == "relcl":
        return own_subject(before)
    if participle.dep_ == "advcl" and head.dep_ == "ccomp" and head.head.i < head.i:
        return speaker_of(head.head)
    if participle.dep_ == "acl" and head.dep_ in {"dobj", "pobj", "appos"}:
        verb = next((word for word in head.ancestors if word.pos_ == "VERB"), None)
        return speaker_of(verb) if verb is not None else None
    return None


def clause_of_noun(noun: Token) -> Token | None:
    """The clause that says what a noun of speech is: behind "that", behind a copula, or behind its verb."""
    for clause in noun.children:
        if clause.dep_ in {"acl", "ccomp", "relcl"} and _is_that_clause(clause):
            return clause
    verb = noun.head
    copula = noun.dep_ == "nsubj" and verb.lemma_ == "be"
    if copula or noun.dep_ in {"dobj", "nsubjpass"}:
        for clause in verb.children:
            if clause.dep_ in {"ccomp", "acl"} and clause.i > noun.i and _is_that_clause(clause):
                return clause
    return _behind_aside(noun)


def _is_that_clause(clause: Token) -> bool:
    """Whether "that" only opens the clause, and is not its subject or object."""
    mark = child(clause, "mark")
    if mark is not None and mark.lower_ == "that":
        return True
    subjects = [word for word in clause.children if word.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"}]
    return clause.left_edge.lower_ == "that" and any(word.lower_ != "that" for word in subjects)


def _behind_aside(noun: Token) -> Token | None:
    """The clause in "a claim, made the day before, that ..."."""
    doc, at = noun.doc, noun.i + 1
    if at + 2 >= len(doc) or doc[at].text != "," or doc[at + 1].tag_ not in {"VBN", "VBD"}:
        return None
    end = min(noun.sent.end, at + _LONGEST_ASIDE)
    that = next((doc[i] for i in range(at + 2, end) if doc[i].lower_ == "that" and doc[i - 1].text == ","), None)
    return that.head if that is not None and that.dep_ == "mark" and that.head.i > that.i else None


def lemma_of(verb: Token) -> str:
    """The dictionary form of a verb, with its particle where the lexicon knows the two as one: "rule out"."""
    lemma = str(verb.lemma_.lower())
    particle = child(verb, "prt")
    joined = f"{lemma} {particle.lower_}" if particle is not None else ""
    return joined if joined in verb_cues() else lemma


def condition(verb: Token, said: Token) -> set[int]:
    """An "if" or "unless" behind what is said, which the parser may hang on the verb of speech."""
    for clause in children(verb, "advcl"):
        mark = child(clause, "mark")
        if clause.i > said.i > verb.i and mark is not None and mark.lower_ in {"if", "unless"}:
            return subtree_without(clause)
    return set()


def is_verbal(token: Token) -> bool:
    """Whether ``token`` can head a clause."""
    return token.pos_ in {"VERB", "AUX"} or child(token, "cop", "nsubj", "nsubjpass", "csubj") is not None


def is_negated(verb: Token) -> bool:
    """Whether a negator stands at ``verb`` itself ("not", "never", "neither") or nobody does it ("neither side")."""
    who = own_subject(verb)
    if who is not None and (who.lower_ in _NOBODY or any(_is_none(w) for w in who.children)):
        return True
    beside = (word for word in verb.children if word.dep_ in {"neg", "preconj", "advmod", "cc"} and word.i < verb.i)
    return any(word.dep_ == "neg" or word.lower_ in _NEGATORS for word in beside)


def _is_none(word: Token) -> bool:
    return bool(word.dep_ == "det" and word.lower_ in {"no", "neither"})


def is_infinitive(verb: Token) -> bool:
    """Whether ``verb`` stands with "to"."""
    return any(word.lower_ == "to" and word.dep_ == "aux" for word in verb.children)


def subtree_without(token: Token, *leave: Token) -> set[int]:
    """The positions of all words under ``token``, without the subtrees of ``leave``."""
    left_out = {word.i for root in leave for word in root.subtree}
    return {word.i for word in token.subtree} - left_out


def noun_phrase(head: Token) -> set[int]:
    """The unbroken run of words of a noun phrase with its appositions, without clauses that hang on it."""
    words: set[int] = set()
    waiting = [head]
    while waiting:
        token = waiting.pop()
        words.add(token.i)
        waiting += [word for word in token.children if word.dep_ not in _LOOSE]
    doc = head.doc
    start = end = head.i
    while start - 1 in words:
        start -= 1
    while end + 1 in words:
        end += 1
    while end > head.i and (doc[end].is_punct or doc[end].dep_ == "cc") and not _closes(doc, head.i, end):
        end -= 1
    while start < head.i and doc[start].is_punct:
        start += 1
    return set(range(start, end + 1))


def _closes(doc: Doc, start: int, end: int) -> bool:
    """Whether a bracket that opens behind ``start`` closes at ``end``: "Brol (Velmar)"."""
    return bool(doc[end].text == ")" and any(doc[i].text == "(" for i in range(start + 1, end)))


def between(first: Token, last: Token) -> set[int]:
    """All positions from ``first`` to ``last``."""
    return set(range(first.i, last.i + 1))


def runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Unbroken runs of positions as (first, last)."""
    first = last = None
    for position in sorted(places):
        if first is None or last is None:
            first = position
        elif position != last + 1:
            yield first, last
            first = position
        last = position
    if first is not None and last is not None:
        yield first, last
