"""Two rules side by side: what turns a verdict is told, what only looks different is not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tocsin.core.rules import Rule
from tocsin.rules.compile import RulesReader
from tocsin.rules.diff import Flip, diff, masked

KNOWN = datetime(2026, 1, 1, tzinfo=UTC)
BASE = (
    'This market will resolve to "Yes" if a Norwegian drone or missile strike hits Iceland by March 31, 2026, '
    '11:59 PM ET. Otherwise, this market will resolve to "No".'
)


def compiled(text: str, title: str = "Norwegian strike on Iceland by March 31?") -> Rule:
    return RulesReader().compile(text, title=title, key="rule:q", url="", available_at=KNOWN)[0]


def flips(a: str, b: str) -> tuple[Flip, ...]:
    return diff(compiled(a), compiled(b))


def test_a_rule_has_no_difference_to_itself() -> None:
    assert flips(BASE, BASE) == ()


def test_interception_that_counts_here_and_not_there_is_the_first_flip() -> None:
    found = flips(
        f"{BASE} Missiles or drones that are intercepted will not be sufficient.",
        f"{BASE} Attacks that are intercepted by defensive systems still count.",
    )
    assert str(found[0]) == "intercepted: does not count → counts"
    assert found[0].consequence == 0
    assert found[0].clause_a is not None
    assert found[0].clause_b is not None
    assert "will not be sufficient" in found[0].clause_a.text
    assert "still count" in found[0].clause_b.text


def test_a_requirement_that_the_other_rule_lacks_is_told_with_its_clause() -> None:
    accord = 'Resolves "Yes" if Norway and Iceland agree to a ceasefire by June 1, 2026, 11:59 PM ET.'
    found = flips(f"{accord} Only a general pause in the conflict will qualify.", accord)
    first = next(flip for flip in found if flip.on == "general scope")
    assert (first.verdict_a, first.verdict_b) == ("required", "not stated")
    assert first.clause_a is not None
    assert first.clause_b is None


def test_an_exclusion_in_words_of_its_own_is_told_too() -> None:
    found = flips(f"{BASE} Strikes by privateers will not count.", BASE)
    assert [(flip.verdict_a, flip.verdict_b) for flip in found] == [("does not count", "not stated")]


@pytest.mark.parametrize(
    "other",
    [
        BASE.replace("March 31, 2026", "June 30, 2026"),
        BASE.replace("by March 31, 2026", "by 31 March 2026"),
        BASE.replace("11:59 PM", "11:59PM"),
        BASE.replace("Otherwise, this", "Otherwise this"),
        BASE.replace('"', "“"),
    ],
)
def test_dates_commas_and_quotes_alone_flip_nothing(other: str) -> None:
    assert diff(compiled(BASE), compiled(other, "Norwegian strike on Iceland by June 30?")) == ()


def test_list_numbers_alone_flip_nothing() -> None:
    listed = "Resolves Yes if one of these occurs:\n1. Norway signs the accord\n2. Iceland signs the accord"
    assert flips(listed, listed.replace("1.", "3.").replace("2.", "4.")) == ()


def test_the_same_question_with_another_deadline_says_so() -> None:
    found = flips(BASE, BASE.replace("March 31, 2026", "June 30, 2026"))
    assert [(flip.on, flip.verdict_a, flip.verdict_b) for flip in found] == [
        ("deadline", "2026-03-31 23:59", "2026-06-30 23:59")
    ]


def test_another_zone_default_or_place_is_told() -> None:
    assert [f.on for f in flips(BASE, BASE.replace(" ET", " Kyiv time"))] == ["time zone of the deadline"]
    assert [f.on for f in flips(BASE, BASE.replace('"No"', '"Other"'))] == ["default"]


def test_the_turns_come_before_the_mere_wordings() -> None:
    found = flips(
        f"{BASE} The strike must be confirmed on a weekday by the harbour master. Intercepted drones will not count.",
        f"{BASE} Intercepted drones will count.",
    )
    assert [flip.consequence for flip in found] == sorted(flip.consequence for flip in found)
    assert found[0].on == "intercepted"


def test_masking_leaves_the_substance() -> None:
    assert masked("1. By March 31, 2026, 11:59 PM ET, Norway strikes.") == masked("2) on 30 June 2026 Norway strikes")
