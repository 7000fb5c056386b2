"""The board: one row per question, model or desk number with interval and reason, the market beside it."""

from __future__ import annotations

from tocsin.core.briefs import BoardRow
from tocsin.core.forecasts import Forecast, Moved, Number
from tocsin.core.questions import Question
from tocsin.core.times import UNSPECIFIED_ZONE
from tocsin.core.vocabulary import MoveCause, NumberKind
from tocsin.publishing.labels import price_label, zone_city
from tocsin.publishing.scene import Scene
from tocsin.publishing.wording import likelihood, printed_change, remaining, signed, whole_parts


def board(scene: Scene) -> tuple[BoardRow, ...]:
    """Every question in order of family and deadline; the open ones with their figures."""
    return tuple(_row(scene, question) for family in scene.families.values() for question in family)


def headline(forecast: Forecast | None) -> Number | None:
    """The number that a row shows: the model's; where there is none, the desk's, which says what it stands on."""
    if forecast is None:
        return None
    return forecast.number(NumberKind.MODEL) or forecast.number(NumberKind.DESK)


def _row(scene: Scene, question: Question) -> BoardRow:
    forecast = scene.forecast(question)
    number = headline(forecast) if scene.is_open(question) else None
    price = scene.latest_price(question)
    risk = scene.material.risks.get(question.family)
    return BoardRow(
        question=question.id,
        forecast=forecast.id if forecast else "",
        text=question.text,
        number_name=str(number.kind) if number else "",
        probability=number.probability if number else None,
        low=number.low if number else None,
        high=number.high if number else None,
        words=_words(scene, question, number),
        change=_change(scene, forecast, number),
        market=price_label(scene, price) if price else _unpriced(scene, question, number),
        deadline=_deadline(scene, question),
        rule_risk=risk.level if risk else "",
    )


def _unpriced(scene: Scene, question: Question, number: Number | None) -> str:
    """What stands in the market's place where the question has no price of its own."""
    between = number is not None and scene.read_between(question) is not None
    return "none on file; read between dates" if between else "none on file"


def _words(scene: Scene, question: Question, number: Number | None) -> str:
    resolution = scene.resolution(question)
    if resolution is not None and resolution.outcome is not None:
        return f"resolved {resolution.outcome.value.upper()}, signed by {resolution.decided_by}"
    if scene.met_by(question):
        return "met by a report; unresolved here"
    if not scene.is_open(question):
        return "deadline passed; unresolved here"
    return likelihood(number.probability) if number else "not estimated: no basis"


def _change(scene: Scene, forecast: Forecast | None, number: Number | None) -> str:
    if forecast is None or number is None:
        return ""
    moved = forecast.change(number.kind)
    if moved is None or moved.since is None or moved.before is None:
        before = scene.material.view.get(moved.since) if moved is not None and moved.since else None
        was_met = isinstance(before, Forecast) and bool(before.evidence) and not before.numbers
        return "back: what had met it is withdrawn" if was_met else "first forecast"
    return change_words(moved)


def change_words(moved: Moved) -> str:
    """``−9: clock −11, news +2``, in points of the printed figures; a change of the clock alone is said as such."""
    total, parts = parts_of(moved)
    told = [(cause, part) for cause, part in parts if part]
    if not any(cause is not MoveCause.CLOCK for cause, _ in told):
        return "0" if total == 0 else f"{signed(total)}: nothing beyond the clock"
    return f"{signed(total)}: {', '.join(f'{cause.value} {signed(part)}' for cause, part in told)}"


def parts_of(moved: Moved) -> tuple[int, tuple[tuple[MoveCause, int], ...]]:
    """The change in whole points and what each cause has of it; the parts sum to the change."""
    if moved.before is None or moved.after is None:
        return 0, ()
    total = printed_change(moved.before, moved.after)
    whole = whole_parts([move.points for move in moved.moves], total) if moved.moves else ()
    return total, tuple((move.cause, part) for move, part in zip(moved.moves, whole, strict=True))


def _deadline(scene: Scene, question: Question) -> str:
    limit = question.deadline
    zone = "zone not stated" if limit.zone == UNSPECIFIED_ZONE else zone_city(limit.zone)
    end = "end of " if (limit.local_time.hour, limit.local_time.minute) == (23, 59) and limit.inclusive else ""
    clock = "" if end else f" {limit.local_time:%H:%M}"
    left = remaining(limit.closes_at, scene.material.as_of)
    left = left if left == "passed" else f"in {left}"
    return f"{end}{limit.date.day} {limit.date:%b %Y}{clock}, {zone}: {left}"
