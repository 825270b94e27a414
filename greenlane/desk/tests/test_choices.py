"""What a list offers: what one may see, what the verb can be about, best first."""

from __future__ import annotations

import pytest

from greenlane.commands import COMMANDS
from greenlane.core import clock, guard
from greenlane.core.choices import choosers, fillers, flat
from greenlane.core.fields import Rows
from greenlane.desk.options import Options
from greenlane.desk.verbs import of_order
from greenlane.network.models import Device
from greenlane.places.inorder import in_order
from greenlane.safety.completeness import wanted
from greenlane.safety.limits import pack_of
from greenlane.work.tests.stage import key_of, order_with_tasks
from greenlane.workforce.models import Certificate
from greenlane.workforce.skills import LABELS as SKILLS
from tests import stages
from tests import supply_stages as supply

PERSON = "work.assign.person"


def offered(cast, key, *, by="wang", order=None):
    return [
        str(value) for value, _label in flat(choosers()[key](cast.actor(by), order))
    ]


def test_only_devices_of_units_that_one_sees_are_offered(cast):
    assert offered(cast, "device", by="liu") == [str(cast.source.pk)]
    assert offered(cast, "device", by="stranger") == []


def test_a_device_goes_by_its_dual_name(cast):
    [(_key, label)] = choosers()["device"](cast.actor("liu"), None)
    assert str(Device.objects.get()) in label


def test_the_certified_come_first(cast):
    (first, able), (rest, others) = choosers()["safety.issue_ticket.leader"](
        cast.actor("sun"), None
    )
    assert {str(key) for key, _label in able} == {cast.id("liu"), cast.id("ma")}
    assert cast.id("zhou") in {str(key) for key, _label in others}
    assert first != rest


def test_people_stand_in_the_order_of_their_names(cast):
    labels = [label for _key, label in choosers()["person"](cast.actor("wang"), None)]
    assert labels == sorted(labels, key=str.casefold)
    assert len(labels) > 3


def test_orders_of_another_unit_are_not_offered(cast):
    mine = stages.order(cast)
    stages.order(cast, "QS-1", unit=cast.foreign)
    assert offered(cast, "order") == [str(mine.pk)]


def test_tasks_that_are_over_are_not_offered(cast):
    of = stages.order(cast)
    tasks = {task.key: str(task.pk) for task in of.tasks.all()}
    cast.do("work.drop_task", {"task": tasks["T1"], "reason": "not needed"}, by="wang")
    assert offered(cast, "task", order=of) == [tasks["T2"], tasks["T3"]]


@pytest.mark.parametrize(
    ("verb", "before", "after"),
    [
        ("safety.receive_ticket", True, False),
        ("safety.permit", False, True),
        ("safety.end_ticket", False, False),
        ("safety.revoke_ticket", True, True),
    ],
)
def test_a_ticket_is_offered_where_it_can_be_used(cast, verb, before, after):
    of = stages.order(cast)
    ticket = stages.issue(cast, of, None, no_infeeds="yes")
    key = f"{verb}.ticket"
    assert (str(ticket.pk) in offered(cast, key, order=of)) is before
    stages.received(cast, ticket)
    assert (str(ticket.pk) in offered(cast, key, order=of)) is after


def test_a_section_that_another_order_shares_is_offered(cast):
    of = stages.order(cast)
    mine = stages.section(cast, of)
    shared = stages.shared_pole(cast)
    found = offered(cast, "isolation", by="sun", order=of)
    assert set(found) == {str(mine.pk), str(shared.isolations.get().pk)}


def test_every_chooser_stands_for_a_field_that_there_is():
    paths, names = set(), set()
    for command in COMMANDS:
        paths.add(command.name)
        for name, field in command.takes.base_fields.items():
            inner = field.row_form.base_fields if isinstance(field, Rows) else {}
            for path, each in (
                (f"{command.name}.{name}", field),
                *((f"{command.name}.{name}.{n}", f) for n, f in inner.items()),
            ):
                paths.add(path)
                names |= {path.rpartition(".")[2], getattr(each, "kind", "")}
    assert not set(choosers()) - paths - names


def test_whoever_mustered_and_who_is_to_work_in_the_field_is_briefed(cast):
    order = supply.requested(cast)
    with guard.lifted():
        order.tasks.filter(key="A01").update(finished_at=clock.now())
    heads = [{"person": cast.id("zhou")}]
    given = {"task": key_of(order, "A02"), "heads": heads}
    cast.do("work.start_desk_work", given, by="ma")
    for key, who in (("A03", "chen"), ("A10a", "zhou")):
        given = {"task": key_of(order, key), "person": cast.id(who), "role": "leader"}
        cast.do("work.assign", given, by="wang")
    rows = fillers()["safety.brief.heads"](cast.actor("liu"), order, {})
    people = [row["person"] for row in rows]
    assert people[0] == cast.id("liu")
    assert sorted(people) == sorted(cast.id(who) for who in ("liu", "ma", "zhou"))


def test_who_is_assigned_is_found_by_what_he_is_certified_for(cast):
    labels = dict(choosers()["work.assign.person"](cast.actor("wang"), None))
    names = {str(key): label for key, label in labels.items()}
    assert str(SKILLS["issuer"]) in names[cast.id("sun")]
    order = supply.requested(cast)
    tasks = choosers()["work.assign.task"](cast.actor("wang"), order)
    asks = {str(key): label for key, label in tasks}
    assert str(SKILLS["issuer"]) in asks[key_of(order, "A06")]


def test_a_test_begins_with_the_readings_that_it_needs_to_be_whole(cast):
    order = stages.order(cast)
    fill = fillers()["safety.record_test.readings"]
    rows = list(fill(cast.actor("qian"), order, {"area": "lv"}))
    needs = wanted(pack_of(order), "dead_test", "lv")
    assert [row["kind"] for row in rows] == [each[0] for each in needs]
    known = {row["kind"]: (row["unit_of_measure"], row["without"]) for row in rows}
    assert known["insulation_lv"] == ("MΩ", ("answer",))
    assert known["polarity"] == ("", ("value", "unit_of_measure"))


def test_the_steps_begin_with_what_the_playbook_switches_in(cast):
    order = supply.requested(cast)
    fill = fillers()["connections.plan_steps.steps"]
    rows = list(fill(cast.actor("he"), order, {}))
    points = [str(point.pk) for point in in_order(order.points.all())]
    assert [row["act"] for row in rows] == [
        "restore_source",
        *["energise"] * len(points),
    ]
    assert [row["area"] for row in rows] == ["src", *["lv"] * len(points)]
    assert [row["point"] for row in rows[1:]] == points


def test_whoever_is_certified_for_the_task_of_the_address_stands_first(cast):
    of = order_with_tasks(cast)
    task = of.tasks.exclude(skill="").exclude(skill="all")[0]
    said = {"task": str(task.pk)}
    asked = of_order(cast.actor("zhao"), of.number, "assign")
    field = asked.command.takes.base_fields["person"]
    (_title, able), (_rest, others) = Options(asked, said).of(PERSON, field)
    assert {str(key) for key, _label in able} == holders(task.skill) & seen(
        able, others
    )
    assert others
    alone = Options(asked).of(PERSON, field)
    assert [key for key, _label in alone] != [key for key, _label in able]


def seen(*groups) -> set[str]:
    return {str(key) for group in groups for key, _label in group}


def holders(skill: str) -> set[str]:
    rows = Certificate.objects.filter(skill=skill, expires_at__gt=clock.now())
    return {str(each.person_id) for each in rows}
