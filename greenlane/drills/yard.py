"""What the demo county works with: shifts, equipment, material, who may go in.

All of it is assumed: the report says nothing of rosters, trucks and drums.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from greenlane.core.actors import Actor
from greenlane.core.door import perform
from greenlane.drills.gangs import GANGS, INSIDE, NIGHT
from greenlane.drills.roster import STAFF
from greenlane.workforce.models import Person, Team

DAYS = 14  # nobody keeps a demo open for longer
DAY_FROM, NIGHT_FROM, LASTS = timedelta(hours=7), timedelta(hours=19), 12
EQUIPMENT = {
    "crane": 1, "bucket": 1, "digger": 1, "winch": 2, "lv_tester": 3, "hv_tester": 1,
}  # fmt: skip
STOCK = {
    "transformer": 1, "generator": 1, "changeover": 1, "hv_cable": 2, "lv_drum": 8,
    "branch_box": 10,
}  # fmt: skip
# Item, how many, hours after the morning.
COMING = (("lv_drum", 8, 22), ("branch_box", 8, 22), ("transformer", 1, 30))
IN_THE_WORKSHOP = ("bucket", 33)  # until so many hours after the morning


def build(*, dispatcher: Actor, stores: Actor, morning: datetime) -> None:
    """By the people themselves, on the morning of the case."""
    _shifts(dispatcher, morning)
    _passes(dispatcher, morning)
    for kind, count in EQUIPMENT.items():
        _do(dispatcher, "dispatch.set_equipment", equipment=kind, count=count)
    kind, hours = IN_THE_WORKSHOP
    back = (morning + timedelta(hours=hours)).isoformat()
    _do(dispatcher, "dispatch.lose_equipment", equipment=kind, count=1, back_at=back)
    for item, amount in STOCK.items():
        _do(stores, "dispatch.count_stock", item=item, amount=amount)
    for item, amount, hours in COMING:
        due = (morning + timedelta(hours=hours)).isoformat()
        _do(stores, "dispatch.expect_stock", item=item, amount=amount, due_at=due)


def _shifts(by: Actor, morning: datetime) -> None:
    """Gangs by day, one by night; whoever is not named here is called at any hour."""
    teams = dict(Team.objects.filter(unit=by.unit).values_list("name_zh", "pk"))
    midnight = morning.replace(hour=0, minute=0)
    for gang in GANGS:
        first = midnight + (NIGHT_FROM if gang.name_zh in NIGHT else DAY_FROM)
        begins = [first + timedelta(days=day) for day in range(DAYS)]
        rows = [
            {
                "starts_at": at.isoformat(),
                "ends_at": (at + timedelta(hours=LASTS)).isoformat(),
            }
            for at in begins
        ]
        key = str(teams[gang.name_zh])
        _do(by, "workforce.set_shift", team=key, shifts=rows)


def _passes(by: Actor, morning: datetime) -> None:
    """The gangs that work inside, and whoever tests, switches, accepts and meters."""
    inside = {m.username for m in STAFF if m.pool == "field"} | set(INSIDE)
    rows = Person.objects.filter(unit=by.unit, staff_number__in=inside)
    until = (morning + timedelta(days=DAYS)).isoformat()
    for key in rows.order_by("staff_number").values_list("pk", flat=True):
        said = {"person": str(key), "zone": "lockdown", "ends_at": until}
        _do(by, "workforce.clear_for_zone", starts_at=morning.isoformat(), **said)


def _do(by: Actor, verb: str, **data: Any) -> None:
    perform(verb, data, by=by)
