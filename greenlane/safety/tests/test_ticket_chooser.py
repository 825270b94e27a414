"""The right form is proposed from the work, with its reason; the wrong one never."""

from __future__ import annotations

import pytest

from greenlane.core import guard
from greenlane.desk.tests.pages import Hand, shown
from greenlane.safety.ticket_chooser import may_be_written, offered, proposals
from tests import stages, supply_stages


def by_playbook(cast, name):
    return supply_stages.requested(cast, playbook=name)


@pytest.mark.parametrize(
    ("playbook", "wanted"),
    [
        ("a-lv-existing-transformer", ["lv", "digging", "task_sheet"]),
        (
            "b-10kv-live-tee",
            ["hv_second", "lv", "live_work", "digging", "task_sheet"],
        ),
        ("c-generator-first", ["lv", "task_sheet"]),
    ],
)
def test_each_kind_of_work_has_its_form(cast, playbook, wanted):
    found = proposals(by_playbook(cast, playbook))
    assert [each.kind for each in found] == wanted


def test_areas_say_what_it_is_proposed_for(cast):
    found = {
        each.kind: each for each in proposals(by_playbook(cast, "b-10kv-live-tee"))
    }
    assert "hv" in found["hv_second"].areas
    assert found["live_work"].why == "live_work"


def test_high_voltage_that_is_made_dead_takes_the_first_kind(cast):
    of = stages.order(cast)
    with guard.lifted():
        of.tasks.filter(key="T2").update(areas="hv")
    assert "hv_first" in {each.kind for each in proposals(of)}


def test_what_burns_or_digs_takes_a_form_beside(cast):
    """Each grade of hot work, for the areas of that work alone."""
    of = stages.order(cast)
    assert not {"hot_work_1", "digging"} & {each.kind for each in proposals(of)}
    with guard.lifted():
        of.tasks.filter(key="T2").update(beside="hot_work digging")
    found = {each.kind: each.areas for each in proposals(of)}
    assert set(found) >= {"hot_work_1", "hot_work_2", "digging"}
    assert set(found["digging"]) == set(of.tasks.get(key="T2").list_of("areas"))


def test_several_crews_take_a_sheet_each(cast):
    of = stages.order(cast)
    assert "task_sheet" not in {each.kind for each in proposals(of)}  # one skill
    for key, who in (("T1", "liu"), ("T2", "ma")):
        given = {"task": str(of.tasks.get(key=key).pk), "person": cast.id(who)}
        cast.do("work.assign", {**given, "role": "leader"}, by="zhao")
    assert "task_sheet" in {each.kind for each in proposals(of)}


def test_what_is_done_or_dropped_proposes_nothing(cast):
    of = stages.order(cast)
    with guard.lifted():
        of.tasks.update(finished_at=of.requested_at)
    assert proposals(of) == []
    assert "lv" in {each.kind for each in offered(of)}


def test_the_repair_form_is_for_faults_and_is_not_offered_else(cast):
    of = stages.order(cast)
    assert not may_be_written(of, "repair")
    assert "repair" not in {each.kind for each in offered(of)}
    with guard.lifted():
        of.mission = "repair"
        of.save()
    assert "repair" in {each.kind for each in offered(of)}
    assert offered(of)[0].kind == "repair"


def test_the_page_proposes_with_its_reason(cast):
    of = by_playbook(cast, "a-lv-existing-transformer")
    page = shown(Hand("sun").client.get(f"/orders/{of.number}/issue-ticket"))
    assert "Proposed for this work" in page
    assert "low voltage, and high voltage need not be dead" in page
    assert 'value="repair"' not in page
