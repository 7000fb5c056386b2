"""Claims of different documents linked: denials to what they deny, one side's two figures. All names are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.core.claims import Actor, Claim
from tocsin.core.material import Span
from tocsin.core.vocabulary import Stance
from tocsin.reading.links.across import link
from tocsin.reading.links.contradictions import contradictions

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
ORDANE = Actor(name="Runa Keld", country="ORD")
VESMARK = Actor(name="Pell Sander", country="VES")


def claim(
    key: str,
    text: str,
    *,
    speaker: Actor = VESMARK,
    stance: Stance = Stance.ASSERTS,
    hours: float = 0,
    document: str | None = None,
    negated: bool = False,
    answers: str | None = None,
    start: int = 0,
) -> Claim:
    document = document or key.partition("#")[0]
    return Claim(
        key=key,
        available_at=NOON + timedelta(hours=hours),
        made_by="test",
        document=document,
        speaker=speaker,
        stance=stance,
        content=Span(document=document, start=start, end=start + len(text), text=text),
        negated=negated,
        answers=answers,
    )


ACCUSATION = claim("a#c1", "the navy fired on the trawler Grey Sister in the strait on Friday", stance=Stance.ACCUSES)
DENIAL = claim("b#c1", "the navy had fired on a trawler", speaker=ORDANE, stance=Stance.DENIES, hours=5)
WEATHER = claim("w#c1", "a storm could close the harbour next week", stance=Stance.WARNS, hours=1)


def links_of(*claims: Claim) -> dict[str, str | None]:
    return {each.key: each.answers for each in link(claims, ())}


def test_a_denial_answers_the_accusation_in_another_document() -> None:
    assert links_of(ACCUSATION, WEATHER, DENIAL) == {"a#c1": None, "w#c1": None, "b#c1": "a#c1"}


def test_the_order_in_which_claims_are_given_does_not_matter() -> None:
    results = [links_of(*order) for order in permutations((ACCUSATION, WEATHER, DENIAL))]

    assert all(result == results[0] for result in results)
    assert [each.key for each in link((DENIAL, ACCUSATION), ())] == ["b#c1", "a#c1"]


def test_only_what_was_known_before_can_be_answered() -> None:
    late = replace(ACCUSATION, available_at=DENIAL.available_at + timedelta(hours=1))

    assert links_of(late, DENIAL) == {"a#c1": None, "b#c1": None}


def test_what_becomes_known_later_changes_no_link_of_before() -> None:
    later = claim("z#c1", "the navy fired on a trawler", hours=6)

    assert links_of(ACCUSATION, DENIAL, later)["b#c1"] == links_of(ACCUSATION, DENIAL)["b#c1"] == "a#c1"


def test_nobody_answers_his_own_side() -> None:
    assert links_of(ACCUSATION, replace(DENIAL, speaker=VESMARK))["b#c1"] is None


def test_a_denial_of_something_else_answers_nothing() -> None:
    other = replace(DENIAL, content=replace(DENIAL.content, text="the minister would resign"))

    assert links_of(ACCUSATION, other)["b#c1"] is None


def test_a_link_that_the_text_itself_made_is_kept() -> None:
    assert links_of(ACCUSATION, replace(DENIAL, answers="b#c7"))["b#c1"] == "b#c7"


def test_what_goes_on_with_a_denial_answers_the_same_claim() -> None:
    tale = claim("b#c2", "it a sailor's tale", speaker=ORDANE, stance=Stance.ASSESSES, hours=5, start=90)
    mocked = replace(tale, content=replace(tale.content, text="it a fabrication"))

    assert links_of(ACCUSATION, DENIAL, mocked)["b#c2"] == "a#c1"


def test_two_who_say_no_to_the_same_do_not_answer_each_other() -> None:
    one = claim("a#c1", "the navy did not fire on the trawler in the strait", negated=True)
    other = claim("b#c1", "the navy did not fire on a trawler in the strait", negated=True, speaker=ORDANE, hours=2)

    assert links_of(one, other) == {"a#c1": None, "b#c1": None}


def test_a_negated_statement_answers_only_what_it_negates() -> None:
    open_all_winter = claim("a#c1", "the harbour of Halvessa would stay open through the winter")
    not_closed = claim(
        "b#c1", "the harbour of Halvessa had not been closed for a day", speaker=ORDANE, negated=True, hours=2
    )
    closed = claim("c#c1", "the harbour of Halvessa had been closed to all ships", hours=1)

    assert links_of(open_all_winter, not_closed)["b#c1"] is None
    assert links_of(open_all_winter, not_closed, closed)["b#c1"] == "c#c1"


def test_a_doubt_about_the_account_of_a_side_answers_that_side() -> None:
    account = claim("a#c1", "drones had been sent against a villa at Dorrin", speaker=Actor(name="Orsk", country="RUS"))
    text = "the Russian account of an attack at Dorrin as a “false flag”"
    doubt = claim("b#c1", text, stance=Stance.ASSESSES, hours=1)

    assert links_of(account, doubt)["b#c1"] == "a#c1"


def test_one_side_that_gives_two_figures_for_one_thing_contradicts_itself() -> None:
    first = claim("a#c1", "there had been 41 drones over the Dorrin region")
    second = claim("b#c1", "91 drones had been sent to Dorrin", speaker=replace(VESMARK, name="Ada Quill"), hours=3)
    (found,) = contradictions((second, first))

    assert (found.earlier, found.later) == (first.id, second.id)
    assert found.about == "Pell Sander gives 41 drones, Ada Quill 91"


def test_two_figures_of_two_sides_or_two_nights_are_no_contradiction() -> None:
    first = claim("a#c1", "41 drones had flown to Dorrin overnight")
    other_side = claim("b#c1", "91 drones had flown to Dorrin overnight", speaker=ORDANE, hours=3)
    next_night = claim("b#c1", "91 drones had flown to Dorrin overnight", hours=24)
    same_figure = claim("b#c1", "41 drones had been seen over Dorrin", hours=3)

    assert contradictions((first, other_side)) == ()
    assert contradictions((first, next_night)) == ()
    assert contradictions((first, same_figure)) == ()


def test_figures_are_of_one_occasion_where_they_name_the_same_day() -> None:
    first = claim("a#c1", "41 drones had flown to Dorrin on March 2")
    later = claim("b#c1", "91 drones had flown to Dorrin on March 2", hours=30)
    other_day = claim("c#c1", "91 drones had flown to Dorrin on March 3", hours=1)
    next_week = claim("d#c1", "91 drones had flown to Dorrin on Monday", hours=24 * 7)
    monday = claim("e#c1", "41 drones had flown to Dorrin on Monday")

    assert [each.later for each in contradictions((first, later))] == [later.id]
    assert contradictions((first, other_day)) == ()
    assert contradictions((monday, next_week)) == ()


def test_one_side_that_says_and_unsays_one_thing_contradicts_itself() -> None:
    first = claim("a#c1", "the patrol had crossed the river at Dorrin")
    second = claim("b#c1", "the patrol had not crossed the river at Dorrin", negated=True, hours=3)
    (found,) = contradictions((first, second))

    assert found.about == (
        "Pell Sander says “the patrol had crossed the river at Dorrin”, "
        "Pell Sander “the patrol had not crossed the river at Dorrin”"
    )


_TEXT = st.lists(
    st.sampled_from(["navy", "trawler", "fired", "strait", "Dorrin", "41", "91", "drones", "not", "sank", "closed"]),
    min_size=1,
    max_size=7,
).map(" ".join)
_CLAIM = st.tuples(
    _TEXT, st.sampled_from([ORDANE, VESMARK]), st.sampled_from(list(Stance)), st.integers(0, 72), st.booleans()
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(_CLAIM, max_size=8), st.integers(0, 72))
def test_the_links_of_an_earlier_view_are_those_of_the_later_view_cut_down(
    rows: list[tuple[str, Actor, Stance, int, bool]], cut: int
) -> None:
    claims = [
        claim(f"d{i}#c1", text, speaker=who, stance=stance, hours=hour, negated=negated)
        for i, (text, who, stance, hour, negated) in enumerate(rows)
    ]
    moment = NOON + timedelta(hours=cut)
    known = [each for each in claims if each.available_at <= moment]
    whole = {each.key: each.answers for each in link(claims, ()) if each.available_at <= moment}

    assert {each.key: each.answers for each in link(known, ())} == whole
    assert {each.key: each.answers for each in link(list(reversed(known)), ())} == whole
    assert set(contradictions(known)) <= set(contradictions(claims))


def test_one_side_that_contradicts_itself_all_day_is_told_so_a_bounded_number_of_times() -> None:
    claims = [
        claim(f"d{i}#c1", "the patrol crossed the river at Dorrin", hours=i / 100, negated=i % 2 == 1)
        for i in range(900)
    ]

    every, half = contradictions(claims), contradictions(claims[:450])

    assert 0 < len(half) <= len(every) <= 200
    assert set(half) <= set(every)


def test_a_person_may_deny_what_another_of_the_same_side_states() -> None:
    leak = claim(
        "a#c1", "the treaty on the strait was signed on Friday", speaker=Actor(name="two officials", country="VES")
    )
    other = claim("b#c1", "the treaty on the strait was signed", stance=Stance.DENIES, hours=5)
    vague = replace(other, content=Span(document="b", start=0, end=29, text="the treaty says much of ships"))

    assert links_of(leak, other)["b#c1"] == "a#c1"
    assert links_of(leak, vague)["b#c1"] is None
    assert links_of(replace(leak, speaker=VESMARK), other)["b#c1"] is None


def test_a_finding_that_nothing_was_there_answers_the_side_it_names() -> None:
    shelling = claim("a#c1", "nine landed in rice fields and three hit a school in Lower Ferrow", speaker=ORDANE)
    finding = claim(
        "b#c1",
        "observers who visited Lower Ferrow on Wednesday found no craters at the school named by the army of Ordane",
        speaker=Actor(name="Sam Rook"),
        negated=True,
        hours=9,
    )
    named = replace(shelling, speaker=Actor(name="Ordane", country=None))

    assert links_of(named, finding)["b#c1"] == "a#c1"
    assert links_of(replace(named, speaker=Actor(name="Velmar", country=None)), finding)["b#c1"] is None


def test_shells_on_another_town_are_not_denied() -> None:
    fired = claim("a#c1", "the Ordane army fired twelve rockets at Ferrow on Tuesday", stance=Stance.ACCUSES)
    elsewhere = claim("b#c1", "its army had fired rockets at Mossby", speaker=ORDANE, stance=Stance.DENIES, hours=5)
    same = claim("b#c1", "its army had fired rockets at Ferrow", speaker=ORDANE, stance=Stance.DENIES, hours=5)

    assert links_of(fired, elsewhere)["b#c1"] is None
    assert links_of(fired, same)["b#c1"] == "a#c1"
