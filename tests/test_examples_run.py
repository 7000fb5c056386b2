"""Both shipped situations, run end to end: what README promises really shows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from tocsin.app.assess import Assessment
from tocsin.app.desk import count_document, forecast_at
from tocsin.app.outcomes import propose_all, score_situation
from tocsin.app.situation import Situation, open_situation
from tocsin.core.forecasts import Forecast, Moved
from tocsin.core.questions import Question
from tocsin.core.vocabulary import MoveCause, NumberKind, Stance

EXAMPLES = Path(__file__).parent.parent / "examples"
HARBOUR_MOMENTS = (
    "2025-12-09T18:00+00:00",
    "2025-12-11T18:00+00:00",
    "2025-12-14T20:00+00:00",
    "2025-12-17T21:00+00:00",
    "2025-12-18T21:00+00:00",
    "2025-12-23T21:00+00:00",
    "2026-01-09T18:00+00:00",
)
KYIV_MOMENTS = ("2025-12-29T23:00+02:00", "2026-01-03T23:00+02:00")

Round = tuple[Assessment, dict[str, Forecast]]


def opened(name: str, folder: Path) -> Situation:
    shutil.copytree(EXAMPLES / name, folder, ignore=shutil.ignore_patterns("tocsin.db*"))
    return open_situation(folder)


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Situation]:
    situation = opened("harbour", tmp_path_factory.mktemp("run") / "harbour")
    yield situation
    situation.close()


@pytest.fixture(scope="module")
def kyiv(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Situation]:
    situation = opened("kyiv", tmp_path_factory.mktemp("run") / "kyiv")
    yield situation
    situation.close()


def rounds(situation: Situation, moments: tuple[str, ...]) -> dict[str, Round]:
    found = {}
    for moment in moments:
        assessment, forecasts, problems = forecast_at(situation, datetime.fromisoformat(moment))
        assert problems == ()
        found[moment] = (assessment, {forecast.question: forecast for forecast in forecasts})
    return found


@pytest.fixture(scope="module")
def harbour_rounds(harbour: Situation) -> dict[str, Round]:
    return rounds(harbour, HARBOUR_MOMENTS)


@pytest.fixture(scope="module")
def kyiv_rounds(kyiv: Situation) -> dict[str, Round]:
    return rounds(kyiv, KYIV_MOMENTS)


@pytest.fixture(scope="module")
def every_round(harbour_rounds: dict[str, Round], kyiv_rounds: dict[str, Round]) -> list[Round]:
    return [*harbour_rounds.values(), *kyiv_rounds.values()]


def news_on(forecast: Forecast) -> Moved:
    moved = forecast.change(NumberKind.MODEL)
    assert moved is not None
    return moved


def test_nested_deadlines_rise_and_no_number_is_certain(every_round: list[Round]) -> None:
    seen = 0
    for assessment, forecasts in every_round:
        closes = {question.key: question.deadline.closes_at for question in assessment.questions}
        ladders: dict[tuple[str, str, str | None], list[tuple[datetime, float]]] = {}
        for forecast in forecasts.values():
            for number in forecast.numbers:
                assert 0 < number.probability < 1
                ladder = ladders.setdefault((forecast.family, str(number.kind), number.person), [])
                ladder.append((closes[forecast.question], number.probability))
        for key, ladder in ladders.items():
            rungs = [probability for _, probability in sorted(ladder)]
            assert key[1] == "you" or all(a <= b for a, b in pairwise(rungs)), key
            seen += len(rungs) > 1
    assert seen > 10


def test_every_forecast_is_stamped_with_its_moment_and_stands_on_what_was_there(every_round: list[Round]) -> None:
    for assessment, forecasts in every_round:
        for forecast in forecasts.values():
            assert forecast.as_of == assessment.view.as_of
            assert all(assessment.view.get(entry) is not None for entry in forecast.evidence)


def test_the_parts_of_every_change_sum_to_it(every_round: list[Round]) -> None:
    split = 0
    for _, forecasts in every_round:
        for forecast in forecasts.values():
            for _, moved in forecast.moved:
                if moved.points is not None:
                    assert sum(move.points for move in moved.moves) == pytest.approx(moved.points, abs=0.0501)
                    split += 1
    assert split > 30


def test_prices_and_opinions_are_in_no_model_number_and_the_desk_number_prints_its_weights(
    every_round: list[Round],
) -> None:
    for _, forecasts in every_round:
        for forecast in forecasts.values():
            model, market, desk = (forecast.number(kind) for kind in list(NumberKind)[:3])
            if model is not None:
                assert {basis.kind for basis in model.basis} <= {"reference_class", "history"}
            if market is not None:
                assert {basis.kind for basis in market.basis} == {"prices"}
            if desk is not None and market is not None:
                assert market.weight is not None
                assert "prices" in {basis.kind for basis in desk.basis} or market.weight == 0


def test_harbour_has_a_model_number_with_its_basis(harbour_rounds: dict[str, Round]) -> None:
    _, forecasts = harbour_rounds["2025-12-09T18:00+00:00"]
    model = forecasts["closure@2026-01-31"].number(NumberKind.MODEL)
    assert model is not None
    assert model.basis[0].events == 11


def test_harbour_hears_a_denial_and_grades_what_it_denies(harbour_rounds: dict[str, Round]) -> None:
    assessment, _ = harbour_rounds["2025-12-14T20:00+00:00"]
    denials = [claim for claim in assessment.claims if claim.stance is Stance.DENIES]
    accusations = {claim.key for claim in assessment.claims if claim.stance is Stance.ACCUSES}
    assert {denial.speaker.name for denial in denials if denial.speaker} == {"Runa Keld"}
    assert any(denial.answers in accusations for denial in denials)


def test_a_late_report_moves_the_model_and_its_retraction_gives_back_what_remained(
    harbour_rounds: dict[str, Round],
) -> None:
    for question in ("closure@2025-12-31", "closure@2026-01-31", "closure@2026-03-31"):
        came = news_on(harbour_rounds["2025-12-18T21:00+00:00"][1][question])
        (news,) = [move for move in came.moves if move.cause is MoveCause.NEWS]
        assert news.points > 0.5
        assert news.low is not None
        assert news.low > 0
        went = news_on(harbour_rounds["2025-12-23T21:00+00:00"][1][question])
        (back,) = [move for move in went.moves if move.cause is MoveCause.NEWS]
        assert -news.points < back.points < 0
        assert "withdrawn: “The harbour authority closed the harbour" in back.note
        assert f"it had moved +{news.points:.1f} points on 2025-12-18" in back.note
        assert set(back.evidence) == set(news.evidence)


def test_without_the_withdrawn_report_the_model_is_where_it_would_have_been(
    harbour_rounds: dict[str, Round], tmp_path: Path
) -> None:
    folder = tmp_path / "harbour"
    shutil.copytree(EXAMPLES / "harbour", folder, ignore=shutil.ignore_patterns("tocsin.db*", "2025-12-18-*"))
    never = open_situation(folder)
    _, forecasts, _ = forecast_at(never, datetime(2025, 12, 23, 21, tzinfo=UTC))
    never.close()
    _, given_back = harbour_rounds["2025-12-23T21:00+00:00"]
    for forecast in forecasts:
        ours, theirs = given_back[forecast.question].number(NumberKind.MODEL), forecast.number(NumberKind.MODEL)
        assert (ours and ours.probability) == (theirs and theirs.probability)


def test_harbour_knows_the_gap_of_its_feeds(harbour: Situation) -> None:
    """The Courier alone was dead for 33 hours; with the Wire alive the family's own feeds covered every day."""
    proposals = propose_all(harbour, datetime(2026, 1, 1, 11, tzinfo=UTC))[0]
    closure = {proposal.question: proposal for proposal in proposals}["closure@2025-12-31"]
    assert closure.facts == "no, proposed"
    assert "24 of 24 days" in closure.because


def test_harbour_proposes_what_was_signed_and_shows_the_clause_that_a_person_must_read(tmp_path: Path) -> None:
    folder = tmp_path / "harbour"
    shutil.copytree(EXAMPLES / "harbour", folder, ignore=shutil.ignore_patterns("tocsin.db*", "resolutions.toml"))
    undecided = open_situation(folder)
    proposed = {proposal.question: proposal for proposal in propose_all(undecided, None)[0]}
    undecided.close()
    assert {key: each.facts for key, each in proposed.items() if each.facts != "open"} == {
        "meeting@2025-12-20": "yes, proposed",
        "shots@2025-12-28": "no, proposed",
        "closure@2025-12-31": "no, proposed",
        "treaty@2026-01-05": "no, proposed",
    }
    assert "this market will be void" in proposed["treaty@2026-01-05"].because


def test_harbour_is_scored_with_a_void_and_a_venue_that_disagrees(harbour: Situation) -> None:
    sheet = score_situation(harbour, None)
    assert (sheet.resolved, sheet.voids, sheet.disagreements) == (3, ("treaty@2026-01-05",), ("shots@2025-12-28",))
    assert {score.question for score in sheet.scores} == {
        "meeting@2025-12-20",
        "shots@2025-12-28",
        "closure@2025-12-31",
    }


def test_a_strike_on_one_municipality_has_no_model_number_and_says_why(kyiv_rounds: dict[str, Round]) -> None:
    for _, forecasts in kyiv_rounds.values():
        for key, forecast in forecasts.items():
            if key.startswith(("strike@", "action@")):
                assert forecast.number(NumberKind.MODEL) is None
                assert forecast.notes


def test_in_kyiv_the_second_hand_price_says_so(kyiv_rounds: dict[str, Round]) -> None:
    market = kyiv_rounds[KYIV_MOMENTS[0]][1]["strike@2025-12-31"].number(NumberKind.MARKET)
    assert market is not None
    assert market.basis[0].second_hand


def test_in_kyiv_a_deadline_that_passed_is_unresolved_here(kyiv: Situation, kyiv_rounds: dict[str, Round]) -> None:
    forecast = kyiv_rounds[KYIV_MOMENTS[1]][1]["strike@2025-12-31"]
    assert forecast.numbers == ()
    assert any("unresolved here" in note for note in forecast.notes)
    strike = {p.question: p for p in propose_all(kyiv, datetime.fromisoformat(KYIV_MOMENTS[1]))[0]}
    assert strike["strike@2025-12-31"].signed == "nobody yet"
    assert strike["strike@2025-12-31"].facts == "open"


def test_on_a_hypothetical_night_two_look_alike_rules_give_opposite_verdicts(kyiv: Situation) -> None:
    when = datetime(2026, 1, 10, 10, tzinfo=UTC)
    rows = count_document(kyiv, when, "2026-01-07-drill-intercepted-wave", ("strike", "action"))
    asked = {question.text: question.family for question in kyiv.ledger.view(when).entries(Question)}
    verdicts = {asked[text]: verdict for text, verdict, _, _ in rows}
    assert verdicts == {"strike": "does not count", "action": "counts"}


def test_a_hypothetical_document_bears_on_nothing(kyiv: Situation) -> None:
    assessment, _, _ = forecast_at(kyiv, datetime(2026, 1, 10, 10, tzinfo=UTC))
    invented = {item.id for item in (*assessment.claims, *assessment.events) if assessment.hypothetical(item)}
    assert invented
    assert not invented & {bearing.item for found in assessment.bearings.values() for bearing in found}
