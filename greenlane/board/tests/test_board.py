"""The board at the desk: the list, what is beside it, the same by crew."""

import re
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from greenlane.board.counts import Counts, counts_of
from greenlane.board.tests.looking import look, text
from greenlane.connections.models import Paper
from greenlane.core import clock, guard
from greenlane.places.models import SupplyState
from greenlane.work.tests.stage import desk_stint, key_of, order_with_tasks
from greenlane.workforce.models import Team, TeamMember
from tests import supply_stages as stage


def test_without_a_choice_the_foremost_order_is_asked_for_and_with_one_it_is_there(
    cast,
):
    first, second = order_with_tasks(cast, priority=1), order_with_tasks(cast)
    page = text(cast, "/")
    assert f'hx-get="/orders/{first.number}/pane"' in page
    assert "What holds it dark" not in page
    page = text(cast, f"/?order={second.number}")
    assert "What holds it dark" in page
    assert f'data-shows-order="{second.number}"' in page


def test_an_order_of_elsewhere_is_not_shown_beside_the_list(cast):
    order = order_with_tasks(cast)
    assert look(cast, f"/orders/{order.number}/pane", by="stranger").status_code == 404
    assert "What holds it dark" not in text(
        cast, f"/?order={order.number}", by="stranger"
    )
    assert look(cast, "/orders/none/pane").status_code == 404


def test_the_pane_says_what_holds_it_the_next_step_the_gates_and_the_sums(cast):
    order = stage.requested(cast)
    page = text(cast, f"/orders/{order.number}/pane")
    for said in ("What holds it dark", "Gates before:", "named wait", "Just now"):
        assert said in page
    assert "<html" not in page
    assert f'/orders/{order.number}"' in page


def test_the_deadline_stands_beside_the_plan_and_never_among_the_gates(cast):
    order = stage.requested(cast)
    with guard.lifted():
        type(order).objects.filter(pk=order.pk).update(
            deadline=clock.now() - timedelta(minutes=50)
        )
    page = text(cast, f"/orders/{order.number}/pane")
    gates = page.split("Gates before:")[1].split("</section>")[0]
    assert "0:50 late" in page.split("Gates before:")[0]
    assert "deadline" not in gates.lower()
    assert 'class="late"' not in gates


def test_a_lane_has_one_name_and_says_how_far_it_is_and_what_is_owed(cast):
    order = stage.requested(cast)
    page = text(cast, "/")
    assert page.count(f'id="lane-{order.number}"') == 1
    assert re.search(r"\d+ of \d+ stages done, now: Intake", page)
    assert re.search(r"\d+ papers owed", page)
    assert order.number not in shown(cast, "/?papers=late")
    with guard.lifted():
        Paper.objects.filter(order=order).update(due_at=clock.now() - timedelta(days=1))
    assert order.number in shown(cast, "/?papers=late")
    assert "papers owed, " in text(cast, "/")


def test_what_was_offered_and_what_waits_for_material_is_an_address(cast):
    offered, short, plain = (order_with_tasks(cast) for _ in range(3))
    task = key_of(offered, "A01")
    data = {"task": str(task), "taker": cast.id("wang"), "note": ""}
    cast.do("work.offer_handoff", data, by="zhao")
    wait = {"order": str(short.pk), "cause": "material", "holder": "stores"}
    cast.do("work.open_wait", wait, by="zhao")
    assert shown(cast, "/?standing=handoff") == {offered.number}
    assert shown(cast, "/?standing=material") == {short.number}
    assert plain.number in shown(cast, "/")


def test_links_of_filters_keep_what_is_asked_already_and_lead_back(cast):
    page = text(cast, "/?mine=yes")
    assert 'href="/?mine=yes&amp;papers=late"' in page
    assert '<a href="/" aria-current="true">Mine</a>' in page


def test_dark_sites_are_counted_and_light_is_told_from_a_supply_that_was_kept(cast):
    order, wang = stage.requested(cast), cast.actor("wang")
    assert counts_of(wang) == Counts(dark=1)
    before = order.requested_at - timedelta(hours=1)
    points = [point.pk for point in order.points.all()]
    with guard.lifted():
        fed = SupplyState.objects.filter(point__in=points, ended_at=None)
        fed.update(state="grid_permanent", happened_at=before)
    assert counts_of(wang) == Counts(keeps=1)
    with guard.lifted():
        fed.update(happened_at=clock.now())
    assert counts_of(wang) == Counts(lit=1)
    assert counts_of(cast.actor("stranger")) == Counts()
    assert "1 lit" in text(cast, "/")


def test_by_crew_a_team_says_who_is_in_it_and_what_it_is_at(cast):
    crew = team(cast, "低压一班", "liu", "chen")
    page = text(cast, "/?by=crew")
    assert f'id="crew-{crew.pk}"' in page
    assert "The plan has nothing for them." in page
    assert re.search(r"0:00 of \d+:00 worked", page)
    assert crew.name_zh not in text(cast, "/?by=crew", by="stranger")


def test_a_crew_at_work_is_shown_with_its_order_and_since_when(cast):
    order = order_with_tasks(cast)
    team(cast, "值班组", "wang")
    desk_stint(cast, order, "A01", by="wang")
    crew = text(cast, "/?by=crew").split('class="lane crew"')[1]
    assert "at work" in crew
    assert f'data-chooses="{order.number}"' in crew
    assert "1 of them" in crew


def test_ten_crews_cost_what_two_cost(cast):
    def price():
        with CaptureQueriesContext(connection) as spent:
            text(cast, "/?by=crew")
        return len(spent)

    for n in range(2):
        team(cast, f"{n}班", "liu")
    price()
    two = price()
    for n in range(8):
        team(cast, f"另{n}班", "chen")
    assert price() == two


def test_the_middle_says_that_there_is_no_plan_yet(cast):
    assert "There is no plan of this unit yet" in text(cast, "/middle?shows=timeline")


def team(cast, name, *people):
    with guard.lifted():
        made = Team.objects.create(
            unit=cast.unit, name_zh=name, leader=cast.people[people[0]]
        )
        for each in people:
            TeamMember.objects.create(
                unit=cast.unit, team=made, person=cast.people[each]
            )
    return made


def shown(cast, address):
    listed = text(cast, address).split("<main", 1)[1]
    return set(re.findall(r'<a href="/orders/([\w-]+)"', listed))
