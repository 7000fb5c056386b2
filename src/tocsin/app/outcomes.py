"""How questions end: proposed with evidence, decided by a person, scored.

A proposal is a function of the view and is not stored on its own; when a person decides, the proposal that stood
before them is kept, and their decision is a new revision of it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tocsin.app.assess import Assessment
from tocsin.app.desk import assess_at, refresh
from tocsin.app.ingest import Progress, silent
from tocsin.app.replay import replay_missing
from tocsin.app.rules import deadline_iso
from tocsin.app.situation import Situation
from tocsin.core.entries import canonical
from tocsin.core.errors import InputError, Problem
from tocsin.core.material import Coverage
from tocsin.core.questions import Question, Resolution
from tocsin.core.vocabulary import Outcome, VerdictOutcome
from tocsin.rules.resolution import propose
from tocsin.scoring import ScoreSheet, decided_questions, score_resolutions, standing_forecasts

OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One event that a proposal rests on, in the document's own words."""

    event: str
    document: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """How one question stands: what the desk proposes, beside what a person signed."""

    asked: Question
    proposed: Resolution
    decision: Resolution | None
    evidence: tuple[Evidence, ...]

    @property
    def question(self) -> str:
        """The question's key, FAMILY@DEADLINE."""
        return self.asked.key

    @property
    def facts(self) -> str:
        """What the facts say under the rule: the signed outcome, else the proposed one, else that it is open."""
        if self.decision is not None:
            return str(self.decision.outcome)
        return f"{self.proposed.outcome}, proposed" if self.proposed.outcome is not None else OPEN

    @property
    def venue(self) -> str:
        """How the venue settled, where that is on file."""
        settled = self.decision.venue_outcome if self.decision is not None else None
        return str(settled) if settled is not None else "not on file"

    @property
    def signed(self) -> str:
        """Who decided and when, or that nobody has."""
        if self.decision is None:
            return "nobody yet"
        return f"{self.decision.decided_by}, {self.decision.available_at:%Y-%m-%d}"

    @property
    def because(self) -> str:
        """The reason of the decision or of the proposal, with what it quotes; a proposal that differs is said too."""
        shown = self.evidence[:1] if self.proposed.outcome is not None else ()
        proposed = self.proposed.because + "".join(f": “{each.quote}”" for each in shown)
        if self.decision is None:
            return proposed
        reason = self.decision.because or "no reason given"
        if self.proposed.outcome in (None, self.decision.outcome):
            return reason
        return f"{reason} The desk would propose {self.proposed.outcome}: {proposed}."

    def as_json(self) -> dict[str, Any]:
        """Everything as plain data: the proposal with its evidence, and the decision where there is one."""
        decision = self.decision
        return {
            "question": self.asked.key,
            "text": self.asked.text,
            "deadline": deadline_iso(self.asked.deadline),
            "proposed": {
                "outcome": canonical(self.proposed.outcome),
                "because": self.proposed.because,
                "evidence": canonical(self.evidence),
            },
            "signed": {
                "id": decision.id,
                "outcome": canonical(decision.outcome),
                "venue_outcome": canonical(decision.venue_outcome),
                "decided_by": decision.decided_by,
                "decided_at": canonical(decision.available_at),
                "because": decision.because,
            }
            if decision is not None
            else None,
        }


def propose_all(
    situation: Situation, as_of: datetime | None, *, progress: Progress = silent
) -> tuple[tuple[Proposal, ...], tuple[Problem, ...]]:
    """How every question stands at a moment: proposed by what was on file then, and decided by whom."""
    assessment, problems = assess_at(situation, as_of, progress=progress)
    return tuple(_proposal(assessment, question) for question in assessment.questions), problems


def decide(
    situation: Situation, question: str, outcome: str, *, by: str, venue: str | None = None, because: str = ""
) -> Resolution:
    """Record a person's decision now, as a new revision of what the desk proposes at this moment.

    Deciding again is a new revision; the earlier one stays on file. Raises :class:`InputError` for a question that
    is not on file, an outcome that is none, or no name.
    """
    if not by.strip():
        message = "a decision needs a name: --by NAME"
        raise InputError(message)
    decided, settled = _outcome(outcome), _outcome(venue) if venue is not None else None
    moment = situation.clock()
    assessment, _ = assess_at(situation, moment)
    asked = _find(question, assessment.questions)
    proposed = _proposal(assessment, asked).proposed
    signed = replace(
        proposed,
        made_by=f"person:{by.strip()}",
        outcome=decided,
        venue_outcome=settled,
        decided_by=by.strip(),
        because=because.strip(),
    )
    situation.ledger.append([proposed, signed])
    return signed


def score_situation(situation: Situation, as_of: datetime | None, *, progress: Progress = silent) -> ScoreSheet:
    """Score every question decided by a moment, each by the forecast that stood before its answer.

    Where the ledger holds none, the question is forecast again from what was available at a fixed moment
    (:mod:`tocsin.app.replay`), and the sheet says so. Scores are not stored: they are a function of the view, so a
    decision that is changed or withdrawn leaves no stale ones behind.
    """
    ingested = refresh(situation, progress=progress)
    moment = situation.moment(as_of)
    view = situation.ledger.view(moment)
    decided, _, _ = decided_questions(view)
    stood = standing_forecasts(view, decided)
    missing = [each for each in decided if stood[each.question.key] is None and _has_answer(each.resolution)]
    problems = replay_missing(situation, missing)
    sheet = score_resolutions(situation.ledger.view(moment), recorded_at=situation.ledger.recorded_at)
    return replace(sheet, problems=(*ingested.problems, *problems, *sheet.problems))


def _has_answer(resolution: Resolution) -> bool:
    return any(each in (Outcome.YES, Outcome.NO) for each in (resolution.outcome, resolution.venue_outcome))


def _proposal(assessment: Assessment, question: Question) -> Proposal:
    """What the desk proposes of one question by what the view holds.

    Hypothetical documents prove nothing, an event that has nothing to do with the question leaves nothing open, and one
    that counts is proposed where the brief says that it meets the question.
    """
    view = assessment.view
    events = {event.id: event for event in assessment.events if not assessment.hypothetical(event)}
    bearing = {each.item: each.resolves for each in assessment.bearings[question.key]}
    verdicts = (assessment.verdicts[question.key][each] for each in events)
    proposed = propose(
        question,
        assessment.rules[question.key],
        tuple(events.values()),
        tuple(
            v
            for v in verdicts
            if v.event in bearing and (v.outcome is not VerdictOutcome.COUNTS or bearing[v.event] == "yes")
        ),
        view.entries(Coverage),
        view.as_of,
    )
    return Proposal(
        asked=question,
        proposed=proposed,
        decision=_signed(view.entries(Resolution), question.key),
        evidence=tuple(
            Evidence(
                event=each,
                document=assessment.documents[events[each].document].key,
                quote=" ".join(events[each].evidence.text.split()),
            )
            for each in proposed.evidence
        ),
    )


def _signed(resolutions: Iterable[Resolution], question: str) -> Resolution | None:
    """The newest decision of a question that stands."""
    own = [each for each in resolutions if each.question == question and each.decided_by is not None]
    return max(own, key=lambda each: each.available_at, default=None)


def _outcome(word: str) -> Outcome:
    try:
        return Outcome(word)
    except ValueError:
        message = f"{word!r} is no outcome; give yes, no or void"
        raise InputError(message) from None


def _find(key: str, questions: tuple[Question, ...]) -> Question:
    for question in questions:
        if question.key == key:
            return question
    known = [question.key for question in questions]
    near = difflib.get_close_matches(key, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known) or 'none'}"
    message = f"no question {key!r} is on file; {hint}"
    raise InputError(message)
