"""Which record still says something: the newest, passed, and overtaken by nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from tests.oracle import plant
from tests.oracle.world import Event, Row, Then

AGES = {
    "user_side_open": "user_side_open",
    "live_conditions": "weather_reading",
    "people_told": "people_told",
    "acceptance": "acceptance",
    "interlock": "interlock",
    "live_check": "live_check",
    "briefing": "briefing",
}


def found(row: Row) -> datetime:
    return min(row["at"], row["recorded_at"])


def told(then: Then, kind: str, order: str, covers: str) -> list[Row]:
    """Records of this kind that nothing has corrected, oldest first."""
    corrected = {
        each.facts["corrects"]
        for each in then.world.told("safety.evidence_corrected")
        if each.pos < then.pos
    }
    rows = [
        row
        for row in then.rows("evidence")
        if (row["kind"], row["order_id"], row["covers"]) == (kind, order, covers)
        and row["id"] not in corrected
    ]
    return sorted(rows, key=lambda row: row["pos"])


def why_not(then: Then, kind: str, order: str, covers: str) -> str:
    """Empty, or why no such record stands: the newest has to, and the newest found."""
    rows = told(then, kind, order, covers)
    if not rows:
        return f"no {kind} of {covers}"
    for row in {each["id"]: each for each in (rows[-1], max(rows, key=found))}.values():
        if why := void(then, row):
            return f"{kind} of {covers}: {why}"
    return ""


def void(then: Then, row: Row) -> str:
    if then.been("safety.evidence_withdrawn", evidence=row["id"]):
        return "withdrawn"
    if not row["passed"]:
        return "failed"
    limit = then.world.ages.get(AGES.get(row["kind"], ""))
    if limit and then.now - row["at"] > limit:
        return "too old"
    for name, event in VOID.get(row["kind"], ()):
        if event(then, row):
            return f"since then {name}"
    return ""


def _later(then: Then, row: Row, *names: str) -> Iterator[Event]:
    """Events since the finding; of one that came late, since it was found."""
    for event in then.world.told(*names):
        since = event.pos > row["pos"] or event.told > found(row)
        if event.pos < then.pos and since:
            yield event


def _stints(then: Then, row: Row) -> Iterator[Row]:
    """Tasks of the field stints that ran there since."""
    area = row["covers"].removeprefix("area:")
    site = then.row("order", row["order_id"])["site_id"]
    moved = {
        each.facts["stint"]
        for each in _later(then, row, "work.stint_started", "work.stint_ended")
    }
    running = {each["id"] for each in then.open("stint", "work.stint_ended")}
    for stint in then.rows("stint"):
        task = then.row("task", stint["task_id"])
        here = then.row("order", task["order_id"])["site_id"] == site
        ran = stint["id"] in moved | running
        if here and ran and stint["field"] and area in task["areas"].split():
            yield task


def worked(then: Then, row: Row) -> bool:
    """A task that gives evidence looks; it changes nothing."""
    return any(not task["gives"] for task in _stints(then, row))


def entered(then: Then, row: Row) -> bool:
    return any(not task["exclusive"] for task in _stints(then, row))


def _sections(then: Then, row: Row) -> set[str]:
    scope, _colon, key = row["covers"].partition(":")
    if scope == "isolation":
        return {key}
    site = then.row("order", row["order_id"])["site_id"]
    return {
        each["id"]
        for each in then.rows("isolation")
        if each["order_id"] == row["order_id"] or each["site_id"] == site
    }


def switched(then: Then, row: Row) -> bool:
    moves = ["safety.point_isolated", "safety.point_unlocked"]
    if row["kind"] != "proved_dead":
        moves += ["safety.earth_placed", "safety.earth_removed"]
    mine = _sections(then, row)
    for event in _later(then, row, *moves):
        kind = "point" if "point" in event.facts else "earth"
        if then.row(kind, event.facts[kind])["isolation_id"] in mine:
            return True
    return False


def closed(then: Then, row: Row) -> bool:
    reach = _sections(then, row) | plant.near(then, row["order_id"])
    orders = plant.behind(then, reach, row["order_id"])
    closings = _later(then, row, "connections.step_energised")
    return any(each.facts["order"] in orders for each in closings)


def happened(then: Then, row: Row) -> bool:
    reach = _sections(then, row) | plant.near(then, row["order_id"])
    orders = plant.behind(then, reach, row["order_id"])
    sites = plant.sites(then, reach, row["order_id"])
    for event in _later(then, row, "safety.occurrence_reported"):
        what = then.row("occurrence", event.facts["occurrence"])
        there = what["order_id"] in orders or what["site_id"] in sites
        if there and what["kind"] != "accident":
            return True
    return False


def infeed_seen(then: Then, row: Row) -> bool:
    site = then.row("order", row["order_id"])["site_id"]
    mine = _sections(then, row)
    return any(
        each["site_id"] == site or each["isolation_id"] in mine
        for each in then.rows("infeed")
        if each["pos"] > max(row["pos"], 0)
    )


def ticket_ended(then: Then, row: Row) -> bool:
    site = then.row("order", row["order_id"])["site_id"]
    for event in _later(then, row, "safety.ticket_ended"):
        order = then.row("ticket", event.facts["ticket"])["order_id"]
        if then.row("order", order)["site_id"] == site:
            return True
    return False


Void = tuple[str, Callable[[Then, Row], bool]]
_WORKED, _SWITCHED = ("work was done", worked), ("it was switched", switched)
_CLOSED, _HAPPENED = ("volts came", closed), ("something happened", happened)
_INFEED = ("an infeed was seen", infeed_seen)
VOID: dict[str, tuple[Void, ...]] = {
    "proved_dead": (_SWITCHED, _CLOSED, _HAPPENED, _INFEED),
    "area_closed": (("somebody entered", entered),),
    "dead_test": (_WORKED,),
    "acceptance": (_WORKED,),
    "user_side_open": (("a ticket ended", ticket_ended), _INFEED),
    "interlock": (_WORKED, _SWITCHED, _INFEED),
    "live_check": (_SWITCHED, _CLOSED, _HAPPENED),
}
