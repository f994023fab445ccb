"""From the body of a delivery to an event of the right class."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NoReturn

from . import models
from ._contract import CONTRACT, meets


@dataclass(kw_only=True)
class UnknownEvent:
    """A payload that has none of the known shapes. normalize() reads what can be read of it."""

    event_type: str | None
    payload: Any

    def to_json(self) -> Any:
        """The payload."""
        return self.payload


def parse_event(body: bytes | str) -> models.Event | UnknownEvent:
    """The event in the body of a delivery, whose signature or token you have checked.

    Returns an object of the class of its shape, to be told apart by isinstance() or match.
    Raises ValueError if the body is not JSON.
    """
    return read_event(parse_json(body))


def read_event(payload: Any) -> models.Event | UnknownEvent:
    """As parse_event(), of a payload that is parsed already."""
    shape = _find(payload)
    if shape is None:
        event_type = payload.get("event_type") if isinstance(payload, dict) else None
        return UnknownEvent(event_type=event_type if isinstance(event_type, str) else None, payload=payload)
    event: models.Event = getattr(models, shape["payload"]).from_json(payload)
    return event


def shape_of(payload: Any) -> str:
    """The name of a payload's shape: `documented`, one that servers were seen to send, or `unknown`."""
    name: str = (_find(payload) or {"name": "unknown"})["name"]
    return name


def parse_json(body: bytes | str) -> Any:
    """JSON, and nothing that only Python takes for it. Raises ValueError."""
    try:
        return json.loads(body, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("The body is nested too deep.") from None


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"The body is not JSON: it has {name}.")


def _find(payload: Any) -> dict[str, Any] | None:
    """The documented shape if the payload has it, else the nearest observed one if the payload has that."""
    if not isinstance(payload, dict):
        return None
    if "event_type" not in payload:
        return other_shape(payload)
    event_type, data = payload["event_type"], payload.get("data")
    candidates = [each for each in CONTRACT["documented"] if each["eventType"] == event_type]
    observed = (each for each in CONTRACT["observed"] if each["eventType"] == event_type and _is_told(each, data))
    candidates += [each for each in [next(observed, None)] if each is not None]
    return next((each for each in candidates if _has_shape(payload, each)), None)


def other_shape(payload: Any) -> dict[str, Any] | None:
    """The shape of a payload that is not an event of a Maxun server, and is known all the same."""
    if not isinstance(payload, dict) or "event_type" in payload or not isinstance(payload.get("data"), list):
        return None
    return next((each for each in CONTRACT["others"] if _has_shape(payload, each)), None)


def _is_told(shape: dict[str, Any], data: Any) -> bool:
    return "toldBy" not in shape or meets(data, {"type": "object", **shape["toldBy"]})


def _has_shape(payload: Any, shape: dict[str, Any]) -> bool:
    return meets(payload, {"$ref": shape["payload"]})
