"""What does not count: events that look like the one asked for, with the clause that decides; and what is left open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tocsin.core.claims import Event
from tocsin.core.questions import Question
from tocsin.core.rules import Clause, Rule, Verdict
from tocsin.core.vocabulary import ClauseKind, Stance, Status, VerdictOutcome
from tocsin.publishing.disputes import named_act
from tocsin.publishing.english import inner, one_line
from tocsin.publishing.labels import question_names, shown, words_of
from tocsin.publishing.scene import Scene, mark
from tocsin.publishing.sections import NOT_COUNTED
from tocsin.publishing.speakers import source_name
from tocsin.publishing.wording import capitalised, count, listed

MOST_NAMED = 2
MOST_SENTENCES = 6
MOST_MISSING = 2
"""An event that lacks more than that is no near miss."""
_HAPPENED = (Status.REPORTED, Status.CLAIMED, Status.DISPUTED)
_DECISIVE = (ClauseKind.EXCLUDES, ClauseKind.COUNTS)


@dataclass
class _Case:
    """Events that one reason decides, and the questions for which it does."""

    reason: str
    clause: Clause | None
    missing: tuple[str, ...]
    events: dict[tuple[str, str], Event] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)


def add_counting(scene: Scene) -> None:
    """What looks like a question's event and does not count, or cannot be decided for want of a fact."""
    excluded: dict[object, _Case] = {}
    left_open: dict[object, _Case] = {}
    for questions in scene.families.values():
        open_ = [question for question in questions if scene.is_open(question)]
        if open_:
            _sort(scene, open_[-1], excluded, left_open)
    for case in _merged(excluded.values())[:MOST_SENTENCES]:
        _exclusion(scene, case)
    for case in _merged(left_open.values())[:MOST_SENTENCES]:
        _open(scene, case)


def _sort(scene: Scene, question: Question, excluded: dict[object, _Case], left_open: dict[object, _Case]) -> None:
    for event, verdict in related(scene, question):
        if verdict.outcome is VerdictOutcome.COUNTS:
            continue
        is_out = verdict.outcome is VerdictOutcome.DOES_NOT_COUNT
        if not is_out and len(verdict.missing) > MOST_MISSING:
            continue
        into = excluded if is_out else left_open
        said = verdict.clause if is_out and verdict.clause and verdict.clause.kind in _DECISIVE else None
        key = (question.family, verdict.because if is_out else verdict.missing, said.text if said else "")
        case = into.setdefault(key, _Case(reason=verdict.because, clause=said, missing=verdict.missing))
        case.events.setdefault((event.document, event.evidence.text), event)
        case.questions[question.key] = question


def _merged(cases: Iterable[_Case]) -> list[_Case]:
    """Cases with one reason and the same events under several rules are told once."""
    found: dict[object, _Case] = {}
    for case in cases:
        reason = case.reason if case.reason and not case.missing else case.missing
        key = (reason, case.clause.text if case.clause else "", tuple(sorted(case.events)))
        if key in found:
            found[key].questions |= case.questions
        else:
            found[key] = case
    return list(found.values())


def related(scene: Scene, question: Question) -> list[tuple[Event, Verdict]]:
    """The happenings of the kind that the question asks for, newest first, with their verdicts."""
    rule = scene.material.rules[question.key]
    verdicts: Mapping[str, Verdict] = scene.material.verdicts.get(question.key, {})
    speaking = {bearing.item for bearing in scene.bearings(question)}
    found = [
        (event, verdicts[event.id])
        for event in scene.real_events
        if event.id in verdicts
        and event.id in speaking
        and event.status in _HAPPENED
        and _of_the_kind(event, rule)
        and not _denied(scene, event)
    ]
    return found[::-1]


def _denied(scene: Scene, event: Event) -> bool:
    """Whether it is told only as what somebody denies."""
    teller = scene.teller(event)
    return teller is not None and teller.stance in (Stance.DENIES, Stance.REFUSES)


def _of_the_kind(event: Event, rule: Rule) -> bool:
    pattern = rule.pattern
    if not pattern.actions or event.action not in pattern.actions:
        return False
    if pattern.place_country and event.place is not None and event.place.country not in (None, pattern.place_country):
        return False
    actors = {name.casefold() for name in pattern.actors}
    acting = event.actor
    if not actors or pattern.both_parties:
        return True
    if acting is None:
        return False
    name = acting.name.casefold()
    return (acting.country or "").casefold() in actors or any(wanted in name for wanted in actors)


def _exclusion(scene: Scene, case: _Case) -> None:
    events, questions = list(case.events.values()), list(case.questions.values())
    rules = [scene.rule_id(question) for question in questions]
    said = f"; the rule says “{inner(case.clause.text).rstrip('.')}”" if case.clause else ""
    names = question_names(scene, [[question] for question in questions])
    verb = "does" if len(events) == 1 else "do"
    text = (
        f"{capitalised(_named(scene, events))} {verb} not count for {names}: "
        f"{'in each case, ' if len(events) > 1 else ''}{_reason(case, events)}{said} {mark(*rules)}."
    )
    _add(scene, text, events, questions, rules)


def _reason(case: _Case, events: Sequence[Event]) -> str:
    """Why, without the words of the event, which have just been told."""
    reason = one_line(case.reason).rstrip(".")
    before, colon, quoted = reason.partition(": “")
    told = {word for event in events for word in one_line(event.evidence.text).split()}
    return before if colon and set(quoted.rstrip("”").split()) & told else reason


def _open(scene: Scene, case: _Case) -> None:
    events, questions = list(case.events.values()), list(case.questions.values())
    rules = [scene.rule_id(question) for question in questions]
    names = question_names(scene, [[question] for question in questions])
    text = (
        f"Whether {_named(scene, events)} {'counts' if len(events) == 1 else 'count'} for {names} is not established; "
        f"what is missing: {'; '.join(one_line(each) for each in case.missing)} {mark(*rules)}."
    )
    _add(scene, text, events, questions, rules)


def _add(scene: Scene, text: str, events: Sequence[Event], questions: Sequence[Question], rules: Sequence[str]) -> None:
    ids = scene.said_ids(events)
    scene.add(NOT_COUNTED, text, ids, [e.document for e in events], rules, [q.id for q in questions])


def _named(scene: Scene, events: Sequence[Event]) -> str:
    """The first few events in the words and with the name of who reports them, the rest counted."""
    parts = []
    for event in events[:MOST_NAMED]:
        document = scene.document(event)
        parts.append(f"“{shown(words_of(scene, event))}” ({_who(scene, event)}) {mark(document.id)}")
    rest = len(events) - len(parts)
    if rest > 0:
        parts.append(count(rest, "further report"))
    return listed(parts)


def _who(scene: Scene, event: Event) -> str:
    """Whose word it is: the act of the one who says so, else the paper that reports it by itself."""
    teller, document = scene.teller(event), scene.document(event)
    return named_act(scene, teller) if teller is not None else source_name(scene.source(document), document)
