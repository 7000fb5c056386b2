"""Who said what in one document: sayings with their speakers, acts and links, as claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.core.claims import Actor, Claim
from tocsin.core.material import Document, Span
from tocsin.core.vocabulary import Stance
from tocsin.reading.actors import Cast
from tocsin.reading.grammar import child, noun_phrase
from tocsin.reading.parse import ParsedBlock
from tocsin.reading.sayings import Piece, Saying, find_sayings
from tocsin.reading.segment import Layout
from tocsin.reading.stance import is_hedged, is_negated_content, stance_of
from tocsin.reading.syntax import own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_OWN = frozenset({"i", "we", "he", "she", "they", "it"})
_OWNERS = frozenset({"his", "her", "its", "their", "our", "my"})
_PARTY = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One proposition of a saying, with its own act."""

    saying: Saying
    head: Token
    pieces: tuple[Piece, ...]
    speaker: Actor | None
    stance: Stance
    negated: bool


def find_claims(
    document: Document, layout: Layout, blocks: Sequence[ParsedBlock], cast: Cast, made_by: str
) -> tuple[Claim, ...]:
    """Every claim in a document, in the order of its text.

    A claim that the text itself sets against an earlier one answers it. The paper's own statements are no claims.
    """
    parts = [part for saying in find_sayings(layout, blocks) for part in _parts(saying, cast)]
    return tuple(_claim(document, part, number, made_by) for number, part in enumerate(parts, start=1))


def _claim(document: Document, part: Part, number: int, made_by: str) -> Claim:
    saying = part.saying
    start, end = part.pieces[0][0], part.pieces[-1][1]
    return Claim(
        key=f"{document.key}#c{number}",
        available_at=document.available_at,
        made_by=made_by,
        document=document.id,
        speaker=part.speaker,
        stance=part.stance,
        content=_span(document, start, end),
        cue=_span(document, *saying.cue) if saying.cue else None,
        pieces=part.pieces if len(part.pieces) > 1 else (),
        quoted=saying.quoted,
        hedged=is_hedged(part.head, saying.frame.anchor),
        negated=part.negated,
        reader_score=0.7,
    )


def _span(document: Document, start: int, end: int) -> Span:
    return Span(document=document.id, start=start, end=end, text=document.text[start:end])


def _parts(saying: Saying, cast: Cast) -> Iterator[Part]:
    speaker = _speaker(saying, cast)
    words = _words(saying, saying.pieces)
    head = saying.frame.head
    negated = is_negated_content(head, words)
    own = _is_own(saying, head, speaker, cast)
    stance = stance_of(saying.frame.stance, saying.frame.shape, head, words, own=own, negated=negated)
    yield Part(saying=saying, head=head, pieces=saying.pieces, speaker=speaker, stance=stance, negated=negated)


def _words(saying: Saying, pieces: Sequence[Piece]) -> list[Token]:
    offset = saying.block.offset
    return [w for w in saying.block.doc if any(a <= w.idx + offset < b for a, b in pieces)]


def _speaker(saying: Saying, cast: Cast) -> Actor | None:
    source = saying.frame.source
    if source is None:
        return None
    positions = noun_phrase(source)
    return cast.actor(saying.block, saying.block.doc[min(positions) : max(positions) + 1])


def _is_own(saying: Saying, head: Token, speaker: Actor | None, cast: Cast) -> bool | None:
    """Whether the speaker's own side acts in the content; ``None`` where that cannot be told."""
    who = own_subject(head)
    if who is None:
        return True if saying.frame.shape in {"to", "gerund"} else None
    if who.lower_ in _OWN:
        return True
    owner = child(who, "poss")
    if owner is not None and owner.lower_ in _OWNERS:
        return True
    if who.pos_ not in _PARTY:
        return None
    positions = noun_phrase(who)
    actor = cast.actor(saying.block, saying.block.doc[min(positions) : max(positions) + 1])
    if speaker is not None and (actor.name == speaker.name or (actor.country and actor.country == speaker.country)):
        return True
    return False if actor.country else None
