"""G0: nothing is released while somebody has said stop, or something is unexplained."""

from __future__ import annotations

from django.db.models import Q

from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.acts import ACTS
from greenlane.safety.closure import orders_behind
from greenlane.safety.gate_reading import order_of, parents
from greenlane.safety.models import Occurrence, Ticket
from greenlane.work.models import Clearance, Order, OrderEnd, StopWork

NAME, CLASS, GUARDS = "G0", "P", ACTS


def locks(act: Act) -> list[Lock]:
    # "No stop stands" has no row: whoever says stop locks one of these parents too.
    return parents(act)


def missing(act: Act) -> list[Missing]:
    order = order_of(act)
    orders = {order.pk, *(each.pk for each in orders_behind(act.isolations))}
    return [
        *_ended(order),
        *_stops(act, order, orders),
        *_unreviewed(order, orders),
        *_unacknowledged(act, orders),
    ]


def _ended(order: Order) -> list[Missing]:
    end = OrderEnd.objects.filter(order=order, reopened_at__isnull=True).first()
    if end is None:
        return []
    return [
        Missing(
            NAME,
            "order-ended",
            holder="role:commander",
            since=end.at,
            next_step="work.reopen_order",
            evidence=(str(end.pk),),
            facts={"kind": end.kind},
        )
    ]


def _stops(act: Act, order: Order, orders: set) -> list[Missing]:
    where = (
        Q(order__in=orders)
        | Q(site=order.site_id)
        | Q(site__isolations__in=act.isolations)
        | Q(isolation__in=act.isolations)
    )
    rows = StopWork.objects.filter(where, lifted_at__isnull=True).distinct()
    return [
        Missing(
            NAME,
            f"{stop.kind}-stands",
            holder="role:safety_supervisor",
            since=stop.at,
            next_step="work.lift_stop",
            evidence=(str(stop.pk),),
        )
        for stop in rows.order_by("at")
    ]


def _unreviewed(order: Order, orders: set) -> list[Missing]:
    where = Q(order__in=orders) | Q(site=order.site_id)
    rows = Occurrence.objects.filter(where, reviewed_at__isnull=True)
    return [
        Missing(
            NAME,
            "occurrence-unreviewed",
            holder="role:safety_supervisor",
            since=row.at,
            next_step="safety.review_occurrence",
            evidence=(str(row.pk),),
            facts={"kind": row.kind},
        )
        for row in rows.order_by("at")
    ]


def _unacknowledged(act: Act, orders: set) -> list[Missing]:
    mine = Q(order__in=orders) | Q(isolation__in=act.isolations)
    tickets = Ticket.objects.filter(
        mine, revoked_at__isnull=False, acknowledged_at__isnull=True
    )
    clearances = Clearance.objects.filter(
        order__in=orders, revoked_at__isnull=False, acknowledged_at__isnull=True
    )
    found = [(each.pk, each.revoked_at) for each in tickets]
    found += [(each.pk, each.revoked_at) for each in clearances]
    return [
        Missing(
            NAME,
            "revocation-unacknowledged",
            holder="role:leader",
            since=since,
            next_step="safety.acknowledge_revocation",
            evidence=(str(key),),
        )
        for key, since in found
    ]
