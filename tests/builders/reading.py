"""Documents for tests of the reader: one invented text and when it came out."""

from __future__ import annotations

from datetime import UTC, datetime

from tocsin.core.material import Document

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def printed(text: str, published: datetime, title: str = "") -> Document:
    """``text`` as a document that an invented paper published."""
    return Document(
        key="paper/1",
        available_at=published,
        made_by="test",
        source="The Lantern",
        url="",
        title=title,
        text=text,
        language="en",
        published_at=published,
        origin="paper/1",
    )


def published_at_noon(text: str, title: str = "") -> Document:
    """``text`` as a document of Wednesday 4 March 2026, 12:00 UTC."""
    return printed(text, NOON, title)
