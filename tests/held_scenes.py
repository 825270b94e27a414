"""Scenes in which a gate holds for people, turns and sources, whatever a pack says."""

from __future__ import annotations

from collections.abc import Callable

from greenlane.connections.models import EnergiseStep
from greenlane.connections.tests.test_g5b_stays_live import hospital, way
from greenlane.core import clock, guard
from greenlane.core.gatewalk import Act
from greenlane.core.ids import uuid7
from greenlane.safety.models import Infeed
from greenlane.safety.tests import stage
from greenlane.safety.tests.test_g3b_rested import worked
from greenlane.work.models import Order
from tests import stages, supply_stages
from tests.cast import Cast
from tests.live_work import live
from tests.test_exclusions import able, watched_by

LONG = 23  # hours: under any pack that the bounds let in


def watching(cast: Cast) -> tuple[Order, Act]:
    """Its leader is the one who is to watch."""
    ticket = watched_by(cast, "liu")
    who = (cast.people["li"].pk,)
    return ticket.order, stage.act(ticket.order, "permit", ticket=ticket.pk, people=who)


def tired(cast: Cast) -> tuple[Order, Act]:
    worked(cast, "zhou", LONG)
    of = stages.order(cast)
    return of, stage.act(of, "stint", people=(cast.people["zhou"].pk,))


def stays_live(cast: Cast) -> tuple[Order, Act]:
    of = hospital(cast)
    return of, way(cast, of, "grid")


def crew_beside(cast: Cast) -> tuple[Order, Act]:
    """A crew without a ticket stands where live work is to be permitted."""
    ticket = live(cast)
    stage.stint(cast, ticket.order, "T1", over=False)
    asked = stage.act(ticket.order, "permit", ticket=ticket.pk, areas=("tee",))
    return ticket.order, asked


def own_design(cast: Cast) -> tuple[Order, Act]:
    """Whoever surveyed it has accepted it."""
    of = supply_stages.ready(cast)[0].order
    able(cast, "chen", "inspector", "inspect")
    stage.put(cast, of, "acceptance", "area:lv", by="chen")
    return of, stage.act(of, "energise", areas=("lv",))


def out_of_turn(cast: Cast) -> tuple[Order, Act]:
    """A step that is told, and no switching order in force."""
    of = stages.order(cast)
    return of, stage.act(of, "switching_step", subject=uuid7())


def left_running(cast: Cast) -> tuple[Order, Act]:
    """Transferred to the grid; the truck that was left is not locked."""
    of = supply_stages.ready(cast)[0].order
    key = uuid7()
    with guard.lifted():
        Infeed.objects.create(
            unit=of.unit, site=of.site, kind="generator", name="车",
            found_at=of.requested_at,
        )  # fmt: skip
        EnergiseStep.objects.create(
            id=key, unit=of.unit, order=of, place=9, name="转电", area="lv",
            act="transfer_supply", gives_state="grid_temporary",
            clearance=stage.clear(cast, of, "transfer_supply", key),
            started_at=clock.now(), operator=cast.people["he"],
            guard=cast.people["gao"],
        )  # fmt: skip
    return of, stage.act(of, "hand_over")


HELD: dict[str, Callable[[Cast], tuple[Order, Act]]] = {
    "G3a": watching,
    "G3b": tired,
    "G5b": stays_live,
    "G9a": crew_beside,
    "G11a": own_design,
    "G14a": out_of_turn,
    "G18a": left_running,
}
