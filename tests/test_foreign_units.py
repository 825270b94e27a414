"""What a unit does not own looks like nothing at all to it: page, API and verb."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client

from greenlane.core import clock, guard
from greenlane.core.command import Command, commands
from greenlane.core.fields import Id
from greenlane.core.models import Blob, BlobHolder, Grant, Row
from greenlane.roles import ROLES
from tests import stages
from tests.bad_values import plain_data
from tests.cast import PIN, Cast
from tests.census import census
from tests.walking import HASH, filled, leaks, reads, secrets


@pytest.fixture
def ours(cast: Cast) -> Any:
    """An order of Biyang with everything on it, and a photo."""
    made = stages.order(cast, "BY-220329-7")
    stages.permitted(cast, made)
    cast.do(
        "work.add_note", {"order": str(made.pk), "text": "后门钥匙在门卫"}, by="wang"
    )
    blob = Blob.objects.create(
        hash=HASH, unit=cast.unit, size=1, media_type="image/png", stored_at=clock.now()
    )
    BlobHolder.objects.create(blob=blob, unit=cast.unit)
    return made


@pytest.fixture
def stranger(cast: Cast) -> Client:
    """Somebody who holds every role, in another county."""
    account = cast.accounts["stranger"]
    with guard.lifted():
        for role in set(ROLES) - {"dispatcher"}:
            Grant.objects.create(
                account=account, unit=cast.foreign, role=role, granted_at=clock.now()
            )
    client = Client()
    client.force_login(account)
    return client


def test_no_address_shows_anything_of_a_foreign_unit(
    cast: Cast, ours: Any, stranger: Client
) -> None:
    hidden = secrets(cast)
    assert {
        ours.number,
        str(ours.pk),
        "公租房隔离点",
        "李建国",
        "后门钥匙在门卫",
    } <= hidden
    known = Client()
    known.force_login(cast.accounts["wang"])
    for path in reads():
        named = {"<str:number>", "<str:hash>", "<uuid:key>"} & set(
            re.findall(r"<[a-z]+:[a-z]+>", path)
        )
        for asked in filled(path, ours.number):
            answer = stranger.get(f"/{asked}")
            if named:
                assert answer.status_code == 404, (asked, answer.status_code)
            assert answer.status_code in {200, 302, 404}, (asked, answer.status_code)
            assert not (found := leaks(answer, hidden, asked=asked)), (asked, found)
    assert known.get(f"/api/v1/orders/{ours.number}").status_code == 200


def test_the_search_finds_nothing_of_a_foreign_unit(
    cast: Cast, ours: Any, stranger: Client
) -> None:
    for typed in (ours.number, "公租房", "gzf"):
        answer = stranger.get("/api/v1/orders", {"q": typed, "ended": "all"})
        assert answer.json() == {"orders": [], "next": None}
    unit = {"unit": cast.unit.pk}
    assert stranger.get("/api/v1/events", unit).json() == {"events": []}


def data_about(command: Command, cast: Cast) -> dict[str, Any]:
    """What the command takes, naming rows of Biyang wherever it names any."""
    found = plain_data(command.takes)
    for name, field in command.takes.base_fields.items():
        if isinstance(field, Id) and (row := _row(field.kind, cast)):
            found[name] = str(row.pk)
    return found


def _row(kind: str, cast: Cast) -> models.Model | None:
    for model in apps.get_models():
        if model._meta.model_name == kind and issubclass(model, Row):
            return model._base_manager.filter(unit=cast.unit).last()
    return None


def test_no_verb_reaches_a_row_of_a_foreign_unit(
    cast: Cast, ours: Any, stranger: Client
) -> None:
    hidden = {each for each in secrets(cast) if len(each) != 36}
    before, reached = census(), 0
    for command in commands().values():
        data = data_about(command, cast)
        if not names_a_unit(command):
            continue
        asked = {"command": command.name, "data": data}
        with transaction.atomic():
            answer = ask(stranger, asked, releases=command.kind.proof)
            transaction.set_rollback(True)
        said = (command.name, answer.status_code, answer.content.decode()[:300])
        found = leaks(answer, hidden, asked=json.dumps(data, ensure_ascii=False))
        assert not found, (*said, found)
        if command.kind.anyone:
            assert answer.status_code in {200, 403, 404, 409}, said
            reached += answer.status_code == 200
            continue
        assert answer.status_code in {403, 404}, said
        # A wrong password is said before anything is looked for.
        known = {"not-found", "role-missing", "password-wrong"}
        assert answer.json()["code"] in known, said
    assert census() == before
    assert reached, "whoever can name a thing may stop it"


def names_a_unit(command: Command) -> bool:
    """Whether it asks for a row that belongs to one unit. People are lent."""
    return any(
        isinstance(field, Id) and field.required and field.kind != "person"
        for field in command.takes.base_fields.values()
    )


def ask(client: Client, asked: dict[str, Any], *, releases: bool) -> Any:
    """Through the API, with a live challenge and the own PIN where one is wanted."""
    if releases:
        made = client.post("/api/v1/challenges", asked, content_type="application/json")
        proof = {"challenge": made.json()["challenge"], "pin": PIN}
        asked = {**asked, "data": {**asked["data"], **proof}}
    return client.post("/api/v1/commands", asked, content_type="application/json")
