"""Races: what is ready to be released, and what comes against it."""

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
from greenlane.safety.models import Evidence, Instruction, Isolation, Ticket
from tests import endings
from tests.cast import Cast
from tests.soak.rearm import Moment
from tests.soak.stages_of_races import (
    EARTHERS,
    briefed,
    dead_beside,
    ready,
    resting,
)
from tests.soak.wires import Phone, Served

# Seconds. Whoever was first starts later the next time: both meet where it is decided.
SPREAD, STEP = 0.008, 0.003


Meeting = Callable[["Call", "Call"], None]


@dataclass(frozen=True)
class Deed:
    """Who asks for what, about the row that stands ready."""

    by: str
    command: str
    data: Callable[[Cast, Any], dict[str, Any]]


def _energise(cast: Cast, step: EnergiseStep) -> dict[str, Any]:
    return {"step": str(step.pk), "guard": cast.id("gao")}


def _order_to_switch(cast: Cast, step: EnergiseStep) -> dict[str, Any]:
    return {"instruction": str(Instruction.objects.get(target=step.pk).pk)}


def _test_of(area: str) -> Callable[[Cast, EnergiseStep], dict[str, Any]]:
    def named(cast: Cast, step: EnergiseStep) -> dict[str, Any]:
        row = Evidence.objects.get(
            order=step.order_id, kind="dead_test", covers=f"area:{area}"
        )
        return {"evidence": str(row.pk)}

    return named


def _permit(cast: Cast, step: EnergiseStep) -> dict[str, Any]:
    """Live work beside the section: nothing but the conditions is asked of it."""
    ticket = Ticket.objects.get(order=step.order_id)
    return {"ticket": str(ticket.pk), "channel": "site"}


def _earth(cast: Cast, step: EnergiseStep) -> dict[str, Any]:
    """On the section of another site that hangs on the same pole."""
    section = Isolation.objects.exclude(order=step.order_id).get()
    return {
        "isolation": str(section.pk), "number": "E9", "place": "出线2杆",
        "placed_with": cast.id(EARTHERS[1]),
    }  # fmt: skip


def _end(cast: Cast, ticket: Ticket) -> dict[str, Any]:
    counted = {"heads_out": 1, "earths_out": 1}
    return {"ticket": str(ticket.pk), **counted, **endings.SIDES}


def _go_in(cast: Cast, ticket: Ticket) -> dict[str, Any]:
    return {"task": str(ticket.order.tasks.get(key="T2").pk), "heads": []}


def _ticket(cast: Cast, ticket: Ticket) -> dict[str, Any]:
    return {"ticket": str(ticket.pk)}


ENERGISE = Deed("he", "connections.energise_step", _energise)


@dataclass(frozen=True)
class Race:
    """`release` never comes after `other`; with `never_both`, not before it either."""

    other: Deed
    release: Deed = ENERGISE
    word: str = "energised"
    ready: Callable[[Cast], Any] = ready
    never_both: bool = False


RACES = {
    # The step before was switched in on a test; when that falls, its clearance does.
    "revoke / energise": Race(
        Deed("wang", "safety.withdraw_evidence", _test_of("src"))
    ),
    "withdraw order / energise": Race(
        Deed("zhao", "safety.withdraw_instruction", _order_to_switch)
    ),
    "permit / energise": Race(Deed("li", "safety.permit", _permit)),
    "withdraw reading / energise": Race(
        Deed("wang", "safety.withdraw_evidence", _test_of("lv"))
    ),
    # Volts make the proof void, and an earth keeps the volts away.
    "place earth / energise": Race(
        Deed(EARTHERS[0], "safety.place_earth", _earth),
        ready=dead_beside,
        never_both=True,
    ),
    # Who was let in was not counted out; where all were counted out, nobody is let in.
    "terminate / go in": Race(
        Deed("liu", "safety.end_ticket", _end),
        Deed("zhou", "work.start_field_work", _go_in),
        word="went in",
        ready=briefed,
        never_both=True,
    ),
    "terminate / permit anew": Race(
        Deed("liu", "safety.end_ticket", _end),
        Deed("li", "safety.resume_ticket", _ticket),
        word="permitted",
        ready=resting,
        never_both=True,
    ),
}


@dataclass
class Outcome:
    """How the rounds ended: who was first, and how often it ended as it never may."""

    word: str = "energised"
    rounds: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    violations: int = 0

    @property
    def released(self) -> int:
        """How often the release came through as it may."""
        return self.ends[f"{self.word} first"] + self.ends[f"only {self.word}"]

    def __str__(self) -> str:
        ends = ", ".join(f"{count} {what}" for what, count in sorted(self.ends.items()))
        why = ", ".join(f"{n} {code}" for code, n in self.refused.most_common(6))
        return (
            f"{self.rounds} collisions: {ends}; {self.violations} {self.word} after the"
            f" other was done; that was refused for {why or 'nothing'}"
        )


def run(
    served: Served, race: Race, row: Any, rounds: int, meet: Meeting | None = None
) -> Outcome:
    """Let both meet, this often, from the same state every time."""
    found, meet = Outcome(race.word), meet or AtOnce()
    deeds = [(each, each.data(served.cast, row)) for each in (race.release, race.other)]
    phones = [served.phone(deed.by) for deed, _data in deeds]
    for phone in phones:
        phone.log_in()  # a login writes too, and would wait in no line of ours
    before = Moment()
    for _round in range(rounds):
        release, other = (
            Call(phone, deed.command, data)
            for phone, (deed, data) in zip(phones, deeds, strict=True)
        )
        meet(release, other)
        _judge(found, release, other, never_both=race.never_both)
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

    def __call__(self, release: Call, other: Call) -> None:
        start = threading.Barrier(2)
        late = self._lead + self._chance.uniform(-SPREAD, SPREAD)

        def go(call: Call, wait: float) -> None:
            start.wait()
            time.sleep(max(0, wait))
            call.go()

        both(partial(go, release, -late), partial(go, other, late))
        self._lead += -STEP if released_first(release, other) else STEP


def both(*deeds: Callable[[], None]) -> None:
    """Each in a thread of its own; back when all are through."""
    threads = [threading.Thread(target=deed) for deed in deeds]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def _judge(found: Outcome, release: Call, other: Call, *, never_both: bool) -> None:
    """The numbers in the journal say who was done first."""
    found.rounds += 1
    if release.number is None:
        found.refused[release.code] += 1
        found.ends["only the other" if other.number else "neither"] += 1
    elif other.number is None:
        found.ends[f"only {found.word}"] += 1
    elif released_first(release, other) and not never_both:
        found.ends[f"{found.word} first"] += 1
    else:
        found.violations += 1


def released_first(release: Call, other: Call) -> bool:
    if release.number is None:
        return False
    return other.number is None or release.number < other.number
