from datetime import UTC, datetime, timedelta

from tocsin.core.material import Document
from tocsin.reading.origins import origins

WIRE = " ".join(f"The harbour master counted ship {n} at the northern pier on day {n}." for n in range(40))
OTHER = " ".join(f"A baker in the old town sold loaf {n} before noon to customer {n}." for n in range(40))


def document(name: str, text: str, hour: int = 0, origin: str = "") -> Document:
    moment = datetime(2025, 3, 1, tzinfo=UTC) + timedelta(hours=hour)
    return Document(
        key=name, available_at=moment, made_by="test", source="s", url="", title="", text=text, language="en",
        published_at=moment, origin=origin,
    )  # fmt: skip


def test_ten_copies_of_one_wire_are_one_origin() -> None:
    copies = [document(f"d{n}", WIRE + f" Outlet {n} adds a closing line.", n) for n in range(10)]
    assert set(origins(copies).values()) == {"d0"}


def test_unlike_texts_stay_apart() -> None:
    assert len(set(origins([document("a", WIRE), document("b", OTHER)]).values())) == 2


def test_a_declared_origin_is_kept_and_shared() -> None:
    found = origins([document("a", WIRE, 0, "wire-1"), document("b", OTHER, 1, "wire-1"), document("c", WIRE, 2)])
    assert set(found.values()) == {"wire-1"}


def test_the_order_of_the_documents_does_not_matter() -> None:
    documents = [document("a", WIRE, 0), document("b", OTHER, 1), document("c", WIRE, 2)]
    assert origins(documents) == origins(documents[::-1])


def test_hostile_texts_do_no_harm() -> None:
    texts = ["", " ", "\ud800", "x" * 5_000_000, "word " * 1_000_000]
    found = origins([document(f"h{n}", text, n) for n, text in enumerate(texts)])
    assert len(found) == len(texts)
