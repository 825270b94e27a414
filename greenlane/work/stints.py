"""People begin to work on a task: what act that is, who leads, and the rows of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from greenlane.core import clock
from greenlane.core.command import current, say
from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Refused
from greenlane.places.models import Site
from greenlane.work.facts.stints import StintStarted
from greenlane.work.models import Clearance, Head, Order, OrderHold, Stint, Task
from greenlane.work.playbook.model import is_desk as desk_row
from greenlane.workforce.models import Person

# Facts after which a start must be looked at again.
STOPPING = (
    "work.work_stopped",
    "work.work_frozen",
    "work.hazard_reported",
    "work.order_held",
    "work.order_cancelled",
)


def is_desk(task: Task) -> bool:
    """Whether it begins without gates: desk, stores, travel, survey, the briefing."""
    return desk_row(
        skill=task.skill,
        stage=task.stage,
        areas=task.list_of("areas"),
        acts=task.list_of("acts"),
        on=task.on,
        live=task.live,
        gives=task.list_of("gives"),
    )


def act_of(task: Task, key: UUID, people: Iterable[UUID]) -> Act:
    """The act that a field stint on this task is. One stint may be several kinds."""
    also = set()
    if task.on == "isolated":
        also.add("stint_isolated")
    if task.live:
        also.add("stint_live")
    if task.exclusive and "G10" in task.list_of("gives"):
        also.add("stint_test")
    if task.stage == "build":
        also.add("build")
    return Act(
        "stint", unit=task.unit_id, also=frozenset(also), order=task.order_id,
        task=task.pk, areas=task.list_of("areas"), people=tuple(sorted(people)),
        subject=key,
    )  # fmt: skip


def own_locks(task: Task, people: Iterable[UUID]) -> list[Lock]:
    """Site (a stint makes the tests of its sections stale), order, people and task."""
    return [
        Lock(Site, task.order.site_id),
        Lock(Order, task.order_id),
        *(Lock(Person, pk) for pk in sorted(set(people))),
        Lock(Task, task.pk),
    ]


def must_not_be_held(order: Order) -> None:
    """Refused order-held while the order rests."""
    hold = OrderHold.objects.filter(order=order, until__isnull=True).first()
    if hold is not None:
        raise Refused("order-held", next_step="work.resume_order", order=order.number)


def begin(
    key: UUID,
    task: Task,
    clearance: Clearance,
    *,
    leader: UUID,
    people: Sequence[UUID],
    at: datetime,
    field: bool,
) -> Stint:
    """The stint and its heads. The clearance bears the stint's own key."""
    now = current()
    stint = Stint.objects.create(
        id=key, unit_id=task.unit_id, task=task, leader_id=leader, started_at=at,
        clearance=clearance, field=field, happened_at=at, recorded_at=clock.now(),
        time_source=now.time_source,
    )  # fmt: skip
    Head.objects.bulk_create(
        Head(unit_id=task.unit_id, stint=stint, person_id=pk, joined_at=at)
        for pk in people
    )
    say(
        StintStarted(stint.pk, task.pk, leader, len(people), field),
        subjects=(("order", task.order_id), task, stint, clearance),
        unit=task.unit_id,
        at=at,
        stamps=(stint, clearance),
    )
    return stint


def present(stint: Stint) -> list[Head]:
    """Who is in the stint now."""
    return list(Head.objects.filter(stint=stint, left_at__isnull=True).order_by("id"))


def must_be_running(stint: Stint) -> None:
    """Refused stint-ended when nobody works in it any more."""
    if stint.ended_at is not None:
        raise Refused("stint-ended", stint=str(stint.pk))
