"""The one next step: out of what holds the order, for the one who may do it."""

from greenlane.board.deed import Scene, bring, deed
from greenlane.board.pages import order_page
from greenlane.board.tests.looking import text
from greenlane.connections.acts import next_act
from greenlane.core import clock, guard
from greenlane.core.gatewalk import checklist
from greenlane.core.refusals import Missing
from greenlane.safety.models import Instruction
from greenlane.work.labels import label
from greenlane.work.tests.stage import desk_stint, key_of, new_order, order_with_tasks
from tests import stages
from tests import supply_stages as stage


def step(cast, order, by="wang"):
    return order_page(cast.actor(by), order.number).next


def name(cast, order, by="wang") -> str:
    return step(cast, order, by).verb.name


def test_nobody_is_on_it_so_somebody_is_assigned(cast):
    order = order_with_tasks(cast)
    assert name(cast, order) == "work.assign"
    assert f"task={key_of(order, 'A01')}" in step(cast, order).verb.url


def test_an_order_without_tasks_waits_for_somebody_to_take_it_on(cast):
    assert name(cast, new_order(cast)) == "work.take_order"


def test_who_is_at_work_ends_it_and_nobody_else_is_asked_to(cast):
    order = order_with_tasks(cast)
    desk_stint(cast, order, "A01", by="wang")
    assert (name(cast, order), step(cast, order).mine) == ("work.end_stint", True)
    other = step(cast, order, by="zhao")
    assert (other.mine, other.who) == (False, (str(cast.people["wang"]),))


def test_work_that_has_ended_is_said_to_be_done(cast):
    order = order_with_tasks(cast)
    stint = desk_stint(cast, order, "A01", by="wang")
    cast.do("work.end_stint", {"stint": stint}, by="wang")
    assert name(cast, order) == "work.finish_task"


def test_a_wait_is_ended_by_its_own_row(cast):
    order = order_with_tasks(cast)
    wait = {"order": str(order.pk), "cause": "material", "holder": "stores"}
    opened = cast.do("work.open_wait", wait, by="zhao").facts["wait"]
    assert name(cast, order) == "work.close_wait"
    assert f"wait={opened}" in step(cast, order).verb.url


def test_a_stop_comes_before_everything(cast):
    order = order_with_tasks(cast)
    stop = {"order": str(order.pk), "reason": "gas"}
    cast.do("work.stop_work", stop, by="zhou")
    found = step(cast, order, by="zheng")
    assert (found.verb.name, found.mine, found.why) == ("work.lift_stop", True, "gas")
    assert not step(cast, order, by="wang").mine


def test_a_survey_at_work_is_recorded_before_it_is_ended(cast):
    order = stage.requested(cast)
    for key in ("A01",):
        stint = desk_stint(cast, order, key, by="wang")
        cast.do("work.end_stint", {"stint": stint}, by="wang")
        cast.do("work.finish_task", {"task": key_of(order, key)}, by="wang")
    desk_stint(cast, order, "A03", by="chen")
    assert name(cast, order, by="chen") == "connections.record_survey"
    stage.survey(cast, order, signed=False)
    assert name(cast, order, by="chen") == "safety.sign"
    assert "kind=survey" in step(cast, order, by="chen").verb.url


def test_with_light_the_papers_are_left_and_a_closed_order_asks_for_nothing(cast):
    order = stage.handed_over(cast)
    page = text(cast, f"/orders/{order.number}")
    assert 'class="next"' in page or 'class="not-yet"' in page
    other = order_with_tasks(cast)
    cast.do("work.cancel_order", {"order": str(other.pk), "reason": "-"}, by="feng")
    assert step(cast, other) is None


def test_what_is_not_the_readers_is_a_sentence_and_no_button(cast):
    order = order_with_tasks(cast)
    page = text(cast, f"/orders/{order.number}", by="zhou")
    assert 'class="next"' not in page
    assert "In the hands of: <b>Duty officer, Dispatcher</b>" in page


def test_work_that_has_ended_is_not_called_unbegun(cast):
    order = order_with_tasks(cast)
    stint = desk_stint(cast, order, "A01", by="wang")
    cast.do("work.end_stint", {"stint": stint}, by="wang")
    page = text(cast, f"/orders/{order.number}")
    assert "has ended and nobody says that it is done" in page
    assert "has not begun" not in page


def test_everybody_is_asked_for_the_own_task_before_what_holds_the_order(cast):
    order = stage.requested(cast)
    stint = desk_stint(cast, order, "A01", by="wang")
    cast.do("work.end_stint", {"stint": stint}, by="wang")
    cast.do("work.finish_task", {"task": key_of(order, "A01")}, by="wang")
    assert name(cast, order, by="zhou") == "work.assign"
    given = {"task": key_of(order, "A02"), "person": str(cast.people["zhou"].pk)}
    cast.do("work.assign", {**given, "role": "leader"}, by="wang")
    mine = step(cast, order, by="zhou")
    assert (mine.verb.name, mine.mine) == ("work.start_desk_work", True)
    assert f"task={key_of(order, 'A02')}" in mine.verb.url
    assert name(cast, order) == "work.assign"


def test_a_task_is_begun_by_the_one_who_is_assigned(cast):
    order = order_with_tasks(cast)
    given = {"task": key_of(order, "A01"), "person": str(cast.people["wang"].pk)}
    cast.do("work.assign", {**given, "role": "leader"}, by="zhao")
    assert step(cast, order, by="wang").mine
    other = step(cast, order, by="chen")
    assert (other.mine, other.who) == (False, (str(cast.people["wang"]),))


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
    other = step(cast, order, by="wang")
    assert other.verb.name == "safety.sign"
    assert (other.mine, other.who) == (False, (str(cast.people["chen"]),))


def test_every_task_that_can_begin_and_has_nobody_is_offered_to_the_desk(cast):
    order = stage.requested(cast)
    link = f'assign?task={key_of(order, "A01")}">Assign somebody</a>'
    assert link in text(cast, f"/orders/{order.number}")
    assert link not in text(cast, f"/orders/{order.number}", by="zhou")
    later = f'assign?task={key_of(order, "A04")}">'
    assert later not in text(cast, f"/orders/{order.number}")


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
        return deed(scene, cast.actor(who), task)

    found = asked("gao")
    assert (found.verb.name, found.mine) == ("safety.sign", True)
    assert f"id={given}" in found.verb.url
    assert not asked("wang").mine
    stages.sign(cast, Instruction.objects.get(pk=given), "guard", by="gao")
    assert asked("gao").verb.name == "safety.isolate_point"


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
