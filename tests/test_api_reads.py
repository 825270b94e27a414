"""The API can be read whole: every address is described, guarded and quick."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from greenlane.api import urls
from greenlane.api.openapi import document
from greenlane.api.openapi_paths import OF_AN_ORDER, REGISTERS
from greenlane.core import guard
from greenlane.core.command import commands
from greenlane.core.models import Account, Grant
from greenlane.core.web import access
from greenlane.roles import ROLES
from tests import stages
from tests.cast import Cast

# Nobody logs in for these; what the last two open is asked for by their own means.
OPEN = {"healthz", "readyz", "openapi", "session", "metrics"}
ORDER = "/api/v1/orders/BY-1"


@pytest.fixture
def liu(cast: Cast) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(cast.accounts["liu"])
    return client


def test_every_address_says_what_it_needs() -> None:
    for each in urls.urlpatterns:
        rule = each.callback.rule
        assert (rule in {access.OPEN, access.OWN_MEANS}) is (each.name in OPEN)


def test_every_address_is_described_and_nothing_else() -> None:
    described = {
        (path, method.upper())
        for path, item in document()["paths"].items()
        for method in item
    }
    there = {
        (_as_described(str(each.pattern)), method)
        for each in urls.urlpatterns
        for method in each.callback.methods
    }
    assert described == there | {("/api/v1/stream", "GET")}
    assert get_resolver().resolve("/api/v1/orders")


def _as_described(pattern: str) -> str:
    return "/" + pattern.replace("<str:", "{").replace(">", "}")


def test_every_command_is_described_from_its_form() -> None:
    schemas = document()["components"]["schemas"]
    for command in commands().values():
        name = command.name.replace(".", "_")
        fields = command.takes.base_fields
        assert set(schemas[name]["properties"]) == set(fields), command.name
        assert schemas[name]["additionalProperties"] is False
        assert schemas[f"do_{name}"]["x-kind"] == command.kind.name
        assert schemas[f"do_{name}"]["title"]
    assert len(schemas["Command"]["oneOf"]) == len(commands())
    readings = schemas["safety_prove_dead"]["properties"]["readings"]
    assert readings["type"] == "array"
    assert readings["items"]["required"]
    assert document()["openapi"] == "3.1.0"


def test_every_schema_is_one() -> None:
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    for name, schema in document()["components"]["schemas"].items():
        assert jsonschema_rs.meta.is_valid({**dialect, **schema}), name


def test_every_reference_in_the_description_leads_somewhere() -> None:
    schemas = document()["components"]["schemas"]
    text = json.dumps(document())
    names = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert names <= set(schemas)


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"system"}))
def test_every_role_may_read(cast: Cast, role: str) -> None:
    with guard.lifted():
        Grant.objects.filter(account=cast.accounts["liu"]).update(role=role)
    client = Client()
    client.force_login(cast.accounts["liu"])
    assert client.get("/api/v1/orders").status_code == 200


def test_without_a_role_nothing_is_read(cast: Cast) -> None:
    with guard.lifted():
        nobody = Account.objects.create(unit=cast.unit, username="nobody", name="无")
    client = Client()
    client.force_login(nobody)
    for path in ("/api/v1/orders", "/api/v1/people", "/api/v1/events"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (403, "role-missing")
    answer = client.post("/api/v1/blobs", b"x", content_type="text/plain")
    assert answer.status_code == 403


def test_an_order_can_be_driven_by_what_is_read(cast: Cast, liu: Client) -> None:
    """Every key that a next verb asks for stands in an answer."""
    mine = stages.order(cast)
    ticket = stages.permitted(cast, mine)
    read = {word: liu.get(f"{ORDER}/{word}").json() for word in OF_AN_ORDER}
    [section] = read["isolations"]["isolations"]
    assert [point["lock_number"] for point in section["points"]] == ["L7"]
    [earth] = section["earths"]
    assert {"role", "person", "at"} == set(earth["signatures"][0])
    assert "guard" in {each["role"] for each in earth["signatures"]}
    [infeed] = read["infeeds"]["infeeds"]
    assert infeed["open_points"] == [section["points"][0]["id"]]
    [shown] = read["tickets"]["tickets"]
    assert shown["id"] == str(ticket.pk)
    assert shown["breaks"] == []
    assert shown["permitter"] == "Li Jianguo"
    assert {"proved_dead", "people_told"} <= {
        each["kind"] for each in read["evidence"]["evidence"]
    }
    [survey] = read["surveys"]["surveys"]
    assert survey["source"] == str(cast.source.pk)
    assert read["instructions"]["instructions"][0]["used_at"]
    people = liu.get("/api/v1/people", {"q": "Liu"}).json()["people"]
    assert [each["id"] for each in people] == [cast.id("liu")]


def test_stops_waits_stints_and_notes_are_read(cast: Cast, liu: Client) -> None:
    mine = str(stages.order(cast).pk)
    cast.do("work.stop_work", {"order": mine, "reason": "冒烟"}, by="liu")
    cast.do("work.add_note", {"order": mine, "text": "后门"}, by="wang")
    wait = {"order": mine, "cause": "material", "holder": "仓库"}
    cast.do("work.open_wait", wait, by="wang")
    [stop] = liu.get(f"{ORDER}/stops").json()["stops"]
    assert (stop["reason"], stop["lifted_at"]) == ("冒烟", None)
    [note] = liu.get(f"{ORDER}/notes").json()["notes"]
    assert note["text"] == "后门"
    [waited] = liu.get(f"{ORDER}/waits").json()["waits"]
    assert (waited["cause"], waited["ended_at"]) == ("material", None)
    assert liu.get(f"{ORDER}/stints").json() == {"stints": []}


@pytest.mark.parametrize("word", sorted(REGISTERS))
def test_registers_come_page_by_page(cast: Cast, liu: Client, word: str) -> None:
    whole = liu.get(f"/api/v1/{word}").json()
    assert whole["next"] is None
    pages, after = [], None
    while True:
        asked = {"limit": 1, **({"after": after} if after else {})}
        page = liu.get(f"/api/v1/{word}", asked).json()
        pages += page[word]
        if not (after := page["next"]):
            break
    assert pages == whole[word]
    assert liu.get(f"/api/v1/{word}", {"q": "没有的"}).json()[word] == []


@pytest.mark.parametrize("word", ["", *sorted({*OF_AN_ORDER} - {"connection"})])
def test_no_read_asks_more_when_there_is_more(
    cast: Cast, liu: Client, word: str
) -> None:
    stages.surveyed(cast, mine := stages.order(cast))
    path = f"{ORDER}/{word}".rstrip("/")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert liu.get(path).status_code == 200
        return len(queries)

    def more(text: str) -> None:
        cast.do("work.add_note", {"order": str(mine.pk), "text": text}, by="wang")
        cast.do("work.stop_work", {"order": str(mine.pk), "reason": text}, by="liu")
        stages.section(cast, mine)

    more("一")
    liu.get(path)
    before = asked()
    more("二")
    more("三")
    assert asked() <= before


def test_a_list_goes_in_order_and_each_item_says_how_it_went(
    cast: Cast, liu: Client
) -> None:
    first, second = str(stages.order(cast).pk), str(stages.order(cast, "BY-2").pk)
    asked: list[Any] = [
        {"command": "work.add_note", "data": {"order": first, "text": "甲"}},
        {"command": "work.open_wait", "data": {"order": first, "cause": "nonsense"}},
        {"command": "work.add_note", "data": {"order": first, "text": "乙"}},
        {"command": "work.add_note", "data": {"order": second, "text": "丙"}},
        {"command": "work.stop_work", "data": {"order": first, "reason": "冒烟"}},
    ]
    answer = liu.post("/api/v1/commands", asked, content_type="application/json")
    said = answer.json()["items"]
    assert answer.status_code == 200
    assert [each["status"] for each in said] == [200, 422, 409, 200, 200]
    assert [each["state"] for each in said] == [
        "done", "refused", "held", "done", "done",
    ]  # fmt: skip
    assert said[2]["code"] == "sibling-failed"
    assert said[2]["next_step"]


def test_the_watching_machines_are_answered(
    cast: Cast, settings: Any, client: Client
) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["status"] == "ready"
    assert client.post("/healthz").status_code == 405
    for given in ("", "guess"):
        settings.METRICS_TOKEN = "secret-of-the-watcher" if given else ""
        answer = client.get("/metrics", headers={"Authorization": f"Bearer {given}"})
        assert answer.status_code == 401, "an empty token opens nothing either"
    stages.order(cast)
    settings.CHECKPOINT_DIR = settings.DATA_DIR / "no-checkpoints"
    known = {"Authorization": "Bearer secret-of-the-watcher"}
    answer = client.get("/metrics", headers=known)
    assert answer.status_code == 200
    assert b"greenlane_open_orders 1.0" in answer.content
    assert b"greenlane_checkpoint_age_seconds +Inf" in answer.content
    assert b"greenlane_backup_age_seconds" in answer.content
    assert client.get("/api/v1/orders", headers=known).status_code == 401
