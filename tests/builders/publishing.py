"""A wholly invented situation, built by hand: what a brief and its pictures are made of.

No country, port, person, outlet, market or figure here exists.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from tocsin.core.briefs import BoardRow, Brief, Dropped, Sentence
from tocsin.core.claims import Actor, Claim, Event, Place
from tocsin.core.entries import Entry
from tocsin.core.forecasts import Basis, Forecast, Move, Moved, Number, SurvivalCurve
from tocsin.core.material import Document, Source, Span
from tocsin.core.questions import Price, Question
from tocsin.core.rules import Clause, Pattern, Rule, Verdict
from tocsin.core.times import DateRange, Deadline
from tocsin.core.vocabulary import (
    Action,
    ClauseKind,
    Grade,
    MoveCause,
    NumberKind,
    Stance,
    Status,
    Target,
    VerdictOutcome,
)
from tocsin.publishing.material import Material, Risk

NOW = datetime(2025, 12, 18, 21, 0, tzinfo=UTC)
YESTERDAY = NOW - timedelta(days=1)
HOSTILE = "<script>alert(1)</script> {{7*7}} [bold]shout[/bold] \u202eslaer\u202c \x1b[31mred\x07 `code` | *star* ]]>"
"""What a stranger may write in a title: markup of every kind that the forms know, and marks that forge a line."""


@dataclass
class Shelf:
    """A view that holds what it is given."""

    as_of: datetime
    held: dict[str, Entry] = field(default_factory=dict)

    def put(self, *entries: Entry) -> None:
        for entry in entries:
            self.held[entry.id] = entry

    def entries(self, kind: type[Entry]) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.held.values() if isinstance(entry, kind))

    def current(self, kind: type[Entry], key: str) -> Entry | None:
        return next((entry for entry in self.entries(kind) if entry.key == key), None)

    def get(self, entry_id: str) -> Entry | None:
        return self.held.get(entry_id)

    def revisions(self, kind: type[Entry], key: str) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries(kind) if entry.key == key)

    def is_retracted(self, _: str) -> bool:
        return False


def curve(as_of: datetime, *knots: tuple[float, float]) -> SurvivalCurve:
    """A curve through (days, probability)."""
    hazards = [(days, -math.log1p(-p)) for days, p in knots]
    return SurvivalCurve(origin=as_of, knots=((0.0, 0.0), *hazards))


def a_source(key: str, name: str, reliability: str) -> Source:
    return Source(key=key, available_at=YESTERDAY, made_by="situation.v1", name=name, reliability=reliability)


def a_document(key: str, source: str, title: str, text: str, published: datetime, url: str = "") -> Document:
    return Document(
        key=key,
        available_at=published,
        made_by="folder.v1",
        source=source,
        url=url,
        title=title,
        text=text,
        language="en",
        published_at=published,
        origin=key,
    )


def a_span(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(document=document.id, start=start, end=start + len(words), text=words)


def a_claim(document: Document, words: str, speaker: Actor, stance: Stance, grade: str, answers: str = "") -> Claim:
    return Claim(
        key=f"claim:{document.key}:{words[:12]}",
        available_at=document.available_at,
        made_by="reader.en.v1",
        document=document.id,
        speaker=speaker,
        stance=stance,
        content=a_span(document, words),
        answers=answers or None,
        quoted=True,
        grade=Grade(source=grade[0], content=int(grade[1]), reason="one origin, no outside confirmation"),
    )


def a_question(family: str, text: str, day: date, rule: Rule) -> Question:
    return Question(
        key=f"{family}@{day.isoformat()}",
        available_at=YESTERDAY,
        made_by="folder.v1",
        text=text,
        rule=rule.key,
        rule_version=rule.version,
        family=family,
        deadline=Deadline(date=day, local_time=time(23, 59), zone="UTC"),
    )


def a_rule(key: str, title: str, text: str, clauses: tuple[tuple[ClauseKind, str], ...]) -> Rule:
    return Rule(
        key=key,
        available_at=YESTERDAY,
        made_by="rules-reader.v1",
        text=text,
        title=title,
        url="https://exchange.invalid/closure",
        version="9f1c",
        pattern=Pattern(actions=(Action.COERCE,), place="Halvessa", place_kind="city"),
        clauses=tuple(
            Clause(kind=kind, start=text.index(words), end=text.index(words) + len(words), text=words)
            for kind, words in clauses
        ),
        default="No",
        parsed_share=0.75,
    )


def a_number(kind: NumberKind, p: float, low: float | None = None, high: float | None = None) -> Number:
    basis = Basis(
        kind="reference_class" if kind is NumberKind.MODEL else "prices",
        description="days on which the harbour was closed to all shipping (invented)",
        events=11,
        exposure_days=3652.0,
    )
    return Number(kind=kind, probability=p, low=low, high=high, basis=(basis,), made_by="desk.v1")


def a_forecast(
    question: Question,
    as_of: datetime,
    numbers: tuple[Number, ...],
    curves: tuple[tuple[NumberKind, SurvivalCurve], ...],
    moved: tuple[tuple[NumberKind, Moved], ...] = (),
    notes: tuple[str, ...] = (),
) -> Forecast:
    return Forecast(
        key=f"forecast:{question.key}",
        available_at=as_of,
        made_by="desk.v1",
        question=question.key,
        family=question.family,
        target=Target.FACTS,
        as_of=as_of,
        numbers=numbers,
        curves=curves,
        moved=moved,
        evidence=(),
        rule_version=question.rule_version,
        notes=notes,
    )


RULE_TEXT = (
    "This market resolves to Yes if the harbour of Halvessa is closed to all shipping for at least 24 hours. "
    "Closures for weather do not count. "
    "The register of the harbour office decides. "
    "The spirit of the question prevails."
)
LEVY = (
    "Halvessa, 18 December. Tova Marr, harbour master of Vesmark, said: "
    "“The harbour was shut to every ship from noon.” "
    "Ilen Dray of Ordane called that “an invention from first to last”."
)
THREAT = "Joren Vael, transport minister of Ordane, said that Ordane would close the harbour within days."


def material(
    title: str = "Harbour shut from noon, says its master", url: str = "https://courier.invalid/1"
) -> Material:
    """The invented situation at 18 December 2025; ``title`` and ``url`` are what a stranger chose."""
    view = Shelf(as_of=NOW)
    courier, radio = a_source("source:courier", "Halvessa Courier", "B"), a_source("source:radio", "Strait Radio", "C")
    levy = a_document("document:levy", courier.key, title, LEVY, NOW - timedelta(hours=3), url)
    threat = a_document("document:threat", radio.key, "Vael threatens", THREAT, YESTERDAY - timedelta(hours=4))
    marr = Actor(name="Tova Marr", country="XVM", role="harbour master")
    dray = Actor(name="Ilen Dray", country="XOD")
    vael = Actor(name="Joren Vael", country="XOD", role="transport minister")
    said = a_claim(levy, "The harbour was shut to every ship from noon.", marr, Stance.ASSERTS, "B3")
    denial = a_claim(levy, "an invention from first to last", dray, Stance.DENIES, "B4", answers=said.key)
    threatened = a_claim(threat, "Ordane would close the harbour within days", vael, Stance.THREATENS, "C3")
    closure = Event(
        key="event:closure",
        available_at=levy.available_at,
        made_by="reader.en.v1",
        document=levy.id,
        action=Action.COERCE,
        status=Status.DISPUTED,
        evidence=a_span(levy, "The harbour was shut to every ship from noon."),
        place=Place(name="Halvessa", kind="city"),
        occurred=DateRange(start=date(2025, 12, 18), end=date(2025, 12, 18)),
        supported_by=(said.key,),
        disputed_by=(denial.key,),
    )
    rule = a_rule(
        "rule:closure",
        "Will the harbour of Halvessa be closed?",
        RULE_TEXT,
        (
            (ClauseKind.REQUIRES, "closed to all shipping for at least 24 hours"),
            (ClauseKind.EXCLUDES, "Closures for weather do not count."),
            (ClauseKind.SOURCE, "The register of the harbour office decides."),
            (ClauseKind.UNPARSED, "The spirit of the question prevails."),
        ),
    )
    shots = a_rule("rule:shots", "Will shots be fired in the strait?", "Resolves to Yes if shots are fired.", ())
    december = a_question(
        "closure", "Will the harbour of Halvessa be closed by 31 December 2025?", date(2025, 12, 31), rule
    )
    january = a_question(
        "closure", "Will the harbour of Halvessa be closed by 31 January 2026?", date(2026, 1, 31), rule
    )
    treaty = a_question("shots", "Will shots be fired in the strait by 31 December 2025?", date(2025, 12, 31), shots)
    price = Price(
        key="price:1",
        available_at=YESTERDAY,
        made_by="folder.v1",
        market="Harbour Exchange",
        question=december.key,
        observed_at=YESTERDAY - timedelta(days=1),
        bid=0.18,
        ask=0.26,
        last=0.22,
        second_hand=True,
        source="Strait Radio",
    )
    view.put(
        courier, radio, levy, threat, said, denial, threatened, closure, rule, shots, december, january, treaty, price
    )
    forecasts = _forecasts(view, december, january, treaty)
    return Material(
        situation="Halvessa and the strait (invented)",
        zone="UTC",
        as_of=NOW,
        view=view,
        documents={levy.id: levy, threat.id: threat},
        sources={courier.key: courier, radio.key: radio},
        origins={levy.id: "levy", threat.id: "threat"},
        claims=(said, denial, threatened),
        events=(closure,),
        questions=(december, january, treaty),
        rules={december.key: rule, january.key: rule, treaty.key: shots},
        verdicts=_verdicts(closure, rule, shots, december, january, treaty),
        bearings={},
        risks={"closure": Risk(level="medium", reasons=("one clause could not be read",))},
        forecasts={each.question: each for each in forecasts},
        prices=(price,),
        coverage=(),
        resolutions=(),
        retractions=(),
        contradictions=(),
    )


def _forecasts(view: Shelf, december: Question, january: Question, treaty: Question) -> tuple[Forecast, ...]:
    """Yesterday's forecasts, kept in the view, and today's, which moved from them."""
    then = curve(YESTERDAY, (14.1, 0.14), (45.1, 0.33))
    old = a_forecast(december, YESTERDAY, (a_number(NumberKind.MODEL, 0.14, 0.08, 0.21),), ((NumberKind.MODEL, then),))
    view.put(old)
    model = curve(NOW, (13.125, 0.19), (44.125, 0.41))
    market = curve(NOW, (13.125, 0.22), (44.125, 0.46))
    desk = curve(NOW, (13.125, 0.205), (44.125, 0.43))
    curves = ((NumberKind.MODEL, model), (NumberKind.MARKET, market), (NumberKind.DESK, desk))
    moves = (
        Move(cause=MoveCause.CLOCK, points=-1.0, note="time passed and nothing happened"),
        Move(cause=MoveCause.NEWS, points=6.0, low=2.0, high=9.0, note="new in the history"),
        Move(cause=MoveCause.METHOD, points=0.0, low=-1.5, high=1.5),
    )
    moved = Moved(since=old.id, since_as_of=YESTERDAY, before=0.14, after=0.19, moves=moves)
    first = a_forecast(
        december,
        NOW,
        (
            a_number(NumberKind.MODEL, 0.19, 0.12, 0.28),
            a_number(NumberKind.MARKET, 0.22),
            a_number(NumberKind.DESK, 0.205, 0.14, 0.27),
        ),
        curves,
        ((NumberKind.MODEL, moved),),
    )
    second = a_forecast(january, NOW, (a_number(NumberKind.MODEL, 0.41, 0.29, 0.55),), curves)
    nothing = a_forecast(treaty, NOW, (), (), notes=("no basis, no number: no reference class, price or opinion",))
    view.put(first, second, nothing)
    return first, second, nothing


def _verdicts(event: Event, rule: Rule, shots: Rule, *questions: Question) -> dict[str, dict[str, Verdict]]:
    open_ = Verdict(
        event=event.id,
        rule=rule.key,
        rule_version=rule.version,
        outcome=VerdictOutcome.NOT_ESTABLISHED,
        clause=rule.clauses[0],
        missing=("how long the harbour was closed",),
        because="the rule asks for 24 hours; the report gives no length",
    )
    other = Verdict(
        event=event.id,
        rule=shots.key,
        rule_version=shots.version,
        outcome=VerdictOutcome.DOES_NOT_COUNT,
        because="another kind of event",
    )
    december, january, treaty = questions
    return {december.key: {event.id: open_}, january.key: {event.id: open_}, treaty.key: {event.id: other}}


def brief(of: Material) -> Brief:
    """The brief of that material, as the composer hands it over."""
    levy, threat = of.documents.values()
    said, denial, threatened = of.claims
    rule = next(iter(of.rules.values()))
    return Brief(
        key=f"brief:{of.situation}",
        available_at=of.as_of,
        made_by="brief.v1",
        situation=of.situation,
        as_of=of.as_of,
        board=tuple(_row(question, of) for question in of.questions),
        sentences=(
            _says("", "2 documents from 2 sources, 2 independent origins; 3 claims, 2 of them disputed.", levy, threat),
            _says("Bottom line", "The model stands 3 points below the market, whose price is old [m1].", of.prices[0]),
            _says("Bottom line", "The two sides dispute whether the harbour was shut [1].", said, denial),
            _says("What happened", "Joren Vael said that Ordane would close the harbour within days [2].", threatened),
            _says("What happened", "Tova Marr said: “The harbour was shut to every ship from noon.” [1]", said),
            _says("Who disputes it", "Ilen Dray called it “an invention from first to last” [1, 2].", denial),
            _says("What does not count", "A closure for weather does not count [r1].", rule),
            _says("What would change this", "No feed that was up confirmed it.", said),
        ),
        references=(("1", levy.id), ("2", threat.id), ("r1", rule.id), ("m1", of.prices[0].id)),
        dropped=(Dropped(sentence=_says("What happened", "Ordane attacked."), reason="rests on no entry"),),
    )


def _says(section: str, text: str, *entries: Entry) -> Sentence:
    return Sentence(section=section, text=text, entries=tuple(entry.id for entry in entries))


def _row(question: Question, of: Material) -> BoardRow:
    forecast = of.forecasts[question.key]
    number = forecast.number(NumberKind.MODEL)
    return BoardRow(
        question=question.id,
        forecast=forecast.id,
        text=question.text,
        number_name="model" if number else "",
        probability=number.probability if number else None,
        low=number.low if number else None,
        high=number.high if number else None,
        words="unlikely" if number else "",
        change="+5: clock −1, news +6" if forecast.moved else "first forecast",
        market="22 % on 16 Dec: 2 days old, second-hand" if number else "none on file",
        deadline=_due(question),
        rule_risk=of.risks[question.family].level if question.family in of.risks else "low",
    )


def retold(of: Material, **changes: object) -> Brief:
    """The brief with fields changed."""
    return replace(brief(of), **changes)


def _due(question: Question) -> str:
    day = question.deadline.date
    return f"end of {day.day} {day:%b %Y}, UTC: in {(day - NOW.date()).days} days"
