"""A receiver in Python, of the standard library alone, with an endpoint per flaw: the flaw is the first part of the path."""
import base64, hmac, json, time, traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRETS = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"]
seen = set()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 5
    disable_nagle_algorithm = True

    def log_message(self, *args):
        pass

    def version_string(self):
        return super().version_string() if self.flaw == "py-version" else "python"

    @property
    def flaw(self):
        return self.path.strip("/").split("?")[0]

    def answer(self, status, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("content-type", "text/plain")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.answer(405, "POST only")

    def do_HEAD(self):
        self.send_response(405)
        self.send_header("content-length", "0")
        self.end_headers()

    def do_POST(self):
        raw = self.rfile.read(int(self.headers.get("content-length", 0)))
        if not self.is_authentic(raw):
            return self.answer(401, "unauthorized")
        try:
            event = json.loads(raw)
            kind, data = event["event_type"], event["data"]
            if not isinstance(data, (dict, list)):
                raise ValueError("data")
        except RecursionError:
            return self.answer(400, "too deep")
        except Exception:
            return self.answer(400, traceback.format_exc() if self.flaw == "py-traceback" else "bad request")
        seen.add(self.headers.get("webhook-id"))
        self.answer(200, "ok")

    def is_authentic(self, raw):
        if self.flaw == "py-no-verification":
            return True
        message_id, sent_at = self.headers.get("webhook-id", ""), self.headers.get("webhook-timestamp", "")
        if not sent_at.isdigit():
            return False
        age = time.time() - int(sent_at)
        if (age if self.flaw == "py-one-sided" else abs(age)) > 300:
            return False
        if self.flaw == "py-json-dumps":
            try:
                raw = json.dumps(json.loads(raw), separators=(",", ":")).encode()
            except Exception:
                return False
        content = f"{message_id}.{sent_at}.".encode() + raw
        found = self.headers.get("webhook-signature", "").split()
        if self.flaw == "py-first-signature":
            found = found[:1]
        for secret in SECRETS:
            key = base64.b64decode(secret.removeprefix("whsec_"))
            expected = "v1," + base64.b64encode(hmac.new(key, content, "sha256").digest()).decode()
            if any(hmac.compare_digest(expected.encode(), one.encode()) for one in found):
                return True
        return False


# Python's backlog of 5 drops connections, which their clients try again seconds later.
ThreadingHTTPServer.request_queue_size = 128
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(server.server_address[1], flush=True)
server.serve_forever()
