"""Words that are the act, acts that are set, proposed, alleged or presupposed, and what is said in passing only."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from builders.reading import printed
from tocsin.core.claims import Event
from tocsin.core.vocabulary import Action, Status
from tocsin.reading.reader import EnglishReader

LEAD = "The mayor of Bergen spoke on Tuesday.\n\n"
READER = EnglishReader()
WEDNESDAY = datetime(2026, 4, 15, 14, tzinfo=UTC)


def events(text: str, published: datetime = WEDNESDAY) -> tuple[Event, ...]:
    document = printed(text, published)
    return READER.read(document).events


def told(sentence: str) -> list[tuple[str, str | None, str]]:
    """The acts of a sentence that opens no text: what, by whom, and how it stands."""
    return [(e.action.value, _who(e), e.status.value) for e in events(LEAD + sentence)]


def _who(event: Event) -> str | None:
    return (event.actor.country or event.actor.name) if event.actor is not None else None


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Oslo mocked the claim.", ("REJECT", "NOR", "reported")),
        ("Minister Ada Holm of Norway called that a lie.", ("REJECT", "NOR", "reported")),
        ("The U.N. mission appealed to both sides to respect the armistice.", ("REQUEST", "UN", "reported")),
        ("Rebels rejected the offer within hours.", ("REJECT", "rebels", "reported")),
        ("The accusation was rejected in Oslo.", ("REJECT", "NOR", "reported")),
        (
            "The captors, a wing of the Blue Front, threatened to behead a hostage.",
            ("THREATEN", "Blue Front", "threatened"),
        ),
        ("Seoul warned that any new test would lead to sanctions.", ("THREATEN", "KOR", "threatened")),
    ],
)
def test_words_are_an_act_whoever_has_no_state(sentence: str, act: tuple[str, str, str]) -> None:
    assert [(action, (who or "").lower(), status) for action, who, status in told(sentence)] == [
        (act[0], act[1].lower(), act[2])
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway is preparing to bar Swedish lorries from next Monday.",
        "Norway is about to blacklist two Swedish banks.",
        "A ban on Swedish trucks takes effect on May 1.",
    ],
)
def test_a_sanction_that_is_set_without_a_condition_is_planned_and_no_threat(sentence: str) -> None:
    assert [(action, status) for action, _, status in told(sentence)] == [("SANCTION", "planned")]


def test_a_sanction_on_a_condition_is_a_threat() -> None:
    assert ("THREATEN", "NOR", "threatened") in told("Norway said it would bar Swedish lorries if talks fail.")


def test_a_proposal_to_meet_is_a_meeting_that_is_planned() -> None:
    sentence = "Norway's minister proposed that talks be held in Geneva in the second week of May."
    assert [(action, status) for action, _, status in told(sentence)] == [("CONSULT", "planned")]


@pytest.mark.parametrize(
    "day",
    ["last week", "overnight", "on Friday", "since March"],
)
def test_a_deed_that_somebody_is_accused_of_is_told_where_it_has_a_day(day: str) -> None:
    found = told(f"Norway accused Iceland of breaking into its ministry's network {day}.")
    assert [action for action, _, _ in found] == ["ACCUSE", "COERCE"]
    assert found[1][1:] == ("ISL", "claimed")


def test_a_deed_without_a_day_is_only_what_the_accusation_says() -> None:
    assert [action for action, _, _ in told("Norway accused Iceland of arming smugglers.")] == ["ACCUSE"]


def test_what_a_demand_takes_for_granted_has_happened() -> None:
    found = told("Norway urged Iceland to respect the truce signed in October 2020.")
    assert ("AGREE", "background") in [(action, status) for action, _, status in found]


def test_what_cannot_be_ruled_out_is_no_denial() -> None:
    found = told("Another Icelandic raid on Norway cannot be ruled out before May 1.")
    assert found == [("ASSAULT", "ISL", "hypothetical")]


def test_a_condition_without_if_is_a_condition() -> None:
    found = told("Norway will leave the pact should the board condemn it.")
    assert all(action is not Action.ACCUSE.value for action, _, _ in found)


def test_the_clause_of_a_report_is_not_passive() -> None:
    found = told("A Dane denied a report that Icelandic troops had taken part in a raid in Dakar.")
    assert ("ASSAULT", "ISL", "disputed") in found


def test_police_act_at_home() -> None:
    assert ("COERCE", "SVK", "reported") in told("In Kosice, police used water cannon against strikers.")


@pytest.mark.parametrize(
    "sentence",
    [
        "The ambassador of Norway thanked Iceland for its help.",
        "Norway's embassy advised its citizens to stay indoors.",
        "His office said the premier of Norway would chair the cabinet meeting on Tuesday.",
        "Norway freed two men convicted of spying.",
    ],
)
def test_courtesies_advice_and_routine_are_no_events(sentence: str) -> None:
    assert [action for action, _, _ in told(sentence) if action != "RETREAT"] == []


def test_a_refusal_and_a_denial_of_one_side_are_two_acts() -> None:
    text = "Norway ruled out talks with Iceland before Friday. Norway mocked the claim that it had fired."
    assert len([action for action, _, _ in told(text) if action == "REJECT"]) == 2


def test_a_text_that_comes_out_in_the_night_is_of_the_day_before() -> None:
    night = datetime(2026, 9, 21, 20, 30, tzinfo=UTC)  # half past five on the 22nd in Seoul
    text = "SEOUL — Norwegian troops crossed the border of Iceland today. It was quiet at noon, the mayor said."
    found = next(event for event in events(text, night) if event.action is Action.ASSAULT)
    assert found.occurred is not None
    assert found.occurred.start == date(2026, 9, 21)


def test_overnight_beside_a_weekday_is_the_night_after_it() -> None:
    found = events(LEAD + "Norwegian troops shelled a village in Iceland overnight on Monday.")
    days = [event.occurred for event in found if event.status is Status.REPORTED and event.occurred is not None]
    assert [(each.start, each.end) for each in days] == [(date(2026, 4, 13), date(2026, 4, 14))]


def test_an_act_dated_by_the_clock_is_of_the_day_of_the_text() -> None:
    found = events(LEAD + "Norwegian troops seized the pass shortly before dawn.")
    assert [event.occurred.start for event in found if event.occurred is not None] == [date(2026, 4, 15)]


def test_what_somebody_is_said_to_have_done_is_claimed() -> None:
    found = told("Iceland is said to have shelled a village in Norway on Friday.")
    assert found == [("ASSAULT", "ISL", "claimed")]


def test_who_is_too_weak_to_attack_does_not_attack() -> None:
    assert told("Analysts believe the army of Norway is too weak to attack.") == []


def test_a_participle_that_opens_a_sentence_tells_of_what_follows() -> None:
    found = told("Signed in July 2020, the treaty gave both sides 90 days.")
    assert [(action, status) for action, _, status in found] == [("AGREE", "background")]


def test_what_will_be_done_by_nobody_named_is_meant_by_who_says_so() -> None:
    found = told("Sanctions on the bank would be imposed within ten days, Norway said.")
    assert found == [("SANCTION", "NOR", "planned")]


def test_what_was_done_before_is_background() -> None:
    assert told("Norway has refused similar requests before.") == [("REJECT", "NOR", "background")]


def test_what_one_is_sending_is_on_its_way() -> None:
    assert told("Norway said it was sending a destroyer to Iceland.") == [("MOBILIZE", "NOR", "planned")]


def test_a_second_passive_has_a_doer_of_its_own() -> None:
    assert ("REJECT", "NOR", "reported") in told("The offer was welcomed by Iceland and ignored by Norway.")


def test_a_body_known_by_its_letters_acts() -> None:
    found = told("The regional bloc ECOWAS will send mediators to Norway on Monday.")
    assert [(action, "ECOWAS" in (who or ""), status) for action, who, status in found] == [
        ("CONSULT", True, "planned")
    ]
