"""Figures in the short forms of tables and pictures; sentences take the longer ones of ``wording``."""

from __future__ import annotations

from datetime import date, datetime

from tocsin.core.times import find_zone

GAP = "\u00a0"
MINUS = "\u2212"
_LEAST, _MOST = 0.01, 0.99


def percent(probability: float, digits: int = 0) -> str:
    """``33 %``; what would round to certainty is said as less than 1 or more than 99."""
    if probability < _LEAST:
        return f"<{GAP}1{GAP}%"
    if probability > _MOST:
        return f">{GAP}99{GAP}%"
    return f"{_bare(100 * probability, digits)}{GAP}%"


def price(probability: float) -> str:
    """A price to a tenth, because markets quote it so."""
    return percent(probability, digits=1)


def points(value: float) -> str:
    """A signed change in percentage points with a true minus; ``0`` has no sign."""
    rounded = round(value, 1)
    if rounded == 0:
        return "0"
    sign = "+" if rounded > 0 else MINUS
    return sign + _bare(abs(rounded), 1)


def age(since: datetime, now: datetime) -> str:
    """How old something is: minutes, hours, or days from one day on."""
    hours = max((now - since).total_seconds() / 3600, 0.0)
    if hours < 1:
        return f"{int(hours * 60)}{GAP}min old"
    if hours < 24:
        return f"{int(hours)}{GAP}h old"
    days = round(hours / 24)
    return f"{days}{GAP}day{'' if days == 1 else 's'} old"


def day(instant: datetime, zone: str) -> str:
    """``29 Dec 2025`` in ``zone``."""
    local = instant.astimezone(find_zone(zone))
    return f"{local.day} {local:%b %Y}"


def long_date(value: date) -> str:
    """``31 Dec 2025``."""
    return f"{value.day} {value:%b %Y}"


def short_day(instant: datetime, zone: str) -> str:
    """``29 Dec`` in ``zone``."""
    local = instant.astimezone(find_zone(zone))
    return f"{local.day} {local:%b}"


def moment(instant: datetime, zone: str) -> str:
    """``Monday 29 December 2025, 23:00`` in ``zone``."""
    local = instant.astimezone(find_zone(zone))
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M}"


def minute(instant: datetime) -> str:
    """``2025-12-29 21:00 UTC``: the form in which the ledger's times are shown."""
    return f"{instant:%Y-%m-%d %H:%M} UTC"


def zone_place(zone: str) -> str:
    """``in Kyiv`` for ``Europe/Kyiv``; ``UTC`` as it is."""
    return f"in {zone.rsplit('/', 1)[-1].replace('_', ' ')}" if "/" in zone else zone


def _bare(value: float, digits: int) -> str:
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
