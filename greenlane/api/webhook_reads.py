"""GET /api/v1/webhooks: where notices go, the own and those in one's care."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse

from greenlane.api.doing import endpoint
from greenlane.api.shapes import when
from greenlane.core.actors import Actor
from greenlane.core.web.viewer import ViewerRequest
from greenlane.notices import owned


@endpoint("GET")
def webhooks(request: ViewerRequest, actor: Actor) -> JsonResponse:
    """Those that are not removed; never the secret, of the address only the host."""
    found = owned.webhooks(actor)
    return JsonResponse({"webhooks": [_webhook(row) for row in found]})


def _webhook(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "name": row.name,
        "service": row.service,
        "host": row.host,
        "account": row.account.username,
        "unit": row.unit.code if row.whole_unit else None,
        "kinds": row.kinds.split(),
        "language": row.language,
        "added_at": when(row.added_at),
        "off_at": when(row.off_at),
        "last_tried_at": when(row.last_at),
        "last_answer": row.last,
    }
