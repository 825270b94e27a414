"""The house on a port of this process, and callers who keep their line open."""

from __future__ import annotations

import http.client
import json
import threading
from io import BytesIO
from socketserver import ThreadingMixIn
from typing import Any
from uuid import uuid4
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.db import connections

from greenlane.core.command import commands
from greenlane.drills.wire import Hand
from greenlane.wsgi import application
from tests.cast import PIN, Cast


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        super().process_request_thread(request, client_address)
        connections.close_all()


class _Handler(WSGIRequestHandler):
    """A line serves many requests: the database connection of its thread is kept."""

    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        self.close_connection = False
        while not self.close_connection:
            self.raw_requestline = self.rfile.readline(65537)
            if not self.raw_requestline or not self.parse_request():
                return
            self._answer()

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        environ = self.get_environ()
        environ["wsgi.input"] = BytesIO(self.rfile.read(length))
        environ.update({"wsgi.errors": self.get_stderr(), "wsgi.url_scheme": "http"})
        head: list[Any] = []
        body = application(environ, lambda *args: head.extend(args))
        content = b"".join(body)
        getattr(body, "close", lambda: None)()
        lines = [f"HTTP/1.1 {head[0]}", f"Content-Length: {len(content)}"]
        lines += [f"{k}: {v}" for k, v in head[1] if k.lower() != "content-length"]
        self.wfile.write("\r\n".join([*lines, "", ""]).encode("latin-1") + content)

    def log_message(self, *args: Any) -> None:
        """Quiet."""


class Phone(Hand):
    """A hand that can make everything ready first, and send it at a given moment."""

    def prepared(self, command: str, data: dict[str, Any]) -> dict[str, Any]:
        body = {"command": command, "id": str(uuid4()), "data": data}
        return self._proved(body) if commands()[command].kind.proof else body

    def log_in(self) -> None:
        self._log_in()

    def send(self, body: dict[str, Any]) -> dict[str, Any]:
        """The whole answer. Raises Refusal."""
        return dict(self._must("/api/v1/commands", body))


class Served:
    """A unit's house that listens; `phone` gives a person's phone."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.set_app(application)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def phone(self, name: str) -> Phone:
        return Phone(name, "pass-" + name, PIN, Line(self.port))

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Line:
    """A wire whose connection stays open between the calls."""

    def __init__(self, port: int) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._cookies: dict[str, str] = {}

    def send(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, Any]:
        sent = {k.replace("_", "-"): v for k, v in headers.items()}
        sent["Content-Type"] = "application/json"
        sent["Cookie"] = "; ".join(f"{k}={v}" for k, v in self._cookies.items())
        data = None if body is None else json.dumps(body)
        self._line.request(method, path, data, sent)
        answer = self._line.getresponse()
        content = answer.read()
        for text in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, value = text.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, json.loads(content) if content else None
