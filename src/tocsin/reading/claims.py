"""Who said what in one document: sayings with their speakers, acts and links, as claims."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tocsin.core.claims import Claim
from tocsin.core.material import Document, Span
from tocsin.core.vocabulary import Stance
from tocsin.reading.actors.cast import Cast
from tocsin.reading.attribution.interviews import find_interview, without_answers
from tocsin.reading.attribution.parts import Part, parts_of
from tocsin.reading.attribution.sayings import Saying, find_sayings
from tocsin.reading.attribution.speakers import with_speakers
from tocsin.reading.attribution.stance import is_hedged
from tocsin.reading.links.answers import answered
from tocsin.reading.text.parse import ParsedBlock
from tocsin.reading.text.segment import Layout

_DEEDS = frozenset({Stance.ACCEPTS, Stance.REFUSES, Stance.PROMISES, Stance.PROPOSES, Stance.THREATENS})
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def find_claims(
    document: Document, layout: Layout, blocks: Sequence[ParsedBlock], cast: Cast, made_by: str
) -> tuple[Claim, ...]:
    """Every claim in a document, in the order of its text.

    A claim that the text itself sets against another one answers it. The paper's own statements are no claims.
    """
    year = document.published_at.year if document.is_dated else 0
    answers = find_interview(document.text, layout, blocks)
    told = [*answers, *find_sayings(layout, without_answers(blocks, answers))]
    sayings = [saying for saying in told if not _is_history(saying, year)]
    sayings.sort(key=lambda saying: saying.block.offset)
    parts = with_speakers([part for saying in sayings for part in parts_of(saying, cast)], cast)
    keys = [f"{document.key}#c{number}" for number in range(1, len(parts) + 1)]
    return tuple(
        _claim(document, part, key, keys[target] if target is not None else None, made_by)
        for (part, target), key in zip(answered(parts), keys, strict=True)
    )


def _is_history(saying: Saying, year: int) -> bool:
    """Whether a deed done with words is told of a year gone by: "accepted the plan in 2023" is no news of a claim."""
    if saying.frame.shape not in {"to", "object", "gerund"} or saying.frame.stance not in _DEEDS:
        return False
    who = saying.frame.source
    aside = {w.i for w in who.subtree} if who is not None else set()
    years = [int(w.text) for w in saying.frame.anchor.subtree if w.i not in aside and _YEAR.fullmatch(w.text)]
    return bool(years) and max(years) < year


def _claim(document: Document, part: Part, key: str, answers: str | None, made_by: str) -> Claim:
    saying = part.saying
    return Claim(
        key=key,
        available_at=document.available_at,
        made_by=made_by,
        document=document.id,
        speaker=part.speaker,
        stance=part.stance,
        content=_span(document, part.pieces[0][0], part.pieces[-1][1]),
        cue=_span(document, *saying.cue) if saying.cue else None,
        about=part.about,
        pieces=part.pieces if len(part.pieces) > 1 else (),
        answers=answers,
        quoted=saying.quoted,
        hedged=is_hedged(part.head, saying.frame.anchor),
        negated=part.negated,
        reader_score=saying.score,
    )


def _span(document: Document, start: int, end: int) -> Span:
    return Span(document=document.id, start=start, end=end, text=document.text[start:end])
