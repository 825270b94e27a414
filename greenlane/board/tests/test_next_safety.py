"""The next step where two or more sign: sections, briefings, guards, tickets."""

from django.utils import translation
from structlog.testing import capture_logs

from greenlane.board.deed import _lacks, bring, deed
from greenlane.board.pages import scene_of
from greenlane.board.scene import Scene
from greenlane.board.tests.looking import name, step
from greenlane.connections.acts import next_act
from greenlane.connections.reading import standing_steps
from greenlane.core import clock, guard
from greenlane.core.gatewalk import checklist
from greenlane.core.refusals import Missing
from greenlane.safety.models import Instruction
from greenlane.work import queries
from greenlane.work.labels import label
from greenlane.work.tests.stage import desk_stint, key_of, order_with_tasks
from tests import stages
from tests import supply_stages as stage


def test_a_section_is_named_before_a_ticket_is_issued_on_it(cast):
    order = stage.surveyed(cast)
    with guard.lifted():
        place = order.tasks.get(key="A06").place
        order.tasks.filter(place__lt=place).update(finished_at=clock.now())
    desk_stint(cast, order, "A06", by="sun")
    assert name(cast, order, by="sun") == "safety.add_isolation"
    assert step(cast, order, by="chen").mine
    infeed = order.site.infeeds.get()
    assert f"source={infeed.device_id}" in step(cast, order, by="chen").verb.url
    section = {"source": str(infeed.device_id), "name": infeed.name, "area": "src"}
    cast.do("safety.add_isolation", {"order": str(order.pk), **section}, by="chen")
    found = step(cast, order, by="sun")
    assert (found.verb.name, found.mine) == ("safety.issue_ticket", True)
    assert f"isolation={order.isolations.get().pk}" in found.verb.url


def test_field_work_begins_after_what_its_gates_ask_for(cast):
    order = stages.order(cast)
    stages.surveyed(cast, order)
    task = order.tasks.get(key="T1")
    for who, role in (("liu", "leader"), ("zhou", "crew")):
        given = {"task": str(task.pk), "person": cast.id(who), "role": role}
        cast.do("work.assign", given, by="wang")
    found = step(cast, order, by="liu")
    assert (found.verb.name, found.mine) == ("safety.brief", True)
    assert name(cast, order, by="ma") == "safety.brief"  # any leader may brief them
    crew = [{"person": cast.id(who)} for who in ("liu", "zhou")]
    data = {"order": str(order.pk), "hazards": "10 kV", "heads": crew}
    briefing = cast.do("safety.brief", data, by="liu").facts["evidence"]
    for who in ("liu", "zhou"):
        assert name(cast, order, by=who) == "safety.sign"
        signing = {"kind": "evidence", "id": briefing, "role": "head"}
        cast.do("safety.sign", signing, by=who)
    assert name(cast, order, by="liu") == "work.start_field_work"


def test_no_gate_is_asked_about_a_row_that_is_behind(cast):
    """The ticket is permitted, its task goes on: a gate would say it cannot answer."""
    ticket = stages.permitted(cast, stages.order(cast))
    order, tasks = ticket.order, list(ticket.order.tasks.all())
    scene = scene_of(order, tasks, queries.points_of(order), None, ())
    with capture_logs() as log:
        assert _lacks(scene, "permit", tasks[0]) == []
    assert log == []


def test_everybody_who_was_briefed_is_asked_to_sign_it(cast):
    order = order_with_tasks(cast)
    crew = [{"person": cast.id(who)} for who in ("liu", "zhou")]
    data = {"order": str(order.pk), "hazards": "10 kV", "heads": crew}
    briefing = cast.do("safety.brief", data, by="liu").facts["evidence"]
    mine = step(cast, order, by="zhou")
    assert (mine.verb.name, mine.mine) == ("safety.sign", True)
    assert f"id={briefing}" in mine.verb.url
    signing = {"kind": "evidence", "id": briefing, "role": "head"}
    cast.do("safety.sign", signing, by="zhou")
    assert name(cast, order, by="zhou") != "safety.sign"
    assert name(cast, order, by="wang") != "safety.sign"


def test_a_signature_is_asked_of_the_one_whose_it_is(cast):
    order = stage.requested(cast)
    stint = desk_stint(cast, order, "A01", by="wang")
    cast.do("work.end_stint", {"stint": stint}, by="wang")
    cast.do("work.finish_task", {"task": key_of(order, "A01")}, by="wang")
    desk_stint(cast, order, "A03", by="chen")
    stage.survey(cast, order, signed=False)
    assert step(cast, order, by="chen").mine
    other = step(cast, order, by="zhou")
    assert other.verb.name == "safety.sign"
    assert (other.mine, other.who) == (False, (str(cast.people["chen"]),))


def test_the_guard_signs_before_the_outlet_is_opened(cast):
    order = stages.order(cast)
    infeed = stages.section(cast, order).infeeds.get()
    stages.told(cast, order)
    task = order.tasks.get(key="T2")
    task.acts = "isolate"
    given = stages.ordered(cast, order, infeed, guard_by=None)

    def asked(who: str):
        me, stands = cast.people[who], label(order)
        scene = Scene(order, [task], None, stands, None, [], [], None, [], me)
        with translation.override("en"):
            return deed(scene, cast.actor(who), task)

    found = asked("gao")
    assert (found.verb.name, found.mine) == ("safety.sign", True)
    assert f"id={given}" in found.verb.url
    assert not asked("wang").mine
    stages.sign(cast, Instruction.objects.get(pk=given), "guard", by="gao")
    assert (asked("he").verb.name, asked("he").mine) == ("safety.isolate_point", True)
    assert f"guarded_by={cast.id('gao')}" in asked("he").verb.url
    assert "device=" not in asked("he").verb.url
    waits = asked("gao")
    assert (waits.verb.name, waits.mine) == ("safety.isolate_point", False)
    assert "signed as guard" in waits.why


def test_the_permitter_receives_a_ticket_back_before_its_leader_ends_it(cast):
    order = stages.order(cast)
    ticket = stages.permitted(cast, order)
    task = order.tasks.get(key="T2")
    lacks = checklist(next_act(order, "restore_source"))
    missing = next(
        each for row in lacks for each in row["missing"]
        if each.next_step == "safety.end_ticket"
    )  # fmt: skip

    def asked(who: str):
        me, stands = cast.people[who], label(order)
        scene = Scene(order, [task], None, stands, None, [], [], None, [], me)
        return bring(scene, cast.actor(who), missing)

    assert (asked("li").verb.name, asked("li").mine) == ("safety.sign", True)
    assert not asked("liu").mine
    stages.sign(cast, ticket, "permitter", by="li")
    assert (asked("liu").verb.name, asked("liu").mine) == ("safety.end_ticket", True)


def test_steps_are_laid_out_before_one_of_them_is_ordered(cast):
    order = stage.surveyed(cast)
    unordered = Missing("G14", "instruction-none", next_step="safety.give_instruction")
    untested = Missing("G10", "evidence-none", next_step="safety.record_test")
    scene = Scene(order, [], None, label(order), None, [], [], None, [])

    def asked(missing):
        return bring(scene, cast.actor("he"), missing, act="energise").verb.name

    assert asked(unordered) == "connections.plan_steps"
    assert asked(untested) == "safety.record_test"


def test_a_step_that_is_in_and_read_asks_for_no_other_steps(cast):
    steps = stage.ready(cast)
    order = steps[0].order
    task = order.tasks.get(key="A18a")

    def asked():
        steps = standing_steps(order.pk)
        tasks = list(order.tasks.filter(place__gte=task.place))
        scene = Scene(order, tasks, None, label(order), None, [], [], None, steps)
        return deed(scene, cast.actor("he"), task)

    assert asked().verb.name == "safety.give_instruction"
    stage.close(cast, steps[0])
    assert asked().verb.name == "connections.read_step"
    stage.read(cast, steps[0])
    assert asked() is None


def test_what_is_handed_over_is_not_handed_over_again(cast):
    order = stage.live(cast)
    stage.checked(cast, order)
    task = order.tasks.get(key="A20")

    def asked():
        order.refresh_from_db()
        sheet = order.connection
        scene = Scene(order, [task], None, label(order), None, [], [], sheet, [])
        return deed(scene, cast.actor("wu"), task)

    assert asked().verb.name == "connections.prepare_handover"
    stage.sheet(cast, order)
    assert f"receiver={cast.id('tang')}" in asked().verb.url
    stage.hand_over(cast, order)
    assert asked() is None


def test_the_dispatcher_is_asked_though_another_task_holds_the_order(cast):
    steps = stage.ready(cast)
    order = steps[0].order
    with guard.lifted():
        place = order.tasks.get(key="A17c").place
        others = order.tasks.filter(place__lt=place).exclude(key="A17b")
        others.update(finished_at=clock.now())
    crew = [{"person": cast.id(who)} for who in ("he", "wu")]
    data = {"order": str(order.pk), "hazards": "10 kV", "heads": crew}
    briefing = cast.do("safety.brief", data, by="liu").facts["evidence"]
    for who, key in (("wu", "A17c"), ("he", "A17b")):
        signing = {"kind": "evidence", "id": briefing, "role": "head"}
        cast.do("safety.sign", signing, by=who)
        begun = {"task": key_of(order, key), "heads": []}
        cast.do("work.start_field_work", begun, by=who)
    asked = step(cast, order, by="zhao")
    assert (asked.verb.name, asked.mine) == ("safety.give_instruction", True)
