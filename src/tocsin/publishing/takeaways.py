"""The bottom line in sentences: what to know in one minute, beside the board."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tocsin.core.claims import Claim, Event
from tocsin.core.forecasts import Basis, Bearing, Forecast
from tocsin.core.questions import Question
from tocsin.core.vocabulary import Direction, NumberKind
from tocsin.publishing.bearing import family_bearings
from tocsin.publishing.board import headline
from tocsin.publishing.english import one_line
from tocsin.publishing.labels import item_label, question_label, question_names, reported_label
from tocsin.publishing.scene import Scene, mark
from tocsin.publishing.sections import BOTTOM_LINE
from tocsin.publishing.statements import Statement, chosen, weights
from tocsin.publishing.wording import (
    age,
    capitalised,
    day,
    interval,
    likelihood,
    listed,
    local_day,
    percent,
    points,
    quoted_price,
)

_MANY_EVENTS = 30
_FEW_EVENTS = 8
_FRESH_DAYS = 2.0
_GAP = 3.0
MOST_BEARING = 5
MOST_PEOPLE = 4
_CLEAR = 2
"""The least strength of what belongs into the bottom line."""
_JOINED = (NumberKind.MODEL, NumberKind.MARKET)


def add_takeaways(scene: Scene, statements: Sequence[Statement]) -> None:
    """The numbers that matter, where nothing stands on anything, what bears most, rules that differ, confidence."""
    open_families = [
        (family, opened)
        for family, questions in scene.families.items()
        if (opened := [question for question in questions if scene.is_open(question)])
    ]
    _met(scene)
    for _, questions in open_families:
        _numbers(scene, questions)
    _without_basis(scene, [question for _, questions in open_families for question in questions])
    if open_families:
        _strongest(scene, [questions for _, questions in open_families])
    elif not scene.material.questions:
        _weightiest(scene, statements)
    _look_alikes(scene)
    _confidence(scene, [questions for _, questions in open_families])
    _ended(scene)


def _met(scene: Scene) -> None:
    """What is on file that meets a question's rule comes before any number; that nobody has decided is said with it."""
    for questions in scene.families.values():
        met = [(question, items) for question in questions if (items := scene.met_by(question))]
        if not met:
            continue
        item, asked = met[0][1][0], [question for question, _ in met]
        rule_id = scene.rule_id(asked[0])
        text = (
            f"{capitalised(reported_label(scene, item))}, meets the rule of {question_label(scene, asked)} "
            f"{mark(rule_id)}; YES is proposed, nobody has signed it, and a person decides with `tocsin resolve`."
        )
        forecasts = [f.id for question in asked if (f := scene.forecast(question)) is not None]
        scene.add(BOTTOM_LINE, text, scene.id_of(item), item.document, rule_id, [q.id for q in asked], forecasts)


def _numbers(scene: Scene, questions: Sequence[Question]) -> None:
    """Model and market side by side for the deadline on which they differ most; else what the only number stands on."""
    pairs = []
    for question in questions:
        forecast = scene.forecast(question)
        model = forecast.number(NumberKind.MODEL) if forecast else None
        price = scene.latest_price(question)
        if forecast and model and price and price.probability is not None:
            pairs.append((abs(model.probability - price.probability), question, forecast))
    if pairs:
        _, question, forecast = max(pairs, key=lambda pair: pair[0])
        _gap(scene, question, forecast)
        return
    for question in _own_price_first(scene, questions):
        forecast = scene.forecast(question)
        if forecast is not None and headline(forecast) is not None:
            _alone(scene, question, forecast)
            break
    for question in questions:
        _between(scene, question)


def _weightiest(scene: Scene, statements: Sequence[Statement]) -> None:
    """Where nothing was asked: the statements that matter most by the act that they are."""
    best = chosen(statements, weights(scene), 2)[:2]
    if not best:
        return
    labels = [item_label(scene, statement.claim, whole_name=True) for statement in best]
    told = f"{labels[0]}, and {labels[1]}" if len(labels) > 1 else labels[0]
    verb = "weighs" if len(labels) == 1 else "weigh"
    ids = [scene.id_of(statement.claim) for statement in best]
    text = f"{capitalised(told)}, {verb} most in what was read."
    scene.add(BOTTOM_LINE, text, ids, [statement.claim.document for statement in best])


def _own_price_first(scene: Scene, questions: Sequence[Question]) -> list[Question]:
    return sorted(questions, key=lambda question: scene.latest_price(question) is None)


def _gap(scene: Scene, question: Question, forecast: Forecast) -> None:
    model, price = forecast.number(NumberKind.MODEL), scene.latest_price(question)
    if model is None or price is None or price.probability is None:
        return
    difference = 100 * (model.probability - price.probability)
    side = "below" if difference < 0 else "above"
    old = age((scene.material.as_of - price.observed_at).total_seconds() / 86400)
    second_hand = " and second-hand" if price.second_hand else ""
    apart = f"{points(difference)} {side} the market" if abs(difference) >= 0.5 else "level with the market"
    text = (
        f"On {question_label(scene, [question])} the model stands at {percent(model.probability)} "
        f"({interval(model.low, model.high)}), {apart}, whose price of {quoted_price(price.probability)} is "
        f"{old}{second_hand} {mark(price.id)}."
    )
    scene.add(BOTTOM_LINE, text, question.id, forecast.id, price.id)
    _desk(scene, question, forecast)


def _desk(scene: Scene, question: Question, forecast: Forecast) -> None:
    """The number that joins what is at hand, with its printed weights, and people's own numbers beside it."""
    desk = forecast.number(NumberKind.DESK)
    if desk is None:
        return
    parts = [(n, n.weight) for n in forecast.numbers if n.kind in _JOINED and n.weight]
    weights = [f"the {number.kind.value} with {weight:.2f}" for number, weight in parts]
    people = [n for n in forecast.numbers if n.kind is NumberKind.YOU and n.person]
    rest = 1 - math.fsum(weight for _, weight in parts)
    weights += [f"opinions with {rest:.2f}"] if people and rest > 0.005 else []
    text = (
        f"There the desk number is {percent(desk.probability)} ({interval(desk.low, desk.high)}), "
        f"{likelihood(desk.probability)}, weighing {listed(weights)}."
    )
    if parts:
        scene.add(BOTTOM_LINE, text, question.id, forecast.id)
    if people:
        said = listed([f"{one_line(n.person or '')} {quoted_price(n.probability)}" for n in people[:MOST_PEOPLE]])
        text = f"The people's own numbers for {question_label(scene, [question])}: {said}."
        scene.add(BOTTOM_LINE, text, question.id, forecast.id)


def _alone(scene: Scene, question: Question, forecast: Forecast) -> None:
    """A question with one kind of number: say which, and what it stands on."""
    model, desk = forecast.number(NumberKind.MODEL), forecast.number(NumberKind.DESK)
    if model is not None:
        text = (
            f"On {question_label(scene, [question])} the model stands at {percent(model.probability)} "
            f"({interval(model.low, model.high)}), {likelihood(model.probability)}; no price is on file to set beside "
            f"it."
        )
        scene.add(BOTTOM_LINE, text, question.id, forecast.id)
        return
    if desk is None:
        return
    text = (
        f"On {question_label(scene, [question])} there is no model number, because no reference class is on file; "
        f"the desk number of {percent(desk.probability)} ({interval(desk.low, desk.high)}) "
        f"{_stands_on(scene, desk.basis, question)}."
    )
    scene.add(BOTTOM_LINE, text, question.id, forecast.id, _prices(scene, question))


def _between(scene: Scene, question: Question) -> None:
    """A number that is read between dates rests on an assumption, which is said with the price that it comes from."""
    forecast, found = scene.forecast(question), scene.read_between(question)
    desk = forecast.number(NumberKind.DESK) if forecast is not None else None
    if forecast is None or desk is None or found is None:
        return
    priced, price = found
    until, said = day(priced.deadline.date), day(local_day(price.observed_at, scene.material.zone))
    text = (
        f"The desk number of {question_label(scene, [question])}, {percent(desk.probability)} "
        f"({interval(desk.low, desk.high)}), {likelihood(desk.probability)}, has no price of its own: it is read from "
        f"the curve between now and {until}, as if the hazard were even all along, by the price of {said} "
        f"{mark(price.id)}."
    )
    scene.add(BOTTOM_LINE, text, question.id, priced.id, forecast.id, price.id)


def _prices(scene: Scene, question: Question) -> list[str]:
    price = scene.latest_price(question)
    return [price.id] if price else []


def _stands_on(scene: Scene, bases: Sequence[Basis], question: Question) -> str:
    """What a desk number without a model stands on."""
    kinds = {basis.kind for basis in bases}
    price = scene.latest_price(question)
    if "prices" not in kinds:
        return "stands on opinions alone"
    if price is None or price.probability is None:
        return "stands on the prices of other deadlines"
    second_hand = "second-hand " if price.second_hand else ""
    old = age((scene.material.as_of - price.observed_at).total_seconds() / 86400)
    carried = f"one {second_hand}price to the present as if nothing had happened since"
    opinions = " and joins it with opinions" if "opinions" in kinds else ""
    return f"carries {carried}{opinions}: {quoted_price(price.probability)}, {old} {mark(price.id)}"


def _without_basis(scene: Scene, questions: Sequence[Question]) -> None:
    """No basis, no probability: said once for all questions that it holds for."""
    bare = [q for q in questions if (f := scene.forecast(q)) is not None and not f.numbers]
    if not bare:
        return
    by_family: dict[str, list[Question]] = {}
    for question in bare:
        by_family.setdefault(question.family, []).append(question)
    text = (
        f"No probability is given for {question_names(scene, list(by_family.values()))}: no reference class, no price "
        f"and no opinion is on file."
    )
    scene.add(BOTTOM_LINE, text, [q.id for q in bare], [f.id for q in bare if (f := scene.forecast(q)) is not None])


def _strongest(scene: Scene, families: Sequence[Sequence[Question]]) -> None:
    """What bears most on each family, either way; one sentence an item, however many families it bears on."""
    told: dict[tuple[str, Direction], list[Sequence[Question]]] = {}
    items: dict[str, Claim | Event] = {}
    for questions in families:
        leaning = [pair for pair in family_bearings(scene, questions) if pair[1].direction is not Direction.NONE]
        for item, bearing in _one_each_way(leaning):
            told.setdefault((item.id, bearing.direction), []).append(questions)
            items[item.id] = item
    for (item_id, direction), asked in list(told.items())[:MOST_BEARING]:
        item = items[item_id]
        way = "upward" if direction is Direction.UP else "downward"
        text = (
            f"{capitalised(item_label(scene, item, whole_name=True))}, bears {way} on {question_names(scene, asked)}."
        )
        scene.add(BOTTOM_LINE, text, scene.said_ids([item]), [q.id for each in asked for q in each], item.document)


def _one_each_way(leaning: Sequence[tuple[Claim | Event, Bearing]]) -> list[tuple[Claim | Event, Bearing]]:
    """The strongest item upward and the strongest downward, where they are clear."""
    first: dict[Direction, tuple[Claim | Event, Bearing]] = {}
    for item, bearing in leaning:
        if bearing.strength < _CLEAR:
            continue
        first.setdefault(bearing.direction, (item, bearing))
    return list(first.values())


def _look_alikes(scene: Scene) -> None:
    """Two families that ask for the same kind of event and turn on one clause."""
    for each in scene.material.look_alikes[:2]:
        one, other = scene.families.get(each.first), scene.families.get(each.second)
        if not one or not other or not any(scene.is_open(q) for q in (*one, *other)):
            continue
        rules = (scene.rule_id(one[0]), scene.rule_id(other[0]))
        text = (
            f"Two rules that look alike part on one point, “{each.on}”: under that of {question_label(scene, one)} "
            f"it {_verdict(each.first_verdict)} {mark(rules[0])}, under that of {question_label(scene, other)} it "
            f"{_verdict(each.second_verdict)} {mark(rules[1])}."
        )
        scene.add(BOTTOM_LINE, text, rules, [q.id for q in (*one, *other)])


def _verdict(words: str) -> str:
    """A verdict of the comparison, after "it"."""
    known = {"counts": "counts", "does not count": "does not count", "required": "is required"}
    return known.get(words, "is left open")


def _confidence(scene: Scene, families: Sequence[Sequence[Question]]) -> None:
    """How firm the ground is, in sentences without a likelihood; families on the same ground share one."""
    found: dict[tuple[str, tuple[str, ...]], list[tuple[Question, Forecast]]] = {}
    for questions in families:
        for question in _own_price_first(scene, questions):
            forecast = scene.forecast(question)
            if forecast is not None and headline(forecast) is not None:
                level, reasons = confidence(scene, question, forecast)
                found.setdefault((level, tuple(reasons)), []).append((question, forecast))
                break
    for (level, why), pairs in found.items():
        labels = question_names(scene, [[question] for question, _ in pairs])
        text = f"Confidence in the estimate for {labels} is {level}: {listed(why)}."
        prices = [price.id for question, _ in pairs if (price := scene.latest_price(question))]
        scene.add(BOTTOM_LINE, text, [i for q, f in pairs for i in (q.id, f.id)], prices)


def confidence(scene: Scene, question: Question, forecast: Forecast) -> tuple[str, list[str]]:
    """``low``, ``moderate`` or ``high``, and why: the size of the reference class, the price, the rule's wording."""
    model, price = forecast.number(NumberKind.MODEL), scene.latest_price(question)
    weak, reasons, strong = 0, [], 0
    events = model.basis[0].events if model and model.basis else None
    if model is None:
        weak += 1
        reasons.append("no reference class is on file")
    elif events is not None and events < _FEW_EVENTS:
        weak += 1
        reasons.append("the reference class is small")
    elif events is not None and events >= _MANY_EVENTS:
        strong += 1
        reasons.append("the reference class is large")
    else:
        reasons.append("the reference class is of middling size")
    if price is None:
        reasons.append("no price is on file")
    elif price.second_hand or (scene.material.as_of - price.observed_at).total_seconds() > _FRESH_DAYS * 86400:
        weak += 1
        reasons.append("no fresh price at first hand was found")
    else:
        strong += 1
        reasons.append("the price is fresh")
    risk = scene.material.risks.get(question.family)
    if risk is not None and risk.level == "high":
        weak += 1
        reasons.append("the wording of the rule invites a dispute")
    level = "low" if weak else "high" if strong == 2 else "moderate"
    return level, reasons


def _ended(scene: Scene) -> None:
    """Deadlines that passed without a decision, one sentence for all."""
    over = [q for q in scene.material.questions if not scene.is_undecided(q) and not scene.met_by(q)]
    passed = [q for q in over if scene.resolution(q) is None]
    if passed:
        text = f"The deadline of {question_names(scene, [[q] for q in passed])} has passed; unresolved here."
        scene.add(BOTTOM_LINE, text, [q.id for q in passed])
