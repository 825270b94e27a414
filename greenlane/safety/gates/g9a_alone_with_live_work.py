"""G9a: beside live work nobody is at work, nor begins: it makes their plant live.

New plant that nothing feeds is built without an isolation, and may be without a ticket:
its stints are counted here, of any order and unit of the site and the closure.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from greenlane.core.gatewalk import Act, named, once
from greenlane.core.locks import Lock
from greenlane.core.prepared import prepared
from greenlane.core.refusals import Missing
from greenlane.safety.acts import STINTS
from greenlane.safety.closure import (
    closure,
    closure_locks,
    devices_of,
    orders_behind,
    orders_fed_by,
    parents_behind,
)
from greenlane.safety.gate_reading import order_of, orders_of_site, parents
from greenlane.safety.models import Ticket
from greenlane.safety.ticket_queries import open_tickets
from greenlane.work.models import Stint, Task

NAME, CLASS = "G9a", "P"
PERMITS = frozenset({"permit", "resume"})
GUARDS = STINTS | PERMITS
# Elsewhere a task without an area is a word: a ticket ended, an order given.
HANDS_ON = frozenset({"build", "connect", "test"})


def locks(act: Act) -> list[Lock]:
    # A stint is written under its site and order, a permit under the whole closure.
    if act.kinds & PERMITS:
        beside = parents_behind(act.isolations)
        return [*parents(act), *beside] if _is_live(act) else []
    return [*parents(act), *closure_locks(order_of(act))]


def missing(act: Act) -> list[Missing]:
    if _is_live(act):
        return [_at_work(each) for each in _crews_near(act)]
    if act.kinds & PERMITS or not _hands_on(_task(act)):
        return []  # between tickets G3 decides
    return [_live_work(each) for each in _tickets_near(act) if each.live]


@once
def _is_live(act: Act) -> bool:
    if act.kinds & PERMITS:
        return Ticket.objects.filter(pk=named(act.ticket), live=True).exists()
    return "stint_live" in act.kinds


def _task(act: Act) -> Task | None:
    if act.task is None:
        return None
    return Task.objects.filter(pk=act.task).first()


def _hands_on(task: Task | None) -> bool:
    """Whether people touch plant. What nobody knows is taken for yes."""
    return task is None or bool(task.list_of("areas")) or task.stage in HANDS_ON


def _sections(act: Act) -> tuple[UUID, ...]:
    return act.isolations or closure(order_of(act))


def _tickets_near(act: Act) -> list[Ticket]:
    """Live work has no section: it is found by site, by section, and by its way in."""
    order = order_of(act)
    fed = orders_fed_by(devices_of(order))
    site = orders_of_site(order.site_id)
    return open_tickets(_sections(act), order.pk, *site, *fed)


def _crews_near(act: Act) -> list[Stint]:
    """Whoever is at work, but for the live work of this very order."""
    order = order_of(act)
    behind = (each.pk for each in orders_behind(_sections(act)))
    orders = {order.pk, *orders_of_site(order.site_id), *behind}
    return [
        stint
        for stint in _running(tuple(sorted(orders)))
        if stint.pk != act.subject
        and _hands_on(stint.task)
        and not (stint.task.live and stint.task.order_id == order.pk)
    ]


@prepared
def _running(orders: tuple[UUID, ...]) -> QuerySet[Stint]:
    rows = Stint.objects.filter(
        task__order__in=orders, field=True, ended_at__isnull=True,
        corrected_by__isnull=True,
    )  # fmt: skip
    return rows.select_related("task__order").order_by("happened_at", "id")


def _at_work(stint: Stint) -> Missing:
    return Missing(
        NAME,
        "at-work-beside-live-work",
        holder=f"person:{stint.leader_id}",
        since=stint.happened_at,
        next_step="work.end_stint",
        evidence=(str(stint.pk),),
        facts={"order": stint.task.order.number, "task": stint.task.key},
    )


def _live_work(ticket: Ticket) -> Missing:
    return Missing(
        NAME,
        "live-work-beside",
        holder=f"person:{ticket.leader_id}",
        since=ticket.permitted_at,
        next_step="safety.end_ticket",
        evidence=(str(ticket.pk),),
        facts={"ticket": ticket.number},
    )
