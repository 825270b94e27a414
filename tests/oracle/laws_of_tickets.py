"""What the procedure asks before people go in: from the stop to the earths."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle import plant, records, tickets
from tests.oracle.acts import Act
from tests.oracle.world import Row, Then


def g0(act: Act) -> Iterator[str]:
    """Nothing is released while somebody has said stop, or something is unexplained."""
    then = act.then
    orders = plant.behind(then, act.near, act.order)
    sites = plant.sites(then, act.near, act.order)
    for row in then.open("stop", "work.stop_lifted"):
        on = (row["order_id"] in orders, row["site_id"] in sites)
        if any(on) or row["isolation"] in act.near:
            yield f"{row['kind']} {row['id']} stands"
    for row in then.open("occurrence", "safety.occurrence_reviewed"):
        if row["order_id"] in orders or row["site_id"] in sites:
            yield f"occurrence {row['id']} is not reviewed"
    for row in then.rows("ticket"):
        mine = row["order_id"] in orders or row["isolation_id"] in act.near
        if mine and _unacknowledged(then, row["id"]):
            yield f"the revocation of ticket {row['id']} is not acknowledged"


def _unacknowledged(then: Then, ticket: str) -> bool:
    """Where nobody was let in, nobody has to say that he knows."""
    let_in = then.been("safety.ticket_permitted", ticket=ticket)
    revoked = then.last("safety.ticket_revoked", ticket=ticket)
    known = then.last("safety.revocation_acknowledged", ticket=ticket)
    return let_in and revoked > known


def g1(act: Act) -> Iterator[str]:
    """Surveyed, signed by its leader, every infeed of the site known."""
    survey = survey_of(act)
    if survey is None:
        yield "no survey stands"
        return
    leader = survey["leader_id"]
    if not tickets.signed(act.then, "survey", survey["id"], "survey_leader", by=leader):
        yield "the survey is not signed"
    known = {
        row["infeed_id"]
        for row in act.then.rows("known_infeed")
        if row["survey_id"] == survey["id"]
    }
    for row in plant.infeeds(act.then):
        if row["site_id"] == act.site and row["id"] not in known:
            yield f"infeed {row['id']} was not surveyed"


def survey_of(act: Act) -> Row | None:
    mine = [r for r in act.then.rows("survey") if r["order_id"] == act.order]
    newest = max(mine, key=lambda row: row["version"], default=None)
    if newest and act.then.been("connections.survey_withdrawn", survey=newest["id"]):
        return None
    return newest


def g2(act: Act) -> Iterator[str]:
    """The verdict on the survey that stands is not no."""
    survey = survey_of(act)
    if survey is None:
        yield "no survey stands"
        return
    said = [
        each
        for each in act.then.world.told("connections.verdict_given")
        if each.facts["survey"] == survey["id"] and each.pos < act.then.pos
    ]
    word = max(said, key=lambda each: each.pos).facts["verdict"] if said else None
    if word is None and survey["pos"] == 0:
        word = survey["verdict"]  # it was there from the beginning, with its verdict
    if word in {None, "", "no"}:
        yield f"the verdict is {word or 'not given'}"


def g3(act: Act) -> Iterator[str]:
    """The right ticket, in its turn; its leader has signed what is in place."""
    then, ticket = act.then, act.ticket
    if then.been("safety.ticket_ended", ticket=ticket["id"]):
        yield "the ticket has ended"
    if then.been("safety.ticket_revoked", ticket=ticket["id"]):
        yield "the ticket was revoked"
    leader, issuer = tickets.leader(then, ticket), ticket["issuer_id"]
    if len({leader, issuer, *act.people}) != 2 + len(act.people):
        yield "leader, issuer and who let them in are not three"
    mine = act.people if "change_leader" in act.kinds else (leader,)
    for row in then.rows("ticket"):
        other = row["id"] != ticket["id"] and tickets.is_open(then, row)
        if other and tickets.leader(then, row) in mine:
            yield f"the leader has ticket {row['id']} open"
    if not act.kinds & {"change_leader", "extend"}:  # its end alone is signed for
        yield from _signed_and_in_turn(act, leader)


def _signed_and_in_turn(act: Act, leader: str) -> Iterator[str]:
    then, ticket = act.then, act.ticket
    if not then.been("safety.ticket_received", ticket=ticket["id"], leader=leader):
        yield "its leader has not received it"
    here = plant.in_place(then, ticket["isolation_id"])
    mine = tickets.signed(then, "ticket", ticket["id"], "leader", by=leader)
    if not any(_in_place(act, row["pos"]) == here for row in mine):
        yield "its leader has not signed what is in place"
    near = tickets.open_near(then, act.order, act.near, site=True)
    before = then.world.links[ticket["id"]]
    for row in near:
        beside = ticket["live"] or row["live"]
        if row["id"] != ticket["id"] and (beside or row["id"] in before):
            yield f"ticket {row['id']} has to end first"


def _in_place(act: Act, pos: int) -> frozenset[str]:
    """What hung there when this was signed."""
    then = Then(act.then.world, pos, act.then.now)
    return plant.in_place(then, act.ticket["isolation_id"])


def g4(act: Act) -> Iterator[str]:
    """Every head has signed a briefing of the order at which he was named."""
    then, signers = act.then, set()
    for row in then.rows("evidence"):
        if row["kind"] != "briefing" or row["order_id"] != act.order:
            continue
        if records.void(then, row):
            continue
        lines = then.world.rows("line").values()
        there = {x["person_id"] for x in lines if x["evidence_id"] == row["id"]}
        heads = tickets.signed(then, "evidence", row["id"], "head")
        signers |= there & {x["person_id"] for x in heads}
    for person in act.people:
        if person not in signers:
            yield f"{person} has signed no briefing"


def g5(act: Act) -> Iterator[str]:
    """Every way in for volts is open: its own, and any that may reach the section."""
    then, section = act.then, act.section
    if not section:
        if act.ticket and not act.ticket["live"]:
            yield from _later_infeeds(act)
        return
    shut = {r["infeed_id"] for r in plant.points(then) if r["isolation_id"] == section}
    reach = plant.wires(then)[section]
    site = then.row("isolation", section)["site_id"]
    ways = [
        row["id"]
        for row in plant.infeeds(then)
        if row["isolation_id"] == section
        or (
            row["isolation_id"] is None
            and (row["site_id"] == site or row["device_id"] in reach)
        )
    ]
    if not ways:
        yield "no way in is known"
    yield from (f"infeed {key} is not open" for key in ways if key not in shut)


def _later_infeeds(act: Act) -> Iterator[str]:
    for row in plant.infeeds(act.then):
        if row["site_id"] == act.site and row["pos"] > act.ticket["pos"]:
            yield f"infeed {row['id']} came after the empty list"


def g5a(act: Act) -> Iterator[str]:
    """Everybody who will be cut off or fed again has been told."""
    if why := records.why_not(act.then, "people_told", act.order, "order"):
        yield why


def g6(act: Act) -> Iterator[str]:
    """The section was proved dead, and neither switched nor interrupted since."""
    then, section = act.then, act.section
    if not section:
        return
    order = then.row("isolation", section)["order_id"]
    if why := records.why_not(then, "proved_dead", order, f"isolation:{section}"):
        yield why
        return
    proof = records.told(then, "proved_dead", order, f"isolation:{section}")[-1]
    for row in then.rows("ticket"):
        rested = then.last("safety.ticket_interrupted", ticket=row["id"])
        if row["isolation_id"] == section and rested > proof["pos"]:
            yield "proved before the last interruption"


def g7(act: Act) -> Iterator[str]:
    """Numbered earths hang, each signed by both who placed it."""
    if not act.section:
        return
    hung = [r for r in plant.earths(act.then) if r["isolation_id"] == act.section]
    if not hung:
        yield "no earth hangs"
    for row in hung:
        helper = row["placed_with_id"]
        if not tickets.signed(act.then, "earthset", row["id"], "guard", by=helper):
            yield f"earth {row['number']} has one signature"
