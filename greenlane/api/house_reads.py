"""GET /api/v1/tokens: the keys of machines, the own and those in one's care."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse

from greenlane.api.doing import endpoint
from greenlane.api.shapes import when
from greenlane.core import queries
from greenlane.core.actors import Actor
from greenlane.core.models import Token
from greenlane.core.web.viewer import ViewerRequest


@endpoint("GET")
def tokens(request: ViewerRequest, actor: Actor) -> JsonResponse:
    """Those that are not revoked, the next to expire first; never the secret."""
    found = queries.tokens(actor)
    return JsonResponse({"tokens": [_token(row) for row in found]})


def _token(row: Token) -> dict[str, Any]:
    used = getattr(row, "use", None)
    return {
        "id": str(row.pk),
        "name": row.name,
        "account": row.account.username,
        "unit": row.unit.code,
        "scopes": row.scopes.split(),
        "expires_at": when(row.expires_at),
        "last_used_on": used.day.isoformat() if used else None,
    }
