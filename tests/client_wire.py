"""A drill's wire inside this process: Django's own client, cookies and CSRF kept."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client


class ClientWire:
    """One browser. The same calls as over a socket, through the whole middleware."""

    def __init__(self) -> None:
        self._client = Client(enforce_csrf_checks=True)

    def send(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, Any]:
        said = self._client.generic(
            method,
            path,
            data="" if body is None else json.dumps(body),
            content_type="application/json",
            headers={name.replace("_", "-"): text for name, text in headers.items()},
        )
        return said.status_code, json.loads(said.content) if said.content else None
