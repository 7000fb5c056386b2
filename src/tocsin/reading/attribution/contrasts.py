"""Where a sentence turns to somebody else: ", though the palace denied that ...", ", but its owner says ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_TURNS = frozenset({"though", "although", "while", "whereas", "but", "yet"})
_STOPS = frozenset({",", ";", "—", "–", "-", "--"})
_OPENING = frozenset({"DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM"})
_NAMES = frozenset({"NOUN", "PROPN", "PRON"})
_FURTHEST = 14
"""Words between the turn and its verb: a name with its office and a day."""


def turn_before(verb: Token) -> Token | None:
    """The word behind a stop by which a sentence turns to ``verb``, with no other verb between."""
    doc = verb.doc
    for i in range(verb.i - 1, max(verb.sent.start, verb.i - _FURTHEST), -1):
        word = doc[i]
        if word.lower_ in _TURNS:
            return word if doc[i - 1].text in _STOPS else None
        if word.is_quote or word.text == ";" or (word.pos_ in {"VERB", "AUX"} and word.head != verb):
            return None
    return None


def turned_subject(verb: Token) -> Token | None:
    """The name right behind the turn to ``verb``: who does it, where the parser gave the verb no subject."""
    turn = turn_before(verb)
    if turn is None or turn.nbor().pos_ not in _OPENING:
        return None
    for word in verb.doc[turn.i + 1 : verb.i]:
        if word.pos_ == "ADP" or word.dep_ == "npadvmod":
            return None
        following = word.nbor()
        if word.pos_ in _NAMES and following.pos_ not in _NAMES and following.tag_ != "POS":
            return word
    return None
