"""Entries for people: what each says, and what it rests on, down to the quoted words with their offsets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tocsin.core.briefs import Brief
from tocsin.core.claims import Claim, Event
from tocsin.core.entries import Entry, Retraction
from tocsin.core.forecasts import Basis, Forecast, Moved, Number
from tocsin.core.material import Coverage, Document, Source, Span
from tocsin.core.protocols import View
from tocsin.core.questions import HistoryEvent, HistorySeries, Opinion, Price, Question, Resolution
from tocsin.core.rules import Rule
from tocsin.reading.events.identity import happenings
from tocsin.reading.links.across import link
from tocsin.reading.links.relations import relations

MOST_SHOWN = 12
"""Entries listed under one heading; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of an explanation, what it consists of, and the entry that it shows."""

    text: str
    entry: str = ""
    below: tuple[Step, ...] = ()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The step and all below it, indented."""
        yield f"{'  ' * depth}{self.text}"
        for step in self.below:
            yield from step.lines(depth + 1)

    def as_json(self) -> dict[str, Any]:
        """The step as data, nested."""
        found: dict[str, Any] = {"text": self.text}
        if self.entry:
            found["entry"] = self.entry
        if self.below:
            found["below"] = [step.as_json() for step in self.below]
        return found


def describe(view: View, entry: Entry) -> Step:
    """One entry for people: what it says, and what it rests on, down to the quoted words."""
    match entry:
        case Claim():
            return _claim(view, entry)
        case Event():
            return _event(view, entry)
        case Document():
            return _document(view, entry)
        case Forecast():
            return _forecast(view, entry)
        case Question():
            when = f"{entry.deadline.date} {entry.deadline.local_time:%H:%M} {entry.deadline.zone}"
            text = f"question {entry.key}: {entry.text} (deadline {when}, {entry.rule} version {entry.rule_version})"
            return Step(text=text, entry=entry.id)
        case Rule():
            clauses = tuple(Step(text=f"{clause.kind}: “{clause.text}”") for clause in entry.clauses)
            where = f", {entry.url}" if entry.url else ""
            return Step(text=f"rule {entry.key}, version {entry.version}{where}", entry=entry.id, below=clauses)
    return Step(text=_plain(entry), entry=entry.id)


def several(view: View, entries: Iterable[Entry]) -> tuple[Step, ...]:
    """Some entries, the first few of them described and the rest counted."""
    every = list(entries)
    steps = [describe(view, entry) for entry in every[:MOST_SHOWN]]
    if len(every) > MOST_SHOWN:
        steps.append(Step(text=f"and {len(every) - MOST_SHOWN} more"))
    return tuple(steps)


def _by_id(view: View, ids: Iterable[str]) -> tuple[Step, ...]:
    return several(view, [entry for each in ids if (entry := view.get(each)) is not None])


def _claim(view: View, claim: Claim) -> Step:
    speaker = claim.speaker.name if claim.speaker else "the report itself"
    role = f" ({claim.speaker.role})" if claim.speaker and claim.speaker.role else ""
    manner = [word for word, is_so in (("hedged", claim.hedged), ("negated", claim.negated)) if is_so]
    manner += ["in the speaker's own words"] if claim.quoted else []
    told = f"; {', '.join(manner)}" if manner else ""
    words = [_quote(claim.content)]
    if claim.cue is not None:
        words.append(Step(text=f"told with “{claim.cue.text}” {_offsets(claim.cue)}"))
    words += _stands_to(view, claim)
    text = f"claim {claim.id}: {speaker}{role} {claim.stance}{told}; read by {claim.made_by}"
    return Step(text=text, entry=claim.id, below=(*words, *_document_of(view, claim.document)))


def _stands_to(view: View, claim: Claim) -> Iterator[Step]:
    """What a claim denies, takes back, repeats ..., and what does so to it, in this view; with the reason in words."""
    documents = {document.id: document for document in view.entries(Document)}
    read = [each for each in view.entries(Claim) if each.document in documents]
    events = [event for event in view.entries(Event) if event.document in documents]
    by_key = {each.key: each for each in read}
    if by_key.get(claim.key) != claim:
        return  # an earlier revision: what is said of the newest one is not said of it
    links = relations(link(read, events), documents)
    for each in [each for each in links if claim.key in {each.claim, each.of}][:MOST_SHOWN]:
        other = by_key[each.of if each.claim == claim.key else each.claim]
        own = each.claim == claim.key
        way = f"it {each.kind} claim {other.id}" if own else f"claim {other.id} {each.kind} it"
        yield Step(text=f"{way} ({each.because}): “{other.content.text}”", entry=other.id)


def _event(view: View, event: Event) -> Step:
    parts = [str(event.action), event.mode, f"{event.status}"]
    who = " → ".join(actor.name for actor in (event.actor, event.recipient) if actor is not None)
    where = f" in {event.place.name}" if event.place else ""
    when = f" on {event.occurred.start} to {event.occurred.end}" if event.occurred else ""
    text = f"event {event.id}: {', '.join(part for part in parts if part)} {who}{where}{when}".rstrip()
    keys = (*event.supported_by, *event.disputed_by)
    claims = [claim for key in keys if (claim := view.current(Claim, key)) is not None]
    told = tuple(Step(text=f"by claim {claim.id}: “{claim.content.text}”", entry=claim.id) for claim in claims)
    below = (_quote(event.evidence), *told, *_document_of(view, event.document), *_also_told(view, event))
    return Step(text=text, entry=event.id, below=below)


def _also_told(view: View, event: Event) -> Iterator[Step]:
    """Where other documents tell of the same happening, and why it is the same."""
    alike = {other.key: other for other in view.entries(Event) if other.action is event.action}
    if alike.get(event.key) != event:
        return  # an earlier revision: what is told of the newest one is not told of it
    found = next(each for each in happenings(alike.values()) if event.key in each.events)
    if len(found.events) == 1:
        return
    others = [alike[key] for key in found.events if key != event.key]
    yield Step(text=f"told as one happening with {len(others)} more, together {found.status}:")
    for other in others[:MOST_SHOWN]:
        reason = next((each for each in found.because if {each.one, each.other} == {event.key, other.key}), None)
        why = f": {', '.join(reason.agree)}" if reason else ""
        but = f"; differing in {', '.join(reason.differ)}" if reason and reason.differ else ""
        yield Step(text=f"event {other.id}{why}{but}", entry=other.id, below=(_quote(other.evidence),))


def _quote(span: Span) -> Step:
    words = " ".join(span.text.split()).strip('“”"')
    return Step(text=f"“{words}” {_offsets(span)}")


def _offsets(span: Span) -> str:
    return f"(characters {span.start}–{span.end})"


def _document_of(view: View, document_id: str) -> tuple[Step, ...]:
    document = view.get(document_id)
    return (describe(view, document),) if document is not None else ()


def _document(view: View, document: Document) -> Step:
    source = view.current(Source, document.source)
    name = source.name if source else document.source
    marks = [
        word for word, is_so in (("hour filled in", document.imputed), ("HYPOTHETICAL", document.hypothetical)) if is_so
    ]
    marks += ["WITHDRAWN"] if view.is_retracted(document.key) else []
    told = f" ({', '.join(marks)})" if marks else ""
    below = [Step(text=f"published {utc(document.published_at)}{told}, available {utc(document.available_at)}")]
    if source is not None:
        parties = f", party to: {', '.join(source.party_to)}" if source.party_to else ""
        below.append(Step(text=f"source {name}: reliability {source.reliability}{parties}"))
    if document.url:
        below.append(Step(text=document.url))
    return Step(text=f"document {document.key}: {document.title or name}", entry=document.id, below=tuple(below))


def _forecast(view: View, forecast: Forecast) -> Step:
    below = [_number(view, number, forecast) for number in forecast.numbers]
    if not below:
        below.append(Step(text="no probability: nothing on file that one could stand on"))
    below += [Step(text=f"note: {note}") for note in forecast.notes]
    text = f"forecast {forecast.id} of {forecast.question} as of {utc(forecast.as_of)}, target {forecast.target}"
    return Step(text=text, entry=forecast.id, below=tuple(below))


def _number(view: View, number: Number, forecast: Forecast) -> Step:
    reach = f" (80 %: {_percent(number.low)} to {_percent(number.high)})" if number.low is not None else ""
    who = f" {number.person}" if number.person else ""
    weight = f", weight in the desk number {number.weight:.2f}" if number.weight is not None else ""
    below = [_basis(view, basis) for basis in number.basis]
    moved = forecast.change(number.kind)
    if moved is not None and number.person is None:
        below.append(_moved(view, moved))
    text = f"{number.kind}{who}: {_percent(number.probability)}{reach}{weight}, made by {number.made_by}"
    return Step(text=text, below=tuple(below))


def _basis(view: View, basis: Basis) -> Step:
    counts = "" if basis.events is None else f"; {basis.events} events in {basis.exposure_days or 0:,.0f} days"
    learned = f"; learned until {basis.learned_until}" if basis.learned_until else ""
    kind = basis.kind.replace("_", " ")
    return Step(text=f"stands on {kind}: {basis.description}{counts}{learned}", below=_by_id(view, basis.entries))


def _moved(view: View, moved: Moved) -> Step:
    if moved.since_as_of is None:
        return Step(text="moved: first forecast")
    parts = tuple(
        Step(
            text=f"{move.cause} {move.points:+.1f} points{f': {move.note}' if move.note else ''}",
            below=_by_id(view, move.evidence),
        )
        for move in moved.moves
    )
    total = "" if moved.points is None else f" {moved.points:+.1f} points"
    return Step(text=f"moved{total} since {utc(moved.since_as_of)}", below=parts)


def _plain(entry: Entry) -> str:
    """The kinds that rest on nothing else."""
    return _said(entry) or _kept(entry) or f"{type(entry).__name__} {entry.key}, available {utc(entry.available_at)}"


def _said(entry: Entry) -> str:
    """What markets, people and archives say."""
    match entry:
        case Price():
            side = (
                f", bid {entry.bid:.3g}, ask {entry.ask:.3g}" if entry.bid is not None and entry.ask is not None else ""
            )
            said = "no price" if entry.probability is None else _percent(entry.probability)
            hand = ", second-hand" if entry.second_hand else ""
            where = f"; {entry.source}" if entry.source else ""
            return f"price at {entry.market} for {entry.question}: {said}{side}{hand}, {utc(entry.observed_at)}{where}"
        case Opinion():
            reason = f": “{entry.reason}”" if entry.reason else ""
            return f"opinion of {entry.person} on {entry.question}: {_percent(entry.probability)}{reason}"
        case HistorySeries():
            watched = f"{entry.watched_from} to {entry.watched_to}"
            return f"series {entry.series}: {entry.description}, {watched}; {entry.source}"
        case HistoryEvent():
            return f"{entry.series} {entry.occurred_on} {entry.label}; {entry.source}"
    return ""


def _kept(entry: Entry) -> str:
    """What the desk keeps about its material."""
    match entry:
        case Resolution():
            outcome = entry.outcome or "none"
            return f"resolution of {entry.question}: {outcome}, by {entry.decided_by or 'nobody yet'}: {entry.because}"
        case Retraction():
            return f"withdrawal of {entry.of} on {utc(entry.available_at)}: {entry.reason}"
        case Coverage():
            state = "alive" if entry.ok else "dead"
            return (
                f"feed {entry.feed} {state} {utc(entry.during.start)} to {utc(entry.during.end)} {entry.note}".strip()
            )
        case Source():
            return f"source {entry.key}: {entry.name}, reliability {entry.reliability}"
        case Brief():
            signed = f", signed by {entry.signed_by}" if entry.signed_by else ""
            return f"brief of {utc(entry.as_of)}{signed}"
    return ""


def _percent(probability: float | None) -> str:
    return "none" if probability is None else f"{100 * probability:.1f} %"


def utc(instant: datetime) -> str:
    """An instant for people who compare: ``2025-12-29 21:00 UTC``."""
    return f"{instant:%Y-%m-%d %H:%M} UTC"
