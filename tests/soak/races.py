"""Races against "energise": an order that is ready, and what comes against it."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from greenlane.connections.models import EnergiseStep
from greenlane.core.positions import read_position
from greenlane.drills.wire import Refusal
from greenlane.safety.models import Evidence, Instruction, Ticket
from tests import stages, supply_stages
from tests.cast import Cast
from tests.soak.rearm import Moment
from tests.soak.wires import Phone, Served

ENERGISE = "connections.energise_step"
# Seconds. Whoever was first starts later the next time: both meet where it is decided.
SPREAD, STEP = 0.008, 0.003


Meeting = Callable[["Call", "Call"], None]


@dataclass(frozen=True)
class Race:
    """Who does what against it."""

    by: str
    command: str
    data: Callable[[Cast, EnergiseStep], dict[str, Any]]


def _order_to_switch(cast: Cast, step: EnergiseStep) -> dict[str, Any]:
    return {"instruction": str(Instruction.objects.get(target=step.pk).pk)}


def _test_of(area: str) -> Callable[[Cast, EnergiseStep], dict[str, Any]]:
    def named(cast: Cast, step: EnergiseStep) -> dict[str, Any]:
        row = Evidence.objects.get(
            order=step.order_id, kind="dead_test", covers=f"area:{area}"
        )
        return {"evidence": str(row.pk)}

    return named


def _ticket(cast: Cast, step: EnergiseStep) -> dict[str, Any]:
    """Live work beside the section: nothing but the conditions is asked of it."""
    ticket = Ticket.objects.get(order=step.order_id)
    return {"ticket": str(ticket.pk), "channel": "site"}


RACES = {
    # The step before was switched in on a test; when that falls, its clearance does.
    "revoke": Race("wang", "safety.withdraw_evidence", _test_of("src")),
    "withdraw order": Race("zhao", "safety.withdraw_instruction", _order_to_switch),
    "permit": Race("li", "safety.permit", _ticket),
    "withdraw reading": Race("wang", "safety.withdraw_evidence", _test_of("lv")),
}


def ready(cast: Cast) -> EnergiseStep:
    """The second step of an order: ordered, read back, signed for; a ticket beside."""
    first, second, *_rest = supply_stages.ready(cast)
    ticket = _received(cast, first)
    supply_stages.close(cast, first)
    supply_stages.read(cast, first)
    supply_stages.ordered(cast, second)
    stages.sign(cast, second, "guard", by="gao")
    assert ticket.permitted_at is None
    return second


def _received(cast: Cast, step: EnergiseStep) -> Ticket:
    order = step.order
    weather = {"wind": "3", "humidity": "50", "thunder": "no", "rain": "no"}
    conditions = {"order": str(order.pk), "watcher": cast.id("xu"), **weather}
    conditions["reclosing_off"] = "yes"
    cast.do("safety.record_live_conditions", conditions, by="he")
    asked = {
        "order": str(order.pk), "kind": "live_work", "scope": "旁路", "areas": "lv",
        "leader": cast.id("liu"),
    }  # fmt: skip
    made = cast.do("safety.issue_ticket", asked, by="sun")
    return stages.received(cast, Ticket.objects.get(pk=made.facts["ticket"]))


@dataclass
class Outcome:
    """How the rounds ended: who was first, and how often it ended as it never may."""

    rounds: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    violations: int = 0

    def __str__(self) -> str:
        ends = ", ".join(f"{count} {what}" for what, count in sorted(self.ends.items()))
        why = ", ".join(f"{n} {code}" for code, n in self.refused.most_common(6))
        return (
            f"{self.rounds} collisions: {ends}; {self.violations} energised after the"
            f" other was done; energise refused for {why or 'nothing'}"
        )


def run(
    served: Served,
    name: str,
    step: EnergiseStep,
    rounds: int,
    meet: Meeting | None = None,
) -> Outcome:
    """Let both meet, this often, from the same state every time."""
    race, found, meet = RACES[name], Outcome(), meet or AtOnce()
    against = race.data(served.cast, step)
    energise = {"step": str(step.pk), "guard": served.cast.id("gao")}
    phones = served.phone("he"), served.phone(race.by)
    for phone in phones:
        phone.log_in()  # a login writes too, and would wait in no line of ours
    before = Moment()
    for _round in range(rounds):
        switching = Call(phones[0], ENERGISE, energise)
        other = Call(phones[1], race.command, against)
        meet(switching, other)
        _judge(found, switching, other)
        before.come_back()
    return found


class Call:
    """One of the two: its challenge is fetched before the start."""

    def __init__(self, phone: Phone, command: str, data: dict[str, Any]) -> None:
        self._phone, self._body = phone, phone.prepared(command, data)
        self.number: int | None = None  # of its fact in the journal, when it was done
        self.code = ""

    def go(self) -> None:
        try:
            answer = self._phone.send(self._body)
        except Refusal as no:
            self.code = ", ".join(no.missing) or no.code
            return
        [self.number] = read_position(answer["position"]).values()


class AtOnce:
    """Both start together. Whoever was first starts a little later the next time."""

    def __init__(self) -> None:
        self._chance, self._lead = random.Random(1), 0.0

    def __call__(self, switching: Call, other: Call) -> None:
        start = threading.Barrier(2)
        late = self._lead + self._chance.uniform(-SPREAD, SPREAD)

        def go(call: Call, wait: float) -> None:
            start.wait()
            time.sleep(max(0, wait))
            call.go()

        both(partial(go, switching, -late), partial(go, other, late))
        self._lead += -STEP if energised_first(switching, other) else STEP


def both(*deeds: Callable[[], None]) -> None:
    """Each in a thread of its own; back when all are through."""
    threads = [threading.Thread(target=deed) for deed in deeds]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def _judge(found: Outcome, switching: Call, other: Call) -> None:
    """The numbers in the journal say who was done first."""
    found.rounds += 1
    if switching.number is None:
        found.refused[switching.code] += 1
        found.ends["only the other" if other.number else "neither"] += 1
    elif other.number is None:
        found.ends["only energised"] += 1
    elif energised_first(switching, other):
        found.ends["energised first"] += 1
    else:
        found.violations += 1


def energised_first(switching: Call, other: Call) -> bool:
    if switching.number is None:
        return False
    return other.number is None or switching.number < other.number
