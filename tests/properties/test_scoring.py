"""Properties of the score sheet: the future changes nothing, order does not matter, no number is lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, seed, settings
from hypothesis import strategies as st

from tocsin.core.entries import Entry
from tocsin.core.forecasts import Forecast, Number
from tocsin.core.questions import Price, Question, Resolution
from tocsin.core.times import Deadline
from tocsin.core.vocabulary import NumberKind, Outcome, Target
from tocsin.ledger import Ledger
from tocsin.scoring import ScoreSheet, score_resolutions

START = datetime(2030, 1, 1, tzinfo=UTC)
NOW = datetime(2031, 1, 1, tzinfo=UTC)
KEYS = ("weir@2030-02-10", "dam@2030-02-10", "dam@2030-03-01")

hours = st.integers(min_value=1, max_value=24 * 90)
chances = st.floats(min_value=0.001, max_value=0.999)


def at(hour: int) -> datetime:
    return START + timedelta(hours=hour)


@st.composite
def material(draw: st.DrawFn) -> list[Entry]:
    """Forecasts, prices and decisions at any hour of ninety days, on three questions."""
    found: list[Entry] = []
    for key in KEYS:
        made = draw(st.lists(st.tuples(hours, chances, chances), max_size=4, unique_by=lambda row: row[0]))
        found += [_forecast(key, at(hour), model, desk) for hour, model, desk in made]
        told = draw(st.lists(st.tuples(hours, chances), max_size=3, unique_by=lambda row: row[0]))
        found += [_price(key, at(hour), last) for hour, last in told]
        ends = st.tuples(hours, st.sampled_from(Outcome), st.booleans())
        said = draw(st.lists(ends, max_size=2, unique_by=lambda row: row[0]))
        found += [_decision(key, at(hour), outcome, signed) for hour, outcome, signed in said]
    return draw(st.permutations(found))


def _question(key: str) -> Question:
    family, _, day = key.partition("@")
    return Question(
        key=key,
        available_at=START,
        made_by="t",
        text=key,
        rule="rule:x",
        rule_version="1",
        family=family,
        deadline=Deadline(date=date.fromisoformat(day), zone="UTC"),
    )


def _forecast(key: str, when: datetime, model: float, desk: float) -> Forecast:
    numbers = ((NumberKind.MODEL, model), (NumberKind.DESK, desk))
    return Forecast(
        key=f"forecast:{key}",
        available_at=when,
        made_by="t",
        question=key,
        family=key.partition("@")[0],
        target=Target.FACTS,
        as_of=when,
        numbers=tuple(
            Number(kind=kind, probability=p, low=None, high=None, basis=(), made_by="t") for kind, p in numbers
        ),
        curves=(),
        moved=(),
        evidence=(),
        rule_version="1",
    )


def _price(key: str, when: datetime, last: float) -> Price:
    return Price(
        key=f"price:{key}:{when}", available_at=when, made_by="t", market="m", question=key, observed_at=when, last=last
    )


def _decision(key: str, when: datetime, outcome: Outcome, signed: bool) -> Resolution:
    by = "Ada" if signed else None
    return Resolution(
        key=f"resolution:{key}", available_at=when, made_by="t", question=key, outcome=outcome, decided_by=by
    )


def scored(entries: Sequence[Entry], as_of: datetime) -> ScoreSheet:
    with Ledger.open(":memory:", clock=lambda: NOW) as ledger:
        ledger.append([*map(_question, KEYS), *entries])
        return score_resolutions(ledger.view(as_of))


@seed(11)
@settings(max_examples=60, deadline=None)
@given(entries=material(), cut=hours)
def test_the_future_does_not_change_an_earlier_sheet(entries: list[Entry], cut: int) -> None:
    past = [entry for entry in entries if entry.available_at <= at(cut)]
    assert scored(entries, at(cut)).as_json() == scored(past, at(cut)).as_json()


@seed(12)
@settings(max_examples=60, deadline=None)
@given(entries=material())
def test_no_score_knows_its_answer(entries: list[Entry]) -> None:
    made = scored(entries, NOW)
    closes = {key: _question(key).deadline.closes_at for key in KEYS}
    prices = [entry for entry in entries if isinstance(entry, Price)]
    for each in made.questions:
        assert each.as_of is None or each.as_of < min(each.decided_at, closes[each.question])
        for score in each.scores:
            if score.number == "price":
                assert each.as_of is not None
                told = [p for p in prices if p.question == each.question and p.observed_at <= each.as_of]
                assert max(told, key=lambda p: p.observed_at).last == score.probability


@seed(13)
@settings(max_examples=60, deadline=None)
@given(entries=material())
def test_every_decided_question_is_scored_or_says_why_not(entries: list[Entry]) -> None:
    made = scored(entries, NOW)
    for each in made.questions:
        assert bool(each.scores) != bool(each.unscored)
        assert all(0 < score.brier < 1 and score.log < 0 for score in each.scores)
    assert made.resolved + len(made.voids) == len(made.questions)
    assert len(made.rows()) == len(made.scores)
