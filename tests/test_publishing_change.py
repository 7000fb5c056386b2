"""The condition of a rule is quoted whole: "by" before a doer is no date."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tocsin.publishing.change import asked_for
from tocsin.rules.compile import RulesReader


@pytest.mark.parametrize(
    ("condition", "quoted"),
    [
        ("the strike by the Dockers' Union ends by January 31, 2026", "the strike by the Dockers' Union ends"),
        (
            "20 of those held by the Fjord Front are freed before May 1, 2026",
            "20 of those held by the Fjord Front are freed",
        ),
        (
            "the bank lowers its rate below 35% at or before its meeting of March 12, 2026",
            "the bank lowers its rate below 35%",
        ),
        ("Norland visits Osterland between March 1 and March 31, 2026", "Norland visits Osterland"),
        (
            "a treaty between Norland and Osterland is signed by the listed date",
            "a treaty between Norland and Osterland is signed",
        ),
    ],
)
def test_a_condition_is_cut_at_its_date_and_not_before(condition: str, quoted: str) -> None:
    text = f'This market will resolve to "Yes" if {condition}. Otherwise, this market will resolve to "No".'
    known = datetime(2026, 1, 1, tzinfo=UTC)
    rule, _ = RulesReader().compile(text, title="Will it?", key="rule:q", url="", available_at=known)
    assert asked_for(rule) == quoted
