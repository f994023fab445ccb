"""Verifies a signed delivery: with the Standard Webhooks library if it is installed, else as its specification says."""

import base64
import hashlib
import hmac
import json
import sys

from maxun_webhooks import parse_event

case = json.load(sys.stdin)
body, headers, secret = case["body"], case["headers"], case["secret"]
try:
    from standardwebhooks import Webhook
except ImportError:
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert any(hmac.compare_digest(wanted, each) for each in headers["webhook-signature"].split())
    verified_by = "specification"
else:
    Webhook(secret).verify(body, headers)
    verified_by = "library"
print(json.dumps({"verifiedBy": verified_by, "event": type(parse_event(body)).__name__}))
