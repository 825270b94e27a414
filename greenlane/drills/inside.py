"""A phone without a network: the same verbs through the same door, in this process.

Building a county takes a thousand of them. What is read comes from the addresses of
the API, as over a socket.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

from greenlane.core import clock, proof
from greenlane.core.actors import actor_for
from greenlane.core.command import commands
from greenlane.core.door import perform, unit_scene
from greenlane.core.models import Account
from greenlane.core.refusals import Refused
from greenlane.core.web.problems import as_dict
from greenlane.drills.wire import Hand, Refusal


@dataclass
class InsideHand(Hand):
    """Somebody's phone. Acts at once, reads through its wire."""

    _account: Account | None = field(default=None, repr=False)

    def ask(self, command: str, data: Mapping[str, Any]) -> dict[str, Any]:
        if self._account is None:
            self._account = Account.objects.get(username=self.username)
        by = actor_for(self._account, device=f"{self.username}-phone")
        verb = commands()[command]
        try:
            if verb.kind.proof:
                with clock.of(unit_scene(by.unit)):
                    asked = proof.challenge(verb, dict(data), by=by)
                data = {**data, "challenge": asked, "pin": self.pin}
            done = perform(command, data, by=by)
        except Refused as no:
            raise Refusal(no.status, as_dict(no)) from no
        return {"code": done.code, "facts": done.facts}


class InsideWire:
    """One browser: it keeps its cookies. The whole middleware is asked.

    No request begins or ends for the process: whoever holds a transaction keeps it.
    """

    def __init__(self) -> None:
        self._house = BaseHandler()
        self._house.load_middleware()
        self._cookies: SimpleCookie = SimpleCookie()

    def send(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, Any]:
        asked = WSGIRequest(self._environment(method, path, body, headers))
        said: Any = self._house.get_response(asked)
        self._cookies.update(said.cookies)
        text = b"".join(said)
        return int(said.status_code), json.loads(text) if text else None

    def _environment(
        self, method: str, path: str, body: Any, headers: Mapping[str, str]
    ) -> dict[str, Any]:
        sent = b"" if body is None else json.dumps(body).encode()
        where, _mark, query = path.partition("?")
        cookies = "; ".join(f"{k}={each.value}" for k, each in self._cookies.items())
        return {
            "REQUEST_METHOD": method,
            "PATH_INFO": where,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(sent)),
            "HTTP_COOKIE": cookies,
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(sent),
            "wsgi.errors": io.StringIO(),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
