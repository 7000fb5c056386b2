"""How far what is said goes: clauses joined to it that the parser hangs elsewhere, circumstances that are not in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tocsin.reading.attribution.cues import verb_cues, word_set
from tocsin.reading.text.syntax import children, own_subject
from tocsin.reading.times.vocabulary import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PRESENT = frozenset({"VBZ", "VBP"})
_AHEAD = frozenset({"may", "can", "will", "must", "ca", "wo", "'ll", "’ll", "would", "could", "should", "might"})
"""Auxiliaries of what is still to come: behind a "said", told by whom it was said."""
_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM"})
_SETTING = frozenset({"in", "at", "on", "during", "amid", "after", "before", "following", "via"})
_ALWAYS_SETTING = frozenset({"during", "amid", "following"})
_WHILE = frozenset({"after", "as", "while", "when", "before", "since"})
_BOUNDS = frozenset({"once", "until", "unless", "if", "because", "so", "lest", "provided"})
_DASHES = frozenset({"—", "–", "―", "-", "--"})
_RENAMED_BY = frozenset({"a", "an", "the"})
_MOST = 4
_LONGEST_TAIL = 30


def joined_words(verb: Token, clause: Token) -> set[int]:
    """The words of clauses that go on with what ``verb`` says in ``clause``, though the parser joins them to the verb.

    "says she hopes to win, but she knows that ..."; "said the port may close, so ships go elsewhere".
    """
    words: set[int] = set()
    if clause.i > verb.i:
        words |= _bare_subject(verb, clause)
    quoted = any(word.is_quote for word in verb.doc[min(clause.i, verb.i) : max(clause.i, verb.i)])
    for other in _joined_to(verb):
        edge = verb.i if clause.i < verb.i else clause.right_edge.i
        if other.i > edge and not (quoted and clause.i < verb.i) and _goes_on(verb, clause, other):
            words |= {word.i for word in other.subtree if word.i > edge}
    if clause.i > verb.i and not quoted:
        words |= _twin(verb, clause) | _conditions(verb, clause)
    if clause.i > verb.i:
        words |= _quoted_tail(clause)
    return words


def left_out(verb: Token, clause: Token) -> list[Token]:
    """Clauses that the parser joins to what is said though the paper tells them, by their tense.

    "warned that it would answer, and on Monday it suspended imports"; "denied that it had fled, after shots fell".
    """
    if clause.i < verb.i or _tense(verb) not in {"VBD", "VBG"}:
        return []
    if _tense(clause) != "MD":
        return _settings(clause)
    return _settings(clause) + [
        word
        for word in children(clause, "conj")
        if own_subject(word) is not None and word.tag_ == "VBD" and _tense(word) == "VBD" and _behind_comma(word)
    ]


def before_as(clause: Token, words: set[int]) -> set[int]:
    """``words`` up to a ", as" that the parser makes part of ``clause``: "he would not, as a strike shut schools"."""
    for mark in children(clause, "mark"):
        if mark.lower_ == "as" and mark.i > clause.left_edge.i + 1 and mark.nbor(-1).text == ",":
            return {i for i in words if i < mark.i - 1}
    return words


def _settings(clause: Token) -> list[Token]:
    """Clauses behind a comma at the end that tell when it was said: "said it had won, as talks entered a third day"."""
    found = []
    for word in children(clause, "advcl"):
        mark = next((w.lower_ for w in children(word, "mark")), "")
        apart = word.left_edge.i > clause.i and word.doc[word.left_edge.i - 1].text == ","
        back = _tense(clause) == "MD" or any(w.lower_ == "had" for w in children(clause, "aux"))
        bare = word.tag_ in {"VBD", "VBN"} and not children(word, "aux", "auxpass")
        if apart and bare and (mark == "as" or (mark == "after" and back)):
            found.append(word)
    return found


def _behind_comma(word: Token) -> bool:
    first = min(w.i for w in word.subtree)
    return bool(first > 1 and word.doc[first - 2].text == "," and word.doc[first - 1].dep_ == "cc")


def behind_colon(verb: Token, words: set[int]) -> set[int]:
    """``words`` around ``verb`` from the last colon before it on: "the odds are bad: a deal, he reckons, is likely"."""
    low = min(words, default=verb.i)
    colon = next((w.i for w in reversed(verb.doc[low : verb.i]) if w.text == ":"), None)
    kept = {i for i in words if colon is None or i > colon}
    return kept if any(i < verb.i for i in kept) else words


def _quoted_tail(clause: Token) -> set[int]:
    """Words in quotes behind a dash that end the sentence: "140 lorries came — “a quarter of what we need”."."""
    doc, end = clause.doc, clause.sent.end
    at = clause.right_edge.i
    at += doc[at].text not in _DASHES | {","}
    if at + 2 >= end or doc[at].text not in _DASHES | {","} or not doc[at + 1].is_quote:
        return set()
    close = next((i for i in range(at + 2, min(end, at + _LONGEST_TAIL)) if doc[i].is_quote), None)
    if close is None or any(not doc[i].is_punct for i in range(close + 1, end)):
        return set()
    return set(range(at, close + 1))


def _conditions(verb: Token, clause: Token) -> set[int]:
    """Clauses right behind what is said that bound it, which the parser hangs on the verb: "once the guns are gone"."""
    words: set[int] = set()
    for other in children(verb, "advcl"):
        mark = next((w.lower_ for w in children(other, "mark", "advmod")), "")
        apart = other.doc[other.left_edge.i - 1].text == ","
        told = mark in _BOUNDS or (mark in _WHILE and _tense(other) != "VBD" and not apart)
        if told and other.left_edge.i > clause.i and not _tells(other):
            words |= {word.i for word in other.subtree}
    return words


def _joined_to(verb: Token) -> Iterator[Token]:
    """What is joined to a verb by "and", "but" or "so", also where the parser makes it the main clause."""
    yield from (w for w in children(verb, "conj", "prep") if w.i > verb.i and _joins(w))
    head = verb.head
    if verb.dep_ == "ccomp" and head.i > verb.right_edge.i and any(_is_so(w) for w in head.children):
        yield head


def _joins(word: Token) -> bool:
    """Whether "and" or "but" stands right before a phrase or clause."""
    first = min((w.i for w in word.subtree), default=word.i)
    return bool(
        first > 0
        and word.doc[first - 1].dep_ in {"cc", "punct"}
        and any(w.dep_ == "cc" for w in word.doc[max(0, first - 2) : first])
    )


def _is_so(word: Token) -> bool:
    return bool(word.lower_ == "so" and word.i > 0 and word.nbor(-1).text == ",")


def _goes_on(verb: Token, clause: Token, other: Token) -> bool:
    """Whether a clause joined to a verb of speech is told by the same speaker, by its tense and its subject."""
    if other.dep_ == "prep":
        return bool(clause.i > verb.i)
    who = own_subject(other)
    if who is None or (_is_cue(other) and other.lemma_.lower() not in word_set("thought")):
        return False
    same = _pronoun(who) and who.lower_ == _subject_of(clause)
    if clause.i < verb.i:  # "the port is shut, the mayor said, and ships go elsewhere"
        return not _pronoun(who) and any(w.lower_ == "and" for w in children(verb, "cc"))
    if _tense(verb) in _PRESENT:
        return bool(same)
    return bool(_tense(verb) == "VBD" and _is_told(other))


def _is_told(word: Token) -> bool:
    """Whether a clause behind a "said" is in the present or looks ahead, so that it is no story of the paper's."""
    aux = next((w for w in children(word, "aux", "auxpass")), None)
    if aux is not None and aux.tag_ == "MD":
        return aux.lower_ in _AHEAD
    return _tense(word) in _PRESENT


def _tense(word: Token) -> str:
    """The tag of the finite verb of a clause: of its first auxiliary, else of the verb itself."""
    first = next((w for w in children(word, "aux", "auxpass") if w.tag_ in _FINITE), word)
    return str(first.tag_)


def _pronoun(word: Token) -> bool:
    return bool(word.tag_ == "PRP")


def _subject_of(clause: Token) -> str:
    who = own_subject(clause)
    return who.lower_ if who is not None else ""


def _is_cue(word: Token) -> bool:
    return word.lemma_.lower() in verb_cues()


def _tells(word: Token) -> bool:
    """Whether a clause tells what somebody else says, with a clause or a quote of its own."""
    return _is_cue(word) and bool(children(word, "ccomp", "dobj"))


def _bare_subject(verb: Token, clause: Token) -> set[int]:
    """The subject of "demands that" without "that" that the parser takes for an object: "demanded Brol make a vow"."""
    thing = next((w for w in children(verb, "dobj") if w.i > verb.i), None)
    if thing is None or thing.right_edge.i + 1 != clause.left_edge.i or own_subject(clause) is not None:
        return set()
    bare = clause.tag_ in {"VB", "VBP"} and not children(clause, "mark", "aux")
    return {w.i for w in thing.subtree} if bare and verb.lemma_.lower() not in word_set("telling") else set()


def _twin(verb: Token, clause: Token) -> set[int]:
    """A second clause of a verb right behind the first, which the parser did not join to it."""
    words: set[int] = set()
    edge = clause.right_edge.i
    if any(_is_cue(other) for other in children(clause, "conj")):
        return words
    for other in children(verb, "ccomp"):
        if edge < other.left_edge.i <= edge + 2 and not _tells(other) and ";" not in verb.doc[edge : other.i].text:
            words |= set(range(edge + 1, other.right_edge.i + 1))
            edge = other.right_edge.i
    return words


def of_deed(verb: Token, words: set[int], *, ahead: bool) -> set[int]:
    """``words``, what a deed of words is about, with what is joined to it and without the circumstances at its end.

    "condemned the test as rash [and a threat]"; "rejected the plan [in a ruling on Monday]"; "praised the deal
    [, which ...]". Where the deed looks ``ahead``, a day is the day of what is to come.
    """
    if not words:
        return words
    found = _without_aside(verb, _without_next_deed(verb, words | _more_things(verb, max(words))))
    for _ in range(_MOST):
        start = _loose_end(verb, found, ahead=ahead)
        if start is None:
            break
        left = {i for i in found if i < start}
        if not any(verb.doc[i].pos_ in _NOMINAL | _VERBAL | {"ADJ"} for i in left - {verb.i}):
            break
        found = left
    return found


def _more_things(verb: Token, edge: int) -> set[int]:
    """What is joined by "and" to the object or the act, though the parser joins it to the verb."""
    words: set[int] = set()
    for other in children(verb, "conj"):
        thing = other.pos_ in _NOMINAL and own_subject(other) is None and not children(other, "aux", "cop")
        asked = other.left_edge.lower_ in {"how", "why", "what", "that", "whether"}
        form = other.tag_ in {"VB", "VBG"} or (other.tag_ == "VBP" and own_subject(other) is None)
        act = form and _tense(verb) != other.tag_ and verb.tag_ != other.tag_ and not _is_finite(other)
        if other.i > edge and _joins(other) and (thing or asked or act):
            words |= set(range(edge + 1, other.right_edge.i + 1))
    return words


def _without_next_deed(verb: Token, words: set[int]) -> set[int]:
    """``words`` up to where the subject of ``verb`` does something else: "vowed to pay [and left the room]"."""
    for i in sorted(words):
        word = verb.doc[i]
        if word.i > verb.i and word.dep_ == "conj" and _is_next_deed(verb, word):
            start = next((w.i for w in reversed(verb.doc[verb.i : word.i]) if w.dep_ == "cc"), word.i)
            return {at for at in words if at < start}
    return words


def _without_aside(verb: Token, words: set[int]) -> set[int]:
    """``words`` up to a dash behind which the paper renames them: "likened it to a trap - a charge that stung"."""
    dashes = [i for i in sorted(words) if i > verb.i and verb.doc[i].text in _DASHES and verb.doc[i].whitespace_]
    if len(dashes) != 1 or dashes[0] + 1 >= len(verb.doc):
        return words
    following = verb.doc[dashes[0] + 1]
    renames = following.pos_ in {"DET", "NOUN"} or following.tag_ == "VBG" or following.lower_ == "not"
    return {i for i in words if i < dashes[0]} if renames else words


def _is_next_deed(verb: Token, word: Token) -> bool:
    if word.pos_ not in _VERBAL or own_subject(word) is not None or _tense(word) not in _FINITE:
        return False
    return _tense(word) == _tense(verb) != _tense(word.head) and word.tag_ == verb.tag_


def _is_finite(word: Token) -> bool:
    return any(w.tag_ in _FINITE for w in children(word, "aux", "auxpass"))


def _loose_end(verb: Token, words: set[int], *, ahead: bool) -> int | None:
    """Where the circumstance begins with which ``words`` end; ``None`` where they end with what belongs to them."""
    last = verb.doc[max(words)]
    for word in (last, *last.ancestors):
        if word == verb or word.i not in words or word.right_edge.i != last.i:
            break
        first = word.left_edge.i
        dated = not ahead and word.head == verb
        if first > min(words) and _is_circumstance(verb, word, first, dated=dated):
            return int(first)
    return None


def _is_circumstance(verb: Token, word: Token, first: int, *, dated: bool) -> bool:
    """Whether a phrase at the end tells of the telling; a day does so only where it is ``dated`` by it."""
    before = verb.doc[first - 1].text
    if dated and word.dep_ in {"npadvmod", "appos"} and word.lower_ in _days():
        return True
    if word.dep_ == "relcl":
        return before == "," and verb.doc[first].lower_ in {"which", "who", "whose", "where"}
    if word.dep_ == "appos":
        return before in _DASHES or (before == "," and verb.doc[first].lower_ in _RENAMED_BY)
    if word.dep_ == "advcl" and word.tag_ == "VBD":
        return any(w.lower_ in _WHILE for w in children(word, "mark", "advmod"))
    if word.dep_ == "prep":
        return word.head.tag_ not in {"VB", "VBG"} and _is_setting(word, dated=dated)
    return False


def _is_setting(preposition: Token, *, dated: bool) -> bool:
    """Whether a preposition tells when or on what occasion something was said: "in a speech", "on Friday"."""
    if preposition.lower_ not in _SETTING:
        return False
    if preposition.lower_ in _ALWAYS_SETTING:
        return True
    things = children(preposition, "pobj")
    day = dated and any(thing.lower_ in _days() for thing in things)
    return day or any(thing.lemma_.lower() in word_set("occasions") for thing in things)


def _days() -> frozenset[str]:
    return frozenset(vocabulary().weekdays)
