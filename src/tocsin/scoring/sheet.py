"""The score sheet: every decided question with its scores, the summary, and the sentences that say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tocsin.core.entries import canonical
from tocsin.core.errors import Problem
from tocsin.core.questions import Score
from tocsin.core.vocabulary import Outcome, Target
from tocsin.scoring.calibration import Calibration
from tocsin.scoring.comparison import Difference, Mean
from tocsin.scoring.scores import baseline_score


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredQuestion:
    """One decided question: how it ended, which forecast stood, and the scores of its numbers.

    ``question`` is a key, ``resolution`` and ``forecast`` are ids; ``as_of`` is the forecast's moment, ``replayed``
    says that it was recorded only after the answer (computed from what was available at that moment), and
    ``price_age_days`` is the age of the market's price then. Without a score, ``unscored`` says why.
    """

    question: str
    family: str
    resolution: str
    outcome: Outcome | None
    venue_outcome: Outcome | None
    decided_by: str
    decided_at: datetime
    forecast: str | None
    as_of: datetime | None
    price_age_days: float | None
    scores: tuple[Score, ...]
    replayed: bool = False
    unscored: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """All that was decided by the view's moment, scored.

    ``resolved`` counts questions that the facts decided yes or no; ``voids``, ``unsigned`` and ``disagreements``
    (venue against facts) are question keys; ``means`` are over each number's own questions, ``common_means`` over the
    questions that all numbers of the desk have. They, ``calibration`` and ``against_market`` are by what the facts say.
    """

    questions: tuple[ScoredQuestion, ...]
    resolved: int
    voids: tuple[str, ...]
    unsigned: tuple[str, ...]
    disagreements: tuple[str, ...]
    means: tuple[Mean, ...]
    common_means: tuple[Mean, ...]
    calibration: tuple[Calibration, ...]
    against_market: tuple[Difference, ...]
    verdict: str
    problems: tuple[Problem, ...]

    @property
    def scores(self) -> tuple[Score, ...]:
        """The scores of all questions."""
        return tuple(score for question in self.questions for score in question.scores)

    def rows(self) -> list[tuple[str, str, str, str, str, str]]:
        """Question, number, probability, outcome, Brier, log: as text, one row a score."""
        return [
            (
                score.question,
                score.number,
                f"{score.probability:.3f}",
                str(score.outcome) + (" (venue)" if score.target is Target.VENUE else ""),
                f"{score.brier:.4f}",
                f"{score.log:.3f}",
            )
            for score in self.scores
        ]

    def sentences(self) -> list[str]:
        """The verdict first, then what is void, disputed, unscored or unsigned, each said aloud."""
        said = [f"{self.verdict}."]
        if self.voids:
            said.append(f"Void, counted apart: {len(self.voids)} ({', '.join(self.voids)}).")
        if self.disagreements:
            said.append(
                f"The venue settled otherwise than the facts say: {', '.join(self.disagreements)}; both scored."
            )
        if replayed := [each.question for each in self.questions if each.scores and each.replayed]:
            said.append(
                f"Forecast again afterwards, from what was available at the moment: {', '.join(replayed)}; "
                "the others stood in the ledger before the answer."
                if len(replayed) < self._scored
                else "All of these forecasts were made again afterwards, from what was available at their moments."
            )
        said += [f"{each.question} is not scored: {each.unscored}." for each in self.questions if each.unscored]
        if self.unsigned:
            said.append(f"Proposed and not yet signed, so not scored: {', '.join(self.unsigned)}.")
        return said

    def as_json(self) -> dict[str, Any]:
        """The whole sheet as plain JSON data, with its sentences, and Metaculus's baseline beside every score."""
        data: dict[str, Any] = canonical(self)
        for question in data["questions"]:
            for score in question["scores"]:
                score["baseline"] = baseline_score(score["probability"], Outcome(score["outcome"]))
        return {**data, "sentences": self.sentences()}

    @property
    def _scored(self) -> int:
        return sum(bool(each.scores) for each in self.questions)
