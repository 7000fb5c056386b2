"""The tutorial, typed as it stands: every command runs, and what is said under it is so."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "tutorial" / "one-article-one-forecast.md"


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tutorial", ROOT / "tools" / "tutorial.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def printed() -> list[tuple[str, str]]:
    """What was typed and what came, spaces made one."""
    found = [(step.typed, " ".join(step.printed.split())) for step in tool().steps(PAGE)]
    assert len(found) >= 9
    return found


def said(printed: list[tuple[str, str]], start: str, which: int = 0) -> str:
    return [out for typed, out in printed if typed.startswith(start)][which]


def test_reading_finds_the_threat_and_the_denial_and_dates_wednesday(printed: list[tuple[str, str]]) -> None:
    out = said(printed, "tocsin read")
    assert re.search(r"Vael \(fleet commander\) threatens", out)
    assert re.search(r"Marr \(port minister\) denies", out)
    assert "Wednesday 2025-12-10" in out


def test_counting_gives_a_verdict_with_its_clause(printed: list[tuple[str, str]]) -> None:
    out = said(printed, "tocsin count")
    assert re.search(r"verdict (does not count|not established)", out)
    assert "closed to all shipping for at least 24 hours" in out


def test_one_article_has_no_probability_and_the_threat_bears_upward(printed: list[tuple[str, str]]) -> None:
    out = said(printed, "tocsin brief halvessa.txt")
    assert "not estimated" in out
    assert not re.search(r"\d %", out.replace("p (80 %)", "")), "no probability at all"
    assert "No probability is given" in out
    assert "bears upward on the question" in out


def test_with_a_reference_class_there_is_a_model_number_and_january_is_no_less_likely(
    printed: list[tuple[str, str]],
) -> None:
    out = said(printed, "tocsin brief halvessa\n")
    numbers = [int(each) for each in re.findall(r"UTC (\d+) % \(", out)]
    assert len(numbers) == 2
    assert numbers == sorted(numbers)
    assert "model:" in out
    assert "14 % on 11 December" not in out


def test_the_price_stands_beside_the_model_and_not_inside_it(printed: list[tuple[str, str]]) -> None:
    before, after = (said(printed, "tocsin brief halvessa\n", n) for n in (0, 1))
    assert "14 % on 11 December" in after
    numbers = r"UTC (\d+ % \(\d+–\d+\))"
    assert re.findall(numbers, before) == re.findall(numbers, after)


def test_why_walks_a_sentence_back_to_the_quoted_words(printed: list[tuple[str, str]]) -> None:
    typed, out = next(pair for pair in printed if re.match(r"tocsin why halvessa \d", pair[0]))
    number = typed.split()[-1]
    sentence = re.match(rf"Sentence {number} of the brief of .*?, under “.*?”: (.*?) It rests on:", out)
    assert sentence
    assert f" {number} {sentence[1]}" in said(printed, "tocsin brief halvessa\n", 1)
    assert "threatens" in out, "the page says that it is walked back to quoted words: take the sentence with the threat"
    assert "source Strait Radio (invented): reliability C" in out


def test_why_walks_a_number_back_to_the_five_events(printed: list[tuple[str, str]]) -> None:
    out = said(printed, "tocsin why halvessa closure@")
    assert "5 event-days" in out
    assert out.count("pilots' register") >= 5
    assert "weight in the desk number" in out
