"""What hangs together on the plant: walked as a graph, isolation by device."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tests.oracle.world import Row, Then


def points(then: Then) -> list[Row]:
    return then.open("point", "safety.point_unlocked")


def earths(then: Then) -> list[Row]:
    return then.open("earth", "safety.earth_removed")


def infeeds(then: Then) -> list[Row]:
    return then.open("infeed", "safety.infeed_removed")


def wires(then: Then) -> dict[str, set[str]]:
    """Isolation → the devices by which volts come to it."""
    found: dict[str, set[str]] = defaultdict(set)
    at_site: dict[str, set[str]] = defaultdict(set)
    for row in then.rows("isolation"):
        found[row["id"]].add(row["source_id"])
        at_site[row["site_id"]].add(row["id"])
    for row in points(then):
        found[row["isolation_id"]].add(row["device_id"])
    for row in infeeds(then):
        if row["device_id"] is None:
            continue
        # A way in of no known section may reach any of its site.
        reached = {row["isolation_id"]} - {None} or at_site[row["site_id"]]
        for isolation in reached:
            found[isolation].add(row["device_id"])
    return found


def near(then: Then, order: str, *switched: str) -> frozenset[str]:
    """The isolations one device away from the order's site and sections."""
    site = then.row("order", order)["site_id"]
    wire = wires(then)
    home = {
        row["id"]
        for row in then.rows("isolation")
        if order == row["order_id"] or site == row["site_id"]
    }
    devices = {device for each in home for device in wire[each]} | set(switched)
    devices |= {row["device_id"] for row in infeeds(then) if row["site_id"] == site} - {
        None
    }
    return frozenset(home | {each for each in wire if wire[each] & devices})


def behind(then: Then, isolations: Iterable[str], order: str) -> frozenset[str]:
    """The orders whose crews may stand there: of the sections, and of their tickets."""
    keys = set(isolations)
    found = {r["order_id"] for r in then.rows("isolation") if r["id"] in keys}
    found |= {r["order_id"] for r in then.rows("ticket") if r["isolation_id"] in keys}
    return frozenset(found | {order})


def sites(then: Then, isolations: Iterable[str], order: str) -> frozenset[str]:
    found = {then.row("isolation", each)["site_id"] for each in isolations}
    return frozenset(found | {then.row("order", order)["site_id"]})


def in_place(then: Then, section: str | None) -> frozenset[str]:
    """Locks and earths on a section: what its people see when they sign."""
    hung = [*points(then), *earths(then)]
    return frozenset(row["id"] for row in hung if row["isolation_id"] == section)
