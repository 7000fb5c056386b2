"""What bears on a question follows from the rule's act, from who speaks and from what is done with the words."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tocsin.core.claims import Actor, Claim, Event, Place
from tocsin.core.forecasts import Bearing
from tocsin.core.material import Span
from tocsin.core.questions import Question
from tocsin.core.rules import Clause, Pattern, Rule, Verdict
from tocsin.core.times import Deadline
from tocsin.core.vocabulary import Action, ClauseKind, Direction, Stance, Status, VerdictOutcome
from tocsin.forecasting.bearing import bearings, overall

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
UP, DOWN, NONE = Direction.UP, Direction.DOWN, Direction.NONE

STRIKE = (
    "Will Norway strike targets in Iceland by June 30?",
    "if Norwegian forces carry out a missile or drone strike that hits the territory of Iceland",
    Pattern(actions=(Action.ASSAULT,), actors=("NOR",), recipients=("ISL",), place_country="ISL"),
)
TREATY = (
    "Will Norway and Iceland sign the fisheries treaty by June 30?",
    "if both Norway and Iceland sign a written treaty on fisheries",
    Pattern(actions=(Action.AGREE, Action.SUPPORT), actors=("NOR",), recipients=("ISL",), both_parties=True),
)
ADMISSION = (
    "Will Norway confirm that it fired on the trawler by June 30?",
    "if the government of Norway officially states that its navy fired on the trawler Grey Sister",
    Pattern(actions=(Action.ASSAULT,), actors=("NOR",)),
)
LICENCE = (
    "Will the licence for oil drilling in the Lofoten field be renewed by June 30?",
    "if the ministry publishes a renewal of the drilling licence",
    Pattern(actors=("NOR",)),
)
QUIET = (
    "Will Norway refrain from striking Iceland until June 30?",
    "if Norwegian forces carry out no strike on Iceland",
    STRIKE[2],
)


def rule(asked: tuple[str, str, Pattern]) -> Rule:
    title, requirement, pattern = asked
    return Rule(
        key="rule:q",
        available_at=SINCE,
        made_by="t",
        text=requirement,
        title=title,
        url="",
        version="1",
        pattern=pattern,
        clauses=(Clause(kind=ClauseKind.REQUIRES, start=0, end=len(requirement), text=requirement),),
    )


def question() -> Question:
    return Question(
        key="q",
        available_at=SINCE,
        made_by="t",
        text="?",
        rule="rule:q",
        rule_version="1",
        family="q",
        deadline=Deadline(date=date(2026, 6, 30)),
    )


def says(country: str | None, stance: Stance, words: str, *, at: int = 0, negated: bool = False, **more: str) -> Claim:
    return Claim(
        key=f"claim:{at}:{words[:40]}",
        available_at=SINCE,
        made_by="t",
        document="d",
        speaker=Actor(name="Osk Talvari", country=country) if country else Actor(name="a pilot"),
        stance=stance,
        content=Span(document="d", start=at, end=at + len(words), text=words),
        negated=negated,
        **more,  # type: ignore[arg-type]
    )


def happens(action: Action, words: str, status: Status = Status.REPORTED, *, by: str = "NOR", to: str = "ISL") -> Event:
    return Event(
        key=f"event:{words[:40]}",
        available_at=SINCE,
        made_by="t",
        document="d",
        action=action,
        status=status,
        evidence=Span(document="d", start=0, end=len(words), text=words),
        actor=Actor(name=by, country=by),
        recipient=Actor(name=to, country=to),
        place=Place(name="Reykjavik", kind="city", country="ISL"),
    )


def bear(
    asked: tuple[str, str, Pattern],
    *items: Claim | Event,
    verdict: VerdictOutcome = VerdictOutcome.NOT_ESTABLISHED,
) -> tuple[Bearing, ...]:
    claims = [item for item in items if isinstance(item, Claim)]
    events = [item for item in items if isinstance(item, Event)]
    verdicts = {e.id: Verdict(event=e.id, rule="rule:q", rule_version="1", outcome=verdict) for e in events}
    return bearings(question(), rule(asked), claims, events, verdicts)


@pytest.mark.parametrize(
    ("asked", "claim", "direction"),
    [
        (STRIKE, says("NOR", Stance.THREATENS, "Norway would strike Icelandic bases this week"), UP),
        (STRIKE, says("USA", Stance.WARNS, "Norway is preparing a missile attack on Iceland"), UP),
        (STRIKE, says(None, Stance.PREDICTS, "Norway would not launch any strike on Iceland", negated=True), DOWN),
        (STRIKE, says("NOR", Stance.REFUSES, "to attack Iceland"), DOWN),
        (STRIKE, says("ISL", Stance.ACCUSES, "Norway of firing missiles at Iceland"), UP),
        (STRIKE, says("NOR", Stance.ACCUSES, "Iceland of firing missiles at Norway"), NONE),
        (STRIKE, says("ISL", Stance.THREATENS, "Iceland would strike Norwegian ports"), NONE),
        (TREATY, says("NOR", Stance.REFUSES, "we will not sign the treaty", negated=True), DOWN),
        (TREATY, says("ISL", Stance.ACCEPTS, "the text of the fisheries treaty"), UP),
        (TREATY, says("NOR", Stance.PROMISES, "to sign the treaty next week"), UP),
        (TREATY, says("USA", Stance.ASSERTS, "a deal is closer than ever"), UP),
        (TREATY, says("USA", Stance.ASSERTS, "the talks on the treaty have stalled"), DOWN),
        (ADMISSION, says("NOR", Stance.DENIES, "that its navy fired on the trawler"), DOWN),
        (ADMISSION, says("ISL", Stance.ACCUSES, "Norway of having fired on the trawler"), NONE),
        (LICENCE, says("NOR", Stance.ASSERTS, "no decision on the drilling licence had been made", negated=True), DOWN),
        (QUIET, says("NOR", Stance.THREATENS, "Norway would strike Icelandic bases this week"), DOWN),
    ],
)
def test_a_claim_leans_by_its_speaker_and_its_words(
    asked: tuple[str, str, Pattern], claim: Claim, direction: Direction
) -> None:
    (bearing,) = bear(asked, claim)
    assert bearing.direction is direction
    assert bearing.item == claim.id
    assert bearing.resolves == "open"
    assert bearing.because
    assert 1 <= bearing.strength <= 3


SANCTIONS = (
    "Will the Nordic Council adopt new sanctions against Iceland by June 30?",
    "if the Nordic Council formally adopts a package of sanctions against Iceland",
    Pattern(actions=(Action.SANCTION,), actors=("Nordic Council",), recipients=("ISL",)),
)
TRUCE_HOLDS = (
    "Will the truce between Norway and Iceland hold until June 30?",
    "if neither Norway nor Iceland carries out a strike on the other",
    Pattern(actions=(Action.AGREE,), actors=("NOR", "ISL"), both_parties=True),
)


@pytest.mark.parametrize(
    ("asked", "claim"),
    [
        (STRIKE, says("NOR", Stance.PROPOSES, "Norway was ready to sign a truce with Iceland")),
        (TREATY, says("NOR", Stance.ASSERTS, "the fisheries treaty does not touch national waters", negated=True)),
        (TREATY, says("NOR", Stance.DENIES, "the fisheries treaty would cost crews their jobs")),
        (TREATY, says("NOR", Stance.DENIES, "the fisheries treaty was dead or the signing put off")),
        (TREATY, says("NOR", Stance.PROMISES, "a decisive response to any Icelandic trawler in the treaty zone")),
        (SANCTIONS, says("ISL", Stance.ASSERTS, "the sanctions were illegal")),
    ],
)
def test_words_that_do_not_speak_of_the_act_itself_lean_nowhere(asked: tuple[str, str, Pattern], claim: Claim) -> None:
    assert all(bearing.direction is NONE for bearing in bear(asked, claim))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (TREATY, "the assembly would block the fisheries treaty in committee"),
        (TREATY, "she would vote against the fisheries treaty"),
        (SANCTIONS, "Finland will veto the sanctions package"),
        (SANCTIONS, "the sanctions package was taken off the agenda"),
    ],
)
@pytest.mark.parametrize("stance", [Stance.PROMISES, Stance.ASSERTS, Stance.THREATENS])
def test_who_stands_in_the_way_of_an_act_that_needs_a_vote_leans_against_it(
    asked: tuple[str, str, Pattern], words: str, stance: Stance
) -> None:
    (bearing,) = bear(asked, says("FIN", stance, words))
    assert bearing.direction is DOWN


def test_blocking_leans_towards_a_closure_for_there_it_is_the_act() -> None:
    closure = (
        "Will Norway close the Skagen strait by June 30?",
        "if Norway blocks the Skagen strait to shipping",
        Pattern(actions=(Action.COERCE,), actors=("NOR",)),
    )
    (bearing,) = bear(closure, says("NOR", Stance.PROMISES, "Norway would block the Skagen strait"))
    assert bearing.direction is UP


def test_a_threat_leans_against_a_truce_that_is_to_last() -> None:
    (bearing,) = bear(TRUCE_HOLDS, says("NOR", Stance.THREATENS, "Norway would end the truce with a strike on Iceland"))
    assert bearing.direction is DOWN


@pytest.mark.parametrize(
    ("asked", "event", "direction"),
    [
        (STRIKE, happens(Action.THREATEN, "Norway threatened retaliation"), UP),
        (STRIKE, happens(Action.MOBILIZE, "Norway moved its fleet"), UP),
        (STRIKE, happens(Action.RETREAT, "Norway withdrew its ships"), DOWN),
        (STRIKE, happens(Action.ASSAULT, "Norway planned a missile strike", Status.PLANNED), UP),
        (STRIKE, happens(Action.ASSAULT, "no strike was carried out", Status.NEGATED), DOWN),
        (STRIKE, happens(Action.ASSAULT, "the strike of 1972", Status.BACKGROUND), NONE),
        (STRIKE, happens(Action.ASSAULT, "Icelandic drone attack", by="ISL", to="NOR"), NONE),
        (TREATY, happens(Action.REJECT, "Norway rejected the draft treaty"), DOWN),
        (TREATY, happens(Action.ASSAULT, "shots were fired"), DOWN),
    ],
)
def test_an_event_leans_by_its_act_and_its_sides(
    asked: tuple[str, str, Pattern], event: Event, direction: Direction
) -> None:
    (bearing,) = bear(asked, event)
    assert bearing.direction is direction


@pytest.mark.parametrize(
    "claim",
    [
        says("NOR", Stance.REFUSES, "to raise the price of herring", negated=True),
        says("FRA", Stance.ASSERTS, "the elections will be held in May"),
        says("ISL", Stance.ASSERTS, "tourism is growing"),
    ],
)
def test_what_has_nothing_to_do_with_the_act_does_not_bear(claim: Claim) -> None:
    for asked in (STRIKE, TREATY, LICENCE):
        assert bear(asked, claim) == ()


def test_an_event_that_counts_resolves_the_question() -> None:
    (bearing,) = bear(STRIKE, happens(Action.ASSAULT, "a missile hit Reykjavik"), verdict=VerdictOutcome.COUNTS)
    assert (bearing.direction, bearing.strength, bearing.resolves) == (UP, 3, "yes")


def test_an_act_that_stands_only_in_what_somebody_said_inside_a_report_does_not_resolve() -> None:
    event = happens(Action.ASSAULT, "soldiers took the radio mast and announced that missiles had hit Reykjavik")
    said = "missiles had hit Reykjavik"
    claim = says("NOR", Stance.ASSERTS, said, at=event.evidence.text.index(said))
    assert {b.resolves for b in bear(STRIKE, event, verdict=VerdictOutcome.COUNTS)} == {"yes"}
    assert {b.resolves for b in bear(STRIKE, event, claim, verdict=VerdictOutcome.COUNTS)} == {"open"}


def test_a_plan_in_words_that_say_there_is_none_bears_nothing_by_itself() -> None:
    words = "Norway has no plans to strike Iceland"
    claim = says("NOR", Stance.ASSERTS, words, negated=True)
    event = happens(Action.THREATEN, words, Status.THREATENED)
    assert {b.direction for b in bear(STRIKE, event)} == {UP}
    assert {b.direction for b in bear(STRIKE, claim, event)} == {DOWN}


def test_the_words_of_a_quoted_denial_are_not_what_is_denied() -> None:
    words = '"It is a fabrication to sabotage the talks on the treaty,"'
    claim = replace(says("NOR", Stance.DENIES, words), quoted=True)
    assert all(bearing.direction is NONE for bearing in bear(TREATY, claim))


def test_a_denial_never_resolves_whatever_the_count_says() -> None:
    event = happens(Action.ASSAULT, "last night flatly denied that a missile had hit Reykjavik")
    assert {b.resolves for b in bear(STRIKE, event, verdict=VerdictOutcome.COUNTS)} == {"open"}


def test_a_threat_leans_towards_the_end_of_a_truce_that_is_asked_for() -> None:
    ended = ("Will the truce between Norway and Iceland be called off by June 30?", *TRUCE_HOLDS[1:])
    (bearing,) = bear(ended, says("NOR", Stance.THREATENS, "Norway would leave the truce with Iceland"))
    assert bearing.direction is UP


def test_what_looks_like_the_event_and_does_not_count_leans_nowhere() -> None:
    (bearing,) = bear(STRIKE, happens(Action.ASSAULT, "a missile was shot down"), verdict=VerdictOutcome.DOES_NOT_COUNT)
    assert (bearing.direction, bearing.resolves) == (NONE, "open")


def test_an_event_of_another_kind_never_resolves_whatever_the_count_says() -> None:
    counted = bear(LICENCE, happens(Action.COERCE, "police arrested two divers"), verdict=VerdictOutcome.COUNTS)
    assert all(bearing.resolves == "open" for bearing in counted)


def test_the_event_that_a_question_asks_to_stay_away_does_not_make_it_a_yes() -> None:
    (bearing,) = bear(QUIET, happens(Action.ASSAULT, "a missile hit Reykjavik"), verdict=VerdictOutcome.COUNTS)
    assert (bearing.direction, bearing.resolves) == (DOWN, "open")


def test_a_bare_denial_bears_where_it_answers_a_claim_on_the_matter() -> None:
    accusation = says("ISL", Stance.ACCUSES, "Norway fired on the trawler Grey Sister")
    denial = says("NOR", Stance.DENIES, "the claims", at=2000, answers=accusation.key)
    stray = says("NOR", Stance.DENIES, "the claims", at=4000)
    found = {bearing.item: bearing.direction for bearing in bear(ADMISSION, accusation, denial, stray)}
    assert found[denial.id] is DOWN
    assert stray.id not in found


@pytest.mark.parametrize(
    "words",
    ["to sign any treaty since 1972", "Norway has long opposed a treaty", "Norway ruled out a treaty for decades"],
)
def test_a_position_held_for_years_is_no_news(words: str) -> None:
    (bearing,) = bear(TREATY, says("NOR", Stance.REFUSES, words))
    assert bearing.direction is NONE


@pytest.mark.parametrize(("by", "direction"), [("NOR", UP), ("ISL", NONE)])
def test_what_the_acting_side_would_do_unless_it_is_heeded_is_a_threat_whatever_the_cue(
    by: str, direction: Direction
) -> None:
    country = "Norway" if by == "NOR" else "Iceland"
    words = f"{country} would strike the launch sites unless the ships were returned"
    (bearing,) = bear(STRIKE, says(by, Stance.REFUSES, words))
    assert bearing.direction is direction


@pytest.mark.parametrize(("to", "found"), [("ISL", [DOWN]), ("FRA", [])])
def test_a_friendly_act_leads_away_from_force_only_towards_the_other_side(to: str, found: list[Direction]) -> None:
    assert [bearing.direction for bearing in bear(STRIKE, happens(Action.CONSULT, "they held talks", to=to))] == found


@pytest.mark.parametrize(
    ("verdict", "direction"), [(VerdictOutcome.DOES_NOT_COUNT, NONE), (VerdictOutcome.NOT_ESTABLISHED, DOWN)]
)
def test_the_denial_of_what_does_not_count_says_little(verdict: VerdictOutcome, direction: Direction) -> None:
    event = happens(Action.ASSAULT, "a missile was shot down")
    denial = says("NOR", Stance.DENIES, "that it had fired a missile at Iceland", at=400)
    found = {bearing.item: bearing.direction for bearing in bear(STRIKE, event, denial, verdict=verdict)}
    assert found[denial.id] is direction


def test_an_act_that_is_only_denied_does_not_make_its_accusation_idle() -> None:
    event = happens(Action.ASSAULT, "Norway had fired missiles at Iceland", Status.DENIED)
    accusation = says("ISL", Stance.ACCUSES, "Norway of firing missiles at Iceland", at=400)
    bearing = bear(STRIKE, event, accusation, verdict=VerdictOutcome.DOES_NOT_COUNT)
    assert {each.item: each.direction for each in bearing}[accusation.id] is UP


@pytest.mark.parametrize(
    ("words", "direction"), [("US ships would attack Iceland", UP), ("they told us nothing", None)]
)
def test_a_country_is_not_taken_for_a_pronoun(words: str, direction: Direction | None) -> None:
    asked = (STRIKE[0].replace("Norway", "the US"), STRIKE[1], Pattern(actions=(Action.ASSAULT,), actors=("USA",)))
    found = bear(asked, says("ISL", Stance.WARNS, words))
    assert [bearing.direction for bearing in found] == ([direction] if direction else [])


def test_a_direct_refusal_outweighs_several_vague_hopes() -> None:
    hopes = [says("USA", Stance.ASSERTS, f"a deal is closer, says envoy {n}", at=n * 900) for n in range(4)]
    refusal = says("NOR", Stance.REFUSES, "we will not sign the treaty", at=9000, negated=True)
    together = overall(bear(TREATY, *hopes, refusal))
    assert together is not None
    assert (together.direction, together.item) == (DOWN, refusal.id)
    assert overall(()) is None


def test_what_is_said_after_the_deadline_bears_on_nothing() -> None:
    threat = says("NOR", Stance.THREATENS, "Norway would strike Icelandic bases this week")
    late = replace(threat, available_at=datetime(2026, 7, 2, tzinfo=UTC))
    assert len(bear(STRIKE, threat)) == 1
    assert bear(STRIKE, late) == ()


def test_a_page_without_end_is_read_in_no_time() -> None:
    huge: Sequence[str] = ("strike " * 700_000, "a" * 5_000_000, " " * 5_000_000)
    begun = time.perf_counter()
    for words in huge:
        bear(STRIKE, says("NOR", Stance.ASSERTS, words or "x"))
    assert time.perf_counter() - begun < 2


def test_talk_of_talks_beside_a_threat_does_not_lead_away_from_force() -> None:
    threat = says("NOR", Stance.THREATENS, "targets for a missile strike had been chosen")
    talks = says("NOR", Stance.PROMISES, "Norway would revise its negotiating position", at=60)
    assert [(b.item, b.direction) for b in bear(STRIKE, threat, talks)] == [(threat.id, UP)]
    assert [b.direction for b in bear(TREATY, talks)] == [DOWN]


def test_judging_an_account_of_an_attack_expects_none() -> None:
    judged = says("ISL", Stance.ASSESSES, "the Norwegian account of a missile attack as invented")
    expected = says("ISL", Stance.ASSESSES, "Norway was preparing a missile attack on Iceland", at=200)
    directions = {bearing.item: bearing.direction for bearing in bear(STRIKE, judged, expected)}
    assert directions == {judged.id: NONE, expected.id: UP}


def test_the_acting_side_that_asks_for_restraint_turns_its_signal() -> None:
    restraint = says("NOR", Stance.REQUESTS, "restraint")
    threat = says("NOR", Stance.THREATENS, "targets for a missile strike had been chosen", at=80)
    directions = {bearing.item: bearing.direction for bearing in bear(STRIKE, restraint, threat)}
    assert directions == {restraint.id: DOWN, threat.id: UP}
    other_side = says("ISL", Stance.REQUESTS, "restraint")
    assert [b.direction for b in bear(STRIKE, other_side, threat) if b.item == other_side.id] in ([], [NONE])


def test_accusing_one_side_of_an_act_that_does_not_count_bears_nowhere() -> None:
    accusation = says("ISL", Stance.ACCUSES, "Norway had launched nine missiles at Iceland last week")
    act = replace(happens(Action.ASSAULT, "Norway had launched nine missiles"), supported_by=(accusation.key,))
    later = says("ISL", Stance.WARNS, "Norway is preparing a missile attack on Iceland", at=400)
    done = replace(happens(Action.ASSAULT, "Norwegian missiles struck Iceland"), key="event:other")
    open_, closed = VerdictOutcome.NOT_ESTABLISHED, VerdictOutcome.DOES_NOT_COUNT
    outcomes = {act.id: closed, done.id: open_}
    verdicts = {key: Verdict(event=key, rule="rule:q", rule_version="1", outcome=o) for key, o in outcomes.items()}
    found = bearings(question(), rule(STRIKE), [accusation, later], [act, done], verdicts)
    directions = {bearing.item: bearing.direction for bearing in found}
    assert directions[accusation.id] is NONE
    assert directions[later.id] is UP


def test_a_threat_that_is_denied_prepares_nothing() -> None:
    made = happens(Action.THREATEN, "Norway threatened to answer", Status.THREATENED)
    denied = happens(Action.THREATEN, "any ultimatum had been given", Status.DENIED)
    directions = {bearing.item: bearing.direction for bearing in bear(STRIKE, made, denied)}
    assert directions == {made.id: UP}
