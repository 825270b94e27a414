"""An order is opened and numbered; pinned to a playbook, it gets its tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from greenlane.core import clock, locks, written
from greenlane.core.command import say
from greenlane.core.locks import Lock
from greenlane.core.models import PackVersion, Unit
from greenlane.core.prepared import prepared
from greenlane.core.refusals import Refused
from greenlane.places.models import Site, SupplyPoint
from greenlane.work.facts.orders import PlaybookPinned
from greenlane.work.models import Order, OrderEnd, PlaybookVersion, Task
from greenlane.work.playbook.model import Step
from greenlane.work.recipes import recipe, task_of, version_of
from greenlane.work.search import index_order

ANOTHER_WAY = "another-way-chosen"  # why a task was dropped, when its playbook was


def open_order(
    unit: Unit,
    *,
    site: Site,
    points: Iterable[SupplyPoint],
    mission: str,
    requested_at: datetime,
    need_at: datetime | None = None,
    deadline: datetime | None = None,
    channel: str = "green",
    priority: int = 3,
    pack: PackVersion | None = None,
    parent: Order | None = None,
) -> Order:
    """A new order with the next number of the unit's day; the pack is pinned.

    Locks unit and site: call it before any other lock, or name both in your first take.
    The caller says the fact. Raises Refused: unit-has-no-pack, point-of-another-site,
    need-before-request.
    """
    points = list(points)
    locks.take(Lock(Unit, unit.pk), Lock(Site, site.pk))
    pinned = pack or unit.pack
    if pinned is None:
        raise Refused("unit-has-no-pack", next_step="core.pin_pack", unit=unit.code)
    for point in points:
        if point.site_id != site.pk:
            raise Refused("point-of-another-site", point=str(point.pk))
    for field, late in (("need_at", need_at), ("deadline", deadline)):
        if late and late < requested_at:
            raise Refused("need-before-request", field=field, need_at=late.isoformat())
    order = Order.objects.create(
        unit=unit, site=site, number=_next_number(unit), mission=mission,
        requested_at=requested_at, need_at=need_at, deadline=deadline,
        channel=channel, priority=priority, pack=pinned, parent=parent,
    )  # fmt: skip
    through = Order.points.through
    written.insert(through(order=order, supplypoint=each) for each in points)
    index_order(order, points)
    return order


def _next_number(unit: Unit) -> str:
    """BY-220329-1: unit, day on the unit's own calendar, running number of that day.

    The unit's row is locked, and no order is ever deleted: counting is safe.
    """
    day = clock.now().astimezone(ZoneInfo(unit.timezone)).strftime("%y%m%d")
    start = f"{unit.code}-{day}-"
    before = Order.objects.filter(unit=unit, number__startswith=start).count()
    return f"{start}{before + 1}"


def pin_playbook(
    order: Order, playbook_name: str, at: datetime, *, known: Iterable[Task] = ()
) -> PlaybookVersion:
    """Pin the playbook as it is now, and lay out its tasks. The caller holds the order.

    `known` are the tasks that the order has had by then, of another way or of this one.
    Raises Refused: playbook-pinned-already, -unknown, -draft, -broken.
    """
    if order.playbook_id:
        raise Refused("playbook-pinned-already", order=str(order.pk))
    found = recipe(playbook_name)
    version = version_of(found)
    _lay_out(order, found.book.steps, {task.key: task for task in known})
    order.playbook = version
    order.save(update_fields=["playbook"])
    say(
        PlaybookPinned(order.pk, version.name, version.version, version.digest),
        subjects=(order,),
        unit=order.unit_id,
        at=at,
    )
    return version


def _lay_out(order: Order, steps: Sequence[Step], known: Mapping[str, Task]) -> None:
    """The tasks of the playbook. A way that is chosen again goes on where it was."""
    fresh = [task_of(order, place, step) for place, step in enumerate(steps, 1)]
    written.insert(task for task in fresh if task.key not in known)
    for task in fresh:
        before = known.get(task.key)
        if before is not None and before.dropped_why == ANOTHER_WAY:
            task.pk = before.pk  # nobody had begun it: it is as the playbook has it now
            task.save(force_update=True)


def must_be_open(order: Order) -> None:
    """Refused order-ended when it was closed, cancelled or merged. Lock it first."""
    end = next(iter(_end(order.pk)), None)
    if end is not None:
        raise Refused(
            "order-ended",
            next_step="work.reopen_order",
            order=order.number,
            how=end.kind,
        )


@prepared
def _end(order: UUID) -> QuerySet[OrderEnd]:
    rows = OrderEnd.objects.filter(order=order, reopened_at__isnull=True)
    return rows.order_by("pk")
