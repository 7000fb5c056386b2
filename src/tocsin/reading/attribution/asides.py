"""Who speaks between commas in a sentence about something else: "The problem, says Krause, is the harbour"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.reading.attribution.cues import word_set
from tocsin.reading.attribution.grammar import child, lemma_of, subtree_without

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMES = frozenset({"NOUN", "PROPN", "PRON"})
_NAMING = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "PART"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PARTS = frozenset({"compound", "nmod", "poss", "amod"})
_LONGEST_NAME = 8
_LONGEST_SETTING = 10
_LONGEST_THEME = 16
_FEWEST = 2


def inverted(verb: Token) -> tuple[Token, set[int]] | None:
    """Who speaks in "Mandel, argues Quill, has no choice", whose subject is taken for the speaker, and that subject."""
    doc, theme = verb.doc, child(verb, "nsubj")
    if theme is None or verb.i < _FEWEST or theme.right_edge.i not in {verb.i - 2, verb.i - 1}:
        return None
    if doc[verb.i - 1].text != "," or verb.tag_ not in {"VBZ", "VBD"} or lemma_of(verb) in word_set("telling"):
        return None
    if child(theme, "appos", "relcl", "acl") is not None:
        return None
    for word in doc[verb.i + 1 : verb.i + 1 + _LONGEST_NAME]:
        if word.pos_ in _NAMES and word.dep_ not in _PARTS:
            last = word.right_edge.i
            ends = "," in {doc[last].text, doc[min(last + 1, len(doc) - 1)].text}
            return (word, subtree_without(theme)) if ends else None
        if word.pos_ not in _NAMING or word.lower_ == "that":
            return None
    return None


def inserted(verb: Token) -> tuple[Token, Token, set[int]] | None:
    """Who speaks in "The mill, the council said on Friday, will close", the verb of what is said, and its words."""
    doc, sentence = verb.doc, verb.sent
    first = verb.i
    while first - 1 > sentence.start and verb.i - first < _LONGEST_NAME and _may_name(doc[first - 1]):
        first -= 1
    theme = doc[sentence.start : first - 1]
    if first == verb.i or doc[first - 1].text != "," or verb.tag_ not in _FINITE or len(theme) > _LONGEST_THEME:
        return None
    if not any(w.pos_ in _NAMES for w in theme) or any(w.tag_ in _FINITE or w.text == "," for w in theme):
        return None
    behind = doc[verb.i + 1 : min(sentence.end, verb.i + 1 + _LONGEST_SETTING)]
    close = next((w.i for w in behind if w.text == "," or w.tag_ in _FINITE or w.lower_ == "that"), None)
    if close is None or doc[close].text != "," or close + 1 >= sentence.end:
        return None
    goes_on = next((w for w in doc[close + 1 : close + 3] if w.tag_ in _FINITE), None)
    who = next((w for w in reversed(doc[first : verb.i]) if w.pos_ in _NAMES), None)
    if goes_on is None or who is None or doc[close + 1].lower_ in {"and", "but", "or"}:
        return None
    head = goes_on if goes_on.pos_ == "VERB" or goes_on.head.i < close else goes_on.head
    return who, head, set(range(sentence.start, first - 1)) | set(range(close + 1, sentence.end))


def _may_name(word: Token) -> bool:
    if word.tag_ in {"WDT", "WP", "WP$", "IN"} and word.lower_ != "of":
        return False
    return word.pos_ in _NAMING or word.lower_ == "of" or word.pos_ == "ADV"
