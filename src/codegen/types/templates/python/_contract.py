"""The contracts, and whether a payload meets one of their schemas."""

from __future__ import annotations

import json
import re
from datetime import date
from importlib.resources import files
from typing import Any

from ._describe import is_number

CONTRACT: dict[str, Any] = json.loads(files(__package__).joinpath("contract.json").read_text("utf-8"))

Schema = dict[str, Any]

_DEEPEST = 100
"""Levels of nesting in a field that the contracts leave open."""

_TYPES: dict[str, type] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
}

_DATE_TIME = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]"
    r"([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]{1,9})?"
    r"([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)
"""RFC 3339, section 5.6."""


def meets(value: Any, schema: Schema) -> bool:
    """Whether a value meets a schema: the part of JSON Schema (draft-07) that the contracts use."""
    if not schema:
        return _is_plain(value, _DEEPEST)
    if "$ref" in schema:
        return meets(value, CONTRACT["definitions"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema and not any(meets(value, each) for each in schema["anyOf"]):
        return False
    if "not" in schema and meets(value, schema["not"]):
        return False
    if "const" in schema or "enum" in schema:
        values = schema.get("enum", [schema.get("const")])
        return any(type(value) is type(each) and value == each for each in values)
    if schema.get("format") == "date-time":
        return isinstance(value, str) and is_date_time(value)
    if not _has_type(value, schema):
        return False
    if isinstance(value, dict):
        return _meets_object(value, schema)
    return not isinstance(value, list) or all(meets(each, schema.get("items", {})) for each in value)


def _has_type(value: Any, schema: Schema) -> bool:
    wanted = schema.get("type")
    names = [wanted] if isinstance(wanted, str) else wanted
    return names is None or any(_is_of_type(value, name) for name in names)


def _is_of_type(value: Any, name: str) -> bool:
    if name in ("number", "integer"):
        return is_number(value) and (name == "number" or value == int(value))
    return isinstance(value, _TYPES[name])


def _meets_object(value: dict[str, Any], schema: Schema) -> bool:
    if not all(key in value for key in schema.get("required", [])):
        return False
    known = schema.get("properties", {})
    others = schema.get("additionalProperties", True)
    others = others if isinstance(others, dict) else {}
    return all(meets(member, known.get(key, others)) for key, member in value.items())


def _is_plain(value: Any, depth: int) -> bool:
    if not isinstance(value, (dict, list)):
        return value is None or isinstance(value, (str, bool)) or is_number(value)
    members = value.values() if isinstance(value, dict) else value
    return depth > 0 and all(_is_plain(each, depth - 1) for each in members)


def is_date_time(text: str) -> bool:
    """Whether a text is a date and time of RFC 3339, with a day that the month has."""
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        return False
    year, month, day = (int(match[group]) for group in (1, 2, 3))
    try:
        date(year or 4, month, day)
    except ValueError:
        return False
    return True
