"""A question that a report on file meets: said first, without a number, until a person decides or the report goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tocsin.app.brief import Edition, brief_of_article, brief_of_situation
from tocsin.app.outcomes import decide, propose_all, score_situation
from tocsin.app.situation import Situation, open_situation
from tocsin.core.vocabulary import NumberKind, Outcome

RULE = (
    'This market will resolve to "Yes" if Norway and Iceland sign a written fisheries treaty between March 1, 2030, '
    'and the listed date, 11:59 PM UTC. Otherwise, this market will resolve to "No".'
)
SIGNED = "OSLO - Norway and Iceland signed a written fisheries treaty in Oslo on Wednesday. The harbour was quiet.\n"
FILES = {
    "situation.toml": 'name = "Fjord"\n[sources.wire]\nname = "Skerry Wire"\nreliability = "B"\n',
    "questions/treaty.toml": (
        'text = "Will Norway and Iceland sign the fisheries treaty by {deadline}?"\n'
        f"deadlines = [2030-04-30, 2030-06-30]\nopens = 2030-03-01T00:00:00Z\nrule_text = '''{RULE}'''\n"
    ),
    "documents/calm.md": "---\nsource: wire\npublished: 2030-03-04T09:00Z\n---\nThe fishing fleet left Bergen.\n",
    "prices/bourse.csv": (
        "question,deadline,market,observed_at,last\n"
        "treaty,2030-04-30,Bourse,2030-03-20T10:00Z,0.2\ntreaty,2030-06-30,Bourse,2030-03-20T10:00Z,0.4\n"
    ),
}
BEFORE, AFTER, LATER = (datetime(2030, 4, day, 21, tzinfo=UTC) for day in (9, 11, 15))
Opener = Callable[..., Situation]


@pytest.fixture
def fjord(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Opens the situation with the text of one more report of 10 April, and perhaps its withdrawal on 13 April."""
    monkeypatch.setenv("TOCSIN_STATE", str(tmp_path / "state"))

    def open_fjord(report: str = SIGNED, *, withdrawn: bool = False, now: datetime = LATER) -> Situation:
        retracted = "retracted: 2030-04-13T09:00Z\nretraction_reason: sent in error\n" if withdrawn else ""
        head = f"---\nsource: wire\npublished: 2030-04-10T18:00Z\n{retracted}---\n"
        for name, text in {**FILES, "documents/signed.md": head + report}.items():
            path = tmp_path / "fjord" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return open_situation(tmp_path / "fjord", clock=lambda: now)

    return open_fjord


def bottom_line(edition: Edition) -> list[str]:
    return [sentence.text for sentence in edition.brief.sentences if sentence.section == "Bottom line"]


def told(edition: Edition) -> str:
    assert edition.brief.dropped == ()
    return "\n".join(sentence.text for sentence in edition.brief.sentences)


def test_what_meets_a_question_is_said_before_any_number(fjord: Opener) -> None:
    edition = brief_of_situation(fjord(), AFTER)
    first = bottom_line(edition)[0]
    assert first.startswith("What the Skerry Wire reported on 10 April, “Norway and Iceland signed")
    assert "meets the rule of the treaty questions" in first
    assert "YES is proposed, nobody has signed it" in first
    assert "tocsin resolve" in first
    assert "No probability is given" not in told(edition)
    assert "settled by a report" not in told(edition)


def test_a_question_that_is_met_has_no_number_of_a_future_event(fjord: Opener) -> None:
    edition = brief_of_situation(fjord(), AFTER)
    assert {row.words for row in edition.brief.board} == {"met by a report; unresolved here"}
    assert all(row.probability is None for row in edition.brief.board)
    assert all(not forecast.numbers for forecast in edition.material.forecasts.values())
    assert all("tocsin resolve" in forecast.notes[0] for forecast in edition.material.forecasts.values())


def test_the_next_edition_says_that_it_was_met_since(fjord: Opener) -> None:
    situation = fjord()
    brief_of_situation(situation, BEFORE)
    assert "treaty questions have been met since by what the Skerry Wire reported on 10 April" in told(
        brief_of_situation(situation, AFTER)
    )


def test_the_number_comes_back_when_the_report_is_withdrawn(fjord: Opener) -> None:
    situation = fjord(withdrawn=True)
    assert brief_of_situation(situation, AFTER).brief.board[0].probability is None
    edition = brief_of_situation(situation, LATER)
    row = edition.brief.board[0]
    assert row.probability is not None
    assert row.change == "back: what had met it is withdrawn"
    assert "is no longer on file: its desk number is back, at" in told(edition)


def test_a_single_article_that_meets_its_question_says_so_first(tmp_path: Path, fjord: Opener) -> None:
    fjord()
    article, rule = tmp_path / "a.txt", tmp_path / "r.txt"
    article.write_text(SIGNED, encoding="utf-8")
    rule.write_text(RULE.replace("2030", "2025"), encoding="utf-8")
    asked = "Will Norway and Iceland sign the fisheries treaty by April 30, 2025?"
    edition = brief_of_article(article, [asked], rule=rule, published=datetime(2025, 4, 10, 18, tzinfo=UTC))
    assert "meets the rule of" in bottom_line(edition)[0]
    assert edition.brief.board[0].words == "met by a report; unresolved here"


def test_the_word_of_one_side_of_an_act_of_both_meets_nothing(fjord: Opener) -> None:
    report = "OSLO - Norway and Iceland signed a written fisheries treaty on Tuesday, two Norwegian officials said.\n"
    situation = fjord(report)
    edition = brief_of_situation(situation, AFTER)
    assert all(row.probability is not None for row in edition.brief.board)
    assert "is not established; what is missing: the word of the other side" in told(edition)
    assert "one side says so; that is not established" in told(edition)
    assert all(proposal.proposed.outcome is None for proposal in propose_all(situation, AFTER)[0])


def test_a_forecast_made_after_the_event_was_on_file_is_not_scored(fjord: Opener) -> None:
    situation = fjord()
    before = brief_of_situation(situation, BEFORE).material.forecasts["treaty@2030-04-30"]
    brief_of_situation(situation, AFTER)
    decide(situation, "treaty@2030-04-30", "yes", by="Mara Quill")
    (scored,) = score_situation(situation, LATER).questions
    assert scored.as_of == BEFORE
    (desk,) = [score for score in scored.scores if score.number == "desk"]
    number = before.number(NumberKind.DESK)
    assert number is not None
    assert desk.probability == number.probability
    assert desk.outcome is Outcome.YES
