"""Plain words for numbers, likelihoods, dates and lists: one form of each, so that the gate can check them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from tocsin.core.times import UNSPECIFIED_ZONE, Deadline, find_zone

_ISO_DAY = re.compile(r"\b[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b")
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

LIKELIHOOD = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.00, "almost certain"),
)
"""ICD 203: each word up to, and without, its bound; the lower bound belongs to the word above it."""


def likelihood(probability: float) -> str:
    """The ICD 203 word of a probability as it is printed, lower bound included; beyond 1 and 99 %, the words say so."""
    shown = round(probability, 2)
    if probability < 0.01:
        return "less than 1 %"
    if probability > 0.99:
        return "more than 99 %"
    return next(word for bound, word in LIKELIHOOD if shown < bound)


def percent(probability: float) -> str:
    """``33 %``; one decimal below 10 and above 90 where it tells something; never 0 or 100."""
    points = 100 * probability
    if points < 1:
        return "less than 1 %"
    if points > 99:
        return "more than 99 %"
    return f"{points:.0f} %"


def quoted_price(probability: float) -> str:
    """A price as it was said, to a tenth of a point: ``61.5 %``."""
    points = 100 * probability
    if points < 0.1:
        return "less than 0.1 %"
    return f"{points:.1f} %".replace(".0 %", " %")


def interval(low: float | None, high: float | None) -> str:
    """``20–48``, or nothing where there is no interval."""
    if low is None or high is None:
        return ""
    return f"{_end(low)}–{_end(high)}"


def _end(probability: float) -> str:
    points = 100 * probability
    return "<1" if points < 1 else ">99" if points > 99 else f"{points:.0f}"


def signed(points: float) -> str:
    """``+2``, ``−9``, ``0``: whole points with a sign."""
    whole = round(points)
    return "0" if whole == 0 else f"{'+' if whole > 0 else '−'}{abs(whole)}"


def whole_parts(parts: Sequence[float], total: int) -> tuple[int, ...]:
    """Parts in whole points that sum to ``total``, which is what the printed figures differ by.

    Each is rounded down, and what is missing then goes to the parts with the largest remainders.
    """
    whole = [math.floor(part) for part in parts]
    by_remainder = sorted(range(len(whole)), key=lambda i: (whole[i] - parts[i], i))
    for step in range(max(total - sum(whole), 0)):
        whole[by_remainder[step % len(whole)]] += 1
    for step in range(max(sum(whole) - total, 0)):
        whole[by_remainder[-1 - step % len(whole)]] -= 1
    return tuple(whole)


def printed_change(before: float, after: float) -> int:
    """The difference of two probabilities as they are printed, in whole points."""
    return round(100 * after) - round(100 * before)


def points(value: float) -> str:
    """``8 points``, ``one point``, ``less than one point``."""
    whole = round(abs(value))
    return "less than one point" if whole == 0 else count(whole, "point")


def number(value: int) -> str:
    """``three``, ``13``: words up to twelve, as newspapers write them."""
    return SMALL[value] if 0 <= value < len(SMALL) else f"{value:,}"


def count(value: int, noun: str, plural: str | None = None) -> str:
    """``three sources``, ``one origin``."""
    return f"{number(value)} {noun if value == 1 else plural or noun + 's'}"


def measured(value: int, unit: str) -> str:
    """``7 days``, ``1 hour``: figures stay figures before a unit."""
    return f"{value:,} {unit}{'' if value == 1 else 's'}"


ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def ordinal(value: int) -> str:
    """``first``, ``second``: the words up to ten."""
    return ORDINALS[value - 1]


def listed(parts: Sequence[str], word: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


MONTHS = tuple(date(2000, month, 1).strftime("%B") for month in range(1, 13))
"""The English names of the months."""


def day(value: date, *, year: bool = False) -> str:
    """``29 December``, with the year where asked for."""
    text = f"{value.day} {value:%B}"
    return f"{text} {value.year}" if year else text


def people_dates(text: str) -> str:
    """``text`` with its ISO dates as people write them: ``18 December``."""
    return _ISO_DAY.sub(lambda found: f"{int(found.group(2))} {MONTHS[int(found.group(1)) - 1]}", text)


def city(zone: str) -> str:
    """``in Kyiv`` for Europe/Kyiv; ``UTC``."""
    if zone in ("UTC", "Etc/UTC"):
        return "UTC"
    return f"in {zone.rpartition('/')[2].replace('_', ' ')}"


def moment(instant: datetime, zone: str, *, year: bool = False) -> str:
    """``23:00 in Kyiv on 29 December``."""
    local = instant.astimezone(find_zone(zone))
    return f"{local:%H:%M} {city(zone)} on {day(local.date(), year=year)}"


def local_day(instant: datetime, zone: str) -> date:
    """The calendar date of an instant in a zone."""
    return instant.astimezone(find_zone(zone)).date()


def deadline(value: Deadline, *, year: bool = False) -> str:
    """``the end of 31 December in Kyiv``, or with its clock time where that is not the end of the day."""
    zone = "in a zone that the rule does not state" if value.zone == UNSPECIFIED_ZONE else city(value.zone)
    at = value.local_time
    if value.inclusive and (at.hour, at.minute) == (23, 59):
        return f"the end of {day(value.date, year=year)} {zone}"
    if not value.inclusive and (at.hour, at.minute) == (0, 0):
        return f"the start of {day(value.date, year=year)} {zone}"
    return f"{at:%H:%M} {zone} on {day(value.date, year=year)}"


def remaining(closes_at: datetime, as_of: datetime) -> str:
    """``49 hours`` up to three days, else ``92 days``; ``passed`` once it has."""
    left = closes_at - as_of
    if left <= timedelta(0):
        return "passed"
    if left < timedelta(hours=1):
        return measured(max(1, int(left.total_seconds() // 60)), "minute")
    if left < timedelta(days=3):
        return measured(round(left.total_seconds() / 3600), "hour")
    return measured(left.days, "day")


def age(days: float) -> str:
    """``7 days old``, ``6 hours old``."""
    if days < 1:
        hours = round(24 * days)
        return f"{measured(hours, 'hour')} old" if hours else "fresh"
    return f"{measured(round(days), 'day')} old"


def capitalised(text: str) -> str:
    """``text`` with its first letter, behind opening quotation marks, in upper case."""
    for index, character in enumerate(text):
        if character.isalpha():
            return text[:index] + character.upper() + text[index + 1 :]
        if character.isdigit():
            return text
    return text


RELIABILITY: Mapping[str, str] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""What the letter of an Admiralty grade says of a source (NATO AJP-2.1)."""

CREDIBILITY: Mapping[int, str] = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
"""What the number of an Admiralty grade says of what is claimed."""
