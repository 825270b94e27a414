"""Every read about orders, tasks and time that a page, the API or a gate needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.kept import kept
from greenlane.core.models import OpenClaim
from greenlane.core.prepared import prepared
from greenlane.core.refusals import NotFound
from greenlane.core.scope import below
from greenlane.core.text import lying_marks
from greenlane.places.models import SupplyPoint
from greenlane.work.attaching import BESIDE, tasks_with_people, with_label, with_page
from greenlane.work.ledger import Holding, Ledger, holding, ledger
from greenlane.work.models import Order, StopWork, Task
from greenlane.work.story import stories_for, stories_of, story_for

LISTED = 10  # seconds; the lines of a list say minutes


def order_detail(actor: Actor, number: str) -> Order:
    """The order of this number with all that its page shows. Raises NotFound."""
    return kept("detail", (actor.sight, number), lambda: _detail(actor, number))


def _detail(actor: Actor, number: str) -> Order:
    order = _seen(actor, number, in_line=True)
    with_label([order])
    with_page(order)
    return order


def order_line(actor: Actor, number: str) -> Order:
    """The order of this number with what a line of the list says. Raises NotFound."""
    return kept("line", (actor.sight, number), lambda: _order_line(actor, number))


def _order_line(actor: Actor, number: str) -> Order:
    order = _seen(actor, number, in_line=True)
    with_label([order])
    return order


def order_called(actor: Actor, number: str) -> Order:
    """The order of this number, with site, unit and pack. Raises NotFound."""
    return _seen(actor, number)


def _seen(actor: Actor, number: str, *, in_line: bool = False) -> Order:
    """What `seen_by` would give, looked at here: the question is the same for all."""
    if lying_marks(number):  # no order is called so, and no database looks for it
        raise NotFound("order")
    for order in _called(number, in_line=in_line):
        mine = order.pk == actor.only if actor.only else actor.sees(order.unit.path)
        if mine:
            return order
    raise NotFound("order", number=number[:24])


@prepared
def _called(number: str, *, in_line: bool) -> QuerySet[Order]:
    beside = BESIDE if in_line else ("site", "unit", "pack")
    return Order.objects.filter(number=number).select_related(*beside).order_by("pk")


def tasks(order: Order) -> list[Task]:
    """The tasks in playbook order, with who is assigned, offered, at work, waiting."""
    return kept("tasks", order.pk, lambda: tasks_with_people(order.pk))


def next_tasks(order: Order) -> list[Task]:
    """Tasks that could begin now: not over, and everything before them is."""
    rows = list(order.tasks.all())
    over = {task.key for task in rows if task.finished_at or task.dropped_at}
    known = {task.key for task in rows}
    return sorted(
        (
            task
            for task in rows
            if task.key not in over and set(task.list_of("after")) & known <= over
        ),
        key=lambda task: task.place,
    )


def open_claims(actor: Actor) -> list[OpenClaim]:
    """Late claims that somebody has to decide on, oldest first."""
    seen = below(actor, "unit__path")
    rows = OpenClaim.objects.filter(seen, settled_at__isnull=True)
    return list(rows.order_by("recorded_at")[:200])


def open_stops(
    order_id: UUID | None, site_id: UUID | None, isolation_ids: Iterable[UUID]
) -> list[StopWork]:
    """Stops that stand on the order, the site or an isolation, oldest first."""
    on = Q(isolation__in=list(isolation_ids))
    if order_id:
        on |= Q(order=order_id)
    if site_id:
        on |= Q(site=site_id)
    return list(
        StopWork.objects.filter(on, lifted_at__isnull=True).order_by("at", "id")
    )


def ledger_of(
    order: Order, point: SupplyPoint | None = None, *, seq: int | None = None
) -> Ledger:
    """Work + wait + gap = elapsed, of a point or of the one that waits longest."""
    return ledger(story_for(order, point, seq=seq), now=clock.now())


def holding_of(order: Order, point: SupplyPoint | None = None) -> Holding | None:
    """What holds the point dark now, since when, and the verb that would end it.

    Nothing holds what an order has ended: it is lit, or nobody is to light it.
    """
    if order.ended:
        return None
    key = (order.pk, point.pk if point else None)
    story = kept("story", key, lambda: story_for(order, point))
    return holding(story, now=clock.now())


def moments_of(orders: Sequence[Order]) -> dict[UUID, tuple[Ledger, Holding | None]]:
    """Order → its time and what holds it dark: a page of orders at the price of one.

    A list that was asked for a moment ago (LISTED) is told as it was then.
    """
    keys, now, slot = tuple(order.pk for order in orders), clock.now(), listed_at()
    weight = len(keys)
    return kept(
        "moments", (keys, slot), lambda: _moments_of(orders, now), weight=weight
    )


def listed_at() -> int:
    """The moment, in steps of LISTED, by which lists are told now."""
    return int(clock.now().timestamp()) // LISTED


def _moments_of(
    orders: Sequence[Order], now: datetime
) -> dict[UUID, tuple[Ledger, Holding | None]]:
    keys = tuple(order.pk for order in orders)
    stories = kept("stories", keys, lambda: stories_for(orders), weight=len(keys))
    return {
        key: (ledger(story, now=now), holding(story, now=now))
        for key, story in stories.items()
    }


def points_of(order: Order) -> list[tuple[SupplyPoint, Ledger, Holding | None]]:
    """Every supply point with its ledger and what holds it, out of the same rows."""
    now = clock.now()
    return [
        (point, ledger(story, now=now), holding(story, now=now))
        for point, story in kept("points", order.pk, lambda: stories_of(order))
    ]
