"""How claims stand to one another, with the reason in words. All names and places are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.claims import Actor, Claim, Link
from tocsin.core.material import Document, Span
from tocsin.core.vocabulary import LinkKind, Stance
from tocsin.reading.links.relations import relations

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
ORDANE, VESMARK = Actor(name="Runa Keld", country="ORD"), Actor(name="Pell Sander", country="VES")
WATCH = Actor(name="Strait Watch")
DRONES = "91 drones had been shot down over the Lemm region on Monday"


def claim(key: str, text: str, *, speaker: Actor = VESMARK, hours: float = 0, cue: str = "", **more: object) -> Claim:
    """A claim in a document of its own, told with ``cue``."""
    name = key.partition("#")[0]
    told = Span(document=name, start=0, end=len(cue), text=cue) if cue else None
    facts: dict[str, object] = {"stance": Stance.ASSERTS, **more}
    return Claim(
        key=key, available_at=NOON + timedelta(hours=hours), made_by="t", document=name, speaker=speaker, cue=told,
        content=Span(document=name, start=200, end=200 + len(text), text=text), **facts,
    )  # fmt: skip


def kinds(*claims: Claim) -> dict[tuple[str, str], LinkKind]:
    return {(each.claim, each.of): each.kind for each in relations(claims, {})}


def only(*claims: Claim) -> Link:
    (found,) = relations(claims, {})
    return found


FIRST = claim("a#c1", DRONES)


def test_a_denial_denies_what_it_answers_and_says_so() -> None:
    accusation = claim("a#c1", "the navy had fired on the trawler Grey Sister", stance=Stance.ACCUSES)
    denial = claim("b#c1", "the navy had fired on it", speaker=ORDANE, stance=Stance.DENIES, answers="a#c1", hours=2)
    found = only(accusation, denial)
    assert (found.kind, found.because) == (LinkKind.DENIES, "Runa Keld denied what Pell Sander said")


def test_a_denial_of_one_part_is_told_as_such() -> None:
    whole = claim("a#c1", "the navy had shelled the port of Lower Ferrow at dawn and killed six sailors")
    part = claim("b#c1", "any sailors had been killed", speaker=ORDANE, stance=Stance.DENIES, answers="a#c1", hours=2)
    assert only(whole, part).because == "Runa Keld denied a part of what Pell Sander said"


def test_who_confirms_what_another_says_grants_it() -> None:
    whole = claim("a#c1", "the navy had shelled the port of Lower Ferrow and killed six sailors")
    granted = claim("b#c1", "the port had been shelled", speaker=ORDANE, cue="admitted that", answers="a#c1", hours=2)
    assert only(whole, granted).kind is LinkKind.CONCEDES


def test_two_sides_with_two_figures_contradict_each_other() -> None:
    police = claim("a#c1", "4,000 people had marched through Tarnov")
    organisers = claim("b#c1", "the crowd at 60,000", speaker=WATCH, answers="a#c1", hours=1)
    found = only(police, organisers)
    assert (found.kind, found.because) == (LinkKind.CONTRADICTS, "Strait Watch gave 60,000, Pell Sander 4,000")


def test_one_side_with_two_figures_of_one_night_contradicts_itself() -> None:
    second = claim("b#c1", "41 drones had been shot down over the Lemm region on Monday", hours=3)
    found = only(FIRST, second)
    assert found.kind is LinkKind.CONTRADICTS
    assert "91 drones" in found.because
    assert "41" in found.because


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("at least 41 drones had been shot down over the Lemm region on Monday", DRONES),
        ("41 drones had been shot down over the Lemm region on Monday", f"{DRONES}, up from 41"),
        ("three people were killed in the blast in Tarnov", "five people were killed in the blast in Tarnov"),
    ],
)  # fmt: skip
def test_a_figure_brought_up_to_date_is_no_contradiction(first: str, second: str) -> None:
    assert only(claim("a#c1", first), claim("b#c1", second, hours=5)).kind is LinkKind.UPDATES


def test_a_toll_that_shrinks_is_a_contradiction() -> None:
    five = claim("a#c1", "five people were killed in the blast in Tarnov on Monday")
    three = claim("b#c1", "three people were killed in the blast in Tarnov on Monday", hours=5)
    assert only(five, three).kind is LinkKind.CONTRADICTS


def test_who_says_that_his_own_figure_was_wrong_takes_it_back() -> None:
    wrong = claim("b#c1", "the figure of 91 drones shot down over the Lemm region was wrong", hours=9)
    found = only(FIRST, wrong)
    assert (found.kind, found.of) == (LinkKind.RETRACTS, "a#c1")


def test_a_claim_is_taken_back_by_the_verb_before_its_noun() -> None:
    text = "Pell Sander withdrew his claim that " + " " * 164 + DRONES + "."
    later = replace(claim("b#c1", DRONES, hours=9), cue=Span(document="b", start=26, end=31, text="claim"))
    document = Document(
        key="b", available_at=later.available_at, made_by="t", source="s", url="", title="", text=text, language="en",
        published_at=later.available_at, origin="b",
    )  # fmt: skip
    (found,) = relations([FIRST, later], {"b": document})
    assert found.kind is LinkKind.RETRACTS
    plain = replace(document, text=text.replace("withdrew", "repeated"))
    assert [each.kind for each in relations([FIRST, later], {"b": plain})] == [LinkKind.REPEATS]


def test_nobody_takes_back_what_another_side_said() -> None:
    other = claim("b#c1", "the figure of 91 drones shot down over the Lemm region was wrong", speaker=ORDANE, hours=9)
    assert LinkKind.RETRACTS not in kinds(FIRST, other).values()


def test_ones_own_words_again_repeat_and_anothers_support() -> None:
    assert only(FIRST, claim("b#c1", DRONES, hours=4)).kind is LinkKind.REPEATS
    supported = only(FIRST, claim("c#c1", DRONES, speaker=WATCH, hours=4))
    assert (supported.kind, supported.because) == (LinkKind.SUPPORTS, "Strait Watch said the same as Pell Sander")


def test_another_day_another_number_or_a_denial_says_not_the_same() -> None:
    tuesday = claim("b#c1", DRONES.replace("Monday", "Tuesday"), speaker=WATCH, hours=24)
    fewer = claim("b#c1", DRONES.replace("91", "41"), speaker=WATCH, hours=4)
    negated = claim("b#c1", DRONES.replace("had", "had not"), speaker=WATCH, hours=4, negated=True)
    for other in (tuesday, fewer, negated):
        assert kinds(FIRST, other) == {}


MANY = st.lists(
    st.builds(
        lambda n, text, who, hours, stance: claim(f"d{n}#c1", text, speaker=who, hours=hours, stance=stance),
        st.integers(0, 40),
        st.sampled_from(
            [DRONES, DRONES.replace("91", "41"), f"{DRONES} was wrong", "the bridge at Lower Ferrow stands", "no"]
        ),
        st.sampled_from([ORDANE, VESMARK, WATCH]),
        st.integers(0, 50),
        st.sampled_from(list(Stance)),
    ),
    max_size=12,
    unique_by=lambda each: each.key,
)


@given(MANY, st.randoms(use_true_random=False))
def test_the_order_of_the_claims_does_not_matter_and_every_link_looks_back(claims: list[Claim], chance: object) -> None:
    turned = list(claims)
    chance.shuffle(turned)  # type: ignore[attr-defined]
    found = relations(claims, {})
    assert relations(turned, {}) == found
    told = {each.key: each.available_at for each in claims}
    assert all(told[each.of] <= told[each.claim] and each.claim != each.of and each.because for each in found)


@given(MANY)
def test_what_becomes_known_later_changes_no_link_of_before(claims: list[Claim]) -> None:
    until = NOON + timedelta(hours=25)
    known = [each for each in claims if each.available_at <= until]
    assert set(relations(known, {})) <= set(relations(claims, {}))
