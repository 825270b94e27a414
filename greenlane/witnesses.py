"""What only a fact may set, and what a fact has set for good: `verify` compares."""

from greenlane.connections.models import EnergiseStep, Handover, Survey
from greenlane.core.models import Link
from greenlane.safety.models import (
    EarthSet,
    Evidence,
    Infeed,
    Instruction,
    NearMiss,
    Occurrence,
    Point,
    SwitchingBreak,
    SwitchingOrder,
    SwitchingStep,
    Ticket,
    TicketBreak,
    TicketExtension,
    TicketTransfer,
)
from greenlane.work.models import Clearance, OrderEnd, StopWork

# (model, instant, the facts that may set it)
WITNESSES = (
    (EnergiseStep, "started_at", ("connections.step_energised",)),
    (EnergiseStep, "read_at", ("connections.step_read",)),
    (Handover, "at", ("connections.handed_over",)),
    (Occurrence, "reviewed_at", ("safety.occurrence_reviewed",)),
    (Ticket, "permitted_at", ("safety.ticket_permitted",)),
    (Ticket, "ended_at", ("safety.ticket_ended",)),
    (TicketBreak, "resumed_at", ("safety.ticket_resumed",)),
    (TicketExtension, "agreed_at", ("safety.ticket_extended",)),
    (TicketTransfer, "agreed_at", ("safety.leader_changed",)),
    (Instruction, "read_back_at", ("safety.instruction_read_back",)),
    (SwitchingOrder, "checked_at", ("safety.switching_checked",)),
    (SwitchingOrder, "given_at", ("safety.instruction_given",)),
    (
        SwitchingOrder,
        "ended_at",
        ("safety.switching_ended", "safety.switching_abandoned"),
    ),
    (SwitchingStep, "done_at", ("safety.switching_step_done",)),
    (SwitchingBreak, "resumed_at", ("safety.switching_resumed",)),
    (Point, "opened_at", ("safety.point_isolated",)),
    (Point, "unlocked_at", ("safety.point_unlocked",)),
    (EarthSet, "placed_at", ("safety.earth_placed",)),
    (EarthSet, "removed_at", ("safety.earth_removed",)),
    (Infeed, "gone_at", ("safety.infeed_removed",)),
    (StopWork, "lifted_at", ("work.stop_lifted",)),
    (OrderEnd, "reopened_at", ("work.order_reopened",)),
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
# (fact, what it names, the row of it, the field): once said, the field is never empty.
STANDING = (
    ("safety.evidence_withdrawn", "evidence", Evidence, "withdrawn_at"),
    ("safety.instruction_withdrawn", "instruction", Instruction, "withdrawn_at"),
    ("connections.survey_withdrawn", "survey", Survey, "withdrawn_at"),
    ("connections.built_otherwise", "survey", Survey, "as_built_differs_at"),
    ("safety.ticket_revoked", "ticket", Ticket, "revoked_at"),
    ("safety.clearance_revoked", "clearance", Clearance, "revoked_at"),
    ("safety.occurrence_reported", "occurrence", Occurrence, "at"),
    ("safety.near_miss_reported", "near_miss", NearMiss, "at"),
    ("safety.infeed_recorded", "infeed", Infeed, "found_at"),
    ("work.work_stopped", "stop", StopWork, "at"),
    ("work.work_frozen", "stop", StopWork, "at"),
    ("work.hazard_reported", "stop", StopWork, "at"),
    ("work.link_closed", "link", Link, "closed_at"),
)
# The same where the field bears what the fact says of it; the last word counts.
FIGURES = (
    ("safety.evidence_recorded", "evidence", Evidence, "passed"),
    ("safety.evidence_corrected", "evidence", Evidence, "passed"),
    ("connections.verdict_given", "survey", Survey, "verdict"),
)
