"""Reads a case per line, and prints what Python makes of it."""

import json
import sys

import maxun_webhooks as maxun

for line in sys.stdin:
    case = json.loads(line)
    event = maxun.parse_event(case["body"])
    payload = event.to_json()
    run = maxun.normalize(payload, time_zone=case.get("timeZone"))
    result = {"event": type(event).__name__, "payload": payload, "shape": maxun.shape_of(payload), "run": run.to_json()}
    print(json.dumps(result))
