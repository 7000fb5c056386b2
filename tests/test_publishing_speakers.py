"""How a brief names who speaks: offices with their owner, ranks before the name, capitals as they were written."""

from __future__ import annotations

import pytest

from builders.publishing import a_document, a_source, material
from tocsin.core.claims import Actor
from tocsin.core.material import Span
from tocsin.publishing.english import takes_the
from tocsin.publishing.speakers import full_name, source_name


@pytest.mark.parametrize(
    ("text", "actor", "named"),
    [
        (
            "Colonel Ibran Sagare spoke on the radio.",
            Actor(name="Ibran Sagare", role="colonel", country="NOR"),
            "Colonel Ibran Sagare",
        ),
        ("Ibran Sagare, a colonel, spoke.", Actor(name="Ibran Sagare", role="colonel", country="NOR"), "Ibran Sagare"),
        (
            "Chief Justice Osk Talvari wrote the opinion.",
            Actor(name="Osk Talvari", role="chief justice", country="NOR"),
            "Chief Justice Osk Talvari",
        ),
        (
            "Osk Talvari, professor of law in Bergen, spoke.",
            Actor(name="Osk Talvari", role="professor", country="NOR"),
            "Osk Talvari",
        ),
        (
            "Governor Ines Quorn said that rates would fall.",
            Actor(name="Ines Quorn", role="governor", country="NOR"),
            "Governor Ines Quorn",
        ),
        (
            "The bank's governor, Ines Quorn, said so.",
            Actor(name="Ines Quorn", role="governor", country="NOR"),
            "Ines Quorn, the governor,",
        ),
        (
            "His agent, Pell Orvik, said so.",
            Actor(name="His agent, Pell Orvik"),
            "his agent, Pell Orvik,",
        ),
        (
            "Orvik, Vael and Company said so.",
            Actor(name="Orvik, Vael and Company"),
            "Orvik, Vael and Company",
        ),
        (
            "Foreign Minister Ines Quorn said so.",
            Actor(name="Ines Quorn", role="foreign minister", country="NOR"),
            "Ines Quorn, Norway's foreign minister,",
        ),
        (
            "Fleet commander threatens. On Monday Ordane's Fleet Commander Joren Vael said so.",
            Actor(name="Joren Vael", role="fleet commander"),
            "Joren Vael, the fleet commander,",
        ),
        (
            "The Tory leader Ines Quorn called for a vote.",
            Actor(name="Ines Quorn", role="tory leader", country="NOR"),
            "Ines Quorn, the Tory leader,",
        ),
        (
            "The head of the Harbour Safety Authority, Ines Quorn, said so.",
            Actor(name="Ines Quorn", role="head of harbour safety authority", country="NOR"),
            "Ines Quorn, the head of the Harbour Safety Authority,",
        ),
    ],
)
def test_a_speaker_is_named_with_what_the_text_says_of_them(text: str, actor: Actor, named: str) -> None:
    document = a_document("document:one", "source:radio", "One", text, material().as_of)
    assert full_name(actor, document) == named


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Thai defence ministry", "the Thai defence ministry"),
        ("Norwegian police", "the Norwegian police"),
        ("Local media", "local media"),
        ("Situation report of 29 December", "the situation report of 29 December"),
    ],
)
def test_a_source_keeps_the_capital_of_its_country(name: str, told: str) -> None:
    document = a_document("document:one", "source:one", "One", "Words.", material().as_of)
    assert source_name(a_source("source:one", name, "C"), document) == told


def test_what_the_text_calls_the_so_and_so_is_no_person() -> None:
    text = "The Blue Anchor said so."
    document = a_document("document:one", "source:radio", "One", text, material().as_of)
    span = Span(document=document.id, start=0, end=15, text="The Blue Anchor")
    assert full_name(Actor(name="Blue Anchor", span=span), document) == "the Blue Anchor"


def test_a_name_with_an_owner_in_it_takes_no_article() -> None:
    assert takes_the("Joint Chiefs of Staff")
    assert not takes_the("North Korea's Joint Chiefs of Staff")
