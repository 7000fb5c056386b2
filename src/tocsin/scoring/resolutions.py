"""Score what is decided: signed resolutions against the forecasts that stood, beside the market at the same minute.

**The rule.** A question is scored once a person has signed its resolution; a withdrawn decision decides nothing. What
is scored is the last forecast whose ``as_of`` is before the answer was known and before the deadline (where the rule
states no zone: before the earliest instant that it can mean), provided that it was itself available before the answer
and not withdrawn by then. The answer is known from the first decision that stands, and a YES from the first event on
file that the decision rests on: nobody scores by foretelling what is on file. The market's price is the newest one
observed by that forecast's ``as_of``. Where the venue settled otherwise than the facts say, both outcomes are scored;
the summary goes by the facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tocsin.core.errors import InputError, Problem
from tocsin.core.forecasts import Forecast
from tocsin.core.protocols import View
from tocsin.core.questions import Price, Question, Resolution, Score
from tocsin.core.vocabulary import NumberKind, Outcome, Target
from tocsin.scoring.calibration import calibrated
from tocsin.scoring.comparison import PRICE, common_questions, differences, means, verdict
from tocsin.scoring.scores import brier, log_score
from tocsin.scoring.sheet import ScoredQuestion, ScoreSheet
from tocsin.scoring.standing import (
    Standing,
    forecasts_by_question,
    price_at,
    prices_by_question,
    withdrawal_times,
)

MADE_BY = "scoring.v1"
_DECIDED = (Outcome.YES, Outcome.NO)


RecordedAt = Callable[[str], datetime]
"""When the ledger wrote the entry with an id: tells a forecast made in time from one made again afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A question, its newest signed resolution, and since when the answer was known."""

    question: Question
    resolution: Resolution
    since: datetime

    @property
    def closes_at(self) -> datetime:
        """The earliest instant at which the question's deadline can have passed."""
        return self.question.deadline.closes_between()[0]


def decided_questions(view: View) -> tuple[tuple[Decided, ...], tuple[str, ...], tuple[Problem, ...]]:
    """What a person has decided by the view's moment; the keys of questions proposed and not signed; what is amiss."""
    newest: dict[str, Resolution] = {}
    since: dict[str, datetime] = {}
    proposed = set()
    withdrawn = withdrawal_times(view)
    for resolution in view.entries(Resolution):
        if resolution.decided_by is None:
            proposed.add(resolution.question)
            continue
        newest[resolution.question] = resolution
        first = _first_standing(view.revisions(Resolution, resolution.key), withdrawn.get(resolution.key, []))
        known = min((first, *_evidence_times(view, resolution)))
        since[resolution.question] = min(known, since.get(resolution.question, known))
    decided, problems = [], []
    for key, resolution in sorted(newest.items()):
        question = view.current(Question, key)
        if question is None:
            message = f"decides {key}, and there is no such question"
            hint = "add the question, or mend the resolution"
            problems.append(Problem(stage="score", subject=resolution.key, message=message, hint=hint))
            continue
        decided.append(Decided(question=question, resolution=resolution, since=since[key]))
    return tuple(decided), tuple(sorted(proposed - set(newest))), tuple(problems)


def _first_standing(revisions: tuple[Resolution, ...], withdrawn: list[datetime]) -> datetime:
    """When the oldest signed revision that no withdrawal covers became available."""
    last_withdrawal = max(withdrawn, default=None)
    return min(
        each.available_at
        for each in revisions
        if each.decided_by is not None and (last_withdrawal is None or each.available_at > last_withdrawal)
    )


def _evidence_times(view: View, resolution: Resolution) -> Iterator[datetime]:
    """When the events that a YES rests on became available; what is no longer on file is left out."""
    if resolution.outcome is Outcome.YES:
        for each in resolution.evidence:
            entry = view.get(each)
            if entry is not None:
                yield entry.available_at


def standing_forecasts(view: View, decided: tuple[Decided, ...]) -> dict[str, Forecast | None]:
    """The forecast that stood when each question was decided, by question key; ``None`` where there is none."""
    forecasts, withdrawn = forecasts_by_question(view), withdrawal_times(view)
    return {
        each.question.key: Standing(decided_at=each.since, closes_at=each.closes_at).last(
            forecasts.get(each.question.key, []), withdrawn
        )
        for each in decided
    }


def score_resolutions(view: View, *, recorded_at: RecordedAt | None = None) -> ScoreSheet:
    """Score every question that a person has decided by the view's moment; see the rule at the head of this module.

    With ``recorded_at`` the sheet says which forecasts were made again afterwards ("replayed").
    """
    decided, unsigned, faults = decided_questions(view)
    problems = list(faults)
    prices, stood = prices_by_question(view), standing_forecasts(view, decided)
    questions = []
    for each in decided:
        key, forecast = each.question.key, stood[each.question.key]
        price = price_at(prices.get(key, []), forecast.as_of) if forecast else None
        replayed = bool(forecast and recorded_at and recorded_at(forecast.id) >= min(each.since, each.closes_at))
        questions.append(_scored(each, forecast, price, problems, replayed=replayed))
    by_facts = [score for each in questions for score in each.scores if score.target is Target.FACTS]
    resolved = [each for each in questions if each.outcome in _DECIDED]
    against = differences(by_facts, {each.question: each.family for each in questions})
    return ScoreSheet(
        questions=tuple(questions),
        resolved=len(resolved),
        voids=tuple(each.question for each in questions if each.outcome is Outcome.VOID),
        unsigned=unsigned,
        disagreements=tuple(each.question for each in questions if _disagree(each)),
        means=means(by_facts, {each.question for each in questions}),
        common_means=means(by_facts, common_questions(by_facts)),
        calibration=calibrated(by_facts),
        against_market=against,
        verdict=verdict(len(resolved), against),
        problems=tuple(problems),
    )


def _disagree(each: ScoredQuestion) -> bool:
    return None not in (each.outcome, each.venue_outcome) and each.outcome is not each.venue_outcome


def _scored(
    decided: Decided, forecast: Forecast | None, price: Price | None, problems: list[Problem], *, replayed: bool
) -> ScoredQuestion:
    resolution = decided.resolution
    scores: list[Score] = []
    if forecast is not None:
        for target, outcome in _outcomes(resolution):
            scores += _scores(decided, forecast, price, target, outcome, problems)
    age = (forecast.as_of - price.observed_at).total_seconds() / 86400 if forecast and price else None
    return ScoredQuestion(
        question=decided.question.key,
        family=decided.question.family,
        resolution=resolution.id,
        outcome=resolution.outcome,
        venue_outcome=resolution.venue_outcome,
        decided_by=str(resolution.decided_by),
        decided_at=resolution.available_at,
        forecast=forecast.id if forecast else None,
        as_of=forecast.as_of if forecast else None,
        replayed=replayed,
        price_age_days=age,
        scores=tuple(scores),
        unscored="" if scores else _why_not(resolution, forecast),
    )


def _outcomes(resolution: Resolution) -> Iterator[tuple[Target, Outcome]]:
    """What is scored: the facts, and the venue where it settled otherwise."""
    if resolution.outcome in _DECIDED:
        yield Target.FACTS, resolution.outcome
    if resolution.venue_outcome in _DECIDED and resolution.venue_outcome is not resolution.outcome:
        yield Target.VENUE, resolution.venue_outcome


def _why_not(resolution: Resolution, forecast: Forecast | None) -> str:
    if not any(_outcomes(resolution)):
        return "it is void" if resolution.outcome is Outcome.VOID else "its resolution names no outcome"
    if forecast is None:
        return "no forecast was made before it was decided and before its deadline"
    return "neither its last forecast nor the market says a probability"


def _scores(
    decided: Decided,
    forecast: Forecast,
    price: Price | None,
    target: Target,
    outcome: Outcome,
    problems: list[Problem],
) -> Iterator[Score]:
    for name, probability in _probabilities(forecast, price):
        try:
            squared, logarithmic = brier(probability, outcome), log_score(probability, outcome)
        except InputError as error:
            subject = f"{decided.question.key}, {name}"
            problems.append(Problem(stage="score", subject=subject, message=str(error), hint="it is left out"))
            continue
        yield Score(
            key=f"score:{decided.question.key}:{name}:{target}",
            available_at=decided.resolution.available_at,
            made_by=MADE_BY,
            question=decided.question.key,
            number=name,
            forecast=forecast.id,
            probability=probability,
            outcome=outcome,
            brier=squared,
            log=logarithmic,
            target=target,
        )


def _probabilities(forecast: Forecast, price: Price | None) -> Iterator[tuple[str, float]]:
    """Every number of the forecast by name, each person's apart, then the market's own price."""
    for number in forecast.numbers:
        name = f"you:{number.person}" if number.kind is NumberKind.YOU else number.kind.value
        yield name, number.probability
    if price is not None and price.probability is not None:
        yield PRICE, price.probability
