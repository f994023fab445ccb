"""Prints the first repair of payloads with numbers that no float can hold, with NaN, and with two lists that nest deep."""

from maxun_webhooks import normalize


def nested():
    value = []
    for _ in range(100_000):
        value = [value]
    return value


def first_repair(**data):
    print(normalize({"event_type": "run_completed", "data": data}).repairs[0].message)


for number in (10**400, -(10**400), float("nan")):
    first_repair(run_id=number)
first_repair(run_id=nested(), runId=nested())
