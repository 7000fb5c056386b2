"""What has the words of an act and is none: mishaps, tolls, suppositions, money taken, things told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from builders.reading import printed
from tocsin.core.claims import Event
from tocsin.core.vocabulary import Action, Status
from tocsin.reading.reader import EnglishReader

PUBLISHED = datetime(2026, 4, 15, 14, tzinfo=UTC)
"""A Wednesday."""


def events(text: str) -> tuple[Event, ...]:
    document = printed(f"The mayor of Bergen spoke on Tuesday. {text}", PUBLISHED)
    return EnglishReader().read(document).events


def of(action: Action, text: str) -> Event:
    """The one event of this kind in a text."""
    found = [event for event in events(text) if event.action is action]
    assert len(found) == 1, [(e.action.value, e.status.value, e.evidence.text) for e in events(text)]
    return found[0]


@pytest.mark.parametrize(
    "text",
    [
        "The home ministry put the death toll at 84.",
        "Officials put the death count in Bergen at 300 on Monday.",
        "Norway's health ministry has put the death figure at 12.",
        "At least 84 people were killed and hundreds injured when a magnitude 6.3 earthquake struck Norway on Friday.",
        "The flood killed 12 people in Bergen and destroyed hundreds of houses, officials said.",
        "The blight, which has destroyed a third of the Norwegian crop, reached Iceland in March.",
        "Twelve Norwegian hikers were killed when a storm hit Iceland on Monday.",
        '"Dengue threatens half of the people of Norway," Minister Osk Talvari said.',
        "The drought threatens Iceland with famine.",
    ],
)
def test_tolls_and_mishaps_are_nobodys_deeds(text: str) -> None:
    assert events(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The junta put three officers to death on Monday.",
        "Norwegian shelling killed 12 people in a flood shelter in Bergen on Monday.",
        "A wave of drones killed 12 people in Bergen on Monday, Norway's army said.",
        "Norwegian soldiers killed nine people in Iceland on Monday as a storm raged.",
    ],
)
def test_killing_beside_a_mishap_is_told(text: str) -> None:
    assert any(event.action is Action.ASSAULT for event in events(text))


def test_the_second_of_two_passives_names_nobody_who_acts() -> None:
    told = events("Three Norwegian soldiers were killed and dozens wounded near Bergen on Monday.")
    assert all(event.actor is None for event in told if event.action is Action.ASSAULT)
    assert told


@pytest.mark.parametrize(
    "text",
    [
        "Suppose, instead, that Norway blockaded the port of Bergen: Iceland would protest and impose sanctions.",
        "Imagine that Norway attacks Iceland tomorrow. Denmark would send troops.",
        "What if Norway invaded Iceland? Denmark would impose sanctions on Oslo.",
        "Let us assume Norway bombs Bergen. Iceland would cut ties with Oslo.",
        "Let's say Norway seized the island on Monday.",
    ],
)
def test_what_the_reader_is_bidden_to_suppose_is_no_event(text: str) -> None:
    assert events(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Say what you like, Norway attacked Iceland on Monday.",
        "Norway attacked Iceland on Monday. Iceland would protest, it said.",
    ],
)
def test_what_is_told_without_a_supposition_stays(text: str) -> None:
    assert of(Action.ASSAULT, text).status is Status.REPORTED


def test_to_call_on_somebody_is_a_request_and_no_call() -> None:
    told = of(Action.REQUEST, "Norway called on the president of Iceland to step down.")
    assert told.recipient is not None
    assert told.recipient.country == "ISL"
    assert of(Action.CONSULT, "The Norwegian president called the Icelandic prime minister on Monday.")


@pytest.mark.parametrize(
    "text",
    [
        "The Norwegian minister accepted 2.3 million euros from Iceland, the court heard.",
        "The Norwegian minister accepted bribes from Iceland on Monday.",
        'The judge told the Norwegian defendant he had "betrayed the office he held".',
        "Norway told Iceland that its ships were ready.",
        "The Norwegian minister refused to say how much the ship cost.",
        "The Icelandic foreign ministry declined to answer questions.",
    ],
)
def test_taking_money_telling_and_keeping_silent_are_no_dealings_between_sides(text: str) -> None:
    assert not {Action.AGREE, Action.REQUEST, Action.REJECT} & {event.action for event in events(text)}


def test_who_is_told_to_do_something_is_asked_to() -> None:
    assert of(Action.REQUEST, "Norway told Iceland to withdraw its troops.").status is Status.REPORTED


@pytest.mark.parametrize(
    "text",
    [
        "Norwegian jets bombed a harbour in Iceland on 4 June.",
        "Two Norwegian villages were shelled by Iceland on 3 May.",
    ],
)
def test_a_past_tense_is_no_plan_whatever_its_day(text: str) -> None:
    assert of(Action.ASSAULT, text).status in {Status.REPORTED, Status.BACKGROUND}


@pytest.mark.parametrize(
    "text",
    [
        "Norway looks forward to meeting Iceland on Monday.",
        '"We look forward to working with Iceland," President Osk Talvari of Norway said.',
    ],
)
def test_what_one_looks_forward_to_is_planned(text: str) -> None:
    assert [event.status for event in events(text)] == [Status.PLANNED]


@pytest.mark.parametrize(
    "text",
    [
        "City attacked from the first whistle in a 3-1 win, and United's defence was destroyed by a late attack.",
        "Norway attacked throughout the match and striker Lars Holm scored before half-time, the referee said.",
        "The midfielder destroyed Iceland on Saturday in a 2-0 victory in the league.",
    ],
)
def test_play_is_no_fighting(text: str) -> None:
    assert all(event.action is not Action.ASSAULT for event in events(text))


def test_fighting_in_a_text_that_names_a_match_is_told() -> None:
    text = (
        "Norwegian troops attacked a village in Iceland on Monday as a league match ended in a 3-1 win, said a coach."
    )
    assert of(Action.ASSAULT, text).status is Status.REPORTED


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("China pledged $2 million in aid.", Action.AID),
        ("Norwegian President Osk Talvari denied the charge.", Action.REJECT),
        ("Iceland condemned the shelling of Bergen on Sunday.", Action.ACCUSE),
        ("Denmark denounced the arrests in Iceland.", Action.ACCUSE),
    ],
)
def test_money_charges_and_the_place_of_a_deed_are_no_parties(text: str, action: Action) -> None:
    assert of(action, text).recipient is None


@pytest.mark.parametrize(
    "text",
    ["Iceland condemned Norway's shelling of Bergen on Sunday.", "Iceland condemned the attack on Denmark by Norway."],
)
def test_whose_deed_it_is_is_condemned(text: str) -> None:
    condemned = of(Action.ACCUSE, text).recipient
    assert condemned is not None
    assert condemned.country == "NOR"


def test_who_turns_an_offer_down_acts() -> None:
    told = of(Action.REJECT, "Norway's offer was rejected by Iceland on Monday.")
    assert told.actor is not None
    assert told.recipient is not None
    assert (told.actor.country, told.recipient.country) == ("ISL", "NOR")


def test_what_is_sent_does_not_send() -> None:
    assert of(Action.MOBILIZE, "Two minesweepers had been sent to Iceland.").actor is None
    sender = of(Action.MOBILIZE, "Norwegian troops were deployed to Iceland on Monday.").actor
    assert sender is not None
    assert sender.country == "NOR"


def test_to_escort_is_to_take_away_only_where_a_port_is_named() -> None:
    text = "The navy of Norway will escort merchant ships through the strait from Monday."
    assert [event.action for event in events(text)] == [Action.MOBILIZE]
    assert of(Action.COERCE, "Norwegian navy boats escorted the Icelandic trawler to port on Monday.")


def test_the_ground_of_an_act_is_no_act() -> None:
    assert events("Under the terms of the agreement, Norway will receive an upfront payment.") == ()


@pytest.mark.parametrize(
    "text",
    [
        'Iceland\'s border committee rejected the figure as "invented".',
        'The Norwegian chairwoman dismissed the talk of tampering as "rumour".',
    ],
)
def test_a_point_of_detail_is_disputed_and_not_turned_down(text: str) -> None:
    assert all(event.action is not Action.REJECT for event in events(text))


def test_an_offer_is_nobody() -> None:
    assert of(Action.REJECT, "Iceland rejected the offer on Monday.").recipient is None


@pytest.mark.parametrize("adverb", ["allegedly", "reportedly", "apparently"])
def test_an_adverb_of_hearsay_makes_an_act_a_claim(adverb: str) -> None:
    text = f"Norwegian forces {adverb} shelled a village in Iceland on Monday."
    assert of(Action.ASSAULT, text).status is Status.CLAIMED


@pytest.mark.parametrize(
    "text",
    ["The union threatened to go on strike in Bergen.", "Norwegian pilots threatened to go on strike over pay."],
)
def test_a_strike_of_workers_is_no_weapon(text: str) -> None:
    assert of(Action.THREATEN, text).attributes.weapon is None


def test_who_is_expelled_from_a_state_is_expelled_by_it() -> None:
    told = of(Action.COERCE, "Three Danish reporters were expelled from Iceland on Monday.")
    assert told.actor is not None
    assert told.actor.country == "ISL"


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("The ferry had struck a mine off Kalis on Tuesday, the harbour master said.", "the ferry"),
        ("A tanker exploded off Kalis on Tuesday.", "tanker"),
        ("A bus hit a landmine near Kalis on Tuesday.", "bus"),
    ],
)
def test_what_strikes_a_mine_or_explodes_has_attacked_nobody(text: str, hit: str) -> None:
    event = of(Action.ASSAULT, text)
    assert event.actor is None
    assert event.recipient is not None
    assert hit in event.recipient.name.lower()


def test_what_blows_up_by_itself_was_not_attacked() -> None:
    assert [e for e in events("The boat had blown up by itself, the navy said.") if e.action is Action.ASSAULT] == []
