"""Which reader reads a document: the how-to's own reader, installed as it says, is used for its language everywhere."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tocsin.adapters.folder import SituationFolder
from tocsin.app.ingest import ingest
from tocsin.app.readers import DEFAULT_READER, make_reader, reader_for
from tocsin.app.rules import make_compiler
from tocsin.core.claims import Claim, Reading, ReadRecord
from tocsin.core.errors import InputError
from tocsin.core.material import Document
from tocsin.interfaces.cli import run
from tocsin.ledger import Ledger

HOW_TO = Path(__file__).parent.parent / "docs" / "howto" / "add-a-language.md"
NOW = datetime(2025, 3, 6, 12, tzinfo=UTC)
GERMAN = "Uwe Ahlbeck sagte, der Hafen von Vell bleibe am Montag geschlossen. Dana Orrin bestritt, dass das so sei."
ENGLISH = "Dana Orrin said that the port of Vell would stay shut."


def block(language: str) -> str:
    """The how-to's only block of code in this language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", HOW_TO.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return str(found)


def install(where: Path, name: str, code: str, points: dict[str, str]) -> None:
    """What pip leaves behind for a package of one module."""
    (where / f"{name}.py").write_text(code, encoding="utf-8")
    information = where / f"{name}-1.dist-info"
    information.mkdir()
    (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n", encoding="utf-8")
    listed = "".join(f"{point} = {target}\n" for point, target in points.items())
    (information / "entry_points.txt").write_text(f"[tocsin.readers]\n{listed}", encoding="utf-8")


@pytest.fixture
def _german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = tmp_path / "site"
    where.mkdir()
    points = tomllib.loads(block("toml"))["project"]["entry-points"]["tocsin.readers"]
    install(where, "tocsin_german", block("python"), points)
    monkeypatch.syspath_prepend(str(where))
    monkeypatch.setenv("TOCSIN_STATE", str(tmp_path / "state"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"situation.toml": 'name = "Vell"\n[sources.wire]\nname = "Wire of Vell"\nreliability = "C"\n'}
    for name, text in {"de": GERMAN, "en": ENGLISH}.items():
        files[f"documents/{name}.md"] = f"---\nsource: wire\npublished: 2025-03-04T09:00Z\n---\n{text}\n"
    for name, text in files.items():
        path = tmp_path / "vell" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "vell"


def bring_in(folder: Path, ledger: Ledger) -> tuple[int, int]:
    """How many documents were read, and how many problems there were."""
    compiler = make_compiler()
    folder_ = SituationFolder(folder)
    done = ingest(folder_, ledger, reader=DEFAULT_READER, make_reader=make_reader, compiler=compiler, now=NOW)
    return done.documents_read, len(done.problems)


def speakers(ledger: Ledger) -> list[str]:
    claims = ledger.view(NOW).entries(Claim)
    return sorted(claim.speaker.name for claim in claims if claim.speaker)


def test_without_a_reader_for_it_a_language_is_stored_and_told_as_unread(folder: Path) -> None:
    with Ledger.open(":memory:", clock=lambda: NOW) as ledger:
        assert bring_in(folder, ledger) == (2, 1)
        assert speakers(ledger) == ["Dana Orrin"]
        assert {d.language for d in ledger.view(NOW).entries(Document)} == {"de", "en"}


@pytest.mark.usefixtures("_german")
def test_the_reader_of_the_how_to_is_used_for_its_language_by_the_whole_pipeline(folder: Path) -> None:
    with Ledger.open(":memory:", clock=lambda: NOW) as ledger:
        assert bring_in(folder, ledger) == (2, 0)
        assert speakers(ledger) == ["Dana Orrin", "Dana Orrin", "Uwe Ahlbeck"]
        records = ledger.view(NOW).entries(ReadRecord)
        assert sorted(record.reader for record in records) == ["reader.de.v1", "reader.en.v1"]
        assert bring_in(folder, ledger) == (0, 0)


def test_what_was_stored_unread_is_read_once_a_reader_is_there(folder: Path, request: pytest.FixtureRequest) -> None:
    with Ledger.open(":memory:", clock=lambda: NOW) as ledger:
        bring_in(folder, ledger)
        request.getfixturevalue("_german")
        assert bring_in(folder, ledger) == (1, 0)
        assert "Uwe Ahlbeck" in speakers(ledger)


@pytest.mark.usefixtures("_german")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_rows_are_read_each_by_the_reader_for_its_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], workers: str
) -> None:
    texts = [GERMAN, ENGLISH, GERMAN, "Министр заявил, что порт закрыт.", ENGLISH]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps({"id": n, "text": t}) + "\n" for n, t in enumerate(texts)), encoding="utf-8")
    assert run(["read", "--input", str(path), "--json", "--workers", workers]) == 0
    read = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [data["document"]["id"] for data in read] == [0, 1, 2, 3, 4]
    assert [[claim["stance"] for claim in data["claims"]] for data in read] == [
        ["asserts", "denies"], ["asserts"], ["asserts", "denies"], [], ["asserts"],
    ]  # fmt: skip
    for data in read:
        for claim in data["claims"]:
            content = claim["content"]
            assert data["document"]["text"][content["start"] : content["end"]] == content["text"]


@pytest.mark.usefixtures("_german")
def test_an_article_file_is_read_by_the_reader_for_its_language(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", str(folder / "documents" / "de.md"), "--json"]) == 0
    assert [claim["speaker"]["name"] for claim in json.loads(capsys.readouterr().out)["claims"]] == [
        "Uwe Ahlbeck",
        "Dana Orrin",
    ]


def test_the_header_may_correct_the_language(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "documents" / "en.md"
    path.write_text(path.read_text(encoding="utf-8").replace("source:", "language: de\nsource:"), encoding="utf-8")
    assert run(["read", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["document"]["language"] == "de"
    path.write_text(path.read_text(encoding="utf-8").replace("language: de", "language: Deutsch"), encoding="utf-8")
    assert run(["read", str(path), "--json"]) == 2


@pytest.mark.usefixtures("_german")
def test_the_newest_reader_of_a_language_is_used_unless_another_one_is_chosen(tmp_path: Path) -> None:
    where = tmp_path / "site"
    install(where, "tocsin_german_more", "", {f"reader.de.v{n}": "tocsin_german_more:R" for n in (2, 10, 9)})
    assert reader_for("de", DEFAULT_READER) == "reader.de.v10"
    assert reader_for("de-AT", DEFAULT_READER) == "reader.de.v10"
    assert reader_for("de", "reader.de.v1") == "reader.de.v1"
    assert reader_for("en", DEFAULT_READER) == DEFAULT_READER
    assert reader_for("uk", DEFAULT_READER) == DEFAULT_READER
    assert reader_for("de", "house-reader") == "house-reader"


def test_a_reader_that_is_not_registered_is_told_with_those_that_are() -> None:
    with pytest.raises(InputError, match=r"reader\.en\.v1"):
        make_reader("reader.tlh.v1")


def test_a_stream_of_several_languages_is_taken_as_it_is_used() -> None:
    def endless() -> Iterator[Document]:
        number = 0
        while True:
            number += 1
            yield Document(
                key=f"d{number}", available_at=NOW, made_by="t", source="s", url="", title="", text=ENGLISH,
                language=("en", "de")[number % 2], published_at=NOW, origin="",
            )  # fmt: skip

    readings: Iterable[Reading] = make_reader().read_many(endless())
    first = [reading for reading, _ in zip(readings, range(40), strict=False)]
    assert [reading.document.key for reading in first] == [f"d{n}" for n in range(1, 41)]
