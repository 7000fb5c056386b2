"""What bears on the questions: which statements lean which way under the rule, apart from what they moved."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.core.claims import Claim, Event
from tocsin.core.forecasts import Bearing
from tocsin.core.questions import Question
from tocsin.core.vocabulary import Direction
from tocsin.publishing.english import one_line
from tocsin.publishing.labels import item_label, question_label, question_names
from tocsin.publishing.scene import Scene
from tocsin.publishing.sections import BEARS
from tocsin.publishing.statements import content_words
from tocsin.publishing.wording import count

MOST_ITEMS = 3
_CLEAR = 2
"""The least strength of an event that is told beside the claim in whose words it stands."""
_WAYS = ((Direction.UP, "upward"), (Direction.DOWN, "downward"))


def add_bearing(scene: Scene) -> None:
    """For every family with an open question, what bears upward and what downward, each with its reason."""
    bare: list[list[Question]] = []
    for questions in scene.families.values():
        open_ = [question for question in questions if scene.is_open(question)]
        if not open_:
            continue
        found = family_bearings(scene, open_)
        for direction, way in _WAYS:
            _direction(scene, open_, [pair for pair in found if pair[1].direction is direction], way)
        if not any(bearing.direction is not Direction.NONE for _, bearing in found):
            bare.append(open_)
            continue
        _moved(scene, open_, found)
    if bare:
        text = f"Nothing in what was read was found to bear on {question_names(scene, bare)}."
        scene.add(BEARS, text, [q.id for each in bare for q in each])


def family_bearings(scene: Scene, questions: Sequence[Question]) -> list[tuple[Claim | Event, Bearing]]:
    """The items that bear on a family, strongest and newest first, each speaker's words once."""
    best: dict[str, tuple[Claim | Event, Bearing]] = {}
    for question in questions:
        for bearing in scene.bearings(question):
            item = scene.item(bearing.item)
            if item is not None and (bearing.item not in best or bearing.strength > best[bearing.item][1].strength):
                best[bearing.item] = (item, bearing)
    ordered = sorted(
        best.values(), key=lambda pair: (pair[1].strength, scene.document(pair[0]).published_at), reverse=True
    )
    return _without_repeats(scene, ordered)


def _without_repeats(scene: Scene, pairs: list[tuple[Claim | Event, Bearing]]) -> list[tuple[Claim | Event, Bearing]]:
    """One item for the same words or happening: a claim before its event, one paper before its copies."""
    kept: list[tuple[Claim | Event, Bearing]] = []
    for item, bearing in sorted(pairs, key=lambda pair: isinstance(pair[0], Event)):
        if not any(_repeats(scene, item, bearing, other, told) for other, told in kept):
            kept.append((item, bearing))
    return sorted(kept, key=lambda pair: -pair[1].strength)


def _repeats(scene: Scene, item: Claim | Event, bearing: Bearing, other: Claim | Event, told: Bearing) -> bool:
    if isinstance(item, Event) and isinstance(other, Event) and scene.is_one_happening(item, other):
        return bearing.direction is told.direction
    leans = told.direction is not Direction.NONE or bearing.strength < _CLEAR
    from_the_claim = isinstance(item, Event) and isinstance(other, Claim) and leans and item.document == other.document
    return _same(item, other) and (from_the_claim or bearing.direction is told.direction)


def _same(one: Claim | Event, other: Claim | Event) -> bool:
    left, right = _words(one), _words(other)
    return bool(left and right) and len(left & right) >= 0.6 * min(len(left), len(right))


def _words(item: Claim | Event) -> frozenset[str]:
    if isinstance(item, Claim):
        return content_words(item)
    return frozenset(word.strip(".,“”\"'").casefold() for word in item.evidence.text.split())


def _direction(
    scene: Scene, questions: Sequence[Question], pairs: Sequence[tuple[Claim | Event, Bearing]], way: str
) -> None:
    """The strong items with their reasons; the weak ones are told only where there is nothing stronger."""
    if not pairs:
        return
    strong = [pair for pair in pairs if pair[1].strength > 1] or list(pairs)
    shown = strong[:MOST_ITEMS]
    parts = [f"{item_label(scene, item)} ({one_line(bearing.because)})" for item, bearing in shown]
    rest = len(pairs) - len(shown)
    more = f"; {count(rest, 'further item')} {'does' if rest == 1 else 'do'} so less strongly" if rest else ""
    verb = "bears" if len(shown) == 1 else "bear"
    label = question_label(scene, questions)
    text = f"On {label}, {count(len(shown), 'item')} {verb} {way}: {listed_long(parts)}{more}."
    ids = scene.said_ids(item for item, _ in pairs)
    scene.add(BEARS, text, ids, [q.id for q in questions], [item.document for item, _ in shown])


def listed_long(parts: Sequence[str]) -> str:
    """A list whose members have commas of their own."""
    return parts[0] if len(parts) == 1 else f"{'; '.join(parts[:-1])}; and {parts[-1]}"


def _moved(scene: Scene, questions: Sequence[Question], pairs: Sequence[tuple[Claim | Event, Bearing]]) -> None:
    """Bearing is not moving: say so where none of the items is in the history that a number stands on."""
    forecasts = [forecast for question in questions if (forecast := scene.forecast(question)) is not None]
    used = {each for forecast in forecasts for each in forecast.evidence}
    if any(scene.id_of(item) in used for item, _ in pairs) or not any(forecast.numbers for forecast in forecasts):
        return
    leaning = [item for item, bearing in pairs if bearing.direction is not Direction.NONE]
    one = len(leaning) == 1
    subject = "This item has no" if one else f"None of these {count(len(leaning), 'item')} has a"
    text = f"{subject} measured effect on the {'numbers of ' + question_label(scene, questions)}."
    ids = [scene.id_of(item) for item in leaning]
    scene.add(BEARS, text, ids, [f.id for f in forecasts], [q.id for q in questions])
