"""The lexicon of attribution: which verbs and nouns say that somebody says something, in which frame, as what act."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from tocsin.core.vocabulary import Stance
from tocsin.reading.knowledge import lexicon_of

VERB_FRAMES = (
    "clause", "quote", "question", "to", "order", "object", "gerund", "predicate", "as", "of", "preposition",
)  # fmt: skip
"""The shapes in which a verb takes what is said (see ``data/en/cues.toml``); "_" joins a verb and its particle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One verb in one frame: the act it stands for by itself, and the preposition that the frame needs."""

    frame: str
    stance: Stance
    preposition: str = ""


@cache
def _data() -> dict[str, Any]:
    return lexicon_of("cues")


@cache
def verb_cues() -> dict[str, tuple[Cue, ...]]:
    """The frames of every cue verb, by lemma."""
    found: dict[str, list[Cue]] = {}
    for frame in VERB_FRAMES:
        for stance, words in _data()[frame].items():
            for word in words.split():
                lemma, _, preposition = word.replace("_", " ").partition(":")
                cue = Cue(frame=frame, stance=Stance(stance), preposition=preposition)
                found.setdefault(lemma, []).append(cue)
    return {lemma: tuple(cues) for lemma, cues in found.items()}


@cache
def noun_cues() -> dict[str, Stance]:
    """The act that every cue noun stands for, by lemma."""
    return {word: Stance(stance) for stance, words in _data()["noun"].items() for word in words.split()}


@cache
def made_cues() -> dict[str, Stance]:
    """The act that a noun stands for where a verb brings it forward, by lemma: "made the case"."""
    return {word: Stance(stance) for stance, words in _data()["made"].items() for word in words.split()}


@cache
def colon_cues() -> dict[str, Stance]:
    """The act that a verb or noun stands for before a colon, by lemma: "set out two conditions: ..."."""
    return {word: Stance(stance) for stance, words in _data()["colon"].items() for word in words.split()}


@cache
def topic_cues() -> dict[str, dict[str, Stance]]:
    """The act that a noun stands for with each preposition of its topic, by lemma: "criticism of"."""
    return _by_preposition("topic")


@cache
def adjective_cues() -> dict[str, dict[str, Stance]]:
    """The act that an adjective of mind stands for with each preposition; "" is a clause: "confident that"."""
    return _by_preposition("adjective")


def _by_preposition(table: str) -> dict[str, dict[str, Stance]]:
    found: dict[str, dict[str, Stance]] = {}
    for stance, words in _data()[table].items():
        for word in words.split():
            lemma, _, preposition = word.partition(":")
            found.setdefault(lemma, {})[preposition] = Stance(stance)
    return found


@cache
def word_set(name: str) -> frozenset[str]:
    """One of the word lists of the lexicon."""
    return frozenset(_data()["words"][name].split())


def frame_of(lemma: str, frame: str, preposition: str = "") -> Cue | None:
    """The cue for ``lemma`` in ``frame``, or ``None`` where the verb does not stand in it."""
    for cue in verb_cues().get(lemma, ()):
        if cue.frame == frame and (not preposition or cue.preposition == preposition):
            return cue
    return None
