"""Attribution by a verb with a clause or a quote: "said that", "said the minister", "the plan, he said, was dead"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tocsin.reading.attribution.asides import inserted, inverted
from tocsin.reading.attribution.contrasts import turn_before, turned_subject
from tocsin.reading.attribution.cues import frame_of, noun_cues, verb_cues, word_set
from tocsin.reading.attribution.deeds import by_deed
from tocsin.reading.attribution.extent import before_as, behind_colon, joined_words, left_out
from tocsin.reading.attribution.frame import Attribution, attribute
from tocsin.reading.attribution.grammar import (
    as_saying,
    child,
    condition,
    goes_with,
    is_infinitive,
    is_negated,
    is_verbal,
    lemma_of,
    speaker_of,
    subtree_without,
)
from tocsin.reading.attribution.moot import raises_negation, takes_floor
from tocsin.reading.attribution.rebuffs import by_rebuff, is_taken_up
from tocsin.reading.attribution.sources import can_say, has_mind
from tocsin.reading.text.syntax import agent, children, is_passive, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_UNDONE = frozenset({"before", "without", "against", "from"})
_UNREAL = frozenset({"if", "whether", "unless"})
_BEFORE_ASIDE = frozenset({",", "—", "–", "-", "--", "”", '"', "''", "’", "'"})
_DASHES = frozenset({"—", "–", "―", "-", "--"})
_BEHIND_ASIDE = frozenset({",", "—", "–", "-", "--", ".", ":"})
_NAMES = frozenset({"NOUN", "PROPN", "PRON"})
_LONGEST_NAME = 7
_FURTHEST_THAT = 16


def by_verbs(doc: Doc) -> Iterator[Attribution]:
    """Every attribution by a verb in ``doc``, in order."""
    for verb in doc:
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        found = by_rebuff(verb)
        if found is None and lemma_of(verb) in verb_cues() and not _unreal(verb):
            found = _clause(verb) or _question(verb) or (by_deed(verb) if as_saying(verb) is None else None)
        if found is not None and _may_speak(found):
            yield found


def _may_speak(found: Attribution) -> bool:
    """Whether the source of an attribution can say anything: a person, a body, a text, not "the move" or "this"."""
    who, lemma = found.source, found.anchor.lemma_.lower()
    if who is None or (found.shape == "clause" and lemma not in word_set("showing")):
        return True
    return can_say(who, lemma)


def _unreal(verb: Token) -> bool:
    """Whether the verb of speech is itself negated, asked or supposed: then nobody says anything."""
    if is_negated(verb) and not raises_negation(verb):
        return True
    mark = child(verb, "mark")
    if mark is not None and mark.lower_ in _UNREAL:
        return True
    if verb.dep_ == "conj" and own_subject(verb) is None and any(w.lower_ == "neither" for w in verb.head.children):
        return True
    if verb.dep_ == "pcomp" and verb.head.lower_ in _UNDONE:
        return True
    if verb.tag_ == "VBG" and (_is_avoided(verb) or _is_citing(verb)):
        return True
    if _is_asked(verb):
        return True
    if verb.dep_ in {"acl", "advcl", "xcomp"} and takes_floor(verb):
        return False
    if verb.dep_ in {"acl", "advcl"} and (is_infinitive(verb) or (verb.tag_ == "VBN" and verb.lemma_ == "ask")):
        return True
    if is_infinitive(verb) and verb.dep_ in {"xcomp", "ccomp", "csubj"} and child(verb.head, "acomp") is not None:
        return True  # "it is hard to say"
    return verb.dep_ == "xcomp" and verb.tag_ != "VBG" and verb.head.lemma_.lower() not in word_set("passing")


def _is_avoided(verb: Token) -> bool:
    """Whether one does not say it: "avoided saying who", "stopped short of saying that"."""
    before = verb.head.head if verb.dep_ == "pcomp" else verb.head
    return before.lemma_.lower() in word_set("avoiding")


def _is_citing(verb: Token) -> bool:
    """Whether a ", citing ..." only names whom the paper's own report rests on."""
    if verb.lemma_.lower() not in {"cite", "quote"}:
        return False
    return any((named := _cited(word)) is not None and named.head == verb for word in verb.ancestors)


def _is_asked(verb: Token) -> bool:
    """ "Asked whether ...": what somebody else asked is the occasion of a claim."""
    if verb.lemma_ != "ask" or verb.i + 1 >= len(verb.doc) or verb.tag_ not in {"VBN", "VBD"}:
        return False
    aside = own_subject(verb) is None or (verb.i > 0 and verb.nbor(-1).text == ",")
    return aside and verb.nbor().lower_ in {"about", "whether", "if", "why", "how", "what", "when", "who", "where"}


def _clause(verb: Token) -> Attribution | None:
    """Verb and clause or quote: "said that", "said the minister", "..., he said", "as he said"."""
    lemma = lemma_of(verb)
    cue = frame_of(lemma, "clause") or frame_of(lemma, "quote")
    aside = inserted(verb) if cue is not None and cue.frame == "clause" else None
    if cue is not None and aside is not None:
        who, head, words = aside
        return attribute(verb, cue, who, words, head)
    said = _complement(verb) if cue is not None else None
    if cue is None or said is None:
        return None
    head, words = said
    if cue.frame == "quote" and (not _beside_quote(verb, words) or _is_called(verb, head)):
        return None
    turned = inverted(verb)
    who = turned[0] if turned is not None else _speaker(verb, words)
    words |= turned[1] if turned is not None else set()
    if who is None and lemma in word_set("thought"):
        return None
    return attribute(verb, cue, who, words, head)


def _is_called(verb: Token, said: Token) -> bool:
    """Whether what stands behind a verb is a name for something: "called that a lie: “No camp is there.”"."""
    return frame_of(lemma_of(verb), "predicate") is not None and not is_verbal(said) and said.i > verb.i


def _question(verb: Token) -> Attribution | None:
    """Verb and question: "asked whether the bridge would hold", "wondered why the port was shut"."""
    cue = frame_of(lemma_of(verb), "question")
    said = next((w for w in children(verb, "ccomp", "advcl", "xcomp") if w.i > verb.i and _asks(w.left_edge)), None)
    if cue is None or said is None or _parted(verb, said):
        return None
    return attribute(verb, cue, _speaker(verb, set()), subtree_without(said, *_not_said(verb, said)), said)


def _asks(word: Token) -> bool:
    return word.lower_ in {"whether", "if"} or word.tag_ in {"WRB", "WP", "WDT"}


def _complement(verb: Token) -> tuple[Token, set[int]] | None:
    """The clause that ``verb`` introduces or interrupts, as its head and its words."""
    clause = _said_clause(verb)
    if clause is not None:
        said = before_as(clause, subtree_without(clause, *_not_said(verb, clause), *left_out(verb, clause)))
        return clause, behind_colon(verb, said | condition(verb, clause) | joined_words(verb, clause))
    head = verb.head
    if head != verb and is_verbal(head):
        aside = verb.dep_ == "parataxis" or (verb.dep_ in {"ccomp", "advcl"} and verb.tag_ != "VBG" and _aside(verb))
        if aside or (verb.dep_ == "advcl" and _as(verb)):
            main = _main_before(verb, head) if aside else None
            said = main or head
            later = [w for w in children(said, "advcl") if w.i > verb.i and (_is_another(w) or is_taken_up(w))]
            return said, behind_colon(verb, subtree_without(said, verb, *later) | joined_words(verb, said))
    return _behind_that(verb) or _further_on(verb) or _behind_agent(verb)


def _is_another(clause: Token) -> bool:
    """Whether a clause of time tells what somebody else said before: "hours after the ministry threatened war"."""
    lemma = lemma_of(clause)
    return _subordinate(clause) and _speaks(clause) and bool(frame_of(lemma, "clause") or frame_of(lemma, "object"))


def _main_before(verb: Token, head: Token) -> Token | None:
    """The clause before an aside that the parser hangs on a saying behind it: "it rained, he said, after she"."""
    if head.i < verb.i or not _is_another(head):
        return None
    if head.dep_ == "advcl" and head.head.i < verb.i:
        return head.head
    return next((clause for clause in children(head, "ccomp") if clause.right_edge.i < verb.i), None)


def _said_clause(verb: Token) -> Token | None:
    """The clause among the complements of ``verb`` that it says: the one behind it first."""
    clauses = [word for word in children(verb, "ccomp") if not _parted(verb, word) and not is_taken_up(word)]
    behind = [clause for clause in clauses if clause.i > verb.i]
    if behind:
        return behind[0]
    return clauses[0] if clauses and not _subordinate(verb) else None


def _parted(verb: Token, clause: Token) -> bool:
    """Whether a clause stands behind ";" or a turn to another speaker, or before ";": then ``verb`` does not say it."""
    first, last = (verb.i, clause.left_edge.i) if clause.i > verb.i else (clause.right_edge.i, verb.i)
    if any(word.text == ";" for word in verb.doc[first : last + 1]):
        return True
    if clause.i < verb.i and any(word.text == ":" for word in verb.doc[clause.right_edge.i : verb.i]):
        return True
    act = child(verb, "xcomp") if clause.i > verb.i else None
    if act is not None and act.i < clause.i and any(word.text in _DASHES for word in verb.doc[act.i : clause.i]):
        return True  # "promised to leave - not what his party had in mind"
    turn = turn_before(clause) if clause.i > verb.i and _speaks(clause) else None
    return turn is not None and turn.i > verb.i


def _subordinate(verb: Token) -> bool:
    """Whether a word of time or cause opens the clause of ``verb``: "hours after the ministry threatened"."""
    return any(word.dep_ == "mark" and word.lower_ in word_set("subordinating") for word in verb.children)


def _not_said(verb: Token, clause: Token) -> list[Token]:
    """What the parser hangs on a clause though it is said apart: ", adding that", "and called on", ", a claim that"."""
    return [word for word in clause.subtree if word.i > verb.i and word != clause and _is_apart(word, verb, clause)]


def _is_apart(word: Token, verb: Token, clause: Token) -> bool:
    before = word.doc[word.left_edge.i - 1]
    if word.pos_ == "NOUN":  # "a claim that the other side dismissed", "an account disputed by witnesses"
        answered = word.lemma_.lower() in noun_cues() and child(word, "relcl", "acl") is not None
        return answered and before.text == "," and word.left_edge.lower_ in {"a", "an"}
    if not _speaks(word):
        return False
    if is_taken_up(word):
        return True
    if turn_before(word) is not None and (own_subject(word) is not None or turned_subject(word) is not None):
        return True
    if word.dep_ == "advcl" and _is_another(word) and own_subject(word) is not None:
        return bool(before.text == ",")
    if word.dep_ == "advcl":
        return word.tag_ == "VBG" and own_subject(word) is None and (before.text == "," or bool(before.is_quote))
    return word.dep_ == "conj" and word.head == clause and goes_with(word, verb, clause)


def _speaks(word: Token) -> bool:
    lemma = lemma_of(word)
    return lemma in verb_cues() and lemma not in word_set("thought")


def _behind_that(verb: Token) -> tuple[Token, set[int]] | None:
    """What stands behind "verb that" to the end of the sentence, where the parser saw no clause."""
    doc, at = verb.doc, verb.i + 1
    if at + 2 >= len(doc) or doc[at].lower_ != "that" or doc[at].dep_ == "det" or doc[at + 1].is_punct:
        return None
    end = verb.sent.end
    stop = next((i for i in range(at, end) if doc[i].text == ";"), end)
    words = set(range(at + 1, stop))
    head = next((doc[i] for i in sorted(words) if doc[i].tag_ in {"VBD", "VBZ", "VBP", "MD"}), None)
    return (head or doc[at + 1], words) if len(words) > 2 else None


def _further_on(verb: Token) -> tuple[Token, set[int]] | None:
    """The clause behind "said in a report seen by the paper that", which the parser hangs on a word between.

    Also behind an aside between commas or in quotes: "conceded, on condition of anonymity, that".
    """
    doc, at = verb.doc, verb.i + 1
    if child(verb, "dobj", "xcomp") is not None or at >= len(doc):
        return None
    apart = doc[at].text == ","
    at += apart
    if at >= len(doc) or doc[at].lower_ == "that":
        return None
    if doc[at].pos_ not in {"ADP", "SCONJ"} and not (apart and doc[at].tag_ == "VBG"):
        return None
    for i in range(at + 1, min(verb.sent.end, verb.i + _FURTHEST_THAT)):
        word = doc[i]
        if word.lower_ == "that" and (word.dep_ == "mark" or _parts(doc[i - 1])):
            return _told_behind(verb, word, apart=apart)
        if word.text == ";" or word.tag_ in {"VBG", "VBD"} or (word.text == "," and not apart):
            return None
    return None


def _parts(word: Token) -> bool:
    """Whether a word closes an aside: a comma or the end of a quote."""
    return bool(word.text == "," or word.is_quote)


def _told_behind(verb: Token, that: Token, *, apart: bool) -> tuple[Token, set[int]] | None:
    """The clause that "that" opens; behind an aside the rest of the sentence, whatever the parser made of it."""
    head = that.head
    if that.dep_ == "mark" and own_subject(head) is not None and (verb in that.ancestors or not apart):
        return head, subtree_without(head)
    if not _parts(that.nbor(-1)) or (that.nbor(-1).text == "," and not apart):
        return None
    words = range(that.i + 1, verb.sent.end)
    finite = next((verb.doc[i] for i in words if verb.doc[i].tag_ in {"VBD", "VBZ", "VBP", "MD"}), None)
    return (finite, set(words)) if finite is not None else None


def _behind_agent(verb: Token) -> tuple[Token, set[int]] | None:
    """The clause in "it was reported by the radio that ...", which the parser hangs on the radio."""
    who, by = own_subject(verb), agent(verb)
    if by is None or who is None or who.lower_ != "it":
        return None
    clause = child(by, "relcl", "acl")
    if clause is None or clause.left_edge.lower_ != "that" or own_subject(clause) is None:
        return None
    return clause, subtree_without(clause) - {clause.left_edge.i}


def _as(verb: Token) -> bool:
    mark = child(verb, "mark")
    return mark is not None and mark.lower_ == "as"


def _aside(verb: Token) -> bool:
    """Whether a clause with ``verb`` stands between commas in another: "the plan, he said, was dead"."""
    first, last, doc = verb.left_edge.i, verb.right_edge.i, verb.doc
    before = (verb.dep_ == "advcl" and doc[first].text == ",") or (first > 0 and doc[first - 1].text in _BEFORE_ASIDE)
    behind = doc[last].text == "." or (last + 1 < len(doc) and doc[last + 1].text in _BEHIND_ASIDE)
    return before and behind and child(verb, "mark") is None


def _beside_quote(verb: Token, words: set[int]) -> bool:
    doc = verb.doc
    return any(doc[i].is_quote for i in range(max(0, min(words) - 1), min(len(doc), max(words) + 2)))


def _speaker(verb: Token, content: set[int]) -> Token | None:
    """Who speaks: the agent in a passive, the subject else; a name beside the verb where the parser saw neither."""
    if verb.dep_ == "acl" and agent(verb) is None:  # "the mayor, Otto Quill, alleged last week that"
        who = next((w for w in verb.ancestors if w.i < verb.i and w.pos_ in _NAMES and has_mind(w)), None)
        if who is not None:
            return _renamed_before(verb) or who
    if is_passive(verb):
        return own_subject(verb) if as_saying(verb) is not None else agent(verb)
    if is_infinitive(verb) and takes_floor(verb):
        return speaker_of(verb.head)
    cited = _cited(verb)
    if cited is not None:
        return cited
    found = child(verb, "dobj") if as_saying(verb) is not None else speaker_of(verb)
    if found is not None and (found.i not in content or found.head == verb):
        return (_right_before(verb) if found.lemma_.lower() in word_set("measures") else None) or found
    if own_subject(verb) is not None or not content or min(content) > verb.i:
        return None
    told = lemma_of(verb) in word_set("telling")
    return _renamed_before(verb) or (None if told else child(verb, "dobj")) or _name_beside(verb)


def _cited(verb: Token) -> Token | None:
    """Whom the paper itself cites: "we reported, citing a port official, that", "an earlier version said, citing"."""
    before = verb.doc[max(verb.sent.start, verb.i - _LONGEST_NAME) : verb.i]
    if not any(word.lemma_.lower() in word_set("papers_own") for word in before):
        return None
    for clause in verb.subtree:
        if (
            clause.dep_ in {"advcl", "acl"}
            and clause.i > verb.i
            and clause.tag_ == "VBG"
            and clause.lemma_.lower() in {"cite", "quote"}
        ):
            return child(clause, "dobj")
    return None


def _right_before(verb: Token) -> Token | None:
    """The noun right before a verb, where the parser takes a distance for its subject: "6 miles off, the navy said"."""
    before = next((w for w in reversed(verb.doc[verb.sent.start : verb.i]) if w.pos_ not in {"ADV", "AUX"}), None)
    return before if before is not None and before.pos_ in {"NOUN", "PROPN"} else None


def _renamed_before(verb: Token) -> Token | None:
    """Who stands between commas before the verb as another name: "the minister, Lena Krause, told the paper"."""
    doc, at = verb.doc, verb.i - 1
    if at - 1 <= verb.sent.start or doc[at].text != "," or doc[at - 1].dep_ != "appos":
        return None
    office = doc[at - 1].head
    return office if office.pos_ == "NOUN" and office.i < at - 1 else doc[at - 1]


def _name_beside(verb: Token) -> Token | None:
    """The name between a comma and a verb of speech, or right behind the verb: ", The Courier reported"."""
    doc, at = verb.doc, verb.i - 1
    while at > verb.sent.start and doc[at].pos_ == "ADV":
        at -= 1
    start = at
    while start > verb.sent.start and at - start < _LONGEST_NAME and not doc[start].is_punct:
        start -= 1
    if doc[start].is_punct and start < at and doc[at].pos_ in _NAMES:
        return doc[at]
    behind = doc[verb.i + 1 : verb.i + 1 + _LONGEST_NAME]
    return next((w for w in behind if w.pos_ in _NAMES and w.head.i <= verb.i), None) if verb.tag_ == "VBD" else None
