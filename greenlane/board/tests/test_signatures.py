"""My signatures: what waits for mine by name, what I may sign, what I signed."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from greenlane.board.tests.looking import look, stand_still, text
from greenlane.core import guard
from greenlane.desk.tests.pages import Form
from greenlane.safety.models import Signature, Ticket
from greenlane.workforce.models import Pool
from tests import stages, supply_stages


def api(cast, name):
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(cast.accounts[name])
    answer = client.get("/api/v1/signatures/mine")
    assert answer.status_code == 200
    return answer.json()


def waiting(cast, name):
    """(kind, role) of what nobody else can sign."""
    found = api(cast, name)["waiting"]
    return {(each["kind"], each["role"]) for each in found if each["named"]}


def received(cast):
    order = stages.order(cast)
    ticket = stages.issue(cast, order, stages.earthed(cast, order))
    cast.do("safety.receive_ticket", {"ticket": str(ticket.pk)}, by="liu")
    return order, ticket


def test_a_ticket_waits_for_its_leader_until_he_has_signed(cast):
    order, ticket = received(cast)
    page = text(cast, "/signatures", by="liu")
    [there] = re.findall(r'class="next" href="([^"]+)"', page)
    assert there.startswith(f"/orders/{order.number}/sign?")
    assert ticket.number in page
    looked = look(cast, there.replace("&amp;", "&"), by="liu")
    assert "challenge" in Form(looked.content.decode()).data, "it leads to the look"
    assert waiting(cast, "liu") == {("ticket", "leader")}
    assert waiting(cast, "ma") == set()
    stages.sign(cast, ticket, "leader", by="liu")
    assert waiting(cast, "liu") == set()
    assert "Signed lately" in text(cast, "/signatures", by="liu")
    assert ticket.number in text(cast, "/signatures", by="liu")
    [signed] = api(cast, "liu")["signed"]
    assert (signed["kind"], signed["role"]) == ("ticket", "leader")


def test_after_the_permit_it_is_signed_at_the_end_and_asked_of_both(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    for name, role in (("liu", "leader"), ("li", "permitter")):
        assert waiting(cast, name) == set()
        left = [each for each in api(cast, name)["waiting"] if each["kind"] == "ticket"]
        assert [each["role"] for each in left] == [role]
    stages.sign(cast, Ticket.objects.get(), "leader", by="liu")
    assert waiting(cast, "li") == {("ticket", "permitter")}, ticket.number


def test_an_earth_waits_for_the_one_who_helped(cast):
    order = stages.order(cast)
    isolation = stages.dead(cast, order)
    data = {
        "isolation": str(isolation.pk), "number": "E1", "place": "出线1杆",
        "placed_with": cast.id("gao"),
    }  # fmt: skip
    cast.do("safety.place_earth", data, by="he")
    assert waiting(cast, "gao") == {("earthset", "guard")}
    assert "E1" in text(cast, "/signatures", by="gao")


def test_an_order_to_switch_is_open_to_a_second_operator_only(cast):
    order = stages.order(cast)
    isolation = stages.section(cast, order)
    stages.told(cast, order)
    stages.ordered(cast, order, isolation.infeeds.get(), guard_by=None)

    def may(name):
        return {each["role"] for each in api(cast, name)["waiting"]}

    assert may("gao") == {"guard"}
    assert may("he") == may("zhou") == set()


def test_what_only_the_mission_knows_waits_too(cast):
    order = stages.order(cast)
    stages.surveyed(cast, order)
    with guard.lifted():
        Signature.objects.all().delete()
    assert waiting(cast, "chen") == {("survey", "survey_leader")}
    steps = supply_stages.ready(cast)
    roles = {each["kind"] for each in api(cast, "gao")["waiting"]}
    assert steps
    assert "instruction" in roles or "energisestep" in roles


def test_the_site_is_asked_for_the_sheet(cast):
    order = supply_stages.live(cast)
    sheet = order.connection
    with guard.lifted():
        sheet.do_not = "no welding"
        sheet.save()
        cast.people["tang"].pool = Pool.SITE
        cast.people["tang"].save()
    found = [e for e in api(cast, "tang")["waiting"] if e["kind"] == "connection"]
    assert [each["role"] for each in found] == ["receiver"]
    assert found[0]["order"] == order.number


def test_nothing_of_an_ended_order_and_nothing_of_a_foreign_unit(cast):
    order, _ticket = received(cast)
    assert waiting(cast, "stranger") == set()
    cast.do("work.cancel_order", {"order": str(order.pk), "reason": "-"}, by="feng")
    assert waiting(cast, "liu") == set()
    assert "Nothing waits for your signature" in text(cast, "/signatures", by="liu")


def test_more_documents_cost_no_more_queries(cast):
    def price():
        with CaptureQueriesContext(connection) as spent:
            api(cast, "he")
        return len(spent)

    stages.ordered(cast, order := stages.order(cast), infeed_of(cast, order))
    one = price()
    for number in ("BY-2", "BY-3"):
        more = stages.order(cast, number)
        stages.ordered(cast, more, infeed_of(cast, more), guard_by=None)
    assert price() <= one + 2


def infeed_of(cast, order):
    isolation = stages.section(cast, order)
    stages.told(cast, order)
    return isolation.infeeds.get()


def test_the_part_that_is_live_is_a_piece_of_the_page(cast):
    received(cast)
    stand_still(cast)
    part = text(cast, "/signatures", by="liu", live=True)
    assert "<html" not in part
    assert part.strip() in text(cast, "/signatures", by="liu")
    assert "等您办理" in text(cast, "/signatures", by="liu", language="zh-hans")
