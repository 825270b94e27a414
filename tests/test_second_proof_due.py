"""Roles that the rule pack names need a second proof; a grace, then one page alone."""

from __future__ import annotations

import hashlib
import html
import json
import re
from datetime import timedelta
from io import BytesIO

import pyotp
import pytest
from django.core.handlers.asgi import ASGIRequest
from django.test import Client

from greenlane.cli.checks import people
from greenlane.core import clock, guard, packs, second, second_due
from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.models import Grant, PackVersion, Unit
from greenlane.core.refusals import NotAllowed
from greenlane.core.tests.test_second_proofs import with_app
from greenlane.core.web import stream_viewer
from greenlane.core.web.access import admit
from greenlane.core.web.stream_viewer import stream_actor
from greenlane.desk.tests.pages import shown
from tests import stages

DAYS = timedelta(days=7)


def since(who, age):
    """The role was granted so long ago."""
    with guard.lifted():
        rows = Grant.objects.filter(account__username=who)
        rows.update(granted_at=clock.wall() - age)


def browser(who, language="en"):
    found = Client()
    found.cookies["django_language"] = language
    found.post("/login", {"username": who, "password": f"pass-{who}"})
    return found


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "Add a second proof"), ("zh-hans", "添加第二验证")],
)
def test_in_the_first_days_every_page_reminds_with_the_day(cast, language, says):
    client = browser("root", language)
    day = (clock.wall() + DAYS).strftime("%Y-%m-%d")
    for page in ("/units", "/own", "/setup"):
        answer = client.get(page)
        assert answer.status_code == 200
        assert says in shown(answer)
    assert day[:7] in shown(client.get("/own"))
    assert says not in shown(browser("liu", language).get("/own"))


@pytest.mark.parametrize("who", ["root", "yan"])
def test_afterwards_one_page_alone_opens(cast, who):
    since(who, DAYS + timedelta(minutes=1))
    client = browser(who)
    for page in ("/units", "/setup", "/people", "/stops", "/do/core/grant-role"):
        answer = client.get(page)
        assert (answer.status_code, answer["Location"]) == (302, "/own/proofs"), page
    page = shown(client.get("/own/proofs"))
    assert "until you have added one, only the page for it opens" in page
    assert client.get("/own/app").status_code == 200
    answer = client.get("/api/v1/orders")
    assert (answer.status_code, answer.json()["code"]) == (403, "second-proof-due")
    sent = {"command": "core.set_holiday", "data": {"day": "2022-04-05", "works": "no"}}
    sent["data"] |= {"name": "清明"}
    if who == "root":
        answer = client.post("/api/v1/commands", sent, "application/json")
        assert answer.json()["code"] == "second-proof-due"


def test_one_minute_before_everything_opens(cast):
    since("root", DAYS - timedelta(minutes=1))
    assert browser("root").get("/units").status_code == 200


def test_stopping_and_reporting_always_work(cast):
    since("root", DAYS * 2)
    client = browser("root")
    stop = {"site": str(cast.site.pk), "reason": "冒烟"}
    sent = {"command": "work.stop_work", "data": stop}
    answer = client.post("/api/v1/commands", sent, "application/json")
    assert answer.status_code == 200
    page = shown(client.get("/do/work/stop-work"))
    assert f'value="{cast.site.pk}"' in page, "it is chosen from a list, as ever"
    assert client.post("/do/work/stop-work", stop).status_code == 303


def test_from_an_order_only_restrictions_open(cast):
    number = stages.order(cast).number
    since("root", DAYS * 2)
    client = browser("root")
    assert number in shown(client.get(f"/orders/{number}/stop-work"))
    assert client.get(f"/orders/{number}")["Location"] == "/own/proofs"
    note = client.get(f"/orders/{number}/add-note")
    assert (note.status_code, note.get("Location")) == (302, "/own/proofs")
    assert client.get(f"/orders/{number}/sign").status_code in {302, 404}


def test_the_one_page_leads_to_everything_else(cast):
    since("root", DAYS * 2)
    client = browser("root")
    page = shown(client.get("/own/app"))
    offer = html.unescape(re.search(r'name="offer" value="([^"]*)"', page)[1])
    secret = second.offered(cast.accounts["root"].pk, offer)
    sent = {"offer": offer, "name": "手机", "password": "pass-root"}
    sent["code"] = pyotp.TOTP(secret).now()
    assert client.post("/own/app", sent)["Location"] == "/own/codes"
    answer = client.get("/units")
    assert answer.status_code == 200
    assert "Your role asks for a second proof" not in shown(answer)


def test_no_stream_is_heard_either(cast):
    since("root", DAYS * 2)
    client = browser("root")
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/api/v1/stream",
        "query_string": b"",
        "headers": [(b"cookie", client.cookies.output(header="", sep=";").encode())],
    }
    actor = stream_actor(ASGIRequest(scope, BytesIO()))
    with pytest.raises(NotAllowed, match="second-proof-due"):
        admit(actor, stream_viewer.RULE)


def test_with_one_everything_opens_and_it_is_not_removed_any_more(cast):
    since("root", DAYS * 2)
    factor = with_app(cast, "root")
    assert second_due.asked(cast.actor("root")).due == ""
    ask = {"factor": str(factor), "password": "pass-root"}
    with pytest.raises(NotAllowed, match="administrators-keep-a-second"):
        cast.do("core.remove_factor", ask, by="root")


def test_a_key_of_a_machine_is_not_asked(cast):
    secret = "s" * 40
    ask = {
        "account": "root",
        "name": "import",
        "scopes": ["desk"],
        "expires_at": (clock.wall() + timedelta(days=1)).isoformat(),
        "secret_sha256": hashlib.sha256(secret.encode()).hexdigest(),
    }
    perform("core.issue_token", ask, by=system(cast.unit))
    since("root", DAYS * 2)
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/orders", headers=headers).status_code == 200


def test_in_a_drill_nobody_is_asked(cast):
    since("root", DAYS * 2)
    with guard.lifted():
        Unit.objects.update(is_drill=True)
    assert browser("root").get("/units").status_code == 200


def pinned(**changed):
    """Every unit has a pack with these values instead."""
    text = packs.find("cn-sgcc").to_text()
    held = json.loads(text)
    held["version"] = "test"
    for key, value in changed.items():
        key = f"people.second_proof.{key}"
        if value is None:
            del held["values"][key]
        else:
            held["values"][key]["value"] = value
    found = packs.Pack.from_text(json.dumps(held))
    with guard.lifted():
        row = PackVersion.objects.create(
            name=found.name,
            version=found.version,
            digest=found.digest,
            text=found.to_text(),
        )
        Unit.objects.update(pack=row)


def test_the_pack_of_the_unit_says_which_roles_and_how_many_days(cast):
    pinned(roles=["leader"], grace=2)
    since("liu", timedelta(days=2, minutes=1))
    since("root", DAYS * 9)
    assert browser("liu").get("/stops")["Location"] == "/own/proofs"
    assert browser("root").get("/units").status_code == 200
    assert second_due.asks(cast.accounts["liu"].pk)


@pytest.mark.parametrize("gone", [("roles", "grace"), ("grace",)])
def test_a_pack_of_before_asks_nobody_and_the_doctor_tells(cast, gone):
    pinned(**dict.fromkeys(gone))
    since("root", DAYS * 9)
    assert browser("root").get("/units").status_code == 200
    found = list(people.second_proofs())
    assert {each.level for each in found} == {"warning"}
    assert "pin_pack" in found[0].mend


def test_a_pack_that_cannot_be_read_keeps_nobody_from_anything(cast):
    with guard.lifted():
        row = PackVersion.objects.create(
            name="odd", version="1", digest="f" * 64, text="{}"
        )
        Unit.objects.update(pack=row)
    assert browser("root").get("/own").status_code == 200


def setup(cast):
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(cast.accounts["zheng"])
    with guard.lifted():
        auditor = {"role": "auditor", "granted_at": clock.wall()}
        Grant.objects.update_or_create(
            account=cast.accounts["zheng"], unit=cast.unit, defaults=auditor
        )
    return shown(client.get("/setup"))


def test_doctor_and_setup_name_who_lacks_one(cast):
    says = [each.says for each in people.second_proofs()]
    assert [line.split()[0] for line in says] == ["root", "yan"]
    assert "asks for one and who has none: 管理员 (from " in setup(cast)
    since("yan", DAYS * 2)
    assert "严守 (from " in setup(cast)
    for who in ("root", "yan", "zheng"):
        with_app(cast, who)
    assert [each.level for each in people.second_proofs()] == ["ok"]
    assert "who has none" not in setup(cast)


def test_the_emergency_account_is_nobodys_and_is_not_asked(cast):
    pinned(roles=["duty_officer"], grace=0)
    done = cast.do("core.seal_emergency", {"code_sha256": "ab" * 32}, by="yan")
    assert not Grant.objects.filter(account__username=done.facts["account"]).exists()
