"""What a ticket and a stint are at a moment: open, in force, relied upon."""

from __future__ import annotations

from tests.oracle import plant
from tests.oracle.world import Row, Then

PERMITTED = ("safety.ticket_permitted", "safety.ticket_resumed")


def is_open(then: Then, ticket: Row) -> bool:
    """Permitted, and not counted out: interrupted and revoked ones are open too."""
    key = ticket["id"]
    let_in = then.been("safety.ticket_permitted", ticket=key)
    return let_in and not then.been("safety.ticket_ended", ticket=key)


def open_near(then: Then, order: str, near: frozenset[str], *, site: bool) -> list[Row]:
    """Open tickets on these sections, of the order (and its site), and those without a
    section of an order whose crew stands there."""
    orders = {order}
    if site:
        here = then.row("order", order)["site_id"]
        orders = {r["id"] for r in then.rows("order") if r["site_id"] == here}
    behind = plant.behind(then, near, order)
    return [
        row
        for row in then.rows("ticket")
        if is_open(then, row)
        and (
            row["isolation_id"] in near
            or row["order_id"] in orders
            or (row["isolation_id"] is None and row["order_id"] in behind)
        )
    ]


def leader(then: Then, ticket: Row) -> str:
    """Who leads it then; the row says who leads it now."""
    changes = sorted(
        then.world.told("safety.leader_changed", ticket=ticket["id"]),
        key=lambda each: each.pos,
    )
    for change in changes:
        if change.pos >= then.pos:
            return str(change.facts["before"])
    return str(ticket["leader_id"])


def why_void(then: Then, ticket: Row) -> str:
    """Empty, or why nobody may go in under this ticket."""
    key = ticket["id"]
    if not is_open(then, ticket):
        return "not permitted, or ended"
    if then.been("safety.ticket_revoked", ticket=key):
        return "revoked"
    let_in = then.last(*PERMITTED, ticket=key)
    for why, pos in _interruptions(then, ticket):
        if let_in < pos < then.pos:
            return why
    if ticket["isolation_id"] and _earth_came_off(then, ticket, let_in):
        return "an earth came off"
    return ""


def _interruptions(then: Then, ticket: Row) -> list[tuple[str, int]]:
    key, world = ticket["id"], then.world
    rests = {
        row["id"] for row in world.rows("break").values() if row["ticket_id"] == key
    }
    found = [
        ("interrupted", each.pos)
        for each in world.told("safety.ticket_interrupted", ticket=key)
    ]
    found += [
        ("its permit was revoked", each.pos)
        for each in world.told("safety.clearance_revoked")
        if each.facts["clearance"] in {key, *rests}
    ]
    return found + _happenings(then, ticket)


def _happenings(then: Then, ticket: Row) -> list[tuple[str, int]]:
    """What the world did there, and ways in for volts that somebody saw."""
    here, own = _sites(then, ticket), then.row("order", ticket["order_id"])["site_id"]
    occurred = [
        each.pos
        for each in then.world.told("safety.occurrence_reported")
        if then.row("occurrence", each.facts["occurrence"])["site_id"] in here
    ]
    seen = [e.pos for e in then.world.told("safety.infeed_recorded", site=own)]
    return [
        *(("something happened", pos) for pos in occurred),
        *(("an infeed was seen", pos) for pos in seen),
    ]


def _sites(then: Then, ticket: Row) -> set[str]:
    """Sites of which an order reaches the ticket's section, or that are its own."""
    found = {then.row("order", ticket["order_id"])["site_id"]}
    for order in then.rows("order"):
        if ticket["isolation_id"] in plant.near(then, order["id"]):
            found.add(order["site_id"])
    return found


def _earth_came_off(then: Then, ticket: Row, let_in: int) -> bool:
    section = ticket["isolation_id"]
    if not [row for row in plant.earths(then) if row["isolation_id"] == section]:
        return True
    removed = then.world.told("safety.earth_removed", isolation=section)
    return any(let_in < each.pos < then.pos for each in removed)


def signed(
    then: Then, document: str, key: str, role: str, *, by: str = ""
) -> list[Row]:
    """Signatures of this role under this document, as old as they are."""
    return [
        row
        for row in then.rows("signature")
        if (row["document"], row["document_id"], row["role"]) == (document, key, role)
        and by in {"", row["person_id"]}
    ]


def running(then: Then) -> list[Row]:
    """Field stints that have not ended."""
    rows = then.open("stint", "work.stint_ended")
    return [row for row in rows if row["field"]]
