"""Prints the first repair of payloads with numbers that no float can hold, and with NaN."""

from maxun_webhooks import normalize

for value in (10**400, -(10**400), float("nan")):
    print(normalize({"event_type": "run_completed", "data": {"run_id": value}}).repairs[0].message)
