"""A person before the pages: logs in, reads a form, fills it in and sends it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from greenlane.core.command import Command, commands
from greenlane.core.web import login_limit
from greenlane.roles import ROLES
from tests.cast import PEOPLE, PIN


class Form(HTMLParser):
    """What the form of a verb's page would send as it stands, and its address."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.action = ""
        self.data: dict[str, Any] = {}
        self.names: set[str] = set()
        self.options: dict[str, set[str]] = {}  # what each list offers
        self.ticks: dict[str, set[str]] = {}  # what stands there to be ticked
        self._section = self._form = self._pattern = False
        self._select = self._area = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag == "section":
            self._section = True
        elif tag == "form" and self._section:
            self._form, self.action = True, held.get("action") or ""
        elif tag == "template":
            self._pattern = True
        if self._form and not self._pattern:
            self._field(tag, held)

    def _field(self, tag: str, held: dict[str, str | None]) -> None:
        name, value = held.get("name") or "", held.get("value") or ""
        if name:
            self.names.add(name)
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._area = name
            self.data[name] = ""
        elif tag == "option" and self._select:
            self.options.setdefault(self._select, set()).add(value)
            if "selected" in held:
                self.data[self._select] = value
        elif tag == "input":
            self._input(name, value, held)

    def _input(self, name: str, value: str, held: dict[str, str | None]) -> None:
        kind = held.get("type", "text")
        if kind == "checkbox":
            self.ticks.setdefault(name, set()).add(value)
        ticked = kind not in {"checkbox", "radio"} or "checked" in held
        if name and ticked and kind != "file":
            self.data[name] = value

    def handle_data(self, data: str) -> None:
        if self._area:
            self.data[self._area] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = False
        elif tag == "template":
            self._pattern = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""


class Hand:
    """Somebody of the cast with a browser that knows no script."""

    def __init__(self, name: str, *, language: str = "en") -> None:
        login_limit.forget()
        self.client = Client()
        self.client.cookies["django_language"] = language
        sent = {"username": name, "password": "pass-" + name}
        assert self.client.post("/login", sent).status_code == 303

    def read(self, address: str) -> Form:
        shown = self.client.get(address)
        assert shown.status_code == 200, shown.content.decode()
        return Form(shown.content.decode())

    def send(self, form: Form, **answers: Any) -> Any:
        return self.client.post(form.action, {**form.data, **answers})

    def sign(self, looked: Any) -> Any:
        """The PIN goes under what the page of the look shows."""
        assert looked.status_code == 200, looked.content.decode()
        return self.sign_anyhow(looked)

    def sign_anyhow(self, looked: Any) -> Any:
        """The same, also where the look came with a refusal."""
        return self.send(Form(looked.content.decode()), pin=PIN)

    def do(self, address: str, **answers: Any) -> Any:
        """Fill in, look and sign where a signature is asked; it has to succeed."""
        form = self.read(address)
        done = form if "challenge" in form.data else self.send(form, **answers)
        if isinstance(done, Form):
            done = self.send(done, pin=PIN)
        elif done.status_code == 200:
            done = self.sign(done)
        assert done.status_code == 303, done.content.decode()
        return done


def shown(answer: Any) -> str:
    """The page as text."""
    return str(answer.content.decode())


def address(verb: str, number: str = "") -> str:
    """The page of a verb, of an order where there is one."""
    command = commands()[verb]
    if number:
        return f"/orders/{number}/{command.slug}"
    return f"/do/{command.room}/{command.slug}"


def who_may(command: Command) -> str:
    """Somebody of the cast whose role includes what the verb needs."""
    return next(
        name
        for name, (_zh, _en, role, _skills) in PEOPLE.items()
        if not command.needs or command.needs in ROLES[role]
    )


def who_may_not(command: Command) -> str | None:
    return next(
        (
            name
            for name, (_zh, _en, role, _skills) in PEOPLE.items()
            if command.needs and command.needs not in ROLES[role]
        ),
        None,
    )
