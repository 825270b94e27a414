"""Keys of machines on a page: drawn, said once, listed to the right ones, revoked."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from greenlane.core import clock, guard
from greenlane.core.actors import actor_for_token
from greenlane.core.models import Token, TokenUse
from greenlane.core.tests.test_issue_token import SECRET, ask
from greenlane.desk.tests.pages import Hand, shown

NEW = {
    "account": "wang",
    "unit": "BY",
    "name": "热线",
    "scopes": ["observe"],
    "days": 9,
}


def drawn(answer):
    return re.search(r"gl_[\w-]{40,}", shown(answer))[0]


def test_whoever_lets_people_in_draws_a_key_that_is_said_once(cast):
    yan = Hand("yan")
    secret = drawn(yan.client.post("/keys", NEW))
    assert actor_for_token(secret).scopes == {"observe"}
    page = shown(yan.client.get("/keys"))
    assert "热线" in page
    assert secret not in page


def test_nobody_else_draws_one(cast):
    answer = Hand("wang").client.post("/keys", NEW)
    assert "gl_" not in shown(answer)
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": 9999},
        {"scopes": ["release"]},
        {"account": "stranger"},
        {"name": "a\u202eb"},
    ],
)
def test_what_cannot_be_is_said_on_the_page(cast, wrong):
    answer = Hand("yan").client.post("/keys", {**NEW, **wrong})
    assert answer.status_code == 422
    assert "errorlist" in shown(answer)
    assert not Token.objects.exists()


def test_a_person_sees_the_own_keys_and_revokes_them(cast):
    token = cast.do("core.issue_token", ask(name="热线"), by="yan").facts["token"]
    assert "热线" in shown(Hand("wang").client.get("/keys"))
    assert "热线" not in shown(Hand("zhao").client.get("/keys"))
    listed = Hand("wang").client.get("/api/v1/tokens").json()["tokens"]
    assert [each["id"] for each in listed] == [token]
    assert SECRET not in str(listed)
    assert Hand("zhao").client.get("/api/v1/tokens").json() == {"tokens": []}
    cast.do("core.revoke_token", {"token": token}, by="wang")
    assert actor_for_token(SECRET) is None


def test_the_list_names_no_key_that_is_not_in_ones_care(cast):
    cast.do("core.issue_token", ask(name="热线"), by="yan")
    page = shown(Hand("zhao").client.get("/do/core/revoke-token"))
    assert "热线" not in page


def test_the_last_day_of_use_is_written_once_a_day(cast):
    cast.do("core.issue_token", ask(), by="yan")
    machine = Client(headers={"Authorization": f"Bearer {SECRET}"})
    machine.get("/api/v1/tokens")
    assert TokenUse.objects.get().day == clock.wall().date()
    with guard.lifted():
        TokenUse.objects.update(day=clock.wall().date() - timedelta(days=3))
    assert machine.get("/api/v1/tokens").json()["tokens"][0]["last_used_on"]
    assert TokenUse.objects.get().day == clock.wall().date()


def test_a_key_that_only_reads_does_nothing(cast):
    cast.do("core.issue_token", ask(scopes=["read"]), by="yan")
    machine = Client(headers={"Authorization": f"Bearer {SECRET}"})
    assert machine.get("/api/v1/orders").status_code == 200
    sent = {
        "command": "work.stop_work",
        "data": {"site": str(cast.site.pk), "reason": "x"},
    }
    answer = machine.post("/api/v1/commands", sent, "application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "token-scope")


def test_a_key_lives_a_year_at_most(cast, settings):
    later = (clock.wall() + timedelta(days=settings.TOKEN_DAYS + 1)).isoformat()
    with pytest.raises(Exception, match="token-lives-too-long"):
        cast.do("core.issue_token", ask(expires_at=later), by="yan")


def test_the_own_page_says_who_one_is(cast):
    page = shown(Hand("liu").client.get("/own"))
    assert "Leader" in page
    assert Client().get("/own").status_code == 302
