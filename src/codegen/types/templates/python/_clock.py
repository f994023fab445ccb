"""Calendars and clocks: which instants a zone's clock shows as a date and time."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY_MS = 86_400_000


@dataclass(frozen=True)
class WallTime:
    """A date and time without a zone."""

    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int
    millisecond: int = 0

    def is_real(self) -> bool:
        """Whether the month has the day, and the day the time; 60 is a leap second."""
        if not (1 <= self.month <= 12 and self.hour <= 23 and self.minute <= 59 and self.second <= 60):
            return False
        return 1 <= self.day <= monthrange(self.year, self.month)[1]

    def as_utc(self) -> int:
        """Milliseconds since 1970, if it is of UTC's clock."""
        start = datetime(self.year, self.month, self.day, self.hour, self.minute, tzinfo=UTC)
        return (start - EPOCH) // timedelta(milliseconds=1) + self.second * 1000 + self.millisecond


@dataclass(frozen=True)
class Instant:
    """Milliseconds since 1970, and whether the clock was changed around it: `skipped` or `twice`."""

    time: int
    clock_change: str | None = None


def instants_of(wall: WallTime, time_zone: str) -> list[Instant]:
    """When a zone's clock shows a time: twice in the hour in which it is put back, else once."""
    shown = wall.as_utc()
    if time_zone == "UTC":
        return [Instant(shown)]
    # A zone changes its clock at most once in two days, so the offsets of the days around are all there can be.
    before, after = _offset_at(shown - DAY_MS, time_zone), _offset_at(shown + DAY_MS, time_zone)
    if before == after:
        return [Instant(shown - before)]
    fits = [time for time in (shown - before, shown - after) if time + _offset_at(time, time_zone) == shown]
    if not fits:
        return [Instant(shown - before, "skipped")]
    return [Instant(time, "twice" if len(fits) == 2 else None) for time in sorted(fits)]


def _offset_at(time: int, time_zone: str) -> int:
    """How far a zone's clock is ahead of UTC, in milliseconds."""
    offset = (EPOCH + timedelta(milliseconds=time)).astimezone(zone_of(time_zone)).utcoffset()
    return (offset or timedelta()) // timedelta(milliseconds=1)


@cache
def zone_of(time_zone: str) -> ZoneInfo:
    """The zone of an IANA name. Raises ValueError if Python does not know it."""
    try:
        return ZoneInfo(time_zone)
    except (KeyError, OSError, ValueError) as cause:
        raise ValueError(
            f"time_zone is {time_zone!r}: expected an IANA name such as 'Europe/Berlin'; "
            "where the system has no zones, install tzdata."
        ) from cause


def iso(time: int) -> str:
    """Milliseconds since 1970 as ISO 8601 in UTC, with milliseconds."""
    text = (EPOCH + timedelta(milliseconds=time)).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")
