"""What holds for any rule text and any report."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.core.claims import Event, Reading
from tocsin.core.material import Document, Span
from tocsin.core.rules import Rule, Verdict
from tocsin.core.vocabulary import Action, Attributes, Effect, Form, Scope, Status, VerdictOutcome
from tocsin.rules.compile import RulesReader
from tocsin.rules.count import count_event, count_reading
from tocsin.rules.diff import diff
from tocsin.rules.risk import dispute_risk

KNOWN = datetime(2026, 1, 1, tzinfo=UTC)
VOCABULARY = """
resolve resolves Yes "Yes" No if Otherwise, not will count qualify only must by before on March 31, 2026 11:59 PM ET
UTC 24:61 99 -1 $1,000 at least more than 20 ships days Norway Iceland Oslo strike ceasefire signed treaty meets and
or unless regardless of whether drones intercepted debris announced plans to refused to could : ; . ( ) <li> </p>
**not** - 1. \u201cyes\u201d \u0130 \ufb01 \u202e 50-50 either listed date said denied unclear it killed people percent
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n", "\n\n"])
RULE_LIKE = st.lists(WORDS, max_size=70).map(" ".join)
TEXT = st.one_of(RULE_LIKE, st.text(max_size=400))
STATUS = st.sampled_from(list(Status))
ATTRIBUTES = st.builds(
    Attributes,
    effect=st.sampled_from([None, *Effect]),
    form=st.sampled_from([None, *Form]),
    scope=st.sampled_from([None, *Scope]),
)


def compiled(text: str, title: str = "") -> Rule:
    return RulesReader().compile(text, title=title, key="rule:q", url="", available_at=KNOWN)[0]


def counted(report: str, rule: Rule) -> Verdict:
    document = Document(
        key="d",
        available_at=KNOWN,
        made_by="t",
        source="s",
        url="",
        title="",
        text=report,
        language="en",
        published_at=KNOWN,
        origin="o",
    )
    return count_reading(Reading(document=document), rule)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(TEXT, TEXT)
def test_any_text_compiles_and_every_clause_is_a_slice_of_it(text: str, title: str) -> None:
    rule = compiled(text, title)
    assert all(text[clause.start : clause.end] == clause.text for clause in rule.clauses)
    assert all(clause.text for clause in rule.clauses)
    assert 0.0 <= rule.parsed_share <= 1.0
    assert dispute_risk(rule).level in ("low", "medium", "high")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(TEXT, TEXT, TEXT)
def test_any_report_gets_a_verdict_that_explains_itself_and_stays_the_same(text: str, title: str, report: str) -> None:
    rule = compiled(text, title)
    verdict = counted(report, rule)
    assert verdict == counted(report, rule)
    assert verdict.because
    assert bool(verdict.missing) is (verdict.outcome is VerdictOutcome.NOT_ESTABLISHED)
    assert all(verdict.missing)
    assert verdict.clause is None or verdict.clause in rule.clauses


@settings(max_examples=100, deadline=None, derandomize=True)
@given(TEXT, st.text(min_size=1, max_size=80), st.sampled_from(list(Action)), STATUS, ATTRIBUTES)
def test_any_event_gets_a_verdict_that_explains_itself(
    text: str, words: str, action: Action, status: Status, attributes: Attributes
) -> None:
    rule = compiled(text, "Will Norway strike Akranes municipality by March 31, 2026?")
    event = Event(
        key="e",
        available_at=KNOWN,
        made_by="t",
        document="d",
        action=action,
        status=status,
        attributes=attributes,
        evidence=Span(document="d", start=0, end=len(words), text=words),
    )
    verdict = count_event(event, rule)
    assert bool(verdict.missing) is (verdict.outcome is VerdictOutcome.NOT_ESTABLISHED)
    if status in (Status.THREATENED, Status.PLANNED, Status.NEGATED, Status.HYPOTHETICAL, Status.DENIED):
        assert verdict.outcome is VerdictOutcome.DOES_NOT_COUNT


@settings(max_examples=100, deadline=None, derandomize=True)
@given(RULE_LIKE, RULE_LIKE)
def test_a_further_exclusion_never_makes_more_count(text: str, report: str) -> None:
    told = f"{report}. Norwegian drones struck Akranes and were intercepted."
    before = counted(told, compiled(text))
    after = counted(told, compiled(f"{text}.\n\nIntercepted drones will not count."))
    if after.outcome is VerdictOutcome.COUNTS:
        assert before.outcome is VerdictOutcome.COUNTS


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(0, 700), st.integers(0, 700), TEXT)
def test_the_same_rule_with_another_date_has_no_flip(first: int, second: int, title: str) -> None:
    def dated(days: int) -> Rule:
        day = date(2026, 1, 1) + timedelta(days=days)
        return compiled(
            f'This market will resolve to "Yes" if Norway and Iceland sign a treaty by {day:%B} {day.day}, {day.year}, '
            '11:59 PM ET. Otherwise, "No". Drafts will not count.',
            f"Treaty by {day:%B} {day.day}? {title}",
        )

    flips = diff(dated(first), dated(second))
    assert all(flip.on == "deadline" for flip in flips)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(TEXT, TEXT)
def test_differences_are_the_same_seen_from_the_other_side(a: str, b: str) -> None:
    here, there = diff(compiled(a), compiled(b)), diff(compiled(b), compiled(a))
    assert {(f.on, f.verdict_a, f.verdict_b) for f in here} == {(f.on, f.verdict_b, f.verdict_a) for f in there}
