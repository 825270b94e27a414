"""Who and what there is: people with their certificates, devices, sites with points."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.http import JsonResponse

from greenlane.api.asking import key, number, word
from greenlane.api.doing import endpoint
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.web.viewer import ViewerRequest
from greenlane.network.models import Device
from greenlane.places.models import Site
from greenlane.workforce.models import Certificate, Person


@endpoint("GET")
def people(request: ViewerRequest, actor: Actor) -> JsonResponse:
    """Who works in the units the caller sees, with what they are certified for now."""
    rows = Person.objects.seen_by(actor).select_related("organisation", "account")
    rows = rows.filter(left_at__isnull=True).prefetch_related("certificates")
    named = ("name_zh", "name_en", "staff_number")
    return _page(request, "people", rows, _person, named)


@endpoint("GET")
def devices(request: ViewerRequest, actor: Actor) -> JsonResponse:
    """Devices of the grid by their dual name: a name and a number."""
    rows = Device.objects.seen_by(actor)
    return _page(request, "devices", rows, _device, ("name", "number"))


@endpoint("GET")
def sites(request: ViewerRequest, actor: Actor) -> JsonResponse:
    """Sites with the points that are energised there."""
    rows = Site.objects.seen_by(actor).prefetch_related("points")
    return _page(request, "sites", rows, _site, ("code", "name_zh", "name_en"))


def _page(
    request: ViewerRequest,
    what: str,
    rows: QuerySet[Any],
    shape: Callable[[Any], dict[str, Any]],
    named: tuple[str, ...],
) -> JsonResponse:
    """Oldest first: ?q is a piece of a name, ?after the last id of the page before."""
    typed, after = word(request, "q", most=80), key(request, "after")
    limit = number(request, "limit", 200, 1, 200)
    if typed:
        rows = rows.filter(
            reduce(or_, (Q(**{f"{field}__icontains": typed}) for field in named))
        )
    if after:
        rows = rows.filter(pk__gt=after)
    found = list(rows.order_by("pk")[: limit + 1])
    last = str(found[limit - 1].pk) if len(found) > limit else None
    return JsonResponse({what: [shape(row) for row in found[:limit]], "next": last})


def _person(row: Person) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "name": str(row),
        "staff_number": row.staff_number,
        "username": row.account.username if row.account else None,
        "pool": row.pool,
        "organisation": row.organisation.name_zh if row.organisation else None,
        "skills": sorted({c.skill for c in row.certificates.all() if _valid(c)}),
    }


def _valid(row: Certificate) -> bool:
    return row.revoked_at is None and row.issued_at <= clock.now() < row.expires_at


def _device(row: Device) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "name": row.name,
        "number": row.number,
        "kind": row.kind,
        "volts": row.volts,
        "parent": str(row.parent_id) if row.parent_id else None,
    }


def _site(row: Site) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "code": row.code,
        "name": str(row),
        "points": [
            {"id": str(point.pk), "name": str(point), "area": point.area}
            for point in row.points.all()
        ],
    }
