"""Coming in, going out, one's own PIN and language."""

from __future__ import annotations

import pytest
from django.test import Client

from greenlane.core import guard
from greenlane.desk.tests.pages import Hand, shown


@pytest.mark.parametrize("kept", [True, False])
def test_the_page_goes_on_inside_the_house_only(client, cast, kept):
    wanted = "/orders/BY-1" if kept else "https://example.org/"
    sent = {"username": "liu", "password": "pass-liu", "next": wanted}
    assert client.post("/login", sent)["Location"] == (wanted if kept else "/")


def test_every_wrong_login_gets_the_same_answer(client, cast):
    answers = [
        client.post("/login", {"username": name, "password": "wrong"})
        for name in ("liu", "liu-who-is-not")
    ]
    assert {each.status_code for each in answers} == {401}
    hidden = {"username": "liu\0", "password": "wrong"}
    assert client.post("/login", hidden).status_code == 401
    a, b = (
        shown(each).replace(name, "").split("<form method")[0]
        for each, name in zip(answers, ("liu", "liu-who-is-not"), strict=True)
    )
    assert a == b


def test_whoever_is_refused_begins_at_the_refusal(client, cast):
    said = client.post("/login", {"username": "", "password": "wrong"})
    assert '<div class="refusal" role="alert" tabindex="-1" autofocus>' in shown(said)
    assert shown(said).count("autofocus") == 1
    said = Hand("root").client.post("/password", {"account": "nobody"})
    assert said.status_code == 422
    assert '<div class="field" tabindex="-1" autofocus>' in shown(said)


def test_a_new_account_sets_its_own_pin(cast):
    with guard.lifted():
        cast.accounts["liu"].pin = ""
        cast.accounts["liu"].save()
    done = Hand("liu").do("/pin", password="pass-liu", pin="7391")
    assert done.status_code == 303
    cast.accounts["liu"].refresh_from_db()
    assert cast.accounts["liu"].check_pin("7391")


def test_logging_out_ends_it(cast):
    hand = Hand("liu")
    assert hand.client.get("/logout").status_code == 405
    assert hand.client.post("/logout").status_code == 303
    assert hand.client.get("/pin").status_code == 302


def test_the_language_is_chosen_and_kept(cast):
    hand = Hand("liu")
    sent = {"language": "zh-hans", "next": "/pin"}
    assert hand.client.post("/language", sent).status_code == 302
    assert "设定 PIN" in shown(hand.client.get("/pin"))


def test_until_somebody_chooses_the_browser_is_asked(cast):
    client = Client()
    client.force_login(cast.accounts["liu"])

    def asked(language: str) -> str:
        return shown(client.get("/pin", headers={"Accept-Language": language}))

    assert "Set your PIN" in asked("en-GB,en;q=0.9")
    assert "设定 PIN" in asked("zh-CN,zh;q=0.9")
    cast.accounts["liu"].language = "zh-hans"
    with guard.lifted():
        cast.accounts["liu"].save()
    assert "设定 PIN" in asked("en-GB,en;q=0.9")


@pytest.mark.parametrize(
    ("chosen", "link"),
    [
        ("dark", 'tokens.dark.css" media="screen"'),
        ("system", 'tokens.dark.css" media="screen and (prefers-color-scheme: dark)"'),
        ("light", ""),
        ("<b>", 'media="screen and (prefers-color-scheme: dark)"'),
    ],
)
def test_a_browser_keeps_the_colours_that_were_chosen(cast, chosen, link):
    client = Client()
    client.force_login(cast.accounts["wang"])
    answer = client.post("/theme", {"theme": chosen, "next": "/stops"})
    assert (answer.status_code, answer["Location"]) == (303, "/stops")
    page = client.get("/stops").content.decode()
    assert link in page
    assert ("tokens.dark.css" in page) == (chosen != "light")
