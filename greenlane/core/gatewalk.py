"""Gates are walked here, for every caller: locks first, then every gate is asked.

An exception in a gate, an empty or unloadable list, or an act that no gate guards holds
the release. Restrictions never come here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, wraps
from importlib import import_module
from types import ModuleType
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

import structlog
from django.conf import settings
from django.db.models import Model

from greenlane.core import locks
from greenlane.core.locks import Lock
from greenlane.core.refusals import GateHeld, Missing

log = structlog.get_logger("greenlane.gates")
P = ParamSpec("P")
T = TypeVar("T")
_read: ContextVar[dict[Any, Any] | None] = ContextVar("gates_read", default=None)


@dataclass(frozen=True)
class Act:
    """What somebody is about to do. Ids only: whoever reads, reads after the locks.

    `subject` is the row that the act is done on or begins: the infeed to open, the
    isolation to earth, the earth set or lock to take off, the step, the stint.
    """

    kind: str
    unit: int
    also: frozenset[str] = frozenset()  # more kinds: a stint on isolated plant, a test
    order: UUID | None = None
    task: UUID | None = None
    ticket: UUID | None = None
    step: UUID | None = None
    isolations: tuple[UUID, ...] = ()
    areas: tuple[str, ...] = ()
    people: tuple[UUID, ...] = ()
    subject: UUID | None = None
    device: UUID | None = None  # what it moves, where that is known

    @property
    def kinds(self) -> frozenset[str]:
        return self.also | {self.kind}


def named(key: UUID | None) -> UUID:
    """The row that a gate asks about. An act that does not name it is held."""
    if key is None:
        raise LookupError("the act does not name the row that a gate asks about")
    return key


def gates() -> tuple[ModuleType, ...]:
    """Every gate, in the order a foreman walks through them."""
    return tuple(import_module(settings.GREENLANE_GATES).GATES)


@cache
def guards() -> dict[str, frozenset[str]]:
    """Act → the gates that guard it: one table for loader, walk, docs and tests."""
    table: dict[str, set[str]] = {}
    for gate in gates():
        for act in gate.GUARDS:
            table.setdefault(act, set()).add(gate.NAME)
    return {act: frozenset(names) for act, names in table.items()}


def walk(act: Act, *own: Lock | Model) -> list[Any]:
    """Lock what the gates rely on, ask them all, and raise GateHeld if one holds.

    `own` are rows that the act itself relies on: all are locked in one take, since no
    command may go back to a lower rank afterwards. They come back fresh, in this order.
    """
    mine, missing = _guarding(act)
    wanted: list[Lock] = []
    with one_reading():
        for gate in mine:
            try:
                wanted.extend(gate.locks(act))
            except Exception as error:
                missing.append(_broken(gate, error))
    fresh = locks.take(*own, *locks.not_held(wanted))
    with _reading_under_locks(act):
        for gate in mine:
            missing.extend(_ask(gate, act))
    if missing:
        raise GateHeld(missing, act=act.kind, order=str(act.order or ""))
    return fresh[: len(own)]


def look(act: Act) -> list[Missing]:
    """The same answer without locks: the checklist on the page."""
    mine, missing = _guarding(act)
    with one_reading():
        for gate in mine:
            missing.extend(_ask(gate, act))
    return missing


def checklist(act: Act) -> list[dict[str, Any]]:
    """Every gate that guards this act, passed or held, in the foreman's order."""
    mine, broken = _guarding(act)
    rows = [{"gate": "G0", "class": "P", "missing": broken}] if broken else []
    with one_reading():
        for gate in mine:
            missing = _ask(gate, act)
            rows.append({"gate": gate.NAME, "class": gate.CLASS, "missing": missing})
    return rows


@contextmanager
def one_reading() -> Iterator[None]:
    """Inside, what several gates need is read once, by functions that are `once`."""
    with _reading({}):
        yield


@contextmanager
def reading_of(act: Act) -> Iterator[None]:
    """Go on with what the walk of this act has read; without a walk, read anew."""
    mine = locks.held.get()
    with _reading(mine.readings.get(act, {}) if mine else {}):
        yield


def once(read: Callable[P, T]) -> Callable[P, T]:
    """Inside a reading the same question has one answer; outside, each is asked anew.

    Who gets an answer must not change it.
    """

    @wraps(read)
    def answer(*args: P.args, **kwargs: P.kwargs) -> T:
        kept = _read.get()
        if kept is None:
            return read(*args, **kwargs)
        key = (read, args, *kwargs.items())
        if key not in kept:
            kept[key] = read(*args, **kwargs)
        return kept[key]

    return answer


@contextmanager
def _reading_under_locks(act: Act) -> Iterator[None]:
    """A new reading, kept until the command ends or walks again.

    Read anew: what was read before the locks counts for nothing. What is read under
    them may be kept as long as they are held, which is to the end of the command:
    whoever changes it locks one of these rows first, so nobody else has. What the
    command itself writes later is no part of what let it pass.
    """
    mine = locks.held.get()
    if mine is None:
        raise locks.LockOrder("gates are walked inside a command only")
    mine.readings = {act: {}}
    with _reading(mine.readings[act]):
        yield


@contextmanager
def _reading(kept: dict[Any, Any]) -> Iterator[None]:
    token = _read.set(kept)
    try:
        yield
    finally:
        _read.reset(token)


def _guarding(act: Act) -> tuple[list[ModuleType], list[Missing]]:
    try:
        listed = gates()
        mine = [gate for gate in listed if act.kinds & set(gate.GUARDS)]
        bare = act.kinds - {each for gate in mine for each in gate.GUARDS}
    except Exception as error:
        log.exception("gates-unloadable")
        return [], [Missing("G0", "gates-unloadable", facts={"error": repr(error)})]
    if not mine or bare:
        what = {"act": " ".join(sorted(bare))}
        return mine, [Missing("G0", "no-gate-guards-this", facts=what)]
    return mine, []


def _ask(gate: ModuleType, act: Act) -> list[Missing]:
    try:
        return list(gate.missing(act))
    except Exception as error:
        return [_broken(gate, error)]


def _broken(gate: ModuleType, error: Exception) -> Missing:
    """Fails closed: a gate that cannot answer holds the release."""
    log.error("gate-error", gate=gate.NAME, exc_info=error)
    return Missing(gate.NAME, "error", facts={"error": type(error).__name__})
