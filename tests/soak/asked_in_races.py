"""What is asked in a race, about the row that stands ready."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from greenlane.connections.models import EnergiseStep
from greenlane.safety.models import Evidence, Instruction, Isolation, Ticket
from tests import endings
from tests.cast import Cast
from tests.soak.stages_of_races import EARTHERS


def energise(cast: Cast, step: EnergiseStep) -> dict[str, Any]:
    return {"step": str(step.pk), "guard": cast.id("gao")}


def order_to_switch(cast: Cast, step: EnergiseStep) -> dict[str, Any]:
    return {"instruction": str(Instruction.objects.get(target=step.pk).pk)}


def test_of(area: str) -> Callable[[Cast, EnergiseStep], dict[str, Any]]:
    def named(cast: Cast, step: EnergiseStep) -> dict[str, Any]:
        row = Evidence.objects.get(
            order=step.order_id, kind="dead_test", covers=f"area:{area}"
        )
        return {"evidence": str(row.pk)}

    return named


def permit(cast: Cast, step: EnergiseStep) -> dict[str, Any]:
    """Live work beside the section: nothing but the conditions is asked of it."""
    ticket = Ticket.objects.get(order=step.order_id)
    return {"ticket": str(ticket.pk), "channel": "site"}


def earth(cast: Cast, step: EnergiseStep) -> dict[str, Any]:
    """On the section of another site that hangs on the same pole."""
    section = Isolation.objects.exclude(order=step.order_id).get()
    return {
        "isolation": str(section.pk), "number": "E9", "place": "出线2杆",
        "placed_with": cast.id(EARTHERS[1]),
    }  # fmt: skip


def end(cast: Cast, ticket: Ticket) -> dict[str, Any]:
    counted = {"heads_out": 1, "earths_out": 1}
    return {"ticket": str(ticket.pk), **counted, **endings.SIDES}


def go_in(cast: Cast, ticket: Ticket) -> dict[str, Any]:
    return {"task": str(ticket.order.tasks.get(key="T2").pk), "heads": []}


def ticket(cast: Cast, ticket: Ticket) -> dict[str, Any]:
    return {"ticket": str(ticket.pk)}


def other_leader(cast: Cast, ticket: Ticket) -> dict[str, Any]:
    return {"ticket": str(ticket.pk), "leader": cast.id("ma")}
