"""The desk's round: bring in what is new, look at a moment, forecast every question, keep the forecasts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from tocsin.app.assess import Assessment, assess
from tocsin.app.ingest import Ingested, Progress, ingest, silent
from tocsin.app.readers import make_reader
from tocsin.app.registry import make
from tocsin.app.rules import deadline_iso, make_compiler
from tocsin.app.situation import Situation
from tocsin.core.entries import canonical
from tocsin.core.errors import InputError, Problem
from tocsin.core.forecasts import Forecast
from tocsin.core.protocols import View
from tocsin.core.vocabulary import VerdictOutcome
from tocsin.forecasting.pool import PoolWeights


def refresh(situation: Situation, *, progress: Progress = silent) -> Ingested:
    """Bring what the situation's folder holds into its ledger; a single article is there already."""
    if situation.folder is None:
        return Ingested(added=0, documents_read=0, problems=())
    parts = situation.config.components
    return ingest(
        situation.folder,
        situation.ledger,
        reader=parts.reader,
        make_reader=lambda: make_reader(parts.reader),
        compiler=make_compiler(parts.rules),
        now=situation.clock(),
        progress=progress,
    )


def assess_at(
    situation: Situation, as_of: datetime | None, *, progress: Progress = silent
) -> tuple[Assessment, tuple[Problem, ...]]:
    """Everything the desk makes of the situation at a moment, and what could not be used."""
    ingested = refresh(situation, progress=progress)
    return assess(situation.ledger.view(situation.moment(as_of))), ingested.problems


def forecast_at(
    situation: Situation, as_of: datetime | None, *, progress: Progress = silent
) -> tuple[Assessment, tuple[Forecast, ...], tuple[Problem, ...]]:
    """Forecast every question at a moment and keep the forecasts in the ledger."""
    assessment, problems = assess_at(situation, as_of, progress=progress)
    forecasts, found = forecast(situation, assessment)
    return assessment, forecasts, (*problems, *found)


def make_forecaster(situation: Situation) -> Any:
    """The forecaster that the situation names."""
    return make("tocsin.forecasters", situation.config.components.forecaster)


def forecast(
    situation: Situation, assessment: Assessment, *, keep: Collection[str] | None = None
) -> tuple[tuple[Forecast, ...], tuple[Problem, ...]]:
    """Forecast the questions of an assessment, beside the last forecasts made before its moment, and keep them.

    With ``keep`` only the forecasts of these questions are kept and returned.
    """
    view = assessment.view
    previous = previous_forecasts(view)
    made, problems = make_forecaster(situation).forecast(
        assessment.questions,
        view,
        previous=previous,
        previous_views={key: situation.ledger.view(old.as_of) for key, old in previous.items()},
        weights=pool_weights(situation),
        dispute_risk={family: str(risk.level) for family, risk in assessment.risks.items()},
        bearings=assessment.bearings,
    )
    forecasts = tuple(each for each in made if keep is None or each.question in keep)
    situation.ledger.append(forecasts)
    return forecasts, problems


def pool_weights(situation: Situation) -> PoolWeights:
    """The pool's documented priors, with what the situation sets."""
    given = {name: weight for name, weight in situation.config.pool.model_dump().items() if weight is not None}
    return PoolWeights(**given)


def previous_forecasts(view: View) -> dict[str, Forecast]:
    """The last forecast of every question made for a moment before this view's, by question key."""
    found: dict[str, Forecast] = {}
    for current in view.entries(Forecast):
        older = [f for f in view.revisions(Forecast, current.key) if f.as_of < view.as_of]
        if older:
            found[current.question] = max(older, key=lambda f: f.as_of)
    return found


def forecasts_as_json(assessment: Assessment, forecasts: Sequence[Forecast]) -> list[dict[str, Any]]:
    """Every question and deadline with numbers, interval, basis, moved and evidence ids."""
    questions = {question.key: question for question in assessment.questions}
    rows = []
    for each in forecasts:
        question = questions[each.question]
        rows.append(
            {
                "id": each.id,
                "question": question.key,
                "text": question.text,
                "family": question.family,
                "deadline": deadline_iso(question.deadline),
                "zone": question.deadline.zone,
                "as_of": each.as_of.isoformat(),
                "target": str(each.target),
                "numbers": [canonical(number) for number in each.numbers],
                "moved": [{"number": str(kind), **canonical(moved)} for kind, moved in each.moved],
                "bearing": [canonical(bearing) for bearing in assessment.bearings[question.key]],
                "evidence": list(each.evidence),
                "rule_version": each.rule_version,
                "rule_risk": canonical(assessment.risks[question.family]),
                "unparsed": [c.text for c in assessment.rules[question.key].clauses if c.kind == "unparsed"],
                "notes": list(each.notes),
            }
        )
    return rows


def count_document(
    situation: Situation, as_of: datetime | None, name: str, families: Sequence[str]
) -> list[tuple[str, str, str, str]]:
    """How the events of one document count under several families: (question, verdict, event, deciding clause)."""
    assessment, _ = assess_at(situation, as_of)
    inside = {d.id for d in assessment.documents.values() if d.key == f"document:{name}"}
    if not inside:
        message = f"no document {name!r} was available by then; `tocsin log` lists what there is"
        raise InputError(message)
    events = [event for event in assessment.events if event.document in inside]
    if not events:
        message = f"nothing that happened could be read in the document {name!r}"
        raise InputError(message)
    rows = []
    for question in assessment.questions:
        if question.family in families:
            verdicts = [(assessment.verdicts[question.key][event.id], event) for event in events]
            verdict, event = min(verdicts, key=lambda pair: _DECISIVENESS[pair[0].outcome])
            clause = verdict.clause.text if verdict.clause else verdict.because
            rows.append((question.text, _WORDS[verdict.outcome], event.evidence.text, clause))
    return rows


_DECISIVENESS: Mapping[VerdictOutcome, int] = {
    VerdictOutcome.COUNTS: 0,
    VerdictOutcome.DOES_NOT_COUNT: 1,
    VerdictOutcome.NOT_ESTABLISHED: 2,
}
_WORDS: Mapping[VerdictOutcome, str] = {
    VerdictOutcome.COUNTS: "counts",
    VerdictOutcome.DOES_NOT_COUNT: "does not count",
    VerdictOutcome.NOT_ESTABLISHED: "not established",
}
