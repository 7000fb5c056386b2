"""The plain-text export and the way back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from tocsin.core.briefs import BoardRow, Brief, Dropped, Sentence
from tocsin.core.claims import Actor, Claim, Event, Place, Proposition, ReadRecord
from tocsin.core.entries import Entry, Retraction
from tocsin.core.errors import InputError, Problem
from tocsin.core.forecasts import Basis, Forecast, Move, Moved, Number, SurvivalCurve
from tocsin.core.material import Coverage, Document, Source, Span
from tocsin.core.questions import HistoryEvent, HistorySeries, Opinion, Price, Question, Resolution, Score
from tocsin.core.rules import Clause, Condition, Pattern, Rule
from tocsin.core.times import DateRange, Deadline, InstantRange
from tocsin.core.vocabulary import (
    Action,
    Attributes,
    ClauseKind,
    Effect,
    MoveCause,
    NumberKind,
    Outcome,
    Quantity,
    Stance,
    Status,
    Target,
)
from tocsin.ledger import Ledger
from tocsin.ledger.codec import decode, encode, identify, kinds

AT = datetime(2026, 1, 1, 12, 30, 15, 123456, tzinfo=UTC)
NOW = AT + timedelta(days=9)
SPAN = Span(document="d" * 16, start=3, end=9, text="„said“ \u2028\x00")
ACTOR = Actor(name="Ada Lowell", country="XKX", role="harbour master", span=SPAN)
PLACE = Place(name="Port Amber", kind="city", latitude=-1.5, longitude=1e-9, geonames=7, zone="Europe/Kyiv", span=SPAN)
DAYS = DateRange(start=date(2026, 1, 1), end=date(2026, 1, 2))
COUNTED = Attributes(effect=Effect.DEBRIS, counts=(Quantity(unit="drones", value=91.0, at_least=True),))
PATTERN = Pattern(actions=(Action.AGREE,), actors=("XKX",), both_parties=True)
CURVE = SurvivalCurve(origin=AT, knots=((0.0, 0.0), (30.0, 0.1)))
BASIS = Basis(kind="history", description="strikes", events=3, exposure_days=91.5, entries=("e" * 16,))
BASE = {"available_at": AT, "made_by": "test.v1"}


def one_of_each() -> tuple[Entry, ...]:
    document = Document(
        key="document:a",
        **BASE,
        source="source:a",
        url="https://example.org/a",
        title="Amber",
        text="Ünïcode 🛳 \n",
        language="en",
        published_at=AT,
        origin="document:a",
    )
    about = Proposition(action=Action.THREATEN, actor=ACTOR, place=PLACE, attributes=COUNTED, when=DAYS)
    clause = Clause(
        kind=ClauseKind.COUNTS,
        start=0,
        end=4,
        text="Text",
        conditions=(Condition(field="effect", operator="is", values=("debris",)),),
    )
    number = Number(
        kind=NumberKind.YOU, probability=0.25, low=0.1, high=None, basis=(BASIS,), made_by="p", person="ada"
    )
    moved = Moved(
        since="f" * 16, since_as_of=AT, before=0.3, after=0.25, moves=(Move(cause=MoveCause.CLOCK, points=-5.0),)
    )
    sentence = Sentence(section="What happened", text="Ada Lowell said so.", entries=("d" * 16,))
    row = BoardRow(
        question="q",
        forecast="f",
        text="t",
        number_name="model",
        probability=0.25,
        low=None,
        high=0.5,
        words="unlikely",
        change="",
        market="",
        deadline="",
        rule_risk="low",
    )
    return (
        Source(key="source:a", **BASE, name="Amber Post", party_to=("XKX",)),
        document,
        Coverage(key="coverage:a", **BASE, feed="a", during=InstantRange(start=AT, end=NOW), ok=False),
        Claim(key="claim:a", **BASE, document="d" * 16, speaker=ACTOR, stance=Stance.DENIES, content=SPAN, about=about),
        Event(
            key="event:a",
            **BASE,
            document="d" * 16,
            action=Action.AID,
            status=Status.CLAIMED,
            evidence=SPAN,
            place=PLACE,
            attributes=COUNTED,
            occurred=DAYS,
            occurred_instants=InstantRange(start=AT, end=NOW),
        ),
        ReadRecord(
            key="read:a",
            **BASE,
            document="d" * 16,
            reader="r",
            claims=1,
            events=1,
            problems=(Problem(stage="read", subject="a", message="m"),),
        ),
        Rule(
            key="rule:a",
            **BASE,
            text="Text",
            title="T",
            url="",
            version="v",
            pattern=PATTERN,
            clauses=(clause,),
            deadline=Deadline(date=date(2026, 3, 31)),
            opens_at=AT,
        ),
        Question(
            key="question:a",
            **BASE,
            text="Will it?",
            rule="rule:a",
            rule_version="v",
            family="a",
            deadline=Deadline(date=date(2026, 3, 31), zone="Europe/Kyiv"),
            opens_at=AT,
            markets=("m",),
        ),
        HistoryEvent(key="history:a", **BASE, series="a", occurred_on="2025-12-01"),
        HistorySeries(
            key="series:a",
            **BASE,
            series="a",
            description="d",
            watched_from="2024-01-01",
            watched_to="2025-12-31",
            source="s",
            pattern=PATTERN,
        ),
        Price(key="price:a", **BASE, market="m", question="question:a", observed_at=AT, last=0.19, second_hand=True),
        Opinion(key="opinion:a", **BASE, person="ada", question="question:a", probability=0.25),
        Forecast(
            key="forecast:a",
            **BASE,
            question="question:a",
            family="a",
            target=Target.FACTS,
            as_of=AT,
            numbers=(number,),
            curves=((NumberKind.MODEL, CURVE),),
            moved=((NumberKind.MODEL, moved),),
            evidence=("d" * 16,),
            rule_version="v",
        ),
        Resolution(key="resolution:a", **BASE, question="question:a", outcome=Outcome.VOID, decided_by="ada"),
        Score(
            key="score:a",
            **BASE,
            question="question:a",
            number="model",
            forecast="f" * 16,
            probability=0.25,
            outcome=Outcome.NO,
            brier=0.0625,
            log=-0.28768207245178096,
        ),
        Brief(
            key="brief:a",
            **BASE,
            situation="Amber",
            as_of=AT,
            board=(row,),
            sentences=(sentence,),
            references=(("1", "d" * 16),),
            dropped=(Dropped(sentence=sentence, reason="r"),),
        ),
        Retraction(key="retraction:a", **BASE, of="claim:a", reason="r", by="ada"),
    )


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with Ledger.open(":memory:", clock=lambda: NOW) as opened:
        opened.append(one_of_each())
        yield opened


def restore(lines: list[str]) -> tuple[list[str], int, int]:
    with Ledger.open(":memory:", clock=lambda: NOW) as other:
        appended = other.restore(lines)
        assert other.verify() == ()
        return list(other.journal()), len(appended.added), appended.unchanged


def test_every_kind_of_the_core_is_stored_and_read_back_whole() -> None:
    examples = {type(entry).__name__: entry for entry in one_of_each()}
    assert set(examples) == set(kinds())
    for name, entry in examples.items():
        fresh = one_of_each()[list(examples).index(name)]
        row = encode(entry)
        assert (row.id, row.digest) == (fresh.id, fresh.content_digest)
        read = decode(name, row.id, row.body)
        assert read == entry
        assert read.id == entry.id


def test_a_journal_makes_the_same_ledger_again(ledger: Ledger) -> None:
    lines = list(ledger.journal())
    assert len(lines) == len(kinds())
    again, added, unchanged = restore(lines)
    assert again == lines
    assert (added, unchanged) == (len(lines), 0)


def test_a_journal_is_one_json_object_a_line_with_id_kind_entry_and_time(ledger: Ledger) -> None:
    for line in ledger.journal():
        assert "\n" not in line
        record = json.loads(line)
        assert sorted(record) == ["entry", "id", "kind", "recorded_at"]
        assert record["recorded_at"] == NOW.isoformat()


def test_restoring_twice_adds_nothing_and_blank_lines_do_no_harm(ledger: Ledger) -> None:
    lines = list(ledger.journal())
    _, added, unchanged = restore(["", *lines, "\n", *lines])
    assert (added, unchanged) == (len(lines), len(lines))


def test_a_journal_keeps_what_an_append_would_call_unchanged() -> None:
    late, early = (
        Opinion(
            key="opinion:a",
            available_at=AT + timedelta(hours=hours),
            made_by="ada",
            person="ada",
            question="q",
            probability=0.5,
        )
        for hours in (5, 1)
    )
    with Ledger.open(":memory:", clock=lambda: NOW) as ledger:
        ledger.append([late])
        ledger.append([early])
        lines = list(ledger.journal())
    assert restore(lines)[0] == lines
    assert len(lines) == 2


def changed(line: str, **fields: object) -> str:
    record = json.loads(line)
    record.update(fields)
    return json.dumps(record)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda line: line[:-5], "it is no JSON"),
        (lambda _: "[" * 100_000, "it is no JSON"),
        (lambda _: "[1]", "it has no entry"),
        (lambda line: changed(line, kind="Prophecy"), "no kind of entry"),
        (lambda line: changed(line, id="0" * 16), "does not give its id"),
        (lambda line: line.replace("Amber Post", "Amber Past"), "does not give its id"),
        (lambda line: line.replace('"party_to":["XKX"]', '"party_to":"XKX"'), "party_to"),
        (lambda line: line.replace('"name":', '"nom":1,"name":'), "does not know"),
        (lambda line: line.replace("2026-01-01T12:30:15.123456+00:00", "2026-01-01T12:30:15"), "no time zone"),
    ],
)
def test_a_changed_line_is_refused_by_number_and_nothing_is_restored(
    ledger: Ledger, spoil: object, message: str
) -> None:
    lines = list(ledger.journal())
    spoiled = spoil(lines[0])  # type: ignore[operator]
    assert spoiled != lines[0]
    with Ledger.open(":memory:", clock=lambda: NOW) as other:
        with pytest.raises(InputError, match=f"line 2 of the journal cannot be restored.*{message}"):
            other.restore([lines[1], spoiled])
        assert other.counts() == {}


def test_a_row_written_before_a_field_was_added_keeps_its_id_and_can_be_restored(ledger: Ledger) -> None:
    body = '{"available_at":"2026-01-01T12:00:00+00:00","key":"source:b","made_by":"t","name":"Bay Post"}'
    old = identify("Source", body)
    assert ledger.restore([f'{{"entry":{body},"id":"{old}","kind":"Source"}}']).added[0].id == old
    source = ledger.view(NOW).current(Source, "source:b")
    assert source is not None
    assert (source.id, source.reliability) == (old, "F")
    assert ledger.verify() == ()


def test_a_journal_shows_the_ledger_as_of_the_call(ledger: Ledger) -> None:
    journal = ledger.journal()
    ledger.append([Source(key="source:later", **BASE, name="Later")])
    assert len(list(journal)) == len(kinds())
