"""What the procedure asks before volts come back, and after."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle import plant, records, tickets
from tests.oracle.acts import CLOSINGS, Act
from tests.oracle.laws_of_work import of_areas
from tests.oracle.world import Row, Then

FIRST = {"grid", "lv_side"}


def g10(act: Act) -> Iterator[str]:
    """The section was tested dead, and nobody has worked there since."""
    yield from of_areas(act, "dead_test")


def g11(act: Act) -> Iterator[str]:
    """Accepted by somebody who led no work of this order."""
    yield from of_areas(act, "acceptance")
    led = {tickets.leader(act.then, row) for row in act.then.rows("ticket")
           if row["order_id"] == act.order and row["received_at"]}  # fmt: skip
    for area in act.areas:
        for row in records.told(act.then, "acceptance", act.order, f"area:{area}")[-1:]:
            if row["by_id"] in led:
                yield "accepted by its leader"


def g12(act: Act) -> Iterator[str]:
    """Nobody and nothing is left behind on anything that this touches."""
    then = act.then
    for row in tickets.open_near(then, act.order, act.near, site=True):
        yield f"ticket {row['number']} is open"
    for row in plant.earths(then):
        if row["isolation_id"] in act.near:
            yield f"earth {row['number']} still hangs"
    orders = plant.behind(then, act.near, act.order)
    for stint in tickets.running(then):
        task = then.row("task", stint["task_id"])
        same = set(task["areas"].split()) & set(act.areas)
        own = task["order_id"] == act.order and same and task["stage"] != "energise"
        if task["order_id"] in orders and (task["on"] == "isolated" or own):
            yield f"people are in stint {stint['id']}"
    if "restore_source" in act.kinds:
        yield from _locked(act)


def _locked(act: Act) -> Iterator[str]:
    then = act.then
    own = {
        row["source_id"]
        for row in then.rows("isolation")
        if row["order_id"] == act.order and row["area"] in act.areas
    }
    for row in plant.points(then):
        if row["isolation_id"] in act.near and row["device_id"] in own:
            yield f"lock {row['lock_number']} is still on"


def g13(act: Act) -> Iterator[str]:
    """The user's side is open, and the electrician named in the record signed it."""
    yield from of_areas(act, "user_side_open")
    then = act.then
    for area in act.areas:
        rows = records.told(then, "user_side_open", act.order, f"area:{area}")
        for row in rows[-1:]:
            signed = tickets.signed(then, "evidence", row["id"], "site_electrician")
            named = {
                line["person_id"]
                for line in then.world.rows("line").values()
                if line["evidence_id"] == row["id"] and line["what"] == "electrician"
            }
            if not named & {each["person_id"] for each in signed}:
                yield "the electrician has not signed"


def g14(act: Act) -> Iterator[str]:
    """The dispatcher ordered this very act, once; another one read it back."""
    then, subject = act.then, act.subject
    by_hand = "switching_step" in act.kinds
    (kind,) = {"switching_step"} if by_hand else act.kinds
    target = subject["infeed_id"] if kind == "isolate" else subject["id"]
    if _by_switching_order(then, act.order, target):
        return
    for row in then.open("instruction", "safety.instruction_withdrawn", "instruction"):
        key, mine = row["id"], (row["order_id"], row["act"], row["target"])
        if mine != (act.order, kind, target):
            continue
        read = then.been("safety.instruction_read_back", instruction=key)
        if read and row["used_for"] == subject["id"]:
            return
    yield "no order to switch was read back for this act"


def _by_switching_order(then: Then, order: str, target: str) -> bool:
    """It is a step of one that was given, read back and is not over."""
    whole = {
        row["switching_id"] for row in then.rows("switching_step")
        if row["target"] == target
        and then.row("switching", row["switching_id"])["order_id"] == order
    }  # fmt: skip
    over = ("safety.switching_ended", "safety.switching_abandoned")
    return any(
        row["act"] == "switching" and row["target"] in whole
        and then.been("safety.instruction_read_back", instruction=row["id"])
        and not then.been(*over, switching=row["target"])
        for row in then.open(
            "instruction", "safety.instruction_withdrawn", "instruction"
        )
    )  # fmt: skip


def g15(act: Act) -> Iterator[str]:
    """Every step before was closed, read, and normal; its device is under no lock."""
    then = act.then
    for row in plant.points(then):
        if row["device_id"] == act.subject.get("device_id"):
            yield f"lock {row['lock_number']} is on its device"
    mine = [r for r in then.rows("step") if r["order_id"] == act.order]
    standing = [row for row in mine if stands(then, row)]
    done = {r["id"] for r in mine if closed(then, r)}
    if act.kinds & CLOSINGS:
        before = [r for r in standing if r["place"] < act.subject["place"]]
    else:
        before = [r for r in standing if r["id"] in done]
        if not set(act.areas) <= {row["area"] for row in before}:
            yield "nothing is live there"
    for row in before:
        read = [
            each
            for each in then.world.told("connections.step_read", step=row["id"])
            if each.pos < then.pos
        ]
        if row["id"] not in done or not read or not read[-1].facts["normal"]:
            yield f"step {row['place']} before it is not closed, read and normal"


def closed(then: Then, step: Row) -> bool:
    return then.been("connections.step_energised", step=step["id"])


def stands(then: Then, step: Row) -> bool:
    """Not switched off since, and not laid out anew before it was closed."""
    order = step["order_id"]
    closed = then.last("connections.step_energised", step=step["id"])
    if closed:
        return then.last("connections.switched_off", order=order) < closed
    return then.last("connections.steps_planned", order=order) <= step["pos"]


def g16(act: Act) -> Iterator[str]:
    """Live checks were made and signed for, and nothing was switched since."""
    yield from of_areas(act, "live_check")
    for area in act.areas:
        rows = records.told(act.then, "live_check", act.order, f"area:{area}")
        if rows and not tickets.signed(
            act.then, "evidence", rows[-1]["id"], "authority"
        ):
            yield f"nobody has signed the live checks of {area}"


def g18(act: Act) -> Iterator[str]:
    """Where a second source exists, the interlock is proved."""
    ways = [r for r in plant.infeeds(act.then) if r["site_id"] == act.site]
    other = any(row["kind"] not in FIRST for row in ways)
    grids = {row["device_id"] for row in ways if row["kind"] == "grid"} - {None}
    if other or len(grids) > 1 or "transfer_supply" in act.kinds:
        yield from of_areas(act, "interlock")
