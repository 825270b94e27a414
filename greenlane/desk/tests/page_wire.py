"""A drill's wire that goes through pages alone: reads, fills in, looks and signs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.test import Client

from greenlane.core.command import commands
from greenlane.core.forms import flatten
from greenlane.core.models import Receipt
from greenlane.desk.tests.pages import Form, address
from greenlane.drills.roster import everybody
from greenlane.work.models import Order

HOUSE = ("core.", "places.", "workforce.", "network.")


class PageWire:
    """One browser. What a page refused is kept; so is what a list did not offer."""

    refusals: list[tuple[str, int, str]]
    unoffered: list[tuple[str, str]]

    def __init__(self, language: str = "en") -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.client.cookies["django_language"] = language
        self.pin = ""
        self.refusals, self.unoffered = [], []

    def send(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, Any]:
        if method == "GET":
            said = self.client.get(path)
            return said.status_code, json.loads(said.content)
        if path == "/api/v1/session":
            return self._log_in(body)
        if path == "/api/v1/challenges":  # the page of the look draws its own
            return 200, {"challenge": ""}
        proof = {"challenge", "pin"}
        data = {k: v for k, v in body["data"].items() if k not in proof}
        return self._do(body["command"], data)

    def _log_in(self, body: Mapping[str, str]) -> tuple[int, Any]:
        form = Form(self.client.get("/login").content.decode())
        self.pin = {m.username: m.pin for m in everybody()}[body["username"]]
        done = self.client.post("/login", {**form.data, **body})
        return 200 if done.status_code == 303 else 401, {"csrf_token": "in the pages"}

    def _do(self, verb: str, data: Mapping[str, Any]) -> tuple[int, Any]:
        number = "" if verb.startswith(HOUSE) else Order.objects.earliest("id").number
        form = Form(self.client.get(address(verb, number)).content.decode())
        sent = self._filled(verb, form, data)
        done = self.client.post(form.action, sent)
        if done.status_code == 200:  # the look before the signature
            looked = Form(done.content.decode())
            done = self.client.post(looked.action, {**looked.data, "pin": self.pin})
        if done.status_code == 303:
            answer = json.loads(Receipt.objects.get(pk=form.data["command_id"]).answer)
            return 200, answer
        self.refusals.append((verb, done.status_code, done.content.decode()))
        return done.status_code, {"code": verb}

    def _filled(
        self, verb: str, form: Form, data: Mapping[str, Any]
    ) -> dict[str, list[str]]:
        """What stood there, and over it what this person has to say."""
        flat = flatten(commands()[verb].takes, data)
        rows = tuple(f"{name}." for name, value in data.items() if type(value) is list)
        sent = {k: [v] for k, v in form.data.items() if not k.startswith(rows)}
        for key, values in flat.lists():
            sent[key] = values
            offered = form.options.get(key)
            if offered is not None and not set(values) <= offered:
                self.unoffered.append((verb, key))
        return sent
