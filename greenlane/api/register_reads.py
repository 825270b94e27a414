"""Who and what there is: people with their certificates, devices, sites with points."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse

from greenlane.api.doing import endpoint
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.web.viewer import ViewerRequest
from greenlane.network.models import Device
from greenlane.places.models import Site
from greenlane.workforce.models import Certificate, Person


@endpoint("GET", needs="read")
def people(request: ViewerRequest, actor: Actor) -> JsonResponse:
    """Everybody of the units the caller sees, with what they are certified for now."""
    rows = Person.objects.seen_by(actor).select_related("organisation", "account")
    found = rows.prefetch_related("certificates").order_by("staff_number", "id")
    return JsonResponse({"people": [_person(row) for row in found]})


@endpoint("GET", needs="read")
def devices(request: ViewerRequest, actor: Actor) -> JsonResponse:
    """Devices of the grid by their dual name: a name and a number."""
    rows = Device.objects.seen_by(actor).order_by("number", "id")
    return JsonResponse({"devices": [_device(row) for row in rows]})


@endpoint("GET", needs="read")
def sites(request: ViewerRequest, actor: Actor) -> JsonResponse:
    """Sites with the points that are energised there."""
    rows = Site.objects.seen_by(actor).prefetch_related("points").order_by("code", "id")
    return JsonResponse({"sites": [_site(row) for row in rows]})


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
