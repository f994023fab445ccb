"""Any shape of event to the one normalised form of a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ._clock import zone_of
from ._contract import CONTRACT, is_date_time
from ._dates import DateContext, read_date, time_of
from ._describe import MISSING
from ._fields import Field, Holder, Repairs, Search, find_fields, report_dropped, to_snake_case
from ._values import (
    read_boolean,
    read_if,
    read_links,
    read_lists,
    read_metadata,
    read_number,
    read_result,
    read_text,
)
from .dispatch import other_shape, shape_of
from .models import Run

About = dict[str, Any]
"""A field of the contracts: its name, how it is read, and its place in the run."""

_EVENT_TYPES = {shape["eventType"] for kind in ("documented", "observed") for shape in CONTRACT[kind]}
_ERROR_NAMES = [about["name"] for about in CONTRACT["runFields"]["error"]]


def normalize(payload: Any, *, time_zone: str | None = None) -> Run:
    """Puts a payload of any shape into the one normalised form. Never raises for anything that the payload is.

    Every guess is in `repairs`, and so is everything that could not be read. Rows, texts and pages are the payload's own,
    not copies.

    `payload` is parsed JSON: what json.loads() returns, or to_json() of an event.
    `time_zone` is the IANA name of the zone that the sending server's clock is in, UTC if it is not given; dates that
    name their zone do not need it. Raises ValueError if Python does not know it.
    """
    if time_zone is not None:
        zone_of(time_zone)
    repairs = Repairs()
    run: dict[str, Any] = {"shape": shape_of(payload), **{key: {} for key in CONTRACT["alwaysThere"]}}
    if isinstance(payload, dict):
        _fill(run, payload, repairs, "UTC" if time_zone == "Etc/UTC" else time_zone)
        if _lacks_results(run):
            repairs.no_results()
    else:
        repairs.unreadable(Field(payload, ""), "an event")
    return Run.from_json(run | {"repairs": repairs.list})


def _lacks_results(run: dict[str, Any]) -> bool:
    """Whether a successful run has nothing that it could have been started for."""
    is_success = run.get("eventType") == "run_completed" and "error" not in run and run.get("status") != "failed"
    results = ("links", "markdown", "html", "summary", "texts", "lists", "crawl", "search", "document")
    has_results = "promptResult" in run or any(run.get(key) for key in results)
    return is_success and "id" in run and "id" in run["robot"] and not has_results


@dataclass
class _Reading:
    """What the readers of fields know."""

    run: dict[str, Any]
    search: Search
    rows: Field | None
    """The rows of a payload that has nothing else in its `data`."""
    sent_at: int | None
    time_zone: str | None

    @property
    def repairs(self) -> Repairs:
        return self.search.repairs


def _fill(run: dict[str, Any], payload: dict[str, Any], repairs: Repairs, time_zone: str | None) -> None:
    root = Holder(payload, "")
    fields = find_fields(["event_type", "timestamp", "webhook_id", "data"], Search([root], repairs))
    event_type = _read_event_type(fields.get("event_type"), repairs)
    if event_type is not None:
        run["eventType"] = event_type
    is_rows = other_shape(payload) is not None
    holders = [root] if is_rows else [_data_of(fields.get("data"), repairs), root]
    search = Search(holders, repairs, event_type in CONTRACT["camelCaseEvents"])
    sent_at = _sent_at(fields.get("timestamp"))
    reading = _Reading(run, search, fields.get("data") if is_rows else None, sent_at, time_zone)
    _fill_fields("data", search, reading)
    for holder in holders:
        report_dropped(holder, repairs)


def _read_event_type(place: Field | None, repairs: Repairs) -> str | None:
    if place is None:
        return None
    if not isinstance(place.value, str):
        repairs.unreadable(place, "an event type")
        return None
    meant = to_snake_case(place.value)
    if meant == place.value or meant not in _EVENT_TYPES:
        return place.value
    repairs.add("event-type", place, f'is read as "{meant}"', used=meant)
    return meant


def _data_of(place: Field | None, repairs: Repairs) -> Holder:
    """Where there is no `data`, an empty one stands in, so that what lies beside it is seen to be misplaced."""
    if place is not None and isinstance(place.value, dict):
        return Holder(place.value, place.path)
    if place is not None:
        repairs.unreadable(place, "the event's own fields")
    return Holder({}, "/data")


def _sent_at(place: Field | None) -> int | None:
    is_known = place is not None and isinstance(place.value, str) and is_date_time(place.value)
    return time_of(place.value) if place is not None and is_known else None


def _fill_fields(kind: str, search: Search, reading: _Reading) -> None:
    """Puts each field in its place in the run. An absent one is not there."""
    table: list[About] = CONTRACT["runFields"][kind]
    found = find_fields([about["name"] for about in table], search)
    for about in table:
        value = _READERS[about["read"]](found.get(about["name"]), reading, about)
        if value is not None and about["path"]:
            *outer, key = about["path"]
            target = reading.run[outer[0]] if outer else reading.run
            target[key] = value


def _read_end(place: Field | None, reading: _Reading) -> str | None:
    return read_date(place, DateContext(reading.time_zone, reading.sent_at, is_end=True), reading.repairs)


def _read_date(place: Field | None, reading: _Reading) -> str | None:
    ended_at = time_of(reading.run.get("finishedAt"))
    context = DateContext(reading.time_zone, reading.sent_at, is_end=False, ended_at=ended_at)
    return read_date(place, context, reading.repairs)


def _read_rows(place: Field | None, reading: _Reading, about: About) -> dict[str, Any]:
    if about["path"] == ["texts"]:
        return read_lists(place, "text", reading.repairs)
    return read_lists(place or reading.rows, "list", reading.repairs)


def _read_output(place: Field | None, reading: _Reading) -> None:
    """Reads what the robot extracted. Its fields are looked for beside it too, where near misses have them."""
    is_readable = place is not None and isinstance(place.value, dict)
    if place is not None and not is_readable:
        reading.repairs.unreadable(place, "an object of outputs")
    output = Holder(place.value, place.path) if place and is_readable else Holder({}, "/data/extracted_data")
    _fill_fields("output", Search([output, *reading.search.holders], reading.repairs), reading)
    if is_readable:
        report_dropped(output, reading.repairs)


def _read_error(place: Field | None, reading: _Reading) -> dict[str, Any] | None:
    repairs = reading.repairs
    if place is None:
        return _read_flat_error(reading)
    if isinstance(place.value, str):
        used = {"message": place.value}
        repairs.add("restructured", place, "is read as the error's message", used=used)
        return used
    if not isinstance(place.value, dict):
        repairs.unreadable(place, "an error")
        return None
    holder = Holder(place.value, place.path)
    found = find_fields(_ERROR_NAMES, Search([holder], repairs))
    report_dropped(holder, repairs)
    return _error_of([found.get(name) for name in _ERROR_NAMES], repairs)


def _read_flat_error(reading: _Reading) -> dict[str, Any] | None:
    """The documentation's table lists the error's fields flat, as `error.message`; so may somebody's sender."""
    names = [f"error_{name}" for name in _ERROR_NAMES]
    found = find_fields(names, Search(reading.search.holders, reading.repairs, camel_case=True))
    places = [found.get(name) for name in names]
    for place in filter(None, places):
        reading.repairs.add("restructured", place, "is read as a member of /data/error")
    return _error_of(places, reading.repairs) if found else None


def _error_of(places: list[Field | None], repairs: Repairs) -> dict[str, Any]:
    texts = [(name, read_text(place, repairs)) for name, place in zip(_ERROR_NAMES, places)]
    return {name: text for name, text in texts if text is not None}


Reader = Callable[[Field | None, _Reading, About], Any]

_READERS: dict[str, Reader] = {
    "text": lambda place, at, about: read_text(place, at.repairs, tuple(about.get("values", ()))),
    "number": lambda place, at, _: read_number(place, at.repairs),
    "boolean": lambda place, at, _: read_boolean(place, at.repairs),
    "object": lambda place, at, _: read_if(dict, "an object", place, at.repairs),
    "array": lambda place, at, _: read_if(list, "an array", place, at.repairs),
    "json": lambda place, _at, _: place and place.value,
    "end": lambda place, at, _: _read_end(place, at),
    "date": lambda place, at, _: _read_date(place, at),
    "rows": _read_rows,
    "results": lambda place, at, about: read_result(place, f"{about['path'][0]}_0", at.repairs),
    "links": lambda place, at, _: read_links(place, at.repairs),
    "metadata": lambda place, at, _: read_metadata(place, at.repairs, at.search.camel_case),
    "error": lambda place, at, _: _read_error(place, at),
    "output": lambda place, at, _: _read_output(place, at),
}
"""How each kind of field is read."""
