"""What is known of the supply itself: surveys, steps, papers, the sheet handed over."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse

from greenlane.api.doing import endpoint
from greenlane.api.shapes import when
from greenlane.connections.models import (
    Connection,
    EnergiseStep,
    Handover,
    Paper,
    Survey,
    Term,
)
from greenlane.core.actors import Actor
from greenlane.core.refusals import NotFound
from greenlane.core.web.viewer import ViewerRequest
from greenlane.work import queries


@endpoint("GET")
def surveys(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """Every version of the survey, with its verdict."""
    rows = Survey.objects.filter(order=queries.order_detail(actor, number))
    found = rows.select_related("leader", "source").order_by("version")
    return JsonResponse({"surveys": [_survey(row) for row in found]})


@endpoint("GET")
def steps(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """The steps of switching in, as laid out, closed and read."""
    rows = EnergiseStep.objects.filter(order=queries.order_detail(actor, number))
    found = rows.order_by("place", "id")
    return JsonResponse({"steps": [_step(row) for row in found]})


@endpoint("GET")
def papers(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """The papers owed, by when, by whom; none of them blocks a volt."""
    rows = Paper.objects.filter(order=queries.order_detail(actor, number))
    return JsonResponse({"papers": [_paper(row) for row in rows.order_by("due_at")]})


@endpoint("GET")
def connection(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """Who ordered it, the handover sheet, who took over, and the term."""
    order = queries.order_detail(actor, number)
    row = Connection.objects.filter(order=order).first()
    if row is None:
        raise NotFound("connection", number=number[:24])
    over = Handover.objects.filter(order=order).select_related("received_by", "watcher")
    terms = Term.objects.filter(order=order).order_by("starts_at")
    return JsonResponse(
        {
            **_connection(row),
            "handover": _handover(over.first()),
            "terms": [_term(each) for each in terms],
        }
    )


def _survey(row: Survey) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "version": row.version,
        "leader": str(row.leader),
        "source": str(row.source_id),
        "source_name": str(row.source),
        "route_m": row.route_m,
        "method": row.method,
        "at": when(row.at),
        "verdict": row.verdict,
        "cap_kw": row.cap_kw,
        "verdict_why": row.verdict_why,
        "verdict_at": when(row.verdict_at),
        "withdrawn_at": when(row.withdrawn_at),
    }


def _step(row: EnergiseStep) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "place": row.place,
        "act": row.act,
        "name": row.name,
        "area": row.area,
        "point": str(row.point_id) if row.point_id else None,
        "gives_state": row.gives_state,
        "started_at": when(row.started_at),
        "read_at": when(row.read_at),
        "volts": row.volts,
        "rotation": row.rotation,
        "normal": row.normal,
        "cold": row.cold,
        "opened_at": when(row.opened_at),
    }


def _paper(row: Paper) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "kind": row.kind,
        "owner": row.owner,
        "due_at": when(row.due_at),
        "received_at": when(row.received_at),
        "waived_at": when(row.waived_at),
    }


def _connection(row: Connection) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "authority": row.authority,
        "instruction_number": row.instruction_number,
        "requested_by": row.requested_by,
        "purpose": row.purpose,
        "load_kw": row.load_kw,
        "may_go_dark": row.may_go_dark,
        "load_cap_kw": row.load_cap_kw,
        "do_not": row.do_not,
    }


def _handover(row: Handover | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "received_by": str(row.received_by),
        "watcher": str(row.watcher),
        "at": when(row.at),
    }


def _term(row: Term) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "starts_at": when(row.starts_at),
        "ends_at": when(row.ends_at),
        "decision": row.decision,
    }
