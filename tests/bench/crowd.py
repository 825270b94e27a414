"""People of the bench: each with one connection that stays open."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from greenlane.core.models import Account
from tests.bench.many import PASSWORD
from tests.serving import House


@dataclass
class Person:
    """One connection that stays open, and whoever is logged in on it."""

    line: http.client.HTTPConnection
    headers: dict[str, str]
    unit: int

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, bytes]:
        told = None if body is None else json.dumps(body).encode()
        self.line.request(method, path, body=told, headers=self.headers)
        answer = self.line.getresponse()
        return answer.status, answer.read()

    def do(self, command: str, **data: Any) -> int:
        body = {"command": command, "id": str(uuid4()), "data": data}
        return self.ask("POST", "/api/v1/commands", body)[0]


def log_in(open_house: House, account: Account) -> Person:
    line = open_house.line()
    told = {"username": account.username, "password": PASSWORD}
    named = {"Content-Type": "application/json"}
    line.request("POST", "/api/v1/session", json.dumps(told).encode(), named)
    answer = line.getresponse()
    token = json.loads(answer.read())["csrf_token"]
    pairs = [each.split(";")[0] for each in answer.headers.get_all("Set-Cookie") or ()]
    headers = {**named, "Cookie": "; ".join(pairs), "X-CSRFToken": token}
    return Person(line, headers, account.unit_id)


def quoted(path: str) -> str:
    return "".join(
        char if char.isascii() else "".join(f"%{byte:02X}" for byte in char.encode())
        for char in path
    )
