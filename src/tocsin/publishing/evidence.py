"""What the entries under a sentence say: the words, quotations, numbers, dates and counts that it may use."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import product

from tocsin.core.briefs import Brief
from tocsin.core.claims import Actor, Claim, Event, ReadRecord
from tocsin.core.entries import Entry, Retraction
from tocsin.core.forecasts import Forecast
from tocsin.core.material import Coverage, Document, Source
from tocsin.core.questions import HistoryEvent, HistorySeries, Opinion, Price, Question, Resolution
from tocsin.core.rules import Rule
from tocsin.core.times import UNSPECIFIED_ZONE, find_zone
from tocsin.core.vocabulary import ClauseKind, Direction, NumberKind
from tocsin.publishing.board import parts_of
from tocsin.publishing.change import later_probability, next_look
from tocsin.publishing.disputes import disputed_keys
from tocsin.publishing.english import one_line, past_tense, sentence_around, word_lists
from tocsin.publishing.scene import Scene
from tocsin.publishing.speakers import office_of, source_name
from tocsin.publishing.takeaways import confidence
from tocsin.publishing.wording import (
    MONTHS,
    ORDINALS,
    age,
    interval,
    likelihood,
    ordinal,
    people_dates,
    percent,
    points,
    quoted_price,
    signed,
)

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DATE_IN_TEXT = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({'|'.join(MONTHS)})|({'|'.join(MONTHS)})\.?\s+(\d{{1,2}}))\b"
)
_ISO_DAY = re.compile(r"\b\d{4}-(\d{2})-(\d{2})\b")
_PERCENT_IN_TEXT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:%|per ?cent)")


@dataclass
class Evidence:
    """Everything that may stand in a sentence. Sets of what was said and of what can be computed from it."""

    texts: list[str] = field(default_factory=list)
    quotable: list[str] = field(default_factory=list)
    phrases: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    dates: set[tuple[int, int]] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    clocks: set[str] = field(default_factory=set)
    percents: set[str] = field(default_factory=set)
    intervals: set[str] = field(default_factory=set)
    points: set[str] = field(default_factory=set)
    signed: set[str] = field(default_factory=set)
    weights: set[str] = field(default_factory=set)
    likelihoods: set[str] = field(default_factory=set)
    ages: set[str] = field(default_factory=set)
    grades: set[str] = field(default_factory=set)
    counts: dict[str, set[int]] = field(default_factory=dict)

    def say(self, *texts: str) -> None:
        """Add words that an entry says."""
        for text in texts:
            if text:
                plain = one_line(text)
                self.texts.append(plain)
                self.words |= {normal(word) for word in WORD.findall(plain)}
                self.percents |= {f"{n.replace(',', '.')} %" for n in _PERCENT_IN_TEXT.findall(plain)}
                self.dates |= {(int(d), int(m)) for m, d in _ISO_DAY.findall(plain)}
                for day, month, other_month, other_day in _DATE_IN_TEXT.findall(plain):
                    self.dates.add((int(day or other_day), MONTHS.index(month or other_month) + 1))

    def may_be_quoted(self, *texts: str) -> None:
        """Add words that may stand between quotation marks, and nowhere else."""
        self.quotable += [one_line(text) for text in texts if text]

    def reason(self, *texts: str) -> None:
        """Add a reason or a note, which may stand in the sentence as a whole and not in parts."""
        for text in texts:
            whole = one_line(text).rstrip(".")
            if whole:
                self.phrases |= {whole, whole.partition(": “")[0]}

    def on(self, *days: date) -> None:
        """Add calendar dates."""
        self.dates |= {(day.day, day.month) for day in days}
        self.years |= {day.year for day in days}

    def count(self, noun: str, *values: int) -> None:
        """Add how many there are of something."""
        self.counts.setdefault(noun, set()).update(values)


def normal(word: str) -> str:
    """A word for comparison: no case, straight apostrophe, no possessive ending."""
    plain = word.casefold().replace("’", "'")
    return plain.removesuffix("'s").rstrip("'")


class Witness:
    """Gathers the evidence of a sentence's entries, over one material."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._material = scene.material
        self._graded: Mapping[str, Claim] = scene.claims_by_key

    def evidence(self, entries: Iterable[Entry]) -> Evidence:
        """All that ``entries`` say, and what follows from them together."""
        found = Evidence()
        every = list(entries)
        as_of = self._material.as_of
        self._instant(found, as_of)
        found.say(self._material.zone.rpartition("/")[2].replace("_", " "))
        for entry in every:
            self._one(found, entry)
        self._together(found, every)
        return found

    def _instant(self, found: Evidence, instant: datetime) -> None:
        local = instant.astimezone(find_zone(self._material.zone))
        found.on(local.date(), instant.astimezone(UTC).date())
        found.clocks.add(f"{local:%H:%M}")

    def _one(self, found: Evidence, entry: Entry) -> None:
        """What one entry says, by its kind; the kinds without a method of their own say a few fields."""
        method = _METHODS.get(type(entry))
        if method is not None:
            getattr(self, method)(found, entry)
        elif isinstance(entry, (Source, ReadRecord, HistorySeries, HistoryEvent, Opinion)):
            _plain_fields(found, entry)

    def _rule(self, found: Evidence, rule: Rule) -> None:
        found.may_be_quoted(rule.text, rule.title)
        found.count("sentence", len(rule.of_kind(ClauseKind.UNPARSED)))

    def _resolution(self, found: Evidence, resolution: Resolution) -> None:
        found.may_be_quoted(resolution.because)
        found.say(resolution.decided_by or "")
        found.words |= {str(o.value) for o in (resolution.outcome, resolution.venue_outcome) if o is not None}
        self._instant(found, resolution.available_at)

    def _retraction(self, found: Evidence, retraction: Retraction) -> None:
        found.may_be_quoted(retraction.reason)
        self._instant(found, retraction.available_at)

    def _brief(self, found: Evidence, brief: Brief) -> None:
        found.say(brief.signed_by or "", brief.situation)
        self._instant(found, brief.as_of)

    def _claim(self, found: Evidence, claim: Claim) -> None:
        document = self._material.documents.get(claim.document)
        if document is None:
            return
        self._document(found, document, title=False)
        spans = [claim.content, *([claim.cue] if claim.cue else [])]
        self._passage(found, document, min(s.start for s in spans), max(s.end for s in spans))
        self._actor(found, claim.speaker, document)
        lists = word_lists()
        found.say(lists["act"][claim.stance.value], lists["verb"][claim.stance.value], "said reported")
        if claim.cue is not None:
            found.words |= {past_tense(word) for word in WORD.findall(claim.cue.text)}
        graded = self._graded.get(claim.key, claim)
        found.grades.add(str(graded.grade))
        found.words.add(graded.grade.source.casefold())
        found.reason(graded.grade.reason)
        if claim.key in self._material.earlier_grades:
            old = self._material.earlier_grades[claim.key]
            found.grades.add(str(old))
            found.words.add("fell" if graded.grade.content > old.content else "rose")

    def _passage(self, found: Evidence, document: Document, start: int, end: int) -> None:
        """The sentences around a span, and the days that their weekdays mean."""
        begin, stop = sentence_around(document.text, start, end)
        passage = document.text[min(begin, start) : max(stop, end)]
        found.say(passage)
        published = document.published_at.date()
        for name in _WEEKDAYS:
            if re.search(rf"\b{name}\b", passage, re.I):
                found.on(published - timedelta(days=(published.weekday() - _WEEKDAYS.index(name)) % 7))

    def _actor(self, found: Evidence, actor: Actor | None, document: Document) -> None:
        if actor is not None:
            found.say(actor.name, actor.role or "", office_of(actor, document))

    def _event(self, found: Evidence, event: Event) -> None:
        document = self._material.documents.get(event.document)
        if document is None:
            return
        self._document(found, document, title=False)
        found.say("reported said")
        self._passage(found, document, event.evidence.start, event.evidence.end)
        self._actor(found, event.actor, document)
        self._actor(found, event.recipient, document)
        found.say(event.place.name if event.place else "")
        if event.occurred is not None:
            found.on(event.occurred.start, event.occurred.end)

    def _document(self, found: Evidence, document: Document, *, title: bool = True) -> None:
        source = self._scene.source(document)
        found.say(source_name(source, document), source.name if source else "")
        if title:
            found.may_be_quoted(document.title or document.key)
        self._instant(found, document.published_at)

    def _question(self, found: Evidence, question: Question) -> None:
        found.may_be_quoted(question.text)
        found.say(question.family.replace("_", " ").replace("-", " "))
        found.on(question.deadline.date)
        number = re.fullmatch(r"q(\d{1,2})", question.family)
        if number and int(number.group(1)) <= len(ORDINALS):
            found.words.add(ordinal(int(number.group(1))))
        if question.deadline.zone == UNSPECIFIED_ZONE:
            found.count("hour", 26)
        risk = self._material.risks.get(question.family)
        if risk is not None:
            found.say(risk.level)
            found.reason(*risk.reasons)

    def _price(self, found: Evidence, price: Price) -> None:
        found.say(price.market, price.source)
        if price.probability is not None:
            found.percents.add(quoted_price(price.probability))
        self._instant(found, price.observed_at)
        found.ages.add(age((self._material.as_of - price.observed_at).total_seconds() / 86400))
        if price.second_hand:
            found.words |= {"second", "hand"}

    def _coverage(self, found: Evidence, coverage: Coverage) -> None:
        found.say(coverage.feed)
        found.reason(coverage.note)
        found.count("hour", round((coverage.during.end - coverage.during.start).total_seconds() / 3600))
        self._instant(found, coverage.during.start)
        self._instant(found, coverage.during.end)

    def _forecast(self, found: Evidence, forecast: Forecast) -> None:
        for number in forecast.numbers:
            found.say(str(number.kind), number.person or "")
            self._probability(found, number.probability)
            found.percents.add(quoted_price(number.probability))
            found.intervals.add(interval(number.low, number.high))
            for basis in number.basis:
                found.ages.add(age(basis.age_days or 0.0))
        weights = [n.weight for n in forecast.numbers if n.weight and n.kind in (NumberKind.MODEL, NumberKind.MARKET)]
        found.weights |= {f"{weight:.2f}" for weight in (*weights, 1 - math.fsum(weights))}
        for kind, moved in forecast.moved:
            for value in (moved.before, moved.after):
                if value is not None:
                    self._probability(found, value)
            total, parts = parts_of(moved)
            found.signed |= {signed(total), *(signed(part) for _, part in parts)}
            for move in moved.moves:
                found.say(str(move.cause))
                found.reason(move.note, people_dates(move.note))
                found.points.add(points(move.points))
            if moved.since_as_of is not None:
                self._instant(found, moved.since_as_of)
            found.words.add(str(kind))

    def _probability(self, found: Evidence, value: float) -> None:
        found.percents.add(percent(value))
        found.likelihoods.add(likelihood(value))

    def _together(self, found: Evidence, every: list[Entry]) -> None:
        """Counts over the entries, and what pairs of them say: verdicts, bearings, gaps, contradictions."""
        claims = [entry for entry in every if isinstance(entry, Claim)]
        events = [entry for entry in every if isinstance(entry, Event)]
        documents = [entry for entry in every if isinstance(entry, Document)]
        questions = [entry for entry in every if isinstance(entry, Question)]
        forecasts = [entry for entry in every if isinstance(entry, Forecast)]
        prices = [entry for entry in every if isinstance(entry, Price)]
        self._counts(found, claims, events, documents)
        items: list[Claim | Event] = [*claims, *events]
        for question, item in product(questions, items):
            self._bearing(found, question, item)
        for question, event in product(questions, events):
            self._verdict(found, question, event)
        by_key = {question.key: question for question in questions}
        for forecast in forecasts:
            if forecast.question in by_key:
                self._figures(found, by_key[forecast.question], forecast)
            for price in prices:
                self._gap(found, forecast, price)
        keys = {claim.key for claim in claims}
        for each in self._material.contradictions:
            one, other = (self._scene.claims_by_id.get(i) for i in (each.earlier, each.later))
            if one is not None and other is not None and {one.key, other.key} <= keys:
                found.reason(each.about)
        families = {question.family for question in questions}
        for alike in self._material.look_alikes:
            if {alike.first, alike.second} <= families:
                found.may_be_quoted(alike.on)
                found.say(alike.first_verdict, alike.second_verdict)

    def _counts(self, found: Evidence, claims: list[Claim], events: list[Event], documents: list[Document]) -> None:
        items = len(claims) + len(events)
        imputed = sum(document.imputed for document in documents)
        keys = {claim.key for claim in claims}
        graded = [self._graded.get(claim.key, claim) for claim in claims]
        first = [claim for claim in graded if claim.answers not in keys]
        found.count("document", len(documents), *([imputed] if imputed else []))
        found.count("claim", len(claims))
        found.count("source", len({document.source for document in documents}))
        found.count("origin", len({self._scene.origin(claim) for claim in first}))
        found.count("independent origin", len({self._material.origins.get(d.id, d.id) for d in documents}))
        disputed = disputed_keys(self._scene) & keys
        found.count("of them disputed", len(disputed))
        telling = {teller.key for event in events if (teller := self._scene.teller(event)) is not None} & keys
        totals = range(items - len(telling), items + 1)  # a claim that only names who tells of an event is no item
        found.count("item", *totals, *range(1, min(items, 3) + 1))
        found.count("further item", *(total - shown for total in totals for shown in range(1, 4)))
        found.count("further report", *(len(events) - shown for shown in range(1, 4)))
        found.count("more", *(len(documents) - shown for shown in range(1, 4)))

    def _bearing(self, found: Evidence, question: Question, item: Claim | Event) -> None:
        for bearing in self._scene.bearings(question):
            about = self._scene.item(bearing.item)
            if about is not None and about.key == item.key:
                found.reason(bearing.because)
                found.words |= {"upward"} if bearing.direction is Direction.UP else set()
                found.words |= {"downward"} if bearing.direction is Direction.DOWN else set()

    def _verdict(self, found: Evidence, question: Question, event: Event) -> None:
        verdict = self._material.verdicts.get(question.key, {}).get(event.id)
        if verdict is not None:
            found.reason(verdict.because, *verdict.missing)
            found.may_be_quoted(verdict.clause.text if verdict.clause else "")

    def _figures(self, found: Evidence, question: Question, forecast: Forecast) -> None:
        """What a sentence on one question may add: confidence in words, and the number after a quiet stretch."""
        level, reasons = confidence(self._scene, question, forecast)
        found.say(level)
        found.reason(*reasons)
        at = next_look(self._scene, question)
        self._instant(found, at)
        for number in forecast.numbers:
            later = later_probability(forecast, number.kind, question, at)
            if later is not None:
                self._probability(found, later)

    def _gap(self, found: Evidence, forecast: Forecast, price: Price) -> None:
        for number in forecast.numbers:
            if price.probability is not None and price.question == forecast.question:
                difference = 100 * (number.probability - price.probability)
                found.points.add(points(difference))
                found.words.add("below" if difference < 0 else "above")


_METHODS: Mapping[type[Entry], str] = {
    Claim: "_claim",
    Event: "_event",
    Document: "_document",
    Forecast: "_forecast",
    Question: "_question",
    Price: "_price",
    Rule: "_rule",
    Resolution: "_resolution",
    Retraction: "_retraction",
    Coverage: "_coverage",
    Brief: "_brief",
}


def _plain_fields(found: Evidence, entry: Source | ReadRecord | HistorySeries | HistoryEvent | Opinion) -> None:
    match entry:
        case Source():
            found.say(entry.name, entry.reliability)
        case ReadRecord():
            found.reason(*(problem.message for problem in entry.problems))
        case HistorySeries():
            found.may_be_quoted(entry.description, entry.source)
        case HistoryEvent():
            found.may_be_quoted(entry.label, entry.source)
            found.on(date.fromisoformat(entry.occurred_on))
        case Opinion():
            found.say(entry.person)
            found.may_be_quoted(entry.reason)
            found.percents.add(percent(entry.probability))
