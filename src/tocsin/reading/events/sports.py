"""Tells sport from war: where a text is of a match, an attack and a defence are play."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tocsin.reading.events.moods import mood_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENOUGH = 4
_SCORE = re.compile(r"\b\d{1,2}[-\N{EN DASH}]\d{1,2}\b")
_RESULT = re.compile(r"\b\d{1,2}[-\N{EN DASH}]\d{1,2} (?:win|victory|defeat|loss|draw|lead|thrashing|triumph)\b")
_WORD = re.compile(r"[a-z][a-z-]*")
_PLAYED = frozenset(
    {
        "attack",
        "strike",
        "destroy",
        "defend",
        "counter",
        "counter-attack",
        "counterattack",
        "offensive",
        "invade",
        "shoot",
    }
    | {"fire", "hit", "beat", "assault", "kill", "raid", "threat", "retreat", "blow"}
)


def tells_of_sport(text: str) -> bool:
    """Whether a text speaks of a game: several of its words, or some of them and a score."""
    found = set(_WORD.findall(text.lower())) & mood_words()["sports"]["words"]
    scores = 3 if _RESULT.search(text) else 1 if _SCORE.search(text) else 0
    return len(found) >= _ENOUGH - scores


def is_play(word: Token) -> bool:
    """Whether a word of fighting in such a text stands for play: no arms and nobody armed in its sentence."""
    if word.lemma_.lower() not in _PLAYED:
        return False
    return not any(
        token.lemma_.lower() in mood_words()["strikes"]["armed"] - {"target"} and token.i != word.i
        for token in word.sent
    )
