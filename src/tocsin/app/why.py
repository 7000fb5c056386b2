"""Why: a sentence, a probability or any entry, walked back to quoted words, counts, prices and opinions."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tocsin.app.situation import Clock, open_situation, system_clock
from tocsin.app.state import last_brief
from tocsin.app.walk import Step, describe, several, utc
from tocsin.core.briefs import Brief
from tocsin.core.claims import Claim, Event
from tocsin.core.entries import Entry
from tocsin.core.errors import InputError
from tocsin.core.forecasts import Forecast
from tocsin.core.protocols import View
from tocsin.core.questions import Question
from tocsin.core.rules import Rule
from tocsin.ledger import Ledger

_SHORTEST_PREFIX = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What was asked about, walked back."""

    what: str
    as_of: datetime
    steps: tuple[Step, ...] = field(default=())

    def lines(self) -> list[str]:
        """The explanation for people, one line an item."""
        return [line for step in self.steps for line in step.lines()]

    def as_json(self) -> dict[str, Any]:
        """The explanation as data."""
        return {"what": self.what, "as_of": self.as_of.isoformat(), "steps": [step.as_json() for step in self.steps]}


def explain(folder: Path | None, what: str, as_of: datetime | None, *, clock: Clock = system_clock) -> Explanation:
    """Walk back a sentence number of the last brief, a question, or an entry's id.

    Without a folder the brief that was made last is meant. Raises :class:`InputError`, naming what there is, for
    anything that is not on file.
    """
    ledger, remembered = _open(folder, clock)
    moment = as_of or clock()
    view = ledger.view(moment)
    asked = what.strip()
    if re.fullmatch(r"[sS]?\d{1,4}", asked):
        brief = _brief(ledger, view, remembered if as_of is None else None)
        return _sentence(ledger, brief, int(asked.lstrip("sS")))
    if re.fullmatch(r"[rm]\d{1,4}", asked):
        brief = _brief(ledger, view, remembered if as_of is None else None)
        return _reference(ledger, brief, asked)
    question = _question(view, asked)
    if question is not None:
        return _probability(view, question)
    entry = find_entry(ledger, asked, moment)
    return Explanation(what=asked, as_of=moment, steps=(describe(view, entry),))


def find_entry(ledger: Ledger, text: str, as_of: datetime) -> Entry:
    """The entry with this id, the start of one (four characters or more) or this key, as it stood at ``as_of``.

    Raises :class:`InputError` where there is none, or where a start fits several; LeakError for one that became
    available later.
    """
    view = ledger.view(as_of)
    if re.fullmatch(r"[0-9a-f]{16}", text):
        exact = view.get(text)
        if exact is not None:
            return exact
    by_id: dict[str, str] = {}
    by_key: list[str] = []
    for line in ledger.journal():
        row = json.loads(line)
        if datetime.fromisoformat(row["entry"]["available_at"]) > as_of:
            continue
        if row["entry"]["key"] == text:
            by_key.append(row["id"])
        if len(text) >= _SHORTEST_PREFIX and row["id"].startswith(text):
            by_id[row["id"]] = f"{row['kind']} {row['id']}"
    if len(by_id) > 1:
        message = f"{text!r} is the start of several ids: {', '.join(sorted(by_id.values())[:5])}; give more of it"
        raise InputError(message)
    found = view.get(next(iter(by_id), by_key[-1] if by_key else ""))
    if found is None:
        raise InputError(_nothing(ledger, view, text))
    return found


def _nothing(ledger: Ledger, view: View, text: str) -> str:
    questions = ", ".join(question.key for question in view.entries(Question)[:6])
    kinds = ", ".join(f"{count} {kind}" for kind, count in ledger.counts().items())
    asked = f" Questions: {questions}." if questions else ""
    return f"nothing on file is called {text!r}.{asked} The ledger holds: {kinds or 'nothing'}; `tocsin log` lists it"


def _open(folder: Path | None, clock: Clock) -> tuple[Ledger, str | None]:
    """The ledger to look in, and the id of the brief that was made last, if it is in that ledger."""
    if folder is None:
        place, brief = last_brief()
        if not place.exists():
            message = f"the ledger of the last brief, {place}, is gone; make the brief again with `tocsin brief`"
            raise InputError(message)
        return Ledger.open(place, clock=clock, create=False), brief
    situation = open_situation(folder, clock=clock)
    try:
        place, brief = last_brief()
    except InputError:
        return situation.ledger, None
    return situation.ledger, brief if place == situation.place.resolve() else None


def _brief(ledger: Ledger, view: View, remembered: str | None) -> Brief:
    """The brief that was made last; of several, by when the ledger wrote it down."""
    if remembered is not None:
        found = view.get(remembered)
        if isinstance(found, Brief):
            return found
    kept = [brief for each in view.entries(Brief) for brief in view.revisions(Brief, each.key)]
    if not kept:
        message = "no brief is on file by then; make one with `tocsin brief`"
        raise InputError(message)
    return max(kept, key=lambda brief: (ledger.recorded_at(brief.id), brief.as_of))


def _sentence(ledger: Ledger, brief: Brief, number: int) -> Explanation:
    if not 1 <= number <= len(brief.sentences):
        message = f"the brief of {brief.as_of:%Y-%m-%d %H:%M} UTC has sentences 1 to {len(brief.sentences)}"
        raise InputError(message)
    sentence, view = brief.sentences[number - 1], ledger.view(brief.as_of)
    entries = [entry for each in sentence.entries if (entry := view.get(each)) is not None]
    carried = {entry.document for entry in entries if isinstance(entry, (Claim, Event))}
    told = [entry for entry in entries if entry.id not in carried]  # their documents stand under them
    head = Step(text=f"Sentence {number} of the brief of {utc(brief.as_of)}, under “{sentence.section}”:")
    below = (Step(text=sentence.text), Step(text="It rests on:", below=several(view, told)))
    return Explanation(what=str(number), as_of=brief.as_of, steps=(head, *below))


def _reference(ledger: Ledger, brief: Brief, marker: str) -> Explanation:
    found = dict(brief.references).get(marker)
    view = ledger.view(brief.as_of)
    entry = view.get(found) if found else None
    if entry is None:
        markers = ", ".join(name for name, _ in brief.references) or "none"
        message = f"the brief of {utc(brief.as_of)} has no reference {marker}; it has: {markers}"
        raise InputError(message)
    return Explanation(what=marker, as_of=brief.as_of, steps=(describe(view, entry),))


def _question(view: View, text: str) -> Question | None:
    """The question with this key, or the next one due of the family with this name."""
    found = view.current(Question, text)
    if found is not None:
        return found
    family = [question for question in view.entries(Question) if question.family == text]
    due = [question for question in family if question.deadline.closes_at > view.as_of]
    return min(due or family, key=lambda question: question.deadline.closes_at, default=None)


def _probability(view: View, question: Question) -> Explanation:
    forecast = view.current(Forecast, f"forecast:{question.key}")
    rule = view.current(Rule, question.rule)
    steps = [describe(view, entry) for entry in (question, rule) if entry is not None]
    if forecast is None:
        steps.append(
            Step(text="No forecast of it is on file by then; make one with `tocsin forecast` or `tocsin brief`.")
        )
    else:
        steps.append(describe(view, forecast))
    return Explanation(what=question.key, as_of=view.as_of, steps=tuple(steps))
