"""What stands on site: infeeds, sections, tickets, orders to switch, records.

Whoever walks an order by hand finds here every key that the next verb asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.http import JsonResponse

from greenlane.api.doing import endpoint
from greenlane.api.shapes import when
from greenlane.core.actors import Actor
from greenlane.core.web.viewer import ViewerRequest
from greenlane.safety.models import (
    EarthSet,
    Evidence,
    Infeed,
    Instruction,
    Isolation,
    Point,
    Signature,
    Ticket,
    TicketBreak,
)
from greenlane.safety.signing import signatures_of
from greenlane.safety.ticket_chooser import WHY, offered
from greenlane.safety.ticket_queries import earths_counted, heads_in
from greenlane.work import queries

Given = dict[UUID, list[Signature]]


@endpoint("GET")
def infeeds(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """Every known way in for volts on the order's site, and where it stands open."""
    order = queries.order_detail(actor, number)
    rows = Infeed.objects.filter(site=order.site_id).order_by("found_at", "id")
    found = rows.select_related("device").prefetch_related("points")
    return JsonResponse({"infeeds": [_infeed(row) for row in found]})


@endpoint("GET")
def isolations(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """The sections of this order, with their open points and earth sets."""
    rows = Isolation.objects.filter(order=queries.order_detail(actor, number))
    found = rows.select_related("source").prefetch_related("points__device", "earths")
    given = signatures_of([earth for row in found for earth in row.earths.all()])
    return JsonResponse({"isolations": [_isolation(row, given) for row in found]})


@endpoint("GET")
def tickets(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """The tickets of this order, with who signed them as they stand now."""
    rows = Ticket.objects.filter(order=queries.order_detail(actor, number))
    sides = ("second_issuer", "second_permitter")
    found = rows.select_related("leader", "issuer", "permitter", "isolation", *sides)
    found = found.prefetch_related("breaks", "after").order_by("issued_at", "id")
    return JsonResponse({"tickets": _signed(found, _ticket)})


@endpoint("GET")
def ticket_forms(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """The forms that its work can be written on; first those proposed, and why."""
    order = queries.order_detail(actor, number)
    forms = [
        {
            "kind": form.kind,
            "title": form.title,
            "confirmed": form.confirmed,
            "proposed_for": [
                {"areas": list(each.areas), "why": str(WHY[each.why])}
                for each in form.proposals
            ],
        }
        for form in offered(order)
    ]
    return JsonResponse({"forms": forms})


@endpoint("GET")
def instructions(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """The dispatcher's orders to switch: given, read back, used, withdrawn."""
    rows = Instruction.objects.filter(order=queries.order_detail(actor, number))
    found = rows.select_related("given_by", "read_back_by").order_by("given_at", "id")
    return JsonResponse({"instructions": _signed(found, _instruction)})


@endpoint("GET")
def evidence(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """Briefings, tests, acceptances and so on, line by line, with who signed them."""
    rows = Evidence.objects.filter(order=queries.order_detail(actor, number))
    found = rows.select_related("by").prefetch_related("lines").order_by("at", "id")
    return JsonResponse({"evidence": _signed(found, _evidence)})


def _name(row: Any) -> str | None:
    return str(row) if row else None


def _key(value: Any) -> str | None:
    return str(value) if value else None


def _infeed(row: Infeed) -> dict[str, Any]:
    open_at = [p for p in row.points.all() if p.unlocked_at is None]
    return {
        "id": str(row.pk),
        "kind": row.kind,
        "name": row.name,
        "number": row.number,
        "device": _key(row.device_id),
        "device_name": str(row.device) if row.device else None,
        "isolation": _key(row.isolation_id),
        "open_points": [str(point.pk) for point in open_at],
        "found_at": when(row.found_at),
        "gone_at": when(row.gone_at),
    }


def _isolation(row: Isolation, given: Given) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "name": row.name,
        "area": row.area,
        "source": str(row.source_id),
        "source_name": str(row.source),
        "points": [_point(point) for point in row.points.all()],
        "earths": [_earth(earth, given) for earth in row.earths.all()],
    }


def _point(row: Point) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "infeed": str(row.infeed_id),
        "device": str(row.device_id),
        "device_name": str(row.device),
        "lock_number": row.lock_number,
        "tag_number": row.tag_number,
        "opened_at": when(row.opened_at),
        "unlocked_at": when(row.unlocked_at),
    }


def _earth(row: EarthSet, given: Given) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "number": row.number,
        "place": row.place,
        "placed_at": when(row.placed_at),
        "removed_at": when(row.removed_at),
        "signatures": _signatures(given[row.pk]),
    }


def _ticket(row: Ticket, given: Given) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "number": row.number,
        "kind": row.kind,
        "isolation": _key(row.isolation_id),
        "scope": row.scope,
        "areas": row.areas.split(),
        "after": sorted(each.number for each in row.after.all()),
        "issuer": str(row.issuer),
        "leader": str(row.leader),
        "permitter": _name(row.permitter),
        "customer_owned": row.customer_owned,
        "second_issuer": _name(row.second_issuer),
        "second_permitter": _name(row.second_permitter),
        "issued_at": when(row.issued_at),
        "received_at": when(row.received_at),
        "permitted_at": when(row.permitted_at),
        "valid_until": when(row.valid_until),
        "ended_at": when(row.ended_at),
        "revoked_at": when(row.revoked_at),
        "heads_in": heads_in(row) if row.permitted_at else None,
        "earths_in": len(earths_counted(row)) if row.permitted_at else None,
        "breaks": [_break(each) for each in row.breaks.all()],
        "signatures": _signatures(given[row.pk]),
    }


def _break(row: TicketBreak) -> dict[str, Any]:
    return {
        "cause": row.cause,
        "at": when(row.at),
        "resumed_at": when(row.resumed_at),
    }


def _instruction(row: Instruction, given: Given) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "act": row.act,
        "target": str(row.target),
        "text": row.text,
        "given_by": str(row.given_by),
        "given_at": when(row.given_at),
        "read_back_by": str(row.read_back_by) if row.read_back_by else None,
        "read_back_at": when(row.read_back_at),
        "used_at": when(row.used_at),
        "withdrawn_at": when(row.withdrawn_at),
        "signatures": _signatures(given[row.pk]),
    }


def _evidence(row: Evidence, given: Given) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "kind": row.kind,
        "covers": row.covers,
        "passed": row.passed,
        "at": when(row.at),
        "by": str(row.by),
        "note": row.note,
        "withdrawn_at": when(row.withdrawn_at),
        "lines": [
            {
                "what": line.what,
                "phase": line.phase,
                "value": line.value,
                "unit_of_measure": line.unit_of_measure,
                "answer": line.answer,
                "person": _key(line.person_id),
                "ok": line.ok,
                "limit": line.limit_key,
            }
            for line in row.lines.all()
        ],
        "signatures": _signatures(given[row.pk]),
    }


def _signed(
    rows: Iterable[Any], shape: Callable[[Any, Given], dict[str, Any]]
) -> list[dict[str, Any]]:
    documents = list(rows)
    given = signatures_of(documents)
    return [shape(row, given) for row in documents]


def _signatures(found: list[Signature]) -> list[dict[str, Any]]:
    """Who has signed the document as it stands now, in which role."""
    return [{"role": s.role, "person": str(s.person), "at": when(s.at)} for s in found]
