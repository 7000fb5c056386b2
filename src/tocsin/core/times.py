"""Times that carry their role: local calendar dates, half-open instants, deadlines with a zone.

All instants are aware UTC; a naive datetime is refused at the border. ``DateRange`` is inclusive at both ends,
as people write it; ``InstantRange`` is half-open, as arithmetic wants it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tocsin.core.errors import InputError

UNSPECIFIED_ZONE = "unspecified"
"""The zone of a rule that states none. It is never guessed: comparisons become three-valued instead."""

CalendarDate = date
"""The type of a field that is itself called ``date``, under whose own name annotations could not be resolved."""

_EARLIEST_ZONE = timezone(timedelta(hours=14))
_LATEST_ZONE = timezone(timedelta(hours=-12))


def require_utc(instant: datetime, role: str) -> datetime:
    """Return ``instant`` in UTC, or raise :class:`InputError` naming ``role`` where it has no zone."""
    if instant.tzinfo is None or instant.utcoffset() is None:
        message = f"{role} {instant.isoformat()} has no time zone; write it like 2026-02-03T14:00Z"
        raise InputError(message)
    return instant.astimezone(UTC)


def find_zone(name: str) -> ZoneInfo:
    """Return the IANA zone called ``name``, or raise :class:`InputError`."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        message = f"unknown time zone {name!r}; use an IANA name such as Europe/Kyiv or America/New_York"
        raise InputError(message) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRange:
    """Local calendar dates from ``start`` to ``end``, both inclusive."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def instants(self, zone: str) -> InstantRange:
        """The half-open UTC instants that these dates cover in ``zone``."""
        local = find_zone(zone)
        return InstantRange(
            start=datetime.combine(self.start, time(), local).astimezone(UTC),
            end=datetime.combine(self.end + timedelta(days=1), time(), local).astimezone(UTC),
        )

    def instants_anywhere(self) -> InstantRange:
        """The widest UTC instants that these dates can mean when the zone is not known (UTC+14 to UTC-12)."""
        return InstantRange(
            start=datetime.combine(self.start, time(), _EARLIEST_ZONE).astimezone(UTC),
            end=datetime.combine(self.end + timedelta(days=1), time(), _LATEST_ZONE).astimezone(UTC),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class InstantRange:
    """UTC instants from ``start`` up to, and without, ``end``."""

    start: datetime
    end: datetime

    def contains(self, instant: datetime) -> bool:
        return self.start <= instant < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The last minute that counts, or, with ``inclusive`` false, the first that does not.

    ``local_time`` is the wall-clock time of the rule; ``zone`` an IANA name, or :data:`UNSPECIFIED_ZONE`.
    """

    date: CalendarDate
    local_time: time = time(23, 59)
    zone: str = UNSPECIFIED_ZONE
    inclusive: bool = True

    def closes_between(self) -> tuple[datetime, datetime]:
        """The earliest and latest UTC instants at which it can have passed; equal where the zone is known."""
        if self.zone == UNSPECIFIED_ZONE:
            return self._closes_in(_EARLIEST_ZONE), self._closes_in(_LATEST_ZONE)
        instant = self._closes_in(find_zone(self.zone))
        return instant, instant

    @property
    def closes_at(self) -> datetime:
        """The first UTC instant that is too late; an unspecified zone is taken as UTC, which callers must say."""
        return self._closes_in(UTC if self.zone == UNSPECIFIED_ZONE else find_zone(self.zone))

    def admits(self, happened: InstantRange) -> bool | None:
        """Whether something that happened within ``happened`` was in time; ``None`` where that cannot be told."""
        earliest, latest = self.closes_between()
        if happened.end <= earliest:
            return True
        if happened.start >= latest:
            return False
        return None

    def _closes_in(self, zone: ZoneInfo | timezone) -> datetime:
        bound = datetime.combine(self.date, self.local_time.replace(second=0, microsecond=0), zone)
        instant = bound.astimezone(UTC)
        return instant + timedelta(minutes=1) if self.inclusive else instant
