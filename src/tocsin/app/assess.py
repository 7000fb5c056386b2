"""What a view holds, made sense of: claims linked and graded, events counted, what bears on which question.

All of it is a function of the view: looking at an earlier moment shows the grades, links and verdicts of that moment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tocsin.core.claims import Actor, Claim, Event, Happening, Link, Reading
from tocsin.core.forecasts import Bearing
from tocsin.core.material import Document, Source
from tocsin.core.protocols import View
from tocsin.core.questions import Question
from tocsin.core.rules import Pattern, Rule, Verdict
from tocsin.core.vocabulary import Status, VerdictOutcome
from tocsin.forecasting.bearing import bearings
from tocsin.reading.events.identity import happenings
from tocsin.reading.links.across import link
from tocsin.reading.links.contradictions import Contradiction, contradictions
from tocsin.reading.links.grading import Grader
from tocsin.rules.count import decide, facts_of
from tocsin.rules.risk import DisputeRisk, dispute_risk

_BODY_OF_MANY = re.compile(
    r"\b(?:United Nations|UN|U\.N\.|IAEA|OSCE|NATO|EU|European Union|Red Cross|African Union|ASEAN|ECOWAS"
    r"|Security Council|(?:[Oo]bserver|[Mm]onitor|[Ii]nspector|[Mm]ediator)s?)\b"
)
"""Speakers that belong to no one country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Everything the desk makes of one view, before any number.

    ``rules`` are by question key, each with that question's own deadline and opening; ``verdicts`` by question key and
    event id; ``risks`` by family; ``origins`` map a document's id to its origin; ``happenings`` say which events of
    several documents are one, and ``links`` how claims stand to one another. Items of *hypothetical* documents are
    counted and never bear on a question.
    """

    view: View
    documents: Mapping[str, Document]
    sources: Mapping[str, Source]
    origins: Mapping[str, str]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    happenings: tuple[Happening, ...]
    links: tuple[Link, ...]
    questions: tuple[Question, ...]
    rules: Mapping[str, Rule]
    verdicts: Mapping[str, Mapping[str, Verdict]]
    bearings: Mapping[str, tuple[Bearing, ...]]
    contradictions: tuple[Contradiction, ...]
    risks: Mapping[str, DisputeRisk]

    def hypothetical(self, item: Claim | Event) -> bool:
        """Whether ``item`` was read in a document that is marked as invented."""
        document = self.documents.get(item.document)
        return document is not None and document.hypothetical


def assess(view: View) -> Assessment:
    """Link, grade, count and weigh everything that ``view`` holds."""
    documents = {document.id: document for document in view.entries(Document)}
    sources = {source.key: source for source in view.entries(Source)}
    events = tuple(event for event in view.entries(Event) if event.document in documents)
    read = tuple(claim for claim in view.entries(Claim) if claim.document in documents)
    linked = link(read, events)
    grader = Grader(claims=linked, documents=documents, sources=sources)
    claims = tuple(replace(claim, grade=grader.grade(claim)) for claim in linked)
    questions = tuple(sorted(view.entries(Question), key=lambda q: (q.family, q.deadline.closes_at)))
    rules = _rules(view, questions)
    verdicts: dict[str, dict[str, Verdict]] = {question.key: {} for question in questions}
    real = {document.id for document in documents.values() if not document.hypothetical}
    real_claims = tuple(claim for claim in claims if claim.document in real)
    real_events = tuple(event for event in events if event.document in real)
    found = happenings(real_events)
    tellers = _told_together(_tellers(claims, events), found, real_events)
    for event in events:  # event by event: what its text says is worked out once for all rules
        facts = facts_of(event, reading=Reading(document=documents[event.document]))
        if event.status is Status.CLAIMED and _told_from_outside(event, tellers[event.id]):
            facts = replace(facts, status=Status.REPORTED)
        for question in questions:
            verdict = decide(facts, rules[question.key])
            verdicts[question.key][event.id] = weighed(verdict, rules[question.key].pattern, tellers[event.id])
    return Assessment(
        view=view,
        documents=documents,
        sources=sources,
        origins=grader.origins,
        claims=claims,
        events=events,
        happenings=found,
        links=grader.links,
        questions=questions,
        rules=rules,
        verdicts=verdicts,
        bearings={q.key: bearings(q, rules[q.key], real_claims, real_events, verdicts[q.key]) for q in questions},
        contradictions=contradictions(real_claims),
        risks={q.family: dispute_risk(rules[q.key]) for q in questions},
    )


def weighed(verdict: Verdict, pattern: Pattern, tellers: Sequence[Claim]) -> Verdict:
    """The verdict, left open where an event that would count is told by one side alone.

    Of an act of both parties that is the word of one of them; of an act done to somebody, that party's own word, or
    that of a speaker whose side is not known.
    ``tellers`` are the claims in whose words the event is told; where there are none, the paper reports it by itself.
    """
    if verdict.outcome is not VerdictOutcome.COUNTS or not tellers:
        return verdict
    sides = {_side(claim.speaker) for claim in tellers}
    acting, receiving = set(pattern.actors), set(pattern.recipients) - set(pattern.actors)
    shared = pattern.both_parties and len(sides) == 1 and len(acting | receiving) > 1 and sides <= acting | receiving
    if not shared and (pattern.both_parties or not sides <= receiving | {None}):
        return verdict
    return replace(
        verdict,
        outcome=VerdictOutcome.NOT_ESTABLISHED,
        missing=("the word of the other side, or confirmation from outside",),
        because="one side says so; that is not established",
    )


def _side(speaker: Actor | None) -> str | None:
    """The country of a speaker, or that it is a body of many; ``None`` where neither is known."""
    if speaker is None:
        return None
    return speaker.country or ("outside" if _BODY_OF_MANY.search(speaker.name) else None)


def _told_from_outside(event: Event, tellers: Sequence[Claim]) -> bool:
    """Whether a body of many, no party to the event, says that it happened: more than the word of one side."""
    if "outside" in {_side(event.actor), _side(event.recipient)}:
        return False
    return any(claim.key in event.supported_by and _side(claim.speaker) == "outside" for claim in tellers)


def _tellers(claims: Sequence[Claim], events: Sequence[Event]) -> dict[str, tuple[Claim, ...]]:
    """The claims in whose words each event (by id) is told."""
    by_document: dict[str, list[Claim]] = {}
    for claim in claims:
        by_document.setdefault(claim.document, []).append(claim)
    return {
        event.id: tuple(
            claim
            for claim in by_document.get(event.document, ())
            if claim.content.start < event.evidence.end and event.evidence.start < claim.content.end
        )
        for event in events
    }


def _told_together(
    tellers: Mapping[str, tuple[Claim, ...]], found: Sequence[Happening], events: Sequence[Event]
) -> Mapping[str, tuple[Claim, ...]]:
    """The tellers of every event (by id) with those of all events that are one happening with it and affirm it.

    Where a paper reports one of them by itself, nobody has to tell it.
    """
    by_key = {event.key: event for event in events}
    together = dict(tellers)
    for happening in found:
        members = [by_key[key] for key in happening.events]
        affirming = [event for event in members if event.status in {Status.REPORTED, Status.CLAIMED}]
        voices = [tellers[event.id] for event in affirming]
        joined = tuple(claim for each in voices for claim in each) if all(voices) else ()
        together.update((event.id, joined) for event in affirming)
    return together


def _rules(view: View, questions: tuple[Question, ...]) -> dict[str, Rule]:
    """The rule of every question, with the question's own deadline and opening put in."""
    by_key = {rule.key: rule for rule in view.entries(Rule)}
    return {
        question.key: replace(
            by_key[question.rule],
            deadline=question.deadline,
            opens_at=question.opens_at or by_key[question.rule].opens_at,
            title=question.text,
        )
        for question in questions
    }
