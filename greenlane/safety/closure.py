"""The affected isolations of an act are computed, never chosen, and never shortened.

They are all isolations that share with the order its site, a source device, an
isolation point or an infeed: of any order, of any unit.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from greenlane.core import locks
from greenlane.core.gatewalk import once
from greenlane.core.locks import Lock
from greenlane.core.prepared import prepared
from greenlane.core.refusals import Busy
from greenlane.network.models import Device
from greenlane.places.models import Site
from greenlane.safety.models import Infeed, Isolation, Point
from greenlane.work.models import Order


def devices_of(order: Order) -> tuple[UUID, ...]:
    """Every device by which volts reach the order's site or its own isolations."""
    return tuple(sorted(device for (device,) in _devices(order.pk, order.site_id)))


@prepared
def _devices(order: UUID, site: UUID) -> QuerySet[Any, tuple[UUID]]:
    own = Q(isolation__order=order) | Q(isolation__site=site)
    sources = Isolation.objects.filter(Q(order=order) | Q(site=site))
    opened = Point.objects.filter(own, unlocked_at__isnull=True)
    fed = Infeed.objects.filter(
        own | Q(site=site), gone_at__isnull=True, device__isnull=False
    )
    return sources.values_list("source").union(
        opened.values_list("device"), fed.values_list("device")
    )


@once
def closure(order: Order, *switched: UUID) -> tuple[UUID, ...]:
    """The keys of the isolations that an act on this order touches, sorted.

    `switched` are devices that the act itself moves, wherever they stand.
    """
    return _touched(order, (*devices_of(order), *switched))


def _touched(order: Order, devices: tuple[UUID, ...]) -> tuple[UUID, ...]:
    return tuple(sorted(_sharing(order.pk, order.site_id, devices)))


@prepared
def _sharing(
    order: UUID, site: UUID, devices: tuple[UUID, ...]
) -> QuerySet[Isolation, UUID]:
    stray = Q(site__infeeds__device__in=devices, site__infeeds__gone_at__isnull=True)
    shares = (
        Q(order=order)
        | Q(site=site)
        | Q(source__in=devices)
        | Q(points__device__in=devices, points__unlocked_at__isnull=True)
        | Q(infeeds__device__in=devices, infeeds__gone_at__isnull=True)
        # A way in of no known section may reach any of its site.
        | stray & Q(site__infeeds__isolation__isnull=True)
    )
    return Isolation.objects.filter(shares).values_list("id", flat=True).distinct()


def closure_locks(order: Order, *switched: UUID) -> list[Lock]:
    """Sites, devices, isolations, orders: whoever adds or stops one locks them too."""
    devices = (*devices_of(order), *switched)
    touched = _touched(order, devices)
    return [
        Lock(Site, order.site_id),
        *(Lock(Device, pk) for pk in devices),
        *(Lock(Isolation, pk) for pk in touched),
        *parents_behind(touched),
    ]


def parents_behind(isolations: tuple[UUID, ...]) -> list[Lock]:
    """Site and order of every isolation: a stop on any of them is written under it."""
    return [
        *(Lock(Site, pk) for pk in sorted(set(_sites(isolations)))),
        *(Lock(Order, each.pk) for each in orders_behind(isolations)),
    ]


def settle(
    order: Order, *also: Lock, switched: tuple[UUID, ...] = ()
) -> tuple[UUID, ...]:
    """Lock the closure and the order, and make sure that it did not grow meanwhile.

    Raises Busy when it did: the same command id may come again at once.
    """
    wanted = closure_locks(order, *switched)
    locks.take(*wanted, locks.of(order), *also)
    settled = closure_locks(order, *switched)
    if set(settled) - set(wanted):
        raise Busy("closure-moved", next_step="send-again")
    return tuple(sorted(lock.pk for lock in settled if lock.model is Isolation))


@prepared
def _sites(isolations: tuple[UUID, ...]) -> QuerySet[Isolation, UUID]:
    return Isolation.objects.filter(pk__in=isolations).values_list("site", flat=True)


@once
@prepared
def orders_behind(isolations: tuple[UUID, ...]) -> QuerySet[Order]:
    """Every order that one of these isolations belongs to, or has a ticket on it."""
    shares = Q(isolations__in=isolations) | Q(tickets__isolation__in=isolations)
    return Order.objects.filter(shares).distinct().order_by("id")


@prepared
def orders_fed_by(devices: tuple[UUID, ...]) -> QuerySet[Order, UUID]:
    """Orders at sites with a way in by one of these devices, also without a section."""
    there = Q(site__infeeds__device__in=devices, site__infeeds__gone_at__isnull=True)
    return Order.objects.filter(there).values_list("pk", flat=True).distinct()


def behind(order: Order, isolations: tuple[UUID, ...]) -> tuple[tuple[str, UUID], ...]:
    """Subjects of a fact about these isolations: they, and every order behind them."""
    orders = {order.pk, *(each.pk for each in orders_behind(isolations))}
    return (
        *(("isolation", key) for key in isolations),
        *(("order", key) for key in sorted(orders)),
    )
