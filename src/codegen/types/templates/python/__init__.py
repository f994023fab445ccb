"""Maxun's webhooks: the events as classes, and every shape of event as one Run.

    from maxun_webhooks import RunFailedEvent, normalize, parse_event

    event = parse_event(body)  # after you have checked the signature or the token
    if isinstance(event, RunFailedEvent):
        print(event.data.error.message)
    run = normalize(event.to_json())  # the same fields, whatever the shape
"""

from . import models
from .dispatch import UnknownEvent, parse_event, read_event, shape_of
from .models import *  # noqa: F403
from .run import normalize

__all__ = [*models.__all__, "UnknownEvent", "normalize", "parse_event", "read_event", "shape_of"]
