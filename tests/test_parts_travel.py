"""What changes on an open page comes by itself, made once for the same eyes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client

from greenlane.core import parts
from greenlane.core.parts import Eyes, Views
from greenlane.core.relay import Listener
from tests.cast import Cast
from tests.serving import Hearing, House, house
from tests.stages import order

# A house of its own beside others: with them it disturbed the tables of the next test.
pytestmark = [pytest.mark.pure, pytest.mark.soak]


@pytest.fixture(scope="module")
def served(django_db_setup: None) -> Iterator[House]:
    # The tables are put back between tests; what was read before must not be told.
    with house("--no-follow", GREENLANE_KEEPS_READS="0") as found:
        yield found


def looks(served: House, cast: Cast, name: str, *ats: str, **asked: str) -> Hearing:
    client = Client()
    client.force_login(cast.accounts[name])
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    query = urlencode([*(("at", at) for at in ats), *asked.items()])
    cookie = f"{settings.SESSION_COOKIE_NAME}={key}; csrftoken=mine-alone"
    return served.listen(f"?{query}", Cookie=cookie, Accept_Language="en")


def part(ear: Hearing, at: str) -> str:
    """The next part of this address; whatever comes before it is passed over."""
    while said := ear.frame():
        if said[0] == "part" and said[1]["at"] == at:
            return str(said[1].get("html"))
    raise AssertionError("the stream has ended")


def test_an_open_list_is_sent_what_changed(live_cast: Cast, served: House) -> None:
    mine = order(live_cast)
    ears = [looks(served, live_cast, "wang", "/", "/waiting") for _two in range(2)]
    other = looks(served, live_cast, "liu", "/")
    for ear in (*ears, other):
        kind, said = ear.frame() or ("", {})
        assert kind == "hello" and "/" in said["sent"] and said["near"] > 0
    told = {"order": str(mine.pk), "reason": "跳线松动"}
    live_cast.do("work.stop_work", told, by="wang")
    seen = [part(ear, "/") for ear in ears]
    assert seen[0] == seen[1] and "跳线松动" in seen[0]
    assert "mine-alone" not in seen[0]
    assert "跳线松动" in part(other, "/")
    for ear in (*ears, other):
        ear.close()


def test_a_page_of_one_order_hears_of_that_one_alone(
    live_cast: Cast, served: House
) -> None:
    mine, theirs = order(live_cast), order(live_cast, "BY-77")
    at = f"/orders/{mine.number}"
    ear = looks(served, live_cast, "wang", at, about=str(mine.pk))
    ear.frame()
    for each, text in ((theirs, "别处"), (mine, "这里")):
        said = {"order": str(each.pk), "text": text}
        live_cast.do("work.add_note", said, by="wang")
    got = part(ear, at)
    assert "这里" in got and "别处" not in got
    ear.close()


def test_whoever_was_away_is_current_at_once(live_cast: Cast, served: House) -> None:
    mine = order(live_cast)
    ear = looks(served, live_cast, "wang", "/")
    ear.frame()
    ear.close()
    told = {"order": str(mine.pk), "reason": "断线"}
    live_cast.do("work.stop_work", told, by="wang")
    again = looks(served, live_cast, "wang", "/", after=ear.last_id)
    assert "断线" in part(again, "/")
    again.close()
    # A page that was drawn before its stream began says how old it is.
    late = looks(served, live_cast, "wang", "/", version="1.1")
    assert "断线" in part(late, "/")
    late.close()


def test_a_page_that_is_of_one_browser_alone_is_not_made_for_others(
    live_cast: Cast, served: House
) -> None:
    for at in ("/mine", "/own", "/nowhere", "/api/v1/orders", "/do", "//x", "/s/abc"):
        ear = looks(served, live_cast, "wang", at)
        assert (ear.frame() or ("", {}))[1]["sent"] == [], at
        ear.close()


EYES = Eyes(1, "en", "/", "localhost", "http")


def test_a_house_makes_only_so_many_views(monkeypatch: Any) -> None:
    monkeypatch.setattr(parts, "MOST", 1)
    views, first, second = Views(), Listener(("1.",), {}), Listener(("1.",), {})
    assert views.join(first, EYES, cookie="", about="")
    assert not views.join(second, EYES._replace(account=2), cookie="", about="")
    assert views.join(second, EYES, cookie="", about="")  # the same eyes
    views.leave(first)
    views.leave(second)
    assert views.join(second, EYES._replace(account=2), cookie="", about="")


@pytest.mark.django_db
def test_a_part_that_cannot_be_made_is_fetched_by_the_page_itself(cast: Cast) -> None:
    views, ear = Views(), Listener(("1.",), {})
    views.join(ear, EYES, cookie="sessionid=nobody", about="")
    [view] = ear.parts
    asked = parts._asked(view)
    assert asked is None  # sent to the login
    view._take(view._framed(asked))
    assert ear.wake.is_set() and b'{"at":"/"}' in view.frame.plain
