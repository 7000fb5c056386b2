"""Whose word an event rests on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from builders.reading import printed
from tocsin.core.claims import Actor, Event
from tocsin.core.vocabulary import Officiality
from tocsin.reading.events.officiality import officiality_of
from tocsin.reading.reader import EnglishReader


def first_event(text: str) -> Event:
    published = datetime(2026, 4, 15, 14, tzinfo=UTC)
    document = printed(text, published)
    return EnglishReader().read(document).events[0]


@pytest.mark.parametrize(
    ("text", "officiality"),
    [
        ("Norway shelled a lighthouse on Monday, Iceland's defence ministry said.", Officiality.OFFICIAL),
        ("Norway shelled a lighthouse on Monday, officials said.", Officiality.UNNAMED),
        ("Norway shelled a lighthouse on Monday.", None),
    ],
)
def test_an_event_carries_the_best_voice_that_affirms_it(text: str, officiality: Officiality | None) -> None:
    assert first_event(text).attributes.officiality is officiality


@pytest.mark.parametrize(
    ("voice", "officiality"),
    [
        (Actor(name="Lars Holm", country="NOR", role="foreign minister"), Officiality.OFFICIAL),
        (Actor(name="Lars Holm", country="NOR", role="former foreign minister"), None),
        (Actor(name="Lars Holm"), None),
        (Actor(name="Norway", country="NOR"), Officiality.OFFICIAL),
        (Actor(name="Norway's foreign minister", country="NOR", role="foreign minister"), Officiality.OFFICIAL),
        (Actor(name="a Treasury official", country="NOR", role="official"), Officiality.UNNAMED),
        (Actor(name="two diplomats in Oslo"), Officiality.UNNAMED),
        (Actor(name="posts on a messaging channel"), Officiality.SOCIAL),
    ],
)
def test_a_voice_is_of_a_state_unnamed_or_anybodys(voice: Actor, officiality: Officiality | None) -> None:
    assert officiality_of([voice]) is officiality


def test_an_official_voice_outweighs_unnamed_ones_and_a_named_person_leaves_it_open() -> None:
    unnamed, official = Actor(name="officials"), Actor(name="Norway", country="NOR")
    assert officiality_of([unnamed, official]) is Officiality.OFFICIAL
    assert officiality_of([unnamed, Actor(name="Lars Holm")]) is None
    assert officiality_of([]) is None
