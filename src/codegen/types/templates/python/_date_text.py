"""Reads a date that names no zone, from the forms that servers in any locale write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from unicodedata import category, decimal

from ._clock import WallTime

MAX_DATE_LENGTH = 80
FIRST_YEAR = 1970
LAST_YEAR = 2199

_EN_US = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}), (\d{1,2}):(\d{2}):(\d{2}) ([AP])M", re.ASCII)
"""As servers in a container write it: `11/23/2026, 9:56:05 PM`."""

_ISO_LIKE = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[Tt]|,? )(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?", re.ASCII
)
"""ISO 8601 and its kin without a zone: `2026-11-23 21:56:05`."""

_SPACE = "\t\n\v\f\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_MARKS = "\u061c\u200e\u200f"
"""Marks of direction, which Arabic and Hebrew dates have."""

_BEFORE_NOON = frozenset("am πμ 午前 上午 오전 pg sa ص pd".split())
_AFTER_NOON = frozenset("pm μμ 午後 下午 오후 ptg ch م md".split())
_FILLERS = frozenset("г ч h min s klo kl uhr um 年 月 日".split())
"""Words between the numbers that say nothing."""


@dataclass(frozen=True)
class Reading:
    """A way in which a text can be read, and what it is read as, such as `day/month/year`."""

    wall: WallTime
    form: str


def read_date_text(text: str) -> list[Reading]:
    """The ways in which a text can be read, the likeliest first; none if it is not a date and time."""
    if len(text) > MAX_DATE_LENGTH:
        return []
    trimmed = re.sub(f"^[{_SPACE}]+|[{_SPACE}]+$", "", re.sub(f"[{_MARKS}]", "", text))
    plain = re.sub(f"[{_SPACE}]+", " ", _to_ascii_digits(trimmed))
    iso_like = _read_iso_like(plain)
    if iso_like is not None:
        return [Reading(iso_like, "year-month-day")]
    numbers = [int(digits) for digits in re.findall("[0-9]+", plain)]
    if len(numbers) != 6:
        return []
    return _read_en_us(plain) or _guess(plain, numbers)


def _to_ascii_digits(text: str) -> str:
    return "".join(str(decimal(each)) if category(each) == "Nd" else each for each in text)


def _read_iso_like(text: str) -> WallTime | None:
    match = _ISO_LIKE.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    millisecond = int((match[7] or "").ljust(3, "0")[:3])
    wall = WallTime(year, month, day, hour, minute, second, millisecond)
    return wall if _is_possible(wall) else None


def _is_possible(wall: WallTime) -> bool:
    return FIRST_YEAR <= wall.year <= LAST_YEAR and wall.is_real()


def _read_en_us(text: str) -> list[Reading]:
    match = _EN_US.fullmatch(text)
    if match is None:
        return []
    one, two, year, hour12, minute, second = (int(part) for part in match.groups()[:6])
    if not 1 <= hour12 <= 12:
        return []
    hour = hour12 % 12 + (12 if match[7] == "P" else 0)
    month_first = Reading(WallTime(year, one, two, hour, minute, second), "en-US")
    day_first = Reading(WallTime(year, two, one, hour, minute, second), "day/month/year")
    return _possible([month_first, day_first])


def _possible(readings: list[Reading]) -> list[Reading]:
    """The readings that are possible, each once."""
    kept = [reading for reading in readings if _is_possible(reading.wall)]
    if not kept:
        return []
    first = kept[0].wall
    return kept[:1] + [each for each in kept[1:] if (each.wall.month, each.wall.hour) != (first.month, first.hour)]


def _guess(text: str, numbers: list[int]) -> list[Reading]:
    """A date in an order that its year, its marks and its numbers tell, or nearly."""
    lengths = [len(digits) for digits in re.findall("[0-9]+", text)]
    year_at = lengths.index(4) if 4 in lengths else -1
    if year_at not in (0, 2, 3, 5):
        return []
    date, time = (numbers[:3], numbers[3:]) if year_at < 3 else (numbers[3:], numbers[:3])
    hours = _hours_in(time[0], text)

    def readings(form: str, year: int, month: int, day: int) -> list[Reading]:
        return [Reading(WallTime(year, month, day, hour, time[1], time[2]), form) for hour in hours]

    a, b, c = date
    if year_at in (0, 3):
        return _possible(readings("year/month/day", a, b, c))
    day_first = readings("day/month/year", c, b, a)
    # Nobody writes the month first with dots.
    if re.match(r"[^.]*[0-9]+\. ?[0-9]+\. ?[0-9]{4}", text):
        return _possible(day_first)
    return _possible(day_first + readings("month/day/year", c, a, b))


def _hours_in(number: int, text: str) -> list[int]:
    """The hours that a number can mean; none if a word is not known, which can name a part of the day."""
    folded = re.sub(rf"[{_SPACE}.{_MARKS}]", "", text.lower())
    words = {"".join(run) for is_word, run in groupby(folded, lambda each: category(each)[0] in "LM") if is_word}
    is_morning, is_afternoon = bool(words & _BEFORE_NOON), bool(words & _AFTER_NOON)
    if words - _BEFORE_NOON - _AFTER_NOON - _FILLERS or (is_morning and is_afternoon):
        return []
    if is_morning or is_afternoon:
        return [] if number > 12 else [number % 12 + (12 if is_afternoon else 0)]
    # es-AR writes 9 in the evening as en-GB writes 9 in the morning.
    is_ambiguous = 1 <= number <= 12 and re.match("[0-9]+/[0-9]+/[0-9]{4}, [0-9]{2}:", text)
    return [number, (number + 12) % 24] if is_ambiguous else [number]
