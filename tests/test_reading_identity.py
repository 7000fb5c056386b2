"""Identity: one happening told in other words, on another day or with a later toll is one; its like is another."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.claims import Actor, Event, Happening, Place
from tocsin.core.material import Span
from tocsin.core.times import DateRange
from tocsin.core.vocabulary import Action, Attributes, Effect, Quantity, Status, Weapon
from tocsin.reading.events.identity import happenings
from tocsin.reading.events.sameness import facts_of, may_be_one, same

TUESDAY = date(2026, 2, 3)
NORWAY, DENMARK, SWEDEN = (
    Actor(name=n, country=c) for n, c in (("Norway", "NOR"), ("Denmark", "DNK"), ("Sweden", "SWE"))
)
OSLO = Place(name="Oslo", kind="city", country="NOR", admin1="Oslo", geonames=3143244)
BERGEN = Place(name="Bergen", kind="city", country="NOR", admin1="Vestland", geonames=3161732)
SOUTH = Place(name="Oslo", kind="region", country="NOR", admin1="Oslo", geonames=3143242)
COUNTRY = Place(name="Norway", kind="country", country="NOR")


def days(first: int, last: int | None = None) -> DateRange:
    """Days counted from the Tuesday, so that a night into it is ``days(-1, 0)``."""
    return DateRange(
        start=TUESDAY + timedelta(days=first), end=TUESDAY + timedelta(days=first if last is None else last)
    )


def event(document: str, words: str, *, hours: float = 12, **facts: object) -> Event:
    given: dict[str, object] = {
        "action": Action.ASSAULT, "status": Status.REPORTED, "actor": DENMARK, "recipient": NORWAY, "place": OSLO,
        "occurred": days(0), "supported_by": (f"{document}#c1",),
    }  # fmt: skip
    return Event(
        key=f"{document}#e1", available_at=datetime(2026, 2, 3, tzinfo=UTC) + timedelta(hours=hours), made_by="t",
        document=document, evidence=Span(document=document, start=0, end=len(words), text=words), **(given | facts),
    )  # fmt: skip


def killed(number: float, **more: object) -> Attributes:
    return Attributes(counts=(Quantity(unit="killed", value=number),), **more)


def grouped(*events: Event) -> list[tuple[str, ...]]:
    return [each.events for each in happenings(events)]


NIGHT = event("a", "Danish drones struck a tower block in Oslo", occurred=days(-1, 0), attributes=killed(3), hours=6)
DAY = event("b", "at least five died when the Norwegian capital was attacked", place=None, attributes=killed(5))


def test_a_night_and_its_day_the_capital_and_its_name_and_a_later_toll_are_one_happening() -> None:
    (one,) = happenings([DAY, NIGHT])
    assert one.events == ("a#e1", "b#e1")
    assert one.supported_by == ("a#c1", "b#c1")
    (why,) = one.because
    assert "on 3 February 2026" in why.agree
    assert "in Oslo" in why.agree
    assert "by Denmark" in why.agree
    assert why.differ == ("killed 3, later 5",)


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("the next night", {"occurred": days(0, 1), "hours": 30}),
        ("the day after", {"occurred": days(1), "hours": 40}),
        ("another town", {"place": BERGEN}),
        ("another doer", {"actor": SWEDEN}),
        ("another root", {"action": Action.COERCE}),
        ("only meant", {"status": Status.THREATENED}),
        ("shot down, not hit", {"attributes": killed(3, effect=Effect.INTERCEPTED)}),
    ],
)
def test_its_like_is_another_happening(what: str, other: dict[str, object]) -> None:
    first = event(
        "a", "drones struck a tower block in Oslo", attributes=killed(3, effect=Effect.GROUND_IMPACT), hours=9
    )
    second = event("b", "drones struck a tower block in Oslo", **({"attributes": killed(3)} | other))
    assert len(grouped(first, second)) == 2, what


def test_a_second_strike_is_not_the_first() -> None:
    first = event("a", "drones struck a tower block in Oslo", attributes=killed(3))
    second = event("b", "a second strike hit the tower block in Oslo", attributes=killed(3))
    assert len(grouped(first, second)) == 2
    assert len(grouped(second, replace(second, key="c#e1", document="c"))) == 1


def test_two_weapons_are_two_happenings_unless_a_text_names_both() -> None:
    drones = event("a", "drones struck a tower block in Oslo", attributes=Attributes(weapon=Weapon.DRONE))
    missiles = event("b", "missiles struck a tower block in Oslo", attributes=Attributes(weapon=Weapon.MISSILE))
    both = event("c", "drones and missiles struck a tower block in Oslo", attributes=Attributes(weapon=Weapon.MISSILE))
    assert len(grouped(drones, missiles)) == 2
    assert len(grouped(drones, both)) == 1


def test_a_day_that_fits_two_nights_does_not_make_them_one() -> None:
    before = event("a", "drones struck a tower block in Oslo", occurred=days(-1, 0), hours=6)
    after = event("b", "drones struck a tower block in Oslo", occurred=days(0, 1), hours=30)
    told = event("c", "drones struck a tower block in Oslo on Tuesday", hours=50)
    assert sorted(map(len, grouped(before, after, told))) == [1, 2]


def test_nobody_tells_of_a_night_to_come() -> None:
    after = event("b", "drones struck a tower block in Oslo", occurred=days(0, 1), hours=30)
    told = event("c", "drones struck a tower block in Oslo on Tuesday", hours=8)
    assert len(grouped(after, told)) == 2


def test_talks_are_one_whoever_is_named_first() -> None:
    one = event("a", "ministers met about the fishing dispute", action=Action.CONSULT, place=None)
    other = event(
        "b", "held talks on the fishing dispute", action=Action.CONSULT, place=None, actor=NORWAY, recipient=DENMARK
    )
    assert len(grouped(one, other)) == 1
    assert len(grouped(one, replace(other, actor=SWEDEN))) == 2


def test_a_country_holds_its_town_only_where_more_agrees() -> None:
    town = event("a", "drones struck a tower block", attributes=killed(3))
    assert len(grouped(town, event("b", "drones struck a tower block", place=COUNTRY))) == 1
    assert len(grouped(town, event("b", "drones struck", place=COUNTRY, recipient=None))) == 2


def test_without_a_day_reports_near_in_time_must_share_their_words() -> None:
    first = event("a", "shells hit a grain store and a school in Lower Ferrow", occurred=None, place=None)
    again = event("b", "a school and a grain store were shelled in Lower Ferrow", occurred=None, place=None)
    assert len(grouped(first, again)) == 1
    assert len(grouped(first, replace(again, available_at=again.available_at + timedelta(days=4)))) == 2
    upper = event("b", "a school and a grain store were shelled in Upper Ferrow", occurred=None, place=None)
    assert len(grouped(first, upper)) == 2


def test_what_one_affirms_and_another_denies_is_disputed() -> None:
    denied = replace(DAY, status=Status.DENIED, supported_by=(), disputed_by=("b#c1",))
    (one,) = happenings([NIGHT, denied])
    assert (one.status, one.supported_by, one.disputed_by) == (Status.DISPUTED, ("a#c1",), ("b#c1",))
    (two,) = happenings([replace(NIGHT, status=Status.CLAIMED), DAY])
    assert two.status is Status.REPORTED


def test_events_of_one_document_stay_as_they_were_read() -> None:
    assert len(grouped(NIGHT, replace(NIGHT, key="a#e2"))) == 2


EVENTS = st.builds(
    lambda n, place, day, actor, root, toll, hours: event(
        f"d{n}", "drones struck a tower block", place=place, occurred=day, actor=actor, action=root,
        attributes=killed(toll), hours=hours,
    ),
    st.integers(0, 10**6),
    st.sampled_from([OSLO, BERGEN, COUNTRY, SOUTH, None]),
    st.sampled_from([days(-1, 0), days(0), days(0, 1), days(1), None]),
    st.sampled_from([DENMARK, SWEDEN, None]),
    st.sampled_from([Action.ASSAULT, Action.COERCE]),
    st.sampled_from([3.0, 5.0]),
    st.integers(6, 60),
)  # fmt: skip
MANY = st.lists(EVENTS, max_size=9, unique_by=lambda each: each.key)


@given(EVENTS, EVENTS)
def test_sameness_is_symmetric(one: Event, other: Event) -> None:
    mine, theirs = facts_of(one), facts_of(other)
    assert same(mine, theirs) == same(theirs, mine)
    assert may_be_one(mine, theirs) == may_be_one(theirs, mine)


@given(MANY, st.randoms(use_true_random=False))
def test_the_order_of_the_events_does_not_matter(events: list[Event], chance: object) -> None:
    turned = list(events)
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert happenings(turned) == happenings(events)


def facts(happening: Happening, events: list[Event]) -> tuple[set[object], set[object], set[object]]:
    members = [each for each in events if each.key in happening.events]
    towns = {each.place.name for each in members if each.place is not None and each.place.kind == "city"}
    return towns, {each.action for each in members}, {each.actor for each in members if each.actor is not None}


@given(MANY)
def test_every_event_is_in_one_happening_and_no_town_root_or_doer_is_joined_with_another(events: list[Event]) -> None:
    found = happenings(events)
    assert sorted(key for each in found for key in each.events) == sorted(each.key for each in events)
    for happening in found:
        assert all(len(each) <= 1 for each in facts(happening, events))
        known = [each.occurred for each in events if each.key in happening.events and each.occurred is not None]
        assert all(
            a.start <= b.start <= b.end <= a.end or b.start <= a.start <= a.end <= b.end for a in known for b in known
        )


def test_many_events_of_one_day_are_joined_in_time() -> None:
    crowd = [event(f"d{n}", f"drones struck tower block {n} in Oslo", attributes=killed(n)) for n in range(400)]
    assert len(happenings(crowd)) == 1
