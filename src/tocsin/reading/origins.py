"""Independent origins: ten outlets repeating one wire are one origin."""

from __future__ import annotations

import math
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable

from tocsin.core.material import Document

_WORD = re.compile(r"\w+")
_SHINGLE_WORDS = 5
_SKETCH = 256
_SAME_TEXT = 0.5


def origins(documents: Iterable[Document]) -> dict[str, str]:
    """Map the id of every document to its origin; copies of one text share one.

    A declared ``Document.origin`` is kept. A document joins the origin of the first earlier text whose five-word
    shingles overlap its own by half or more (Jaccard, estimated from the 256 smallest hashes). Earlier means by
    ``available_at``, then by id, so that the order of the argument does not matter. Texts of fewer than five words
    are compared whole. Memory is bounded by 256 numbers per document.
    """
    found: dict[str, str] = {}
    sketches: list[tuple[frozenset[int], str]] = []
    holders: dict[int, list[int]] = defaultdict(list)
    by_name: dict[str, str] = {}
    for document in sorted(documents, key=lambda item: (item.available_at, item.id)):
        sketch = _sketch(document.text)
        origin = by_name.get(document.origin) if document.origin else None
        origin = origin or _copied(sketch, sketches, holders) or document.origin or document.key
        if document.origin:
            by_name[document.origin] = origin
        found[document.id] = origin
        for value in sketch:
            holders[value].append(len(sketches))
        sketches.append((sketch, origin))
    return found


def _copied(
    sketch: frozenset[int], sketches: list[tuple[frozenset[int], str]], holders: dict[int, list[int]]
) -> str | None:
    """The origin of the earlier text that is most like this one, where it is like enough."""
    enough = math.ceil(_SAME_TEXT * len(sketch))  # the union is no smaller than the sketch
    rarest = sorted(sketch, key=lambda value: len(holders.get(value, ())))
    near = {index for value in rarest[: len(sketch) - enough + 1] for index in holders.get(value, ())}  # shares one
    shared = sorted((-len(sketch & sketches[index][0]), index) for index in near)
    for common, index in shared:
        if -common < enough:
            break
        other, origin = sketches[index]
        union = sorted(sketch | other)[:_SKETCH]
        if sum(value in sketch and value in other for value in union) >= _SAME_TEXT * len(union):
            return origin
    return None


def _sketch(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    last = max(1, len(words) - _SHINGLE_WORDS + 1) if words else 0
    hashes = {zlib.crc32(" ".join(words[i : i + _SHINGLE_WORDS]).encode("utf-8", "surrogatepass")) for i in range(last)}
    return frozenset(sorted(hashes)[:_SKETCH])
