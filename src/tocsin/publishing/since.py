"""Since the last edition: updates apart from corrections, what moved, what ended, which signal turned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from tocsin.core.claims import Claim
from tocsin.core.entries import Retraction
from tocsin.core.forecasts import Bearing, Forecast, Move
from tocsin.core.material import Document
from tocsin.core.questions import Price, Question
from tocsin.core.rules import Rule
from tocsin.core.vocabulary import Direction, Grade, MoveCause, NumberKind
from tocsin.publishing.board import change_words
from tocsin.publishing.disputes import is_against, named_act
from tocsin.publishing.english import inner, one_line
from tocsin.publishing.labels import item_label, question_label, question_names, reported_label
from tocsin.publishing.scene import Scene, mark
from tocsin.publishing.sections import SINCE
from tocsin.publishing.speakers import source_name
from tocsin.publishing.wording import capitalised, count, day, local_day, moment, people_dates, percent, quoted_price

MOST_TOLD = 3
_CLEAR = 2
"""The least strength of a statement that can turn a signal."""
_KINDS = (NumberKind.MODEL, NumberKind.DESK)


def add_since(scene: Scene) -> None:
    """Everything that differs from the earlier edition; nothing at all where this is the first."""
    earlier, before = scene.material.earlier, scene.material.earlier_view
    if earlier is None or before is None:
        return
    signed = f"signed by {one_line(earlier.signed_by)}" if earlier.signed_by else "which nobody signed"
    zone = scene.material.zone
    scene.add(SINCE, f"The last edition is that of {moment(earlier.as_of, zone, year=True)}, {signed}.", earlier.id)
    known = {document.key for document in before.entries(Document)}
    _updates(scene, known)
    _withdrawn(scene, earlier.as_of)
    _rules(scene)
    for question in scene.material.questions:
        _ended(scene, question, earlier.as_of)
        _open_again(scene, question)
    for questions in scene.families.values():
        _met(scene, questions)
    _prices(scene)
    _grades(scene)
    _turned(scene, known)
    for question in scene.material.questions:
        _moved(scene, question)


def _updates(scene: Scene, known: set[str]) -> None:
    """New documents and what they brought: updates, for the world moved and not our mind."""
    fresh = [d for d in scene.material.documents.values() if d.key not in known and not d.hypothetical]
    earlier = scene.material.earlier
    if not fresh:
        if earlier is not None:
            scene.add(SINCE, "No document has come in since.", earlier.id)
        return
    ids = {document.id for document in fresh}
    claims = [claim for claim in scene.real_claims if claim.document in ids]
    brought = f" with {count(len(claims), 'claim')}" if claims else ""
    verb = "has" if len(fresh) == 1 else "have"
    text = f"{capitalised(count(len(fresh), 'document'))}{brought} {verb} come in since: updates, not corrections."
    scene.add(SINCE, text, [d.id for d in fresh], [scene.id_of(c) for c in claims])
    by_key = scene.claims_by_key
    answers = [c for c in claims if c.answers and c.answers in by_key and is_against(c, by_key[c.answers])]
    one_each = {(claim.speaker.name if claim.speaker else "", claim.stance): claim.id for claim in reversed(answers)}
    for claim in [claim for claim in answers if claim.id in one_each.values()][:MOST_TOLD]:
        answered = by_key[claim.answers or ""]
        text = (
            f"{capitalised(item_label(scene, claim))}, answers {named_act(scene, answered)} {mark(answered.document)}."
        )
        scene.add(SINCE, text, scene.id_of(claim), scene.id_of(answered), claim.document, answered.document)


def _withdrawn(scene: Scene, since: datetime) -> None:
    """Corrections: what a source took back, with its reason."""
    recent = [r for r in scene.material.retractions if r.available_at > since]
    told = 0
    for retraction in recent:
        document = _document(scene, retraction)
        if document is None:
            continue
        told += 1
        zone = scene.material.zone
        publisher = source_name(scene.source(document), document)
        published = day(local_day(document.published_at, zone))
        withdrawn = day(local_day(retraction.available_at, zone))
        text = (
            f"Correction: “{inner(document.title or document.key)}”, which {publisher} published on {published}, was "
            f"withdrawn on {withdrawn}, with the reason given as “{inner(retraction.reason)}” {mark(document.id)}."
        )
        scene.add(SINCE, text, retraction.id, document.id)
    earlier = scene.material.earlier
    if not told and earlier is not None:
        scene.add(SINCE, "There are no corrections.", earlier.id)


def _document(scene: Scene, retraction: Retraction) -> Document | None:
    """The document that a retraction withdraws; items that were read in it go with it and are not told again."""
    if "#" in retraction.of:
        return None
    revisions = scene.material.view.revisions(Document, retraction.of)
    return revisions[-1] if revisions else None


def _rules(scene: Scene) -> None:
    before = scene.material.earlier_view
    for questions in scene.families.values():
        old = before.current(Rule, questions[0].rule) if before else None
        new = scene.material.view.current(Rule, questions[0].rule)
        if old is not None and new is not None and old.version != new.version:
            text = f"The rule of {question_label(scene, questions)} changed its text {mark(new.id)}."
            scene.add(SINCE, text, old.id, new.id, [q.id for q in questions])


def _ended(scene: Scene, question: Question, since: datetime) -> None:
    """A resolution signed since, or a deadline that passed without one."""
    resolution = scene.resolution(question)
    if resolution is not None and resolution.available_at > since and resolution.outcome is not None:
        text = (
            f"{question_label(scene, [question])} was resolved {resolution.outcome.value.upper()}, signed by "
            f"{one_line(resolution.decided_by or '')}"
        )
        if resolution.venue_outcome is not None and resolution.venue_outcome is not resolution.outcome:
            text += f", while its venue settled {resolution.venue_outcome.value.upper()}"
        if resolution.because:
            text += f", because: “{inner(resolution.because).rstrip('.')}”"
        scene.add(SINCE, f"{text}.", resolution.id, question.id)
        return
    if resolution is None and since < question.deadline.closes_at <= scene.material.as_of:
        text = f"The deadline of {question_label(scene, [question])} has passed since; unresolved here."
        scene.add(SINCE, text, question.id)


def _met(scene: Scene, questions: Sequence[Question]) -> None:
    """The questions of a family that a report has met since."""
    fresh = [question for question in questions if scene.met_by(question) and _was_open(scene, question)]
    if fresh:
        item, several = scene.met_by(fresh[0])[0], len(fresh) > 1
        verb, withheld = ("have", "their numbers are") if several else ("has", "its number is")
        text = (
            f"{capitalised(question_label(scene, fresh))} {verb} been met since by {reported_label(scene, item)}; "
            f"{withheld} withheld until a person decides."
        )
        scene.add(SINCE, text, [q.id for q in fresh], scene.id_of(item), item.document)


def _was_open(scene: Scene, question: Question) -> bool:
    before = _forecast_before(scene, question)
    return before is not None and bool(before.numbers or not before.evidence)


def _open_again(scene: Scene, question: Question) -> None:
    """A question whose number is back, since what had met it was withdrawn."""
    forecast, before = scene.forecast(question), _forecast_before(scene, question)
    number = next((n for kind in _KINDS if forecast is not None and (n := forecast.number(kind)) is not None), None)
    if forecast is None or before is None or number is None or _was_open(scene, question):
        return
    text = (
        f"What had met {question_label(scene, [question])} is no longer on file: its {number.kind.value} number is "
        f"back, at {percent(number.probability)}."
    )
    scene.add(SINCE, text, question.id, forecast.id, before.id)


def _forecast_before(scene: Scene, question: Question) -> Forecast | None:
    before = scene.material.earlier_view
    return before.current(Forecast, f"forecast:{question.key}") if before else None


def _prices(scene: Scene) -> None:
    """Prices that changed, in one sentence a family."""
    for questions in scene.families.values():
        parts, ids = [], []
        for question in questions:
            new, old = scene.latest_price(question), _price_before(scene, question)
            if new is None or new.probability is None or (old is not None and old.id == new.id):
                continue
            label, said = question_label(scene, [question]), f"{quoted_price(new.probability)} {mark(new.id)}"
            if old is None or old.probability is None:
                scene.add(SINCE, f"A first price came in for {label}: {said}.", question.id, new.id)
                continue
            parts.append(f"{label}, from {quoted_price(old.probability)} to {said}")
            ids += [question.id, new.id, old.id]
        if parts:
            scene.add(SINCE, f"The market moved on {'; on '.join(parts)}.", ids)


def _price_before(scene: Scene, question: Question) -> Price | None:
    before = scene.material.earlier_view
    own = [p for p in (before.entries(Price) if before else ()) if p.question == question.key]
    return max(own, key=lambda p: (p.observed_at, p.available_at), default=None)


def _grades(scene: Scene) -> None:
    """Claims whose credibility fell or rose with what was learned since."""
    changed: dict[tuple[str, str, str], tuple[int, Claim, Grade]] = {}
    for claim in scene.real_claims:
        old = scene.material.earlier_grades.get(claim.key)
        if old is not None and old.content != claim.grade.content:
            who = claim.speaker.name if claim.speaker else claim.document
            changed.setdefault((who, str(old), str(claim.grade)), (abs(old.content - claim.grade.content), claim, old))
    for _, claim, old in sorted(changed.values(), key=lambda each: -each[0])[:MOST_TOLD]:
        verb = "fell" if claim.grade.content > old.content else "rose"
        why = f": {one_line(claim.grade.reason)}" if claim.grade.reason else ""
        text = f"The grade of {item_label(scene, claim)}, {verb} from {old} to {claim.grade}{why}."
        earlier = scene.material.earlier
        scene.add(SINCE, text, scene.id_of(claim), claim.document, [earlier.id] if earlier else [])


def _turned(scene: Scene, known: set[str]) -> None:
    """A side whose newest word bears the other way than its strongest before."""
    found: dict[tuple[str, str], tuple[Claim, Claim, list[Sequence[Question]]]] = {}
    for questions in scene.families.values():
        open_ = [question for question in questions if scene.is_open(question)]
        pair = _turn(*_split(scene, open_, known), scene)
        if pair is not None:
            new, old = pair
            found.setdefault((new.id, old.id), (new, old, []))[2].append(open_)
    for new, old, asked in found.values():
        text = (
            f"A signal turned: {item_label(scene, new)}, bears the other way on {question_names(scene, asked)} than "
            f"{item_label(scene, old)}."
        )
        ids = [scene.id_of(new), scene.id_of(old), *(question.id for each in asked for question in each)]
        scene.add(SINCE, text, ids, new.document, old.document)


def _turn(
    new: list[tuple[Claim, Bearing]], old: list[tuple[Claim, Bearing]], scene: Scene
) -> tuple[Claim, Claim] | None:
    """The strongest and newest claim that bears against its own side's strongest earlier one, and that one."""
    for claim, bearing in sorted(
        new, key=lambda pair: (pair[1].strength, scene.document(pair[0]).published_at), reverse=True
    ):
        if bearing.strength < _CLEAR:
            continue
        before = [pair for pair in old if _same_side(claim, pair[0])]
        other, told = max(before, key=lambda pair: pair[1].strength, default=(claim, bearing))
        if told.direction is not bearing.direction:
            return claim, other
    return None


def _split(
    scene: Scene, questions: Sequence[Question], known: set[str]
) -> tuple[list[tuple[Claim, Bearing]], list[tuple[Claim, Bearing]]]:
    """The claims that bear on some questions: those of new documents, and those of old ones."""
    new: list[tuple[Claim, Bearing]] = []
    old: list[tuple[Claim, Bearing]] = []
    for question in questions[:1]:
        for bearing in scene.bearings(question):
            claim = scene.claims_by_id.get(bearing.item)
            if claim is not None and bearing.direction is not Direction.NONE:
                (old if scene.document(claim).key in known else new).append((claim, bearing))
    return new, old


def _same_side(one: Claim, other: Claim) -> bool:
    if one.speaker is None or other.speaker is None:
        return False
    same_country = one.speaker.country is not None and one.speaker.country == other.speaker.country
    return same_country or one.speaker.name == other.speaker.name


def _moved(scene: Scene, question: Question) -> None:
    """How the number that is shown changed, part by part, with the notes that its causes carry."""
    forecast = scene.forecast(question)
    kind = _shown_kind(forecast)
    moved = forecast.change(kind) if forecast is not None and kind is not None else None
    if forecast is None or kind is None or moved is None or moved.before is None or moved.after is None:
        return
    if moved.since_as_of is None:
        return
    notes = [_note(move) for move in moved.moves if move.cause is not MoveCause.CLOCK and move.note]
    why = f" ({'; '.join(notes)})" if notes else ""
    since = moment(moved.since_as_of, scene.material.zone)
    label, change = question_label(scene, [question]), change_words(moved)
    if change == "0":
        text = f"Since {since} the {kind.value} number of {label} has not changed, at {percent(moved.after)}{why}."
        scene.add(SINCE, text, question.id, forecast.id, _evidence(moved.moves))
        return
    change = f"from {percent(moved.before)} to {percent(moved.after)}, {change}"
    text = f"Since {since} the {kind.value} number of {label} went {change}{why}."
    scene.add(SINCE, text, question.id, forecast.id, _evidence(moved.moves))


def _shown_kind(forecast: Forecast | None) -> NumberKind | None:
    if forecast is None:
        return None
    return next((kind for kind in _KINDS if forecast.number(kind) is not None), None)


def _evidence(moves: Iterable[Move]) -> list[str]:
    return [each for move in moves for each in move.evidence]


def _note(move: Move) -> str:
    """The cause's own note, with its days as people write them."""
    return people_dates(one_line(move.note))
