"""A little English, from word lists: past tenses of speech verbs, articles of names, sentences around a span."""

from __future__ import annotations

import itertools
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_ADVERB = re.compile(r"[a-z]+ly$")
_MANNER = frozenset(("also", "first", "later", "again", "then", "once", "even", "still", "now", "already", "earlier"))
_VERBS_IN_LY = frozenset(("reply", "imply", "rely", "apply", "comply"))
_VOWEL_Y = re.compile(r"[aeiou]y$")
_DOUBLING = re.compile(
    r"(?:\b(?:qu|[^aeiou])*[aeiou][bdgmnprt]|(?:de|in|con|pre|re|trans)fer|(?:con|in|re)cur|(?:ad|com|o|per|sub|trans)mit"
    r"|regret)$"
)
"""Stems that double their last letter: ``nod``, ``quip``, ``refer``, ``admit``; not ``offer``, not ``limit``."""
_BOUNDARY = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])|\n\s*\n")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Capt|Adm|Gov|Sen|Rep|St|vs|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct"
    r"|Nov|Dec|Inc|Co|Corp|Ltd))\.$"
)
_WINDOW = 700


@cache
def word_lists() -> dict[str, Any]:
    """The word lists of the composer."""
    return tomllib.loads(files("tocsin.publishing").joinpath("data/words.toml").read_text(encoding="utf-8"))


@cache
def possessives() -> dict[str, str]:
    """``Russia's`` for RUS: whose minister it is."""
    return tomllib.loads(files("tocsin.publishing").joinpath("data/countries.toml").read_text(encoding="utf-8"))


def past_tense(verb: str) -> str:
    """The simple past of a verb of speech in any form: ``claims``, ``labeling``, ``denied`` (kept)."""
    word = verb.lower()
    irregular = word_lists()["past"].get(word)
    if irregular:
        return str(irregular)
    if word in word_lists()["past"].values() or word.endswith("ed"):
        return word
    if word.endswith("ing") and len(word) > 5:
        return _with_ed(word[:-3])
    if word.endswith("ies"):
        return word[:-3] + "ied"
    if re.search(r"(?:ss|sh|ch|x|z)es$", word):
        return word[:-2] + "ed"
    if word.endswith("s") and not word.endswith("ss"):
        return _with_ed(word[:-1])
    return _with_ed(word)


def _with_ed(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    if stem.endswith("y") and not _VOWEL_Y.search(stem):
        return stem[:-1] + "ied"
    return stem + stem[-1:] + "ed" if _DOUBLING.search(stem) else stem + "ed"


def is_adverb(word: str) -> bool:
    """Whether a word beside a verb is one of manner: ``categorically``."""
    plain = word.lower()
    return plain in _MANNER or (bool(_ADVERB.fullmatch(plain)) and plain not in _VERBS_IN_LY)


def takes_the(name: str) -> bool:
    """Whether a body's name needs *the* before it: ``Halvessa Courier``, not ``Strait Radio``."""
    words = name.split()
    heads = _heads()
    if not words or words[0].lower() == "the" or any(word.endswith(("'s", "’s", "s'", "s’")) for word in words[:3]):
        return False
    return words[-1] in heads or _before_of(words) in heads


def _before_of(words: list[str]) -> str:
    return next((before for before, word in itertools.pairwise(words) if word in ("of", "for", "on")), "")


@cache
def _heads() -> frozenset[str]:
    return frozenset(word_lists()["the"].split())


def has_head_noun(name: str) -> bool:
    """Whether a name has the noun of a body in it (Ministry, Institute), and so is no person's."""
    return any(word in _heads() for word in name.split())


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence of ``text`` that holds ``start`` to ``end``, at most a few hundred characters beyond it."""
    begin = max(0, start - _WINDOW)
    for match in _BOUNDARY.finditer(text, begin, min(len(text), start + 1)):
        if match.end() <= start and not _is_abbreviation(text, match.start()):
            begin = match.end()
    stop = min(len(text), end + _WINDOW)
    closing = max(start, end - 1)
    for match in _BOUNDARY.finditer(text, closing, min(len(text), stop + 4)):
        if not _is_abbreviation(text, match.start()):
            stop = match.end() if match.group().strip() else match.start()
            break
    piece = text[begin:stop]
    if not piece.strip():
        return start, end
    lead = len(piece) - len(piece.lstrip())
    return begin + lead, begin + len(piece.rstrip())


def _is_abbreviation(text: str, dot: int) -> bool:
    return text[dot] == "." and bool(_ABBREVIATION.search(text[max(0, dot - 8) : dot + 1]))


def one_line(text: str) -> str:
    """``text`` without line breaks, control and private-use characters: fit to stand inside a sentence."""
    plain = text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)
    return " ".join(plain.split())


def balanced(text: str) -> str:
    """``text`` with curly double quotes, every one closed: what a cut left open is closed, a stray end taken out."""
    parts: list[str] = []
    is_open = False
    for given in text:
        character = ("”" if is_open else "“") if given == '"' else given
        if character == "“":
            if is_open:
                continue
            is_open = True
        elif character == "”":
            if not is_open:
                continue
            is_open = False
        parts.append(character)
    return "".join(parts) + ("”" if is_open else "")


def inner(text: str) -> str:
    """Words fit to stand inside double quotation marks."""
    return one_line(text).replace("“", "‘").replace("”", "’").replace('"', "'")
