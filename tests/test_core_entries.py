"""Entries: equal content has an equal id, another content has another, nothing can be changed."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tocsin.core.errors import InputError
from tocsin.core.questions import Opinion, Price

NOON = datetime(2026, 1, 3, 12, tzinfo=UTC)
PRICE = Price(
    key="price:1", available_at=NOON, made_by="test", market="m", question="q@2026-01-31", observed_at=NOON, last=0.4
)


def test_the_same_content_has_the_same_id_in_any_zone() -> None:
    kyiv = timezone(timedelta(hours=2))
    elsewhere = replace(PRICE, available_at=NOON.astimezone(kyiv), observed_at=NOON.astimezone(kyiv))
    assert elsewhere.id == PRICE.id


def test_a_changed_field_changes_the_id_even_after_the_id_was_asked_for() -> None:
    before = PRICE.id
    assert replace(PRICE, last=0.5).id != before


def test_becoming_available_later_changes_the_revision_and_not_the_content() -> None:
    later = replace(PRICE, available_at=NOON + timedelta(hours=1))
    assert later.id != PRICE.id
    assert later.content_digest == PRICE.content_digest


def test_two_kinds_with_the_same_fields_are_not_the_same_entry() -> None:
    opinion = Opinion(key="x", available_at=NOON, made_by="p", person="p", question="q", probability=0.4)
    assert opinion.id != PRICE.id


def test_an_entry_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        PRICE.last = 0.9  # type: ignore[misc]


def test_an_entry_without_a_key_or_a_zone_is_refused() -> None:
    with pytest.raises(InputError, match="needs a key"):
        replace(PRICE, key="")
    with pytest.raises(InputError, match=r"available_at .* has no time zone"):
        replace(PRICE, available_at=datetime(2026, 1, 3))  # noqa: DTZ001 - the point of the test


def test_a_price_without_figures_has_no_probability() -> None:
    assert replace(PRICE, last=None).probability is None
    assert replace(PRICE, bid=0.2, ask=0.4).probability == pytest.approx(0.3)
