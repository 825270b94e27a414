"""The open permits of a unit, as they are read out at the change of shift."""

from __future__ import annotations

import json
from collections.abc import Iterable

from greenlane.safety.models import Ticket


def open_permits(unit: int) -> list[Ticket]:
    """Permitted and not ended; also interrupted and revoked: people may be there."""
    rows = Ticket.objects.filter(
        unit=unit, permitted_at__isnull=False, ended_at__isnull=True
    )
    return list(rows.order_by("number"))


def text_of(tickets: Iterable[Ticket]) -> str:
    """The list as text: number, keys, counts, state. Equal lists have equal texts."""
    return json.dumps([_line(each) for each in tickets], sort_keys=True)


def _line(ticket: Ticket) -> dict[str, str | int | None]:
    rests = ticket.breaks.filter(resumed_at__isnull=True).exists()
    state = "interrupted" if rests else "permitted"
    return {
        "number": ticket.number,
        "ticket": str(ticket.pk),
        "order": str(ticket.order_id),
        "leader": str(ticket.leader_id),
        "permitter": str(ticket.permitter_id),
        "heads_in": ticket.heads_in,
        "earths_in": ticket.earths_in,
        "state": "revoked" if ticket.revoked_at else state,
    }
