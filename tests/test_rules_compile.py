"""A venue's text becomes clauses with spans; what is not understood is said to be so."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tocsin.core.errors import InputError, Problem
from tocsin.core.rules import Clause, Condition, Rule
from tocsin.core.vocabulary import Action, ClauseKind
from tocsin.rules.compile import RulesReader

KNOWN = datetime(2025, 12, 22, tzinfo=UTC)
GOLDEN = Path(__file__).parent / "golden" / "rules_kyiv.json"
KYIV = Path(__file__).parent.parent / "examples" / "kyiv" / "questions"

CEASEFIRE = """This market will resolve to "Yes" if Norway and Iceland announce a ceasefire by April 30, 2026, \
11:59 PM ET. Otherwise, this market will resolve to "No".

Only a mutually agreed halt in fighting will qualify. Humanitarian pauses and local truces will not count.

If no pause is confirmed by the resolution date, this market will remain open until the end of the second day after it.

The resolution source will be official statements of both governments.

If the outcome is ambiguous, this market resolves 50-50. The fishing grounds are rich."""


def compiled(text: str, title: str = "Norway x Iceland ceasefire by April 30?") -> Rule:
    return compiled_with_problems(text, title)[0]


def compiled_with_problems(text: str, title: str) -> tuple[Rule, tuple[Problem, ...]]:
    return RulesReader().compile(text, title=title, key="rule:q", url="", available_at=KNOWN)


def kinds(rule: Rule) -> dict[str, ClauseKind]:
    return {clause.text: clause.kind for clause in rule.clauses}


def conditions(rule: Rule, kind: ClauseKind) -> list[Condition]:
    return [condition for clause in rule.of_kind(kind) for condition in clause.conditions]


def test_every_clause_is_what_the_venue_wrote_at_that_place() -> None:
    rule = compiled(CEASEFIRE)
    assert len(rule.clauses) == 8
    assert all(rule.text[clause.start : clause.end] == clause.text for clause in rule.clauses)


def test_sentences_are_told_apart_by_what_they_do() -> None:
    found = kinds(compiled(CEASEFIRE))
    wanted = {
        "Otherwise": ClauseKind.DEFAULT,
        "Only a mutually": ClauseKind.REQUIRES,
        "Humanitarian": ClauseKind.EXCLUDES,
        "If no pause": ClauseKind.WINDOW,
        "The resolution source": ClauseKind.SOURCE,
        "If the outcome": ClauseKind.AMBIGUITY,
        "The fishing": ClauseKind.UNPARSED,
    }
    told = {start: kind for start in wanted for text, kind in found.items() if text.startswith(start)}
    assert told == wanted


def test_default_window_and_sources_are_fields_of_the_rule() -> None:
    rule = compiled(CEASEFIRE)
    assert rule.default == "No"
    assert rule.window is not None
    assert "end of the second day" in rule.window
    assert rule.sources == ("The resolution source will be official statements of both governments.",)


def test_the_share_that_was_understood_counts_the_unparsed_clause() -> None:
    assert compiled(CEASEFIRE).parsed_share == pytest.approx(7 / 8, abs=0.001)


def test_background_before_the_heading_of_the_rule_is_no_rule() -> None:
    rule = compiled(
        "Norway must fish. Talks will not count for much.\n\nResolution Criteria:\n\nResolves Yes if Norway signs."
    )
    found = [(clause.text, clause.kind) for clause in rule.clauses]
    assert found[:2] == [
        ("Norway must fish.", ClauseKind.UNPARSED),
        ("Talks will not count for much.", ClauseKind.UNPARSED),
    ]
    assert found[-1] == ("Resolves Yes if Norway signs.", ClauseKind.REQUIRES)
    assert rule.parsed_share == 0.5


def test_a_rule_that_states_no_default_is_said_to_state_none() -> None:
    assert compiled('This market will resolve to "Yes" if Norway invades Iceland.').default == "not stated"


@pytest.mark.parametrize(
    ("sentence", "default"),
    [
        ('Otherwise, this market will resolve to "No".', "No"),
        ("If no such vote is held, this market will resolve to “Other”.", "Other"),
        ("If the match is not played, the market resolves N/A.", "void"),
        ("If they do not meet, the question resolves No.", "No"),
        ("It resolves NO if nothing is announced.", "No"),
    ],
)
def test_the_default_is_where_the_question_goes_when_nothing_qualifies(sentence: str, default: str) -> None:
    assert compiled(f"Resolves Yes if they meet by 1 May 2026. {sentence}").default == default


def test_a_list_inherits_what_its_header_says() -> None:
    rule = compiled(
        "This question resolves Yes if Norway signs the accord.\n\n"
        "The following will NOT be sufficient:\n- Letters of intent\n- A statement by the opposition\n\n"
        "The following will qualify:\n- A signed declaration\n"
    )
    found = kinds(rule)
    assert found["Letters of intent"] is ClauseKind.EXCLUDES
    assert found["A statement by the opposition"] is ClauseKind.EXCLUDES
    assert found["A signed declaration"] is ClauseKind.COUNTS


def test_markup_is_blanked_and_never_shifts_a_span() -> None:
    rule = compiled(
        "<p>This question resolves <b>Yes</b> if Norway signs.</p><ul><li>Drafts do <b>not</b> count.</li></ul>"
    )
    assert [rule.text[c.start : c.end] for c in rule.of_kind(ClauseKind.EXCLUDES)] == ["Drafts do <b>not</b> count."]


def test_an_aside_that_waives_a_condition_is_a_clause_of_its_own() -> None:
    rule = compiled('This market resolves "Yes" if a deal is signed, regardless of when the deal takes effect.')
    assert [c.text for c in rule.of_kind(ClauseKind.COUNTS)] == ["regardless of when the deal takes effect."]


def test_a_not_that_helps_yes_is_no_exclusion() -> None:
    rule = compiled("Resolves Yes if the treaty is signed. The treaty does not need to be ratified.")
    assert not rule.of_kind(ClauseKind.EXCLUDES)
    assert [c.text for c in rule.of_kind(ClauseKind.COUNTS)] == ["The treaty does not need to be ratified."]


def test_an_exclusion_tests_an_attribute_of_events_where_there_is_one() -> None:
    rule = compiled("Resolves Yes if a missile hits the town. Intercepted missiles will not be sufficient.")
    assert conditions(rule, ClauseKind.EXCLUDES) == [Condition(field="effect", operator="is", values=("intercepted",))]


def test_an_exclusion_keeps_its_own_words_beside_the_topics_it_names() -> None:
    rule = compiled(
        "Resolves Yes if Iceland closes its airspace. Closures caused by weather or volcanic ash do not count."
    )
    (condition,) = conditions(rule, ClauseKind.EXCLUDES)
    assert condition.field == "topic"
    assert condition.values == ("weather", "words:ash volcanic")


def test_a_threshold_is_a_test_on_a_number() -> None:
    rule = compiled("Resolves Yes if at least 20 ships cross the strait and more than 1.5 million dollars is paid.")
    assert set(conditions(rule, ClauseKind.REQUIRES)) >= {
        Condition(field="count.ships", operator="at_least", values=("20",)),
        Condition(field="count.money", operator="at_least", values=(">1500000",)),
    }


@pytest.mark.parametrize(
    "words",
    ["at least two news agencies confirm it", "at least one of the following occurs", "at least some tariffs fall"],
)
def test_numbers_of_voices_and_of_list_items_are_no_thresholds(words: str) -> None:
    rule = compiled(f"This market resolves to Yes if {words}.")
    assert not [c for c in conditions(rule, ClauseKind.REQUIRES) if c.operator == "at_least"]


def test_the_predicate_names_act_parties_and_place() -> None:
    pattern = compiled(
        "This market resolves Yes if Norway carries out an attack on Akranes municipality.",
        "Will Norway strike Akranes municipality by May 1?",
    ).pattern
    assert pattern.actions == (Action.ASSAULT,)
    assert pattern.actors == ("NOR",)
    assert (pattern.place, pattern.place_kind) == ("Akranes", "city")


def test_an_act_of_two_asks_for_both() -> None:
    assert compiled(CEASEFIRE).pattern.both_parties
    assert not compiled("Resolves Yes if Norway signs a treaty with Iceland.", "Will Norway sign?").pattern.both_parties


def test_a_question_without_rule_text_compiles_from_its_own_words_and_says_what_is_open() -> None:
    rule, problems = compiled_with_problems("", "Will Norway strike Akranes municipality by 31 May 2026?")
    assert rule.pattern.actions == (Action.ASSAULT,)
    assert rule.deadline is not None
    assert rule.deadline.date.isoformat() == "2026-05-31"
    assert rule.default == "not stated"
    assert not rule.clauses
    told = " ".join(problem.message for problem in problems)
    assert "no rule text was given" in told
    assert "no time zone" in told


def test_another_text_is_another_version_and_the_same_text_the_same() -> None:
    assert compiled(CEASEFIRE).version == compiled(CEASEFIRE, "Another title by May 1?").version
    assert compiled(CEASEFIRE).version != compiled(CEASEFIRE + " ").version


def test_what_was_not_understood_is_told_as_a_problem() -> None:
    _, problems = compiled_with_problems("The sea is blue. The sky is grey. Gulls cry.", "Will it rain?")
    told = [problem.message for problem in problems]
    assert any("0% of the rule's clauses" in message for message in told)
    assert any("no deadline" in message for message in told)
    assert all(problem.stage == "ask" and problem.hint for problem in problems)


def test_text_beyond_the_limit_stays_one_unparsed_clause() -> None:
    rule = compiled("This market resolves Yes if they meet. " + "Gulls cry. " * 6_000)
    assert rule.clauses[-1].kind is ClauseKind.UNPARSED
    assert rule.clauses[-1].end == len(rule.text)


def test_a_naive_time_and_an_empty_key_are_refused() -> None:
    with pytest.raises(InputError):
        RulesReader().compile("x", title="x", key="rule:q", url="", available_at=datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(InputError):
        RulesReader().compile("x", title="x", key="", url="", available_at=KNOWN)


@pytest.mark.parametrize(
    "hostile",
    [
        "<" * 50_000,
        "(i.e. " * 9_000,
        "not " * 15_000,
        "resolves to " * 5_000,
        "a, " * 20_000,
        "by 31 " * 9_000,
        "1,000" * 12_000,
    ],
)
def test_time_to_compile_stays_linear_for_hostile_text(hostile: str) -> None:
    started = time.perf_counter()
    compiled(hostile, hostile)
    assert time.perf_counter() - started < 5


def test_the_rules_of_the_kyiv_situation_compile_as_filed() -> None:
    """Golden: run with the file removed to write it anew, and read the difference."""
    found = {path.name.removesuffix(".rule.txt"): _plain(path) for path in sorted(KYIV.glob("*.rule.txt"))}
    if not GOLDEN.exists():
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        pytest.fail("the golden file was missing and has been written; read it before it is kept")
    assert found == json.loads(GOLDEN.read_text(encoding="utf-8"))


TITLES = {
    "action": "Will Russia take military action against Kyiv municipality by 10 January 2026?",
    "ceasefire": "Will Russia and Ukraine agree on a general ceasefire by 31 March 2026?",
    "peace": "Will Ukraine sign a peace agreement with Russia by 31 March 2026?",
    "strike": "Will a Russian strike hit the ground in Kyiv municipality by 10 January 2026?",
}


def _plain(path: Path) -> dict[str, Any]:
    rule = compiled(path.read_text(encoding="utf-8"), TITLES[path.name.removesuffix(".rule.txt")])
    pattern = rule.pattern
    assert rule.deadline is not None
    return {
        "deadline": f"{rule.deadline.date} {rule.deadline.local_time:%H:%M} {rule.deadline.zone}",
        "inclusive": rule.deadline.inclusive,
        "opens_at": rule.opens_at.isoformat() if rule.opens_at else None,
        "default": rule.default,
        "actions": list(pattern.actions),
        "actors": list(pattern.actors),
        "recipients": list(pattern.recipients),
        "both_parties": pattern.both_parties,
        "place": [pattern.place, pattern.place_kind],
        "clauses": [_clause(clause) for clause in rule.clauses],
    }


def _clause(clause: Clause) -> dict[str, Any]:
    tests = [f"{c.field} {c.operator} {'|'.join(c.values)}" for c in clause.conditions]
    return {"kind": clause.kind.value, "start": clause.start, "end": clause.end, "tests": tests}
