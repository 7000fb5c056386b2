"""desk.v1: questions + view -> forecasts. One curve per family and kind of number; no basis, no probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tocsin.core.errors import InputError, LeakError, Problem
from tocsin.core.forecasts import Bearing, Forecast, Moved, Number
from tocsin.core.protocols import View
from tocsin.core.questions import Question, Resolution
from tocsin.core.times import UNSPECIFIED_ZONE
from tocsin.core.vocabulary import NumberKind
from tocsin.forecasting.causes import Path, path
from tocsin.forecasting.family import FamilyInputs, FamilyNumbers, evaluate
from tocsin.forecasting.material import Material, families
from tocsin.forecasting.moved import Context, first_forecast, what_moved
from tocsin.forecasting.pool import PoolWeights

DESK_NAME = "desk.v1"
HIGH_RISK = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a caller may set for one round of forecasts; see :meth:`Desk.forecast`."""

    weights: PoolWeights = PoolWeights()
    dispute_risk: Mapping[str, str] = field(default_factory=dict)
    without: frozenset[str] = frozenset()


class Desk:
    """The built-in forecaster.

    ``knowledge_cutoff``: the half-life of the pooled rate was chosen on events to the end of 2018; everything else is
    learned from the view, or set by hand.
    """

    name = DESK_NAME
    knowledge_cutoff: datetime | None = datetime(2019, 1, 1, tzinfo=UTC)

    def forecast(
        self,
        questions: Sequence[Question],
        view: View,
        *,
        previous: Mapping[str, Forecast] | None = None,
        previous_views: Mapping[str, View] | None = None,
        weights: PoolWeights | None = None,
        dispute_risk: Mapping[str, str] | None = None,
        bearings: Mapping[str, tuple[Bearing, ...]] | None = None,
        without: frozenset[str] = frozenset(),
    ) -> tuple[tuple[Forecast, ...], tuple[Problem, ...]]:
        """Forecast ``questions`` at the moment of ``view``, in their order; what cannot be used comes back as problems.

        ``previous`` holds the last forecast by question key and ``previous_views`` the ledger as it stood then, also by
        question key: both or neither. ``dispute_risk`` is low, medium or high by family; at high risk a price and the
        history are not pooled. ``bearings`` are by question key; only what resolves a question is used here: every
        number is given that nothing has happened, so a question that an item on file meets has none until a person
        decides.
        ``without`` names people whose opinions stay out of the desk number, to compare it with them.

        Raises :class:`InputError` where a previous forecast has no view, :class:`LeakError` where it is not earlier.
        """
        before, views = previous or {}, previous_views or {}
        _check_previous(questions, before, views, view)
        settings = Settings(weights=weights or PoolWeights(), dispute_risk=dispute_risk or {}, without=without)
        round_ = _Round(Material(view), settings, before, views)
        made: dict[str, Forecast] = {}
        for family in families(questions):
            made |= round_.family(family, bearings or {})
        return tuple(made[question.key] for question in questions), tuple(dict.fromkeys(round_.problems))


def _check_previous(
    questions: Sequence[Question], previous: Mapping[str, Forecast], views: Mapping[str, View], view: View
) -> None:
    for question in questions:
        old = previous.get(question.key)
        if old is None:
            continue
        if old.as_of > view.as_of:
            message = (
                f"the last forecast of {question.key} is of {old.as_of.isoformat()}, after the moment asked about "
                f"({view.as_of.isoformat()}); give an earlier one, or none"
            )
            raise LeakError(message)
        if question.key not in views:
            message = f"give the view of {old.as_of.isoformat()} with the last forecast of {question.key}"
            raise InputError(message)


class _Round:
    """One call: the material of the view and of the earlier views, each sorted once."""

    def __init__(
        self, material: Material, settings: Settings, previous: Mapping[str, Forecast], views: Mapping[str, View]
    ) -> None:
        self.material = material
        self.settings = settings
        self.previous = previous
        self.views = views
        self.problems = list(material.problems)
        self._earlier: dict[datetime, Material] = {}

    def family(
        self, questions: tuple[Question, ...], bearings: Mapping[str, tuple[Bearing, ...]]
    ) -> dict[str, Forecast]:
        """The forecasts of one family's questions by key."""
        met = {question.key: _settled(bearings.get(question.key, ())) for question in questions}
        closed = {q.key: note for q in questions if (note := self._why_closed(q, met[q.key]))}
        open_ = tuple(question for question in questions if question.key not in closed)
        made: dict[str, Forecast] = {}
        for question in questions:
            if question.key in closed:
                said = (closed[question.key],)
                made[question.key] = self._entry(question, FamilyNumbers(), (), said, met[question.key])
        if not open_:
            return made
        inputs = self._inputs(open_, self.material)
        numbers = evaluate(inputs, self.material.as_of)
        self.problems += numbers.problems
        paths = self._paths(open_, inputs)
        for question in open_:
            moved = self._moved(question, numbers, paths)
            made[question.key] = self._entry(question, numbers, moved)
        return made

    def _why_closed(self, question: Question, met: tuple[Bearing, ...]) -> str:
        """Why there is no new number, or nothing where the question is open.

        Numbers are given that nothing has happened: what happened, by a report on file, ends them.
        """
        resolution = self.material.resolutions.get(question.key)
        if resolution is not None:
            return _resolved_words(resolution)
        if met:
            return _met_words(met[0])
        if question.deadline.closes_at <= self.material.as_of:
            zone = " (no zone stated: taken in UTC)" if question.deadline.zone == UNSPECIFIED_ZONE else ""
            return f"deadline passed; unresolved here{zone}"
        if question.opens_at is not None and question.opens_at >= question.deadline.closes_at:
            message = (
                f"{question.key} opens at {question.opens_at.isoformat()}, not before its deadline; it has no number"
            )
            self.problems.append(
                Problem(stage="forecast", subject=question.key, message=message, hint="mend opens or the deadline")
            )
            return "no probability: the question opens after its deadline"
        return ""

    def _inputs(self, questions: tuple[Question, ...], material: Material) -> FamilyInputs:
        first = questions[0]
        return FamilyInputs(
            questions=questions,
            history=material.history(first.history, first.feeds) if first.history and not first.scheduled else None,
            prices={q.key: material.prices[q.key] for q in questions if q.key in material.prices},
            opinions={q.key: material.opinions[q.key] for q in questions if q.key in material.opinions},
            weights=self.settings.weights,
            disputed=self.settings.dispute_risk.get(first.family, "").casefold() == HIGH_RISK,
            without=self.settings.without,
        )

    def _paths(self, questions: tuple[Question, ...], now: FamilyInputs) -> dict[datetime, Path]:
        """The steps to the present from every moment at which one of the questions was last forecast."""
        paths: dict[datetime, Path] = {}
        for question in questions:
            old = self.previous.get(question.key)
            if old is None or old.as_of in paths:
                continue
            if old.as_of not in self._earlier:
                self._earlier[old.as_of] = Material(self.views[question.key])
            earlier = self._earlier[old.as_of]
            asked = tuple(earlier.questions.get(q.key, q) for q in questions if q.key in self.previous)
            asked = tuple(sorted(asked, key=lambda q: (q.deadline.closes_at, q.key)))
            paths[old.as_of] = path(self._inputs(asked, earlier), old.as_of, now, self.material.as_of)
        return paths

    def _moved(
        self, question: Question, numbers: FamilyNumbers, paths: Mapping[datetime, Path]
    ) -> tuple[tuple[NumberKind, Moved], ...]:
        own = numbers.numbers[question.key]
        old = self.previous.get(question.key)
        if old is None:
            return first_forecast(own)
        return what_moved(
            Context(
                previous=old,
                numbers=own,
                rule_version=self.material.rule_version(question),
                view=self.material.view,
                path=paths[old.as_of],
            )
        )

    def _entry(
        self,
        question: Question,
        numbers: FamilyNumbers,
        moved: tuple[tuple[NumberKind, Moved], ...],
        notes: tuple[str, ...] = (),
        met: tuple[Bearing, ...] = (),
    ) -> Forecast:
        own: tuple[Number, ...] = numbers.numbers.get(question.key, ())
        used = {each for number in own for basis in number.basis for each in basis.entries}
        return Forecast(
            key=f"forecast:{question.key}",
            available_at=self.material.as_of,
            made_by=DESK_NAME,
            question=question.key,
            family=question.family,
            target=question.target,
            as_of=self.material.as_of,
            numbers=own,
            curves=numbers.curves if own else (),
            moved=moved,
            evidence=tuple(sorted(used | {bearing.item for bearing in met})),
            rule_version=self.material.rule_version(question),
            notes=(*notes, *numbers.notes.get(question.key, ())),
        )


def _resolved_words(resolution: Resolution) -> str:
    outcome = str(resolution.outcome).upper() if resolution.outcome is not None else "without an outcome"
    return f"resolved {outcome}, signed by {resolution.decided_by} on {resolution.available_at:%Y-%m-%d}"


def _settled(bearings: tuple[Bearing, ...]) -> tuple[Bearing, ...]:
    return tuple(bearing for bearing in bearings if bearing.resolves in ("yes", "no"))


def _met_words(bearing: Bearing) -> str:
    return (
        f"met by a report; unresolved here: an item on file would resolve the question {bearing.resolves.upper()} "
        f"({bearing.because}); numbers are given that nothing has happened, so there is none until a person decides "
        f"with `tocsin resolve`"
    )
