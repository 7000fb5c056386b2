"""What could not be established: rules not understood, hours filled in, texts not read, sources nobody has graded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tocsin.core.claims import ReadRecord
from tocsin.core.material import Document, Source
from tocsin.core.questions import Question
from tocsin.core.times import UNSPECIFIED_ZONE
from tocsin.core.vocabulary import ClauseKind
from tocsin.publishing.english import one_line
from tocsin.publishing.labels import question_label, question_names, shown
from tocsin.publishing.scene import Scene, mark
from tocsin.publishing.sections import NOT_ESTABLISHED
from tocsin.publishing.speakers import source_name
from tocsin.publishing.wording import capitalised, count, listed, number

MOST_TOLD = 3
_TOLD_ELSEWHERE = ("no rule text was given", "the deadline has no time zone")


def add_silence(scene: Scene) -> None:
    """Everything that a reader might take for granted and should not."""
    _questions(scene)
    _unread(scene)
    _empty(scene)
    _imputed(scene)
    _ungraded(scene)
    _hypothetical(scene)


def _questions(scene: Scene) -> None:
    documents = list(scene.material.documents)
    if not scene.material.questions:
        if documents:
            scene.add(NOT_ESTABLISHED, "No question was asked, so nothing is estimated.", documents[:1])
        return
    rules = [(questions, scene.material.rules[questions[0].key]) for questions in scene.families.values()]
    for questions, rule in rules:
        unparsed = rule.of_kind(ClauseKind.UNPARSED)
        if unparsed:
            text = (
                f"The rule of {question_label(scene, questions)} has {count(len(unparsed), 'sentence')} that "
                f"{_was(len(unparsed))} not understood and must be read by a person: “{shown(unparsed[0].text)}” "
                f"{mark(scene.rule_id(questions[0]))}."
            )
            scene.add(NOT_ESTABLISHED, text, scene.rule_id(questions[0]), [q.id for q in questions])
    _rules_of(
        scene,
        [questions for questions, rule in rules if not rule.text.strip()],
        "No rule text was given for {}: its own words were read instead",
        "No rule text was given for {}: their own words were read instead",
    )
    _rules_of(
        scene,
        [questions for questions, _ in rules if questions[0].deadline.zone == UNSPECIFIED_ZONE],
        "The rule of {} states no time zone, so its deadline passes somewhere within 26 hours",
        "The rules of {} state no time zone, so their deadlines pass somewhere within 26 hours",
    )
    _risks(scene)


def _rules_of(scene: Scene, families: Sequence[Sequence[Question]], one: str, several: str) -> None:
    """One sentence for every family of which something holds."""
    if not families:
        return
    ids = [scene.rule_id(questions[0]) for questions in families]
    names = question_names(scene, families)
    text = f"{(one if len(families) == 1 else several).format(names)} {mark(*ids)}."
    scene.add(NOT_ESTABLISHED, text, ids, [q.id for questions in families for q in questions])


def _risks(scene: Scene) -> None:
    """Wording that invites a dispute, one sentence for rules with the same faults."""
    found: dict[tuple[str, tuple[str, ...]], list[Sequence[Question]]] = {}
    for family, questions in scene.families.items():
        risk = scene.material.risks.get(family)
        told = [r for r in risk.reasons if r not in _TOLD_ELSEWHERE][:MOST_TOLD] if risk else []
        if risk is not None and risk.level != "low" and told:
            found.setdefault((risk.level, tuple(told)), []).append(questions)
    for (level, reasons), families in found.items():
        why = "; ".join(one_line(reason) for reason in reasons)
        rule = "The wording of the rule of" if len(families) == 1 else "The wording of the rules of"
        text = f"{rule} {{}} carries a {level} risk of dispute: {why.replace('{', '(').replace('}', ')')}"
        _rules_of(scene, families, text, text)


def _was(value: int) -> str:
    return "was" if value == 1 else "were"


def _unread(scene: Scene) -> None:
    """What the reader itself could not use, grouped by what was the matter."""
    by_message: dict[str, list[ReadRecord]] = {}
    for record in scene.material.view.entries(ReadRecord):
        for problem in record.problems:
            if record.document in scene.material.documents:
                by_message.setdefault(one_line(problem.message), []).append(record)
    for message, records in list(by_message.items())[:MOST_TOLD]:
        where = list(dict.fromkeys(record.document for record in records))
        text = (
            f"In {count(len(where), 'document')} something could not be read: {message.rstrip('.')} {mark(*where[:3])}."
        )
        scene.add(NOT_ESTABLISHED, text, [record.id for record in records], where)


def _empty(scene: Scene) -> None:
    """Documents in which nobody was found to say anything and nothing to happen."""
    spoken = {claim.document for claim in scene.material.claims} | {event.document for event in scene.material.events}
    silent = [d for d in scene.material.documents.values() if d.id not in spoken]
    if silent:
        text = (
            f"In {count(len(silent), 'document')} no statement and no event could be read "
            f"{mark(*(d.id for d in silent[:3]))}."
        )
        scene.add(NOT_ESTABLISHED, text, [d.id for d in silent])


def _imputed(scene: Scene) -> None:
    imputed = [d for d in scene.material.documents.values() if d.imputed]
    if not imputed:
        return
    every = list(scene.material.documents.values())
    which = (
        "every document" if len(imputed) == len(every) else f"{number(len(imputed))} of {count(len(every), 'document')}"
    )
    text = f"For {which} the hour of publication is not on file and was filled in."
    scene.add(NOT_ESTABLISHED, text, [d.id for d in every])


def _ungraded(scene: Scene) -> None:
    used = Counter(d.source for d in scene.material.documents.values() if not d.hypothetical)
    sources = [scene.material.sources[key] for key in used if key in scene.material.sources]
    ungraded = [source for source in sources if source.reliability == "F"]
    if not ungraded:
        return
    names = listed([_publisher(scene, source) for source in ungraded[:MOST_TOLD]])
    more = f" and {number(len(ungraded) - MOST_TOLD)} more" if len(ungraded) > MOST_TOLD else ""
    text = f"The reliability of {names}{more} cannot be judged (grade F)."
    documents = [_first(scene, source.key) for source in ungraded]
    scene.add(NOT_ESTABLISHED, text, [s.id for s in ungraded], [d.id for d in documents if d is not None])


def _publisher(scene: Scene, source: Source) -> str:
    document = _first(scene, source.key)
    return source_name(source, document) if document is not None else one_line(source.name)


def _first(scene: Scene, source: str) -> Document | None:
    return next((d for d in scene.material.documents.values() if d.source == source), None)


def _hypothetical(scene: Scene) -> None:
    invented = [d for d in scene.material.documents.values() if d.hypothetical]
    if invented:
        verb = "is" if len(invented) == 1 else "are"
        bears = "bears" if len(invented) == 1 else "bear"
        text = (
            f"{capitalised(count(len(invented), 'document'))} {verb} hypothetical, made for a drill, and {bears} on no "
            f"question {mark(*(d.id for d in invented[:3]))}."
        )
        scene.add(NOT_ESTABLISHED, text, [d.id for d in invented])
