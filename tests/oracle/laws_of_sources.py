"""What the procedure asks where a place has its own need, or two sources."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle import plant, records
from tests.oracle.acts import Act
from tests.oracle.laws_of_volts import closed, stands
from tests.oracle.world import Row, Then

GRID, GENERATOR = frozenset({"grid", "lv_side"}), frozenset({"generator"})
ANY = GRID | GENERATOR
# How a point is fed → what it would lose. On two sources it loses none.
LIVES_ON = {
    "grid_temporary": GRID,
    "grid_permanent": GRID,
    "generator": GENERATOR,
    "unknown": ANY,
    "partial": ANY,
}


def g5b(act: Act) -> Iterator[str]:
    """What may not go dark is not cut off from what it lives on."""
    then = act.then
    kinds = _opened(act)
    for point in _never_dark(act):
        told = [row for row in then.rows("supply") if row["point_id"] == point]
        last = max(told, key=lambda row: (row["pos"], row["happened_at"]), default=None)
        fed = last["state"] if last else "unknown"
        if kinds & LIVES_ON.get(fed, frozenset()):
            yield f"point {point} lives on it ({fed})"


def _opened(act: Act) -> frozenset[str]:
    """A step by hand opens a device; of one that nobody knows, any source."""
    then, subject = act.then, act.subject
    if "switching_step" not in act.kinds:
        return frozenset({then.row("infeed", subject["infeed_id"])["kind"]})
    found = {
        row["kind"]
        for row in plant.infeeds(then)
        if row["device_id"] == subject["device_id"]
    }
    return frozenset(found) or ANY


def _never_dark(act: Act) -> list[str]:
    """Points of the sites on this plant of which an open order says so."""
    then = act.then
    near = plant.behind(then, act.near, act.order)
    ended = {row["order_id"] for row in then.rows("end")}
    said = {
        row["order_id"]
        for row in then.world.rows("connection").values()
        if row["may_go_dark"] != "yes" and not _answered_since(then, row["order_id"])
    }
    sites = {
        row["site_id"]
        for row in then.rows("order")
        if row["id"] in said - ended
        and (row["id"] in near or row["site_id"] == act.site)
    }
    points = then.world.rows("supply_point").values()
    return [row["id"] for row in points if row["site_id"] in sites]


def _answered_since(then: Then, order: str) -> bool:
    """The row tells the last answer only: of an earlier one nothing is known."""
    told = then.world.told("connections.going_dark_said", order=order)
    return any(each.pos >= then.pos for each in told)


def g18a(act: Act) -> Iterator[str]:
    """The source that a transfer left is locked, or its interlock tried since."""
    then, last = act.then, _last_transfer(act)
    if last is None or _kept_out(act, last):
        return
    now = LIVES_ON.get(last["gives_state"], frozenset())
    locked = {row["infeed_id"] for row in plant.points(then)}
    for row in plant.infeeds(then):
        left = now and row["kind"] in ANY - now and row["site_id"] == act.site
        if left and row["id"] not in locked:
            yield f"infeed {row['id']} was left, and is not locked"


def _last_transfer(act: Act) -> Row | None:
    then: Then = act.then
    mine = [
        row
        for row in then.rows("step")
        if row["order_id"] == act.order and row["act"] == "transfer_supply"
        and closed(then, row) and stands(then, row)
    ]  # fmt: skip
    return max(mine, key=lambda row: int(row["place"]), default=None)


def _kept_out(act: Act, last: Row) -> bool:
    covers = f"area:{last['area']}"
    if records.why_not(act.then, "interlock", act.order, covers):
        return False
    newest = max(
        records.told(act.then, "interlock", act.order, covers), key=records.found
    )
    return bool(records.found(newest) > last["started_at"])
