"""A resolution is proposed from verdicts and coverage, with its reason; a person signs it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tocsin.core.claims import Event
from tocsin.core.errors import InputError
from tocsin.core.material import Coverage, Span
from tocsin.core.questions import Question, Resolution
from tocsin.core.rules import Rule, Verdict
from tocsin.core.times import DateRange, Deadline, InstantRange
from tocsin.core.vocabulary import Action, Outcome, Status, VerdictOutcome
from tocsin.rules.compile import RulesReader
from tocsin.rules.resolution import covered_days, propose

KNOWN = datetime(2026, 1, 1, tzinfo=UTC)
AFTER = datetime(2026, 1, 12, tzinfo=UTC)
RULE = RulesReader().compile(
    'Resolves "Yes" if Norway strikes Iceland by January 10, 2026, 11:59 PM UTC. Otherwise, it resolves to "No".',
    title="Norwegian strike on Iceland by January 10?",
    key="rule:q",
    url="",
    available_at=KNOWN,
)[0]
QUESTION = Question(
    key="q@2026-01-10",
    available_at=KNOWN,
    made_by="t",
    text="Norwegian strike on Iceland by January 10?",
    rule="rule:q",
    rule_version=RULE.version,
    family="q",
    deadline=Deadline(date=date(2026, 1, 10), zone="UTC"),
    opens_at=KNOWN,
)


def event(number: int = 1, status: Status = Status.REPORTED, day: int = 5) -> Event:
    return Event(
        key=f"event:{number}",
        available_at=datetime(2026, 1, day, 12, tzinfo=UTC),
        made_by="t",
        document="document:d",
        action=Action.ASSAULT,
        status=status,
        evidence=Span(document="document:d", start=0, end=3, text="hit"),
    )


def verdict(on: Event, outcome: VerdictOutcome, version: str = RULE.version, rule: str = "rule:q") -> Verdict:
    missing = ("who did it",) if outcome is VerdictOutcome.NOT_ESTABLISHED else ()
    return Verdict(event=on.id, rule=rule, rule_version=version, outcome=outcome, missing=missing)


def coverage(first: int, last: int, *, ok: bool = True, feed: str = "f") -> Coverage:
    start, end = datetime(2026, 1, first, tzinfo=UTC), datetime(2026, 1, last, tzinfo=UTC)
    during = InstantRange(start=start, end=end)
    return Coverage(
        key=f"coverage:{feed}{first}", available_at=during.end, made_by="t", feed=feed, during=during, ok=ok
    )


WATCHED = (coverage(1, 11),)


def proposed(
    *found: tuple[Event, VerdictOutcome],
    watched: tuple[Coverage, ...] = WATCHED,
    at: datetime = AFTER,
    rule: Rule = RULE,
) -> Resolution:
    events = [on for on, _ in found]
    return propose(QUESTION, rule, events, [verdict(on, outcome) for on, outcome in found], watched, at)


def test_an_event_that_counts_proposes_yes_with_its_evidence_unsigned() -> None:
    hit = event()
    found = proposed((hit, VerdictOutcome.COUNTS))
    assert (found.outcome, found.evidence, found.decided_by) == (Outcome.YES, (hit.id,), None)


def test_yes_is_proposed_before_the_deadline_too_but_no_is_not() -> None:
    early = datetime(2026, 1, 6, tzinfo=UTC)
    assert proposed((event(), VerdictOutcome.COUNTS), at=early).outcome is Outcome.YES
    assert proposed(at=early).outcome is None


def test_silence_under_live_feeds_proposes_the_rules_default_and_says_what_was_covered() -> None:
    found = proposed()
    assert found.outcome is Outcome.NO
    assert "10 of 10 days" in found.because


@pytest.mark.parametrize("default", ["Other", "not stated", "void", "Yes"])
def test_the_default_is_the_rules_own(default: str) -> None:
    wanted = {"Other": Outcome.NO, "not stated": Outcome.NO, "void": Outcome.VOID, "Yes": Outcome.YES}
    found = proposed(rule=replace(RULE, default=default))
    assert found.outcome is wanted[default]
    assert ("names no default" in found.because) is (default == "not stated")


@pytest.mark.parametrize("watched", [(), (coverage(1, 11, ok=False),)])
def test_the_silence_of_a_dead_feed_proposes_nothing(watched: tuple[Coverage, ...]) -> None:
    found = proposed(watched=watched)
    assert found.outcome is None
    assert "silence is no evidence" in found.because


def test_an_open_event_holds_the_default_back_and_names_what_is_missing() -> None:
    found = proposed((event(), VerdictOutcome.NOT_ESTABLISHED))
    assert found.outcome is None
    assert "who did it" in found.because


def test_an_excluded_event_does_not_hold_the_default_back() -> None:
    assert proposed((event(), VerdictOutcome.DOES_NOT_COUNT)).outcome is Outcome.NO


def test_what_was_not_known_by_then_is_left_out() -> None:
    late = event(day=20)
    assert proposed((late, VerdictOutcome.COUNTS)).outcome is Outcome.NO


def test_verdicts_of_another_version_or_rule_are_left_out() -> None:
    hit = event()
    for other in (verdict(hit, VerdictOutcome.COUNTS, "old"), verdict(hit, VerdictOutcome.COUNTS, rule="rule:other")):
        assert propose(QUESTION, RULE, [hit], [other], WATCHED, AFTER).outcome is Outcome.NO


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(InputError):
        propose(QUESTION, RULE, [], [], [], datetime(2026, 1, 12))  # noqa: DTZ001


def test_covered_days_count_a_day_once_and_only_where_a_feed_lived_half_of_it() -> None:
    days = DateRange(start=date(2026, 1, 1), end=date(2026, 1, 10))
    assert str(covered_days([coverage(1, 4), coverage(2, 6, feed="g")], days, "UTC")) == "5 of 10 days"
    assert covered_days([coverage(1, 4), coverage(2, 6, feed="g")], days, "UTC", ["f"]).covered == 3
    start = datetime(2026, 1, 1, 13, tzinfo=UTC)
    short = replace(coverage(1, 2), during=InstantRange(start=start, end=start + timedelta(hours=11)))
    assert covered_days([short], days, "UTC").covered == 0
