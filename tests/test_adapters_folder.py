"""The situation folder at the border: what is refused, and with which words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tocsin.adapters.folder import RawDocument, SituationFolder, read_document_file
from tocsin.core.errors import InputError, Problem
from tocsin.core.questions import HistoryEvent, HistorySeries, Opinion, Price

PRICE_HEADER = "question,deadline,market,observed_at,available_at,bid,ask,last,volume,second_hand,source,url\n"


@pytest.fixture
def situation(tmp_path: Path) -> Path:
    write(tmp_path / "situation.toml", 'name = "Harbour"\n[sources.wire]\nname = "Wire"\nreliability = "C"\n')
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_an_unknown_key_is_refused_with_the_nearest_known_one(situation: Path) -> None:
    write(situation / "situation.toml", 'name = "Harbour"\nzome = "UTC"\n')
    with pytest.raises(InputError, match=r"unknown key 'zome'; did you mean 'zone'\?"):
        SituationFolder(situation)


def test_an_unknown_key_inside_a_table_is_refused_with_the_keys_of_that_table(situation: Path) -> None:
    write(situation / "situation.toml", 'name = "Harbour"\n[sources.wire]\nname = "W"\nreliabilty = "C"\n')
    with pytest.raises(InputError, match=r"did you mean 'reliability'\?"):
        SituationFolder(situation)


def test_a_naive_time_is_refused_with_an_example(situation: Path) -> None:
    write(situation / "situation.toml", 'name = "Harbour"\nas_of = 2026-01-03T23:00:00\n')
    with pytest.raises(InputError, match="as_of has no time zone; write it like"):
        SituationFolder(situation)


def test_a_missing_folder_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="tocsin new"):
        SituationFolder(tmp_path / "none")


def test_broken_toml_names_the_file(situation: Path) -> None:
    path = write(situation / "questions" / "a.toml", "text = [")
    with pytest.raises(InputError, match=str(path)):
        SituationFolder(situation).questions()


def test_a_price_of_zero_is_refused_and_an_empty_cell_is_unknown(situation: Path) -> None:
    path = situation / "prices" / "p.csv"
    row = "q,2026-01-31,m,2026-01-01T00:00Z,,,,0.4,,true,seen in a report,\n"
    write(path, PRICE_HEADER + row)
    (price,) = SituationFolder(situation).records()
    assert isinstance(price, Price)
    assert (price.last, price.bid, price.volume, price.second_hand) == (0.4, None, None, True)
    assert price.question == "q@2026-01-31"
    write(path, PRICE_HEADER + row.replace("0.4", "0"))
    with pytest.raises(InputError, match=r"line 2: last"):
        tuple(SituationFolder(situation).records())


def test_a_price_with_no_figure_at_all_is_an_error_and_never_zero(situation: Path) -> None:
    write(situation / "prices" / "p.csv", PRICE_HEADER + "q,2026-01-31,m,2026-01-01T00:00Z,,,,,,,x,\n")
    with pytest.raises(InputError, match="neither bid, ask nor last"):
        tuple(SituationFolder(situation).records())


def test_a_renamed_column_is_an_error(situation: Path) -> None:
    header = PRICE_HEADER.replace("last", "price")
    write(situation / "prices" / "p.csv", header + "q,2026-01-31,m,2026-01-01T00:00Z,,,,0.4,,,x,\n")
    with pytest.raises(InputError, match="unknown column 'price'"):
        tuple(SituationFolder(situation).records())


def test_front_matter_gives_the_header_and_the_body_keeps_its_dashes(tmp_path: Path) -> None:
    path = write(
        tmp_path / "d.md",
        '---\ntitle: "A: b"\nsource: wire\npublished: 2026-01-03T10:00+02:00\n---\nPORT — Text.\n---\nMore.\n',
    )
    raw = read_document_file(path)
    assert raw.header.title == "A: b"
    assert raw.header.published == datetime(2026, 1, 3, 8, tzinfo=UTC)
    assert raw.content == "PORT — Text.\n---\nMore.\n".encode()


def test_a_text_without_front_matter_is_left_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "d.txt", "---\nnot front matter at all\nstill not\n")
    assert read_document_file(path).content.startswith(b"---\nnot front matter")


def test_an_unusable_document_is_a_problem_and_the_rest_go_on(situation: Path) -> None:
    write(situation / "documents" / "a.txt", "Fine.")
    write(situation / "documents" / "b.exe", "x")
    write(situation / "documents" / "c.md", "---\npublished: 2026-01-03T10:00\n---\nNaive.")
    good, bad, naive = SituationFolder(situation).documents()
    assert isinstance(good, RawDocument)
    assert isinstance(bad, Problem)
    assert "no reader for .exe" in bad.message
    assert isinstance(naive, Problem)
    assert "has no time zone" in naive.message


def test_history_is_known_a_day_after_its_day_has_ended(situation: Path) -> None:
    write(
        situation / "history" / "s.toml",
        'description = "d"\nwatched_from = 2025-01-01\nwatched_to = 2025-12-31\nsource = "x"\n',
    )
    write(situation / "history" / "s.csv", "date,label,source\n2025-03-01,closed,log\n")
    series, event = SituationFolder(situation).series()
    assert isinstance(series, HistorySeries)
    assert isinstance(event, HistoryEvent)
    assert event.available_at == datetime(2025, 3, 3, tzinfo=UTC)


def test_a_rule_file_outside_the_folder_is_refused(situation: Path) -> None:
    write(
        situation / "questions" / "a.toml",
        'text = "Will x by {deadline}?"\ndeadlines = ["2026-01-31"]\nrule = "../../x"\n',
    )
    with pytest.raises(InputError, match="must name a file beside it"):
        SituationFolder(situation).questions()


def test_an_opinion_belongs_to_its_person(situation: Path) -> None:
    write(
        situation / "opinions.csv",
        "person,question,deadline,probability,made_at,reason\nada,q,2026-01-31,0.3,2026-01-01T00:00Z,gut\n",
    )
    (opinion,) = SituationFolder(situation).records()
    assert isinstance(opinion, Opinion)
    assert opinion.made_by == "person:ada"
