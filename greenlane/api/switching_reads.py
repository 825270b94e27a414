"""Switching orders of an order: each step, who did it with whom, and which is next."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse

from greenlane.api.doing import endpoint
from greenlane.api.shapes import when
from greenlane.core.actors import Actor
from greenlane.core.web.viewer import ViewerRequest
from greenlane.safety.in_turn import with_steps
from greenlane.safety.models import SwitchingBreak, SwitchingOrder, SwitchingStep
from greenlane.work import queries


@endpoint("GET")
def switchings(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """The oldest first. `next` is the place of the step that comes next."""
    rows = with_steps(queries.order_detail(actor, number).pk)
    return JsonResponse({"switchings": [_switching(row) for row in rows]})


def _switching(row: SwitchingOrder) -> dict[str, Any]:
    steps = list(row.steps.all())
    due = next((each for each in steps if each.done_at is None), None)
    return {
        "id": str(row.pk),
        "number": row.number,
        "purpose": row.purpose,
        "written_by": str(row.written_by),
        "written_at": when(row.written_at),
        "checked_by": _said(row.checked_by),
        "checked_at": when(row.checked_at),
        "given_at": when(row.given_at),
        "ended_at": when(row.ended_at),
        "ended_by": _said(row.ended_by),
        "abandoned_why": row.abandoned_why,
        "next": due.place if due and row.ended_at is None else None,
        "steps": [_step(each) for each in steps],
        "breaks": [_break(each) for each in row.breaks.all()],
    }


def _step(row: SwitchingStep) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "place": row.place,
        "act": row.act,
        "target": str(row.target),
        "device": _said(row.device),
        "action": row.action,
        "expected": row.expected,
        "found": row.found,
        "done_at": when(row.done_at),
        "operator": _said(row.operator),
        "guard": _said(row.guard),
    }


def _break(row: SwitchingBreak) -> dict[str, Any]:
    return {
        "at": when(row.at),
        "reason": row.reason,
        "resumed_at": when(row.resumed_at),
        "resumed_by": _said(row.resumed_by),
        "resumed_why": row.resumed_why,
    }


def _said(row: Any) -> str | None:
    return str(row) if row else None
