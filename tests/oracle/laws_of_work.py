"""What the procedure asks of crews: at work, under volts, at a test; their earths."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle import laws_of_people as people
from tests.oracle import plant, records, tickets
from tests.oracle.acts import Act
from tests.oracle.world import Row, Then


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
    then = act.then
    if why := records.why_not(then, "live_conditions", act.order, "order"):
        yield why
        return
    record = records.told(then, "live_conditions", act.order, "order")[-1]["id"]
    signed = tickets.signed(then, "evidence", record, "watcher")
    if not signed:
        yield "nobody has signed that he watches"
        return
    last = max(signed, key=lambda row: row["pos"])
    for why in people.cannot_watch(act, last["person_id"], since=last["at"]):
        yield f"the watcher {why}"


def g9a(act: Act) -> Iterator[str]:
    """Beside live work nobody is at work, nor begins: it makes their plant live."""
    then = act.then
    live = act.ticket.get("live") or "stint_live" in act.kinds
    reach = act.near or plant.near(then, act.order)
    if live:
        for stint in tickets.running(then):
            task = then.row("task", stint["task_id"])
            same = task["order_id"] == act.order
            here = then.row("order", task["order_id"])["site_id"] == act.site
            near = here or task["order_id"] in plant.behind(then, reach, act.order)
            own = stint["id"] == act.subject.get("id") or (task["live"] and same)
            if near and not own and task["areas"]:
                yield f"stint {stint['id']} is at work"
    elif act.subject and then.row("task", act.subject["task_id"])["areas"]:
        for row in tickets.open_near(then, act.order, reach, site=True):
            if row["live"]:
                yield f"live work goes on under {row['number']}"


def g10a(act: Act) -> Iterator[str]:
    """Nobody enters a test; a test begins in a closed and empty area."""
    then, testing = act.then, bool(act.kinds & {"stint_test", "dead_test"})
    for stint in tickets.running(then):
        task = then.row("task", stint["task_id"])
        same = set(task["areas"].split()) & set(act.areas)
        here = then.row("order", task["order_id"])["site_id"] == act.site
        other = stint["id"] != act.subject.get("id") and not _own_test(act, stint)
        if other and here and same and (testing or task["exclusive"]):
            yield f"stint {stint['id']} is in the area"
    if testing:
        yield from of_areas(act, "area_closed")


def _own_test(act: Act, stint: Row) -> bool:
    """Whoever writes readings down is in the stint of his test."""
    if "dead_test" not in act.kinds:
        return False
    heads = act.then.world.rows("head").values()
    mine = {x["person_id"] for x in heads if x["stint_id"] == stint["id"]}
    exclusive = act.then.row("task", stint["task_id"])["exclusive"]
    return bool(exclusive and mine & set(act.people))


def of_areas(act: Act, kind: str) -> Iterator[str]:
    if not act.areas:
        yield f"no area for {kind}"
    for area in act.areas:
        if why := records.why_not(act.then, kind, act.order, f"area:{area}"):
            yield why
