"""The Kyiv example says what public reporting says, when it could be known, and nothing else."""

from __future__ import annotations

import csv
import re
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

KYIV = Path(__file__).parent.parent / "examples" / "kyiv"
AS_OF = datetime.fromisoformat("2025-12-29T23:00:00+02:00")

PUBLIC_QUOTES = {
    "closer than ever before",
    "complete fabrication",
    "right now",
    "false flag",
    "20-point peace plan",
    "do not conform to the pattern of observed evidence",
    "not observed",
}
"""The only words of other people that public reporting gives us."""

FIGURES_OF_STATEMENTS = {"91", "41", "89", "47", "20", "48"}


def header_and_body(path: Path) -> tuple[dict[str, str], str]:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    pairs = (line.partition(":") for line in head.splitlines())
    return {key.strip(): value.strip() for key, _, value in pairs}, body.strip()


def documents() -> dict[str, tuple[dict[str, str], str]]:
    return {path.stem: header_and_body(path) for path in sorted((KYIV / "documents").glob("*.md"))}


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((KYIV / name).read_text(encoding="utf-8"))


def prices(name: str) -> list[dict[str, str]]:
    with (KYIV / "prices" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def available(header: dict[str, str]) -> datetime:
    return datetime.fromisoformat(header["available"])


def test_every_document_names_a_graded_source_and_an_aware_time() -> None:
    sources = toml("situation.toml")["sources"]
    assert len(documents()) >= 12
    for name, (header, body) in documents().items():
        assert header["source"] in sources, name
        assert datetime.fromisoformat(header["published"]).tzinfo is not None, name
        assert body, name


def test_every_imputed_hour_says_how_it_was_imputed() -> None:
    for name, (header, _) in documents().items():
        if header.get("imputed") == "true" and header.get("hypothetical") != "true":
            assert "imputed" in header["note"], name
            assert available(header).hour == 22, name


def test_only_public_quotations_stand_between_quotation_marks() -> None:
    for name, (header, body) in documents().items():
        quoted = re.findall(r"“([^”]*)”", header["title"] + body)
        assert set(quoted) <= PUBLIC_QUOTES, name
        assert '"' not in body, name


def test_the_nights_give_the_air_forces_counts() -> None:
    nights = {
        "2025-12-22-air-force": {"108", "80", "12"},
        "2025-12-23-air-force": {"673", "38", "659", "711", "21"},
        "2025-12-27-air-force": {"519", "63", "526", "582", "15", "30"},
        "2025-12-28-air-force": {"48", "13", "43", "61"},
    }
    for name, figures in nights.items():
        header, body = documents()[name]
        assert set(re.findall(r"\d+", body)) == figures, name
        assert header["source"] == "ua_airforce", name
        assert "do not establish" in body, name


def test_statements_use_no_figure_that_nobody_gave() -> None:
    allowed = FIGURES_OF_STATEMENTS | {"2026", "8", "9"}
    for name, (header, body) in documents().items():
        if "air-force" not in name and header.get("hypothetical") != "true":
            assert set(re.findall(r"\d+", body)) <= allowed, name


def test_the_demo_moment_sees_the_29th_and_nothing_later() -> None:
    assert toml("situation.toml")["as_of"] == AS_OF
    seen = {name for name, (header, _) in documents().items() if available(header) <= AS_OF}
    assert sum(name.startswith("2025-12-29") for name in seen) == 6
    assert all(name < "2025-12-30" for name in seen)


def test_one_document_is_hypothetical_and_says_that_it_is_invented() -> None:
    drills = {name: both for name, both in documents().items() if both[0].get("hypothetical") == "true"}
    assert len(drills) == 1
    ((header, body),) = drills.values()
    assert header["source"] == "drill"
    assert "invented" in header["title"]
    assert "Nothing in this text happened" in body


def test_every_rule_is_marked_as_paraphrased() -> None:
    for path in (KYIV / "questions").glob("*.toml"):
        question = tomllib.loads(path.read_text(encoding="utf-8"))
        assert "araphrased" in question["rule_note"], path.name
        assert (path.parent / question["rule"]).read_text(encoding="utf-8").strip(), path.name


def test_the_two_strike_rules_say_the_opposite_of_interception() -> None:
    strike, action = ((KYIV / "questions" / f"{key}.rule.txt").read_text("utf-8") for key in ("strike", "action"))
    assert "intercepted will not be sufficient" in strike
    assert "intercepted missiles or drones will still qualify" in action
    assert "debris" not in strike
    assert "silent on falling debris" in toml("questions/strike.toml")["rule_note"]


def test_each_family_keeps_its_own_clock() -> None:
    zones = {"strike": "Kyiv time (EET)", "action": "Kyiv time (EET)", "peace": "PM ET", "ceasefire": "PM ET"}
    for key, words in zones.items():
        assert words in (KYIV / "questions" / f"{key}.rule.txt").read_text("utf-8"), key


def test_a_strike_on_one_municipality_has_no_reference_class() -> None:
    assert not (KYIV / "history").exists()
    assert all("history" not in toml(f"questions/{path.name}") for path in (KYIV / "questions").glob("*.toml"))


def test_nothing_is_resolved_that_the_facts_do_not_establish() -> None:
    resolved = {(each["question"], str(each["deadline"])) for each in toml("resolutions.toml")["resolution"]}
    assert resolved == {("ceasefire", "2026-03-31")}


def test_every_price_is_about_a_deadline_on_file_and_available_no_earlier_than_observed() -> None:
    for path in (KYIV / "prices").glob("*.csv"):
        for row in prices(path.stem):
            question = toml(f"questions/{row['question']}.toml")
            assert row["deadline"] in {str(day) for day in question["deadlines"]}
            assert row["market"] in question["markets"]
            observed, known = (datetime.fromisoformat(row[key]) for key in ("observed_at", "available_at"))
            assert observed <= known
            assert 0 < float(row["last"]) < 1


def test_prices_reported_by_others_are_marked_second_hand() -> None:
    assert [row["last"] for row in prices("strike")] == ["0.615", "0.6118", "0.9315"]
    assert [row["last"] for row in prices("peace")] == ["0.519", "0.415"]
    assert {row["second_hand"] for row in prices("strike") + prices("peace")} == {"true"}


def test_the_ceasefire_tape_names_its_data_set_and_runs_from_19_percent_down() -> None:
    tape = prices("ceasefire")
    assert tape[0]["last"] == "0.19"
    assert float(tape[-1]["last"]) < 0.001
    assert all("ForecastBench" in row["source"] for row in tape)
    assert [row["observed_at"] for row in tape] == sorted(row["observed_at"] for row in tape)


def test_addresses_are_home_pages_or_pages_on_record() -> None:
    home = re.compile(r"https?://[a-z.]+/?")
    on_record = {
        toml("questions/strike.toml")["rule_url"],
        toml("questions/ceasefire.toml")["rule_url"],
    }
    given = {header["url"] for header, _ in documents().values() if "url" in header}
    given |= {source["url"] for source in toml("situation.toml")["sources"].values() if "url" in source}
    given |= {row["url"] for path in (KYIV / "prices").glob("*.csv") for row in prices(path.stem) if row["url"]}
    assert all(home.fullmatch(url) or url in on_record for url in given)
