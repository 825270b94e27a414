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

from greenlane.core.positions import read_position
from greenlane.drills.wire import Refusal
from tests.cast import Cast
from tests.soak import asked_in_races as asked
from tests.soak.rearm import Moment
from tests.soak.stages_of_races import (
    EARTHERS,
    briefed,
    dead_beside,
    handed_and_briefed,
    handed_while_resting,
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


ENERGISE = Deed("he", "connections.energise_step", asked.energise)


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
        Deed("wang", "safety.withdraw_evidence", asked.test_of("src"))
    ),
    "withdraw order / energise": Race(
        Deed("zhao", "safety.withdraw_instruction", asked.order_to_switch)
    ),
    "permit / energise": Race(Deed("li", "safety.permit", asked.permit)),
    "withdraw reading / energise": Race(
        Deed("wang", "safety.withdraw_evidence", asked.test_of("lv"))
    ),
    # Volts make the proof void, and an earth keeps the volts away.
    "place earth / energise": Race(
        Deed(EARTHERS[0], "safety.place_earth", asked.earth),
        ready=dead_beside,
        never_both=True,
    ),
    # Who was let in was not counted out; where all were counted out, nobody is let in.
    "terminate / go in": Race(
        Deed("liu", "safety.end_ticket", asked.end),
        Deed("zhou", "work.start_field_work", asked.go_in),
        word="went in",
        ready=briefed,
        never_both=True,
    ),
    "terminate / permit anew": Race(
        Deed("liu", "safety.end_ticket", asked.end),
        Deed("li", "safety.resume_ticket", asked.ticket),
        word="permitted",
        ready=resting,
        never_both=True,
    ),
    # Nobody is let in under a leader who has handed the ticket over.
    "change leader / permit anew": Race(
        Deed("sun", "safety.change_leader", asked.other_leader),
        Deed("li", "safety.resume_ticket", asked.ticket),
        word="permitted",
        ready=handed_while_resting,
    ),
    "change leader / go in": Race(
        Deed("sun", "safety.change_leader", asked.other_leader),
        Deed("zhou", "work.start_field_work", asked.go_in),
        word="went in",
        ready=handed_and_briefed,
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
