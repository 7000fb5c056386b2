"""The language of a text, as an ISO 639-1 code."""

from __future__ import annotations

import re

_ENOUGH_LETTERS = 40
_SAMPLE = 20_000
_DEFAULT = "en"
_SCRIPTS = (
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("ru", re.compile(r"[а-яА-ЯёЁ]")),
    ("el", re.compile(r"[α-ωΑ-Ω]")),
    ("he", re.compile(r"[א-ת]")),
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
    """Return the ISO 639-1 code of the language of ``text``, by the first 20,000 characters; never raises.

    Fewer than 40 letters are too few for the statistical model (py3langid): then the script decides, and Latin script
    or none is taken as English, the language that the reader reads.
    """
    sample = text[:_SAMPLE]
    letters = sum(char.isalpha() for char in sample)
    if letters < _ENOUGH_LETTERS:
        return _by_script(sample)
    from py3langid import classify

    code, _ = classify(sample)
    return str(code) if len(code) == 2 else _by_script(sample)  # a few labels have no ISO 639-1 code


def _by_script(text: str) -> str:
    return next((code for code, script in _SCRIPTS if script.search(text)), _DEFAULT)
