"""Origins: copies of one text are one, however cut and dressed; reports that only share quotes are two."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.material import Document
from tocsin.reading.links.origins import origins

WIRE = " ".join(f"The harbour master counted ship {n} at the northern pier on day {n}." for n in range(40))
OTHER = " ".join(f"A baker in the old town sold loaf {n} before noon to customer {n}." for n in range(40))
QUOTE = "“We counted eleven ships at the pier, we told the ministry twice, and nobody came before the fog had lifted.”"


def document(name: str, text: str, hour: int = 0, origin: str = "") -> Document:
    moment = datetime(2025, 3, 1, tzinfo=UTC) + timedelta(hours=hour)
    return Document(
        key=name, available_at=moment, made_by="test", source="s", url="", title="", text=text, language="en",
        published_at=moment, origin=origin,
    )  # fmt: skip


def prose(seed: int, words: int = 300) -> str:
    """Words that no other seed puts in the same order."""
    chosen = random.Random(seed).choices(
        [f"{a}{b}" for a in "bdfgklmnprst" for b in ("alo", "eni", "isk", "ur")], k=words
    )
    return " ".join(chosen)


def dressed(text: str, way: str) -> str:
    words = text.split()
    match way:
        case "cut to a third":
            return " ".join(words[: len(words) // 3])
        case "bylined":
            return f"VELL (Harbour Wire) - {text} Reporting by A. Writer; editing by B. Desk."
        case "a paragraph added in front":
            return f"{prose(999, 80)} {text}"
        case "a paragraph added behind":
            return f"{text} {prose(998, 150)}"
        case "every twelfth word another":
            return " ".join("other" if n % 12 == 5 else word for n, word in enumerate(words))
        case _:
            return " ".join([*words[150:], *words[:150]])


def test_ten_copies_of_one_wire_are_one_origin() -> None:
    copies = [document(f"d{n}", WIRE + f" Outlet {n} adds a closing line.", n) for n in range(10)]
    assert set(origins(copies).values()) == {"d0"}


@pytest.mark.parametrize(
    "way",
    [
        "cut to a third",
        "bylined",
        "a paragraph added in front",
        "a paragraph added behind",
        "every twelfth word another",
        "turned round",
    ],
)
def test_a_copy_is_known_however_it_is_dressed(way: str) -> None:
    wires = [document(f"w{n}", prose(n), n) for n in range(20)]
    copies = [document(f"c{n}", dressed(prose(n), way), 100 + n) for n in range(20)]
    found = origins([*wires, *copies])
    assert [found[copy.id] for copy in copies] == [wire.key for wire in wires]


def test_two_reports_of_one_press_conference_are_two_origins() -> None:
    one = f"{prose(1, 60)}. {QUOTE} {prose(2, 40)}. {QUOTE}"
    other = f"{prose(3, 60)}. {QUOTE} {prose(4, 40)}. {QUOTE}"
    assert len(set(origins([document("a", one), document("b", other, 1)]).values())) == 2


def test_a_bulletin_filled_in_anew_each_night_is_new_each_night() -> None:
    form = "On the night of {} the harbour guard counted {} boats from {} directions, and {} of them were turned back."
    nights = [document(f"n{n}", form.format(n, 40 + 3 * n, 5 + n, 30 + 2 * n), 24 * n) for n in range(1, 9)]
    copy = document("c", "VELL - " + nights[3].text, 300)
    found = origins([*nights, copy])
    assert len(set(found.values())) == 8
    assert found[copy.id] == "n4"


def test_a_statement_that_is_all_quotation_is_compared_with_its_quotes() -> None:
    assert set(origins([document("a", QUOTE), document("b", QUOTE, 1)]).values()) == {"a"}


def test_a_roundup_of_many_wires_is_an_origin_of_its_own() -> None:
    wires = [document(f"w{n}", prose(n), n) for n in range(8)]
    roundup = document("r", " ".join(prose(n) for n in range(8)), 20)
    found = origins([*wires, roundup])
    assert found[roundup.id] == "r"


def test_unlike_texts_stay_apart() -> None:
    assert len(set(origins([document("a", WIRE), document("b", OTHER)]).values())) == 2


def test_a_declared_origin_is_kept_and_shared() -> None:
    found = origins([document("a", WIRE, 0, "wire-1"), document("b", OTHER, 1, "wire-1"), document("c", WIRE, 2)])
    assert set(found.values()) == {"wire-1"}


@given(st.permutations(range(8)))
def test_the_order_of_the_documents_does_not_matter(order: list[int]) -> None:
    documents = [document(f"d{n}", dressed(prose(n // 3), "bylined" if n % 3 else "turned round"), n) for n in range(8)]
    assert origins([documents[n] for n in order]) == origins(documents)


@given(st.lists(st.text(max_size=60), max_size=6))
def test_every_text_has_an_origin(texts: list[str]) -> None:
    documents = [document(f"h{n}", text, n) for n, text in enumerate(texts)]
    assert set(origins(documents)) == {each.id for each in documents}


def test_very_long_and_broken_texts_do_no_harm() -> None:
    texts = ["", " ", "\ud800", "x" * 5_000_000, "word " * 1_000_000, "“" * 100_000, '"a ' * 50_000]
    found = origins([document(f"h{n}", text, n) for n, text in enumerate(texts)])
    assert len(found) == len(texts)


def test_long_texts_are_sampled_alike() -> None:
    wire = " ".join(f"{word}{n}" for n, word in enumerate(prose(5, 20_000).split()))
    copy = f"{prose(6, 300)} {wire[: len(wire) // 2]}"
    assert set(origins([document("a", wire), document("b", copy, 1)]).values()) == {"a"}
