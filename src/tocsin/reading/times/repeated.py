"""Resolvers of what comes again and of words that only point: ``daily``, ``every Monday``, ``now``, ``years ago``."""

from __future__ import annotations

import re

from tocsin.core.times import DateRange
from tocsin.reading.times.meaning import Resolved, Words, unit_letter
from tocsin.reading.times.timex import duration
from tocsin.reading.times.vocabulary import amount, vocabulary

_NO_REFERENCE = {
    "now": re.compile(r"\s+and then\b"),
    "soon": re.compile(r"\s+(?:after|before|as|enough)\b"),
    "the future": re.compile(r"\s+of\b"),
}
"""What follows where a word says no time: "soon after the vote", "the future of the port"."""

_NAME_AFTER = re.compile(r"\s+[A-Z][a-z]")
_ADJECTIVE = re.compile(r"\s+[A-Za-z]")
_DEGREE = re.compile(r"\b(?:as|how|so|too|very)\s+$", re.IGNORECASE)


def resolve_vague_ago(words: Words) -> Resolved | None:
    """A moment long past: ``months ago``, ``centuries ago``."""
    del words
    return Resolved(value="PAST_REF")


def resolve_set(words: Words) -> Resolved | None:
    """What comes again and again: ``every Monday``, ``each morning``."""
    if words.get("mon"):
        return Resolved(value=f"XXXX-{words.month():02d}", type="SET")
    if words.get("season"):
        return Resolved(value=f"XXXX-{vocabulary().seasons[words.get('season')]}", type="SET")
    unit = words.get("each")
    if words.get("weekday"):
        day = f"XXXX-WXX-{vocabulary().weekdays[words.get('weekday')]}"
        return Resolved(value=f"{day}T{vocabulary().parts[unit]}" if unit else day, type="SET")
    if unit in {"morning", "evening"}:
        return Resolved(value=f"XXXX-XX-XXT{vocabulary().parts[unit]}", type="SET")
    return Resolved(value=duration(1, unit_letter(unit)), type="SET")


def resolve_every(words: Words) -> Resolved | None:
    """What comes again after so many units: ``every two hours``, ``every other week``."""
    count = {"other": 2.0, "second": 2.0, "third": 3.0, "fourth": 4.0}.get(words.get("count"))
    return Resolved(value=duration(count or amount(words.get("count")), unit_letter(words.get("unit"))), type="SET")


def resolve_rate(words: Words) -> Resolved | None:
    """What happens so many times in a unit, or fills so much of it: ``twice a year``, ``24 hours a day``."""
    return Resolved(value=duration(1, unit_letter(words.get("unit"))), type="SET")


def resolve_sets(words: Words) -> Resolved | None:
    """What comes again, in one word: ``daily``, ``annually``; "the Daily Post" is a newspaper."""
    if words.groups["word"][0].isupper() and _NAME_AFTER.match(words.after(12)):
        return None
    if words.get("word") == "quarterly" and _ADJECTIVE.match(words.after(3)):
        return None
    return Resolved(value=vocabulary().sets[words.get("word")], type="SET")


def resolve_reference(words: Words) -> Resolved | None:
    """``now``, ``currently``, ``the future``: a direction in time without a date."""
    word = words.get("word")
    value = vocabulary().references[word]
    other = _NO_REFERENCE.get(word)
    if other is not None and other.match(words.after(12)):
        return None
    if word == "soon" and _DEGREE.search(words.anchors.clause_before(words.start)):
        return None
    if word == "the past" and _counts(words.after(24)):
        return None
    if value == "PRESENT_REF":
        return Resolved(value=value, interval=DateRange(start=words.today, end=words.today), agentive=True)
    return Resolved(value=value)


def _counts(after: str) -> bool:
    """Whether what follows "the past" is a number or a unit ("the past decade"), not the rest of the sentence."""
    word = re.match(r"\s+(\w+)", after)
    if word is None:
        return False
    low = word[1].lower()
    known = vocabulary()
    return low.isdigit() or low in {"few", "several"} or low in known.numbers or low.removesuffix("s") in known.units
