"""Reads the dates of an event, whatever form they are in, and says how."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ._clock import Instant, WallTime, instants_of, iso
from ._contract import is_date_time
from ._date_text import Reading, read_date_text
from ._fields import Field, Repairs

_HOUR_MS = 3_600_000
_NEAR_MS = 36 * _HOUR_MS
"""A zone is at most 14 hours from UTC, and what a run took comes on top."""
_SAME_HALF_DAY_MS = 6 * _HOUR_MS
"""Two readings of one hour lie 12 hours apart."""
_PROMPT_MS = 60_000
"""How long after the end of its run an event is sent at most, as a rule."""
_QUARTER_MS = _HOUR_MS // 4
_FIRST_MS = 1e11
"""Numbers from here on are milliseconds since 1970, those below are seconds."""

_OFFSET = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))? ?(?:[Zz]|([+-])(\d{2}):?(\d{2}))", re.ASCII
)
_DATE_STRING = re.compile(
    r"[A-Z][a-z]{2},? (?:(?P<m1>[A-Za-z]{3}) (?P<d1>\d\d)|(?P<d2>\d\d) (?P<m2>[A-Za-z]{3})) (?P<year>\d{4}) "
    r"(?P<time>\d{2}:\d{2}:\d{2}) GMT(?:(?P<offset>[+-]\d{4})(?: \([^()]{1,60}\))?)?",
    re.ASCII,
)
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()


@dataclass(frozen=True)
class DateContext:
    """How dates are read, and what is known of the event: times in milliseconds since 1970."""

    time_zone: str | None
    sent_at: int | None
    is_end: bool
    """Whether the date is that of the run's end, right after which the event is sent."""
    ended_at: int | None = None

    @property
    def zone(self) -> str:
        """The zone of the sending server's clock."""
        return self.time_zone or "UTC"


@dataclass(frozen=True)
class _Candidate:
    reading: Reading
    instant: Instant


@dataclass(frozen=True)
class _Found:
    time: int
    kind: str
    because: str


def read_date(place: Field | None, context: DateContext, repairs: Repairs) -> str | None:
    """A date as ISO 8601 in UTC, with milliseconds."""
    if place is None:
        return None
    value = place.value
    time = time_of(value)
    if time is not None and isinstance(value, str) and is_date_time(value):
        return iso(time)
    readings = read_date_text(value) if isinstance(value, str) and time is None else []
    found = _exact(value, time) if time is not None else _resolve(readings, context) if readings else None
    if found is None:
        repairs.unreadable(place, "a date and time")
        return None
    used = iso(found.time)
    repairs.add(found.kind, place, found.because, used=used)
    return used


def _exact(value: Any, time: int) -> _Found:
    if isinstance(value, str):
        because = "is not in the form of the contract, and is read by the offset that it names"
    else:
        because = f"is read as {'seconds' if value < _FIRST_MS else 'milliseconds'} since 1970"
    return _Found(time, "date", because)


def time_of(value: Any) -> int | None:
    """Milliseconds since 1970 of a date that names its instant."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        time = value * 1000 if value < _FIRST_MS else value
        return int(time) if 1e12 / 2 <= time <= 8e12 else None
    if not isinstance(value, str) or len(value) > 100:
        return None
    try:
        return _time_in(value)
    except (ValueError, OverflowError):
        return None


def _time_in(text: str) -> int | None:
    match = _OFFSET.fullmatch(text)
    if match is not None:
        year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
        millisecond = int((match[7] or "").ljust(3, "0")[:3])
        wall = WallTime(year, month, day, hour, minute, second, millisecond)
        return _utc(wall, match[8] or "+", match[9] or "00", match[10] or "00")
    match = _DATE_STRING.fullmatch(text)
    if match is None:
        return None
    month = _MONTHS.index((match["m1"] or match["m2"]).upper()) + 1
    hour, minute, second = (int(part) for part in match["time"].split(":"))
    wall = WallTime(int(match["year"]), month, int(match["d1"] or match["d2"]), hour, minute, second)
    offset = match["offset"] or "+0000"
    return _utc(wall, offset[0], offset[1:3], offset[3:])


def _utc(wall: WallTime, sign: str, hours: str, minutes: str) -> int | None:
    offset = (int(hours) * 60 + int(minutes)) * 60_000
    is_real = wall.is_real() and int(hours) <= 23 and int(minutes) <= 59
    return wall.as_utc() - (offset if sign == "+" else -offset) if is_real else None


def _resolve(readings: list[Reading], context: DateContext) -> _Found:
    """Chooses a reading: the only one, or the one near the time at which the event was sent, or the likeliest."""
    candidates = [
        _Candidate(reading, instant) for reading in readings for instant in instants_of(reading.wall, context.zone)
    ]
    chosen, *others = _nearest(candidates, context)
    other = others[0] if others else None
    change = chosen.instant.clock_change
    is_open = other is not None and not (change and other.reading is chosen.reading)
    because = [f"is read as {chosen.reading.form} in {context.zone}{_reason(chosen.reading, context)}"]
    if is_open and other is not None:
        because.append(f"it can be {iso(other.instant.time)} as well")
    if other is None and len(candidates) > 1:
        because.append("of the ways to read it, this one is near the time at which the event was sent")
    because += _clock_change(change, other) + _zone_hint(chosen.instant.time, context)
    kind = "ambiguous-date" if is_open else "clock-change" if change else "date"
    return _Found(chosen.instant.time, kind, "; ".join(because))


def _nearest(candidates: list[_Candidate], context: DateContext) -> list[_Candidate]:
    """What is left when the candidates are dropped that are far from what is known of the event."""
    reference = context.sent_at if context.ended_at is None else context.ended_at
    if reference is None:
        return candidates
    is_zone_known = context.time_zone is not None or context.ended_at is not None
    spans = [_NEAR_MS] + [_SAME_HALF_DAY_MS] * is_zone_known + [_PROMPT_MS] * context.is_end
    for span in spans:
        within = [each for each in candidates if abs(each.instant.time - reference) <= span]
        candidates = within or candidates
    return candidates


def _reason(reading: Reading, context: DateContext) -> str:
    is_iso, is_zone_given = reading.form == "year-month-day", context.time_zone is not None
    if is_iso:
        return ", since it names no zone" if is_zone_given else ", since no time zone is given"
    return ", since no locale is given" if is_zone_given else ", since neither a locale nor a time zone is given"


def _clock_change(change: str | None, other: _Candidate | None) -> list[str]:
    if change is None:
        return []
    if change == "skipped":
        return ["the clock there was put forward over that time, so the zone is likely another"]
    taken = "the one near the sending is taken" if other is None else "the first is taken"
    return [f"the clock there was put back and showed that time twice: {taken}"]


def _zone_hint(time: int, context: DateContext) -> list[str]:
    """If the run ended a whole zone's offset away from when the event was sent, the server's clock is in that zone."""
    if not context.is_end or context.time_zone is not None or context.sent_at is None:
        return []
    quarters = (2 * (time - context.sent_at) + _QUARTER_MS) // (2 * _QUARTER_MS)
    is_prompt = abs(time - context.sent_at - quarters * _QUARTER_MS) <= _PROMPT_MS
    if not is_prompt or quarters == 0 or not -48 <= quarters <= 56:
        return []
    hours, minutes = divmod(abs(quarters) * 15, 60)
    sign = "-" if quarters < 0 else "+"
    return [
        f"the event was sent at {iso(context.sent_at)}, so the server's clock seems to be at "
        f"UTC{sign}{hours:02}:{minutes:02}: give its timeZone"
    ]
