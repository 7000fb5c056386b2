"""What would change this: what settles a question, what quiet does to its number, and what nobody has estimated."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from tocsin.core.forecasts import Forecast
from tocsin.core.questions import Question
from tocsin.core.rules import Rule
from tocsin.core.vocabulary import ClauseKind, NumberKind
from tocsin.publishing.board import headline
from tocsin.publishing.disputes import Dispute, named_act
from tocsin.publishing.english import inner, one_line
from tocsin.publishing.labels import question_label
from tocsin.publishing.scene import Scene, mark
from tocsin.publishing.sections import WOULD_CHANGE
from tocsin.publishing.wording import day, likelihood, local_day, percent

AHEAD = timedelta(days=7)
_LONGEST_CLAUSE = 2000
_MONTHS = "Jan|Feb|Mar(?:ch)?\\b|Apr|May\\b|June?\\b|July?\\b|Aug|Sep|Oct|Nov|Dec"
_CONDITION = re.compile(
    r"\b(?:if|in case|when)\s+(.{10,}?)"
    r"(?=,?\s+(?:by|at or before|on or before|before|between|no later than|within|from)\s+(?:"
    r"(?:the\s+|its\s+)?(?:start|end|close|beginning|listed|specified|resolution|deadline|scheduled|next|meeting|midnight|noon)|"
    r"\w+\s+deadline|\w+\s+scheduled|\d|this\b|Q[1-4]|" + _MONTHS + r")"
    r"|,\s+(?:beginning|and|as)\b|\.?\s*$)",
    re.I | re.S,
)


def add_change(scene: Scene, disputed: Sequence[Dispute]) -> None:
    """What settles each open family, what a quiet stretch would do to its number, what is not estimated."""
    for questions in scene.families.values():
        open_ = [question for question in questions if scene.is_open(question)]
        if open_:
            _settles(scene, open_)
            _quiet(scene, open_[0])
    for dispute in disputed[:1]:
        said = dispute.claims[0]
        if scene.material.questions:
            text = (
                f"What an independent assessment of {named_act(scene, said)} would do to any of the numbers is not "
                f"estimated {mark(said.document)}."
            )
            scene.add(WOULD_CHANGE, text, scene.id_of(said), said.document)


def _settles(scene: Scene, questions: Sequence[Question]) -> None:
    """The event that the rule asks for, in the rule's own words."""
    condition = asked_for(scene.material.rules[questions[0].key])
    if not condition:
        return
    rule_id = scene.rule_id(questions[0])
    verb = "are" if len(questions) > 1 else "is"
    text = (
        f"{question_label(scene, questions)} {verb} settled by a report, from a source that the rule accepts, that "
        f"“{condition}” {mark(rule_id)}."
    )
    scene.add(WOULD_CHANGE, text[0].upper() + text[1:], rule_id, [q.id for q in questions])


def asked_for(rule: Rule) -> str:
    """The condition of the rule's main clause, without its dates; nothing where it has none that can be quoted."""
    for clause in rule.of_kind(ClauseKind.REQUIRES):
        found = _CONDITION.search(one_line(clause.text[:_LONGEST_CLAUSE]))
        if found:
            return inner(found.group(1)).strip(" ,.")
    return ""


def later_probability(forecast: Forecast, kind: NumberKind, question: Question, at: datetime) -> float | None:
    """The number that the same curve gives at a later moment, given that nothing has happened until then."""
    curve = forecast.curve(kind)
    if curve is None:
        return None
    left = curve.cumulative_hazard(question.deadline.closes_at) - curve.cumulative_hazard(at)
    return min(max(-math.expm1(-left), 1e-6), 1 - 1e-6)


def _quiet(scene: Scene, question: Question) -> None:
    """What time alone does: the number a week on, or half-way to a nearer deadline, if nothing happens."""
    forecast = scene.forecast(question)
    number = headline(forecast)
    if forecast is None or number is None or question.scheduled:
        return
    at = next_look(scene, question)
    later = later_probability(forecast, number.kind, question, at)
    if later is None or abs(later - number.probability) < 0.015:
        return
    when = day(local_day(at, scene.material.zone))
    text = (
        f"If nothing that counts happens by {when}, the {number.kind.value} number of "
        f"{question_label(scene, [question])} falls from {percent(number.probability)} to {percent(later)}, "
        f"{likelihood(later)}."
    )
    scene.add(WOULD_CHANGE, text, question.id, forecast.id)


def next_look(scene: Scene, question: Question) -> datetime:
    """A week on; half-way to the deadline where that is nearer."""
    left = question.deadline.closes_at - scene.material.as_of
    return scene.material.as_of + min(AHEAD, left / 2)
