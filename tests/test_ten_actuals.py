"""Ten actuals in a row in the demo county: after each the plan fits, and says why.

What happens goes over HTTP on the unit's own clock; the planner reads the journal as
it does behind a server, with a count of builds for its budget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from greenlane.core import clock
from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.follow import Reader, turn
from greenlane.core.models import Unit
from greenlane.dispatch import sentences
from greenlane.dispatch.live.planner import Planner
from greenlane.dispatch.models import Line, LineChange, Revision, UnitPlan
from greenlane.dispatch.tests import inside
from greenlane.drills import county
from greenlane.drills.roster import everybody
from greenlane.drills.wire import Hand
from greenlane.places.models import Site
from greenlane.work.models import Order, Task, Wait
from greenlane.workforce.models import Person
from tests.client_wire import ClientWire

pytestmark = pytest.mark.django_db
BEGINS = datetime.fromisoformat(county.MORNING)
Deed = Callable[["Story"], object]


class Story:
    """The county with its people's phones, its clock, and its planner."""

    def __init__(self) -> None:
        self.unit = Unit.objects.get(code="BY")
        self.order = Order.objects.get(unit=self.unit)
        self.planner: Planner = inside.planner(builds=6)
        self.ticks = 0.0
        self.planner.tick = lambda: self.ticks
        self.hands: dict[str, Hand] = {}
        self.stint = ""

    def phone(self, username: str) -> Hand:
        if username not in self.hands:
            member = next(each for each in everybody() if each.username == username)
            self.hands[username] = Hand(
                username, member.password, member.pin, ClientWire()
            )
        return self.hands[username]

    def do(self, by: str, verb: str, **data: Any) -> dict[str, Any]:
        return self.phone(by).do(verb, **data)

    def task(self, key: str) -> str:
        return str(Task.objects.get(order=self.order, key=key).pk)

    def person(self, username: str) -> str:
        return str(Person.objects.get(account__username=username).pk)

    def at(self, minutes: int) -> None:
        """The unit's clock stands at so many minutes after eight."""
        start = (BEGINS + timedelta(minutes=minutes)).isoformat()
        perform("core.set_clock", {"start": start, "speed": 0}, by=system(self.unit))
        self.unit.refresh_from_db()

    def plan(self) -> None:
        """The planner hears of what has happened, and has its turn."""
        while turn(Reader("planner", self.planner.take), self.unit):
            pass
        self.ticks += 5
        self.planner.step()
        self.planner.step()


@pytest.fixture(scope="module")
def story(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Story]:
    with django_db_blocker.unblock(), transaction.atomic():
        county.build_still()
        yield Story()
        transaction.set_rollback(True)


def begins(story: Story) -> None:
    done = story.do("wang", "work.start_desk_work", task=story.task("A01"), heads=[])
    story.stint = str(done["stint"])


def ends(story: Story) -> None:
    story.do("wang", "work.end_stint", stint=story.stint)
    story.do("wang", "work.finish_task", task=story.task("A01"))


def waits(story: Story) -> None:
    until = (BEGINS + timedelta(minutes=150)).isoformat()
    said = {"order": str(story.order.pk), "task": story.task("A05")}
    story.do("guo", "work.open_wait", **said, cause="material", holder="市公司库房",
             expected_end=until)  # fmt: skip


def waits_no_more(story: Story) -> None:
    wait = Wait.objects.get(task__key="A05", ended_at=None)
    story.do("guo", "work.close_wait", wait=str(wait.pk))


def asked_for_another(story: Story) -> None:
    site = Site.objects.exclude(pk=story.order.site_id).filter(unit=story.unit).first()
    said = {"site": str((site or story.order.site).pk), "authority": "县指挥部"}
    story.do("wang", "connections.request", **said, priority=1,
             playbook="e-street-point", although_open=True)  # fmt: skip


TEN: tuple[tuple[str, Deed], ...] = (
    ("the request is being taken", begins),
    ("it was taken", ends),
    ("material is missing", waits),
    (
        "the design engineer falls ill",
        lambda s: s.do("zhao", "workforce.report_unfit", person=s.person("chen")),
    ),
    (
        "and is well again",
        lambda s: s.do("wang", "workforce.declare_fit", person=s.person("chen")),
    ),
    ("a second place asks", asked_for_another),
    (
        "the first one may wait a little",
        lambda s: s.do("feng", "work.reprioritise", order=str(s.order.pk), priority=2,
                       reason="明晚入住"),
    ),
    ("the material is there", waits_no_more),
    (
        "somebody is told to issue the ticket",
        lambda s: s.do("zhao", "work.assign", task=s.task("A06"),
                       person=s.person("song"), role="leader"),
    ),
    (
        "the switching is held to one man",
        lambda s: s.do("zhao", "dispatch.pin_task", task=s.task("A08"),
                       person=s.person("he")),
    ),
)  # fmt: skip


def test_after_each_of_ten_actuals_the_plan_fits_and_says_why(story: Story) -> None:
    story.plan()
    assert UnitPlan.objects.get(unit=story.unit).number
    moved = 0
    for number, (what, deed) in enumerate(TEN, 1):
        story.at(7 * number)
        before = UnitPlan.objects.get(unit=story.unit).number
        deed(story)
        story.plan()
        plan = UnitPlan.objects.get(unit=story.unit)
        assert plan.number > before and plan.stale_since is None, what
        fits(story, what)
        moved += explained(story, before, what)
    assert moved > 10  # they were no idle words
    assert str(story.person("song")) in {
        str(each.person_id)
        for each in Line.objects.get(task=story.task("A06")).crews.all()
    }


def fits(story: Story, what: str) -> None:
    """Nobody is in two places, and nothing begins before what it waits for is over."""
    lines = list(
        Line.objects.filter(unit=story.unit)
        .select_related("task")
        .prefetch_related("crews")
    )
    days: dict[str, list[Line]] = {}
    for line in lines:
        for crew in line.crews.all():
            days.setdefault(crew.key, []).append(line)
    for crew, day in days.items():
        day.sort(key=lambda line: (line.start_at, line.end_at))
        for one, two in pairwise(day):
            assert one.end_at <= two.start_at, (what, crew, one.task, two.task)
    at = {(line.order_id, line.task.key): line for line in lines}
    for line in lines:
        if line.fixed:
            continue
        with clock.of(story.unit.scene()):
            now = clock.now().replace(second=0, microsecond=0)
        assert line.start_at >= now, (what, line.task)
        for key in line.task.list_of("after"):
            first = at.get((line.order_id, key))
            assert first is None or first.end_at <= line.start_at, (what, line.task)


def explained(story: Story, before: int, what: str) -> int:
    """Each change of the revisions since then is one sentence, in both languages."""
    rows = list(LineChange.objects.filter(unit=story.unit, revision__gt=before))
    told = Revision.objects.filter(unit=story.unit, number__gt=before)
    assert sum(each.changed for each in told) == len(rows)
    for language in ("zh-hans", "en"):
        with translation.override(language), clock.of(story.unit.scene()):
            names = sentences.known(Line.objects.filter(unit=story.unit), rows)
            for row in rows:
                said = sentences.changed(row, names)
                assert said.title and said.says and "{" not in said.says, what
                assert said.says.count("。" if language == "zh-hans" else ". ") <= 1
    return len(rows)
