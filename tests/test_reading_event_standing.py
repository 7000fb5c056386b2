"""Which acts of an article are its events, whose they are and where each stands, over several sentences."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from builders.reading import printed
from tocsin.core.claims import Event
from tocsin.core.vocabulary import Action, Status
from tocsin.reading.reader import EnglishReader

PUBLISHED = datetime(2026, 4, 15, 14, tzinfo=UTC)
"""A Wednesday."""

LEAD = "The mayor of Bergen spoke on Tuesday. "
"""So that what follows does not open the text."""


def events(text: str) -> tuple[Event, ...]:
    document = printed(text, PUBLISHED)
    return EnglishReader().read(document).events


def of(action: Action, text: str) -> Event:
    """The one event of this kind in a text."""
    found = [event for event in events(text) if event.action is action]
    assert len(found) == 1, [(e.action.value, e.status.value, e.evidence.text) for e in events(text)]
    return found[0]


def none_of(action: Action, text: str) -> bool:
    return all(event.action is not action for event in events(text))


def doer(event: Event) -> str | None:
    return (event.actor.country or event.actor.name) if event.actor is not None else None


# ------------------------------------------------------------------------------------------- whose word an act rests on


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norway said its navy had shelled an Icelandic harbour on Monday.", Status.REPORTED),
        ("Iceland said the Norwegian navy had shelled a harbour on Monday.", Status.CLAIMED),
        ("A fisherman said the Norwegian navy had shelled a harbour on Monday.", Status.CLAIMED),
        ("Norwegian jets bombed two villages in Iceland on Monday, residents said.", Status.CLAIMED),
        ("Gunmen killed seven policemen in Bergen on Monday, officials said.", Status.REPORTED),
    ],
)
def test_what_a_side_tells_of_another_or_a_bystander_saw_is_a_claim(text: str, status: Status) -> None:
    assert of(Action.ASSAULT, text).status is status


def test_an_announcement_of_two_is_of_both() -> None:
    event = of(Action.AGREE, "Norway and Iceland announced a general ceasefire on Monday.")
    assert event.status is Status.REPORTED


@pytest.mark.parametrize(
    ("denial", "status"),
    [
        ("The army denied that President Osk Talvari had been detained.", Status.CLAIMED),
        ("The army denied that the state broadcaster had been seized.", Status.DISPUTED),
    ],
)
def test_a_denial_disputes_only_an_act_of_its_own_kind(denial: str, status: Status) -> None:
    lead = "Soldiers seized the state broadcaster in Bergen on Tuesday, a witness said."
    seized = [event for event in events(f"{lead}\n\n{denial}") if event.mode == "seize"]
    assert [event.status for event in seized] == [status]


def test_who_denies_a_part_in_it_does_not_dispute_an_act_of_nobody() -> None:
    event = of(
        Action.ASSAULT, "A harbour in Iceland was shelled on Monday, Iceland said. Norway denied any involvement."
    )
    assert event.status is not Status.DISPUTED


# ------------------------------------------------------------------------------------------------------ told only once


def test_a_toll_belongs_to_the_act_before_it() -> None:
    text = "The Norwegian navy shelled a harbour in Iceland on Monday. Two sailors were injured."
    event = of(Action.ASSAULT, text)
    assert doer(event) == "NOR"
    assert "shelled" in event.evidence.text


def test_a_verb_joined_to_another_carries_its_act_on() -> None:
    event = of(
        Action.ASSAULT, "Norway sank four ships and killed at least eight sailors between November 2019 and July 2021."
    )
    assert (doer(event), event.status) == ("NOR", Status.BACKGROUND)


def test_a_lead_and_the_full_story_tell_of_one_act() -> None:
    text = (
        "Gunfire on the border left two soldiers dead on Monday. The ministry spoke of a test of patience. "
        "Norwegian troops opened fire on positions near Akureyri on Monday."
    )
    event = of(Action.ASSAULT, text)
    assert doer(event) == "NOR"


def test_that_nobody_was_hurt_is_no_act() -> None:
    text = LEAD + "Norway shelled a harbour in Iceland on Monday. No civilians were hit."
    assert of(Action.ASSAULT, text).status is Status.REPORTED


def test_what_was_not_so_is_no_second_act() -> None:
    text = LEAD + "A man was run over by a bus in Bergen, police said, not shot."
    assert all(event.evidence.text != "not shot" for event in events(text))


# ----------------------------------------------------------------------------------------- conditions, offers, promises


@pytest.mark.parametrize(
    "text",
    [
        "Norway said it would answer if Iceland shelled the harbour.",
        "Norway said anyone shelling the harbour would be sorry.",
        "Norway was to have shelled the harbour on Monday.",
    ],
)
def test_a_condition_tells_of_no_act(text: str) -> None:
    assert none_of(Action.ASSAULT, LEAD + text)


def test_the_condition_of_a_promise_is_not_promised() -> None:
    assert none_of(Action.RETREAT, LEAD + "Norway promised to pay for the repairs if Iceland released the sailors.")


@pytest.mark.parametrize(
    "text",
    [
        "Norway's foreign minister offered to meet Icelandic negotiators on Saturday.",
        "Norway's foreign minister remains willing to meet Icelandic negotiators.",
        "Norwegian ministers meet in Bergen on Thursday.",
    ],
)
def test_a_meeting_that_is_offered_or_set_is_planned(text: str) -> None:
    event = of(Action.CONSULT, LEAD + text)
    assert (doer(event), event.status) == ("NOR", Status.PLANNED)


def test_help_that_is_promised_is_planned() -> None:
    event = of(Action.AID, LEAD + "Norway promised 60 million euros in aid.")
    assert event.status is Status.PLANNED


def test_what_others_expect_of_a_side_is_no_threat_of_its_own() -> None:
    assert none_of(Action.THREATEN, LEAD + "Norway is expected to bomb the harbour in Iceland on Friday.")


def test_a_side_that_will_close_its_own_waters_threatens_nobody() -> None:
    event = of(Action.COERCE, LEAD + "Norway said it would close the channel to night traffic until April 22.")
    assert (doer(event), event.status) == ("NOR", Status.PLANNED)


def test_what_is_done_until_a_day_to_come_is_done() -> None:
    event = of(Action.COERCE, LEAD + "Norway closed the border with Iceland until June 23.")
    assert event.status is Status.REPORTED


# ------------------------------------------------------------------------------------------------ accused, denied, said


@pytest.mark.parametrize(
    "text",
    [
        "Icelandic police accused Norwegian troops of firing mortars at a farm on Monday, wounding two farmers.",
        "Iceland accused Norwegian troops of having shelled a farm.",
    ],
)
def test_a_deed_that_somebody_is_accused_of_is_claimed_of_the_accused(text: str) -> None:
    event = of(Action.ASSAULT, LEAD + text)
    assert (doer(event), event.status) == ("NOR", Status.CLAIMED)


def test_an_allegation_against_nobody_is_no_event() -> None:
    assert none_of(Action.ACCUSE, LEAD + "The party met in Oslo, alleging that the votes had been altered.")


def test_to_condemn_a_deed_is_an_event_without_naming_its_doer() -> None:
    event = of(Action.ACCUSE, LEAD + "Norway condemned the raid.")
    assert doer(event) == "NOR"


def test_a_request_to_nobody_in_particular_is_an_event_of_a_state() -> None:
    assert doer(of(Action.REQUEST, LEAD + "Norway appealed for calm.")) == "NOR"


@pytest.mark.parametrize(
    ("denial", "is_event"),
    [
        ("Norway flatly denied firing first.", True),
        ("Norway dismissed the claim as a fairy tale.", True),
        ("Norway denied that its ships had been in the area.", False),
    ],
)
def test_a_denial_is_an_event_where_it_answers_and_not_where_it_settles_a_point(denial: str, is_event: bool) -> None:
    text = (
        "Iceland said that Norwegian ships had shelled a harbour on Monday. "
        + denial
        + " The weather in Akureyri was calm all week, with little wind, and the boats went out."
    )
    assert none_of(Action.REJECT, text) is not is_event


def test_what_the_paper_sets_beside_a_claim_is_its_own_report() -> None:
    text = (
        "Norway's opposition on Tuesday rejected the result, alleging that votes had been altered over the weekend, "
        "as police in Bergen arrested eleven protesters."
    )
    event = of(Action.COERCE, text)
    assert (event.status, event.supported_by) == (Status.REPORTED, ())


def test_an_act_that_has_not_happened_so_far_is_no_history() -> None:
    event = of(Action.ASSAULT, LEAD + "Norway has carried out no strikes on Iceland this year, an official said.")
    assert event.status is Status.NEGATED


# ------------------------------------------------------------------------------------------------------------ who acts


def test_the_owner_of_a_ship_is_the_firm_behind_the_word() -> None:
    event = of(Action.REJECT, "The ship's owner, Halvard Lines, rejected the offer on Monday.")
    assert doer(event) == "Halvard Lines"


def test_what_kills_is_no_doer() -> None:
    event = of(Action.ASSAULT, LEAD + "Five Icelandic soldiers have been killed by mines and snipers this month.")
    assert event.actor is None


def test_who_answers_with_an_act_does_it() -> None:
    event = of(Action.SANCTION, LEAD + "Iceland followed on Friday with a ban on Norwegian carriers.")
    assert doer(event) == "ISL"


def test_who_shoots_a_plane_down_attacks_and_who_shoots_a_drone_down_is_attacked() -> None:
    plane = of(Action.ASSAULT, LEAD + "Norway's air force shot down an Icelandic plane on Monday.")
    drone = of(Action.ASSAULT, LEAD + "Norway's air force shot down an Icelandic drone on Monday.")
    assert (doer(plane), doer(drone)) == ("NOR", "ISL")


def test_air_defences_of_nobody_named_are_those_of_who_speaks_of_them() -> None:
    event = of(Action.ASSAULT, LEAD + "Norway claimed that air defences had shot down a spotter aircraft on Monday.")
    assert doer(event) == "NOR"


def test_both_sides_are_the_two_of_the_lead() -> None:
    text = (
        "Norway shelled a harbour in Iceland on Monday. Denmark urged restraint. "
        "The two sides signed a fishing accord in 2019."
    )
    event = of(Action.AGREE, text)
    assert {doer(event), event.recipient.country if event.recipient else None} == {"NOR", "ISL"}


def test_a_pact_of_nobody_named_is_between_the_two_of_the_text() -> None:
    text = (
        "Norway shelled a harbour in Iceland on Monday. Iceland arrested nine Norwegian sailors. "
        "A fishing accord was signed in 2019."
    )
    event = of(Action.AGREE, text)
    assert {doer(event), event.recipient.country if event.recipient else None} == {"NOR", "ISL"}


def test_a_minister_who_faces_the_other_side_is_of_the_one() -> None:
    text = (
        "Norwegian boats rammed an Icelandic trawler on Monday. Norway and Iceland have quarrelled over herring. "
        "Icelandic crews were hurt. A day later Defence Minister Jon Halldal arrested nine Norwegian sailors."
    )
    assert {doer(event) for event in events(text) if event.action is Action.COERCE} == {"ISL"}


def test_a_round_of_something_is_what_it_is_a_round_of() -> None:
    assert none_of(Action.CONSULT, LEAD + "A second round of Norwegian exercises is planned for June.")
