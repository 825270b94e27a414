"""Logging in with a second proof, adding one on its page; where one is logged in."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pyotp
import pytest
from django.test import Client

from greenlane.core import clock, second
from greenlane.core.models import LoginSession
from greenlane.core.tests.test_second_proofs import code, with_app, with_passkey
from greenlane.desk.tests.pages import Hand, shown

LIU = {"username": "liu", "password": "pass-liu"}


def asked_by(page):
    return html.unescape(re.search(r'data-asked="([^"]*)"', page)[1])


def browser():
    found = Client()
    found.cookies["django_language"] = "en"
    return found


def test_the_password_alone_opens_nothing_any_more(cast):
    with_app(cast)
    client = browser()
    answer = client.post("/login", {**LIU, "next": "/stops"})
    assert answer["Location"] == "/login/second"
    assert client.get("/api/v1/orders").status_code == 401
    wrong = client.post("/login/second", {"code": "000000"})
    assert (wrong.status_code, "code is wrong" in shown(wrong)) == (403, True)
    right = client.post("/login/second", {"code": code()})
    assert (right.status_code, right["Location"]) == (303, "/stops")
    assert client.get("/api/v1/orders").status_code == 200


def test_nobody_comes_to_the_second_proof_without_the_first(cast):
    with_app(cast)
    answer = browser().post("/login/second", {"code": code()})
    assert answer["Location"] == "/login"


def test_the_first_proof_grows_old(cast, monkeypatch):
    with_app(cast)
    client = browser()
    client.post("/login", LIU)
    late = clock.wall() + timedelta(minutes=6)
    monkeypatch.setattr(clock, "wall", lambda: late)
    assert client.post("/login/second", {"code": code()})["Location"] == "/login"


def test_a_passkey_opens_at_the_page_that_asks_for_it(cast):
    key, _factor = with_passkey(cast)
    client = browser()
    client.post("/login", LIU)
    asked = asked_by(shown(client.get("/login/second")))
    answer = key.sign(asked)
    assert client.post("/login/second", {"answer": answer}).status_code == 303
    again = browser()
    again.post("/login", LIU)
    again.get("/login/second")
    assert again.post("/login/second", {"answer": answer}).status_code == 403


def test_the_api_asks_for_the_code_too(cast):
    with_app(cast)
    client = browser()
    answer = client.post("/api/v1/session", LIU, "application/json")
    assert (answer.status_code, answer.json()["code"]) == (401, "second-proof-wanted")
    assert client.get("/api/v1/orders").status_code == 401
    sent = {**LIU, "code": code()}
    assert client.post("/api/v1/session", sent, "application/json").status_code == 200
    assert client.get("/api/v1/orders").status_code == 200


def test_an_app_is_added_on_its_page_and_codes_are_drawn(cast):
    liu = Hand("liu")
    page = shown(liu.client.get("/own/app"))
    offer = html.unescape(re.search(r'name="offer" value="([^"]*)"', page)[1])
    assert 'src="data:image/svg' in page
    secret = second.offered(cast.accounts["liu"].pk, offer)
    sent = {"offer": offer, "name": "手机", "password": "pass-liu"}
    wrong = liu.client.post("/own/app", {**sent, "code": "000000"})
    assert offer in html.unescape(shown(wrong)), "the app need not be set up anew"
    right = liu.client.post("/own/app", {**sent, "code": pyotp.TOTP(secret).now()})
    assert right["Location"] == "/own/codes"
    drawn = shown(liu.client.post("/own/codes", {"password": "pass-liu"}))
    codes = re.findall(r"<code>([A-Z2-7-]{19})</code>", drawn)
    assert len(codes) == 10
    assert "Still good: 10" in shown(liu.client.get("/own/proofs"))
    client = browser()
    client.post("/login", LIU)
    assert client.post("/login/second", {"code": codes[3]}).status_code == 303


def test_a_passkey_is_added_on_its_page(cast):
    from greenlane.core.tests.soft_key import SoftKey

    liu, key = Hand("liu"), SoftKey()
    asked = asked_by(shown(liu.client.get("/own/passkey")))
    sent = {"name": "钥匙", "password": "pass-liu", "answer": key.make(asked)}
    assert liu.client.post("/own/passkey", sent)["Location"] == "/own/codes"
    assert "钥匙" in shown(liu.client.get("/own/proofs"))
    again = liu.client.post("/own/passkey", sent)
    assert again.status_code == 422, "the question of before was answered"


def test_adding_one_ends_every_other_login_and_this_one_goes_on(cast):
    other, liu = browser(), Hand("liu")
    other.post("/login", LIU)
    page = shown(liu.client.get("/own/app"))
    offer = html.unescape(re.search(r'name="offer" value="([^"]*)"', page)[1])
    secret = second.offered(cast.accounts["liu"].pk, offer)
    sent = {"offer": offer, "name": "手机", "password": "pass-liu"}
    liu.client.post("/own/app", {**sent, "code": pyotp.TOTP(secret).now()})
    assert liu.client.get("/own/proofs").status_code == 200
    assert other.get("/api/v1/orders").status_code == 401


def test_changing_the_password_keeps_this_login_alone(cast):
    other, liu = browser(), Hand("liu")
    other.post("/login", LIU)
    new = {"new_password": "a-much-longer-one", "again": "a-much-longer-one"}
    before = liu.client.session.session_key
    liu.do("/do/core/set-password", password="pass-liu", **new)
    assert liu.client.get("/api/v1/orders").status_code == 200
    assert liu.client.session.session_key != before
    assert other.get("/api/v1/orders").status_code == 401


def test_a_role_may_be_made_to_need_one(cast, settings):
    settings.SECOND_PROOF_ROLES = frozenset({"leader"})
    client = browser()
    client.post("/login", LIU)
    assert client.get("/api/v1/orders").status_code == 403
    stop = {"site": str(cast.site.pk), "reason": "冒烟"}
    sent = {"command": "work.stop_work", "data": stop}
    answer = client.post("/api/v1/commands", sent, "application/json")
    assert answer.status_code == 200, "stopping always works"
    assert client.get("/own/app").status_code == 200
    with_app(cast)
    client.post("/login", LIU)
    client.post("/login/second", {"code": code()})
    assert client.get("/api/v1/orders").status_code == 200


def test_a_login_ends_without_a_hand_and_at_the_latest_after_half_a_day(cast, settings):
    client = browser()
    client.post("/login", LIU)
    was = clock.wall()
    for old, open_ in (
        ({"seen_at": was - timedelta(minutes=settings.IDLE_MINUTES - 1)}, True),
        ({"seen_at": was - timedelta(minutes=settings.IDLE_MINUTES + 1)}, False),
        ({"seen_at": was, "began_at": was - timedelta(hours=12, minutes=1)}, False),
    ):
        LoginSession.objects.update(**old)
        status = client.get("/api/v1/orders", headers={"HX-Request": "true"})
        assert (status.status_code == 200) is open_, old


def test_a_shared_device_is_left_soon(cast):
    client = browser()
    client.post("/login", {**LIU, "shared": "1"})
    assert client.session.get_expire_at_browser_close()
    assert "greenlane_known" not in client.cookies
    LoginSession.objects.update(seen_at=clock.wall() - timedelta(minutes=31))
    assert client.get("/api/v1/orders").status_code == 401


def test_one_logs_out_elsewhere(cast):
    lost, here, stranger = browser(), browser(), browser()
    for client, who in ((lost, "liu"), (here, "liu"), (stranger, "ma")):
        client.post("/login", {"username": who, "password": f"pass-{who}"})
    there = LoginSession.objects.get(key=lost.session.session_key)
    stranger.post("/own/logins", {"login": there.pk})
    assert lost.get("/api/v1/orders").status_code == 200, "nobody ends another's"
    page = shown(here.get("/own/logins"))
    assert (page.count("Log out there"), page.count("This one")) == (1, 1)
    here.post("/own/logins", {"login": there.pk})
    assert lost.get("/api/v1/orders").status_code == 401
    assert here.get("/api/v1/orders").status_code == 200


def test_logging_in_gives_the_session_a_new_key(cast):
    client = browser()
    client.get("/login")
    client.post("/login", LIU)
    first = client.session.session_key
    client.post("/login", LIU)
    assert client.session.session_key != first


@pytest.mark.parametrize("https", [True, False])
def test_cookies_travel_over_https_alone_where_there_is_https(cast, settings, https):
    settings.SESSION_COOKIE_SECURE = settings.HTTPS = https
    answer = browser().post("/login", LIU)
    for name in ("sessionid", "greenlane_device", "greenlane_known"):
        cookie = answer.cookies[name]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax"), name
        assert bool(cookie["secure"]) is https, name
