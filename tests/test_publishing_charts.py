"""The pictures: well formed, named, and saying what the curves and the parts say, not more."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.publishing import NOW, a_forecast, a_number, brief, curve, material
from tocsin.core.forecasts import Move, Moved
from tocsin.core.questions import Price
from tocsin.core.rules import Pattern
from tocsin.core.times import Deadline
from tocsin.core.vocabulary import Action, MoveCause, NumberKind, VerdictOutcome
from tocsin.publishing.charts.ladder import Ladder, band, describe, draw_ladder, ladder_of
from tocsin.publishing.charts.matrix import MOST_ROWS, matrix_of
from tocsin.publishing.charts.scale import Plane, axis_ticks, axis_top, spread_labels
from tocsin.publishing.charts.svg import Picture
from tocsin.publishing.charts.waterfall import beyond_the_clock, draw_waterfall, measurable, waterfall_of
from tocsin.publishing.layout import families
from tocsin.publishing.material import Material
from tocsin.publishing.page import as_html

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def told() -> Material:
    return material()


def ladder(of: Material) -> Ladder:
    found = ladder_of(families(of)[0], of)
    assert found is not None
    return found


def parsed(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)  # noqa: S314 - a picture of our own


def drawn(picture: str, tag: str, look: str) -> list[ElementTree.Element]:
    return [e for e in parsed(picture).iter(f"{SVG}{tag}") if look in e.attrib["class"].split()]


def probability(height: float, picture: str) -> float:
    """The probability at a height, read off the picture's own axis: its ticks and their labels."""
    ticks = drawn(picture, "text", "tick")
    heights = [(float(t.attrib["y"]) - 4, float(re.sub(r"[^\d.]", "", t.text or ""))) for t in ticks]
    (y0, p0), (y1, p1) = heights[0], heights[-1]
    return (p0 + (height - y0) * (p1 - p0) / (y1 - y0)) / 100


def test_the_curve_in_the_picture_is_the_forecasts_curve(told: Material) -> None:
    """Read back from the drawing, by its own axis, every dot at a deadline is what the curve says."""
    here = ladder(told)
    picture = draw_ladder(here, "l")
    for kind, of in here.curves.items():
        dots = drawn(picture, "circle", str(kind))
        told_of = [rung for rung in here.rungs if kind in rung.numbers]
        assert len(dots) == len(told_of)
        for dot, rung in zip(dots, told_of, strict=True):
            assert probability(float(dot.attrib["cy"]), picture) == pytest.approx(
                of.probability_by(rung.closes), abs=0.002
            )
        (line,) = drawn(picture, "polyline", str(kind))
        heights = [float(pair.split(",")[1]) for pair in line.attrib["points"].split()]
        assert heights == sorted(heights, reverse=True), "a curve of 'by then' never falls"
        assert probability(heights[0], picture) == pytest.approx(0, abs=0.002)


def test_a_curve_has_neither_dot_nor_figure_where_no_number_of_its_kind_was_given(told: Material) -> None:
    """January has a model number alone; the other curves go on to it and say no more than their kind."""
    picture = draw_ladder(ladder(told), "l")
    assert [len(drawn(picture, "circle", f"{kind}")) for kind in ("model", "market", "desk")] == [2, 1, 1]
    words = {(label.text or "").replace("\u00a0", " ") for label in drawn(picture, "text", "end")}
    assert words == {"model 41 %", "market", "desk"}


def test_the_band_is_the_interval_at_every_deadline(told: Material) -> None:
    here = ladder(told)
    lows, highs = (dict(edge) for edge in band(here))
    for rung in here.rungs:
        number = rung.numbers[NumberKind.MODEL]
        assert lows[rung.closes] == pytest.approx(number.low)
        assert highs[rung.closes] == pytest.approx(number.high)


def test_no_band_is_drawn_where_an_interval_is_not_known(told: Material) -> None:
    here = ladder(told)
    last = here.rungs[-1]
    bare = replace(last, numbers={NumberKind.MODEL: a_number(NumberKind.MODEL, 0.41)})
    picture = draw_ladder(replace(here, rungs=(*here.rungs[:-1], bare)), "l")
    assert drawn(picture, "polygon", "band") == []


def test_a_price_is_a_hollow_dot_with_its_spread_and_its_age(told: Material) -> None:
    picture = draw_ladder(ladder(told), "l")
    (dot,) = drawn(picture, "circle", "price")
    assert probability(float(dot.attrib["cy"]), picture) == pytest.approx(0.22, abs=0.002)
    ends = sorted(probability(float(w.attrib["y1"]), picture) for w in drawn(picture, "line", "whisker"))
    assert ends[0] == pytest.approx(0.18, abs=0.002)
    assert ends[-1] == pytest.approx(0.26, abs=0.002)
    (label,) = drawn(picture, "text", "price-label")
    assert (label.text or "").replace("\u00a0", " ") == "22 %, 2 days old, 2nd hand"


def test_a_price_without_bid_and_ask_has_no_whiskers(told: Material) -> None:
    bare = replace(told, prices=(replace(told.prices[0], bid=None, ask=None),))
    picture = draw_ladder(ladder(bare), "l")
    assert drawn(picture, "line", "whisker") == []
    assert len(drawn(picture, "circle", "price")) == 1


def test_the_newest_price_of_a_market_is_the_one_drawn(told: Material) -> None:
    older = replace(told.prices[0], key="price:0", observed_at=NOW - timedelta(days=9), bid=None, ask=None, last=0.9)
    for prices in ((older, *told.prices), (*told.prices, older)):
        (rung, _) = ladder(replace(told, prices=prices)).rungs
        assert [price.probability for price in rung.prices] == [0.22]


def test_no_point_leaves_its_plane() -> None:
    plane = Plane(left=0, right=10, upper=0, lower=100, start=NOW, end=NOW + timedelta(days=1), top=0.2)
    assert [plane.y(p) for p in (-1.0, 0.0, 0.1, 0.2, 0.9)] == [100, 100, 50, 0, 0]


def test_a_picture_of_any_text_is_well_formed() -> None:
    picture = Picture("p", 10, 10, "\x00<&\ud800", "\x1b\u202e")
    picture.text("label", (0, 0), "\x08]]>")
    picture.dot("dot", (0, 0), 1, "\x01")
    assert [element.text for element in parsed(picture.markup()).iter() if element.text] == ["<&", "]]>"]


@pytest.mark.parametrize(("later", "tied"), [(0.15, 1), (0.30, 0), (0.20, 0)])
def test_a_tie_joins_prices_that_break_the_order_of_their_deadlines(told: Material, later: float, tied: int) -> None:
    """Only beyond the spread: 18 to 26 % for December; a later deadline offered below 18 % cannot be right."""
    january = told.questions[1]
    price: Price = replace(told.prices[0], key="price:2", question=january.key, bid=None, ask=None, last=later)
    picture = draw_ladder(ladder(replace(told, prices=(*told.prices, price))), "l")
    assert len(drawn(picture, "line", "broken-order")) == tied


def test_the_faint_curve_is_the_last_forecasts_own(told: Material) -> None:
    here = ladder(told)
    assert here.earlier is not None
    picture = draw_ladder(here, "l")
    (line,) = drawn(picture, "polyline", "earlier")
    end = float(line.attrib["points"].split()[-1].split(",")[1])
    assert probability(end, picture) == pytest.approx(here.earlier[1].probability_by(here.rungs[-1].closes), abs=0.002)


def test_a_first_forecast_has_no_faint_curve(told: Material) -> None:
    bare = {key: replace(each, moved=()) for key, each in told.forecasts.items()}
    assert ladder(replace(told, forecasts=bare)).earlier is None


def test_a_family_without_a_number_has_no_ladder(told: Material) -> None:
    assert ladder_of(families(told)[1], told) is None


def test_a_deadline_that_has_passed_is_no_rung(told: Material) -> None:
    past = replace(told.questions[0], deadline=Deadline(date=date(2025, 12, 17), zone="UTC"))
    found = ladder_of((past, told.questions[1]), told)
    assert found is not None
    assert [rung.label for rung in found.rungs] == ["31 Jan ’26"]


def test_a_picture_says_in_words_all_that_it_shows(told: Material) -> None:
    words = describe(ladder(told)).replace("\u00a0", " ")
    for part in (
        "As of 18 Dec 2025",
        "By 31 Dec: model 19 %, 80 % interval 12–28",
        "price 22 % at Harbour Exchange, bid 18 %, ask 26 %, 2 days old, second-hand",
        "the forecast of 17 Dec 2025",
    ):
        assert part in words
    root = parsed(draw_ladder(ladder(told), "l"))
    assert root.attrib["role"] == "img"
    named = {e.attrib["id"] for e in root if e.tag in {f"{SVG}title", f"{SVG}desc"}}
    assert named == set(root.attrib["aria-labelledby"].split())


def test_colours_come_from_classes_alone(told: Material) -> None:
    picture = draw_ladder(ladder(told), "l")
    assert not re.search(r'(fill|stroke|style|color)="', picture)


@given(
    rises=st.lists(st.floats(1e-5, 0.9), min_size=2, max_size=2),
    days=st.floats(0.1, 900),
    ahead=st.integers(1, 500),
)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_curve_stays_inside_its_picture(rises: list[float], days: float, ahead: int) -> None:
    told = material()
    low, high = sorted(rises)
    shape = curve(NOW, (days, low), (days + 1, high + 1e-6))
    deadline = Deadline(date=(NOW + timedelta(days=ahead)).date(), zone="UTC")
    question = replace(told.questions[0], deadline=deadline)
    number = a_number(NumberKind.MODEL, shape.probability_by(deadline.closes_at), 1e-6, 1 - 1e-6)
    forecast = a_forecast(question, NOW, (number,), ((NumberKind.MODEL, shape),))
    found = ladder_of((question,), replace(told, forecasts={question.key: forecast}))
    assert found is not None
    picture = draw_ladder(found, "l")
    for look in ("curve", "band"):
        for element in (*drawn(picture, "polyline", look), *drawn(picture, "polygon", look)):
            for pair in element.attrib["points"].split():
                x, y = map(float, pair.split(","))
                assert 0 <= x <= 440
                assert 0 <= y <= 286


def test_an_arrow_is_drawn_only_where_the_interval_excludes_zero(told: Material) -> None:
    fall = waterfall_of(told.forecasts[told.questions[0].key], NumberKind.MODEL, "q", "UTC")
    assert fall is not None
    picture = draw_waterfall(fall, "w")
    arrows = drawn(picture, "polygon", "arrow")
    assert len(arrows) == 1, "news, +2 to +9; the clock has no interval, the method's holds zero"
    assert "up" in arrows[0].attrib["class"].split()
    assert len(drawn(picture, "polygon", "bar")) == 2
    assert not measurable(Move(cause=MoveCause.NEWS, points=3, low=-1, high=7))
    assert not measurable(Move(cause=MoveCause.CLOCK, points=-3))
    assert measurable(Move(cause=MoveCause.NEWS, points=-3, low=-5, high=-1))


def test_the_parts_of_a_waterfall_lead_from_before_to_after(told: Material) -> None:
    fall = waterfall_of(told.forecasts[told.questions[0].key], NumberKind.MODEL, "q", "UTC")
    assert fall is not None
    picture = draw_waterfall(fall, "w")
    levels = [float(e.attrib["x1"]) for e in drawn(picture, "line", "level")]
    clock, news = (
        [float(pair.split(",")[0]) for pair in e.attrib["points"].split()] for e in drawn(picture, "polygon", "bar")
    )
    assert levels[0] == pytest.approx(clock[0])
    assert clock[1] == pytest.approx(news[0], abs=0.01)
    assert max(news) == pytest.approx(levels[-1], abs=0.01)
    assert "14" in "".join(t.text or "" for t in drawn(picture, "text", "figure"))


def test_a_first_forecast_has_no_waterfall(told: Material) -> None:
    forecast = told.forecasts[told.questions[0].key]
    first = Moved(since=None, since_as_of=None, before=None, after=0.19)
    told_so = replace(forecast, moved=((NumberKind.MODEL, first),))
    assert waterfall_of(told_so, NumberKind.MODEL, "q", "UTC") is None
    assert waterfall_of(forecast, NumberKind.DESK, "q", "UTC") is None


@pytest.mark.parametrize(
    ("moves", "drawn_at_all"),
    [
        ((Move(cause=MoveCause.CLOCK, points=-4.0),), False),
        ((Move(cause=MoveCause.CLOCK, points=-4.0), Move(cause=MoveCause.NEWS, points=0.0)), False),
        ((Move(cause=MoveCause.CLOCK, points=-4.0), Move(cause=MoveCause.NEWS, points=0.3)), True),
    ],
)
def test_time_alone_is_told_in_words_not_drawn(told: Material, moves: tuple[Move, ...], *, drawn_at_all: bool) -> None:
    key = told.questions[0].key
    moved = Moved(since="x", since_as_of=NOW - timedelta(days=1), before=0.23, after=0.19, moves=moves)
    forecast = replace(told.forecasts[key], moved=((NumberKind.MODEL, moved),))
    fall = waterfall_of(forecast, NumberKind.MODEL, "q", "UTC")
    assert fall is not None
    assert beyond_the_clock(fall) is drawn_at_all
    changed = replace(told, forecasts={**told.forecasts, key: forecast})
    page = as_html(brief(changed), changed)
    assert ("Nothing beyond the clock." in page) is not drawn_at_all
    assert ("family-1-moved-1-title" in page) is drawn_at_all


def test_the_matrix_tells_a_familys_verdict_once_where_its_deadlines_agree(told: Material) -> None:
    found = matrix_of(families(told), told)
    assert found is not None
    (row,) = found.rows
    (closure,), (shots,) = row.cells
    assert closure.outcome is VerdictOutcome.NOT_ESTABLISHED
    assert closure.clause == "closed to all shipping for at least 24 hours"
    assert closure.deadlines == ""
    assert shots.outcome is VerdictOutcome.DOES_NOT_COUNT


def test_a_clause_is_quoted_where_it_excludes_and_not_where_the_predicate_is_simply_not_met(told: Material) -> None:
    event, key = told.events[0].id, told.questions[0].key
    rule = told.rules[key]
    for clause, quoted in ((rule.clauses[1], rule.clauses[1].text), (rule.clauses[0], "")):
        verdict = replace(told.verdicts[key][event], outcome=VerdictOutcome.DOES_NOT_COUNT, clause=clause, missing=())
        found = matrix_of((told.questions[:1],), replace(told, verdicts={key: {event: verdict}}))
        assert found is not None
        assert found.rows[0].cells[0][0].clause == quoted


def test_a_rule_that_asks_for_another_kind_of_act_is_not_quoted(told: Material) -> None:
    shots = told.questions[2].key
    rule = replace(told.rules[shots], pattern=Pattern(actions=(Action.ASSAULT,)))
    found = matrix_of(families(told), replace(told, rules={**told.rules, shots: rule}))
    assert found is not None
    closure, other = found.rows[0].cells
    assert [closure[0].of_kind, other[0].of_kind] == [True, False]


def test_the_matrix_names_the_deadlines_where_they_differ(told: Material) -> None:
    january, event = told.questions[1].key, told.events[0].id
    late = replace(told.verdicts[january][event], outcome=VerdictOutcome.COUNTS, because="in time", missing=())
    found = matrix_of(families(told), replace(told, verdicts={**told.verdicts, january: {event: late}}))
    assert found is not None
    cells = found.rows[0].cells[0]
    assert [(cell.deadlines, cell.outcome) for cell in cells] == [
        ("31 Dec", VerdictOutcome.NOT_ESTABLISHED),
        ("31 Jan", VerdictOutcome.COUNTS),
    ]


def test_the_matrix_shows_a_dozen_events_and_counts_the_rest(told: Material) -> None:
    event = told.events[0]
    many = tuple(
        replace(event, key=f"event:{n}", evidence=replace(event.evidence, start=n, end=n + 1)) for n in range(20)
    )
    verdicts = {
        key: {each.id: replace(next(iter(by.values())), event=each.id) for each in many}
        for key, by in told.verdicts.items()
    }
    found = matrix_of(families(told), replace(told, events=many, verdicts=verdicts))
    assert found is not None
    assert (len(found.rows), found.left_out) == (MOST_ROWS, 20 - MOST_ROWS)


def test_what_counts_comes_before_what_is_open_and_that_before_what_does_not(told: Material) -> None:
    event = told.events[0]
    outcomes = (VerdictOutcome.DOES_NOT_COUNT, VerdictOutcome.COUNTS, VerdictOutcome.NOT_ESTABLISHED)
    many = tuple(replace(event, key=f"e{n}", evidence=replace(event.evidence, start=n, end=n + 1)) for n in range(3))
    key = told.questions[0].key
    model = told.verdicts[key][event.id]
    verdicts = {key: {each.id: replace(model, outcome=o) for each, o in zip(many, outcomes, strict=True)}}
    found = matrix_of((told.questions[:1],), replace(told, events=many, verdicts=verdicts))
    assert found is not None
    assert [row.cells[0][0].outcome for row in found.rows] == [outcomes[1], outcomes[2], outcomes[0]]


def test_no_event_of_the_asked_kind_means_no_matrix(told: Material) -> None:
    assert matrix_of(families(told), replace(told, events=())) is None


@given(st.floats(1e-6, 1.0))
def test_the_axis_holds_what_it_must_show(highest: float) -> None:
    top = axis_top(highest)
    assert highest <= top <= 1
    assert axis_ticks(top)[0] == 0
    assert axis_ticks(top)[-1] == pytest.approx(top)


@given(st.lists(st.floats(0, 100), max_size=6))
def test_labels_keep_their_distance(wanted: list[float]) -> None:
    placed = sorted(spread_labels(wanted, 12, 0, 100))
    assert all(b - a >= 12 - 1e-6 for a, b in pairwise(placed))
    assert all(-1e-6 <= each <= 100 + 1e-6 for each in placed)
