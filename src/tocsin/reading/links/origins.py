"""Independent origins: ten outlets that print one agency's text are one origin, two reporters in one room are two."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from tocsin.core.material import Document

if TYPE_CHECKING:
    import numpy as np
    from datasketch import MinHash, MinHashLSH
    from numpy.typing import NDArray

_WORD = re.compile(r"\w+")
_QUOTE = re.compile(r"“[^“”]*”|\"[^\"\n]*\"|«[^«»]*»|„[^„“”]*[“”]")
_FIGURE = re.compile(r"\b\d[\d.,:]*\b")
_LONGEST = 200_000
"""Characters of a text that are compared; a copy shows itself long before."""
_SHINGLE = 5
"""Words in a row that are one feature of a text."""
_FEWEST_OWN = 30
"""Words outside quotation marks from which a text is known; one with fewer is compared with its quotes."""
_MOST = 4_096
"""Shingles kept of one text; of a longer one a sample, the same in every text, so that two can still be compared."""
_COPIED = 0.4
"""Share of the shorter text that stands in the other, from which one was made out of the other."""
_LEAST_ALIKE = 0.2
"""Share of all that both say; below it the longer one is a roundup that has more origins than this."""
_SAME_FIGURES = 0.5
"""Share of the fewer figures that stand in both; below it a form was filled in anew, such as a nightly bulletin."""
_IDENTICAL = 0.9
"""A text so like one that is known adds nothing by which others could be found."""
_ROWS, _BANDS = 2, 48
"""Two texts meet where one of 48 pairs of hashes agrees: sure from 0.3 on (99 of 100), likely at 0.2 (86 of 100)."""
_SEED = 1


def origins(documents: Iterable[Document]) -> dict[str, str]:
    """Map the id of every document to its origin; copies of one text share one, whatever was cut, added or re-headed.

    A declared ``Document.origin`` is kept. A document joins the origin of the earlier text that it shares most with,
    where two fifths of the shorter one's five-word shingles stand in the other, and most figures. What is quoted does
    not count, for two reporters at one press conference quote the same words. Earlier means by ``available_at``, then
    by id, so that the order of the argument does not matter. MinHash signatures find the candidates; the shingles
    themselves decide.
    """
    known = _Known()
    found: dict[str, str] = {}
    by_name: dict[str, str] = {}
    for document in sorted(documents, key=lambda item: (item.available_at, item.id)):
        declared = by_name.get(document.origin) if document.origin else None
        origin = found[document.id] = known.origin_of(document.text, declared, document.origin or document.key)
        if document.origin:
            by_name[document.origin] = origin
    return found


@dataclass(frozen=True, slots=True)
class _Text:
    shingles: NDArray[np.uint32]
    figures: frozenset[str]
    origin: str


class _Known:
    """The texts met so far, to be found again by what they share."""

    def __init__(self) -> None:
        self._texts: list[_Text] = []
        self._index: MinHashLSH = _datasketch().MinHashLSH(params=(_BANDS, _ROWS), num_perm=_BANDS * _ROWS)

    def origin_of(self, text: str, declared: str | None, own: str) -> str:
        """The origin of one more text: the declared one, else that of the text that it copies, else its own."""
        shingles = _shingles(text)
        if not len(shingles):
            return declared or own
        signature = _signature(shingles)
        figures = frozenset(_FIGURE.findall(text[:_LONGEST]))
        share, alike, copied = self._most_like(shingles, figures, signature)
        origin = declared or (copied if share >= _COPIED and copied is not None else own)
        if alike < _IDENTICAL or copied != origin:
            self._index.insert(len(self._texts), signature)
            self._texts.append(_Text(shingles, figures, origin))
        return origin

    def _most_like(
        self, shingles: NDArray[np.uint32], figures: frozenset[str], signature: MinHash
    ) -> tuple[float, float, str | None]:
        """How much of the shorter of two texts stands in both, how much of all, and the origin of the other one."""
        best: tuple[float, float, str | None] = (0.0, 0.0, None)
        for index in sorted(self._index.query(signature)):
            other = self._texts[index]
            if len(figures & other.figures) < _SAME_FIGURES * min(len(figures), len(other.figures)):
                continue
            share, alike = _overlap(shingles, other.shingles)
            if alike >= _LEAST_ALIKE and (share, alike) > best[:2]:
                best = (share, alike, other.origin)
        return best


def _overlap(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> tuple[float, float]:
    """The share of the smaller set that is in both, and of both together; sampled sets as far as both go."""
    import numpy as np

    last = min((kept[-1] for kept in (one, other) if len(kept) == _MOST), default=None)
    if last is not None:
        one, other = one[one <= last], other[other <= last]
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / max(1, min(len(one), len(other))), common / max(1, len(one) + len(other) - common)


def _shingles(text: str) -> NDArray[np.uint32]:
    """The hashes of every five words in a row, sorted; those of a text of fewer words as one."""
    import numpy as np

    folded = text[:_LONGEST].casefold()
    words = _WORD.findall(_QUOTE.sub(" ¶ ", folded))
    if len(words) < _FEWEST_OWN:
        words = _WORD.findall(folded)
    hashes = np.array([zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.uint32)
    width = min(_SHINGLE, len(hashes))
    rows = len(hashes) - width + 1 if width else 0
    mixed = np.zeros(rows, dtype=np.uint32)
    for at in range(width):
        mixed = mixed * np.uint32(0x9E3779B1) + hashes[at : at + rows]
    return np.unique(mixed)[:_MOST]


def _signature(shingles: NDArray[np.uint32]) -> MinHash:
    signature = _blank().copy()
    signature.update_batch(shingles)
    return signature


@cache
def _blank() -> MinHash:
    return _datasketch().MinHash(num_perm=_BANDS * _ROWS, seed=_SEED, hashfunc=int)


def _datasketch() -> Any:
    """The library of sketches, loaded where texts are compared: the command line must start fast."""
    import datasketch

    return datasketch
