"""Forecast again what was decided without a forecast on file, through the ledger as it stood at a fixed moment.

**The moment** is :data:`LEAD` before the first of answer and deadline, or the instant from which the question was on
file where that is later; the answer is known from the decision, a YES from the event on file that it rests on. Nothing
but the view of that moment goes in, so neither the answer nor any news after it can; a forecaster that learned from
later material is refused. What is made is kept, and its ``recorded_at`` tells for ever that it was made afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tocsin.app.assess import assess
from tocsin.app.desk import forecast, make_forecaster
from tocsin.app.situation import Situation
from tocsin.core.errors import Problem
from tocsin.core.questions import Question
from tocsin.core.times import require_utc
from tocsin.scoring import Decided

LEAD = timedelta(days=7)


def replay_missing(situation: Situation, decided: Sequence[Decided]) -> tuple[Problem, ...]:
    """Forecast every question of ``decided`` at its own moment and keep that forecast; what cannot be is a problem."""
    cutoff = getattr(make_forecaster(situation), "knowledge_cutoff", None)
    wanted: dict[datetime, list[str]] = {}
    problems: list[Problem] = []
    for each in decided:
        moment = replay_moment(each)
        if moment is None:
            problems.append(_problem(each.question, "it was on file only after it was decided or closed"))
        elif cutoff is not None and cutoff > moment:
            message = f"{situation.config.components.forecaster} learned from material up to {cutoff:%Y-%m-%d}"
            problems.append(_problem(each.question, f"{message}, after {moment:%Y-%m-%d}"))
        else:
            wanted.setdefault(moment, []).append(each.question.key)
    for moment, keys in sorted(wanted.items()):
        _, found = forecast(situation, assess(situation.ledger.view(moment)), keep=keys)
        problems += found
    return tuple(problems)


def replay_moment(decided: Decided) -> datetime | None:
    """The moment to forecast from; ``None`` where the question was on file only after it was decided or closed."""
    ends = min(decided.since, decided.closes_at)
    on_file = max(decided.question.available_at, decided.question.opens_at or decided.question.available_at)
    moment = max(ends - LEAD, require_utc(on_file, "opens_at"))
    return moment if moment < ends else None


def _problem(question: Question, why: str) -> Problem:
    return Problem(
        stage="score",
        subject=question.key,
        message=f"is not forecast again: {why}",
        hint="only forecasts on file can be scored then",
    )
