"""The lexicon of events: which act a verb or a noun tells of, given the words that stand with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tocsin.core.vocabulary import Action, Effect
from tocsin.reading.knowledge import lexicon_of

ANY_OBJECT = "_"
SUBJECT = "<"
"""The mark of a word that must be the subject, in the data and among the words that stand with a verb."""


_PREPOSITIONS = frozenset(
    {
        "about",
        "against",
        "at",
        "between",
        "by",
        "for",
        "from",
        "in",
        "into",
        "near",
        "of",
        "off",
        "on",
        "out",
        "over",
        "through",
        "to",
        "toward",
        "towards",
        "upon",
        "with",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The dictionary forms that stand with a verb or noun: its ``own`` words, and those ``after`` its prepositions.

    ``beside``: the prepositions of its object and the words behind them, for the frames that ask for a preposition.
    """

    own: frozenset[str]
    after: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Words of which one must stand with the head; those of a class only among its own words, or after a preposition
    that the frame names."""

    words: frozenset[str]
    of_class: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One entry of ``data/en/frames.toml``: an act, and the words that must (``slots``) and must not stand with it.

    ``to`` says where the recipient stands, in order; see the head of the data file for the other marks.
    """

    action: Action
    mode: str = ""
    slots: tuple[Slot, ...] = ()
    without: frozenset[str] = frozenset()
    to: tuple[str, ...] = ()
    mutual: bool = False
    inverse: bool = False
    swallows: bool = False
    undone: bool = False
    effect: Effect | None = None

    @property
    def names_preposition(self) -> bool:
        """Whether a preposition is one of its words."""
        return any(slot.words & _PREPOSITIONS for slot in self.slots)

    def fits(self, near: Words, *, has_object: bool) -> int:
        """How closely the frame fits the words that stand with its head: 0 for none, else the higher the better."""
        anywhere = near.own | near.after
        if self.without & anywhere:
            return 0
        if self.names_preposition:
            anywhere |= near.beside
        fit = 1
        for slot in self.slots:
            if slot.words & anywhere or slot.of_class & (anywhere if self.names_preposition else near.own):
                fit += 2
            elif ANY_OBJECT in slot.words and has_object:
                fit += 1
            else:
                return 0
        return fit


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The frames of verbs and of nouns, by dictionary form."""

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    parties: frozenset[str]
    """Common nouns for those who act or suffer: people, bodies, forces, ships."""
    workers: frozenset[str]
    """Common nouns for those who work for pay, and may stop working."""
    hazards: frozenset[str]
    """Common nouns for what nature, disease and accidents do, and nobody."""

    def of_verb(self, lemma: str, near: Words, *, has_object: bool) -> Frame | None:
        """The frame that fits a verb best, or ``None``."""
        return _best(self.verbs.get(lemma, ()), near, has_object=has_object)

    def of_noun(self, lemma: str, near: Words) -> Frame | None:
        """The frame that fits a noun best, or ``None``."""
        return _best(self.nouns.get(lemma, ()), near, has_object=False)


def _best(frames: tuple[Frame, ...], near: Words, *, has_object: bool) -> Frame | None:
    scored = [(frame.fits(near, has_object=has_object), -index) for index, frame in enumerate(frames)]
    fit, index = max(scored, default=(0, 0))
    return frames[-index] if fit else None


@cache
def lexicon() -> Lexicon:
    """The lexicon of ``data/en/frames.toml``, read once."""
    data = lexicon_of("frames")
    classes = {name: frozenset(words) for name, words in data["classes"].items()}
    verbs = _index(data["verbs"], classes)
    verbs |= {wrong: verbs[right] for wrong, right in data["misread"].items()}
    return Lexicon(
        verbs=verbs,
        nouns=_index(data["nouns"], classes),
        parties=frozenset().union(
            *(classes[name] for name in ("people", "person", "force", "captive", "ship", "diplomat", "worker"))
        ),
        workers=classes["worker"],
        hazards=classes["hazard"],
    )


def _index(groups: list[dict[str, Any]], classes: Mapping[str, frozenset[str]]) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, list[Frame]] = {}
    for group in groups:
        for entry in group["entries"]:
            heads, frame = _frame(entry, group, classes)
            for head in heads:
                found.setdefault(head, []).append(frame)
    return {head: tuple(frames) for head, frames in found.items()}


def _frame(entry: str, group: dict[str, Any], classes: Mapping[str, frozenset[str]]) -> tuple[list[str], Frame]:
    words = [word for word in entry.split() if not word.startswith("!")]
    forbidden = [word[1:] for word in entry.split() if word.startswith("!")] + list(group.get("never", ()))
    heads = words.pop(0).split("|")
    return heads, Frame(
        action=Action(group["root"]),
        mode=group.get("mode", ""),
        slots=tuple(_slot(word, classes) for word in words),
        without=frozenset().union(*(_alternatives(word, classes) for word in forbidden)),
        to=tuple(group.get("to", ())),
        mutual=group.get("mutual", False),
        inverse=group.get("inverse", False),
        swallows=group.get("swallows", False),
        undone=group.get("undone", False),
        effect=Effect(group["effect"]) if "effect" in group else None,
    )


def _slot(word: str, classes: Mapping[str, frozenset[str]]) -> Slot:
    plain = "|".join(part for part in word.removeprefix(SUBJECT).split("|") if not part.startswith("{"))
    mark = SUBJECT if word.startswith(SUBJECT) else ""
    words = _alternatives(mark + plain, classes) if plain else frozenset()
    return Slot(words=words, of_class=_alternatives(word, classes) - words)


def _alternatives(word: str, classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The words that ``a|b|{class}`` stands for."""
    mark = SUBJECT if word.startswith(SUBJECT) else ""
    found: set[str] = set()
    for part in word.removeprefix(SUBJECT).split("|"):
        found |= classes[part[1:-1]] if part.startswith("{") else {part}
    return frozenset(mark + each for each in found)
