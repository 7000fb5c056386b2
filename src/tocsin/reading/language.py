"""The language of a text, as an ISO 639 code: by its script, its commonest words, and a statistical model."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise

from tocsin.reading.knowledge import rows

_ENOUGH_LETTERS = 40
_SAMPLE = 20_000
_ENGLISH = "en"
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_PARTICLES = frozenset(
    {"de", "del", "della", "la", "le", "les", "los", "las", "el", "al", "da", "das", "di", "dos", "du", "van", "von"}
    | {"der", "den", "ter", "ten", "bin", "y", "e", "i"}
)
"""Words of other languages that stand in names, also in English: "de Gaulle", "Los Angeles"."""

_FOREIGN_WORDS = 4
_SCRIPTS = (
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("ru", re.compile(r"[а-яА-ЯёЁ]")),
    ("el", re.compile(r"[α-ωΑ-Ω]")),
    ("he", re.compile(r"[א-ת]")),
    ("fa", re.compile(r"[پچژگ]")),
    ("ar", re.compile(r"[ء-ي]")),
    ("ja", re.compile(r"[ぁ-ヿ]")),
    ("ko", re.compile(r"[가-힣]")),
    ("zh", re.compile(r"[一-鿿]")),
    ("ka", re.compile(r"[ა-ჰ]")),
    ("hy", re.compile(r"[Ա-և]")),
    ("hi", re.compile(r"[ऀ-ॿ]")),
    ("th", re.compile(r"[ก-๛]")),
)


def detect(text: str) -> str:
    """Return the ISO 639 code of the language of ``text``, by the first 20,000 characters; never raises.

    In Latin letters the commonest words of some forty languages decide; where they do not, the statistical model
    (py3langid) does. A short text that shows nothing is taken as English, the language that the reader reads.
    """
    sample = text[:_SAMPLE]
    letters = sum(char.isalpha() for char in sample)
    if 2 * _count(_LATIN, sample) >= letters:
        return _in_latin_letters(sample)
    if letters < _ENOUGH_LETTERS:
        return _by_script(sample)
    return _by_model(sample) or _by_script(sample)


def other_language(passage: str) -> str | None:
    """The language of a passage that is plainly not English, inside a text that is; ``None`` for all others.

    A name, a title or a slogan in another language does not make the passage foreign.
    """
    letters = sum(char.isalpha() for char in passage)
    if letters >= _ENOUGH_LETTERS and _count(_LATIN, passage) * 4 < letters:
        return _by_script(passage)
    common = _common_words(_WORD.findall(passage))
    code, most = _best_other(common)
    return code if most >= _FOREIGN_WORDS and most > 2 * common[_ENGLISH] else None


def _in_latin_letters(text: str) -> str:
    words = _WORD.findall(text)
    common = _common_words(words)
    english = common[_ENGLISH]
    code, most = _best_other(common)
    accented = any(word.islower() and not word.isascii() for word in words)  # few English words are, besides names
    if most and most + accented > english:
        tied = [each for each, count in common.items() if count == most]
        said = _by_model(text) if len(tied) > 1 else code
        return said if said in tied else code
    if english * 5 >= max(len(words), 1):
        return _ENGLISH
    if (accented and not english) or english * 10 < len(words) >= 20:
        return _by_model(text) or _ENGLISH
    return _ENGLISH


def _common_words(words: list[str]) -> Counter[str]:
    """How many of ``words`` are among the commonest of each language, particles of names apart."""
    known = _languages_of_words()
    found: Counter[str] = Counter()
    before_name = False  # whether the word behind is a name, or a particle of one
    for before, word in reversed([*pairwise(["", *words])]):
        lower = word.lower()
        particle = before_name and lower in _PARTICLES and (lower != "der" or before.lower() in {"von", "van"})
        if not particle:
            found.update(known.get(lower, ()))
        before_name = particle or word[0].isupper()
    return found


def _best_other(common: Counter[str]) -> tuple[str, int]:
    others = ((code, count) for code, count in common.items() if code != _ENGLISH)
    return max(others, key=lambda each: (each[1], each[0]), default=("", 0))


def _by_model(text: str) -> str | None:
    from py3langid import classify

    code, _ = classify(text)
    return str(code) if len(code) == 2 else None  # a few labels have no ISO 639-1 code


def _by_script(text: str) -> str:
    return next((code for code, script in _SCRIPTS if script.search(text)), _ENGLISH)


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


@cache
def _languages_of_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for code, words in rows("languages.tsv"):
        for word in words.split():
            found[word].append(code)
    return {word: tuple(codes) for word, codes in found.items()}
