"""Who is meant: people, offices, states and bodies, resolved at the document's date as far as the tables go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tocsin.core.claims import Actor, Place
from tocsin.reading.parse import ParsedBlock

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """All who act or speak in one document, so that a surname, a role or a pronoun finds its person."""

    day: date
    blocks: Sequence[ParsedBlock]
    places: Sequence[Place]

    def actor(self, block: ParsedBlock, tokens: Tokens) -> Actor:
        """The actor that the noun phrase ``tokens`` means; unresolved ones keep their own words as name."""
        return Actor(name=tokens.text, span=block.span(tokens))


def find_cast(day: date, blocks: Sequence[ParsedBlock], places: Sequence[Place]) -> Cast:
    """Go through a parsed document once and gather who is named in it, with roles and countries."""
    return Cast(day=day, blocks=blocks, places=places)
