"""When an act took place: by its own clause, by what it is told beside, by the term that a threat sets."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from builders.reading import printed
from tocsin.core.claims import Event
from tocsin.core.vocabulary import Action, Status
from tocsin.reading.reader import EnglishReader

PUBLISHED = datetime(2026, 4, 15, 14, tzinfo=UTC)
"""A Wednesday."""


def events(text: str) -> tuple[Event, ...]:
    document = printed(text, PUBLISHED)
    return EnglishReader().read(document).events


def days(event: Event) -> str | None:
    return f"{event.occurred.start}..{event.occurred.end}" if event.occurred is not None else None


def dates_of(action: Action, text: str) -> list[str | None]:
    return [days(event) for event in events(text) if event.action is action]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Norway sank four ships and killed eight sailors in May 2024.", "2024-05-01..2024-05-31"),
        ("The raid was the first since Feb. 17, when Norway attacked a tanker.", "2026-02-17..2026-02-17"),
        ("It recalls 1996, when Norway fired missiles at Iceland.", "1996-01-01..1996-12-31"),
        ("Deputies met on Tuesday, as police fired tear gas at protesters in Oslo.", "2026-04-14..2026-04-14"),
        ("Norway bombed the port of Reykjavik on Monday night.", "2026-04-13..2026-04-13"),
        ("On Monday, she said, Norway bombed the port of Reykjavik.", "2026-04-13..2026-04-13"),
        ("Norway bombed the port of Reykjavik overnight.", "2026-04-14..2026-04-15"),
    ],
)
def test_an_attack_has_the_time_of_the_clause_it_is_told_with(text: str, dates: str) -> None:
    assert dates in dates_of(Action.ASSAULT, text)


@pytest.mark.parametrize(
    "text",
    [
        "Since the attack on Sunday, Norway has moved troops to the border.",
        "Days after a strike on Sunday, Norway has moved troops to the border.",
    ],
)
def test_the_day_of_the_act_that_another_follows_is_not_its_own(text: str) -> None:
    assert dates_of(Action.MOBILIZE, text) == [None]
    assert dates_of(Action.ASSAULT, text) == ["2026-04-12..2026-04-12"]


def test_a_day_on_which_somebody_said_so_is_not_the_day_of_the_act() -> None:
    assert dates_of(Action.ASSAULT, "She said on Monday that Norway had bombed the port of Reykjavik.") == [None]


def test_a_pluperfect_beside_a_weekend_does_not_date_what_happened_meanwhile() -> None:
    text = (
        "The opposition on Tuesday rejected the result, alleging that tallies had been altered over the weekend, "
        "as police fired tear gas at protesters in Oslo."
    )
    assert dates_of(Action.ASSAULT, text) == ["2026-04-14..2026-04-14"]


def test_what_is_told_in_the_next_sentence_of_a_paragraph_happened_on_the_same_day() -> None:
    text = "A missile was fired at Reykjavik at 11:14 p.m. on Sunday. Rubble hit a house in Selfoss, wounding a baker."
    assert set(dates_of(Action.ASSAULT, text)) == {"2026-04-12..2026-04-12"}


@pytest.mark.parametrize(
    "text",
    [
        "A missile was fired at Reykjavik on Sunday.\n\nA bomb hit a house in Selfoss.",
        "A missile was fired at Reykjavik on Sunday. A bomb had hit a house in Selfoss.",
        "The board met on Sunday. A bomb hit a house in Selfoss.",
    ],
)
def test_a_day_is_not_carried_to_another_paragraph_an_earlier_act_or_from_a_meeting(text: str) -> None:
    assert [days(event) for event in events(text) if "Selfoss" in event.evidence.text] == [None]


def test_an_act_under_a_clock_time_of_a_live_page_is_of_the_day_itself() -> None:
    text = "As it happened\n\n17:30 — Two rockets are fired at Selfoss, the guard says.\n\n16:45 — Traders wait."
    assert dates_of(Action.ASSAULT, text) == ["2026-04-15..2026-04-15"]


def test_a_closure_with_a_beginning_and_an_end_has_both() -> None:
    text = "Norway suspended imports of fish from Iceland from Monday until June 23."
    assert dates_of(Action.SANCTION, text) == ["2026-04-13..2026-06-23"]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Norway threatened to bomb Iceland if no deal was signed by Friday.", "2026-04-18..2026-04-18"),
        (
            "Norway threatened to bomb Iceland if its ships were in port at midnight on May 28.",
            "2026-05-29..2026-05-29",
        ),
        ("Norway threatened to restore sanctions lifted in August if Iceland did not pay.", None),
        ("Norway threatened to bomb Iceland this week, not this month.", "2026-04-13..2026-04-19"),
        ("Norway threatened to bomb Iceland not this week but next week.", "2026-04-20..2026-04-26"),
        ("Norway threatened on Monday to bomb Iceland.", None),
    ],
)
def test_a_threat_lies_ahead_or_has_no_date(text: str, dates: str | None) -> None:
    found = [event for event in events(text) if event.status is Status.THREATENED]
    assert [days(event) for event in found] == [dates]


def test_now_dates_no_act() -> None:
    assert dates_of(Action.ASSAULT, "Norway is now bombing the port of Reykjavik.") == [None]
