"""The database itself: opening, migrating, killing, locking, damage, two writers."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from tocsin.core.entries import Retraction
from tocsin.core.errors import InputError, LedgerError
from tocsin.core.questions import Opinion
from tocsin.ledger import Ledger
from tocsin.ledger.schema import VERSION_TABLE, metadata
from tocsin.ledger.sqlite import refusal

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
NOW = START + timedelta(days=100)

WRITER = """
    import sys
    from datetime import UTC, datetime, timedelta
    from tocsin.core.questions import Opinion
    from tocsin.ledger import Ledger

    path, name, batches, size = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    now = datetime(2026, 4, 1, tzinfo=UTC)
    with Ledger.open(path, clock=lambda: now, busy_seconds=30) as ledger:
        for batch in range(batches):
            ledger.append(
                Opinion(
                    key=f"opinion:{name}:{batch}:{item}",
                    available_at=now - timedelta(days=1),
                    made_by="person:ada",
                    person=name,
                    question="question:harbour",
                    probability=0.5,
                    reason="x" * 500,
                )
                for item in range(size)
            )
            print(batch, flush=True)
"""


def opinion(number: int) -> Opinion:
    return Opinion(
        key=f"opinion:{number}",
        available_at=START,
        made_by="person:ada",
        person="ada",
        question="question:harbour",
        probability=0.5,
        reason="because " * 20,
    )


def open_ledger(path: Path | str, *, create: bool = True, busy_seconds: float = 5.0) -> Ledger:
    return Ledger.open(path, clock=lambda: NOW, create=create, busy_seconds=busy_seconds)


def writer(path: Path, name: str, batches: int, size: int) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", textwrap.dedent(WRITER), str(path), name, str(batches), str(size)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@contextmanager
def held_by_another(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_ledger_is_made_on_first_use_and_found_again(tmp_path: Path) -> None:
    path = tmp_path / "100%.db"
    with open_ledger(path) as ledger:
        ledger.append([opinion(1)])
    with open_ledger(path, create=False) as ledger:
        assert ledger.counts() == {"Opinion": 1}
    with open_ledger(f"sqlite:///{path}") as ledger:
        assert ledger.counts() == {"Opinion": 1}
    assert [item.name for item in tmp_path.iterdir()] == ["100%.db"]


def test_a_missing_ledger_is_not_made_unasked(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no ledger at"):
        open_ledger(tmp_path / "tocsin.db", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("", "needs a place"),
        ("nowhere/tocsin.db", "does not exist; make it first"),
        (".", "is a folder"),
        ("nosuch://host/name", "no driver for nosuch"),
        ("postgresql+nosuchdriver://host/name", "no driver for"),
        ("://", "cannot be read"),
    ],
)
def test_a_place_that_cannot_be_is_an_input_error_of_one_line(place: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        open_ledger(place)
    assert "\n" not in str(caught.value)


def test_the_pragmas_are_set(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    open_ledger(path).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_migrations_make_the_declared_schema_and_postgresql_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    open_ledger(path).close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()
    for table in metadata.sorted_tables:
        assert "BIGINT" in str(CreateTable(table).compile(dialect=postgresql.dialect()))
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=postgresql.dialect())).startswith("CREATE INDEX")


def test_a_ledger_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    open_ledger(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    with pytest.raises(LedgerError, match=r"written by a newer Tocsin.*upgrade"):
        open_ledger(path)


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(LedgerError, match="another program"):
        open_ledger(path)


def test_an_empty_file_is_a_new_ledger(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    path.touch()
    with open_ledger(path) as ledger:
        assert len(ledger.append([opinion(1)]).added) == 1


def test_a_file_that_is_no_database_is_a_ledger_error(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    path.write_bytes(bytes(range(256)) * 64)
    with pytest.raises(LedgerError, match="no database, or a damaged one") as caught:
        open_ledger(path)
    assert "\n" not in str(caught.value)


def test_a_truncated_file_is_a_ledger_error_and_never_a_shorter_ledger(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    with open_ledger(path) as ledger:
        ledger.append(opinion(number) for number in range(500))
    whole = path.read_bytes()
    for share in (0.05, 0.3, 0.6, 0.9):
        path.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(LedgerError, match="damaged"):
            read_all(path)


def test_damaged_pages_are_a_ledger_error_or_a_problem_of_verify(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    with open_ledger(path) as ledger:
        ledger.append(opinion(number) for number in range(500))
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2 : len(whole) // 2 + 9000] = b"\xa5" * 9000
    path.write_bytes(whole)
    with open_ledger(path) as ledger:
        assert ledger.verify()
    with pytest.raises(LedgerError):
        read_all(path)


def read_all(path: Path) -> None:
    with open_ledger(path) as ledger:
        assert len(ledger.view(NOW).entries(Opinion)) == 500


def test_a_changed_row_is_an_error_that_names_the_row_and_verify_reports_it(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    with open_ledger(path) as ledger:
        ledger.append([opinion(1), opinion(2)])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE entries SET body = replace(body, '0.5', '0.6') WHERE key = 'opinion:2'")
    with open_ledger(path) as ledger:
        with pytest.raises(LedgerError, match=rf"the row of Opinion {opinion(2).id} is damaged.*doctor"):
            ledger.view(NOW).entries(Opinion)
        with pytest.raises(LedgerError, match=opinion(2).id):
            list(ledger.journal())
        problems = ledger.verify()
        assert [problem.subject for problem in problems] == [f"Opinion {opinion(2).id}"]
        assert problems[0].hint


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ("DELETE FROM entries WHERE seq = 1", "2 rows were recorded and 1 are there"),
        ("UPDATE entries SET available_at = available_at - 1 WHERE seq = 1", "available_at differ"),
        ("UPDATE entries SET digest = 'x' WHERE seq = 1", "digest differ"),
        ("UPDATE entries SET recorded_at = recorded_at - 1 WHERE seq = 2", "before the row that precedes it"),
        ("DELETE FROM head", "head row is gone"),
    ],
)
def test_verify_finds_what_was_changed_behind_the_ledgers_back(tmp_path: Path, damage: str, message: str) -> None:
    path = tmp_path / "tocsin.db"
    with open_ledger(path) as ledger:
        ledger.append([opinion(1), opinion(2)])
        assert ledger.verify() == ()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(damage)
    with open_ledger(path) as ledger:
        assert message in " ".join(problem.message for problem in ledger.verify())


def test_verify_names_a_retraction_of_nothing(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "tocsin.db") as ledger:
        withdrawal = Retraction(key="retraction:x", available_at=START, made_by="t", of="opinion:x", reason="", by="t")
        ledger.append([withdrawal])
        assert [problem.message.split(",")[0] for problem in ledger.verify()] == ["withdraws opinion:x"]


def test_a_locked_ledger_is_an_error_within_the_stated_time_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    with open_ledger(path, busy_seconds=0.2) as ledger:
        ledger.append([opinion(1)])
        with held_by_another(path):
            with pytest.raises(LedgerError, match=r"in use by another program.*run this again"):
                ledger.append([opinion(2)])
            assert ledger.counts() == {"Opinion": 1}
        ledger.append([opinion(2)])
        assert ledger.counts() == {"Opinion": 2}


def test_a_new_ledger_that_another_program_holds_is_a_ledger_error(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    path.touch()
    with held_by_another(path), pytest.raises(LedgerError, match="in use"):
        open_ledger(path, busy_seconds=0.2)


def test_what_the_database_refuses_is_told_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    open_ledger(path).close()
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        with pytest.raises(sqlite3.OperationalError) as refused:
            connection.execute("DELETE FROM entries")
        told = refusal(refused.value, "tocsin.db")
    assert "change its permissions" in str(told)
    assert "tocsin doctor" in str(refusal(sqlite3.OperationalError("no such table: head\nmore"), "tocsin.db"))
    assert refusal(ValueError("else"), "tocsin.db") is None


def test_a_killed_process_loses_nothing_committed_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    path, size = tmp_path / "tocsin.db", 200
    with writer(path, "ada", 10_000, size) as running:
        assert running.stdout is not None
        committed = 0
        while committed < 5:
            committed = int(running.stdout.readline()) + 1
        running.send_signal(signal.SIGKILL)
        committed += len(running.stdout.read().splitlines())
        assert running.wait() == -signal.SIGKILL
    with open_ledger(path) as ledger:
        held = ledger.counts()["Opinion"]
        assert held % size == 0
        assert held // size in (committed, committed + 1)  # the last commit may have come before its line
        assert ledger.verify() == ()
        assert len(ledger.append([opinion(1)]).added) == 1


def test_two_processes_that_append_at_once_even_to_a_new_ledger_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    running = [writer(path, name, 10, 50) for name in ("ada", "bo")]
    for process in running:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    with open_ledger(path) as ledger:
        assert ledger.counts() == {"Opinion": 1000}
        assert ledger.verify() == ()
