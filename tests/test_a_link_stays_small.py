"""A link is small: no release, no plan, no row of another order, no other address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.test import Client
from django.urls import get_resolver

from greenlane.core import clock, guard, linked, one_order, rows
from greenlane.core.command import commands
from greenlane.core.door import perform
from greenlane.core.models import Account, Link, Row
from greenlane.core.one_order import is_of
from greenlane.core.refusals import NotAllowed, NotFound, Refused
from greenlane.core.tests.secrets_kept import everything_kept
from greenlane.core.web import access
from greenlane.desk.tests.pages import Hand, shown
from greenlane.safety.models import Instruction
from greenlane.work.models import Order, StopWork
from tests import stages
from tests.bad_values import plain_data
from tests.cast import Cast
from tests.census import census
from tests.crews import crew_of, opened, phone
from tests.test_restrictions import SAID
from tests.walking import addresses, filled, leaks, secrets, texts


@pytest.fixture
def crew(cast: Cast) -> Any:
    return crew_of(cast)


def test_the_secret_stands_nowhere_but_on_the_page_that_says_it(crew: Any) -> None:
    assert crew.code not in everything_kept()
    assert crew.code not in str(Link.objects.values())
    cookie = crew.phone.cookies["greenlane_link"]
    assert crew.code not in cookie.value
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (
        "/link", True, "Lax",
    )  # fmt: skip
    again = shown(Hand("wang").client.get(f"/orders/{crew.of.number}/links"))
    assert crew.code not in again
    assert "宏达电缆队" in again


def test_no_release_and_no_plan_goes_by_it(crew: Any) -> None:
    """Every verb of the house that is no restriction, report, note or wait."""
    told = {"work.add_note", "work.open_wait"}
    for name, command in commands().items():
        if command.kind.anyone or name in told:
            continue
        data = (
            {"order": str(crew.of.pk)} if "order" in command.takes.base_fields else {}
        )
        with pytest.raises(Refused) as refused:
            perform(name, said_of(name, data, crew), by=crew.actor)
        assert refused.value.code == "link-stops-and-reports", name
        assert refused.value.status == 403


def said_of(name: str, data: dict[str, Any], crew: Any) -> dict[str, Any]:
    """What would be asked, so that nothing but the link is in its way."""
    return {**plain_data(commands()[name].takes), **data}


def test_a_restriction_reaches_its_own_order_alone(crew: Any) -> None:
    """A row of another order looks like none; so do whole sites, and people."""
    reached = set()
    for verb in SAID:
        if not one_order.may(commands()[verb]):
            continue
        fields = commands()[verb].takes.base_fields
        foreign = said_of(verb, {}, crew)
        for name in set(fields) & {"order", "site", "person", "certificate"}:
            own = {"order": str(crew.of.pk)} if "order" in fields else {}
            with pytest.raises(NotFound):
                perform(
                    verb, {**foreign, **own, name: key_of(name, crew)}, by=crew.actor
                )
            reached.add(name)
    assert reached == {"order", "site", "person", "certificate"}


def test_every_other_row_that_a_restriction_names_is_looked_at(crew: Any) -> None:
    """Ticket, survey, record, order to switch, supply point: all of another order."""
    opened(crew.other.number)
    by = linked.actor(Link.objects.get(subject=crew.other.pk))
    of, own = crew.of, {"order": str(crew.other.pk)}
    block = {"point": str(crew.cast.block1.pk)}
    for verb, data in (
        ("safety.revoke_ticket", {"ticket": str(of.tickets.get().pk), "why": "-"}),
        ("connections.withdraw_survey", {"survey": str(of.surveys.get().pk)}),
        ("safety.withdraw_evidence", {"evidence": str(of.evidence.all()[0].pk)}),
        ("safety.withdraw_instruction", {"instruction": str(instruction(of))}),
        ("connections.switch_off", {**own, **block}),
        ("work.stop_work", {"site": str(of.site_id), "reason": "-"}),
    ):
        with pytest.raises(NotFound):
            perform(verb, data, by=by)
    with guard.lifted():
        crew.other.points.set([crew.cast.block1])
    assert perform("connections.switch_off", {**own, **block}, by=by)


def instruction(of: Order) -> UUID:
    return Instruction.objects.filter(order=of)[0].pk


def key_of(kind: str, crew: Any) -> str:
    if kind == "order":
        return str(crew.other.pk)
    if kind == "site":
        return str(crew.cast.site.pk)
    person = crew.cast.people["liu"]
    return str(person.pk if kind == "person" else person.certificates.get().pk)


def test_it_stops_no_section_of_another_order(crew: Any) -> None:
    theirs = stages.section(crew.cast, crew.other)
    data = {"order": str(crew.of.pk), "isolation": str(theirs.pk), "reason": "-"}
    with pytest.raises(NotFound):
        perform("work.stop_work", data, by=crew.actor)
    photo = {"order": str(crew.of.pk), "text": "-", "photo": "ab" * 32}
    with pytest.raises(NotFound):
        perform("work.add_note", photo, by=crew.actor)
    assert StopWork.objects.get().raised_by == crew.cast.accounts["liu"].pk


def test_its_account_is_nobodys(crew: Any) -> None:
    account = Account.objects.get(pk=crew.link.account_id)
    assert not account.is_active
    assert not account.has_usable_password()
    cast, name = crew.cast, {"account": account.username}
    later = (clock.wall() + timedelta(days=1)).isoformat()
    key = {"name": "-", "scopes": ["read"], "secret_sha256": "ab" * 32}
    person = {"name_zh": "某", "staff_number": "9", "pool": "field"}
    for verb, data, by in (
        ("core.grant_role", {**name, "role": "switching"}, "yan"),
        ("core.issue_token", {**name, **key, "expires_at": later}, "yan"),
        ("core.reset_factors", {**name, "why": "-"}, "yan"),
        ("core.reset_password", {**name, "password": "0123456789"}, "root"),
        ("workforce.add_person", {**name, **person}, "root"),
    ):
        with pytest.raises(NotFound):
            cast.do(verb, data, by=by)


def test_whoever_guesses_is_slowed_down_and_shuts_nobody_out(crew: Any) -> None:
    attacker = Client()
    said = {
        attacker.post("/link", {"code": f"WRONG{n}"}).status_code for n in range(65)
    }
    assert said == {403, 429}
    phone(crew.code)


def test_a_forged_cookie_opens_nothing(crew: Any) -> None:
    for value in ("", "x", crew.code, str(crew.link.pk), f'"{crew.link.pk}":1:x'):
        client = Client()
        client.cookies["greenlane_link"] = value
        assert client.get("/link/order")["Location"] == "/link"
    chief = Hand("wang").client
    assert chief.get("/link/order")["Location"] == "/link", "no role opens this page"


def test_every_address_is_shut_to_it_but_its_own(crew: Any) -> None:
    """One more role in the walk: what it is told elsewhere is what nobody is told."""
    hidden, nobody = secrets(crew.cast), Client()
    own = {"link/order", "link/do/<slug:slug>"}
    for path, view in addresses(get_resolver()):
        if path in own or "GET" not in view.methods:
            continue
        for asked in filled(path, crew.of.number):
            mine, theirs = crew.phone.get(f"/{asked}"), nobody.get(f"/{asked}")
            assert mine.status_code == theirs.status_code, asked
            assert mine.headers.get("Location") == theirs.headers.get("Location"), asked
            assert not leaks(mine, hidden, asked=asked), asked


def test_nothing_is_sent_with_it_but_to_its_own_address(crew: Any) -> None:
    before = census()
    for path, view in addresses(get_resolver()):
        if path.startswith("link") or "POST" not in view.methods:
            continue
        for asked in filled(path, crew.of.number):
            answer = crew.phone.post(f"/{asked}", {"order": str(crew.of.pk)})
            assert answer.status_code in {302, 303, 401, 404, 415, 422}, asked
    assert census() == before
    bearer = Client(headers={"Authorization": f"Bearer {crew.code}"})
    assert bearer.get("/api/v1/orders").status_code == 401


def test_its_own_page_says_nothing_of_another_order(crew: Any) -> None:
    """They share the transformer, so that the sections of both are in one closure."""
    code = opened(crew.other.number)
    stages.section(crew.cast, crew.other)
    hidden = set(texts_of(crew.of.pk)) - set(texts_of(crew.other.pk))
    assert {"后门钥匙在门卫", "冒烟了", crew.of.number} <= hidden
    other = phone(code)
    for path in ("link/order", "link/do/<slug:slug>"):
        for asked in filled(path, crew.other.number):
            answer = other.get(f"/{asked}")
            assert answer.status_code in {200, 404}, asked
            assert not leaks(answer, hidden, asked=asked), asked
    page = shown(other.get("/link/order"))
    assert "刘海波" not in page, "he leads on the other order"


def texts_of(order: UUID) -> Iterator[str]:
    """Every key and every text of the rows of this order."""
    for model in apps.get_models():
        if issubclass(model, Row) and model is not Link:
            for row in model._base_manager.all():
                if is_of(row, order) and row._meta.model_name != "supplypoint":
                    yield from texts(row)


def test_an_actor_of_a_link_is_let_in_nowhere_else(crew: Any) -> None:
    """Should some address ever take it for somebody: the rule itself says no."""
    for _path, view in addresses(get_resolver()):
        if view.rule != access.BY_LINK:
            with pytest.raises(NotAllowed):
                access.admit(crew.actor, view.rule)
    assert access.admit(crew.actor, access.BY_LINK) is crew.actor
    seen = [model for model in apps.get_models() if issubclass(model, Row)]
    for model in seen:
        for row in model.objects.seen_by(crew.actor):
            assert is_of(row, crew.of.pk), row


def test_the_walk_notices_a_page_that_forgets_its_rule(
    crew: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: with the look at the rows taken away, a foreign stop passes."""
    monkeypatch.setattr(one_order, "must_be_of_it", lambda *_a, **_k: None)
    monkeypatch.setattr(rows, "is_of", lambda *_a: True)
    data = {"order": str(crew.other.pk), "reason": "-"}
    assert perform("work.stop_work", data, by=crew.actor)
