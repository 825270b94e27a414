"""Instants that only a fact may have set, room by room: `verify` compares them."""

from greenlane.connections.models import EnergiseStep, Handover
from greenlane.safety.models import Occurrence, Ticket
from greenlane.work.models import Clearance

WITNESSES = (
    (EnergiseStep, "started_at", ("connections.step_energised",)),
    (EnergiseStep, "read_at", ("connections.step_read",)),
    (Handover, "at", ("connections.handed_over",)),
    (Occurrence, "reviewed_at", ("safety.occurrence_reviewed",)),
    (Ticket, "permitted_at", ("safety.ticket_permitted",)),
    (Ticket, "ended_at", ("safety.ticket_ended",)),
    (
        Clearance,
        "given_at",
        (
            "connections.step_energised",
            "work.stint_started",
            "safety.ticket_permitted",
            "safety.ticket_issued",
            "safety.ticket_resumed",
            "safety.point_isolated",
            "safety.earth_placed",
            "safety.earth_removed",
            "safety.point_unlocked",
        ),
    ),
)
