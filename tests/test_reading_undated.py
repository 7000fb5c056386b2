"""A text of which nobody knows when it was published: what it dates itself is kept, the rest stays open."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.core.claims import Reading
from tocsin.core.material import UNDATED, Document
from tocsin.core.times import DateRange
from tocsin.core.vocabulary import Status
from tocsin.reading.reader import EnglishReader
from tocsin.reading.text.segment import segment
from tocsin.reading.times.undated import find_undated_times


def read(text: str) -> Reading:
    document = Document(
        key="row/1",
        available_at=UNDATED,
        made_by="test",
        source="source:input",
        url="",
        title="",
        text=text,
        language="en",
        published_at=UNDATED,
        origin="row/1",
        imputed=True,
    )
    return EnglishReader().read(document)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("31 March 2027", "2027-03-31"),
        ("2026", "2026"),
        ("the fall of 2020", "2020-FA"),
        ("Monday", "XXXX-WXX-1"),
        ("3 May", "XXXX-05-03"),
        ("yesterday", "XXXX-XX-XX"),
        ("last week", "XXXX-WXX"),
        ("two years ago", "XXXX"),
        ("the next 48 hours", "PT48H"),
    ],
)
def test_only_what_the_words_themselves_date_has_an_interval(words: str, value: str) -> None:
    text = f"The harbour was shut in {words}."
    found = find_undated_times("d", text, segment(text))
    assert [(each.span.text, each.value) for each in found] == [(words, value)]
    assert (found[0].interval is not None) == ("X" not in value and not value.startswith("P"))


def test_an_act_of_a_written_date_is_no_history_where_nobody_knows_the_day_of_the_text() -> None:
    events = read("Norway bombed the port of Reykjavik in March 2024. Norway fired at a tanker on Monday.").events
    assert [event.status for event in events] == [Status.REPORTED, Status.REPORTED]
    assert [event.occurred for event in events] == [DateRange(start=date(2024, 3, 1), end=date(2024, 3, 31)), None]


def test_the_date_of_a_dateline_is_the_day_of_the_text() -> None:
    reading = read("OSLO, 3 March 2026 (Lantern) - Norway bombed the port of Reykjavik on Monday.")
    assert [event.occurred for event in reading.events] == [DateRange(start=date(2026, 3, 2), end=date(2026, 3, 2))]
