"""Documents for tests of the reader: one invented text, published at noon."""

from __future__ import annotations

from datetime import UTC, datetime

from tocsin.core.material import Document

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def published_at_noon(text: str, title: str = "") -> Document:
    """``text`` as a document of Wednesday 4 March 2026, 12:00 UTC."""
    return Document(
        key="d",
        available_at=NOON,
        made_by="test",
        source="s",
        url="",
        title=title,
        text=text,
        language="en",
        published_at=NOON,
        origin="",
    )
