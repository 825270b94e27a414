"""How a drill talks to the house: over HTTP, as every phone does. No back door."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, Request, build_opener
from uuid import uuid4

SECONDS = 30.0
# Refused for what somebody else did at that moment: whoever plays looks again.
MOVED_ON = frozenset({"changed-since-shown", "challenge-expired", "busy"})
LOOKS = 5


class Wire(Protocol):
    """One browser: it keeps its cookies. Gives (status, decoded JSON)."""

    def send(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, Any]: ...


class HttpWire:
    """The real thing, on the standard library."""

    def __init__(self, base_url: str) -> None:
        self._base = base_url.rstrip("/")
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def send(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, Any]:
        data = None if body is None else json.dumps(body).encode()
        # The address comes from the command line of whoever plays, never from data.
        request = Request(self._base + path, data=data, method=method)  # noqa: S310
        request.add_header("Content-Type", "application/json")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                return answer.status, _decoded(answer.read())
        except HTTPError as refused:
            return refused.code, _decoded(refused.read())


def _decoded(body: bytes) -> Any:
    return json.loads(body) if body else None


class Refusal(Exception):
    """The house said no. `problem` is its answer."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        self.status, self.problem = status, problem
        self.code = str(problem.get("code"))
        self.missing = [each["what"] for each in problem.get("missing", ())]
        super().__init__(f"{status} {self.code} {self.missing or problem.get('facts')}")

    @property
    def leaving(self) -> set[str]:
        """Who would leave the crew that he leads elsewhere, by key."""
        rows = self.problem.get("missing", ())
        return {
            each["facts"]["person"] for each in rows if each["what"] == "leader-leaves"
        }

    @property
    def why(self) -> str:
        """Every reason, in the words of the house, each on a line of its own."""
        reasons = [each["says"] for each in self.problem.get("missing", ())]
        return "\n".join(reasons) or str(self.problem.get("title") or self.code)


@dataclass
class Hand:
    """One person's phone: logged in, with the PIN that signs releases."""

    username: str
    password: str
    pin: str
    wire: Wire
    language: str = "en"
    releases: set[str] = field(default_factory=set, repr=False)
    _csrf: str = field(default="", repr=False)

    def do(self, command: str, /, **data: Any) -> dict[str, Any]:
        """Do this and give its facts; a release gets a fresh challenge and the PIN."""
        return self.ask(command, data)["facts"]

    def ask(self, command: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """The whole answer. Raises Refusal.

        Where things have moved on since they were shown, they are shown anew, and each
        time the gates judge them as they are then: five times at the most.
        """
        body = {"command": command, "id": str(uuid4()), "data": dict(data)}
        for _look in range(LOOKS - 1):
            try:
                return self._asked(body)
            except Refusal as no:
                if no.code not in MOVED_ON:
                    raise
        return self._asked(body)

    def _asked(self, body: dict[str, Any]) -> dict[str, Any]:
        proved = self._proved(body) if body["command"] in self.releases else body
        return dict(self._must("/api/v1/commands", proved))

    def _proved(self, body: dict[str, Any]) -> dict[str, Any]:
        """The same, with a challenge made just now and the person's PIN."""
        asked = self._must("/api/v1/challenges", body)
        proof = {"challenge": asked["challenge"], "pin": self.pin}
        return {**body, "data": {**body["data"], **proof}}

    def read(self, path: str) -> Any:
        """GET as this person. Raises Refusal."""
        self._log_in()
        status, said = self.wire.send("GET", path, Accept_Language=self.language)
        if status != 200:
            raise Refusal(status, said or {})
        return said

    def _must(self, path: str, body: Any) -> Any:
        status, said = self._post(path, body)
        if status != 200:
            raise Refusal(status, said or {})
        return said

    def _post(self, path: str, body: Any) -> tuple[int, Any]:
        self._log_in()
        return self.wire.send(
            "POST",
            path,
            body,
            X_CSRFToken=self._csrf,
            X_Device=f"{self.username}-phone",
            Accept_Language=self.language,
        )

    def _log_in(self) -> None:
        if self._csrf:
            return
        login = {"username": self.username, "password": self.password}
        status, said = self.wire.send("POST", "/api/v1/session", login)
        if status != 200:
            raise Refusal(status, said or {})
        self._csrf = said["csrf_token"]


def releases_of(document: Mapping[str, Any]) -> set[str]:
    """The commands that ask for a person's proof, as the API describes itself."""
    schemas = document["components"]["schemas"].values()
    return {
        schema["properties"]["command"]["const"]
        for schema in schemas
        if schema.get("x-kind") == "release"
    }


Dial = Callable[[], Wire]
