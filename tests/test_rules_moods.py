"""An act counts only where the report tells of it as done: not refused, denied, asked for, put off or foreseen."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.claims import Actor, Claim, Event, Place, Reading
from tocsin.core.material import Document, Span
from tocsin.core.rules import Rule, Verdict
from tocsin.core.vocabulary import Action, Stance, Status, VerdictOutcome
from tocsin.rules.compile import RulesReader
from tocsin.rules.count import count_event, count_reading
from tocsin.rules.moods import Mood, mood

COUNTS, NOT, OPEN = VerdictOutcome.COUNTS, VerdictOutcome.DOES_NOT_COUNT, VerdictOutcome.NOT_ESTABLISHED
LISTED = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 3, 3, 15, tzinfo=UTC)


def compiled(title: str, text: str) -> Rule:
    return RulesReader().compile(text, title=title, key="rule:q", url="", available_at=LISTED)[0]


def document(text: str) -> Document:
    return Document(
        key="document:d",
        available_at=NOW,
        made_by="t",
        source="source:s",
        url="",
        title="",
        text=text,
        language="en",
        published_at=NOW,
        origin="o",
    )


def verdict(rule: Rule, text: str) -> Verdict:
    return count_reading(Reading(document=document(text)), rule)


ANNUL = compiled(
    "Will the Constitutional Court of Norland annul the run-off by April 30, 2026?",
    'Resolves to "Yes" if the Constitutional Court of Norland annuls the result of the February run-off '
    "by April 30, 2026, 11:59 PM ET. A recount will not count.",
)
PACKAGE = compiled(
    "Will the Lakes Council adopt its fifth sanctions package by April 30, 2026?",
    'Resolves to "Yes" if the Lakes Council adopts its fifth package of sanctions against Osterland by '
    "April 30, 2026, 11:59 PM ET.",
)
BAN = compiled(
    "Will Clipshare be banned in Norland by April 30, 2026?",
    'Resolves to "Yes" if Clipshare is banned in Norland by April 30, 2026, 11:59 PM ET.',
)


LEAVES = compiled(
    "Will Ida Falk be out as prime minister of Norland by June 30, 2026?",
    'Resolves to "Yes" if Ida Falk ceases to be prime minister of Norland by June 30, 2026, 11:59 PM ET. '
    'An announcement of Falk\'s resignation before the deadline will immediately resolve this market to "Yes", '
    "regardless of when it takes effect.",
)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (ANNUL, "The Constitutional Court of Norland annulled the result of the run-off on Monday."),
        (ANNUL, "The Constitutional Court of Norland rejected an appeal on Monday and annulled the run-off."),
        (
            ANNUL,
            "The judges of the Constitutional Court of Norland voted on Monday to annul the result of the run-off.",
        ),
        (PACKAGE, "The Lakes Council adopted its fifth package of sanctions against Osterland on Monday."),
        (BAN, "Norland banned Clipshare on Monday after a vote in parliament."),
        (BAN, "Clipshare has been banned in Norland since Monday."),
    ],
)
def test_an_act_told_as_done_counts(rule: Rule, text: str) -> None:
    assert verdict(rule, text).outcome is COUNTS


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (
            ANNUL,
            "The Constitutional Court of Norland has not annulled the result of the run-off, its clerk said on Monday.",
        ),
        (ANNUL, "The Constitutional Court of Norland refused on Monday to annul the result of the run-off."),
        (ANNUL, "Ida Falk asked the Constitutional Court of Norland on Monday to annul the result of the run-off."),
        (
            ANNUL,
            "The Constitutional Court of Norland rejected the complaint and upheld the result of the run-off.",
        ),
        (ANNUL, "Ida Falk called on Monday for the result of the run-off to be annulled by the Constitutional Court."),
        (ANNUL, "The court's chairman denied on Monday that the Constitutional Court had annulled the run-off."),
        (PACKAGE, "Osterwald vetoed the fifth sanctions package at the Lakes Council on Monday."),
        (PACKAGE, "The Lakes Council postponed the adoption of its fifth sanctions package on Monday."),
        (PACKAGE, "The Lakes Council failed on Monday to adopt its fifth sanctions package."),
        (PACKAGE, "The proposal to adopt a fifth sanctions package was voted down in the Lakes Council on Monday."),
        (BAN, "A senator called on Monday for Clipshare to be banned in Norland."),
        (BAN, "The parliament of Norland voted down a bill on Monday to ban Clipshare."),
        (BAN, "Norland dropped its plan to ban Clipshare on Monday."),
        (BAN, "The parliament of Norland voted on Monday against banning Clipshare."),
        (BAN, "The interior minister of Norland threatened on Monday to ban Clipshare."),
        (BAN, "A judge blocked Norland's ban on Clipshare on Monday."),
        (BAN, "Norland lifted its ban on Clipshare on Monday."),
        (BAN, "Reports that Norland had banned Clipshare are false, the government said on Monday."),
        (BAN, "Norland was ready for a ban on Clipshare, its minister said on Monday."),
        (LEAVES, "Ida Falk survived an impeachment vote in Norland on Monday."),
        (LEAVES, "Parliament in Norland opened impeachment proceedings against Ida Falk on Monday."),
    ],
)
def test_a_refusal_denial_request_delay_veto_or_threat_does_not_count(rule: Rule, text: str) -> None:
    found = verdict(rule, text)
    assert found.outcome is NOT, found.because


@pytest.mark.parametrize(
    "text",
    [
        "The Constitutional Court of Norland met on Monday on the result of the run-off.",
        "The Lakes Council met on Monday.",
    ],
)
def test_an_act_that_is_not_told_is_not_established(text: str) -> None:
    found = verdict(ANNUL, text)
    assert found.outcome is OPEN
    assert found.missing


@pytest.mark.parametrize(
    ("words", "act", "expected"),
    [
        ("parliament banned the app", "banned", Mood.DONE),
        ("after banning the app, ministers met", "banning", Mood.DONE),
        ("the ministers rejected the report and banned the app", "banned", Mood.DONE),
        ("ministers voted to ban the app", "ban", Mood.DONE),
        ("ministers want to vote to ban the app", "ban", Mood.WANTED),
        ("a motion to ban the app", "ban", Mood.WANTED),
        ("they spoke about banning the app", "banning", Mood.WANTED),
        ("the ban on the app was rejected", "ban", Mood.PREVENTED),
        ("ministers refused again on monday to ban the app", "ban", Mood.PREVENTED),
        ("the army claimed to have banned the app", "banned", Mood.DONE),
        ("ministers stopped short of a ban", "ban", Mood.PREVENTED),
        ("ministers refused all talks with the firm after the ban", "ban", Mood.DONE),
    ],
)
def test_the_mood_of_an_act(words: str, act: str, expected: Mood) -> None:
    match = re.search(rf"\b{act}\b", words)
    assert match is not None
    assert mood(words, match.start(), match.end()) is expected


def test_a_rule_on_a_veto_is_met_by_one() -> None:
    rule = compiled(
        "Will the president of Norland veto the Harbour Act by April 30, 2026?",
        'Resolves to "Yes" if the president of Norland vetoes the Harbour Act by April 30, 2026, 11:59 PM ET.',
    )
    assert verdict(rule, "The president of Norland vetoed the Harbour Act on Monday.").outcome is COUNTS


@pytest.mark.parametrize("act", ["extradite", "release"])
def test_a_rule_on_a_refusal_is_met_by_one(act: str) -> None:
    rule = compiled(
        f"Will Norland refuse to {act} Carl Mendel by April 30, 2026?",
        f'Resolves "Yes" if Norland refuses to {act} Carl Mendel by April 30, 2026, 11:59 PM ET.',
    )
    assert verdict(rule, f"Norland refused on Monday to {act} Carl Mendel.").outcome is COUNTS


def test_who_declares_that_it_is_done_does_not_merely_declare() -> None:
    rule = compiled(
        "Will Norland join the Lakes Union by April 30, 2026?",
        'Resolves "Yes" if Norland is admitted to the Lakes Union by April 30, 2026, 11:59 PM ET. A declaration '
        "or promise of future membership will not suffice.",
    )
    assert verdict(rule, "Norland was admitted to the Lakes Union on Monday, its council declared.").outcome is COUNTS
    assert verdict(rule, "The council promised on Monday that Norland would join the Lakes Union.").outcome is NOT


@pytest.mark.parametrize(
    "text",
    [
        "Osterland rejected a request of Norland on Monday to run a naval base there.",
        "Norland denied on Monday that it was planning a naval base in Osterland.",
    ],
)
def test_a_refusal_of_what_is_asked_about_decides_where_no_verb_is_known(text: str) -> None:
    rule = compiled(
        "Will Norland operate a naval base in Osterland by April 30, 2026?",
        'Resolves "Yes" if a naval base of Norland in Osterland is in use by April 30, 2026, 11:59 PM ET.',
    )
    assert verdict(rule, text).outcome is NOT


def test_an_accepted_thing_that_is_only_ordered_is_not_done() -> None:
    rule = compiled(
        "Nuclear detonation in Norland by April 30, 2026?",
        'Resolves "Yes" if a nuclear weapon is detonated in Norland by April 30, 2026, 11:59 PM ET. This includes '
        "nuclear tests, strikes and accidents.",
    )
    assert verdict(rule, "The army of Norland was ordered on Monday to prepare for nuclear tests.").outcome is NOT


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Ida Falk announced on Monday that she would resign as prime minister in October.", COUNTS),
        ("Ida Falk announced on Monday that she will step down in October, after a new leader is elected.", COUNTS),
        ("Ida Falk's office denied on Monday that Ida Falk was going to resign.", NOT),
        ("Ida Falk said on Monday she would not resign.", NOT),
        ("Opposition leader Olaf Brandt called on Monday for Ida Falk to resign.", NOT),
    ],
)
def test_where_an_announcement_is_enough_only_an_announcement_is(text: str, outcome: VerdictOutcome) -> None:
    found = verdict(LEAVES, text)
    assert found.outcome is outcome, found.because


REMOVED = 'Resolves to "Yes" if Olaf Brandt ceases to be the head of state of Norland by June 30, 2026, 11:59 PM ET.'
PLOT = "Soldiers said on state radio on Monday that Olaf Brandt had been removed from office. The government denied it."


def test_a_claim_that_the_other_side_denies_is_not_established() -> None:
    found = verdict(compiled("Will Olaf Brandt be out as leader of Norland by June 30, 2026?", REMOVED), PLOT)
    assert found.outcome is OPEN
    assert found.missing == ("confirmation by a source that the rule accepts",)


def test_a_denied_claim_falls_under_a_clause_that_bars_unconfirmed_claims() -> None:
    barring = f"{REMOVED} Claims by plotters which are not confirmed by a consensus of reporting will not count."
    found = verdict(compiled("Will Olaf Brandt be out as leader of Norland by June 30, 2026?", barring), PLOT)
    assert found.outcome is NOT
    assert found.clause is not None
    assert "plotters" in found.clause.text


FREED = compiled(
    "Will at least 20 schoolchildren be released in Norland by April 30, 2026?",
    'Resolves to "Yes" if at least 20 of the schoolchildren held by the Fjord Front are released by '
    "April 30, 2026, 11:59 PM ET. Children who escape or are rescued by military operation will not count. An "
    "announcement of a release will not count until the children are free.",
)
RATE = compiled(
    "Will Norland's central bank cut its policy rate below 35% by April 30, 2026?",
    'Resolves to "Yes" if the central bank of Norland lowers its policy rate below 35.00% by April 30, '
    "2026, 11:59 PM ET.",
)


@pytest.mark.parametrize(
    ("rule", "text", "outcome"),
    [
        (FREED, "The Fjord Front freed 24 of the schoolchildren on Monday.", COUNTS),
        (FREED, "The Fjord Front freed 12 of the schoolchildren on Monday.", NOT),
        (FREED, "The army rescued 22 of the schoolchildren held by the Fjord Front in a raid on Monday.", NOT),
        (FREED, "The Fjord Front announced on Monday that 24 of the schoolchildren would be released.", NOT),
        (RATE, "Norland's central bank cut its policy rate by 200 basis points to 34.5% on Monday.", COUNTS),
        (RATE, "Norland's central bank cut its policy rate by 150 basis points to 35.0% on Monday.", NOT),
        (RATE, "Norland's central bank left its policy rate at 36.5% on Monday.", NOT),
        (RATE, "Norland's central bank cut its policy rate on Monday.", OPEN),
        (RATE, "The policy rate of Norland's central bank stood at 34% on Monday.", COUNTS),
    ],
)
def test_thresholds_and_excluded_ways_are_held_against_the_report(
    rule: Rule, text: str, outcome: VerdictOutcome
) -> None:
    found = verdict(rule, text)
    assert found.outcome is outcome, found.because


def test_a_version_must_be_named_in_full() -> None:
    rule = compiled(
        "Orca 3.0 Mini released by April 30, 2026?",
        'Resolves to "Yes" if Fjordsoft makes the Orca 3.0 Mini model available by April 30, 2026, 11:59 PM ET.',
    )
    assert verdict(rule, "The firm released Orca 3.0 Mini on Monday.").outcome is COUNTS
    assert (
        verdict(rule, "Fjordsoft released Orca 3.0 Grand on Monday; a Mini version is planned.").outcome is not COUNTS
    )


def test_an_act_done_to_somebody_else_does_not_count_for_the_one_named() -> None:
    rule = compiled(
        "Will Norland extradite Carl Mendel to Osterland by April 30, 2026?",
        'Resolves to "Yes" if Norland extradites Carl Mendel to Osterland by April 30, 2026, 11:59 PM ET.',
    )
    assert verdict(rule, "Norland extradited Carl Mendel to Osterland on Monday.").outcome is COUNTS
    other = "Norland extradited Peter Holm to Osterland on Monday; Carl Mendel stays in Norland."
    assert verdict(rule, other).outcome is not COUNTS


@pytest.mark.parametrize(("country", "outcome"), [("NOR", COUNTS), ("ISL", OPEN)])
def test_a_rule_on_a_statement_is_met_by_the_statement_of_whom_it_names(country: str, outcome: VerdictOutcome) -> None:
    rule = compiled(
        "Will Iceland strike Norway by April 30, 2026?",
        'Resolves to "Yes" if the Norwegian army states that a missile was launched from Iceland at Norway '
        "by April 30, 2026, 11:59 PM ET.",
    )
    said = "A missile was launched from Iceland at Norway on Monday, the army said."
    text = f"{said} The other side denied it."
    span = Span(document="document:d", start=0, end=len(said), text=said)
    told = {"available_at": NOW, "made_by": "t", "document": "document:d"}
    claim = Claim(
        key="claim:c", speaker=Actor(name="the army", country=country), stance=Stance.ASSERTS, content=span, **told
    )
    event = Event(
        key="event:e",
        action=Action.ASSAULT,
        status=Status.CLAIMED,
        evidence=span,
        actor=Actor(name="Iceland", country="ISL"),
        recipient=Actor(name="Norway", country="NOR"),
        supported_by=("claim:c",),
        **told,
    )
    reading = Reading(document=document(text), claims=(claim,), events=(event,))
    assert count_event(event, rule, reading=reading).outcome is outcome


def test_what_stands_beside_the_act_in_the_text_is_another_event() -> None:
    text = "Norland banned Clipshare on Monday. The minister of Norland ordered 200 inspectors to the border."
    first, second = "Norland banned Clipshare on Monday.", "ordered 200 inspectors to the border"
    found = [_outcome_of(text, part, action) for part, action in ((first, Action.COERCE), (second, Action.MOBILIZE))]
    assert found == [COUNTS, OPEN]


def _outcome_of(text: str, part: str, action: Action) -> VerdictOutcome:
    span = Span(document="document:d", start=text.index(part), end=text.index(part) + len(part), text=part)
    event = Event(
        key="event:e",
        available_at=NOW,
        made_by="t",
        document="document:d",
        action=action,
        status=Status.REPORTED,
        evidence=span,
        actor=Actor(name="Norland"),
    )
    return count_event(event, BAN, reading=Reading(document=document(text), events=(event,))).outcome


def test_not_a_this_is_not_that() -> None:
    rule = compiled(
        "Will Norland name an ambassador to Osterland by April 30, 2026?",
        'Resolves "Yes" if Norland appoints an ambassador to Osterland by April 30, 2026, 11:59 PM ET.',
    )
    assert verdict(rule, "Norland appointed an ambassador to Osterland on Monday.").outcome is COUNTS
    other = "Norland appointed a liaison officer in Osterland on Monday, not an ambassador."
    assert verdict(rule, other).outcome is NOT


def test_what_the_title_bars_by_non_does_not_count() -> None:
    rule = compiled(
        "Will there be a non-test nuclear detonation in Iceland by April 30, 2026?",
        'Resolves "Yes" if a non-test nuclear weapon is detonated in Iceland by April 30, 2026, 11:59 PM ET.',
    )
    assert verdict(rule, "A nuclear weapon was detonated over Akranes in Iceland on Monday.").outcome is COUNTS
    assert verdict(rule, "A nuclear test was conducted in Iceland on Monday.").outcome is NOT


@pytest.mark.parametrize(("doer", "outcome"), [("Danish", COUNTS), ("Norwegian", NOT)])
def test_a_country_that_the_rule_leaves_out_does_not_count(doer: str, outcome: VerdictOutcome) -> None:
    rule = compiled(
        "Will any new country attack Iceland by April 30, 2026?",
        'Resolves "Yes" if any country besides Norway or Sweden attacks Iceland by April 30, 2026, 11:59 PM ET.',
    )
    found = verdict(rule, f"{doer} jets bombed a depot near Akranes in Iceland on Monday.")
    assert found.outcome is outcome, found.because


def test_the_verb_of_an_if_is_not_the_verb_of_the_question() -> None:
    rule = compiled(
        "If Fossland bans Clipshare, will Norland release Carl Mendel by April 30, 2026?",
        'Resolves "Yes" if Norland releases Carl Mendel by April 30, 2026, 11:59 PM ET.',
    )
    kept = "Fossland banned Clipshare on Monday. Norland refused to release Carl Mendel."
    assert verdict(rule, kept).outcome is NOT
    assert verdict(rule, "Norland released Carl Mendel on Monday.").outcome is COUNTS


def test_an_announcement_is_enough_for_a_verb_outside_the_known_kinds() -> None:
    rule = compiled(
        "Will Norland ban Clipshare by April 30, 2026?",
        'Resolves "Yes" if Norland bans Clipshare by April 30, 2026, 11:59 PM ET. An official announcement of a '
        "ban will count, regardless of when it takes effect.",
    )
    text = "Norland announced on Monday that it would ban Clipshare."
    assert verdict(rule, text).outcome is COUNTS
    assert verdict(BAN, text).outcome is NOT


def test_the_same_verb_about_something_else_is_not_the_act() -> None:
    found = verdict(ANNUL, "The fishing club of Norland annulled its list of members on Monday.")
    assert found.outcome is OPEN
    assert "whether it happened at all" in found.missing


def test_an_excluded_way_is_known_by_words_of_its_kind() -> None:
    found = verdict(FREED, "Troops rescued 22 of the schoolchildren in a mission on Monday; the Front freed none.")
    assert found.outcome is NOT
    assert found.clause is not None
    assert "military operation" in found.clause.text


def test_a_no_elsewhere_in_the_sentence_does_not_lift_an_exclusion() -> None:
    found = verdict(ANNUL, "The Constitutional Court of Norland ordered a recount on Monday; no result was annulled.")
    assert found.outcome is NOT
    assert found.clause is not None
    assert "recount" in found.clause.text


def test_what_a_place_within_does_is_not_done_by_the_country() -> None:
    text = "Fossvik banned Clipshare on Monday; in the rest of Norland it is allowed."
    town = Reading(document=document(text), places=(Place(name="Fossvik", kind="city"),))
    assert count_reading(town, BAN).outcome is OPEN


def test_the_if_of_a_title_is_not_its_question() -> None:
    rule = compiled(
        "If Fossland declares independence, will Norland appoint an ambassador there by April 30, 2026?",
        'Resolves "Yes" if Norland appoints an ambassador to Fossland by April 30, 2026, 11:59 PM ET.',
    )
    text = "Senators urged Norland to appoint an ambassador to Fossland, which declared independence."
    assert verdict(rule, text).outcome is NOT
    assert verdict(rule, "Norland appointed an ambassador to Fossland on Monday.").outcome is COUNTS


def test_a_number_of_the_title_must_be_told() -> None:
    rule = compiled(
        "Will the central bank of Norland announce 6 rate cuts in 2026?",
        'Resolves "Yes" if the central bank of Norland cuts its rate so many times by December 31, 2026, 11:59 PM ET.',
    )
    assert (
        verdict(rule, "The central bank of Norland cut its rate on Monday, its sixth cut of the year.").outcome
        is COUNTS
    )
    found = verdict(rule, "The central bank of Norland cut its rate on Monday.")
    assert found.outcome is OPEN
    assert "whether it was 6" in found.missing


def test_a_past_day_in_the_background_is_no_deadline() -> None:
    rule = compiled(
        "Will 5,000 people flee Fossvik?",
        "Resolves Yes if, before June 1, 2026, an agency says that 5,000 fled the war begun on May 7th, 2023.",
    )
    assert rule.deadline is not None
    assert rule.deadline.date.year == 2026


def test_a_hostile_sentence_costs_little() -> None:
    text = ("Clipshare in Norland " + "announced denied to ban refused resign falk " * 50 + ". ") * 120
    begun = time.perf_counter()
    verdict(LEAVES, text)
    verdict(BAN, text)
    assert time.perf_counter() - begun < 10


@given(st.text(alphabet="the refused to ban voted rejected and was not ,;' -", max_size=300), st.integers(0, 300))
def test_any_words_have_a_mood(words: str, at: int) -> None:
    start = min(at, len(words))
    assert mood(words, start, min(start + 3, len(words))) in set(Mood)
