"""Does it count? Event or passage x rule -> verdict, in three-valued logic.

A verdict is the conjunction of single checks (:mod:`tocsin.rules.checks`): one that is false decides, one that is
unknown leaves it open, and only where none is either does the event count. So the order of the clauses cannot matter,
a further requirement or exclusion never makes more count, and an unknown fact never becomes *does not count*.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from tocsin.core.claims import Event, Reading
from tocsin.core.rules import Clause, Rule, Verdict
from tocsin.core.times import InstantRange
from tocsin.core.vocabulary import ClauseKind, Status, VerdictOutcome
from tocsin.rules.acts import check_act, check_contrast, check_doer, check_numbers, check_subject
from tocsin.rules.checks import Check, check_openness, check_status, check_time
from tocsin.rules.facts import Facts, Mention, Sentence, mentions_in, mentions_of, sentences_of
from tocsin.rules.lookup import affinity, deadline_clause, named_topics, resolution_clause
from tocsin.rules.moments import happened, of_dates, reported_days
from tocsin.rules.places import check_parties, check_place
from tocsin.rules.quantities import check_quantity
from tocsin.rules.wording import check_denied, check_effect, check_exclusion, check_requirement

_NEWS_REACH = timedelta(days=3)
_NEAR_DEADLINE = timedelta(hours=36)
_CONTEXT = 1500
"""Characters on either side of an event that are looked at, so that a text without paragraphs stays affordable."""


def count_event(event: Event, rule: Rule, *, reading: Reading | None = None) -> Verdict:
    """Whether ``event`` counts under ``rule``.

    The event's fields decide first; its evidence, or with ``reading`` every sentence of the document that shares its
    evidence, fills what they leave unknown.
    """
    return decide(facts_of(event, reading=reading), rule)


def facts_of(event: Event, *, reading: Reading | None = None) -> Facts:
    """What is known of ``event``, for any rule: many rules then :func:`decide` on the same facts."""
    text = _context(event, reading)
    published = reading.document.published_at if reading else None
    sentences, told = _told(text)
    mentions = {**told, **mentions_of(event.attributes, event.evidence.text)}
    when = _event_time(event)
    if when is None and published is not None:
        when = happened(sentences, published, local_zone(reading)) or _lately(published)
    return Facts(
        event=event.id,
        sentences=sentences,
        mentions=mentions,
        status=event.status,
        coded=event,
        place=event.place,
        happened=when,
        known_by=published,
        countries=frozenset([event.place.country] if event.place and event.place.country else ()),
        days=event.occurred if event.occurred_instants is None else None,
        speakers=_speakers(event, reading),
    )


@lru_cache(maxsize=256)
def _told(text: str) -> tuple[tuple[Sentence, ...], Mapping[str, Mention]]:
    """The sentences of a text and the topics that they name: the same for every rule."""
    sentences = sentences_of(text)
    return sentences, mentions_in(sentences)


def count_reading(reading: Reading, rule: Rule) -> Verdict:
    """Whether what a whole passage reports counts under ``rule``: its best supported event, read with all its words.

    The verdict names the event that fits the rule best, or the document where no coded event fits.
    """
    document = reading.document
    sentences, named = _told(f"{document.title}\n{document.text}" if document.title else document.text)
    fitting = [event for event in reading.events if event.action in rule.pattern.actions]
    best = max(fitting, key=_support, default=None)
    coded = mentions_of(best.attributes, best.evidence.text) if best is not None else {}
    mentions = {**coded, **named}
    published = document.published_at
    facts = Facts(
        event=best.id if best is not None else document.id,
        sentences=sentences,
        mentions=mentions,
        place=best.place if best is not None else None,
        happened=happened(sentences, published, local_zone(reading)) or _lately(published),
        known_by=published,
        days=reported_days(sentences, published),
        parties=_parties(reading),
        acts=frozenset(event.action for event in reading.events),
        speakers=_speakers(best, reading),
        places=frozenset(place.name for place in reading.places if place.kind != "country"),
        countries=frozenset(place.country for place in reading.places if place.country),
    )
    return decide(facts, rule)


def local_zone(reading: Reading | None) -> str | None:
    """The zone of the places that a report names, where they have one in common: what "local time" means in it."""
    zones = {place.zone for place in reading.places if place.zone} if reading else set()
    return zones.pop() if len(zones) == 1 else None


def _parties(reading: Reading) -> frozenset[str]:
    named = [actor for event in reading.events for actor in (event.actor, event.recipient)]
    named += [claim.speaker for claim in reading.claims]
    return frozenset(actor.country for actor in named if actor is not None and actor.country)


def _speakers(event: Event | None, reading: Reading | None) -> frozenset[str]:
    """The countries of those who say that the event happened."""
    if event is None or reading is None:
        return frozenset()
    said = (claim.speaker for claim in reading.claims if claim.key in event.supported_by)
    return frozenset(speaker.country for speaker in said if speaker is not None and speaker.country)


def _lately(published: datetime) -> InstantRange:
    """A report that gives no time tells of the last days before it."""
    return InstantRange(start=published - _NEWS_REACH, end=published)


def _support(event: Event) -> tuple[int, float, str]:
    weight = {Status.REPORTED: 3, Status.CLAIMED: 2, Status.DISPUTED: 1}.get(event.status, 0)
    return weight, event.reader_score, event.id


def _context(event: Event, reading: Reading | None) -> str:
    if reading is None:
        return event.evidence.text
    text = reading.document.text
    first, last = max(event.evidence.start - _CONTEXT, 0), event.evidence.end + _CONTEXT
    start = max(text.rfind("\n", first, event.evidence.start) + 1, first)
    end = text.find("\n", event.evidence.end, last)
    return text[start : end if end >= 0 else last]


def _event_time(event: Event) -> InstantRange | None:
    if event.occurred_instants is not None:
        return event.occurred_instants
    if event.occurred is not None:
        return of_dates(event.occurred, event.place.zone if event.place else None)
    return None


def decide(facts: Facts, rule: Rule) -> Verdict:
    """The conjunction of all checks; what decides is the check that stands first by rank, then by words."""
    told = frozenset(stem for sentence in facts.sentences for stem in sentence.stems)
    checks = sorted(_checks(facts, rule), key=lambda check: _order(check, rule, told))
    against = [check for check in checks if check.truth is False]
    unknown = [check for check in checks if check.truth is None]
    if against:
        first = against[0]
        return _verdict(facts, rule, VerdictOutcome.DOES_NOT_COUNT, first.clause, (), first.because)
    if unknown:
        missing = tuple(dict.fromkeys(check.missing for check in unknown))
        return _verdict(facts, rule, VerdictOutcome.NOT_ESTABLISHED, unknown[0].clause, missing, unknown[0].because)
    clause = _deciding_clause(facts, rule)
    short = list(check_quantity(clause, facts)) if clause is not None else []
    if short:
        missing = tuple(check.missing or f"whether another clause applies: {check.because}" for check in short)
        return _verdict(facts, rule, VerdictOutcome.NOT_ESTABLISHED, clause, missing, short[0].because)
    return _verdict(facts, rule, VerdictOutcome.COUNTS, clause, (), "what is reported meets the rule")


def _order(check: Check, rule: Rule, told: frozenset[str]) -> tuple[int, float, str, str]:
    if check.clause is None:
        return check.rank, 0.0, check.because, ""
    return check.rank, -affinity(rule, check.clause, told), check.because, check.clause.text


def _checks(facts: Facts, rule: Rule) -> Iterable[Check]:
    yield from check_time(rule, facts)
    yield from check_status(rule, facts)
    yield from check_act(rule, facts)
    yield from check_subject(rule, facts)
    yield from check_doer(rule, facts)
    yield from check_numbers(rule, facts)
    yield from check_contrast(rule, facts)
    yield from check_place(rule, facts)
    yield from check_parties(rule, facts)
    yield from check_effect(rule, facts)
    yield from check_openness(rule, facts)
    for clause in rule.clauses:
        if clause.kind is ClauseKind.EXCLUDES:
            yield from check_exclusion(clause, rule, facts)
        elif clause.kind is ClauseKind.REQUIRES:
            yield from check_requirement(clause, rule, facts)
            yield from check_quantity(clause, facts)
            yield from check_denied(clause, facts)


def _deciding_clause(facts: Facts, rule: Rule) -> Clause | None:
    """The clause that says why it counts: the deadline's where it was close, else the best fit in facts and words."""
    if rule.deadline is not None and facts.happened is not None:
        margin = rule.deadline.closes_at - facts.happened.end
        if timedelta(0) <= margin < _NEAR_DEADLINE and (clause := deadline_clause(rule)) is not None:
            return clause
    told = frozenset(stem for sentence in facts.sentences for stem in sentence.stems)
    candidates = [c for c in rule.clauses if c.kind in (ClauseKind.REQUIRES, ClauseKind.COUNTS)]
    asked = resolution_clause(rule)
    general = named_topics(asked.conditions) if asked else frozenset()
    return max(candidates, key=lambda c: (_fit(c, rule, facts, told, general), c.text), default=asked)


def _fit(clause: Clause, rule: Rule, facts: Facts, told: frozenset[str], general: frozenset[str]) -> float:
    """How well a clause says why it counts: by the special facts it accepts first, then by its words."""
    named = named_topics(clause.conditions)
    accepts = clause.kind is ClauseKind.COUNTS
    stated = {name for name in named if facts.truth(name) is True or (accepts and name in facts.mentions)}
    special = len(stated - general) / math.sqrt(max(1, len(named)))
    return special + 0.2 * len(stated & general) + affinity(rule, clause, told)


def _verdict(
    facts: Facts, rule: Rule, outcome: VerdictOutcome, clause: Clause | None, missing: tuple[str, ...], because: str
) -> Verdict:
    return Verdict(
        event=facts.event,
        rule=rule.key,
        rule_version=rule.version,
        outcome=outcome,
        clause=clause,
        missing=missing,
        because=because,
    )
