"""What the procedure asks of a person: one role at a time, rested, no own judge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from tests.oracle import records, tickets
from tests.oracle.acts import CLOSINGS, Act
from tests.oracle.laws_of_tickets import survey_of
from tests.oracle.world import Row, Then

SWITCHING = CLOSINGS | {
    "isolate",
    "place_earth",
    "remove_earth",
    "switching_step",
    "unlock_point",
}
ON_TICKET = frozenset({"permit", "resume", "extend"})
UNDER = frozenset({"stint_isolated", "stint_live"})
Spell = tuple[datetime, datetime]


def g3a(act: Act) -> Iterator[str]:
    """Whoever watches only watches; a leader stays; a site's own operate nothing."""
    then, who = act.then, _who(act)
    live = bool(act.ticket.get("live")) or "stint_live" in act.kinds
    own = _named(then, act.order, "live_conditions", "watcher") if live else set()
    watching = set(own)
    for ticket in then.rows("ticket"):
        if ticket["live"] and not tickets.why_void(then, ticket):
            watching |= _named(then, ticket["order_id"], "live_conditions", "watcher")
    yield from (f"{person} watches live work" for person in sorted(who & watching))
    busy = _at_work(then, but=act.subject.get("id"))
    yield from (f"watcher {person} is at work" for person in sorted(own & busy))
    if "stint" in act.kinds:
        yield from _left_alone(act)
    if act.kinds & SWITCHING:
        theirs = _named(act.then, act.order, "user_side_open", "electrician")
        yield from (f"{person} is the site's own" for person in sorted(who & theirs))


def _who(act: Act) -> set[str]:
    if act.kinds & ON_TICKET and act.ticket:
        return {*act.people, tickets.leader(act.then, act.ticket)}
    return set(act.people)


def _named(then: Then, order: str, kind: str, what: str) -> set[str]:
    """Whom the records name; who watches, the newest alone says."""
    rows = [
        row
        for row in then.rows("evidence")
        if (row["kind"], row["order_id"]) == (kind, order)
        and not then.been("safety.evidence_withdrawn", evidence=row["id"])
    ]
    rows.sort(key=lambda row: (row["pos"], row["recorded_at"]))
    keys = {row["id"] for row in (rows[-1:] if what == "watcher" else rows)}
    return {
        line["person_id"]
        for line in then.world.rows("line").values()
        if line["evidence_id"] in keys and line["what"] == what and line["person_id"]
    }


def _at_work(then: Then, *, but: str | None) -> set[str]:
    running = {row["id"]: row for row in tickets.running(then) if row["id"] != but}
    return {
        head["person_id"]
        for head in then.world.rows("head").values()
        if head["stint_id"] in running and _was_in(then, head, running)
    }


def _was_in(then: Then, head: Row, running: dict[str, Row]) -> bool:
    facts = {"stint": head["stint_id"], "person": head["person_id"]}
    first = head["joined_at"] == running[head["stint_id"]]["started_at"]
    joined = first or then.been("work.head_joined", **facts)
    return joined and not then.been("work.head_left", **facts)


def _left_alone(act: Act) -> Iterator[str]:
    for ticket in act.then.rows("ticket"):
        if ticket["order_id"] == act.order or tickets.why_void(act.then, ticket):
            continue
        if tickets.leader(act.then, ticket) in act.people:
            yield f"the leader of {ticket['number']} leaves it"


def g3b(act: Act) -> Iterator[str]:
    """Nobody is past the hours of duty without the rest that follows them."""
    then, who = act.then, _who(act)
    if act.kinds & UNDER:
        who |= {
            tickets.leader(then, row)
            for row in then.rows("ticket")
            if row["order_id"] == act.order and not tickets.why_void(then, row)
            and set(act.areas) <= set(row["areas"].split())
        }  # fmt: skip
    for person in sorted(who):
        if _must_rest(then, act.order, person):
            yield f"{person} has to rest"


def cannot_watch(act: Act, person: str, *, since: datetime) -> Iterator[str]:
    """Whoever has left since he signed, was reported ill, or lost his certificate."""
    then, world = act.then, act.then.world
    told = {"person": person}
    if then.last("workforce.person_unfit", **told) > then.last(
        "workforce.person_fit", **told
    ):
        yield "is unfit"
    if then.been("workforce.person_left", **told):
        yield "works here no more"
    moves = [
        each
        for each in world.told("workforce.checked_in", "workforce.checked_out", **told)
        if each.pos < then.pos and each.at >= since
        and (each.name == "workforce.checked_out") == (each.facts["site"] == act.site)
    ]  # fmt: skip
    if moves:
        yield "has left the site"
    mine = [row for row in then.rows("certificate") if row["person_id"] == person]
    if mine and not any(_is_valid(then, row) for row in mine):
        yield "has no valid certificate"
    if _must_rest(then, act.order, person):
        yield "has to rest"


def _is_valid(then: Then, certificate: Row) -> bool:
    key = certificate["id"]
    revoked = then.been("workforce.certificate_revoked", certificate=key)
    return (
        not revoked and certificate["issued_at"] <= then.now < certificate["expires_at"]
    )


def _must_rest(then: Then, order: str, person: str) -> bool:
    names = ("people.duty.max", "people.duty.window", "people.rest.min")
    most, window, rest = (then.world.figure(order, name) for name in names)
    if most is None or window is None or rest is None:
        return False
    limits = (timedelta(hours=most), timedelta(hours=window), timedelta(hours=rest))
    return _is_tired(_spells(then, person), then.now, *limits)


def _spells(then: Then, person: str) -> list[Spell]:
    """When he was at work, as it was told by then; what overlaps is one spell."""
    stints = {row["id"]: row for row in then.rows("stint")}
    mended = {row["corrects_id"] for row in stints.values()}
    found: list[Spell] = []
    heads = [
        head
        for head in then.world.rows("head").values()
        if head["person_id"] == person and head["stint_id"] in stints.keys() - mended
        and head["joined_at"] < then.now
    ]  # fmt: skip
    for head in sorted(heads, key=lambda head: head["joined_at"]):
        began, ended = head["joined_at"], min(head["left_at"] or then.now, then.now)
        if found and began <= found[-1][1]:
            found[-1] = (found[-1][0], max(ended, found[-1][1]))
        else:
            found.append((began, ended))
    return found


def _is_tired(
    spells: list[Spell],
    now: datetime,
    most: timedelta,
    window: timedelta,
    rest: timedelta,
) -> bool:
    """Too much in the window that ends now, or in one since which he has not rested."""
    for until in [now, *(ended for _began, ended in spells)]:
        worked = sum(
            (max(min(ended, until) - max(began, until - window), timedelta())
             for began, ended in spells), timedelta()
        )  # fmt: skip
        if worked < most:
            continue
        begins = [began for began, _ended in spells if began >= until]
        free = [until, *(ended for _began, ended in spells if ended > until)]
        pauses = zip(free, [*begins, now], strict=True)
        if until == now or all(begin - end < rest for end, begin in pauses):
            return True
    return False


def g11a(act: Act) -> Iterator[str]:
    """Whoever surveyed it or said yes to it is not the one who accepted it."""
    then, survey = act.then, survey_of(act)
    if survey is None:
        return
    said = [
        each
        for each in then.world.told("connections.verdict_given", survey=survey["id"])
        if each.pos < then.pos
    ]
    engineer = said[-1].facts["engineer"] if said else survey["verdict_by_id"]
    for area in act.areas:
        for row in records.told(then, "acceptance", act.order, f"area:{area}")[-1:]:
            if row["by_id"] in {survey["leader_id"], engineer}:
                yield f"{area} was accepted by its designer"
