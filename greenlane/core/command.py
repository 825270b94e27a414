"""What a command is, and the context of the one that is running now."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.db.models import Model
from django.utils.functional import Promise

from greenlane.core.actors import Actor
from greenlane.core.facts import Fact
from greenlane.core.forms import CommandForm
from greenlane.core.journal import Told
from greenlane.core.kinds import Kind


@dataclass(frozen=True)
class Answer:
    """What was done: a code and facts. `positions` say where the journal stands now."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    positions: dict[int, int] = field(default_factory=dict)
    replayed: bool = False


def answer(code: str, **facts: Any) -> Answer:
    """An answer whose ids travel as text."""
    plain = {k: str(v) if isinstance(v, UUID) else v for k, v in facts.items()}
    return Answer(code, plain)


class Deed(Protocol):
    def __call__(self, form: CommandForm, /, *, by: Actor, at: datetime) -> Answer: ...


@dataclass(frozen=True)
class Command:
    """A verb. `needs` is the word that a role has to give (`greenlane/roles.py`; empty:
    none). `relies_on` are facts, or the beginnings of their names: one told meanwhile
    makes what was shown stale. `deed` is the function that does it.
    """

    name: str
    title: Promise | str
    takes: type[CommandForm]
    needs: str
    kind: Kind
    relies_on: tuple[str, ...]
    deed: Callable[..., Answer]

    @property
    def slug(self) -> str:
        return self.name.split(".", 1)[1].replace("_", "-")

    @property
    def room(self) -> str:
        return self.name.split(".", 1)[0]


@dataclass
class Running:
    """The command being performed: what it said so far."""

    command: Command
    by: Actor
    id: UUID
    at: datetime
    time_source: str = "live"
    units: tuple[int, ...] = ()  # whose clocks time it
    told: list[Told] = field(default_factory=list)
    due: list[Model] = field(default_factory=list)

    def stamp_what_is_due(self) -> None:
        """Rows of `stamp_later` take the number of the last fact told in their unit."""
        for row in self.due:
            mine = [each for each in self.told if each.unit == row.unit_id]  # type: ignore[attr-defined]
            if mine and not any(row in each.stamps for each in mine):
                mine[-1].stamps += (row,)
                mine[-1].subjects += ((row._meta.model_name or "", row.pk),)


running: ContextVar[Running | None] = ContextVar("running_command", default=None)


def command(
    name: str,
    *,
    title: Promise | str,
    takes: type[CommandForm],
    needs: str,
    kind: Kind,
    relies_on: tuple[str, ...] = (),
) -> Callable[[Callable[..., Answer]], Command]:
    """Make a function a command. It is reachable only once it is listed."""

    def made(deed: Callable[..., Answer]) -> Command:
        return Command(name, title, takes, needs, kind, relies_on, deed)

    return made


@cache
def commands() -> dict[str, Command]:
    """Every command by its name, from the composition root."""
    listed = import_module(settings.GREENLANE_COMMANDS).COMMANDS
    return {each.name: each for each in listed}


def say(
    fact: Fact,
    *,
    subjects: tuple[Model | tuple[str, UUID], ...],
    unit: int,
    at: datetime | None = None,
    stamps: tuple[Model, ...] = (),
    ends: tuple[Model, ...] = (),
) -> None:
    """Collect a fact. It reaches the journal only when the command succeeds.

    `stamps` are rows whose `recorded_seq` becomes the number of this event; `ends` are
    intervals whose `ended_seq` does.
    """
    now = current()
    named = tuple(
        (s._meta.model_name or "", s.pk) if isinstance(s, Model) else s
        for s in (*subjects, *stamps, *ends)
    )
    now.told.append(Told(fact, named, unit, at or now.at, stamps, ends))


def stamp_later(row: Model) -> None:
    """A row with no fact of its own: the last fact told in its unit is about it too."""
    current().due.append(row)


def current() -> Running:
    """The running command; there is none outside the door."""
    found = running.get()
    if found is None:
        raise RuntimeError("this happens inside a command only")
    return found
