"""A machine's key restricts, observes, claims and reports; it never releases."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from greenlane.cli import main
from greenlane.core import clock, guard
from greenlane.core.command import Command, commands
from greenlane.core.models import Grant, Token
from greenlane.roles import ROLES
from tests.bad_values import plain_data
from tests.cast import PIN, Cast
from tests.census import census
from tests.stages import order

SECRET = "gl_of-a-machine"
RELEASES = [each for each in commands().values() if each.kind.proof]


@pytest.fixture
def machine(cast: Cast) -> Client:
    """Its key opens everything that a key can, for somebody who holds every role."""
    account = cast.accounts["wang"]
    with guard.lifted():
        for role in set(ROLES) - {"duty_officer"}:
            Grant.objects.create(
                account=account, unit=cast.unit, role=role, granted_at=clock.now()
            )
        Token.objects.create(
            unit=cast.unit,
            account=account,
            name="robot",
            secret_sha256=hashlib.sha256(SECRET.encode()).hexdigest(),
            scopes="restrict observe claim release report desk",
            expires_at=clock.wall() + timedelta(days=1),
        )
    return Client(headers={"Authorization": f"Bearer {SECRET}"})


def send(client: Client, body: Any, path: str = "/api/v1/commands") -> Any:
    return client.post(path, json.dumps(body), content_type="application/json")


def proved(cast: Cast, command: Command) -> dict[str, Any]:
    """Data with the very challenge and PIN of the person behind the key."""
    data = plain_data(command.takes)
    named = {k: v for k, v in data.items() if k not in command.takes.PROOF}
    client = Client()
    client.force_login(cast.accounts["wang"])
    asked = {"command": command.name, "data": named}
    challenge = send(client, asked, "/api/v1/challenges").json()["challenge"]
    return {**named, "challenge": challenge, "pin": PIN}


@pytest.mark.parametrize("command", RELEASES, ids=lambda each: each.name)
def test_no_key_and_no_command_line_reaches_a_release(
    cast: Cast,
    machine: Client,
    command: Command,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data, before = proved(cast, command), census()
    answer = send(machine, {"command": command.name, "data": data})
    assert answer.status_code == 403, answer.json()
    assert answer.json()["code"] == "release-needs-a-person"
    assert answer.json()["next_step"]

    monkeypatch.setenv("GREENLANE_TOKEN", SECRET)
    capsys.readouterr()
    assert main(("act", command.name, "--json", "--data", json.dumps(data))) == 1
    assert json.loads(capsys.readouterr().out)["code"] == "release-needs-a-person"
    assert census() == before


def test_a_release_is_what_a_person_alone_can_give() -> None:
    assert len(RELEASES) > 15
    for command in RELEASES:
        assert {"challenge", "pin"} == set(command.takes.PROOF), command.name
        assert not command.kind.queued, command.name


def test_a_key_does_what_its_scopes_say_and_no_more(
    cast: Cast, machine: Client
) -> None:
    mine = str(order(cast).pk)
    note = {"command": "work.add_note", "data": {"order": mine, "text": "到场"}}
    assert send(machine, note).status_code == 200
    with guard.lifted():
        Token.objects.update(scopes="restrict")
    refused = send(machine, note)
    assert (refused.status_code, refused.json()["code"]) == (403, "token-scope")
    stop = {"command": "work.stop_work", "data": {"order": mine, "reason": "冒烟"}}
    assert send(machine, stop).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"revoked_at": "now"},
        {"expires_at": "now"},
        {"secret_sha256": "0" * 64},
    ],
    ids=["revoked", "expired", "unknown"],
)
def test_a_key_that_is_no_longer_good_opens_nothing(
    cast: Cast, machine: Client, change: dict[str, Any]
) -> None:
    assert machine.get("/api/v1/orders").status_code == 200
    change = {k: clock.wall() if v == "now" else v for k, v in change.items()}
    with guard.lifted():
        Token.objects.update(**change)
    answer = machine.get("/api/v1/orders")
    assert (answer.status_code, answer.json()["code"]) == (401, "log-in-first")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_session_writes_only_with_its_csrf_token(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"})
    login = {"username": "wang", "password": "pass-wang"}
    logged_in = send(client, login, "/api/v1/session")
    assert logged_in.status_code == 200
    stop = {"command": "work.stop_work",
            "data": {"order": str(order(cast).pk), "reason": "冒烟"}}  # fmt: skip
    forged = send(client, stop)
    assert (forged.status_code, forged.json()["code"]) == (403, "csrf-token-missing")
    token = {"X-CSRFToken": logged_in.json()["csrf_token"]}
    body, media = json.dumps(stop), "application/json"
    said = client.post("/api/v1/commands", body, content_type=media, headers=token)
    assert said.status_code == 200
    assert client.delete("/api/v1/session").status_code == 204
    assert client.get("/api/v1/orders").status_code == 401


def test_wrong_logins_are_slowed_down(cast: Cast) -> None:
    client = Client(headers={"Accept-Language": "en"}, REMOTE_ADDR="192.0.2.7")
    login = {"username": "wang", "password": "guess"}
    said = [send(client, login, "/api/v1/session") for _ in range(11)]
    assert [each.status_code for each in said] == [401] * 10 + [429]
    assert said[0].json()["code"] == "login-wrong"
    assert said[-1].json()["next_step"]
