"""What disputes come from is named with its reason; the grade follows from the reasons."""

from __future__ import annotations

from datetime import UTC, datetime

from tocsin.core.rules import Rule
from tocsin.rules.compile import RulesReader
from tocsin.rules.risk import DisputeRisk, dispute_risk

CLEAR = (
    'This market will resolve to "Yes" if the Skerra lighthouse is lit by March 31, 2026, 11:59 PM ET. '
    'Otherwise, this market will resolve to "No".'
)


def compiled(text: str, title: str = "Will the Skerra lighthouse be lit by March 31?") -> Rule:
    return RulesReader().compile(
        text, title=title, key="rule:q", url="", available_at=datetime(2026, 1, 1, tzinfo=UTC)
    )[0]


def risk(text: str, title: str = "Will the Skerra lighthouse be lit by March 31?") -> DisputeRisk:
    return dispute_risk(compiled(text, title))


def test_a_plain_rule_is_low_and_gives_no_reason() -> None:
    assert risk(CLEAR) == DisputeRisk(level="low", reasons=())


def test_an_undefined_garment_and_an_undefined_consensus_add_up() -> None:
    found = risk(
        CLEAR.replace("the Skerra lighthouse is lit", "Piet Sarro wears a suit")
        + " The resolution source will be a consensus of credible reporting."
    )
    assert found.level == "high"
    assert found.reasons[0] == '"suit" is not defined'
    assert any("consensus" in reason for reason in found.reasons)


def test_a_definition_takes_the_reason_away() -> None:
    text = CLEAR.replace("the Skerra lighthouse is lit", "Piet Sarro wears a suit")
    defined = f"{text} A suit is a jacket and trousers cut from one cloth."
    assert any("suit" in reason for reason in risk(text).reasons)
    assert not any("suit" in reason for reason in risk(defined).reasons)


def test_a_strike_that_says_impact_but_not_debris_leaves_debris_open() -> None:
    found = risk(
        'Resolves "Yes" if a Norwegian missile strike impacts the ground in Akranes by March 31, 2026, 11:59 PM ET. '
        'Otherwise "No". Intercepted missiles will not count.',
        "Will a Norwegian strike hit Akranes by March 31?",
    )
    assert found.reasons == ("debris of an intercepted weapon is not mentioned",)


def test_a_rule_without_text_is_high() -> None:
    found = risk("")
    assert found.level == "high"
    assert found.reasons[0] == "no rule text was given"


def test_what_is_counted_and_excluded_at_once_is_told() -> None:
    found = risk(f"{CLEAR} Humanitarian pauses will not count. A humanitarian pause by both sides will qualify.")
    assert "both counted and excluded: humanitarian" in found.reasons


def test_missing_deadline_default_and_zone_are_told() -> None:
    bare = risk("This market resolves to Yes if the lighthouse is lit.", "Will the lighthouse be lit?")
    assert "no deadline is stated" in bare.reasons
    assert "what happens when nothing qualifies is not stated" in bare.reasons
    assert "the deadline has no time zone" in risk(CLEAR.replace(" ET", "")).reasons


def test_a_blank_left_by_the_venue_is_told() -> None:
    assert any("blank" in reason for reason in risk(CLEAR.replace("is lit", "is lit ____ times")).reasons)
