"""What the procedure asks of work under volts, and before volts come back."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle import plant, records, tickets
from tests.oracle.acts import CLOSINGS, Act
from tests.oracle.world import Row, Then

FIRST = {"grid", "lv_side"}


def g7a(act: Act) -> Iterator[str]:
    """Nobody else relies on the earth; its own leader has his people clear; two."""
    then, earth = act.then, act.subject
    relying = [
        row
        for row in then.rows("ticket")
        if row["isolation_id"] == act.section and tickets.is_open(then, row)
    ]
    if len(relying) > 1:
        yield f"{len(relying)} tickets rely on it"
    if len(relying) == 1:
        yield from _not_clear(then, earth, relying[0])
    operator, helper = act.people
    signed = tickets.signed(then, "earthset", earth["id"], "removal_guard", by=helper)
    if not signed or helper == operator:
        yield "the second person has not signed"


def _not_clear(then: Then, earth: Row, ticket: Row) -> Iterator[str]:
    leader = tickets.leader(then, ticket)
    word = tickets.signed(then, "earthset", earth["id"], "people_clear", by=leader)
    if not word:
        yield "its leader has not said that they are clear"
    let_in = then.last("safety.ticket_permitted", ticket=ticket["id"])
    for stint in then.rows("stint"):
        task = then.row("task", stint["task_id"])
        mine = task["order_id"] == ticket["order_id"] and task["on"] == "isolated"
        same = set(task["areas"].split()) & set(ticket["areas"].split())
        if not (mine and same and stint["field"] and not ticket["live"]):
            continue
        began = then.last("work.stint_started", stint=stint["id"])
        ended = then.last("work.stint_ended", stint=stint["id"])
        if began > let_in and not ended:
            yield f"stint {stint['id']} is still in"
        elif word and began > word[-1]["pos"]:
            yield f"stint {stint['id']} began after the word"


def g8(act: Act) -> Iterator[str]:
    """People go in only under a ticket of these areas that is in force."""
    then = act.then
    for kind in sorted(act.kinds & {"stint_isolated", "stint_live"}):
        live = kind == "stint_live"
        mine = [
            row
            for row in then.rows("ticket")
            if row["order_id"] == act.order and row["live"] is live
            and set(act.areas) <= set(row["areas"].split())
            and (live or row["isolation_id"])
        ]  # fmt: skip
        why = [tickets.why_void(then, row) for row in mine]
        if all(why):
            yield f"{kind} under no ticket in force ({', '.join(why) or 'none'})"


def g9(act: Act) -> Iterator[str]:
    """Live work has its conditions, recorded and not older than the pack says."""
    if "stint_live" not in act.kinds and not act.ticket.get("live"):
        return
    if why := records.why_not(act.then, "live_conditions", act.order, "order"):
        yield why


def g10a(act: Act) -> Iterator[str]:
    """Nobody enters a test; a test begins in a closed and empty area."""
    then, testing = act.then, "stint_test" in act.kinds
    for stint in tickets.running(then):
        task = then.row("task", stint["task_id"])
        same = set(task["areas"].split()) & set(act.areas)
        here = then.row("order", task["order_id"])["site_id"] == act.site
        other = stint["id"] != act.subject["id"]
        if other and here and same and (testing or task["exclusive"]):
            yield f"stint {stint['id']} is in the area"
    if testing:
        yield from _of_areas(act, "area_closed")


def _of_areas(act: Act, kind: str) -> Iterator[str]:
    if not act.areas:
        yield f"no area for {kind}"
    for area in act.areas:
        if why := records.why_not(act.then, kind, act.order, f"area:{area}"):
            yield why


def g10(act: Act) -> Iterator[str]:
    """The section was tested dead, and nobody has worked there since."""
    yield from _of_areas(act, "dead_test")


def g11(act: Act) -> Iterator[str]:
    """Accepted by somebody who led no work of this order."""
    yield from _of_areas(act, "acceptance")
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
    yield from _of_areas(act, "user_side_open")
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
    (kind,) = act.kinds
    target = subject["infeed_id"] if kind == "isolate" else subject["id"]
    for row in then.open("instruction", "safety.instruction_withdrawn", "instruction"):
        key, mine = row["id"], (row["order_id"], row["act"], row["target"])
        if mine != (act.order, kind, target):
            continue
        read = then.been("safety.instruction_read_back", instruction=key)
        if read and row["used_for"] == subject["id"]:
            return
    yield "no order to switch was read back for this act"


def g15(act: Act) -> Iterator[str]:
    """Every step before was closed, read, and normal."""
    then = act.then
    mine = [r for r in then.rows("step") if r["order_id"] == act.order]
    standing = [row for row in mine if _stands(then, row)]
    closed = {r["id"] for r in mine if _closed(then, r)}
    if act.kinds & CLOSINGS:
        before = [r for r in standing if r["place"] < act.subject["place"]]
    else:
        before = [r for r in standing if r["id"] in closed]
        if not set(act.areas) <= {row["area"] for row in before}:
            yield "nothing is live there"
    for row in before:
        read = [
            each
            for each in then.world.told("connections.step_read", step=row["id"])
            if each.pos < then.pos
        ]
        if row["id"] not in closed or not read or not read[-1].facts["normal"]:
            yield f"step {row['place']} before it is not closed, read and normal"


def _closed(then: Then, step: Row) -> bool:
    return then.been("connections.step_energised", step=step["id"])


def _stands(then: Then, step: Row) -> bool:
    """Not switched off since, and not laid out anew before it was closed."""
    order = step["order_id"]
    closed = then.last("connections.step_energised", step=step["id"])
    if closed:
        return then.last("connections.switched_off", order=order) < closed
    return then.last("connections.steps_planned", order=order) <= step["pos"]


def g16(act: Act) -> Iterator[str]:
    """Live checks were made, and nothing was switched since."""
    yield from _of_areas(act, "live_check")


def g18(act: Act) -> Iterator[str]:
    """Where a second source exists, the interlock is proved."""
    ways = [r for r in plant.infeeds(act.then) if r["site_id"] == act.site]
    other = any(row["kind"] not in FIRST for row in ways)
    grids = {row["device_id"] for row in ways if row["kind"] == "grid"} - {None}
    if other or len(grids) > 1 or "transfer_supply" in act.kinds:
        yield from _of_areas(act, "interlock")
