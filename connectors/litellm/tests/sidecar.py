"""A sidecar on the loopback that answers what a test says, and refuses what the real one would."""

from __future__ import annotations

import contextlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from typing_extensions import override

FIELDS = {"user", "team", "org", "agent", "session", "task", "model", "key", "cost_center"}
PASS: dict[str, Any] = {"level": "clear", "action": "pass", "admitted": True, "delay_ms": 0, "limits": {}}


class FakeSidecar:
    """Keeps what it was asked and told."""

    def __init__(self) -> None:
        self.answer: dict[str, Any] | str = PASS
        self.status = 200
        self.hangs = threading.Event()
        self.checks: list[dict[str, Any]] = []
        self.ends: list[dict[str, Any]] = []
        self.refused: list[str] = []
        self._closed = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._closed.set()
        self._server.shutdown()
        self._server.server_close()

    def _answer_to(self, path: str, body: dict[str, Any]) -> tuple[int, str]:
        numbers = {name for name in ("tokens",) if isinstance(body.get(name), int)}
        flags = {name for name in ("wait", "reports_end") if isinstance(body.get(name), bool)}
        texts = {name for name in FIELDS if isinstance(body.get(name), str) and body[name]}
        unknown = set(body) - numbers - flags - texts
        if unknown or path not in ("/v1/check", "/v1/done"):
            self.refused.append(f"{path}: {sorted(unknown)}")
            return 400, "{}"
        if path == "/v1/done":
            self.ends.append(body)
            return 200, "{}"
        self.checks.append(body)
        if self.hangs.is_set():
            self._closed.wait(10)
        return self.status, self.answer if isinstance(self.answer, str) else json.dumps(self.answer)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        sidecar = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, text = sidecar._answer_to(self.path, body)
                with contextlib.suppress(BrokenPipeError):  # who asked has gone
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(text.encode())))
                    self.end_headers()
                    self.wfile.write(text.encode())

            @override
            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        return Handler
