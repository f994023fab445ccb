"""What all generated classes can do: be made from JSON, and become the same JSON again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from types import UnionType
from typing import Any, Self, Union, get_args, get_origin, get_type_hints

Decode = Callable[[Any], Any]


@dataclass(kw_only=True)
class Model:
    """A JSON object whose members are attributes."""

    extra: dict[str, Any] = field(default_factory=dict, repr=False)
    """The members that this class has no attribute for, and those that are null."""

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Makes an object. What is in it is not checked: parse_event() has done that.

        Raises TypeError if a member that every such object has is missing.
        """
        extra = dict(value)
        known: dict[str, Any] = {}
        for name, key, decode in _members_of(cls):
            if extra.get(key) is not None:
                known[name] = decode(extra.pop(key))
        return cls(**known, extra=extra)

    def to_json(self) -> dict[str, Any]:
        """The object as json.dumps() takes it: by the names on the wire, with all that from_json() was given."""
        values = {key: getattr(self, name) for name, key, _ in _members_of(type(self))}
        present = {key: _encode(value) for key, value in values.items() if value is not None}
        return self.extra | present


Member = tuple[str, str, Decode]
"""An attribute, its key on the wire, and what makes its value."""

_members: dict[type[Model], list[Member]] = {}


def _members_of(cls: type[Model]) -> list[Member]:
    if cls not in _members:
        types = get_type_hints(cls)
        own = [each for each in fields(cls) if each.name != "extra"]
        keys = [(each.name, each.metadata.get("key", each.name)) for each in own]
        _members[cls] = [(name, key, _decoder_of(types[name])) for name, key in keys]
    return _members[cls]


def _decoder_of(wanted: Any) -> Decode:
    if isinstance(wanted, type) and issubclass(wanted, Model):
        return lambda value: wanted.from_json(value) if isinstance(value, dict) else value
    if not _has_model(wanted):
        return lambda value: value
    inner = next(each for each in get_args(wanted) if _has_model(each))
    decode = _decoder_of(inner)
    if get_origin(wanted) in (Union, UnionType):
        return decode
    if get_origin(wanted) is list:
        return lambda value: [decode(each) for each in value]
    return lambda value: {key: decode(each) for key, each in value.items()}


def _has_model(wanted: Any) -> bool:
    is_model = isinstance(wanted, type) and issubclass(wanted, Model)
    return is_model or any(_has_model(each) for each in get_args(wanted))


def _encode(value: Any) -> Any:
    if isinstance(value, Model):
        return value.to_json()
    if isinstance(value, list):
        return [_encode(each) for each in value]
    if isinstance(value, dict):
        return {key: _encode(each) for key, each in value.items()}
    return value
