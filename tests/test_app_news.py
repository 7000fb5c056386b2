"""What a brief of one article tells: the paper's own news first, and whose word each event is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tocsin.app.brief import Edition, brief_of_article

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


def test_what_is_denied_is_no_candidate(tmp_path: Path) -> None:
    text = "OSLO - Norway's foreign minister Ada Quorn denied that any fisheries treaty with Iceland had been signed.\n"
    rule = 'This market resolves to "Yes" if Norway and Iceland sign a written fisheries treaty by April 30, 2025.'
    edition = brief_of(tmp_path, text, "Will Norway and Iceland sign the fisheries treaty by April 30, 2025?", rule)
    assert section(edition, "What does not count") == []
    assert any("bears downward" in each for each in section(edition, "What bears on the questions"))
