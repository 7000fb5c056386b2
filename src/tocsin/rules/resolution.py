"""How a question would end by what is on file: proposed with evidence and coverage, never decided here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tocsin.core.claims import Event
from tocsin.core.material import Coverage
from tocsin.core.questions import Question, Resolution
from tocsin.core.rules import Rule, Verdict
from tocsin.core.times import UNSPECIFIED_ZONE, DateRange, InstantRange, require_utc
from tocsin.core.vocabulary import ClauseKind, Outcome, Status, VerdictOutcome

RESOLVER_NAME = "rules-resolution.v1"
_DEFAULTS = {"No": Outcome.NO, "Yes": Outcome.YES, "Other": Outcome.NO, "void": Outcome.VOID, "not stated": Outcome.NO}
_HALF_A_DAY = timedelta(hours=12)
_MAX_DAYS = 20_000
_LONGEST_CLAUSE = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredDays:
    """``covered`` of ``total`` calendar days, on which at least one feed was alive for twelve hours or more."""

    covered: int
    total: int

    def __str__(self) -> str:
        return f"{self.covered} of {self.total} days"


def covered_days(coverage: Iterable[Coverage], days: DateRange, zone: str, feeds: Sequence[str] = ()) -> CoveredDays:
    """Count the calendar days (in ``zone``; UTC where unspecified) on which a feed was alive half the day or longer.

    ``feeds`` names the feeds that matter; empty means any. Dead stretches and overlaps count once. Longer spans than
    20,000 days are cut at that many.
    """
    alive = _merged(c.during for c in coverage if c.ok and (not feeds or c.feed in feeds))
    total = min(max(days.days, 0), _MAX_DAYS)
    covered = 0
    for offset in range(total):
        day = days.start + timedelta(days=offset)
        bounds = DateRange(start=day, end=day).instants("UTC" if zone == UNSPECIFIED_ZONE else zone)
        covered += sum((_overlap(bounds, r) for r in alive), timedelta()) >= _HALF_A_DAY
    return CoveredDays(covered=covered, total=total)


def _merged(ranges: Iterable[InstantRange]) -> list[InstantRange]:
    merged: list[InstantRange] = []
    for current in sorted(ranges, key=lambda r: (r.start, r.end)):
        if merged and current.start <= merged[-1].end:
            merged[-1] = InstantRange(start=merged[-1].start, end=max(merged[-1].end, current.end))
        else:
            merged.append(current)
    return merged


def _overlap(a: InstantRange, b: InstantRange) -> timedelta:
    return max(min(a.end, b.end) - max(a.start, b.start), timedelta())


def propose(
    question: Question,
    rule: Rule,
    events: Sequence[Event],
    verdicts: Sequence[Verdict],
    coverage: Sequence[Coverage],
    as_of: datetime,
) -> Resolution:
    """Propose how ``question`` ends by what was known at ``as_of``; ``decided_by`` stays ``None``: a person signs.

    YES when an event counts. The rule's default (mostly NO) only after the deadline, when no event is left open and
    feeds were alive, with the days covered. Else no outcome, and why. ``verdicts`` for other rules, other versions of
    this one, and events that were not available by ``as_of`` are left out.
    """
    moment = require_utc(as_of, "as_of")
    known = {e.id: e for e in events if e.available_at <= moment}
    ours = [v for v in verdicts if v.rule == rule.key and v.rule_version == rule.version and v.event in known]
    counting = sorted({v.event for v in ours if v.outcome is VerdictOutcome.COUNTS and _is_an_event(known[v.event])})
    still_open = sorted({v.event for v in ours if v.outcome is VerdictOutcome.NOT_ESTABLISHED} - set(counting))
    if counting:
        because = (
            f"{_number(len(counting), 'event')} on file {'counts' if len(counting) == 1 else 'count'} under the rule"
        )
        return _proposal(question, moment, Outcome.YES, counting, because)
    if question.deadline.closes_between()[1] > moment:
        return _proposal(question, moment, None, still_open, "no event on file counts, and the deadline has not passed")
    if still_open:
        missing = sorted({m for v in ours if v.event in still_open for m in v.missing})
        left = f"{_number(len(still_open), 'event')} cannot be judged: missing {'; '.join(missing[:3])}"
        because = f"the deadline has passed, but {left}"
        return _proposal(question, moment, None, still_open, because)
    return _after_deadline(question, rule, coverage, moment)


def _after_deadline(question: Question, rule: Rule, coverage: Sequence[Coverage], moment: datetime) -> Resolution:
    watched = covered_days(coverage, _window(question, rule), question.deadline.zone, question.feeds)
    if not watched.covered:
        because = f"the deadline has passed, but the feeds covered {watched}: silence is no evidence"
        return _proposal(question, moment, None, [], because)
    outcome = _DEFAULTS.get(rule.default)
    said = (
        "the rule names no default; No is proposed"
        if rule.default == "not stated"
        else f"the rule's default is {rule.default}"
    )
    reserved = "".join(f"; to be read by a person: “{_short(c.text)}”" for c in rule.of_kind(ClauseKind.AMBIGUITY)[:1])
    because = f"the deadline has passed and no event on file counts; the feeds covered {watched}; {said}{reserved}"
    return _proposal(question, moment, outcome, [], because)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_CLAUSE else f"{words[:_LONGEST_CLAUSE].rsplit(' ', 1)[0]} …"


def _window(question: Question, rule: Rule) -> DateRange:
    opened = question.opens_at or rule.opens_at or question.available_at
    return DateRange(start=min(_day(opened), question.deadline.date), end=_last_day(question))


def _last_day(question: Question) -> date:
    deadline = question.deadline
    whole_day_before = not deadline.inclusive and deadline.local_time.hour == 0 and deadline.local_time.minute == 0
    return deadline.date - timedelta(days=1) if whole_day_before else deadline.date


def _day(moment: datetime) -> date:
    return moment.date()


def _is_an_event(event: Event) -> bool:
    return event.status in (Status.REPORTED, Status.CLAIMED, Status.DISPUTED)


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _proposal(
    question: Question, moment: datetime, outcome: Outcome | None, evidence: Sequence[str], because: str
) -> Resolution:
    return Resolution(
        key=f"resolution:{question.key}",
        available_at=moment,
        made_by=RESOLVER_NAME,
        question=question.key,
        outcome=outcome,
        evidence=tuple(evidence),
        because=because,
    )
