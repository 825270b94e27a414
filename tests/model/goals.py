"""What there is to ask for, what people want to reach, and what comes before it."""

from __future__ import annotations

from tests.model import of_plant, of_signatures, of_stops, of_tickets, of_volts
from tests.model.asking import Ask

WORK = (*of_plant.ASKS, *of_tickets.ASKS, *of_volts.ASKS, of_signatures.sign)
BACK = (*of_stops.RELEASING, of_tickets.acknowledge_revocation)
BY_VERB: dict[str, Ask] = {ask.__name__: ask for ask in (*WORK, *BACK)}
# What is asked too soon, too.
HASTY: tuple[Ask, ...] = (
    of_plant.isolate_point,
    of_plant.place_earth,
    of_plant.remove_earth,
    of_plant.unlock_point,
    of_tickets.permit,
    of_tickets.resume_ticket,
    of_tickets.start_field_work,
    of_volts.energise_step,
    of_volts.hand_over,
)
GOALS = (
    "place_earth", "permit", "start_field_work", "end_ticket", "unlock_point",
    "energise_step", "energise_step", "record_live_check", "hand_over",
)  # fmt: skip
# Where there is nothing to ask about, what comes first.
FIRST = {
    "place_earth": "add_isolation",
    "prove_dead": "add_isolation",
    "isolate_point": "add_isolation",
    "unlock_point": "isolate_point",
    "remove_earth": "place_earth",
    "permit": "issue_ticket",
    "receive_ticket": "issue_ticket",
    "end_ticket": "permit",
    "end_stint": "start_field_work",
    "energise_step": "plan_steps",
    "read_step": "energise_step",
}
# A restriction about something that is over is no restriction.
OVER = {"ticket-over", "not-permitted-yet"}
NOT_THEIRS = {"role-missing", "not-your-signature"}  # the right one asks again
