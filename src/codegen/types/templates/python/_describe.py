"""Describes values and places in a few words, as the repairs of a run do."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from sys import float_info
from typing import Any, TypeGuard

MISSING = object()
"""Stands for a value that is absent; null is present."""

MAX_TEXT_SHOWN = 60
MAX_PATH_SHOWN = 200

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""Control characters, invisible marks, marks that turn the direction of text, and halves of characters."""


def describe(value: Any) -> str:
    """What a value is, such as `"success"`, `an array of 3`, `null`, `nothing`."""
    if value is MISSING:
        return "nothing"
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, str):
        return _describe_text(value)
    if isinstance(value, list):
        return f"an array of {len(value)}"
    return number_text(value) if isinstance(value, (int, float)) else "an object"


def describe_place(path: str) -> str:
    """A JSON pointer in a sentence."""
    if path == "":
        return "The payload"
    beginning, length = _cut(path, MAX_PATH_SHOWN)
    return _printable(beginning) + ("…" if length > MAX_PATH_SHOWN else "")


def join(path: str, key: str | int) -> str:
    """A JSON pointer (RFC 6901) to a member."""
    return f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}"


def number_text(value: float) -> str:
    """A number as JSON of JavaScript writes it; whole numbers keep all their digits."""
    if not is_number(value):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and abs(value) < 10**21:
        return str(int(value))
    text = repr(float(value))
    is_small = 1e-6 <= abs(value) < 1
    return f"{Decimal(text):f}" if is_small else re.sub(r"e([+-])0+", r"e\1", text)


def is_number(value: Any) -> TypeGuard[float]:
    """Whether a value is a number that a float can hold; an int of Python can be larger."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= float_info.max


def _describe_text(text: str) -> str:
    beginning, length = _cut(text, MAX_TEXT_SHOWN)
    quoted = _printable(json.dumps(beginning, ensure_ascii=False))
    return quoted if length <= MAX_TEXT_SHOWN else f"{quoted}… ({length} characters)"


def _cut(text: str, most: int) -> tuple[str, int]:
    """The beginning of a text, and its length, in UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[: most * 2].decode("utf-16-le", "surrogatepass"), len(units) // 2


def _printable(text: str) -> str:
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
