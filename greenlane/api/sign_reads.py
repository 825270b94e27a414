"""What waits for the signature of whoever asks, and what he signed lately."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse

from greenlane.api.doing import endpoint
from greenlane.api.shapes import when
from greenlane.connections.to_sign import signed_lately, waiting_for
from greenlane.core.actors import Actor
from greenlane.core.web.viewer import ViewerRequest
from greenlane.safety.models import Signature
from greenlane.safety.to_sign import ToSign
from greenlane.workforce.models import Person


@endpoint("GET")
def mine(request: ViewerRequest, actor: Actor) -> JsonResponse:
    """Documents that ask for the caller's signature, and the last he gave.

    `named`: nobody else's will do. `kind`, `id` and `role` are what safety.sign takes.
    A login that is no person signs nothing: both lists are empty.
    """
    me = Person.objects.filter(account=actor.account).first() if actor.account else None
    waiting = waiting_for(actor, me) if me else []
    signed = signed_lately(me) if me else []
    return JsonResponse(
        {
            "waiting": [_waiting(each) for each in waiting],
            "signed": [_signed(each) for each in signed],
        }
    )


def _waiting(found: ToSign) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "id": str(found.row.pk),
        "role": found.role,
        "name": found.name,
        "said": found.said,
        "order": found.order.number if found.order else None,
        "since": when(found.since),
        "named": found.named,
    }


def _signed(row: Signature) -> dict[str, Any]:
    return {
        "kind": row.document,
        "id": str(row.document_id),
        "role": row.role,
        "digest": row.digest,
        "at": when(row.at),
    }
