"""The single tests of an event under a rule: each is true, false or unknown, and says on which clause it stands.

Here: in time, happened at all, told plainly. Act, place, parties, wording and numbers have modules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.core.rules import Clause, Rule
from tocsin.core.times import UNSPECIFIED_ZONE, DateRange, Deadline
from tocsin.core.vocabulary import ClauseKind, Officiality, Status
from tocsin.rules.facts import Facts, Sentence
from tocsin.rules.lexicon import normalised
from tocsin.rules.lookup import deadline_clause, nearest_clause, planned_clause, resolution_clause, source_clause
from tocsin.rules.moods import denies_what_was_told
from tocsin.rules.predicate import named_parties
from tocsin.rules.words import distinctive

_NO_EVENT = {
    Status.THREATENED: "only a threat is reported",
    Status.PLANNED: "it is only planned",
    Status.HYPOTHETICAL: "it is only supposed",
    Status.NEGATED: "the report says that it did not happen",
    Status.DENIED: "only a denial is reported",
}
_ACCEPTS_CLAIMS = re.compile(
    r"\bclaimed by\b|\bclaims of responsibility\b|\bclaim(?:s|ed)? responsibility\b|\backnowledged by\b"
)
_BARS_CLAIMS = re.compile(
    r"\b(?:claims?|reports?|statements?|rumou?rs?|allegations?)\b.{0,80}\bnot (?:been )?(?:\w+ )?"
    r"(?:confirmed|verified|corroborated)"
    r"|\b(?:unconfirmed|unverified|uncorroborated|unsubstantiated) (?:claims?|reports?|statements?|rumou?rs?)"
)
_ASKS_FOR_WORD = re.compile(
    r"\bif (?P<who>[^.;]{2,160}?) (?:officially |publicly |formally |itself )?"
    r"(?:states?|stated|confirms?|announces?|declares?|acknowledges?|says?|admits?)\b"
)
_CONFIRMATION = re.compile(r"\b(?:confirm\w*|verif\w*|declined to comment|commented|corroborat\w*)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One test. ``truth`` false: a stated fact speaks against; ``None``: ``missing`` would decide it.

    ``rank`` orders what is told first: the lower, the more it decides.
    """

    truth: bool | None
    rank: int
    because: str
    clause: Clause | None = None
    missing: str = ""


def check_time(rule: Rule, facts: Facts) -> Iterable[Check]:
    """In time, to the minute of the rule's own zone, and not before the question opened."""
    if rule.deadline is None:
        return
    clause = deadline_clause(rule)
    zone_known = rule.deadline.zone != UNSPECIFIED_ZONE
    happened = facts.happened
    if happened is None:
        yield Check(
            truth=None,
            rank=40,
            because="the report does not say when it happened",
            clause=clause,
            missing="when it happened",
        )
        return
    admitted = rule.deadline.admits(happened)
    if admitted is None and not zone_known and facts.days is not None:
        admitted = _admits_dates(rule.deadline, facts.days)
    if admitted is None:
        missing = "the clock time at which it happened" if zone_known else "the time zone of the deadline"
        yield Check(
            truth=None, rank=12, because="it happened too close to the deadline to tell", clause=clause, missing=missing
        )
    elif not admitted:
        yield Check(truth=False, rank=0, because="it happened after the deadline", clause=clause)
    if rule.opens_at is not None and happened.end <= rule.opens_at:
        yield Check(truth=False, rank=1, because="it happened before the question opened", clause=clause)
    elif rule.opens_at is not None and happened.start < rule.opens_at:
        yield Check(
            truth=None,
            rank=13,
            because="it may have happened before the question opened",
            clause=clause,
            missing="when exactly it happened",
        )


def _admits_dates(deadline: Deadline, days: DateRange) -> bool | None:
    """A rule without a zone speaks of calendar dates: a report's date up to it is in time, a later one stays open."""
    in_time = days.end <= deadline.date if deadline.inclusive else days.end < deadline.date
    return True if in_time else None


def check_status(rule: Rule, facts: Facts) -> Iterable[Check]:
    """That something happened at all, and is more than one side's claim."""
    clause = resolution_clause(rule)
    status = facts.status
    if status in _NO_EVENT:
        yield Check(truth=False, rank=3, because=_NO_EVENT[status], clause=planned_clause(rule) or clause)
    elif status is Status.BACKGROUND:
        yield Check(
            truth=None, rank=30, because="it is told as background", clause=clause, missing="whether it is a new event"
        )
    elif status in (Status.CLAIMED, Status.DISPUTED) and not (
        _ACCEPTS_CLAIMS.search(normalised(rule.text)) or _said_by_whom_the_rule_names(rule, facts)
    ):
        yield Check(
            truth=None,
            rank=31,
            because=f"it is {status.value} by one side" if status is Status.CLAIMED else "it is disputed",
            clause=source_clause(rule) or clause,
            missing="confirmation by a source that the rule accepts",
        )


def _said_by_whom_the_rule_names(rule: Rule, facts: Facts) -> bool:
    """Whether the rule asks for a statement by somebody ("if the army of X states that"), and theirs is reported."""
    clause = resolution_clause(rule)
    asked = _ASKS_FOR_WORD.search(clause.text) if clause else None
    return asked is not None and any(party.code in facts.speakers for _, party in named_parties(asked["who"]))


def check_openness(rule: Rule, facts: Facts) -> Iterable[Check]:
    """Whether the report itself leaves the fact open, or rests on one interested voice."""
    subject = distinctive(rule.title) | frozenset(
        s for c in rule.clauses if c.conditions or c.kind is ClauseKind.REQUIRES for s in distinctive(c.text)
    )
    if _said_by_whom_the_rule_names(rule, facts):
        return
    confirmed = any(sentence.confirmed for sentence in facts.sentences)
    yield from _denied_since(rule, facts)
    for sentence in facts.sentences:
        if sentence.open and (subject & sentence.stems or _CONFIRMATION.search(sentence.words)):
            yield Check(
                truth=None,
                rank=20,
                because=f"the report leaves it open: “{short(sentence.text)}”",
                clause=clause_near(rule, sentence),
                missing=f"what is left open here: {short(sentence.text)}",
            )
        elif sentence.one_sided and not confirmed:
            yield Check(
                truth=None,
                rank=22,
                because=f"only one side says so: “{short(sentence.text)}”",
                clause=source_clause(rule) or clause_near(rule, sentence),
                missing="confirmation by a source that the rule accepts",
            )
    coded = facts.coded.attributes.officiality if facts.coded else None
    if coded in (Officiality.UNNAMED, Officiality.SOCIAL) and not confirmed:
        yield Check(
            truth=None,
            rank=23,
            because="only an unnamed or unofficial voice says so",
            clause=source_clause(rule),
            missing="an official or credible source",
        )


def _denied_since(rule: Rule, facts: Facts) -> Iterable[Check]:
    """That nobody denies in a later sentence what the report has told; a clause may bar what is not confirmed."""
    barring = next((c for c in rule.of_kind(ClauseKind.EXCLUDES) if _BARS_CLAIMS.search(normalised(c.text))), None)
    for sentence in facts.sentences[1:]:
        if not denies_what_was_told(sentence.words):
            continue
        yield Check(
            truth=None if barring is None else False,
            rank=20,
            because=f"it is denied: “{short(sentence.text)}”",
            clause=barring or source_clause(rule) or resolution_clause(rule),
            missing="" if barring else "confirmation by a source that the rule accepts",
        )
        return


def clause_near(rule: Rule, sentence: Sentence) -> Clause | None:
    """The clause a sentence bears on: a source clause where it is about confirmation, else the nearest in words."""
    source = source_clause(rule)
    if source is not None and _CONFIRMATION.search(sentence.words):
        return source
    kinds = (ClauseKind.REQUIRES, ClauseKind.COUNTS, ClauseKind.EXCLUDES, ClauseKind.WINDOW)
    return nearest_clause(rule, sentence.stems, kinds) or resolution_clause(rule)


def short(text: str, limit: int = 160) -> str:
    """``text`` on one line, cut for a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"
