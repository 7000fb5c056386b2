"""All the numbers of one family at a moment, from named inputs: a pure function, so that a change can be taken apart.

Nothing here looks at a view. The same inputs at the same moment give the same numbers, which is how
:mod:`tocsin.forecasting.moved` asks what one cause alone would have changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from tocsin.core.errors import Problem
from tocsin.core.forecasts import Basis, Number, SurvivalCurve
from tocsin.core.questions import Opinion, Price, Question
from tocsin.core.times import UNSPECIFIED_ZONE
from tocsin.core.vocabulary import NumberKind, Target
from tocsin.forecasting.history import Estimate, HistoryInputs, estimate
from tocsin.forecasting.market import MarketPart, market_part, price_basis
from tocsin.forecasting.people import PeoplePart, people_part
from tocsin.forecasting.pool import POOL_NAME, Pooled, PoolWeights, pool
from tocsin.forecasting.scale import Point, days_between, hazard_of, rising_curve


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyInputs:
    """What the numbers of one family are made of.

    ``questions`` share an opening, in order of deadlines; ``prices`` and ``opinions`` are by question key; ``history``
    is ``None`` where no series is named or it is not on file. ``disputed``: the rule's wording is at high risk of a
    dispute. ``without``: people whose opinions stay out of the desk number.
    """

    questions: tuple[Question, ...]
    history: HistoryInputs | None
    prices: Mapping[str, tuple[Price, ...]]
    opinions: Mapping[str, tuple[Opinion, ...]]
    weights: PoolWeights
    disputed: bool = False
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyNumbers:
    """The numbers and notes by question key, and the curve behind each kind of number."""

    numbers: Mapping[str, tuple[Number, ...]] = field(default_factory=dict)
    curves: tuple[tuple[NumberKind, SurvivalCurve], ...] = ()
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def number(self, question: str, kind: NumberKind) -> Number | None:
        """One question's number of one kind, or ``None``."""
        return next((n for n in self.numbers.get(question, ()) if n.kind is kind), None)


@dataclass(slots=True, kw_only=True)
class _Say:
    """What the parts say of one deadline, on its way to the pool."""

    points: dict[str, Point] = field(default_factory=dict)
    bases: list[Basis] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    people: list[Number] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def evaluate(inputs: FamilyInputs, as_of: datetime) -> FamilyNumbers:
    """Every number of the family at ``as_of``; deadlines that have passed by then get none and are not in it."""
    questions = tuple(q for q in inputs.questions if q.deadline.closes_at > as_of)
    if not questions:
        return FamilyNumbers()
    opens_at = questions[0].opens_at
    model = _model(questions, inputs.history, as_of)
    market, problems = market_part(questions, inputs.prices, as_of=as_of, opens_at=opens_at)
    says, faults = _say(inputs, questions, model, market, as_of)
    desk = pool([says[q.key].points for q in questions], inputs.weights)
    _add_desk(questions, says, desk, disputed=inputs.disputed)
    curves: list[tuple[NumberKind, SurvivalCurve]] = []
    if isinstance(model, Estimate):
        curves.append((NumberKind.MODEL, model.curve))
    if market is not None:
        curves.append((NumberKind.MARKET, market.curve))
    if any(desk):
        curves.append((NumberKind.DESK, _desk_curve(questions, desk, as_of)))
    return FamilyNumbers(
        numbers={key: (*say.numbers, *say.people) for key, say in says.items()},
        curves=tuple(curves),
        notes={key: tuple(say.notes) for key, say in says.items()},
        problems=(*problems, *faults),
    )


def _say(
    inputs: FamilyInputs,
    questions: tuple[Question, ...],
    model: Estimate | str,
    market: MarketPart | None,
    as_of: datetime,
) -> tuple[Mapping[str, _Say], tuple[Problem, ...]]:
    """What history, market and people say of every deadline; a disputed rule keeps history and market apart."""
    says: dict[str, _Say] = {}
    problems: tuple[Problem, ...] = ()
    for question in questions:
        say = says[question.key] = _Say()
        _add_model(say, question, model, pooled=not inputs.disputed or question.target is Target.FACTS)
        _add_market(say, question, market, pooled=not inputs.disputed or question.target is Target.VENUE)
        opinions = inputs.opinions.get(question.key, ())
        people, faults = people_part(question, opinions, as_of=as_of, without=inputs.without)
        _add_people(say, people)
        problems += faults
    return says, problems


def _model(questions: tuple[Question, ...], history: HistoryInputs | None, as_of: datetime) -> Estimate | str:
    first = questions[0]
    if first.scheduled:
        return "no model number: a scheduled event needs a reference class of such dates, and none is on file"
    if first.history is None:
        return "no model number: no reference class is on file for this family"
    if history is None:
        return f"no model number: the series {first.history!r}, which the question names, is not on file"
    made = estimate(history, as_of=as_of, opens_at=first.opens_at, closes=[q.deadline.closes_at for q in questions])
    return made if isinstance(made, Estimate) else f"no model number: {made}"


def _add_model(say: _Say, question: Question, model: Estimate | str, *, pooled: bool) -> None:
    if question.deadline.zone == UNSPECIFIED_ZONE:
        say.notes.append("the rule states no time zone; the deadline is taken in UTC")
    if isinstance(model, str):
        say.notes.append(model)
        return
    closes = question.deadline.closes_at
    probability = model.curve.probability_by(closes)
    low = min(model.low.probability_by(closes), probability)
    high = max(model.high.probability_by(closes), probability)
    say.numbers.append(
        Number(
            kind=NumberKind.MODEL,
            probability=probability,
            low=low,
            high=high,
            basis=(model.basis,),
            made_by=model.made_by,
        )
    )
    if pooled:
        say.points["history"] = Point(probability=probability, low=low, high=high, weight=1.0)
        say.bases.append(model.basis)


def _add_market(say: _Say, question: Question, market: MarketPart | None, *, pooled: bool) -> None:
    number = market.numbers.get(question.key) if market is not None else None
    if number is None:
        others = " (other deadlines of the family have one)" if market is not None else ""
        say.notes.append(f"no market number: no price is on file for this question{others}")
    else:
        say.numbers.append(number)
    if market is None or not pooled:
        return
    found = market.at(question.deadline.closes_at, question.key)
    if found is None:
        return
    say.points["market"], quotes = found
    if number is not None:
        say.bases += number.basis
    else:
        say.bases += [price_basis(quote) for quote in quotes]
        say.notes.append("in the desk number the prices of the family's other deadlines are read between their dates")


def _add_people(say: _Say, people: PeoplePart) -> None:
    say.people += people.numbers
    if people.point is not None and people.basis is not None:
        say.points["people"] = people.point
        say.bases.append(people.basis)
        say.notes.append(f"opinions in the desk number: {', '.join(people.pooled)}")


def _add_desk(
    questions: tuple[Question, ...], says: Mapping[str, _Say], desk: tuple[Pooled | None, ...], *, disputed: bool
) -> None:
    for question, pooled in zip(questions, desk, strict=True):
        say = says[question.key]
        if disputed:
            own = "the model's" if question.target is Target.FACTS else "the market's"
            say.notes.append(
                f"the rule's wording is at high risk of a dispute, so history and market are not pooled: "
                f"the desk number is {own}, with people's opinions where there are any"
            )
        if pooled is None:
            say.notes.append(_why_no_desk(say))
            continue
        shares = dict(pooled.shares)
        part_of = {NumberKind.MODEL: "history", NumberKind.MARKET: "market"}
        say.numbers = [replace(n, weight=round(shares.get(part_of[n.kind], 0.0), 4)) for n in say.numbers]
        say.numbers.append(
            Number(
                kind=NumberKind.DESK,
                probability=pooled.probability,
                low=min(pooled.low, pooled.probability),
                high=max(pooled.high, pooled.probability),
                basis=tuple(say.bases),
                made_by=POOL_NAME,
            )
        )


def _why_no_desk(say: _Say) -> str:
    if say.points:
        return "no desk number: every part that says something has the weight 0"
    if say.numbers:
        return "no desk number: nothing that may enter it is on file"
    if say.people:
        return "no desk number: the only opinions on file are those it is to be compared with"
    return "no probability: no reference class, no price and no opinion is on file for this question"


def _desk_curve(questions: tuple[Question, ...], desk: tuple[Pooled | None, ...], as_of: datetime) -> SurvivalCurve:
    points = {
        days_between(as_of, question.deadline.closes_at): hazard_of(pooled.probability)
        for question, pooled in zip(questions, desk, strict=True)
        if pooled is not None
    }
    opens_at = questions[0].opens_at
    opens = max(days_between(as_of, opens_at), 0.0) if opens_at else 0.0
    return rising_curve(as_of, tuple(points.items()), opens_after=opens)
