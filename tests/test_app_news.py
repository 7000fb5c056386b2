"""What a brief of one article tells: the paper's own news first, and whose word each event is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tocsin.app.brief import Edition, brief_of_article, brief_of_situation
from tocsin.app.situation import open_situation

PUBLISHED = datetime(2025, 4, 10, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_STATE", str(tmp_path / "state"))


def brief_of(folder: Path, text: str, question: str, rule: str) -> Edition:
    article, rules = folder / "a.txt", folder / "r.txt"
    article.write_text(text, encoding="utf-8")
    rules.write_text(rule, encoding="utf-8")
    return brief_of_article(article, [question], rule=rules, published=PUBLISHED)


def section(edition: Edition, name: str) -> list[str]:
    return [sentence.text for sentence in edition.brief.sentences if sentence.section == name]


def test_the_papers_own_news_is_told_before_what_was_said_in_the_same_sentence(tmp_path: Path) -> None:
    text = (
        "OSLO, April 10 (Wire) - A group of soldiers led by Colonel Ibran Sagare seized the state broadcaster in Oslo "
        "early on Thursday and announced that President Osk Talvari had been removed from office.\n\n"
        "Government spokesman Tobin Ferre denied that Talvari had been detained.\n"
    )
    rule = 'This market resolves to "Yes" if Osk Talvari ceases to be President of Norway by April 30, 2025.'
    edition = brief_of(tmp_path, text, "Will Osk Talvari be out as President of Norway by April 30, 2025?", rule)
    told = section(edition, "What happened")
    assert told[0].startswith("A group of soldiers led by Colonel Ibran Sagare seized the state broadcaster in Oslo")
    assert "removed" not in told[0]
    assert any("announced that President Osk Talvari had been removed" in each for each in told[1:])
    assert edition.brief.board[0].words != "met by a report; unresolved here"


def test_an_event_that_is_somebodys_word_is_named_as_theirs(tmp_path: Path) -> None:
    text = "REYKJAVIK - Norway fired 12 missiles at Iceland on Thursday, Iceland's defence minister Ada Quorn said.\n"
    rule = 'This market resolves to "Yes" if Norway carries out a missile strike on Icelandic soil by April 30, 2025.'
    edition = brief_of(tmp_path, text, "Will Norway strike Iceland by April 30, 2025?", rule)
    assert edition.brief.board[0].words != "met by a report; unresolved here"
    (open_,) = section(edition, "What does not count")
    assert "by the article" not in open_
    assert "Ada Quorn's" in open_
    assert "is not established" in open_


def test_an_accusation_and_its_denial_in_the_same_words_bear_either_way(tmp_path: Path) -> None:
    for name, text in {
        "situation.toml": 'name = "Sound"\n[sources.wire]\nname = "Skerry"\n[sources.post]\nname = "Bergen Post"\n',
        "questions/strike.toml": (
            'text = "Will Norway strike Iceland by {deadline}?"\n'
            "deadlines = [2025-04-30]\nopens = 2025-04-01T00:00:00Z\n"
            "rule_text = 'This market resolves to \"Yes\" if Norway carries out a missile strike on Icelandic soil.'\n"
        ),
        "documents/1.md": (
            "---\nsource: wire\npublished: 2025-04-10T09:00Z\n---\nREYKJAVIK - Norwegian forces fired 12 missiles at "
            "the Westfjords, Iceland's army spokesman Tobin Ferre said.\n"
        ),
        "documents/2.md": (
            "---\nsource: post\npublished: 2025-04-10T12:00Z\n---\nOSLO - Norway's foreign minister Ada Quorn denied "
            "that Norwegian forces had fired 12 missiles at the Westfjords.\n"
        ),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    told = section(brief_of_situation(open_situation(tmp_path), PUBLISHED), "What bears on the questions")
    assert any("upward" in each and "Tobin Ferre" in each for each in told)
    assert any("downward" in each and "Ada Quorn" in each for each in told)


def test_what_is_denied_is_no_candidate(tmp_path: Path) -> None:
    text = "OSLO - Norway's foreign minister Ada Quorn denied that any fisheries treaty with Iceland had been signed.\n"
    rule = 'This market resolves to "Yes" if Norway and Iceland sign a written fisheries treaty by April 30, 2025.'
    edition = brief_of(tmp_path, text, "Will Norway and Iceland sign the fisheries treaty by April 30, 2025?", rule)
    assert section(edition, "What does not count") == []
    assert any("bears downward" in each for each in section(edition, "What bears on the questions"))


@pytest.mark.parametrize(
    ("who", "met"),
    [
        ("Iceland's army", False),
        ("a fisherman", False),
        ("the United Nations mission", True),
        ("the Red Cross", True),
    ],
)
def test_a_hostile_act_is_met_by_a_word_from_outside_and_not_by_the_victims_own(
    tmp_path: Path, who: str, met: bool
) -> None:
    text = f"REYKJAVIK - A Norwegian missile hit a school in Reykjavik on 9 April 2025, {who} said.\n"
    rule = 'This market resolves to "Yes" if Norway carries out a missile strike on Icelandic soil by April 30, 2025.'
    edition = brief_of(tmp_path, text, "Will Norway strike Iceland by April 30, 2025?", rule)
    assert edition.brief.board[0].words.startswith("met by a report") is met
