"""The harbour is invented, and everything that a desk has to deal with happens in it."""

from __future__ import annotations

import csv
import itertools
import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

HARBOUR = Path(__file__).parent.parent / "examples" / "harbour"


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((HARBOUR / name).read_text(encoding="utf-8"))


def rows(name: str) -> list[dict[str, str]]:
    with (HARBOUR / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def documents() -> dict[str, tuple[dict[str, str], str]]:
    found = {}
    for path in sorted((HARBOUR / "documents").glob("*.md")):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        pairs = (line.partition(":") for line in head.splitlines())
        found[path.stem] = ({key.strip(): value.strip() for key, _, value in pairs}, body.strip())
    return found


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_countries_come_from_the_codes_left_to_users() -> None:
    for key, source in toml("situation.toml")["sources"].items():
        codes = {source.get("country", "XZZ"), *source.get("party_to", [])}
        assert all(re.fullmatch(r"X[A-Z]{2}", code) for code in codes), key
        assert "XKX" not in codes, key


def test_four_weeks_of_documents_have_listed_sources_and_aware_times() -> None:
    sources = toml("situation.toml")["sources"]
    times = []
    for name, (header, body) in documents().items():
        assert header["source"] in sources, name
        assert body, name
        times.append(instant(header["published"]))
        assert name.startswith(f"{times[-1]:%Y-%m-%d}"), name
    assert len(times) >= 10
    assert timedelta(days=25) < max(times) - min(times) < timedelta(days=35)


def test_the_weekday_in_a_text_is_the_day_it_was_published() -> None:
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    for name, (header, body) in documents().items():
        for day in re.findall(rf"on ({'|'.join(days)})", body):
            if header["source"] != "pilots":
                assert day == f"{instant(header['published']):%A}", name


def test_four_sibling_series_share_one_pool() -> None:
    series = {path.stem: toml(f"history/{path.name}") for path in (HARBOUR / "history").glob("*.toml")}
    assert len(series) == 4
    assert len({each["pool"] for each in series.values()}) == 1
    for name, each in series.items():
        days = [date.fromisoformat(row["date"]) for row in rows(f"history/{name}.csv")]
        assert 5 <= len(days) <= 40, name
        assert days == sorted(set(days)), name
        assert each["watched_from"] <= days[0], name
        assert days[-1] <= each["watched_to"], name


def test_the_closure_family_has_three_nested_deadlines_and_a_growing_series() -> None:
    closure = toml("questions/closure.toml")
    assert len(closure["deadlines"]) == 3
    pattern = toml(f"history/{closure['history']}.toml")["pattern"]
    assert set(pattern) <= {"place", "actions"}


def test_a_report_that_extends_the_history_is_later_withdrawn() -> None:
    header, body = documents()["2025-12-18-old-closure"]
    assert "December 5" in body
    assert date(2025, 12, 5) > toml("history/halvessa.toml")["watched_to"]
    assert instant("2025-12-05T00:00:00Z") < toml("questions/closure.toml")["opens"]
    assert instant(header["retracted"]) > instant(header["published"])
    assert header["retraction_reason"]


def test_one_agency_text_in_two_papers_is_one_origin() -> None:
    copies = [both for both in documents().values() if both[0].get("origin") == "ildamar-wire-trawler"]
    assert len(copies) == 2
    assert len({body for _, body in copies}) == 1
    assert len({header["source"] for header, _ in copies}) == 2


def test_an_accusation_is_denied_by_the_other_side() -> None:
    assert "accused" in documents()["2025-12-12-trawler"][1]
    assert "denied" in documents()["2025-12-13-keld-denial"][1]


def test_every_feed_has_a_gap_and_no_two_stretches_overlap() -> None:
    feeds: dict[str, list[dict[str, str]]] = {}
    for row in rows("coverage.csv"):
        feeds.setdefault(row["feed"], []).append(row)
    assert set(feeds) == set(toml("questions/closure.toml")["feeds"])
    for name, stretches in feeds.items():
        assert "false" in {row["ok"] for row in stretches}, name
        for before, after in itertools.pairwise(stretches):
            assert instant(before["end"]) <= instant(after["start"]), name


def test_prices_have_a_spread_and_one_market_is_stale_and_second_hand() -> None:
    prices = rows("prices/exchange.csv")
    fresh = [row for row in prices if row["second_hand"] == "false"]
    assert all(0 < float(row["bid"]) < float(row["ask"]) < 1 and float(row["volume"]) > 0 for row in fresh)
    assert [row["market"] for row in prices if row["second_hand"] == "true"] == ["Lantern Market"]


def test_nested_prices_of_one_minute_are_in_order() -> None:
    by_minute: dict[str, list[tuple[str, float]]] = {}
    for row in rows("prices/exchange.csv"):
        if row["question"] == "closure" and row["second_hand"] == "false":
            by_minute.setdefault(row["observed_at"], []).append((row["deadline"], float(row["last"])))
    for ladder in by_minute.values():
        assert sorted(ladder) == sorted(ladder, key=lambda pair: pair[1])


def test_two_people_gave_opinions_of_their_own() -> None:
    assert {row["person"] for row in rows("opinions.csv")} == {"Mara Quill", "Tobin Ferre"}


def test_every_kind_of_ending_is_on_file_and_three_can_be_scored() -> None:
    endings = toml("resolutions.toml")["resolution"]
    outcomes = [each["outcome"] for each in endings]
    assert sorted(outcomes) == ["no", "no", "void", "yes"]
    assert [e["question"] for e in endings if e["outcome"] != e["venue_outcome"]] == ["shots"]


def test_decisions_name_a_person_a_question_on_file_and_a_time_after_the_matter() -> None:
    for each in toml("resolutions.toml")["resolution"]:
        assert each["deadline"] in toml(f"questions/{each['question']}.toml")["deadlines"]
        assert each["decided_by"]
        closed = datetime.combine(each["deadline"] + timedelta(days=1), datetime.min.time(), UTC)
        if each["outcome"] == "no":
            assert each["decided_at"] >= closed
        assert each["decided_at"] < toml("situation.toml")["as_of"]


def test_the_invented_world_says_that_it_is_invented() -> None:
    assert "invented" in toml("situation.toml")["name"]
    assert "Wholly invented" in (HARBOUR / "README.md").read_text(encoding="utf-8")
