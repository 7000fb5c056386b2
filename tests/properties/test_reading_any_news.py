"""The whole reader on broken news: no text makes it raise, and what it prints is in the text, once, and the same again.

``TOCSIN_FUZZ=10000`` tries that many texts; without it, a few hundred.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.core.material import UNDATED, Document
from tocsin.reading.language import detect
from tocsin.reading.output import as_json
from tocsin.reading.reader import EnglishReader

TRIED = int(os.environ.get("TOCSIN_FUZZ", "200"))
SETTINGS = settings(
    deadline=None,
    derandomize=True,
    max_examples=TRIED,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
READER = EnglishReader()

NEWS = (
    "OSLO, March 3 (Wire) — Norwegian Foreign Minister Sigrun Halvorsen said on Monday that 12 drones had been shot "
    "down over Bergen.\n\n“Nobody was hurt,” she said. “We shall answer by Friday.”\n\nDanish envoy Kasper Lindqvist "
    "denied that Denmark had launched them, calling the report “a tale for ‘fishermen’ ”.",
    "By Ana Brol\n\nHarbour Is Shut\n\nThe harbour master warned that the port would stay shut until 31 March 2026, "
    "two officials said on condition of anonymity. According to the ministry, 41 ships, later 91, were waiting.\n\n"
    "Read more: Ships of the north",
    "Q: Will you sign?\nA: We accepted the plan in January. If they attack, we strike back.\n\n- 3 killed\n- 17 hurt",
    "14:32 The army said it had captured two villages in the east.\n14:40 Rebels: “That is a lie.”\n15:01 A truce "
    "agreed in Geneva may be signed next week, Reuters-style agencies reported.",
    'He said: "She told me, \'They said "never" again.\'" The court ordered his release; the government refused.',
    "In mid-January the U.S. imposed sanctions on Ordane's banks. It had threatened to do so if no deal was reached "
    "within 48 hours. Ordane's president resigned on Tuesday, state television reported; Una Kestrel replaced him.",
    "Der Hafenmeister sagte am Montag, dass der Hafen bis zum Ende der Gespräche geschlossen bleibe.",
    "Міністр заявив у понеділок, що порт залишиться закритим до п'ятниці.",
)
PIECES = (
    "“", "”", "‘", "’", '"', "'", "''", "``", "«", "»", "„", "(", ")", "[", "]", "{{ 7*7 }}",
    "{% raw %}", "${x}", "%s", "<p>", "</p>", "<script>alert(1)</script>", "&amp;", "\u200b", "\u200f",
    "\u202e", "\u202c", "\ufeff", "\x00", "\x1b[31m", "\ud800", "🚢", "e\u0301", "\r\n", "\n\n", "\u2028",
    "\x85", "\xa0", " — ", " - ", ": ", "; ", "...", "…", "?!", "•", "#", "| a | b |",
    "http://vell.example/?q=1", "@vell", "۱۲", "１２", "12,000", "1/0", "31 February", "99 p.m.",
    "year 10000", "%", "$5bn", " said ", " denied ", " not ", " that ", " if ", " by ", " Mr. ",
    " U.S. ", " he ", " who ", "مرحبا", "שלום", "港口", "ИПСО",
)  # fmt: skip
QUOTES = str.maketrans("“”‘’\"'", "\"'”“‘’")

Change = Callable[[str], str]
places = st.floats(0, 1)


def at(text: str, share: float) -> int:
    """A place in ``text`` by its share of it."""
    return int(share * len(text))


def cut(here: float, there: float) -> Change:
    """Leave a part out."""
    return lambda text: text[: at(text, min(here, there))] + text[at(text, max(here, there)) :]


def put(here: float, piece: str) -> Change:
    """Put something in."""
    return lambda text: text[: at(text, here)] + piece + text[at(text, here) :]


CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(cut, places, places.map(lambda share: share * 0.1)),
    st.builds(cut, places, places),
    st.builds(put, places, st.sampled_from(PIECES)),
    st.builds(put, places, st.sampled_from(PIECES)),
    st.builds(put, places, st.text(max_size=8)),
    st.builds(lambda end: lambda text: text[: at(text, end)], places),
    st.sampled_from(
        [
            lambda text: text.translate(QUOTES),
            lambda text: text.replace("\n\n", " "),
            lambda text: text.replace(" ", "\n"),
            str.upper,
            str.lower,
            str.title,
            lambda text: text[::-1],
            lambda text: text.replace(". ", ".\u200b"),
            lambda text: f"“{text}",
            lambda text: f"<html><body>{text}</body></html>",
            lambda text: text * 3,
        ]
    ),
)


@st.composite
def broken_news(draw: st.DrawFn) -> str:
    """One or several articles, run together and changed up to eight times."""
    text = draw(st.sampled_from(["", " ", "\n\n"])).join(draw(st.lists(st.sampled_from(NEWS), min_size=1, max_size=3)))
    for change in draw(st.lists(CHANGES, max_size=8)):
        text = change(text)[:8_000]
    return text


TEXTS = st.one_of(broken_news(), broken_news(), broken_news(), st.text(max_size=300))
MOMENTS = st.sampled_from([UNDATED, datetime(2026, 3, 3, 23, 59, tzinfo=UTC), datetime(1, 1, 2, tzinfo=UTC)])


def document(text: str, published: datetime, language: str) -> Document:
    return Document(
        key="d", available_at=published, made_by="t", source="s", url="", title="", text=text, language=language,
        published_at=published, origin="",
    )  # fmt: skip


def places_of_text(value: Any) -> list[dict[str, Any]]:
    """Everything in printed data that says where it stands in the text."""
    found = []
    if isinstance(value, dict):
        if isinstance(value.get("start"), int):
            found.append(value)
        found += [item for inner in value.values() for item in places_of_text(inner)]
    elif isinstance(value, list):
        found += [item for inner in value for item in places_of_text(inner)]
    return found


@SETTINGS
@given(text=TEXTS, published=MOMENTS, english=st.booleans())
def test_any_news_is_read_and_all_that_is_printed_stands_in_the_text(
    text: str, published: datetime, english: bool
) -> None:
    given_ = document(text, published, "en" if english else detect(text))
    reading = READER.read(given_)
    data = as_json(reading)
    written = json.dumps(data, allow_nan=False)
    for span in places_of_text(data):
        assert 0 <= span["start"] < span["end"] <= len(text)
        assert text[span["start"] : span["end"]] == span["text"]
    for claim in data["claims"]:
        for start, end in claim["content"].get("spans", ()):
            assert claim["content"]["start"] <= start < end <= claim["content"]["end"]
    ids = [claim["id"] for claim in data["claims"]]
    events = [event["id"] for event in data["events"]]
    assert len({*ids, *events}) == len(ids) + len(events)
    for claim in data["claims"]:
        assert claim["answers"] is None or (claim["answers"] in ids and claim["answers"] != claim["id"])
    keys = {claim.key for claim in reading.claims}
    assert all({*event.supported_by, *event.disputed_by} <= keys for event in reading.events)
    assert all(0 <= each["score"] <= 1 for each in (*data["claims"], *data["events"]))
    assert json.dumps(as_json(READER.read(given_)), allow_nan=False) == written


@SETTINGS
@given(text=TEXTS, published=MOMENTS)
def test_what_is_not_read_is_never_passed_over_in_silence(text: str, published: datetime) -> None:
    language = detect(text)
    reading = READER.read(document(text, published, language))
    found = (*reading.claims, *reading.events, *reading.times, *reading.places)
    if language != "en":
        assert found == ()
    if language != "en" or not text.strip():
        assert reading.problems
    assert all(problem.message and problem.hint and problem.subject == "d" for problem in reading.problems)
