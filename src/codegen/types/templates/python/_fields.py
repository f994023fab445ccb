"""Finds the contracts' fields in a payload, where they belong and where near misses put them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ._describe import MISSING, describe, describe_place, join

MAX_REPAIRS = 100
MAX_KEYS = 1000
MAX_KEY_COMPARED = 100
MAX_POINTER = 1000


_NO_RESULTS = (
    "The payload has no results, though its run may have: Maxun leaves them out of runs that its API started, and of "
    "documents. Ask Maxun's REST API for the run."
)


@dataclass
class Field:
    """A value that was found, and its place: a JSON pointer."""

    value: Any
    path: str


@dataclass
class Holder:
    """An object of the payload, and its place."""

    value: dict[str, Any]
    path: str


@dataclass
class Repairs:
    """Collects the guesses, up to a hundred."""

    list: list[dict[str, str]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def add(self, kind: str, place: Field, because: str, used: Any = MISSING) -> None:
        """Adds one. `used` is what the run has instead of the value; the value itself if it is not given."""
        self._add(kind, place, because, place.value if used is MISSING else used)

    def drop(self, kind: str, place: Field, because: str) -> None:
        """Adds one about a value that the run does not have."""
        self._add(kind, place, because, MISSING)

    def unreadable(self, place: Field, expected: str) -> None:
        """Adds that a value could not be read."""
        self.drop("unreadable", place, f"cannot be read as {expected}, and is left out")

    def no_results(self) -> None:
        """Adds that the event of a successful run has no results: if the list is full, in place of its last repair."""
        repair = {"path": "", "kind": "maybe-incomplete", "found": "no results", "used": "nothing"}
        del self.list[MAX_REPAIRS - 1 :]
        self.list.append(repair | {"message": _NO_RESULTS})

    def _add(self, kind: str, place: Field, because: str, used: Any) -> None:
        if len(self.list) >= MAX_REPAIRS:
            return
        found = describe(place.value)
        message = f"{describe_place(place.path)}: {found} {because}."
        repair = {"path": place.path, "kind": kind, "found": found, "used": describe(used), "message": message}
        self.list.append(repair)


@dataclass
class Search:
    """Where to look for fields: first where they belong, then where they may have been misplaced."""

    holders: list[Holder]
    repairs: Repairs
    camel_case: bool = False
    """Whether the names in camelCase are the contract's own."""


def find_fields(names: Iterable[str], search: Search) -> dict[str, Field]:
    """Finds fields by their names in snake_case, in camelCase, or in any other spelling. Null counts as not there."""
    found: dict[str, Field] = {}
    for index, holder in enumerate(search.holders):
        missing = [name for name in names if name not in found]
        for name, key in _hits(missing, holder, search) if missing else []:
            place = Field(holder.value[key], join(holder.path, key))
            search.repairs.seen.add(place.path)
            if index > 0:
                where = describe_place(search.holders[0].path)
                search.repairs.add("misplaced", place, f"belongs under {where}, and is read nevertheless")
            found[name] = place
    return found


def report_dropped(holder: Holder, repairs: Repairs) -> None:
    """Reports the fields that no search has found: the run has no place for them."""
    for key in list(holder.value)[:MAX_KEYS]:
        path = join(holder.path, key) if len(join("", key)) <= MAX_POINTER else holder.path
        value = holder.value[key]
        if value is not None and path not in repairs.seen:
            repairs.drop("dropped", Field(value, path), "has no place in a run, and is left out")


def _hits(names: list[str], holder: Holder, search: Search) -> list[tuple[str, str]]:
    keys = [(name, _key_of(name, holder, search)) for name in names]
    missing = [name for name, key in keys if key is None]
    hits = [(name, key) for name, key in keys if key is not None]
    return hits + (_other_spellings(missing, holder, search) if missing else [])


def _key_of(name: str, holder: Holder, search: Search) -> str | None:
    """The key in snake_case or in camelCase that a field has."""
    camel = to_camel_case(name)
    has_snake = holder.value.get(name) is not None
    if camel == name or holder.value.get(camel) is None:
        return name if has_snake else None
    if has_snake:
        _report_conflict(name, camel, holder, search.repairs)
        return name
    if not search.camel_case:
        _report_renamed(name, camel, holder, search.repairs)
    return camel


def _other_spellings(missing: list[str], holder: Holder, search: Search) -> list[tuple[str, str]]:
    hits: dict[str, str] = {}
    if len(holder.value) > MAX_KEYS:
        return []
    for key, value in holder.value.items():
        name = "" if re.fullmatch("[a-z_]*", key) else to_snake_case(key)
        if name not in missing or name in hits or key == to_camel_case(name) or value is None:
            continue
        _report_renamed(name, key, holder, search.repairs)
        hits[name] = key
    return list(hits.items())


def _report_renamed(name: str, key: str, holder: Holder, repairs: Repairs) -> None:
    place = Field(holder.value[key], join(holder.path, key))
    repairs.add("renamed", place, f"is read as {describe_place(join(holder.path, name))}")


def _report_conflict(name: str, key: str, holder: Holder, repairs: Repairs) -> None:
    place = Field(holder.value[key], join(holder.path, key))
    repairs.seen.add(place.path)
    kept = holder.value[name]
    # Two values that nest deep are not compared: Python would raise RecursionError.
    is_plain = not isinstance(kept, (dict, list))
    is_same = is_plain and kept == place.value and isinstance(kept, bool) == isinstance(place.value, bool)
    if not is_same:
        taken = f"is another value than that of {describe_place(join(holder.path, name))}, which is taken"
        repairs.add("conflict", place, taken, used=kept)


def to_camel_case(key: str) -> str:
    """The spelling of a contract's key in camelCase."""
    return re.sub("_([a-z])", lambda match: match[1].upper(), key)


def to_snake_case(key: str) -> str:
    """A key of any style in snake_case; a long one is not changed."""
    if len(key) > MAX_KEY_COMPARED:
        return key
    plain = re.sub("(?<=[a-z0-9])[A-Z]", lambda match: f"_{match[0]}", key).lower()
    return re.sub("[^0-9a-z]+", "_", plain).strip("_")
