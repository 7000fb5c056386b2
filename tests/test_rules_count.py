"""Does it count? The verdict, the clause that decides, and the fact that is missing."""

from __future__ import annotations

import time
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tocsin.core.claims import Actor, Event, Place, Reading
from tocsin.core.material import Document, Span
from tocsin.core.rules import Rule, Verdict
from tocsin.core.times import DateRange, InstantRange
from tocsin.core.vocabulary import (
    Action,
    Attributes,
    Effect,
    Form,
    Officiality,
    Quantity,
    Scope,
    Status,
    VerdictOutcome,
)
from tocsin.rules.compile import RulesReader
from tocsin.rules.count import count_event, count_reading

COUNTS, NOT, OPEN = VerdictOutcome.COUNTS, VerdictOutcome.DOES_NOT_COUNT, VerdictOutcome.NOT_ESTABLISHED
KNOWN = datetime(2025, 12, 20, tzinfo=UTC)
NOON = datetime(2026, 1, 20, 12, tzinfo=UTC)
REPORTS = tomllib.loads((Path(__file__).parent / "golden" / "rules_reports.toml").read_text(encoding="utf-8"))["rule"]
KYIV = Path(__file__).parent.parent / "examples" / "kyiv" / "questions"


def compiled(text: str, title: str) -> Rule:
    return RulesReader().compile(text, title=title, key="rule:q", url="", available_at=KNOWN)[0]


def document(text: str, published: datetime = NOON) -> Document:
    return Document(
        key="document:d",
        available_at=published,
        made_by="t",
        source="source:s",
        url="",
        title="",
        text=text,
        language="en",
        published_at=published,
        origin="o",
    )


def reading(text: str, published: datetime = NOON, **found: Any) -> Reading:
    return Reading(document=document(text, published), **found)


def event(text: str, **fields: Any) -> Event:
    given: dict[str, Any] = {
        "action": Action.ASSAULT,
        "status": Status.REPORTED,
        "actor": Actor(name="Norway", country="NOR"),
        "place": AKRANES,
        "attributes": Attributes(effect=Effect.GROUND_IMPACT),
        "occurred": DateRange(start=date(2026, 1, 20), end=date(2026, 1, 20)),
    }
    return Event(
        key="event:e",
        available_at=NOON,
        made_by="t",
        document="document:d",
        evidence=Span(document="document:d", start=0, end=len(text), text=text),
        **(given | fields),
    )


AKRANES = Place(name="Akranes", kind="city", country="ISL", admin1="West", zone="Atlantic/Reykjavik")
STRIKE = compiled(
    'This market will resolve to "Yes" if a Norwegian drone or missile impacts the ground in Akranes municipality by '
    "January 31, 2026, 11:59 PM GMT. Missiles or drones that are intercepted will not be sufficient.",
    "Will a Norwegian strike hit Akranes municipality by January 31?",
)
HIT = "A Norwegian missile struck a depot in Akranes, the mayor said."


@pytest.mark.parametrize(
    ("rule", "report"),
    [(rule, report) for rule in REPORTS for report in rule["report"]],
    ids=[f"{rule['title'][:28]} {report['text'][:40]}" for rule in REPORTS for report in rule["report"]],
)
def test_an_invented_report_gets_the_verdict_a_careful_reader_gives(
    rule: dict[str, Any], report: dict[str, Any]
) -> None:
    verdict = count_reading(reading(report["text"], report["published"]), compiled(rule["text"], rule["title"]))
    assert verdict.outcome.value == report["verdict"], verdict.because
    assert report["clause"] in (verdict.clause.text if verdict.clause else "")
    assert bool(verdict.missing) is (verdict.outcome is OPEN)


def verdict(text: str, **fields: Any) -> Verdict:
    return count_event(event(text, **fields), STRIKE)


def test_a_coded_hit_in_the_place_in_time_counts() -> None:
    assert verdict(HIT).outcome is COUNTS


@pytest.mark.parametrize(
    "status", [Status.THREATENED, Status.PLANNED, Status.HYPOTHETICAL, Status.NEGATED, Status.DENIED]
)
def test_what_is_threatened_planned_supposed_negated_or_denied_does_not_count(status: Status) -> None:
    assert verdict(HIT, status=status).outcome is NOT


@pytest.mark.parametrize("status", [Status.CLAIMED, Status.DISPUTED])
def test_one_sides_claim_is_not_established_and_asks_for_confirmation(status: Status) -> None:
    found = verdict(HIT, status=status)
    assert found.outcome is OPEN
    assert found.missing == ("confirmation by a source that the rule accepts",)


def test_background_may_be_an_older_event() -> None:
    found = verdict(HIT, status=Status.BACKGROUND)
    assert found.outcome is OPEN
    assert "new event" in found.missing[0]


def test_an_interception_is_excluded_and_the_clause_is_quoted() -> None:
    found = verdict("A missile over Akranes was shot down.", attributes=Attributes(effect=Effect.INTERCEPTED))
    assert found.outcome is NOT
    assert found.clause is not None
    assert "intercepted" in found.clause.text


def test_another_city_of_the_gazetteer_is_not_the_one() -> None:
    place = Place(name="Reykjavik", kind="city", country="ISL", admin1="Capital")
    found = verdict("A Norwegian missile struck a depot in Reykjavik.", place=place)
    assert found.outcome is NOT
    assert "not in Akranes" in found.because


@pytest.mark.parametrize(("name", "kind"), [("Akranes region", "region"), ("Iceland", "country")])
def test_a_region_or_country_does_not_show_that_its_city_was_hit(name: str, kind: str) -> None:
    found = verdict(f"A Norwegian missile struck the {name}.", place=Place(name=name, kind=kind, country="ISL"))
    assert found.outcome is OPEN
    assert found.missing == ("whether it was in Akranes itself",)


def test_a_city_of_the_same_region_by_the_gazetteer_is_still_another_city() -> None:
    rule = compiled(
        (KYIV / "strike.rule.txt").read_text(encoding="utf-8"),
        "Will a Russian strike hit the ground in Kyiv municipality by January 10, 2026?",
    )
    text = "A Russian Oreshnik missile struck Lviv."
    lviv = Place(name="Lviv", kind="city", country="UKR", admin1="Lviv", zone="Europe/Kyiv")
    day = DateRange(start=date(2026, 1, 8), end=date(2026, 1, 9))
    found = count_event(event(text, place=lviv, actor=Actor(name="Russia", country="RUS"), occurred=day), rule)
    assert found.outcome is NOT
    assert found.because == "it happened in Lviv, not in Kyiv"


def test_an_unknown_place_is_a_missing_fact() -> None:
    found = verdict("A Norwegian missile struck a depot.", place=None)
    assert found.outcome is OPEN
    assert "whether it was in Akranes" in found.missing


def test_an_unknown_doer_is_a_missing_fact_and_another_doer_does_not_count() -> None:
    assert verdict("A missile struck a depot in Akranes.", actor=None).missing == ("whether it was done by Norway",)
    other = verdict("A Danish missile struck Akranes.", actor=Actor(name="Denmark", country="DNK"))
    assert other.outcome is NOT


def test_an_act_of_another_root_does_not_count() -> None:
    assert verdict("Norway condemned Akranes.", action=Action.ACCUSE, attributes=Attributes()).outcome is NOT


def test_the_right_root_with_other_words_is_not_enough() -> None:
    rule = compiled(
        'Resolves "Yes" if Norway and Iceland agree to a ceasefire by June 1, 2026, 11:59 PM ET.',
        "Norway x Iceland ceasefire by June 1?",
    )
    found = count_event(
        event(
            "Norway and Iceland signed a fisheries accord, both governments said.",
            action=Action.AGREE,
            recipient=Actor(name="Iceland", country="ISL"),
            attributes=Attributes(form=Form.SIGNED),
        ),
        rule,
    )
    assert found.outcome is OPEN


def at(text: str) -> InstantRange:
    start = datetime.fromisoformat(text)
    return InstantRange(start=start, end=start.replace(minute=start.minute + 1))


def test_the_rules_own_zone_decides_at_midnight() -> None:
    eastern = compiled(
        'Resolves to "Yes" if a Norwegian missile hits Akranes municipality by January 31, 2026, 11:59 PM ET.',
        "Will a Norwegian strike hit Akranes municipality by January 31?",
    )
    after_utc_midnight = event(HIT, occurred_instants=at("2026-02-01T03:30+00:00"))
    assert count_event(after_utc_midnight, eastern).outcome is COUNTS
    assert count_event(after_utc_midnight, STRIKE).outcome is NOT


def test_a_deadline_in_an_unstated_zone_stays_open_within_its_26_hours() -> None:
    rule = compiled(
        'This market will resolve to "Yes" if a Norwegian missile hits Akranes municipality by January 31, 2026.',
        "Will a Norwegian strike hit Akranes municipality by January 31?",
    )
    found = count_event(event(HIT, occurred_instants=at("2026-02-01T03:30+00:00")), rule)
    assert found.outcome is OPEN
    assert "the time zone of the deadline" in found.missing
    assert count_event(event(HIT, occurred_instants=at("2026-02-02T03:30+00:00")), rule).outcome is NOT


def test_an_unknown_day_is_a_missing_fact() -> None:
    assert "when it happened" in verdict(HIT, occurred=None).missing


def test_what_happened_before_the_opening_does_not_count() -> None:
    rule = compiled(
        'This market will resolve to "Yes" if a Norwegian missile hits Akranes municipality between January 25 and '
        "January 31, 2026, 11:59 PM GMT.",
        "Will a Norwegian strike hit Akranes municipality by January 31?",
    )
    found = count_event(event(HIT), rule)
    assert found.outcome is NOT
    assert found.because == "it happened before the question opened"


def test_a_counted_quantity_of_the_event_meets_or_misses_the_threshold() -> None:
    rule = compiled(
        "Resolves Yes if more than 100 people are killed in one attack in Iceland by May 1, 2026, 11:59 PM ET.",
        "Will more than 100 people be killed in one attack in Iceland by May 1?",
    )

    def killed(number: float) -> VerdictOutcome:
        counts = (Quantity(unit="killed", value=number),)
        told = event("A missile struck a market in Akranes, Iceland.", attributes=Attributes(counts=counts))
        return count_event(told, rule).outcome

    assert (killed(140), killed(100), killed(36)) == (COUNTS, NOT, NOT)


CEASEFIRE = compiled(
    'This market will resolve to "Yes" if Norway and Iceland agree to a ceasefire by June 1, 2026, 11:59 PM ET. Only a '
    "general pause will qualify. Humanitarian pauses will not count. Anonymous leaks will not be considered.",
    "Norway x Iceland ceasefire by June 1?",
)


def truce(text: str, **fields: Any) -> Verdict:
    given = {
        "action": Action.AGREE,
        "recipient": Actor(name="Iceland", country="ISL"),
        "attributes": Attributes(scope=Scope.GENERAL),
    }
    return count_event(event(text, **(given | fields)), CEASEFIRE)


def test_a_general_ceasefire_of_both_counts_and_a_humanitarian_one_does_not() -> None:
    assert truce("Norway and Iceland agreed to a full ceasefire, both said.").outcome is COUNTS
    narrow = truce("Norway and Iceland agreed to a ceasefire.", attributes=Attributes(scope=Scope.HUMANITARIAN))
    assert narrow.outcome is NOT
    assert narrow.clause is not None
    assert narrow.clause.text == "Humanitarian pauses will not count."


def test_a_scope_that_is_not_told_is_missing() -> None:
    found = truce("Norway and Iceland agreed to a ceasefire.", attributes=Attributes())
    assert found.outcome is OPEN
    assert "general scope" in found.missing[0]


def test_one_side_alone_does_not_show_that_both_agreed() -> None:
    found = truce("Norway agreed to a full ceasefire.", recipient=None)
    assert found.outcome is OPEN
    assert "whether both Norway and Iceland agreed" in found.missing


def test_an_unnamed_voice_asks_for_a_better_one_or_is_barred() -> None:
    unnamed = Attributes(effect=Effect.GROUND_IMPACT, officiality=Officiality.UNNAMED)
    assert verdict(HIT, attributes=unnamed).outcome is OPEN
    barred = Attributes(scope=Scope.GENERAL, officiality=Officiality.UNNAMED)
    assert truce("Norway and Iceland agreed to a full ceasefire.", attributes=barred).outcome is NOT


DEBRIS = "A drone was shot down over Akranes. Burning debris of the Norwegian drone fell on a warehouse roof."


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Intercepted weapons will not be sufficient.", OPEN),
        ("Falling debris will qualify. Intercepted weapons that leave none will not be sufficient.", COUNTS),
        ("Intercepted weapons will not be sufficient, nor will their debris.", NOT),
        ("Attacks that consist of intercepted weapons will still qualify.", COUNTS),
    ],
)
def test_debris_is_open_only_where_the_rule_is_silent_on_it(sentence: str, outcome: VerdictOutcome) -> None:
    rule = compiled(
        'This market will resolve to "Yes" if a Norwegian drone attack impacts the ground in Akranes municipality by '
        f"January 31, 2026, 11:59 PM GMT. {sentence}",
        "Will a Norwegian attack hit Akranes municipality by January 31?",
    )
    assert count_reading(reading(DEBRIS), rule).outcome is outcome


@pytest.mark.parametrize(("name", "outcome"), [("strike", NOT), ("action", COUNTS)])
def test_the_look_alikes_of_the_kyiv_situation_part_on_an_intercepted_wave(name: str, outcome: VerdictOutcome) -> None:
    text = (KYIV / f"{name}.rule.txt").read_text(encoding="utf-8")
    rule = compiled(text, "Will Russia attack Kyiv municipality by January 10, 2026?")
    told = "Russia launched 40 drones at Kyiv overnight. All of them were shot down, the city administration said."
    assert count_reading(reading(told, datetime(2026, 1, 5, 8, tzinfo=UTC)), rule).outcome is outcome


def test_a_report_of_another_kind_of_act_does_not_count() -> None:
    told = "Norway and Iceland signed a fisheries accord in Akranes."
    found = count_reading(reading(told, events=(event(told, action=Action.AGREE),)), STRIKE)
    assert found.outcome is NOT


def test_local_time_is_that_of_the_place_the_report_names() -> None:
    told = "A Norwegian missile struck a depot in Akranes at 00:20 on 1 February 2026, the mayor said."
    late = datetime(2026, 2, 1, 12, tzinfo=UTC)
    assert count_reading(reading(told, late), STRIKE).outcome is OPEN
    assert count_reading(reading(told, late, places=(AKRANES,)), STRIKE).outcome is NOT


def test_an_empty_report_is_not_established() -> None:
    assert count_reading(reading("..."), STRIKE).outcome is OPEN


def test_the_verdict_names_rule_version_and_event() -> None:
    hit = event(HIT)
    found = count_event(hit, STRIKE)
    assert (found.event, found.rule, found.rule_version) == (hit.id, "rule:q", STRIKE.version)


@pytest.mark.parametrize(
    "piece", ["not ", "20 ", "Norway ", "whether ", "; but ", "1,000", "(", "struck ", "ordered to "]
)
def test_time_to_count_stays_linear_for_a_hostile_report(piece: str) -> None:
    sentence = piece * (2_400 // len(piece))
    started = time.perf_counter()
    count_reading(reading(f"{sentence}. " * 80), STRIKE)
    assert time.perf_counter() - started < 10
