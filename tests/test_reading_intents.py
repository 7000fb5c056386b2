"""What a first sentence says a side will, will not or must do, without a word for the deed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from builders.reading import printed
from tocsin.core.claims import Event
from tocsin.core.vocabulary import Action, Status
from tocsin.reading.reader import EnglishReader


def events(text: str) -> tuple[Event, ...]:
    published = datetime(2026, 4, 15, 14, tzinfo=UTC)
    document = printed(text, published)
    return EnglishReader().read(document).events


@pytest.mark.parametrize(
    ("text", "action", "status", "actor"),
    [
        ("Norway will repaint every lighthouse of Iceland, a spokesman said.", Action.AGREE, Status.PLANNED, "NOR"),
        ("Norway will not repaint the lighthouse.", Action.REJECT, Status.REPORTED, "NOR"),
        ("Norway's foreign minister reiterated that Iceland must repaint it.", Action.REQUEST, Status.REPORTED, "NOR"),
    ],
)
def test_a_first_sentence_promises_refuses_or_demands(text: str, action: Action, status: Status, actor: str) -> None:
    (event,) = events(text)
    assert (event.action, event.status) == (action, status)
    assert event.actor is not None
    assert event.actor.country == actor


@pytest.mark.parametrize(
    "text",
    [
        "The choir sang. Norway will repaint the lighthouse.",
        "The lighthouse will gleam for a year.",
        "Norway will suffer for a year.",
        "Norway repainted the lighthouse.",
    ],
)
def test_later_sentences_things_fates_and_plain_deeds_promise_nothing(text: str) -> None:
    assert events(text) == ()


def test_an_act_that_has_a_name_is_told_alone() -> None:
    (event,) = events("Norway will visit Iceland and repaint the lighthouse.")
    assert event.action is Action.CONSULT
