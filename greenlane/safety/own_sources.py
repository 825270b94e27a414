"""Whoever makes volts of his own: generators, PV, UPS, a second crew's cable.

They stand at the site, on the sections of the closure and on its devices; and wherever
somebody who was told spoke of one.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from greenlane.core.gatewalk import once
from greenlane.safety.closure import devices_of
from greenlane.safety.models import Infeed
from greenlane.work.models import Order

# What feeds a site from outside; whatever else brings volts is somebody's own.
FIRST = ("grid", "lv_side")


@once
def own_sources(order: Order, isolations: tuple[UUID, ...]) -> list[Infeed]:
    """All that may feed back into what hangs on this order and these isolations."""
    told = Q(
        lines__evidence__order=order,
        lines__evidence__kind="people_told",
        lines__evidence__withdrawn_at__isnull=True,
    )
    near = (
        Q(isolation__in=isolations)
        | Q(site=order.site_id)
        | Q(device__in=devices_of(order))
        | Q(isolation__isnull=True, site__isolations__in=isolations)
    )
    keys = {
        *Infeed.objects.filter(near).values_list("pk", flat=True),
        *Infeed.objects.filter(told).values_list("pk", flat=True),
    }
    rows = Infeed.objects.filter(pk__in=keys, gone_at__isnull=True)
    rows = rows.exclude(kind__in=FIRST).select_related("isolation")
    return list(rows.order_by("found_at", "id"))
