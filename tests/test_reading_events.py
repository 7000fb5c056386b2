"""Coded events: told as done, claimed, disputed, denied, threatened, planned or history; by whom, where, when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders.reading import printed
from tocsin.core.claims import Event, Reading
from tocsin.core.times import DateRange
from tocsin.core.vocabulary import (
    Action,
    Control,
    Effect,
    Form,
    Meeting,
    OfficeChange,
    Quantity,
    Scope,
    Stance,
    Status,
    Weapon,
)
from tocsin.reading.events.frames import lexicon
from tocsin.reading.reader import EnglishReader

PUBLISHED = datetime(2026, 4, 15, 14, tzinfo=UTC)
"""A Wednesday."""


def read(text: str, title: str = "") -> Reading:
    document = printed(text, PUBLISHED, title)
    return EnglishReader().read(document)


def events(text: str, title: str = "") -> tuple[Event, ...]:
    return read(text, title).events


def only(text: str) -> Event:
    """The one event of a text."""
    found = events(text)
    assert len(found) == 1, [(e.action.value, e.status.value, e.evidence.text) for e in found]
    return found[0]


def of(action: Action, text: str) -> Event:
    """The one event of this kind in a text."""
    found = [event for event in events(text) if event.action is action]
    assert len(found) == 1, [(e.action.value, e.status.value, e.evidence.text) for e in events(text)]
    return found[0]


def country(event: Event) -> tuple[str | None, str | None]:
    actor = event.actor.country if event.actor else None
    return actor, event.recipient.country if event.recipient else None


# --------------------------------------------------------------------------------------------------- who does what


@pytest.mark.parametrize(
    ("text", "action", "parties"),
    [
        ("Norway attacked Iceland on Monday.", Action.ASSAULT, ("NOR", "ISL")),
        ("Iceland was attacked by Norway on Monday.", Action.ASSAULT, ("NOR", "ISL")),
        ("A Norwegian strike on Iceland killed three people on Monday.", Action.ASSAULT, ("NOR", None)),
        ("Norway's army shelled Iceland on Monday.", Action.ASSAULT, ("NOR", "ISL")),
        ("Norwegian drones hit a harbour in Iceland on Monday.", Action.ASSAULT, ("NOR", "ISL")),
        ("A rocket was launched from Norway at Iceland on Monday.", Action.ASSAULT, ("NOR", "ISL")),
        ("Norway and Iceland signed a treaty on Monday.", Action.AGREE, ("NOR", "ISL")),
        ("Norway signed a treaty with Iceland on Monday.", Action.AGREE, ("NOR", "ISL")),
        ("Talks between Norway and Iceland began on Monday.", Action.CONSULT, ("NOR", "ISL")),
        ("Norway imposed sanctions on Iceland on Monday.", Action.SANCTION, ("NOR", "ISL")),
        ("Norway accused Iceland of stealing herring.", Action.ACCUSE, ("NOR", "ISL")),
        ("Norway urged Iceland to return the trawlers.", Action.REQUEST, ("NOR", "ISL")),
        ("Norway began to withdraw its troops from Iceland on Monday.", Action.RETREAT, ("NOR", "ISL")),
        (
            "The sailors, who had been held for a year, were released by Norway on Monday.",
            Action.RETREAT,
            ("NOR", None),
        ),
        ("Norway and Iceland exchanged 30 prisoners on Monday.", Action.RETREAT, ("NOR", "ISL")),
        ("Norway recalled its ambassador from Iceland.", Action.SANCTION, ("NOR", "ISL")),
        ("Norway sent troops to the border with Iceland on Monday.", Action.MOBILIZE, ("NOR", "ISL")),
    ],
)
def test_the_parties_are_found_whatever_the_grammar(
    text: str, action: Action, parties: tuple[str | None, str | None]
) -> None:
    event = of(action, text)
    actor, recipient = country(event)
    assert actor == parties[0]
    assert parties[1] is None or recipient == parties[1]
    assert event.status is Status.REPORTED


@pytest.mark.parametrize(
    ("text", "action", "mode"),
    [
        ("Norway test-fired a missile on Monday.", Action.MOBILIZE, "weapons"),
        ("Norway held naval exercises near Iceland on Monday.", Action.MOBILIZE, "troops"),
        ("Police in Norway arrested four journalists on Monday.", Action.COERCE, "arrest"),
        ("Norway seized an Icelandic trawler on Monday.", Action.COERCE, "seize"),
        ("Norway closed the border with Iceland on Monday.", Action.COERCE, "restrict"),
        ("Norway expelled two Icelandic diplomats on Monday.", Action.SANCTION, "expel"),
        ("Thousands of people protested in Oslo on Monday.", Action.PROTEST, "demo"),
        ("Students in Oslo staged a rally on Monday.", Action.PROTEST, "demo"),
        ("Dockers in Norway went on strike on Monday.", Action.PROTEST, "strike"),
        ("Norwegian drones struck Iceland on Monday.", Action.ASSAULT, "drone"),
        ("Hackers in Norway attacked the computer network of a bank in Iceland.", Action.COERCE, "cyber"),
        ("Norway lifted the curfew on Monday.", Action.CONCEDE, ""),
        ("Norway suspended its tariffs on Monday.", Action.CONCEDE, ""),
        ("Norway suspended trade with Iceland on Monday.", Action.SANCTION, "discontinue"),
        ("Norway sent food and medicine to Iceland on Monday.", Action.AID, "humanitarian"),
        ("Norway declared a unilateral ceasefire on Monday.", Action.RETREAT, "ceasefire"),
        ("The foreign minister of Norway visited Iceland on Monday.", Action.CONSULT, "visit"),
        ("Norway praised Iceland on Monday.", Action.SUPPORT, ""),
        ("Norway shared intelligence with Iceland on Monday.", Action.COOPERATE, ""),
    ],
)
def test_the_root_and_the_mode_follow_the_verb_with_its_words(text: str, action: Action, mode: str) -> None:
    event = of(action, text)
    assert event.mode == mode


@pytest.mark.parametrize(
    "text",
    [
        "Norway struck a conciliatory tone.",
        "The minister shed light on the budget.",
        "Prices in Norway fell for a third month.",
        "The choir of Oslo sang on Monday.",
        "Fears of a Norwegian attack on Iceland grew.",
        "If Norway attacks Iceland, the herring will suffer.",
        "Norway may attack Iceland.",
        "The threat of a Norwegian strike on Iceland has faded.",
        "The store closed early on Monday.",
        "The ferry capsized off Reykjavik on Monday, killing 12 people.",
        "An earthquake struck Iceland on Monday and killed 12 people.",
    ],
)
def test_words_that_tell_of_no_act_give_no_event(text: str) -> None:
    assert events(text) == ()


# ---------------------------------------------------------------------------------------------------- how it stands


def test_the_papers_own_report_is_reported_and_names_no_claim() -> None:
    event = only("Norway shelled Iceland on Monday.")
    assert event.status is Status.REPORTED
    assert event.supported_by == event.disputed_by == ()


def test_what_one_side_says_of_the_other_is_only_claimed() -> None:
    reading = read("Iceland's Defence Ministry said that Norway had shelled a lighthouse on Monday.")
    (event,) = reading.events
    assert event.status is Status.CLAIMED
    assert event.supported_by == (reading.claims[0].key,)


def test_what_a_side_tells_of_its_own_acts_is_reported() -> None:
    event = only("Norway's Defence Ministry said that Norwegian troops had withdrawn from Iceland.")
    assert event.status is Status.REPORTED


def test_either_party_may_tell_of_what_both_do() -> None:
    assert only("Iceland said that Norway and Iceland had signed a treaty.").status is Status.REPORTED


def test_what_is_affirmed_by_one_and_denied_by_the_other_is_disputed() -> None:
    reading = read(
        "Iceland said that Norway had shelled a lighthouse on Monday. Norway denied shelling the lighthouse."
    )
    assault = [event for event in reading.events if event.action is Action.ASSAULT]
    assert [event.status for event in assault] == [Status.DISPUTED]
    denials = {claim.key for claim in reading.claims if claim.stance is Stance.DENIES}
    assert denials
    assert set(assault[0].disputed_by) <= denials


def test_a_bare_denial_disputes_what_it_answers() -> None:
    reading = read("Iceland said that Norway had shelled a lighthouse on Monday. Norway denied the claim.")
    (assault,) = [event for event in reading.events if event.action is Action.ASSAULT]
    (denial,) = [claim.key for claim in reading.claims if claim.stance is Stance.DENIES]
    assert (assault.status, assault.disputed_by) == (Status.DISPUTED, (denial,))


def test_only_the_main_denial_is_an_event_of_its_own() -> None:
    text = (
        "Norway denied the accusation on Monday. The quarrel is about herring and has gone on for years in both "
        "parliaments, in the press and in the harbours of the north, where the boats lie idle and the crews wait. "
        "Iceland denied a report about nets."
    )
    assert [event.actor.country for event in events(text) if event.action is Action.REJECT and event.actor] == ["NOR"]


def test_what_somebody_is_accused_of_in_general_is_no_event_beside_the_accusation() -> None:
    assert only("Norway accused Iceland of shelling lighthouses.").action is Action.ACCUSE


def test_talks_that_end_without_agreement_are_talks_and_nothing_broken_off() -> None:
    assert only("Talks between Norway and Iceland ended without agreement on Monday.").action is Action.CONSULT


def test_a_denial_that_answers_nobody_leaves_the_act_denied() -> None:
    event = of(Action.ASSAULT, "The quarrel went on. Norway denied that its navy had fired on an Icelandic trawler.")
    assert event.status is Status.DENIED


def test_an_announced_attack_is_a_threat_and_no_attack() -> None:
    event = only("Norway will bomb Iceland if the trawlers are not returned, its defence minister said on Monday.")
    assert (event.action, event.status) == (Action.THREATEN, Status.THREATENED)
    assert event.attributes.effect is None


def test_a_verb_of_threatening_swallows_what_is_threatened() -> None:
    event = only("Norway threatened to shell Iceland on Monday.")
    assert (event.action, event.status) == (Action.THREATEN, Status.THREATENED)
    assert country(event) == ("NOR", "ISL")


def test_a_future_meeting_is_planned_with_the_day_on_which_it_would_be() -> None:
    event = only("The presidents of Norway and Iceland will meet in Reykjavik on May 3.")
    assert (event.action, event.status) == (Action.CONSULT, Status.PLANNED)
    assert event.occurred == DateRange(start=date(2026, 5, 3), end=date(2026, 5, 3))


def test_a_refusal_to_sign_is_a_refusal() -> None:
    event = only("Norway would not sign the agreement, its foreign minister said on Monday.")
    assert (event.action, event.status, event.attributes.form) == (Action.REJECT, Status.REPORTED, Form.PROPOSED)


def test_a_verb_of_refusing_swallows_what_is_refused() -> None:
    event = only("Norway refused to withdraw its troops from Iceland.")
    assert (event.action, country(event)) == (Action.REJECT, ("NOR", "ISL"))


def test_we_is_the_side_that_speaks() -> None:
    event = of(Action.ASSAULT, "“We did not attack the trawler,” Norway’s navy said on Monday.")
    assert (event.status, country(event)[0]) == (Status.NEGATED, "NOR")


def test_who_only_reports_an_act_does_not_do_it() -> None:
    event = of(Action.ASSAULT, "Residents of Reykjavik reported no strikes on Iceland on Monday.")
    assert (event.status, event.actor) == (Status.NEGATED, None)


def test_being_ready_to_punish_is_a_threat_and_being_ready_to_help_none() -> None:
    event = of(Action.THREATEN, "Norway said it was prepared to impose sanctions on Iceland.")
    assert event.status is Status.THREATENED
    assert not [
        e for e in events("The day passed. Norway was prepared to help Iceland.") if e.status is Status.REPORTED
    ]


def test_a_demand_is_the_speakers() -> None:
    event = only("Norway said on Monday that Iceland must release the sailors.")
    assert (event.action, country(event)) == (Action.REQUEST, ("NOR", "ISL"))


@pytest.mark.parametrize(
    "text",
    [
        "No Norwegian missiles hit Iceland on Monday.",
        "Norway did not attack Iceland on Monday.",
        "Norway failed to capture Reykjavik on Monday.",
        "Norway neither attacked nor shelled Iceland on Monday.",
    ],
)
def test_what_is_said_not_to_have_happened_is_negated(text: str) -> None:
    assert {event.status for event in events(text)} == {Status.NEGATED}


@pytest.mark.parametrize(
    "text",
    [
        "In February 2019 Norway invaded Iceland.",
        "Norway invaded Iceland last year.",
        "Norway, which had shelled Iceland the week before, called for calm.",
        "Iceland spoke of recent Norwegian strikes which killed nine people.",
        "The talks went on.\n\nBackground. Norway attacked Iceland in the spring.",
    ],
)
def test_history_is_background_and_not_news(text: str) -> None:
    assert Status.BACKGROUND in {event.status for event in events(text) if event.action is Action.ASSAULT}
    assert Status.REPORTED not in {event.status for event in events(text) if event.action is Action.ASSAULT}


def test_reported_speech_in_the_pluperfect_is_news() -> None:
    event = of(Action.ASSAULT, "Iceland's police said that Norway had shelled the port of Reykjavik.")
    assert event.status is Status.CLAIMED


# ------------------------------------------------------------------------------------------------------- attributes


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("A Norwegian missile hit a warehouse in Reykjavik on Monday.", Effect.GROUND_IMPACT),
        ("Norwegian artillery shelled Reykjavik on Monday.", Effect.GROUND_IMPACT),
        ("A drone crashed in a field near Reykjavik on Monday.", Effect.GROUND_IMPACT),
        ("Air defences over Reykjavik intercepted all missiles on Monday.", Effect.INTERCEPTED),
        ("Four Norwegian drones were shot down over Reykjavik on Monday.", Effect.INTERCEPTED),
        ("Iceland's navy repelled a Norwegian attack on Monday.", Effect.INTERCEPTED),
        ("Iceland's air defences stopped two missiles on Monday.", Effect.INTERCEPTED),
        ("Debris from an intercepted drone fell on a school in Reykjavik on Monday.", Effect.DEBRIS),
        ("An intercepted missile crashed into a school in Reykjavik on Monday.", Effect.DEBRIS),
        ("The missile fell into the sea off Reykjavik on Monday.", Effect.NONE),
        ("Norway launched 40 drones at Iceland on Monday.", None),
        ("Norway attacked Iceland on Monday.", None),
    ],
)
def test_the_effect_is_what_the_words_say_and_nothing_more(text: str, effect: Effect | None) -> None:
    assert of(Action.ASSAULT, text).attributes.effect is effect


def test_what_was_shot_down_and_what_hit_are_two_events() -> None:
    found = events("Iceland shot down 38 drones over Reykjavik on Monday. Two drones hit a power plant in Akureyri.")
    assert [event.attributes.effect for event in found] == [Effect.INTERCEPTED, Effect.GROUND_IMPACT]
    assert [event.attributes.counts[0] for event in found] == [
        Quantity(unit="drones", value=38),
        Quantity(unit="drones", value=2),
    ]


def test_whoever_shoots_a_drone_down_suffers_the_attack() -> None:
    event = only("Iceland shot down four Norwegian drones on Monday.")
    assert country(event) == ("NOR", "ISL")


def test_a_launch_and_what_became_of_it_are_one_event() -> None:
    event = only("Norway launched 40 drones at Iceland on Monday. All 40 drones were shot down.")
    assert country(event) == ("NOR", "ISL")
    assert event.attributes.effect is Effect.INTERCEPTED


@pytest.mark.parametrize(
    ("text", "weapon"),
    [
        ("Norway launched a drone strike on Iceland on Monday.", Weapon.DRONE),
        ("Norway fired two rockets at Iceland on Monday.", Weapon.MISSILE),
        ("Norway bombed Iceland on Monday.", Weapon.BOMB),
        ("Norway carried out a strike on Iceland on Monday.", Weapon.STRIKE),
        ("Gunmen shot two sailors in Oslo on Monday.", Weapon.SMALL_ARMS),
    ],
)
def test_the_weapon_is_named(text: str, weapon: Weapon) -> None:
    assert of(Action.ASSAULT, text).attributes.weapon is weapon


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Norway and Iceland signed a framework agreement on Monday.", Form.SIGNED),
        ("Norway and Iceland agreed in principle to a truce on Monday.", Form.IN_PRINCIPLE),
        ("Norway accepted the deal on Monday.", Form.ANNOUNCED),
        ("Norway and Iceland will sign a treaty on May 3.", Form.PROPOSED),
        ("Norway accepted the deal on Monday but never signed it.", Form.IN_PRINCIPLE),
    ],
)
def test_the_form_says_how_far_an_agreement_has_come(text: str, form: Form) -> None:
    assert of(Action.AGREE, text).attributes.form is form


def test_a_truce_that_two_sides_announce_is_an_agreement_and_a_lone_one_a_plan() -> None:
    mutual = only("Norway and Iceland announced a general ceasefire starting on May 1.")
    assert (mutual.action, mutual.status, mutual.occurred) == (Action.AGREE, Status.REPORTED, None)
    assert (mutual.attributes.form, mutual.attributes.scope) == (Form.ANNOUNCED, Scope.GENERAL)
    lone = only("Norway declared a three-day truce from May 8 to May 10.")
    assert (lone.action, lone.status) == (Action.RETREAT, Status.PLANNED)
    at_once = of(Action.RETREAT, "Norway declared a unilateral ceasefire in Iceland on Monday.")
    assert at_once.status is Status.REPORTED
    assert lone.occurred == DateRange(start=date(2026, 5, 8), end=date(2026, 5, 10))


def test_a_truce_that_collapses_is_no_truce() -> None:
    event = of(Action.RETREAT, "The ceasefire between Norway and Iceland collapsed on Monday.")
    assert event.status is Status.NEGATED


def test_a_truce_in_effect_is_a_retreat_in_effect() -> None:
    event = of(Action.RETREAT, "A general ceasefire took effect on Monday.")
    assert (event.attributes.form, event.attributes.scope) == (Form.IN_EFFECT, Scope.GENERAL)


@pytest.mark.parametrize(
    ("text", "control"),
    [
        ("Norwegian forces captured Akureyri on Monday.", Control.FULL),
        ("Norwegian forces captured parts of Akureyri on Monday.", Control.PARTIAL),
        ("Norwegian troops entered Akureyri on Monday.", Control.ENTERED),
        ("Norway bombed Akureyri on Monday.", None),
    ],
)
def test_control_of_ground_is_told_by_the_verb(text: str, control: Control | None) -> None:
    assert of(Action.ASSAULT, text).attributes.control is control


def test_offices_and_meetings_have_their_attributes() -> None:
    assert of(Action.RETREAT, "Norway's prime minister resigned on Monday.").attributes.office is OfficeChange.RESIGNED
    call = "The presidents of Norway and Iceland spoke by phone on Monday."
    assert of(Action.CONSULT, call).attributes.meeting is Meeting.REMOTE
    visit = "The president of Norway visited Iceland on Monday."
    assert of(Action.CONSULT, visit).attributes.meeting is Meeting.IN_PERSON


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (
            "A strike on Reykjavik killed at least 30 people on Monday.",
            Quantity(unit="killed", value=30, at_least=True),
        ),
        ("Police in Oslo arrested three men on Monday.", Quantity(unit="arrested", value=3)),
        ("Norway called up 8,000 reservists on Monday.", Quantity(unit="reservists", value=8000)),
        ("About two dozen people protested in Oslo on Monday.", Quantity(unit="people", value=24)),
    ],
)
def test_counts_keep_their_unit_and_their_bound(text: str, count: Quantity) -> None:
    assert events(text)[0].attributes.counts == (count,)


def test_both_sides_are_the_pair_that_the_text_tells_of() -> None:
    text = "Norway shelled Iceland on Monday. Iceland accused Norway of lying. Both sides accepted the deal on Tuesday."
    assert country(of(Action.AGREE, text)) in {("NOR", "ISL"), ("ISL", "NOR")}


def test_both_sides_stay_open_where_no_pair_is_told_of() -> None:
    assert country(of(Action.AGREE, "The quarrel was over. Both sides accepted the deal on Tuesday.")) == (None, None)


# --------------------------------------------------------------------------------------------------- when and where


def test_the_time_of_saying_is_not_the_time_of_the_act() -> None:
    event = of(Action.ASSAULT, "Iceland said on Monday that Norway had shelled Reykjavik.")
    assert event.occurred is None


def test_each_act_has_the_time_of_its_own_clause() -> None:
    found = events("Norway shelled Reykjavik on Monday, and Iceland recalled its ambassador on Tuesday.")
    assert [event.occurred for event in found] == [
        DateRange(start=date(2026, 4, 13), end=date(2026, 4, 13)),
        DateRange(start=date(2026, 4, 14), end=date(2026, 4, 14)),
    ]


def test_a_clock_time_gives_instants_in_the_zone_of_the_place() -> None:
    event = only("A missile hit Kyiv at 11:30 p.m. on April 14.")
    assert event.occurred_instants is not None
    assert event.occurred_instants.start == datetime(2026, 4, 14, 20, 30, tzinfo=UTC)


def test_the_end_of_a_measure_is_not_the_day_it_was_taken() -> None:
    assert of(Action.COERCE, "Norway closed the border with Iceland until May 15.").occurred is None


def test_troops_withdraw_from_the_place_of_the_withdrawal() -> None:
    event = of(Action.RETREAT, "Norwegian troops withdrew from Akureyri on Monday.")
    assert event.place is not None
    assert event.place.name == "Akureyri"


def test_a_deadline_is_no_day_on_which_something_happened() -> None:
    assert only("Norway extended the fishing agreement until May 15.").occurred is None


def test_the_place_is_where_it_happened_and_not_who_did_it() -> None:
    event = only("Moscow shelled a village near Kharkiv on Monday.")
    assert event.place is not None
    assert event.place.name == "Kharkiv"


def test_the_place_of_origin_is_not_the_place_of_the_act() -> None:
    event = only("A missile launched from Norway hit a warehouse in Reykjavik on Monday.")
    assert event.place is not None
    assert event.place.name.startswith("Reykjav")


def test_what_was_fired_from_a_town_did_not_happen_to_it() -> None:
    event = only("A rocket was fired from Akureyri at a lighthouse on Monday.")
    assert event.place is None


def test_the_place_may_stand_elsewhere_in_the_sentence() -> None:
    event = of(Action.ASSAULT, "In Kharkiv, police said that three people had been killed by shelling on Monday.")
    assert event.place is not None
    assert event.place.name == "Kharkiv"


# ------------------------------------------------------------------------------------------------ keys and evidence


def test_events_are_numbered_and_dated_like_their_document() -> None:
    found = events("Norway shelled Iceland on Monday. Iceland recalled its ambassador from Norway.")
    assert [event.key for event in found] == ["paper/1#e1", "paper/1#e2"]
    assert {event.available_at for event in found} == {PUBLISHED}
    assert {event.made_by for event in found} == {EnglishReader.name}


def test_evidence_is_the_clause_that_says_so() -> None:
    (first, second) = events("Norway shelled Iceland on Monday, and Iceland recalled its ambassador on Tuesday.")
    assert first.evidence.text == "Norway shelled Iceland on Monday"
    assert second.evidence.text == "Iceland recalled its ambassador on Tuesday"


def test_evidence_leaves_out_the_clause_of_another_happening() -> None:
    (first, second) = events("Norway shelled Iceland on Monday after Iceland had expelled two diplomats.")
    assert first.evidence.text == "Norway shelled Iceland on Monday"
    assert second.action is Action.SANCTION


def test_the_same_text_gives_the_same_events() -> None:
    text = "Norway shelled Iceland on Monday. Iceland denied that a lighthouse had been hit."
    assert events(text) == events(text)


def test_an_act_told_twice_is_one_event() -> None:
    found = events("Norwegian marines boarded a trawler off Iceland on Monday. The boarding lasted an hour.")
    assert [event.action for event in found] == [Action.COERCE]


def test_every_entry_of_the_lexicon_names_a_root() -> None:
    table = lexicon()
    roots = {frame.action for frames in (*table.verbs.values(), *table.nouns.values()) for frame in frames}
    assert roots == set(Action)


_PIECES = st.sampled_from(
    ["Norway", "Iceland's navy", "shelled", "denied", "would not sign", "the deal", "on Monday", "that", "“", "”", "if",
     "killed", "30 people", ",", ".", "and", "was", "intercepted", "missiles", "\n\n", "which", "—", "strike", "by"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, max_size=40).map(" ".join) | st.text(max_size=200))
def test_any_text_is_read_and_evidence_is_cut_from_it(text: str) -> None:
    reading = read(text)
    keys = {claim.key for claim in reading.claims}
    for event in reading.events:
        assert event.evidence.text == text[event.evidence.start : event.evidence.end] != ""
        assert set(event.supported_by) | set(event.disputed_by) <= keys
        assert 0 < event.reader_score < 1
        assert replace(event, key=event.key) == event
        for party in (event.actor, event.recipient):
            if party is not None and party.span is not None:
                assert party.span.text == text[party.span.start : party.span.end]


# ------------------------------------------------------------------------------------- what is told and did not happen


@pytest.mark.parametrize(
    "text",
    [
        "The dockers' three-day strike at Bergen ended on Sunday.",
        "A three-day strike ended on Sunday when the two sides reached a deal on wages.",
        "The union's strike against the port operator entered its third week.",
        "Bus drivers called a 48-hour strike on Monday.",
        "Teachers in Norway went on strike on Monday.",
    ],
)
def test_a_strike_of_workers_is_a_protest_and_has_no_weapon(text: str) -> None:
    event = of(Action.PROTEST, text)
    assert event.attributes.weapon is None
    assert all(each.action is not Action.ASSAULT for each in events(text))


@pytest.mark.parametrize(
    "text",
    [
        "A Norwegian strike on a harbour in Iceland killed three workers on Monday.",
        "Norway's three-day air strikes on Iceland ended on Sunday.",
        "A drone strike killed two union leaders in Iceland on Monday.",
    ],
)
def test_a_strike_with_arms_is_an_attack_whoever_suffers_it(text: str) -> None:
    assert of(Action.ASSAULT, text)
    assert all(each.action is not Action.PROTEST for each in events(text))


@pytest.mark.parametrize(
    "text",
    [
        "Icelandic officials warned on Monday of a Norwegian strike on Reykjavik within about 48 hours.",
        "Iceland feared a Norwegian attack on Reykjavik within 48 hours.",
        "Iceland braced for a Norwegian attack on Reykjavik within 48 hours.",
        "The mayor spoke. Iceland issued a warning of a Norwegian attack on Reykjavik within 48 hours.",
    ],
)
def test_an_attack_that_is_warned_of_has_not_happened_and_may_come_in_its_window(text: str) -> None:
    event = of(Action.ASSAULT, text)
    assert event.status is Status.HYPOTHETICAL
    assert event.actor is not None
    assert event.actor.country == "NOR"
    assert event.occurred == DateRange(start=date(2026, 4, 15), end=date(2026, 4, 17))


def test_an_attack_that_was_foiled_is_negated_and_nobody_who_foiled_it_planned_it() -> None:
    event = only("Police in Norway foiled a plot to assassinate the Icelandic prime minister, the minister said.")
    assert event.status is Status.NEGATED
    assert event.actor is None
    assert country(event)[1] == "ISL"


def test_a_bomb_plot_that_was_foiled_is_negated() -> None:
    event = of(Action.ASSAULT, "The security service foiled a bomb plot in Oslo on Monday.")
    assert (event.status, event.attributes.effect) == (Status.NEGATED, None)


@pytest.mark.parametrize("verb", ["pushed back", "postponed", "put off"])
def test_a_visit_that_is_put_off_is_no_attack_and_did_not_take_place(verb: str) -> None:
    event = only(f"A planned visit to Iceland by the king of Norway has been {verb} from April to May.")
    assert (event.action, event.status) == (Action.CONSULT, Status.NEGATED)


def test_forces_that_are_pushed_back_are_attacked() -> None:
    assert of(Action.ASSAULT, "Norway's army pushed back Icelandic troops on Monday.").status is Status.REPORTED


@pytest.mark.parametrize(
    "text",
    [
        "The envoy of Norway spoke to our Reykjavik correspondent on Monday.",
        "The police force opened a new office in Bergen.",
        "The Norwegian government struck a cautious tone on Monday.",
    ],
)
def test_words_with_two_meanings_tell_of_no_act_without_their_company(text: str) -> None:
    assert events(text) == ()


def test_a_deal_struck_on_a_day_is_no_strike() -> None:
    assert only("Norway's ruling party struck a deal with the opposition on Friday.").action is Action.AGREE


def test_an_agreement_that_is_close_has_not_been_reached() -> None:
    assert only("An agreement between Norway and Iceland on herring is close.").status is Status.PLANNED


def test_talks_that_collapse_are_broken_off() -> None:
    event = only("Talks between Norway and Iceland collapsed on Monday.")
    assert (event.action, event.mode, country(event)) == (Action.SANCTION, "discontinue", ("NOR", "ISL"))


# ------------------------------------------------------------------------------------------------- who, once more


def test_the_place_that_people_are_taken_from_did_not_take_them() -> None:
    event = only("Forty pupils were abducted from a school in Iceland on Monday.")
    assert event.actor is None
    assert event.recipient is not None
    assert (event.recipient.name, event.recipient.country) == ("Forty pupils", "ISL")


def test_a_truce_that_comes_into_force_is_of_its_sides_and_not_of_who_tells_of_it() -> None:
    event = of(
        Action.RETREAT, "A ceasefire between Norway and Iceland came into force on Monday, the Danish envoy said."
    )
    assert country(event) == ("NOR", "ISL")


def test_a_denial_after_though_is_of_its_own_subject() -> None:
    text = (
        "Two ministers have told the Lantern that the king will go, though Oslo last night flatly denied that he would."
    )
    event = of(Action.REJECT, text)
    assert country(event)[0] == "NOR"


def test_an_airstrike_by_an_army_is_that_armys() -> None:
    assert country(only("An airstrike by Norway's army killed 14 people in Iceland on Monday."))[0] == "NOR"


def test_gains_that_one_side_claims_are_claimed_and_have_their_place() -> None:
    event = of(Action.ASSAULT, "Norway claimed Norwegian territorial gains near Akureyri on Sunday.")
    assert event.status is Status.CLAIMED
    assert event.place is not None
    assert event.place.name == "Akureyri"
    assert country(event)[0] == "NOR"


# ------------------------------------------------------------ courts, banks, elections, ships, hospitals, offices


@pytest.mark.parametrize(
    ("text", "action", "mode", "actor"),
    [
        ("Soldiers seized the state broadcaster in Reykjavik on Monday.", Action.COERCE, "seize", None),
        ("Norway's central bank cut its benchmark rate by 50 basis points on Monday.", Action.AGREE, "decide", "NOR"),
        ("Norway's central bank left its key rate unchanged on Monday.", Action.AGREE, "decide", "NOR"),
        ("Four hospitals in Norway were hit by ransomware on Monday.", Action.COERCE, "cyber", None),
        ("The vessel was detained by Norway's coast guard on Monday.", Action.COERCE, "seize", "NOR"),
        ("Norway's supreme court annulled the result of the vote on Monday.", Action.REJECT, "", "NOR"),
        ("Norway's supreme court struck down the fee on Monday.", Action.REJECT, "", "NOR"),
        ("Norway's supreme court upheld the conviction on Monday.", Action.SUPPORT, "", "NOR"),
        ("Norway's parliament ratified the treaty with Iceland on Monday.", Action.AGREE, "", "NOR"),
        ("Norway's parliament passed the budget on Monday.", Action.AGREE, "decide", "NOR"),
        ("Norway's senate confirmed Paula Rojas as governor on Monday.", Action.SUPPORT, "", "NOR"),
        ("Ana Ruiz won Norway's presidential election on Monday.", Action.SUPPORT, "elect", "NOR"),
        ("Two fishermen were taken hostage by pirates off Iceland on Monday.", Action.COERCE, "arrest", None),
        ("The king of Norway named Lars Holm prime minister on Monday.", Action.SUPPORT, "", "NOR"),
        ("Norway's central bank held rates steady on Monday.", Action.AGREE, "decide", "NOR"),
        ("A Norwegian court ordered Iceland to halt its sales on Monday.", Action.REQUEST, "", "NOR"),
        ("A Norwegian judge blocked the ban on Monday.", Action.REJECT, "", "NOR"),
    ],
)
def test_the_main_news_of_many_fields_is_coded(text: str, action: Action, mode: str, actor: str | None) -> None:
    event = only(text)
    assert (event.action, event.mode, event.status) == (action, mode, Status.REPORTED)
    assert country(event)[0] == actor


# ------------------------------------------------------------------------------------ grammar that hides the main news


@pytest.mark.parametrize(
    "text",
    [
        "Norway launched what appeared to be a ballistic missile on Sunday, Iceland said.",
        "Norway fired what officials described as a rocket on Sunday.",
        "Norway launched what appeared to be a missile off its coast on Sunday, Iceland's Joint Chiefs of Staff said, "
        'hours after Oslo\'s foreign ministry threatened "unprecedented measures" over joint drills.',
    ],
)
def test_what_is_only_described_is_what_was_done(text: str) -> None:
    event = of(Action.ASSAULT, text)
    assert country(event)[0] == "NOR"
    assert event.attributes.weapon is Weapon.MISSILE
    assert event.occurred == DateRange(start=date(2026, 4, 12), end=date(2026, 4, 12))


def test_a_vote_of_confidence_is_lost_or_survived_by_its_subject() -> None:
    lost = only("Prime minister Hana Lund lost a confidence vote on Monday.")
    survived = only("Norway's government survived a no-confidence motion on Monday.")
    assert (lost.action, survived.action) == (Action.REJECT, Action.SUPPORT)
    assert lost.recipient is not None
    assert country(survived)[1] == "NOR"


def test_the_end_of_a_strike_of_workers_is_no_ceasefire() -> None:
    event = only("The union called off a strike in Bergen on Monday.")
    assert (event.action, event.mode) == (Action.RETREAT, "end-protest")


def test_talks_that_somebody_calls_off_are_told_once() -> None:
    assert only("Norway called off talks with Iceland on Monday.").action is Action.SANCTION


def test_the_day_that_was_planned_is_not_the_day_of_calling_off() -> None:
    event = only("Norway's rail workers called off a 24-hour walkout planned for Friday.")
    assert (event.status, event.occurred) == (Status.REPORTED, None)


def test_what_a_possible_act_would_do_is_no_threat() -> None:
    assert events("A possible Norwegian blockade of Iceland would cut herring supplies, a bank report said.") == ()


def test_gains_are_of_the_side_that_is_said_to_have_made_them() -> None:
    event = of(
        Action.ASSAULT, "The Danish envoy disputed claimed Norwegian territorial gains in Reykjavik and Akureyri."
    )
    assert country(event)[0] == "NOR"
    assert event.status is Status.CLAIMED


def test_what_soldiers_seize_beside_removing_a_president_is_no_office() -> None:
    text = "Soldiers seized the broadcaster in Reykjavik on Monday and announced that the president had been removed."
    assert of(Action.COERCE, text).attributes.office is None


def test_a_mediator_who_tells_of_a_deal_to_free_captives_frees_nobody() -> None:
    event = of(Action.RETREAT, "A deal to free the captives in Iceland is close, Norway's chief negotiator said.")
    assert event.actor is None


@pytest.mark.parametrize(
    "text",
    [
        "The mayor spoke. Officials warned on Monday of a potential strike on Reykjavik within about 48 hours.",
        "The mayor spoke. The embassy warned that Norway could launch an air attack on Reykjavik within 48 hours.",
        "The mayor spoke. Intelligence pointed to a Norwegian attack on Reykjavik within 48 hours, he said.",
        "The mayor spoke. A Norwegian strike on Reykjavik is expected within 48 hours, officials said.",
    ],
)
def test_an_attack_whose_window_is_open_has_not_happened(text: str) -> None:
    event = of(Action.ASSAULT, text)
    assert event.status is Status.HYPOTHETICAL
    assert event.place is not None
    assert event.place.country == "ISL"
    assert event.occurred == DateRange(start=date(2026, 4, 15), end=date(2026, 4, 17))


def test_a_threat_has_the_window_of_what_is_threatened() -> None:
    event = of(Action.THREATEN, "Norway threatened on Monday to blockade Iceland by June 1.")
    assert event.occurred == DateRange(start=date(2026, 4, 15), end=date(2026, 6, 1))


def test_what_comes_into_force_is_done_to_no_force() -> None:
    assert only("The ceasefire in Iceland came into force on Monday.").recipient is None


def test_a_denial_is_of_the_name_before_it_where_the_parse_takes_that_for_an_object() -> None:
    text = (
        "Sir Arlo Venn has told close friends he is considering his position after Labour's worst by-election defeat "
        "in a century, two cabinet ministers have told the Lantern, though Downing Street last night flatly denied "
        "that the prime minister was about to quit."
    )
    assert country(of(Action.REJECT, text))[0] == "GBR"


def test_a_day_is_nothing_that_is_struck() -> None:
    assert events("The clock of Bergen struck on Friday.") == ()


def test_both_sides_are_nobody_where_two_pairs_are_told_of_as_often() -> None:
    text = "Norway shelled Iceland on Monday. Denmark accused Sweden of lying. Both sides accepted the deal on Tuesday."
    assert country(of(Action.AGREE, text)) == (None, None)


def test_a_warning_that_names_neither_side_nor_place_is_no_event() -> None:
    text = "The mayor spoke. Officials warned of a potential strike on the Quarrow Building within 48 hours."
    assert all(event.action is not Action.ASSAULT for event in events(text))


@pytest.mark.parametrize(
    "text",
    [
        "Analysts expect the central bank of Norway to hold rates.",
        "Analysts expect Norway to strike Iceland.",
        "Oslo wants Iceland to sign the treaty.",
    ],
)
def test_what_somebody_is_expected_or_wanted_to_do_is_not_done(text: str) -> None:
    assert all(event.status is not Status.REPORTED for event in events(text) if event.action is not Action.REQUEST)
