"""What a play has on stage: phones, people, the unit's own clock, its notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from greenlane.drills.wire import Hand, Refusal

Deed = Callable[["Play", dict[str, Any]], None]
ANY = "all"  # a task for every crew called asks for no particular skill


class NotRefused(Exception):
    """The house let pass what must not be: the play is broken off."""


@dataclass
class Play:
    """One order being played. `people` are phones by login, `ids` keys by login."""

    people: Mapping[str, Hand]
    ids: Mapping[str, str]
    skills: Mapping[str, frozenset[str]]
    clock: Hand
    now: datetime
    number: str = ""
    order: str = ""
    notes: dict[str, Any] = field(default_factory=dict)
    busy: set[str] = field(default_factory=set)
    hands: set[str] = field(default_factory=set)  # whoever was put to work
    refusals: list[Refusal] = field(default_factory=list)
    reached: list[tuple[datetime, str]] = field(default_factory=list)
    told: Callable[[str], None] = print

    def at(self, moment: datetime) -> None:
        """The unit's clock moves on to this moment and stands still there."""
        self.now = max(self.now, moment)
        self.clock.do("core.set_clock", start=self.now.isoformat(), speed=0)

    def begin(self) -> None:
        """The clock stands from here on; what went by before is part of the story."""
        reads = self.clock.do("core.set_clock", speed=0)["start"]
        self.now = datetime.fromisoformat(reads).astimezone(self.now.tzinfo)

    def leave(self) -> None:
        """The clock goes on: whoever looks around afterwards finds a living county."""
        self.clock.do("core.set_clock", speed=1)

    def hand(self, name: str) -> Hand:
        return self.people[name]

    def read(self, what: str) -> Any:
        """One list of the order, as its address names it."""
        return self.clock.read(f"/api/v1/orders/{self.number}/{what}")[what]

    def tell(self, line: str) -> None:
        self.told(f"{self.now:%H:%M}  {line}")

    def tell_beside(self, text: str) -> None:
        """What happens within a task; every further reason on a line of its own."""
        first, *more = text.splitlines()
        self.tell(f"       {first}")
        for line in more:
            self.told(f"{'':16}{line}")

    def look(self) -> None:
        """The order's label, where it has changed."""
        code = self.clock.read(f"/api/v1/orders/{self.number}")["stage"]
        if not self.reached or self.reached[-1][1] != code:
            self.reached.append((self.now, code))

    def sign(self, who: str, kind: str, key: str, role: str) -> None:
        self.hand(who).do("safety.sign", kind=kind, id=key, role=role)

    def refused(self, who: str, command: str, /, **data: Any) -> Refusal:
        """Somebody tries what must not be; the refusal is kept. It must come."""
        try:
            self.hand(who).do(command, **data)
        except Refusal as no:
            self.refusals.append(no)
            self.tell_beside(_("refused: %(why)s") % {"why": no.why})
            return no
        raise NotRefused(_("This was let pass: %(verb)s") % {"verb": command})

    def pick(self, skill: str, heads: int, *, first: tuple[str, ...] = ()) -> list[str]:
        """Free people with this skill, those named first."""
        names = [*first, *(n for n in self.skills if n not in first)]
        fit = [n for n in names if skill in self.skills[n] or skill == ANY]
        return [n for n in fit if n not in self.busy][:heads]


@dataclass(frozen=True)
class Pause:
    """In the middle of a task something is waited for; it has a name and a holder."""

    after: timedelta
    lasts: timedelta
    cause: str
    holder: str
    found: Deed


@dataclass(frozen=True)
class Script:
    """What people do around the tasks of a playbook, by the key of the task."""

    leads: Mapping[str, tuple[str, ...]]
    before: Mapping[str, Deed]
    during: Mapping[str, Deed]
    after: Mapping[str, Deed]
    pauses: Mapping[str, Pause]
