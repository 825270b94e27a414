"""Which facts of the journal are releases, and what each of them touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.oracle import plant
from tests.oracle.world import Event, Row, Then, World

CLOSINGS = frozenset({"energise", "restore_source", "transfer_supply"})
# A step by hand, and what else it is: it cuts off, or takes off what protected.
BY_HAND: dict[str, frozenset[str]] = {
    "check": frozenset(),
    "hang": frozenset(),
    "open": frozenset({"isolate"}),
    "take_off": frozenset({"unlock_point"}),
}


@dataclass(frozen=True)
class Act:
    """A release as it was told, and the world just before it."""

    then: Then
    kinds: frozenset[str]
    order: str
    near: frozenset[str] = frozenset()
    areas: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    ticket: Row = field(default_factory=dict)
    section: str = ""
    subject: Row = field(default_factory=dict)

    @property
    def site(self) -> str:
        return str(self.then.row("order", self.order)["site_id"])


def acts(world: World, *, since: int = 0) -> Iterator[Act]:
    """Every release in the journal after this event, oldest first."""
    for event in world.events:
        if event.pos > since and event.name in RELEASES:
            act = RELEASES[event.name](world.before(event), event)
            if act is not None:
                yield act


def _issued(then: Then, event: Event) -> Act:
    ticket = then.row("ticket", event.facts["ticket"])
    return _on(then, "issue_ticket", ticket["order_id"], ticket=ticket)


def _permitted(then: Then, event: Event) -> Act:
    ticket = then.row("ticket", event.facts["ticket"])
    kind = PERMITTED[event.name]
    who = (event.facts["permitter"],)
    return _on(then, kind, ticket["order_id"], ticket=ticket, people=who)


def _led(then: Then, event: Event) -> Act:
    ticket = then.row("ticket", event.facts["ticket"])
    who = (event.facts["leader"],)
    return _on(then, "change_leader", ticket["order_id"], ticket=ticket, people=who)


def _isolated(then: Then, event: Event) -> Act:
    point = then.row("point", event.facts["point"])
    people = (event.facts["operator"], event.facts["guard"])
    return _of_section(then, "isolate", point, people=people)


def _unlocked(then: Then, event: Event) -> Act:
    point = then.row("point", event.facts["point"])
    people = (event.facts["operator"], event.facts["guard"])
    return _of_section(then, "unlock_point", point, people=people)


def _earthed(then: Then, event: Event) -> Act:
    people = (event.facts["person"], event.facts["helper"])
    earth = then.row("earth", event.facts["earth"])
    return _of_section(then, "place_earth", earth, people=people)


def _unearthed(then: Then, event: Event) -> Act:
    people = (event.facts["person"], event.facts["helper"])
    earth = then.row("earth", event.facts["earth"])
    return _of_section(then, "remove_earth", earth, people=people)


def _began(then: Then, event: Event) -> Act | None:
    stint = then.row("stint", event.facts["stint"])
    if not stint["field"]:
        return None
    task = then.row("task", stint["task_id"])
    left = {
        (each.facts["stint"], each.facts["person"])
        for each in then.world.told("work.head_left")
        if each.pos < then.pos
    }
    first = event.name == "work.stint_started"
    people = {
        head["person_id"]
        for head in then.world.rows("head").values()
        if head["stint_id"] == stint["id"]
        and (head["stint_id"], head["person_id"]) not in left
        and head["joined_at"] <= (stint["started_at"] if first else then.now)
    }
    also = {
        "build": task["stage"] == "build",
        "stint_isolated": task["on"] == "isolated",
        "stint_live": task["live"],
        "stint_test": task["exclusive"] and "G10" in task["gives"].split(),
    }
    kinds = frozenset({"stint", *(kind for kind, true in also.items() if true)})
    plain = not kinds & {"stint_isolated", "stint_live"}
    return Act(
        then, kinds, task["order_id"], people=tuple(sorted(people)), subject=stint,
        near=frozenset() if plain else plant.near(then, task["order_id"]),
        areas=tuple(task["areas"].split()),
    )  # fmt: skip


def _closed(then: Then, event: Event) -> Act:
    step = then.row("step", event.facts["step"])
    switched = [step["device_id"]] if step["device_id"] else []
    return Act(
        then, frozenset({step["act"]}), step["order_id"], subject=step,
        near=plant.near(then, step["order_id"], *switched), areas=(step["area"],),
        people=(event.facts["operator"], event.facts["guard"]),
    )  # fmt: skip


def _by_hand(then: Then, event: Event) -> Act | None:
    """A step that has a verb of its own is told by that verb."""
    step = then.row("switching_step", event.facts["step"])
    if step["act"] not in BY_HAND:
        return None
    order = then.row("switching", step["switching_id"])["order_id"]
    return Act(
        then, BY_HAND[step["act"]] | {"switching_step"}, order, subject=step,
        near=plant.near(then, order),
        people=(event.facts["operator"], event.facts["guard"]),
    )  # fmt: skip


def _checked(then: Then, event: Event) -> Act | None:
    record = then.row("evidence", event.facts["evidence"])
    kind, areas = record["kind"], (record["covers"].removeprefix("area:"),)
    if kind != "live_check" and not _tested_with_volts(then, record):
        return None
    who = (record["by_id"],)
    return _on(then, kind, record["order_id"], areas=areas, people=who)


def _tested_with_volts(then: Then, record: Row) -> bool:
    """A dead test that passed, and in which insulation was measured."""
    if record["kind"] != "dead_test" or not record["passed"]:
        return False
    rows = then.world.rows("line").values()
    lines = [x for x in rows if x["evidence_id"] == record["id"]]
    return any("insulation" in x["what"] or "withstand" in x["what"] for x in lines)


def _handed_over(then: Then, event: Event) -> Act:
    order = event.facts["order"]
    lit = {
        step["area"]
        for step in then.rows("step")
        if step["order_id"] == order and step["act"] != "restore_source"
        and then.been("connections.step_energised", step=step["id"])
    }  # fmt: skip
    return _on(then, "hand_over", order, areas=tuple(sorted(lit)))


def _on(
    then: Then,
    kind: str,
    order: str,
    *,
    ticket: Row | None = None,
    people: tuple[str, ...] = (),
    areas: tuple[str, ...] = (),
) -> Act:
    section = (ticket or {}).get("isolation_id") or ""
    reach = plant.near(then, order) | ({section} - {""})
    return Act(
        then, frozenset({kind}), order, near=reach, ticket=ticket or {},
        people=people, section=section, areas=areas,
    )  # fmt: skip


def _of_section(
    then: Then, kind: str, row: Row, *, people: tuple[str, ...] = ()
) -> Act:
    order = then.row("isolation", row["isolation_id"])["order_id"]
    return Act(
        then, frozenset({kind}), order, near=plant.near(then, order), subject=row,
        section=row["isolation_id"], people=people,
    )  # fmt: skip


PERMITTED = {
    "safety.ticket_permitted": "permit",
    "safety.ticket_resumed": "resume",
    "safety.ticket_extended": "extend",
}
RELEASES = {
    "safety.ticket_issued": _issued,
    "safety.ticket_permitted": _permitted,
    "safety.ticket_resumed": _permitted,
    "safety.ticket_extended": _permitted,
    "safety.leader_changed": _led,
    "safety.point_isolated": _isolated,
    "safety.point_unlocked": _unlocked,
    "safety.earth_placed": _earthed,
    "safety.earth_removed": _unearthed,
    "safety.switching_step_done": _by_hand,
    "work.stint_started": _began,
    "work.head_joined": _began,
    "connections.step_energised": _closed,
    "safety.evidence_recorded": _checked,
    "connections.handed_over": _handed_over,
}
