"""What is kept between two changes: the same as read afresh, and gone with a change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from greenlane.core import kept
from greenlane.core.actors import LINK, Actor
from greenlane.core.models import Grant
from greenlane.core.refusals import NotFound
from greenlane.work import queries
from greenlane.work.models import Order
from tests import stages
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keeps(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a house that serves; on a shelf that goes with the test."""
    settings.KEEPS_READS = True
    monkeypatch.setattr(kept, "_shelf", kept.Shelf())


def client(cast: Cast, name: str) -> Client:
    made = Client()
    made.force_login(cast.accounts[name])
    return made


def numbers(of: Client) -> list[str]:
    return [each["number"] for each in of.get("/api/v1/orders").json()["orders"]]


def test_a_change_is_in_the_very_next_answer(cast: Cast) -> None:
    looks = client(cast, "wang")
    before = numbers(looks)
    assert before == numbers(looks)
    asked = {"site": str(cast.site.pk), "authority": "指挥部"}
    key = cast.do("connections.request", asked, by="wang").facts["order"]
    order = Order.objects.get(pk=key)
    assert numbers(looks) == [order.number, *before]
    where = f"/api/v1/orders/{order.number}"
    assert looks.get(where).json()["beside"] == []
    cast.do("work.stop_work", {"order": str(order.pk), "reason": "烟"}, by="liu")
    assert looks.get(where).json()["beside"] == ["stopped"]
    assert "烟" in looks.get("/").content.decode()


def test_a_role_that_is_taken_back_opens_nothing_more(cast: Cast) -> None:
    looks = client(cast, "wang")
    assert looks.get("/api/v1/orders").status_code == 200
    for grant in Grant.objects.filter(account=cast.accounts["wang"]):
        cast.do("core.revoke_role", {"grant": str(grant.pk)}, by="yan")
    assert looks.get("/api/v1/orders").status_code == 403


def test_what_one_may_see_is_told_to_no_other(cast: Cast) -> None:
    order = stages.order(cast)
    where = f"/api/v1/orders/{order.number}"
    assert client(cast, "wang").get(where).status_code == 200
    looks = client(cast, "stranger")
    assert looks.get(where).status_code == 404
    assert order.number not in numbers(looks)


def test_each_language_is_told_in_its_own(cast: Cast) -> None:
    stages.order(cast)
    looks = client(cast, "wang")
    said = [
        looks.get("/", headers={"Accept-Language": each}).content.decode()
        for each in ("en", "zh-hans", "en")
    ]
    assert said[0] != said[1]
    assert 'lang="en"' in said[2]


def test_a_command_looks_at_the_tables_alone(cast: Cast) -> None:
    """A POST keeps nothing and is told nothing, but for who it is that asks."""
    seen: list[bool] = []

    def spy(request: Any) -> Any:
        seen.append(kept._moment.get() is None)
        raise AssertionError

    order = stages.order(cast)
    looks = client(cast, "wang")
    looks.get("/api/v1/orders")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("greenlane.api.commands_view.read_json", spy)
        with pytest.raises(AssertionError):
            looks.post("/api/v1/commands", "{}", content_type="application/json")
    assert seen == [True]
    assert order.number in numbers(looks)


def test_a_command_inside_a_reading_request_looks_at_the_tables_too(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    def spy(*_given: Any) -> None:
        seen.append(kept._moment.get() is None)

    order = stages.order(cast)
    monkeypatch.setattr("greenlane.core.stale.check", lambda *_a, **_k: spy())
    with kept.reading():
        cast.do("work.add_note", {"order": str(order.pk), "text": "-"}, by="liu")
    assert seen == [True]


def test_whoever_guesses_keys_crowds_nothing_out(cast: Cast) -> None:
    looks = client(cast, "wang")
    looks.get("/api/v1/orders")
    before = list(kept._shelf.values)
    for guess in range(5):
        key = {"Authorization": f"Bearer guess-{guess}"}
        assert Client().get("/api/v1/orders", headers=key).status_code == 401
    assert list(kept._shelf.values) == before


def test_what_holds_nothing_weighs_something(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    monkeypatch.setattr(kept, "_now", lambda: (1, 1))
    with kept.reading():
        for slot in range(9):
            kept.kept("lanes", ((), slot), list, weight=0)
    assert len(kept._shelf.values) == 3


def test_the_longest_unused_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    shelf = kept.Shelf()
    for key in "abc":
        shelf.put(key, (1, 1), key)
    assert shelf.get("a", (1, 1)) == (False, None)
    assert shelf.get("c", (1, 1)) == (True, "c")
    assert shelf.get("c", (1, 2)) == (False, None)


def test_what_a_link_opens_is_open_to_no_one_without_a_role(cast: Cast) -> None:
    order = stages.order(cast)
    nobody = Actor(account=None, unit=cast.unit.pk, grants=())
    with_link = replace(nobody, via=LINK, only=order.pk)
    with kept.reading():
        assert queries.order_detail(with_link, order.number) == order
        with pytest.raises(NotFound):
            queries.order_detail(nobody, order.number)
