"""What goes on about an order: stops, named waits, stints with their people, notes."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import JsonResponse

from greenlane.api.doing import endpoint
from greenlane.api.shapes import when
from greenlane.core.actors import Actor
from greenlane.core.models import Link
from greenlane.core.web.viewer import ViewerRequest
from greenlane.safety.models import Isolation
from greenlane.work import links, queries
from greenlane.work.models import Note, Stint, StopWork, Wait


@endpoint("GET")
def stops(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """Stops, freezes and hazards on the order, its site and its sections."""
    order = queries.order_detail(actor, number)
    sections = Isolation.objects.filter(order=order).values("pk")
    on = Q(order=order) | Q(site=order.site_id) | Q(isolation__in=sections)
    rows = StopWork.objects.filter(on).select_related("lifted_by").order_by("at", "id")
    return JsonResponse({"stops": [_stop(row) for row in rows]})


@endpoint("GET")
def waits(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """Its named waits, as they are known now; a corrected one stands corrected."""
    rows = Wait.objects.current().filter(order=queries.order_detail(actor, number))
    found = rows.select_related("task").order_by("happened_at", "id")
    return JsonResponse({"waits": [_wait(row) for row in found]})


@endpoint("GET")
def stints(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """Who worked on what, from when to when, and who is there still."""
    rows = Stint.objects.current().filter(
        task__order=queries.order_detail(actor, number)
    )
    found = rows.select_related("task", "leader").prefetch_related("heads__person")
    in_order = found.order_by("happened_at", "id")
    return JsonResponse({"stints": [_stint(row) for row in in_order]})


@endpoint("GET")
def notes(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """What somebody thought worth knowing, in his own words."""
    rows = Note.objects.filter(order=queries.order_detail(actor, number))
    return JsonResponse({"notes": [_note(row) for row in rows.order_by("at", "id")]})


def _stop(row: StopWork) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "kind": row.kind,
        "reason": row.reason,
        "at": when(row.at),
        "raised_by": row.raised_by,
        "lifted_at": when(row.lifted_at),
        "lifted_by": str(row.lifted_by) if row.lifted_by else None,
        "lifted_why": row.lifted_why,
    }


def _wait(row: Wait) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "task": row.task.key if row.task else None,
        "cause": row.cause,
        "holder": row.holder,
        "since": when(row.happened_at),
        "expected_end": when(row.expected_end),
        "ended_at": when(row.ended_at),
        "note": row.note,
    }


def _stint(row: Stint) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "task": row.task.key,
        "field": row.field,
        "leader": str(row.leader_id),
        "leader_name": str(row.leader),
        "since": when(row.happened_at),
        "ended_at": when(row.ended_at),
        "heads": [
            {
                "person": str(head.person_id),
                "name": str(head.person),
                "joined_at": when(head.joined_at),
                "left_at": when(head.left_at),
            }
            for head in row.heads.all()
        ],
    }


def _note(row: Note) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "text": row.text,
        "photo": row.photo_id,
        "at": when(row.at),
        "written_by": row.written_by,
    }


@endpoint("GET")
def order_links(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """The links by which somebody without an account sees it; never the secret."""
    found = links.of_order(actor, queries.order_called(actor, number))
    return JsonResponse({"links": [_link(row) for row in found]})


def _link(row: Link) -> dict[str, Any]:
    use = getattr(row, "use", None)
    return {
        "id": str(row.pk),
        "for": row.name,
        "why": row.why,
        "opened_by": row.opened_by.name,
        "opened_at": when(row.opened_at),
        "expires_at": when(row.expires_at),
        "closed_at": when(row.closed_at),
        "last_used_at": when(use.used_at) if use else None,
    }
