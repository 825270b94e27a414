"""Whatever is sent: a refusal with field, reason and next step; nothing is written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from greenlane.core import clock, guard
from greenlane.core.command import Command, commands
from greenlane.core.fields import Text
from greenlane.core.models import Grant
from greenlane.roles import ROLES
from tests.bad_values import bad_values, names_a_row, plain_data
from tests.cast import Cast
from tests.census import census
from tests.stages import order

COMMANDS = "/api/v1/commands"
MOST = 100  # commands in one list
EVERY = 4  # of the values of a sort of field seen before; all of them for a new sort


@pytest.fixture
def everybody(cast: Cast) -> Client:
    """Somebody who holds every role: only the input can be what is wrong."""
    account = cast.accounts["wang"]
    with guard.lifted():
        for role in set(ROLES) - {"duty_officer"}:
            Grant.objects.create(
                account=account, unit=cast.unit, role=role, granted_at=clock.now()
            )
    client = Client(headers={"Accept-Language": "en"}, raise_request_exception=False)
    client.force_login(account)
    return client


@pytest.fixture
def nothing_is_written(everybody: Client) -> Iterator[None]:
    before = census()
    yield
    assert census() == before


def send(client: Client, body: Any, path: str = COMMANDS, **kwargs: Any) -> Any:
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    kwargs.setdefault("content_type", "application/json")
    return client.post(path, text, **kwargs)


def send_all(client: Client, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each on its own, though many travel together; the answers in order."""
    answers: list[dict[str, Any]] = []
    for start in range(0, len(items), MOST):
        answer = send(client, items[start : start + MOST])
        assert answer.status_code == 200, answer.content[:300]
        answers += answer.json()["items"]
    return answers


def faults_of(said: dict[str, Any], status: int = 422) -> str:
    """What is wrong with a refusal of bad input, or nothing."""
    if said.get("status") != status or not said.get("code") or not said.get("title"):
        return f"not refused as it should be: {said}"
    if said["type"] != f"urn:greenlane:problem:{said['code']}" or not said["next_step"]:
        return f"no problem as everywhere: {said}"
    for error in said["errors"]:
        if not error["field"] or not error["code"] or error["detail"] == error["code"]:
            return f"no field, no reason: {error}"
    return "" if said["errors"] else "no field is named"


def chosen(field: Any, seen: Counter[type]) -> Iterator[Any]:
    """Another part of the bad values each time, so that every value has its turn."""
    turn = seen[type(field)]
    seen[type(field)] += 1
    for number, value in enumerate(bad_values(field)):
        if not turn or number % EVERY == turn % EVERY:
            yield value


def bad_data(
    command: Command, seen: Counter[type]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """(the field to blame, data that is wrong in this field alone)."""
    takes = command.takes
    yield "unit_id", {**plain_data(takes), "unit_id": "1"}
    yield "__class__", {**plain_data(takes), "__class__": "Order"}
    for name, field in takes.base_fields.items():
        for value in chosen(field, seen):
            if not (command.kind.mends_text and _is_mended(field, value)):
                yield name, {**plain_data(takes), name: value}
        if field.required:
            yield name, {k: v for k, v in plain_data(takes).items() if k != name}


def _is_mended(field: Any, value: Any) -> bool:
    """A text is mended where something stops or is told (`tests/test_restrictions`)."""
    return isinstance(field, Text) and isinstance(value, str)


@pytest.mark.usefixtures("nothing_is_written")
def test_every_field_of_every_command_refuses_what_it_cannot_be(
    everybody: Client,
) -> None:
    seen: Counter[type] = Counter()
    asked = [
        (command, field, data)
        for command in commands().values()
        for field, data in bad_data(command, seen)
    ]
    said = send_all(everybody, [{"command": c.name, "data": d} for c, _f, d in asked])
    wrong = []
    for (command, field, data), answer in zip(asked, said, strict=True):
        fault = faults_of(answer)
        if not fault and not any(
            error["field"].startswith((field, "$")) for error in answer["errors"]
        ):
            fault = f"another field is blamed: {answer['errors']}"
        if fault:
            wrong.append(f"{command.name}.{field} {str(data.get(field))[:60]}: {fault}")
    assert not wrong, "\n".join(wrong[:40])
    assert len(asked) > 20 * len(commands())


@pytest.mark.usefixtures("nothing_is_written")
def test_a_key_of_nothing_is_never_done(everybody: Client, cast: Cast) -> None:
    named = [each for each in commands().values() if names_a_row(each.takes)]
    said = send_all(
        everybody,
        [{"command": each.name, "data": plain_data(each.takes)} for each in named],
    )
    for command, answer in zip(named, said, strict=True):
        assert answer["status"] in {403, 404, 409, 422}, (command.name, answer)
        assert answer["code"] != "against-the-rows-law", (command.name, answer)
    missing = [each for each in said if each["status"] == 404]
    assert all(each["code"] == "not-found" for each in missing)
    assert len(missing) > len(named) / 3


BODIES = {
    "a blank": (b" ", 422),
    "half": (b'{"command": "work.add_note"', 422),
    "not UTF-8": (b'{"command": "\xff\xfe"}', 422),
    "UTF-16": ('{"command": "a"}'.encode("utf-16"), 422),
    "twice": (b'{"command": "a", "command": "b", "data": {}}', 422),
    "twice inside": (b'{"command": "a", "data": {"x": 1, "x": 2}}', 422),
    "no number": (b'{"command": "a", "data": {"x": NaN}}', 422),
    "no end": (b'{"command": "a", "data": {"x": -Infinity}}', 422),
    "deep": (b"[" * 100_000 + b"]" * 100_000, 422),
    "rather deep": (b'{"a":' * 13 + b"1" + b"}" * 13, 422),
    "long number": (b"1" * 5000, 422),
    "null": (b"null", 422),
    "number": (b"3", 422),
    "text": (b'"work.add_note"', 422),
    "too many": (json.dumps([{}] * 201).encode(), 422),
    "10 MB": (b'"' + b"x" * 10 * 1024 * 1024 + b'"', 413),
    "10 MB of lists": (b"[" + b"[]," * (3 * 1024 * 1024) + b"[]]", 413),
}


@pytest.mark.usefixtures("nothing_is_written")
@pytest.mark.parametrize("path", [COMMANDS, "/api/v1/challenges", "/api/v1/session"])
def test_a_body_that_is_no_message_is_refused(everybody: Client, path: str) -> None:
    for name, (body, status) in BODIES.items():
        answer = send(everybody, body, path)
        assert answer.headers["Content-Type"] == "application/problem+json", name
        assert not (fault := faults_of(answer.json(), status)), (name, fault)
        assert answer.status_code == status, name
    for media in ("text/plain", "application/x-www-form-urlencoded", "", "a/b; c"):
        answer = send(everybody, {"command": "a"}, path, content_type=media)
        assert not (fault := faults_of(answer.json(), 415)), (media, fault)


ENVELOPES: dict[str, dict[str, Any]] = {
    "command": {"command": 3},
    "data": {"data": []},
    "id": {"id": "first"},
    "at": {"at": "2022-03-29T14:05:00"},
    "queued": {"queued": "yes"},
    "device_seq": {"device_seq": -1},
    "seen": {"seen": "1.x"},
    "actor": {"actor": "root"},
}


@pytest.mark.usefixtures("nothing_is_written")
def test_an_envelope_says_what_it_must_and_nothing_more(everybody: Client) -> None:
    good = {"command": "work.add_note", "data": {"order": str(uuid4()), "text": "到场"}}
    for blamed, part in ENVELOPES.items():
        said = send(everybody, {**good, **part}).json()
        assert not faults_of(said)
        assert [error["field"] for error in said["errors"]] == [blamed]
    worse: tuple[dict[str, Any], ...] = (
        {"id": 5}, {"id": "\ud800"}, {"at": 1e9}, {"at": "\x00"}, {"seen": {}},
        {"seen": "1." + "9" * 400}, {"device_seq": True}, {"device_seq": 2**70},
    )  # fmt: skip
    for part in worse:
        assert not faults_of(send(everybody, {**good, **part}).json()), part
    for name in ("", "work.no_such", "\x00", "work.add_note ", "\ud800"):
        answer = send(everybody, {**good, "command": name})
        assert answer.status_code == 404, name
    for item in (None, 3, "a", [], [[]]):
        [said] = send(everybody, [item]).json()["items"]
        assert not faults_of(said), item


def test_the_same_id_with_other_content_changes_nothing(
    everybody: Client, cast: Cast
) -> None:
    mine, key = str(order(cast).pk), str(uuid4())
    note = {
        "command": "work.add_note",
        "id": key,
        "data": {"order": mine, "text": "甲"},
    }
    assert send(everybody, note).status_code == 200
    before = census()
    other = {**note, "data": {"order": mine, "text": "乙"}}
    stop = {"command": "work.stop_work", "id": key, "data": {"order": mine,
            "reason": "甲"}}  # fmt: skip
    for each in (other, stop):
        said = send(everybody, each).json()
        assert (said["status"], said["code"]) == (422, "same-id-other-content")
        assert said["next_step"]
    stranger = Client(headers={"Accept-Language": "en"})
    stranger.force_login(cast.accounts["liu"])
    assert send(stranger, note).status_code == 422, "nor may somebody else use it"
    assert send(everybody, note).json()["replayed"]
    assert census() == before
