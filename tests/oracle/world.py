"""What happened, as the rows and the journal tell it: what came before what.

Nothing of the product is imported here: tables are read by their names.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps import apps

Row = dict[str, Any]
NAMES = {
    "order": "work.Order",
    "task": "work.Task",
    "stint": "work.Stint",
    "head": "work.Head",
    "stop": "work.StopWork",
    "end": "work.OrderEnd",
    "clearance": "work.Clearance",
    "basis": "work.ClearanceBasis",
    "isolation": "safety.Isolation",
    "infeed": "safety.Infeed",
    "point": "safety.Point",
    "earth": "safety.EarthSet",
    "ticket": "safety.Ticket",
    "break": "safety.TicketBreak",
    "evidence": "safety.Evidence",
    "line": "safety.EvidenceLine",
    "signature": "safety.Signature",
    "instruction": "safety.Instruction",
    "occurrence": "safety.Occurrence",
    "survey": "connections.Survey",
    "known_infeed": "connections.SurveyInfeed",
    "step": "connections.EnergiseStep",
    "pack": "core.PackVersion",
    "connection": "connections.Connection",
    "supply_point": "places.SupplyPoint",
    "supply": "places.SupplyState",
    "switching": "safety.SwitchingOrder",
    "switching_step": "safety.SwitchingStep",
    "extension": "safety.TicketExtension",
    "certificate": "workforce.Certificate",
}


@dataclass(frozen=True)
class Event:
    """A fact of the journal. `pos` puts all units' facts into one order.

    Whoever changes what another relies on waits for him: the key of the row is given
    under those locks, and so it tells who came first.
    """

    pos: int
    name: str
    at: datetime
    told: datetime  # when it was recorded
    command: str
    facts: Row


class World:
    """All rows and all events, once read; nothing of it is asked of a gate."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._at: dict[tuple[int, int], int] = {}
        for row in _values("core.Event"):
            self._at[row["unit_id"], row["seq"]] = row["id"]
            self.events.append(
                Event(
                    row["id"], row["name"], row["at"], row["recorded_at"],
                    row["command"], json.loads(row["canonical"]),
                )
            )  # fmt: skip
        self.events.sort(key=lambda each: each.pos)
        self._named: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            self._named[event.name].append(event)
        self._tables: dict[str, dict[str, Row]] = {}

    def rows(self, name: str) -> dict[str, Row]:
        """The rows of one table by their keys; `pos` is the event that told a row.

        It is 0 where no event did: such a row was there from the beginning.
        """
        if name not in self._tables:
            found = {row["id"]: row for row in _values(NAMES[name])}
            for row in found.values():
                told = (row.get("unit_id"), row.get("recorded_seq"))
                row["pos"] = self._at.get(told, 0)  # type: ignore[call-overload]
            if name == "isolation":  # a row without a number: its event has its key
                for event in self.told("safety.isolation_added"):
                    found[event.facts["isolation"]]["pos"] = event.pos
            self._tables[name] = found
        return self._tables[name]

    def told(self, *names: str, **facts: Any) -> Iterator[Event]:
        """Events of these names, as old as they are, that say these things."""
        for name in names:
            for event in self._named[name]:
                if all(event.facts.get(key) == value for key, value in facts.items()):
                    yield event

    def before(self, event: Event) -> Then:
        """What the command of this event stood on."""
        return Then(self, self.began[event.command], event.at)

    @cached_property
    def began(self) -> dict[str, int]:
        """The first event of each command: what it stood on is what was before that."""
        first: dict[str, int] = {}
        for event in self.events:
            first.setdefault(event.command, event.pos)
        return first

    @cached_property
    def links(self) -> dict[str, set[str]]:
        """Tickets that end before another is permitted, by that other."""
        model = apps.get_model("safety.Ticket").after.through
        found: dict[str, set[str]] = defaultdict(set)
        for row in model._base_manager.values("from_ticket_id", "to_ticket_id"):
            found[str(row["from_ticket_id"])].add(str(row["to_ticket_id"]))
        return found

    @cached_property
    def ages(self) -> dict[str, timedelta]:
        """How old a record may be, of the one pack that the orders run on."""
        found = {}
        for row in self.rows("pack").values():
            for key, value in json.loads(row["text"])["values"].items():
                if key.startswith("ages."):
                    found[key.split(".")[1]] = timedelta(minutes=float(value["value"]))
        return found

    def figure(self, order: str, name: str) -> float | None:
        """A figure of the pack that this order runs on."""
        pack = self.rows("pack")[self.rows("order")[order]["pack_id"]]
        held = json.loads(pack["text"])["values"].get(name)
        return float(held["value"]) if held else None


class Then:
    """The world as it was before this place in the journal, and what time it was."""

    def __init__(self, world: World, pos: int, now: datetime) -> None:
        self.world, self.pos, self.now = world, pos, now

    def rows(self, name: str) -> Iterator[Row]:
        """Rows that had been told by then."""
        return (row for row in self.world.rows(name).values() if row["pos"] < self.pos)

    def last(self, *names: str, **facts: Any) -> int:
        """The newest such event before now; 0 when there was none."""
        told = self.world.told(*names, **facts)
        return max((each.pos for each in told if each.pos < self.pos), default=0)

    def been(self, *names: str, **facts: Any) -> bool:
        return self.last(*names, **facts) > 0

    def open(self, name: str, ended: str, key: str = "") -> list[Row]:
        """Rows that were told and not yet ended by such an event."""
        gone = {
            each.facts[key or name]
            for each in self.world.told(ended)
            if each.pos < self.pos
        }
        return [row for row in self.rows(name) if row["id"] not in gone]

    def row(self, name: str, key: str) -> Row:
        return self.world.rows(name)[key]


def _values(label: str) -> Iterator[Row]:
    for row in apps.get_model(label)._base_manager.values():
        yield {
            key: str(value) if isinstance(value, UUID) else value
            for key, value in row.items()
        }
