"""The checklist on the page and the server's refusal are one object."""

import pytest

from greenlane.board.gatelist import acts_of, checklist_of
from greenlane.board.tests.looking import text
from greenlane.board.verbs import bringing
from greenlane.board.words import GATES
from greenlane.connections.acts import next_act
from greenlane.core.gatewalk import gates, guards, look
from greenlane.core.refusals import GateHeld
from greenlane.safety.models import EarthSet
from greenlane.work import queries
from tests import stages
from tests import supply_stages as stage


def checks_of(cast, order, act: str, by: str = "wang"):
    return checklist_of(order, queries.tasks(order), cast.actor(by), wanted=act)


def test_what_the_page_misses_is_what_the_server_refuses_by(cast):
    order = stage.requested(cast)
    first, *_rest = stage.lay_out(cast, order)
    shown = checks_of(cast, order, "restore_source").lacks
    with pytest.raises(GateHeld) as held:
        stage.try_to_close(cast, first)
    assert [each.as_dict() for each in shown] == [
        each.as_dict() for each in held.value.missing
    ]


def test_a_page_without_a_lack_is_an_act_that_passes(cast):
    first, *_rest = stage.ready(cast)
    stage.ordered(cast, first)
    found = checks_of(cast, first.order, "restore_source")
    assert not found.lacks
    assert found.passed == len(guards()["restore_source"])


def test_every_guard_of_the_act_stands_on_the_page_open_or_passed(cast):
    first, *_rest = stage.ready(cast)
    page = text(cast, f"/orders/{first.order.number}?act=restore_source")
    for name in guards()["restore_source"]:
        assert f'<span class="id">{name}</span>' in page
    assert "The dispatcher" in page or "order" in page


def test_a_lack_names_its_holder_and_links_to_the_verb_of_who_may(cast):
    first, *_rest = stage.ready(cast)
    where = f"/orders/{first.order.number}?act=restore_source"
    for_him, for_others = text(cast, where, by="zhao"), text(cast, where, by="zhou")
    gate = for_him.split('<span class="id">G14</span>')[1].split("</li>")[0]
    assert "<b>Dispatcher</b>" in gate
    assert f"target={first.pk}" in gate
    assert "act=restore_source" in gate
    other = for_others.split('<span class="id">G14</span>')[1].split("</li>")[0]
    assert "<a " not in other


def test_a_missing_signature_is_asked_for_under_its_own_document(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    [earth] = EarthSet.objects.filter(isolation=ticket.isolation)
    act = next_act(ticket.order, "remove_earth")
    [lack, *_more] = look(act)
    assert lack.what == "people-clear-unsigned"
    found = bringing(ticket.order, lack, cast.actor("liu"), target=act.subject)
    for said in ("kind=earthset", f"id={earth.pk}", "role=people_clear"):
        assert said in found.url


def test_the_act_that_comes_next_is_shown_unless_another_is_asked_for(cast):
    order = stage.requested(cast)
    assert checks_of(cast, order, "").kind == "issue_ticket"
    assert checks_of(cast, order, "energise").kind == "energise"
    assert checks_of(cast, order, "no-such-act").kind == "issue_ticket"


def test_an_act_on_a_row_that_is_not_there_is_not_offered(cast):
    order = stage.requested(cast)
    offered = {code for code, _word in checks_of(cast, order, "").acts}
    assert "permit" in acts_of(queries.tasks(order))
    assert "permit" not in offered


def test_every_gate_has_a_word():
    assert {gate.NAME for gate in gates()} == set(GATES)
