"""GET …/gates?act=energise: the checklist, the same object the server refuses by."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse

from greenlane.api.asking import choice
from greenlane.api.doing import endpoint
from greenlane.connections.acts import next_act
from greenlane.core.actors import Actor
from greenlane.core.gatewalk import checklist, guards
from greenlane.core.refusals import NotFound
from greenlane.core.web.problems import missing_dict
from greenlane.core.web.viewer import ViewerRequest
from greenlane.safety.coming import can_be_looked_at
from greenlane.work import queries


@endpoint("GET")
def gates(request: ViewerRequest, actor: Actor, number: str) -> JsonResponse:
    """Every gate of an act on this order, in the foreman's order, passed or held."""
    acts = {name: name for name in guards()}
    kind = choice(request, "act", acts, "energise")
    order = queries.order_detail(actor, number)
    if not can_be_looked_at(order, kind):
        raise NotFound("earthset" if kind == "remove_earth" else "ticket")
    act = next_act(order, kind)
    return JsonResponse({"act": kind, "gates": [_row(row) for row in checklist(act)]})


def _row(row: dict[str, Any]) -> dict[str, Any]:
    missing = [missing_dict(each) for each in row["missing"]]
    return {**row, "passed": not missing, "missing": missing}
