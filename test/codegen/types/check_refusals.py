"""Prints a line for each thing that is refused."""

from maxun_webhooks import normalize, parse_event


def refused(call, *given, **named):
    try:
        call(*given, **named)
    except ValueError:
        print("refused")


refused(parse_event, b"{")
refused(parse_event, b'{"a": NaN}')
refused(parse_event, b"[" * 100_000)
refused(normalize, {}, time_zone="Mars/One")
