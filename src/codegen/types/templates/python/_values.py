"""Reads single values, lists and results, and says what was converted."""

from __future__ import annotations

import re
from typing import Any, TypeGuard

from ._describe import describe_place, is_number, join, number_text
from ._fields import MAX_KEYS, Field, Repairs, to_snake_case

MAX_LISTS = 1000
_MAX_KNOWN_LENGTH = 20
_MAX_EXACT = 2**53 - 1
"""The largest whole number that a float holds exactly; an int of Python holds any."""


def read_text(place: Field | None, repairs: Repairs, known: tuple[str, ...] = ()) -> str | None:
    """A text. A number is converted, and so is a value that the contract names and that is in another case."""
    if place is None:
        return None
    value = place.value
    if isinstance(value, str):
        return _in_known_case(place, known, repairs)
    if not is_number(value):
        repairs.unreadable(place, "a text")
        return None
    text = number_text(value)
    if isinstance(value, float) and value.is_integer() and abs(value) > _MAX_EXACT:
        repairs.add("imprecise", place, "is too large to have been kept exactly, and is read as text", used=text)
    else:
        repairs.add("converted", place, "is a number, read as text", used=text)
    return text


def _in_known_case(place: Field, known: tuple[str, ...], repairs: Repairs) -> str:
    value: str = place.value
    lower = value if len(value) > _MAX_KNOWN_LENGTH else value.lower()
    if lower == value or lower not in known:
        return value
    repairs.add("converted", place, f'is read as "{lower}"', used=lower)
    return lower


def read_if(wanted: type, expected: str, place: Field | None, repairs: Repairs) -> Any:
    """A value that is taken as it is, if it has the right type."""
    if place is None or isinstance(place.value, wanted):
        return place and place.value
    repairs.unreadable(place, expected)
    return None


def read_number(place: Field | None, repairs: Repairs) -> float | None:
    """A number. Digits in a text are converted."""
    if place is None:
        return None
    value = place.value
    if is_number(value):
        return value
    if isinstance(value, str) and re.fullmatch("[0-9]{1,15}", value):
        used = int(value)
        repairs.add("converted", place, "is a text, read as a number", used=used)
        return used
    repairs.unreadable(place, "a number")
    return None


def read_boolean(place: Field | None, repairs: Repairs) -> bool | None:
    """Yes or no. The words are converted."""
    if place is None:
        return None
    if isinstance(place.value, bool):
        return place.value
    if place.value in ("true", "false"):
        used: bool = place.value == "true"
        repairs.add("converted", place, "is a text, read as true or false", used=used)
        return used
    repairs.unreadable(place, "true or false")
    return None


def read_lists(place: Field | None, kind: str, repairs: Repairs) -> dict[str, list[dict[str, Any]]]:
    """Lists by name (kind `list`), or groups of texts (`text`), of which a bare text is a row."""
    if place is None:
        return {}
    value = place.value
    if isinstance(value, list):
        return _lists_of(_name_lists(place, value, kind, repairs), place.path, kind, repairs)
    if _is_bare_text(value, kind):
        return _lists_of(_name_lists(place, [value], kind, repairs), place.path, kind, repairs)
    if not isinstance(value, dict):
        repairs.unreadable(place, "lists by name")
        return {}
    if all(_is_rows(each) for each in value.values()):
        return value
    if len(value) > MAX_LISTS:
        _report_too_many(place, value, repairs)
    named = [(name, name, value[name]) for name in list(value)[:MAX_LISTS]]
    return _lists_of(named, place.path, kind, repairs)


def _is_bare_text(value: Any, kind: str) -> bool:
    return kind == "text" and isinstance(value, str)


def _report_too_many(place: Field, found: Any, repairs: Repairs) -> None:
    because = f"has more than {MAX_LISTS} lists: those after them are left out"
    repairs.add("unreadable", Field(found, place.path), because)


Listed = tuple[str, str | int | None, Any]
"""A list's name, its key or place if it has one, and the list."""


def _name_lists(place: Field, value: list[Any], kind: str, repairs: Repairs) -> list[Listed]:
    if not value:
        return []
    found = Field(value, place.path)
    first = f"{kind}_0"
    are_lists = all(isinstance(each, (list, type(None))) for each in value) and any(isinstance(each, list) for each in value)
    if not are_lists:
        repairs.add("restructured", found, f'has no names: it is read as one list, "{first}"')
        return [(first, None, value)]
    repairs.add("restructured", found, f'has no names: each list is read under its place, as "{first}" and on')
    if len(value) > MAX_LISTS:
        _report_too_many(place, value, repairs)
    return [(f"{kind}_{at}", at, each) for at, each in enumerate(value[:MAX_LISTS]) if each is not None]


def _lists_of(listed: list[Listed], path: str, kind: str, repairs: Repairs) -> dict[str, list[dict[str, Any]]]:
    places = [(name, Field(value, path if key is None else join(path, key))) for name, key, value in listed]
    lists = {name: _read_rows(place, kind, repairs) for name, place in places}
    return {name: rows for name, rows in lists.items() if rows is not None}


def _is_rows(value: Any) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _read_rows(place: Field, kind: str, repairs: Repairs) -> list[dict[str, Any]] | None:
    value = place.value
    if _is_rows(value):
        return value
    if isinstance(value, dict) or _is_bare_text(value, kind):
        repairs.add("restructured", place, "is read as a list of one row")
        return [_to_row(value)]
    if not isinstance(value, list):
        repairs.unreadable(place, "rows")
        return None
    because = 'has rows that are not records: each is read as the field "value" of one'
    repairs.add("restructured", place, because)
    return [_to_row(each) for each in value]


def _to_row(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"value": value}


def read_result(place: Field | None, name: str, repairs: Repairs) -> dict[str, Any] | None:
    """The result of a crawl or a search. `{}` means that the run has no such result."""
    if place is None:
        return None
    value = place.value
    if isinstance(value, dict):
        return value or None
    if not isinstance(value, list):
        repairs.unreadable(place, "results by name")
        return None
    if not value:
        return None
    repairs.add("restructured", place, f'has no name: it is read as "{name}"')
    return {name: value}


def read_links(place: Field | None, repairs: Repairs) -> list[str] | None:
    """The links of a page: texts, or records whose `url` or `href` is read."""
    if place is None:
        return None
    if not isinstance(place.value, list):
        repairs.unreadable(place, "an array of links")
        return None
    links = [link for link in map(_link_of, place.value) if link is not None]
    lost = len(place.value) - len(links)
    if lost > 0:
        because = f'has {lost} links that are neither texts nor records with a "url", and they are left out'
        repairs.add("unreadable", place, because, used=links)
    return links


def _link_of(link: Any) -> str | None:
    if not isinstance(link, dict):
        return link if isinstance(link, str) else None
    return next((link[key] for key in ("url", "href") if isinstance(link.get(key), str)), None)


def read_metadata(place: Field | None, repairs: Repairs, camel_case: bool) -> dict[str, Any]:
    """The metadata, with its keys in snake_case."""
    value = place.value if place is not None else {}
    if place is None or not isinstance(value, dict):
        if place is not None:
            repairs.unreadable(place, "an object of metadata")
        return {}
    camel_keys = [key for key in value if _is_camel_case(key)]
    if len(value) > MAX_KEYS or not camel_keys:
        return value
    kept = {key: member for key, member in value.items() if not _is_camel_case(key)}
    for key in camel_keys:
        name = to_snake_case(key)
        found = Field(value[key], join(place.path, key))
        name_place = describe_place(join(place.path, name))
        if name in kept:
            repairs.drop("conflict", found, f"has the name of {name_place} in another spelling, which is taken")
            continue
        if not camel_case:
            repairs.add("renamed", found, f"is read as {name_place}")
        kept[name] = value[key]
    return kept


def _is_camel_case(key: str) -> bool:
    return len(key) <= 100 and re.fullmatch("[a-z][0-9a-z]*[A-Z][0-9A-Za-z]*", key) is not None
