"""The lexicons are data: their codes are known, nothing stands in one of them twice, and each is told of."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import tocsin.reading
from tocsin.core.vocabulary import (
    Action,
    Control,
    Effect,
    Form,
    Meeting,
    OfficeChange,
    Scope,
    Stance,
    Weapon,
)
from tocsin.reading.attribution.cues import VERB_FRAMES
from tocsin.reading.knowledge import rows

DATA = Path(tocsin.reading.__file__).parent / "data"
LANGUAGES = sorted(path.name for path in DATA.iterdir() if path.is_dir())
LEXICONS = sorted(DATA.glob("*/*.toml"))
FRAMES_OF_CUES = {*VERB_FRAMES, "noun", "made", "topic", "adjective", "colon"}
ORGANISATIONS = {"ICC", "RSF"}
"""Three letters that are no state."""
ATTRIBUTES = {
    "weapon": Weapon,
    "form": Form,
    "scope": Scope,
    "control": Control,
    "office": OfficeChange,
    "meeting": Meeting,
}


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def word_lists(value: Any, name: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every list of words in a lexicon: an array of text, or text that holds more than three words and no pattern."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from word_lists(inner, f"{name}.{key}")
    elif isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        yield name, value
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from word_lists(inner, f"{name}[{number}]")
    elif isinstance(value, str) and len(value.split()) > 3 and not re.search(r"[\\(\[]", value):
        yield name, value.split()


def twice(words: list[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


@pytest.mark.parametrize("path", LEXICONS, ids=lambda path: path.stem)
def test_no_list_holds_a_word_twice(path: Path) -> None:
    lists = dict(word_lists(load(path)))
    assert lists
    assert {name: twice(words) for name, words in lists.items() if twice(words)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cue_has_a_known_frame_and_stance_and_one_meaning_in_its_frame(language: str) -> None:
    data = load(DATA / language / "cues.toml")
    frames = data.keys() - {"words"}
    assert frames == FRAMES_OF_CUES
    for frame in frames:
        stances = {stance for stance in data[frame] if stance not in list(Stance)}
        assert stances == set(), frame
        cues = [cue for words in data[frame].values() for cue in words.split()]
        assert twice(cues) == [], frame
        assert [cue for cue in cues if not re.fullmatch(r"[a-zàâçéèêëîïôöûüæœ'-]+(_[a-z]+)*(:[a-z]+)?", cue)] == [], (
            frame
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_frame_of_an_event_has_a_known_root_and_only_known_classes(language: str) -> None:
    data = load(DATA / language / "frames.toml")
    for group in (*data["verbs"], *data["nouns"]):
        assert group["root"] in list(Action)
        assert group.get("effect", Effect.NONE) in list(Effect)
        assert set(group) <= {
            "root",
            "mode",
            "entries",
            "never",
            "to",
            "inverse",
            "mutual",
            "undone",
            "swallows",
            "effect",
        }
        used = re.findall(r"\{([^}]*)\}", " ".join([*group["entries"], *group.get("never", ())]))
        assert set(used) <= data["classes"].keys(), group["entries"][0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_attributes_take_values_of_the_closed_vocabulary(language: str, attribute: str) -> None:
    given = load(DATA / language / "attributes.toml")[attribute]
    assert given.keys() <= {str(value) for value in ATTRIBUTES[attribute]}


def test_offices_and_bodies_belong_to_known_states_or_to_none() -> None:
    states = {row[0] for row in rows("countries.tsv")}
    for name, side, role, start, end, *_ in (row + [""] * 6 for row in rows("offices.tsv")):
        assert side in states or not re.fullmatch(r"[A-Z]{3}", side) or side in ORGANISATIONS, name
        assert role == role.strip() != ""
        begun, ended = (date.fromisoformat(day) if day else None for day in (start, end))
        assert begun is None or ended is None or begun <= ended, name
    for row in rows("bodies.tsv"):
        assert row[1] in {*states, ""}, row[0]
        assert set(row[3].split() if len(row) > 3 else ()) <= states, row[0]


@pytest.mark.parametrize("table", ["countries.tsv", "capitals.tsv", "demonyms.tsv", "regions.tsv", "region_short.tsv"])
def test_no_table_has_two_rows_of_one_key(table: str) -> None:
    assert twice([row[0] for row in rows(table)]) == []


def test_no_office_and_no_body_is_entered_twice() -> None:
    assert twice(["\t".join(row) for row in rows("offices.tsv")]) == []
    assert twice([spelling for row in rows("bodies.tsv") for spelling in row[0].split("|")]) == []


def test_a_given_name_stands_in_one_list_only() -> None:
    text = (DATA / "given_names.txt").read_text(encoding="utf-8")
    names = [n for line in text.splitlines() if not line.startswith(("#", "[")) for n in line.split()]
    assert twice(names) == []


def test_every_file_says_what_it_is_and_the_overview_names_it() -> None:
    overview = (DATA / "README.md").read_text(encoding="utf-8")
    files = [path for path in DATA.rglob("*") if path.suffix in {".toml", ".tsv", ".txt"}]
    assert [path.name for path in files if f"`{path.relative_to(DATA).as_posix()}`" not in overview] == []
    bare = {"cities.tsv", "regions.tsv", "zones.txt", "common_words.txt", "synonyms.txt", "empty_words.txt"}
    assert [p.name for p in files if p.name not in bare and not p.read_text(encoding="utf-8").startswith("#")] == []
