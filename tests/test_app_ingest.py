"""Material in: once, whole, in order, whatever happens on the way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from tocsin.adapters.folder import SituationFolder
from tocsin.app.ingest import Ingested, ingest
from tocsin.app.rules import make_compiler
from tocsin.core.claims import Actor, Claim, Reading, ReadRecord
from tocsin.core.entries import Retraction
from tocsin.core.errors import InputError
from tocsin.core.material import Document, Source, Span
from tocsin.core.questions import Opinion, Price, Question, Resolution
from tocsin.core.vocabulary import Outcome, Stance
from tocsin.ledger import Ledger

NOW = datetime(2030, 6, 1, tzinfo=UTC)
PUBLISHED = datetime(2030, 3, 4, 9, tzinfo=UTC)


class LineReader:
    """Makes one claim of every line; enough to see what an ingest does with a reading."""

    name = "lines.v1"

    def __init__(self, name: str = "lines.v1", *, stop_after: int | None = None) -> None:
        self.name = name
        self.read_keys: list[str] = []
        self._stop_after = stop_after

    def read(self, document: Document) -> Reading:
        if self._stop_after is not None and len(self.read_keys) >= self._stop_after:
            raise KeyboardInterrupt
        self.read_keys.append(document.key)
        claims, start = [], 0
        for number, line in enumerate(document.text.splitlines(keepends=True)):
            if line.strip():
                claims.append(self._claim(document, number, start, line.strip()))
            start += len(line)
        return Reading(document=document, claims=tuple(claims))

    def read_many(self, documents: Iterable[Document]) -> Iterable[Reading]:
        return map(self.read, documents)

    def _claim(self, document: Document, number: int, start: int, line: str) -> Claim:
        return Claim(
            key=f"{document.key}#claim:{number}",
            available_at=document.available_at,
            made_by=self.name,
            document=document.id,
            speaker=Actor(name="Una Kestrel"),
            stance=Stance.ASSERTS,
            content=Span(document=document.id, start=start, end=start + len(line), text=line),
        )


def article(name: str, text: str, *, header: str = "") -> tuple[str, str]:
    return f"documents/{name}.md", f"---\nsource: wire\npublished: 2030-03-04T09:00Z\n{header}---\n{text}\n"


BASE = {
    "situation.toml": 'name = "Orl"\n[sources.wire]\nname = "Wire of Orl"\nreliability = "C"\n',
    "questions/dam.toml": (
        'text = "Will the dam of Orl be opened by {deadline}?"\ndeadlines = [2030-04-30]\n'
        "opens = 2030-03-01T00:00:00Z\n"
        'rule_text = "This market will resolve to \\"Yes\\" if the dam of Orl is opened by the listed date, 11:59 PM '
        'UTC. Otherwise, this market will resolve to \\"No\\"."\n'
    ),
    **dict(
        article(f"report-{number}", f"Una Kestrel said that gate {number} held.\n\nShe gave no date.")
        for number in range(5)
    ),
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "orl", BASE)


def open_ledger(place: Path | str = ":memory:") -> Ledger:
    return Ledger.open(place, clock=lambda: NOW)


def bring_in(
    folder: Path,
    ledger: Ledger,
    reader: LineReader | None = None,
    progress: Callable[[Sequence[Document]], Iterable[Document]] = lambda documents: documents,
) -> Ingested:
    made = reader or LineReader()
    return ingest(
        SituationFolder(folder),
        ledger,
        reader=made.name,
        make_reader=lambda: made,
        compiler=make_compiler(),
        now=NOW,
        progress=progress,
    )


def words(ledger: Ledger, as_of: datetime = NOW) -> list[str]:
    return sorted(claim.content.text for claim in ledger.view(as_of).entries(Claim))


def test_the_same_material_a_second_time_adds_nothing_and_loads_no_reader(folder: Path) -> None:
    with open_ledger() as ledger:
        first = bring_in(folder, ledger)
        assert (first.documents_read, first.problems) == (5, ())
        journal = list(ledger.journal())

        def refuse() -> LineReader:
            pytest.fail("the reader was loaded with nothing to read")

        again = ingest(
            SituationFolder(folder),
            ledger,
            reader="lines.v1",
            make_reader=refuse,
            compiler=make_compiler(),
            now=NOW,
        )
        assert (again.added, again.documents_read) == (0, 0)
        assert list(ledger.journal()) == journal


def test_everything_of_the_folder_is_in_the_ledger(folder: Path) -> None:
    write(
        folder,
        {
            "prices/bourse.csv": "question,deadline,market,observed_at,bid,ask\n"
            "dam,2030-04-30,Bourse,2030-03-04T10:00Z,0.2,0.3\n",
            "opinions.csv": "person,question,deadline,probability,made_at\nAda,dam,2030-04-30,0.4,2030-03-05T10:00Z\n",
            "resolutions.toml": '[[resolution]]\nquestion = "dam"\ndeadline = 2030-04-30\noutcome = "no"\n'
            'decided_by = "Ada"\ndecided_at = 2030-05-01T10:00:00Z\n',
        },
    )
    with open_ledger() as ledger:
        assert bring_in(folder, ledger).problems == ()
        view = ledger.view(NOW)
        key = "dam@2030-04-30"
        (asked,) = view.entries(Question)
        assert (asked.key, asked.text) == (key, "Will the dam of Orl be opened by 30 April 2030?")
        assert [price.question for price in view.entries(Price)] == [key]
        assert [opinion.person for opinion in view.entries(Opinion)] == ["Ada"]
        assert [each.outcome for each in view.entries(Resolution)] == [Outcome.NO]
        assert [(source.name, source.reliability) for source in view.entries(Source)] == [("Wire of Orl", "C")]


def test_an_interrupted_run_keeps_what_was_read_and_goes_on_from_there(folder: Path) -> None:
    with open_ledger() as whole, open_ledger() as ledger:
        bring_in(folder, whole)
        with pytest.raises(KeyboardInterrupt):
            bring_in(folder, ledger, LineReader(stop_after=2))
        assert len(ledger.view(NOW).entries(ReadRecord)) == 2
        rest = LineReader()
        assert bring_in(folder, ledger, rest).documents_read == 3
        assert len(rest.read_keys) == 3
        assert sorted(line_ids(ledger)) == sorted(line_ids(whole))


def line_ids(ledger: Ledger) -> list[str]:
    return [entry.id for kind in (Document, Claim, ReadRecord, Question) for entry in ledger.view(NOW).entries(kind)]


SLOW = """
import importlib.util, sys, time
from pathlib import Path
spec = importlib.util.spec_from_file_location("ingest_tests", sys.argv[1])
tests = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tests)

def slow(documents):
    for number, document in enumerate(documents):
        if number == 2:
            print("two are read", flush=True)
            time.sleep(60)
        yield document

tests.bring_in(Path(sys.argv[2]), tests.open_ledger(Path(sys.argv[2]) / "tocsin.db"), progress=slow)
"""


def test_a_process_killed_in_the_middle_loses_nothing_committed_and_leaves_nothing_half_written(folder: Path) -> None:
    command = [sys.executable, "-c", SLOW, str(Path(__file__)), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "two are read\n"
        child.kill()
    with open_ledger(folder / "tocsin.db") as ledger, open_ledger() as whole:
        assert ledger.verify() == ()
        view = ledger.view(NOW)
        read = {record.document for record in view.entries(ReadRecord)}
        assert len(read) == 2
        assert {claim.document for claim in view.entries(Claim)} == read
        assert bring_in(folder, ledger).documents_read == 3
        bring_in(folder, whole)
        assert sorted(line_ids(ledger)) == sorted(line_ids(whole))


def test_what_was_read_in_a_document_is_committed_with_the_record_that_it_was_read_and_alone(folder: Path) -> None:
    seconds = count()
    with Ledger.open(":memory:", clock=lambda: NOW + timedelta(seconds=next(seconds))) as ledger:
        bring_in(folder, ledger)
        view = ledger.view(NOW)
        commits = {record.document: ledger.recorded_at(record.id) for record in view.entries(ReadRecord)}
        assert len(set(commits.values())) == 5
        assert all(ledger.recorded_at(claim.id) == commits[claim.document] for claim in view.entries(Claim))


def test_a_revised_document_is_read_again_and_what_only_the_old_text_said_is_withdrawn(folder: Path) -> None:
    with open_ledger() as ledger:
        bring_in(folder, ledger)
        before = words(ledger)
        write(folder, dict([article("report-0", "Una Kestrel said that gate 0 leaked.")]))
        assert bring_in(folder, ledger).documents_read == 1
        after = words(ledger)
        assert "Una Kestrel said that gate 0 leaked." in after
        assert "Una Kestrel said that gate 0 held." not in after
        assert after.count("She gave no date.") == before.count("She gave no date.") - 1
        assert bring_in(folder, ledger).added == 0


def test_a_document_read_anew_leaves_alone_what_was_read_in_one_whose_name_begins_alike(folder: Path) -> None:
    write(folder, dict([article("report-0#b", "Una Kestrel said that the weir held.")]))
    with open_ledger() as ledger:
        bring_in(folder, ledger)
        write(folder, dict([article("report-0", "Una Kestrel said that gate 0 leaked.")]))
        assert bring_in(folder, ledger).documents_read == 1
        assert "Una Kestrel said that the weir held." in words(ledger)
        assert "Una Kestrel said that gate 0 held." not in words(ledger)


def test_a_document_changed_and_changed_back_says_again_what_it_said_first(folder: Path) -> None:
    with open_ledger() as ledger:
        bring_in(folder, ledger)
        before = words(ledger)
        for _ in range(2):
            write(folder, dict([article("report-0", "Una Kestrel said that gate 0 leaked.")]))
            bring_in(folder, ledger)
            assert words(ledger) != before
            write(folder, {name: BASE[name] for name in ("documents/report-0.md",)})
            bring_in(folder, ledger)
            assert words(ledger) == before
        assert bring_in(folder, ledger).added == 0


def test_a_question_changed_and_changed_back_is_asked_as_at_first(folder: Path) -> None:
    with open_ledger() as ledger:
        bring_in(folder, ledger)
        (first,) = ledger.view(NOW).entries(Question)
        write(folder, {"questions/dam.toml": BASE["questions/dam.toml"].replace("opened by {", "opened wide by {")})
        bring_in(folder, ledger)
        assert ledger.view(NOW).entries(Question)[0].text.startswith("Will the dam of Orl be opened wide")
        write(folder, {"questions/dam.toml": BASE["questions/dam.toml"]})
        bring_in(folder, ledger)
        assert ledger.view(NOW).entries(Question)[0].text == first.text
        assert bring_in(folder, ledger).added == 0


def test_a_persons_later_decision_stands_beside_the_older_one_of_the_folder(folder: Path) -> None:
    write(
        folder,
        {
            "resolutions.toml": '[[resolution]]\nquestion = "dam"\ndeadline = 2030-04-30\noutcome = "no"\n'
            'decided_by = "Ada"\ndecided_at = 2030-05-01T10:00:00Z\n'
        },
    )
    later = Resolution(
        key="resolution:dam@2030-04-30",
        available_at=datetime(2030, 5, 2, tzinfo=UTC),
        made_by="person:Bo",
        question="dam@2030-04-30",
        outcome=Outcome.YES,
        decided_by="Bo",
    )
    with open_ledger() as ledger:
        bring_in(folder, ledger)
        ledger.append([later])
        bring_in(folder, ledger)
        assert [each.decided_by for each in ledger.view(NOW).entries(Resolution)] == ["Bo"]


def test_another_reader_reads_everything_anew_and_the_first_can_come_back(folder: Path) -> None:
    class TitleReader(LineReader):
        def read(self, document: Document) -> Reading:
            reading = super().read(document)
            return Reading(document=document, claims=reading.claims[:1])

    with open_ledger() as ledger:
        bring_in(folder, ledger)
        both = words(ledger)
        assert bring_in(folder, ledger, TitleReader("titles.v1")).documents_read == 5
        assert "She gave no date." not in words(ledger)
        assert bring_in(folder, ledger).documents_read == 5
        assert words(ledger) == both
        assert bring_in(folder, ledger).documents_read == 0


def test_a_retraction_in_a_header_withdraws_the_document_and_what_was_read_in_it_from_its_moment(folder: Path) -> None:
    header = "retracted: 2030-03-10T12:00Z\nretraction_reason: the gauge was broken\n"
    write(folder, dict([article("report-0", "Una Kestrel said that gate 0 held.", header=header)]))
    before, at = datetime(2030, 3, 10, 11, 59, tzinfo=UTC), datetime(2030, 3, 10, 12, tzinfo=UTC)
    with open_ledger() as ledger:
        bring_in(folder, ledger)
        assert "Una Kestrel said that gate 0 held." in words(ledger, before)
        assert "Una Kestrel said that gate 0 held." not in words(ledger, at)
        view = ledger.view(at)
        assert view.is_retracted("document:report-0")
        assert {retraction.reason for retraction in view.entries(Retraction)} == {"the gauge was broken"}
        assert bring_in(folder, ledger).added == 0
        assert not ledger.view(before).is_retracted("document:report-0")


def test_a_retraction_added_later_takes_effect_on_what_was_read_before(folder: Path) -> None:
    with open_ledger() as ledger:
        bring_in(folder, ledger)
        text = BASE["documents/report-0.md"].replace("---\nUna", "retracted: 2030-03-10T12:00Z\n---\nUna")
        write(folder, {"documents/report-0.md": text})
        assert bring_in(folder, ledger).documents_read == 0
        assert "Una Kestrel said that gate 0 held." not in words(ledger)


def test_unusable_documents_are_named_and_the_rest_is_read(folder: Path) -> None:
    (folder / "documents" / "binary.txt").write_bytes(bytes(range(256)) * 20)
    same = BASE["documents/report-0.md"].replace("held", "leaked")
    (folder / "documents" / "report-0.txt").write_text(same, encoding="utf-8")
    (folder / "notes.doc").write_text("x", encoding="utf-8")
    write(folder, dict([article("tomorrow", "x", header="available: 2031-01-01T00:00Z\n")]))
    with open_ledger() as ledger:
        made = bring_in(folder, ledger)
        assert made.documents_read == 5
        assert sorted(problem.subject for problem in made.problems) == [
            "binary.txt",
            "notes.doc",
            "report-0.txt",
            "tomorrow.md",
        ]
        assert all(problem.hint for problem in made.problems)


def test_a_source_that_is_not_graded_is_taken_as_f_and_said(folder: Path) -> None:
    write(folder, {"documents/odd.md": "---\nsource: gull\npublished: 2030-03-04T09:00Z\n---\nA gull said so.\n"})
    with open_ledger() as ledger:
        (problem,) = bring_in(folder, ledger).problems
        assert "add [sources.gull]" in problem.hint
        assert {s.key: s.reliability for s in ledger.view(NOW).entries(Source)}["source:gull"] == "F"


def test_what_is_about_a_question_that_is_not_there_is_a_problem(folder: Path) -> None:
    write(
        folder,
        {"opinions.csv": "person,question,deadline,probability,made_at\nAda,dam,2030-05-30,0.4,2030-03-05T10:00Z\n"},
    )
    with open_ledger() as ledger:
        (problem,) = bring_in(folder, ledger).problems
        assert "dam@2030-05-30" in problem.message


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("situation.toml", 'name = "Orl"\nzoen = "UTC"\n', "did you mean 'zone'"),
        ("questions/dam.toml", 'text = "Will it?"\ndeadline = [2030-04-30]\n', "did you mean 'deadlines'"),
        (
            "opinions.csv",
            "person,question,deadline,probability,made_at\nA,dam,2030-04-30,1.4,2030-03-05T10:00Z\n",
            "1.4",
        ),
        ("opinions.csv", "person,question,deadline,probability,made_at\nA,dam,2030-04-30,0.4,2030-03-05\n", "made_at"),
        ("resolutions.toml", '[[resolution]]\nquestion = "dam"\noutcome = "maybe"\n', "resolutions.toml"),
        (
            "questions/dam.toml",
            'text = "Will it?"\ndeadlines = [2030-04-30]\nrule = "none.txt"\n',
            "none.txt is missing",
        ),
    ],
)
def test_a_faulty_file_stops_the_run_and_leaves_the_ledger_as_it_was(
    folder: Path, name: str, text: str, says: str
) -> None:
    with open_ledger() as ledger:
        bring_in(folder, ledger)
        journal = list(ledger.journal())
        write(folder, {name: text})
        with pytest.raises(InputError, match=says) as told:
            bring_in(folder, ledger)
        assert "\n" not in str(told.value)
        assert list(ledger.journal()) == journal
