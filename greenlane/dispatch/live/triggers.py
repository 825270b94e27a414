"""Which facts ask for a new plan. What the planner says itself never does."""

from __future__ import annotations

from collections.abc import Iterable

# Beginnings of names. Notes, papers, signatures and readings change no plan.
TRIGGERS = (
    "connections.option_chosen",
    "connections.requested",
    "dispatch.equipment",
    "dispatch.stock",
    "dispatch.task_pinned",
    "dispatch.task_unpinned",
    "places.zone_set",
    "safety.occurrence",
    "work.handoff_accepted",
    "work.hazard_reported",
    "work.order",
    "work.person_assigned",
    "work.person_unassigned",
    "work.playbook_pinned",
    "work.priority",
    "work.head_",
    "work.stint",
    "work.stop",
    "work.task_",
    "work.time_corrected",
    "work.wait",
    "work.work_",
    "workforce.certificate",
    "workforce.cleared_for_zone",
    "workforce.people_imported",
    "workforce.person_",
    "workforce.shift",
    "workforce.zone_clearance_withdrawn",
    "workforce.team",
)


def asking(names: Iterable[str]) -> str:
    """The last of these facts that asks for a plan; empty if none does."""
    return next((n for n in reversed(list(names)) if n.startswith(TRIGGERS)), "")
