"""What is new, what is unchanged, what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tocsin.core.entries import Entry, Retraction
from tocsin.core.errors import InputError
from tocsin.core.forecasts import SurvivalCurve
from tocsin.core.material import Document
from tocsin.core.questions import Opinion
from tocsin.ledger import Ledger

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
NOW = START + timedelta(days=100)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def opinion(at: float, probability: float = 0.5, key: str = "opinion:ada") -> Opinion:
    return Opinion(
        key=key,
        available_at=day(at),
        made_by="person:ada",
        person="ada",
        question="question:harbour",
        probability=probability,
    )


def withdrawal(at: float, of: str = "opinion:ada") -> Retraction:
    return Retraction(
        key=f"retraction:{of}", available_at=day(at), made_by="person:ada", of=of, reason="a mistake", by="ada"
    )


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with Ledger.open(":memory:", clock=lambda: NOW) as opened:
        yield opened


def probabilities(ledger: Ledger, at: float) -> list[float]:
    return [entry.probability for entry in ledger.view(day(at)).entries(Opinion)]


def test_the_same_material_twice_adds_nothing(ledger: Ledger) -> None:
    first = ledger.append([opinion(1), opinion(2, 0.6), withdrawal(3)])
    second = ledger.append([opinion(1), opinion(2, 0.6), withdrawal(3)])
    assert (len(first.added), first.unchanged) == (3, 0)
    assert (len(second.added), second.unchanged) == (0, 3)


def test_what_says_the_same_later_is_unchanged(ledger: Ledger) -> None:
    ledger.append([opinion(1, 0.4)])
    assert ledger.append([opinion(5, 0.4)]).unchanged == 1
    assert ledger.counts() == {"Opinion": 1}


def test_an_older_repetition_between_two_revisions_is_unchanged_every_time(ledger: Ledger) -> None:
    batch = [opinion(1, 0.4), opinion(2, 0.4), opinion(3, 0.9)]
    assert [entry.available_at for entry in ledger.append(batch).added] == [day(1), day(3)]
    assert ledger.append(batch).unchanged == 3


def test_going_back_to_an_earlier_opinion_is_new(ledger: Ledger) -> None:
    ledger.append([opinion(1, 0.4)])
    ledger.append([opinion(2, 0.9)])
    assert len(ledger.append([opinion(3, 0.4)]).added) == 1
    assert probabilities(ledger, 4) == [0.4]


def test_added_keeps_the_order_of_the_batch_and_one_batch_may_repeat_itself(ledger: Ledger) -> None:
    appended = ledger.append([opinion(3, 0.3), opinion(1, 0.1), opinion(3, 0.3)])
    assert [entry.available_at for entry in appended.added] == [day(3), day(1)]
    assert appended.unchanged == 1


def test_what_is_said_again_after_its_retraction_is_new_and_brings_it_back(ledger: Ledger) -> None:
    ledger.append([opinion(1, 0.4), withdrawal(2)])
    assert probabilities(ledger, 2) == []
    assert len(ledger.append([opinion(3, 0.4)]).added) == 1
    assert probabilities(ledger, 3) == [0.4]
    assert probabilities(ledger, 2) == []


def test_a_second_retraction_in_the_same_words_counts_after_a_return(ledger: Ledger) -> None:
    ledger.append([opinion(1, 0.4), withdrawal(2)])
    assert ledger.append([withdrawal(2.5)]).unchanged == 1
    ledger.append([opinion(3, 0.5)])
    assert len(ledger.append([withdrawal(4)]).added) == 1
    assert probabilities(ledger, 3) == [0.5]
    assert probabilities(ledger, 4) == []


def test_a_retraction_cannot_be_withdrawn_and_the_message_says_what_to_do_instead(ledger: Ledger) -> None:
    ledger.append([opinion(1), withdrawal(2)])
    with pytest.raises(InputError, match="append it again with a later available_at"):
        ledger.append([withdrawal(3, of="retraction:opinion:ada")])


def test_an_entry_from_the_future_is_refused_and_nothing_of_its_batch_is_kept(ledger: Ledger) -> None:
    with pytest.raises(InputError, match=r"became available at 2026-05-01.*after the present"):
        ledger.append([opinion(1), opinion(120, 0.9)])
    assert ledger.counts() == {}


def test_a_batch_that_breaks_off_leaves_nothing(ledger: Ledger) -> None:
    def broken() -> Iterator[Entry]:
        yield opinion(1)
        raise InputError("the source broke off")

    with pytest.raises(InputError, match="broke off"):
        ledger.append(broken())
    assert ledger.counts() == {}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (lambda: replace(opinion(1), probability="high"), "probability"),
        (lambda: replace(opinion(1), probability=float("nan")), "not JSON compliant|cannot be stored"),
        (lambda: replace(opinion(1), reason="\ud800"), "no Unicode"),
        (lambda: replace(opinion(1), reason=object()), "cannot be stored"),
    ],
)
def test_what_could_not_be_read_back_is_refused_by_name(
    ledger: Ledger, entry: Callable[[], Entry], message: str
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        ledger.append([entry()])
    assert "opinion:ada" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_naive_instant_inside_an_entry_is_refused(ledger: Ledger) -> None:
    naive = Document(
        key="document:a",
        available_at=day(1),
        made_by="test",
        source="source:a",
        url="",
        title="",
        text="Text",
        language="en",
        published_at=datetime(2026, 1, 1),  # noqa: DTZ001
        origin="document:a",
    )
    with pytest.raises(InputError, match="no time zone"):
        ledger.append([naive])


def test_what_is_no_kind_of_entry_is_refused(ledger: Ledger) -> None:
    curve = SurvivalCurve(origin=START, knots=())
    with pytest.raises(InputError, match="SurvivalCurve is no kind of entry"):
        ledger.append([curve])  # type: ignore[list-item]


def test_recorded_at_never_falls_even_when_the_clock_does() -> None:
    ticks = iter([day(10), day(8), day(12)])
    with Ledger.open(":memory:", clock=lambda: next(ticks)) as ledger:
        entries = [opinion(1, 0.1), opinion(2, 0.2), opinion(3, 0.3)]
        for entry in entries:
            ledger.append([entry])
        assert [ledger.recorded_at(entry.id) for entry in entries] == [day(10), day(10), day(12)]


def test_the_recording_time_of_an_unknown_id_is_an_input_error(ledger: Ledger) -> None:
    with pytest.raises(InputError, match="holds no entry 0123456789abcdef"):
        ledger.recorded_at("0123456789abcdef")


def test_an_empty_append_is_legal(ledger: Ledger) -> None:
    assert ledger.append([]).added == ()


def test_a_closed_ledger_says_so(ledger: Ledger) -> None:
    ledger.close()
    ledger.close()
    with pytest.raises(InputError, match="was closed"):
        ledger.counts()
