"""What a form may name of places: sites, their supply points and contacts, zones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from greenlane.core.actors import Actor
from greenlane.core.choices import (
    MOST,
    Chooser,
    Option,
    Standing,
    fields_now,
    row_said,
)
from greenlane.places.models import Contact, Depot, Site, SupplyPoint
from greenlane.places.queries import zones as zones_of


def sites(actor: Actor, order: Any) -> Iterator[Option]:
    """The order's own site, where there is an order."""
    rows = Site.objects.seen_by(actor).order_by("code")
    if order is not None:
        rows = rows.filter(pk=order.site_id)
    for site in rows[:MOST]:
        yield site.pk, f"{site} ({site.code})"


def points(actor: Actor, order: Any) -> Iterator[Option]:
    """The points of the order's site, or every point with the name of its site."""
    rows = SupplyPoint.objects.seen_by(actor).select_related("site")
    rows = rows.order_by("site__code", "name_zh")
    if order is not None:
        rows = rows.filter(site=order.site_id)
    for point in rows[:MOST]:
        yield point.pk, str(point) if order else f"{point.site}, {point}"


def contacts(actor: Actor, order: Any) -> Iterator[Option]:
    rows = Contact.objects.seen_by(actor).filter(erased_at__isnull=True)
    for contact in rows.select_related("site").order_by("site__code", "name")[:MOST]:
        yield contact.pk, f"{contact.name}, {contact.site}"


def depots(actor: Actor, order: Any) -> Iterator[Option]:
    """Those that nobody has closed."""
    rows = Depot.objects.seen_by(actor).filter(closed_at__isnull=True)
    for depot in rows.select_related("unit").order_by("unit__path", "name_zh")[:MOST]:
        yield depot.pk, f"{depot} ({depot.unit.code})"


def zones(actor: Actor, order: Any) -> Iterator[Option]:
    for zone in zones_of(actor)[:MOST]:
        yield zone.pk, f"{zone.name} ({zone.get_kind_display()})"


PLACED = ("name_zh", "name_en", "address", "longitude", "latitude")


def site_now(actor: Actor, said: Mapping[str, Any]) -> Mapping[str, Any]:
    row = row_said(Site, actor, said, "site")
    return fields_now(row, *PLACED, "muster_point")


def depot_now(actor: Actor, said: Mapping[str, Any]) -> Mapping[str, Any]:
    return fields_now(row_said(Depot, actor, said, "depot"), *PLACED, "holds")


def point_now(actor: Actor, said: Mapping[str, Any]) -> Mapping[str, Any]:
    row = row_said(SupplyPoint, actor, said, "point")
    return fields_now(row, "name_zh", "name_en")


NOW: dict[str, Standing] = {
    "places.change_site": site_now,
    "places.change_depot": depot_now,
    "places.rename_point": point_now,
}
CHOICES: dict[str, Chooser] = {
    "site": sites,
    "supplypoint": points,
    "contact": contacts,
    "zone": zones,
    "depot": depots,
}
