"""What moved a number: the change since the last forecast, split by cause, in points that sum to the change.

The earlier number is the one that was published. Making it again from the earlier view may give another: something
dated before it was brought in since (news, said as late), a component has a new version or the weights were changed
(method), or the rule was (rule). That difference is a part of its own, so the parts always sum. A person's own number
is not split: only the person moves it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tocsin.core.claims import Event
from tocsin.core.entries import Entry
from tocsin.core.forecasts import Forecast, Move, Moved, Number
from tocsin.core.protocols import View
from tocsin.core.questions import HistoryEvent, Opinion, Price
from tocsin.core.vocabulary import MoveCause, NumberKind
from tocsin.forecasting.causes import Path, Step
from tocsin.forecasting.rounding import round_parts

SPLIT_KINDS = (NumberKind.MODEL, NumberKind.MARKET, NumberKind.DESK)
ORDER = tuple(MoveCause)
_NOTHING = 1e-9
_MOST_LABELS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One question's last forecast, the present one's numbers and rule version, and the present view."""

    previous: Forecast
    numbers: tuple[Number, ...]
    rule_version: str
    view: View
    path: Path


def first_forecast(numbers: Sequence[Number]) -> tuple[tuple[NumberKind, Moved], ...]:
    """What is said of every number where there is no earlier forecast."""
    kinds = {number.kind: number.probability for number in numbers if number.kind in SPLIT_KINDS}
    return tuple((kind, Moved(since=None, since_as_of=None, before=None, after=after)) for kind, after in kinds.items())


def what_moved(context: Context) -> tuple[tuple[NumberKind, Moved], ...]:
    """The split of every kind of number that the question has or had."""
    found = []
    for kind in SPLIT_KINDS:
        before, after = context.previous.number(kind), _of_kind(context.numbers, kind)
        if before is None and after is None:
            continue
        moves = _moves(context, before, after) if before is not None and after is not None else ()
        found.append(
            (
                kind,
                Moved(
                    since=context.previous.id,
                    since_as_of=context.previous.as_of,
                    before=before.probability if before else None,
                    after=after.probability if after else None,
                    moves=moves,
                ),
            )
        )
    return tuple(found)


def _of_kind(numbers: Sequence[Number], kind: NumberKind) -> Number | None:
    return next((number for number in numbers if number.kind is kind), None)


def _moves(context: Context, before: Number, after: Number) -> tuple[Move, ...]:
    """The parts in the fixed order, rounded together; parts without points and without evidence are left out."""
    question, kind = context.previous.question, before.kind
    made_again = context.path.start.number(question, kind) or before
    states = [made_again, *(step.numbers.number(question, kind) for step in context.path.steps), after]
    known: list[Number] = []
    for state in states:  # where a number is absent half-way, its last value stands until it is there again
        known.append(state if state is not None else known[-1])
    steps = context.path.steps
    parts = [(_move(context, kind, step, *pair), step) for step, pair in zip(steps, pairwise(known[:-1]), strict=True)]
    told: list[tuple[Move, Step | None]] = [part for part in parts if _is_told(part[0])]
    remainder = _remainder(context, before, after, made_again, known[-2])
    told += [(remainder, None)] if _is_told(remainder) else []
    told.sort(key=lambda part: ORDER.index(part[0].cause))
    rounded = round_parts([move.points for move, _ in told])
    return tuple(
        replace(move, points=points, note=_note(context, kind, step, points) if step else move.note)
        for (move, step), points in zip(told, rounded, strict=True)
    )


def _is_told(move: Move) -> bool:
    return move.cause is MoveCause.CLOCK or bool(move.evidence) or abs(move.points) > _NOTHING


def _move(context: Context, kind: NumberKind, step: Step, one: Number, other: Number) -> Move:
    points = 100 * (other.probability - one.probability)
    entries = _concerned(context.previous.question, kind, step, points)
    low, high = _interval(one, other, points) if step.cause is MoveCause.NEWS and entries else (None, None)
    return Move(
        cause=step.cause,
        points=points,
        low=low,
        high=high,
        evidence=tuple(sorted(entry.id for entry in entries)),
    )


def _concerned(question: str, kind: NumberKind, step: Step, points: float) -> tuple[Entry, ...]:
    """The entries of a step that this number has to do with.

    History for the model, the question's own prices and opinions, and for the desk number whatever moved it.
    """
    if step.cause is MoveCause.NEWS:
        return step.entries if kind is not NumberKind.MARKET else ()
    if step.cause is MoveCause.RULE:
        return tuple(entry for entry in step.entries if entry.key == question or abs(points) > _NOTHING)
    if kind is NumberKind.MODEL or (kind is NumberKind.MARKET and step.cause is MoveCause.PEOPLE):
        return ()
    moved = kind is NumberKind.DESK and abs(points) > _NOTHING
    return tuple(e for e in step.entries if moved or (isinstance(e, (Price, Opinion)) and e.question == question))


def _interval(one: Number, other: Number, points: float) -> tuple[float | None, float | None]:
    """How far both ends of the 80 % interval moved: the effect where the rate is low, and where it is high."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return None, None
    ends = (100 * (other.low - one.low), 100 * (other.high - one.high), points)
    return min(ends), max(ends)


def _note(context: Context, kind: NumberKind, step: Step, points: float) -> str:
    match step.cause:
        case MoveCause.CLOCK:
            return "time passed and nothing happened"
        case MoveCause.RULE:
            changed = context.rule_version != context.previous.rule_version
            return "the rule's text changed" if changed else "the question's terms or deadlines changed"
        case MoveCause.MARKET:
            return "prices changed"
        case MoveCause.PEOPLE:
            return "opinions changed"
    if step.removed:
        return _removal(context, kind, step.entries, points)
    return f"new in the history: {_labels(step.entries)}" if step.entries else "the series or its pool changed"


def _removal(context: Context, kind: NumberKind, entries: Sequence[Entry], points: float) -> str:
    gone = (
        "withdrawn" if any(_is_withdrawn(context.view, entry) for entry in entries) else "revised or no longer fitting"
    )
    told = [each for entry in entries if (each := _told_before(context, kind, entry))]
    was = f"it had moved {told[0][0]:+.1f} points on {told[0][1]}; " if len(told) == 1 else ""
    return f"{gone}: {_labels(entries)}; {was}what remained of the effect, {-points:+.1f}, is removed"


def _labels(entries: Sequence[Entry]) -> str:
    """What the entries say, the first few of them."""
    shown = "; ".join(_label(entry) for entry in entries[:_MOST_LABELS])
    more = len(entries) - _MOST_LABELS
    return f"{shown}; and {more} more" if more > 0 else shown


def _is_withdrawn(view: View, entry: Entry) -> bool:
    if view.is_retracted(entry.key):
        return True
    document = view.get(entry.document) if isinstance(entry, Event) else None
    return document is not None and view.is_retracted(document.key)


def _told_before(context: Context, kind: NumberKind, entry: Entry) -> tuple[float, str] | None:
    """What the first forecast that knew ``entry`` said that it moved, and on which day."""
    earlier = [*context.view.revisions(Forecast, context.previous.key), context.previous]
    for forecast in sorted(earlier, key=lambda f: f.as_of):
        change = forecast.change(kind)
        for move in change.moves if change is not None else ():
            if move.cause is MoveCause.NEWS and entry.id in move.evidence and "withdrawn" not in move.note:
                return move.points, forecast.as_of.date().isoformat()
    return None


def _label(entry: Entry) -> str:
    if isinstance(entry, Event):
        return f"“{entry.evidence.text[:120]}”"
    if isinstance(entry, HistoryEvent):
        return f"{entry.occurred_on} {entry.label}".strip()
    return entry.key


def _remainder(context: Context, before: Number, after: Number, made_again: Number, last: Number) -> Move:
    """What no step explains: late arrivals, new versions, changed weights, a changed rule."""
    points = 100 * (made_again.probability - before.probability + after.probability - last.probability)
    if before.made_by != after.made_by:
        note = f"{before.made_by} was replaced by {after.made_by}"
        return Move(cause=MoveCause.METHOD, points=points, note=note)
    late = _arrived_late(context, made_again)
    if late:
        note = "dated before the last forecast and brought in since: "
        return Move(
            cause=MoveCause.NEWS,
            points=points,
            evidence=tuple(sorted(entry.id for entry in late)),
            note=note + _labels(late),
        )
    if context.rule_version != context.previous.rule_version:
        return Move(cause=MoveCause.RULE, points=points, note="the rule's text changed")
    return Move(cause=MoveCause.METHOD, points=points, note="weights or a component's settings were changed")


def _arrived_late(context: Context, made_again: Number) -> tuple[Entry, ...]:
    """What the earlier view holds today and the earlier forecast did not know."""
    known = set(context.previous.evidence)
    ids = sorted({each for basis in made_again.basis for each in basis.entries} - known)
    found: Callable[[str], Entry | None] = context.view.get
    return tuple(entry for entry in map(found, ids) if entry is not None)
