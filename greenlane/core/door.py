"""The one door. Whatever changes, changes here: page, API, command line, phone, drill.

The order of steps matters: bind, permission, the answer given before, proof, time;
BEGIN, claim the receipt, run the deed (it finds and locks its rows), is it stale,
answer into the receipt, append to the journals, COMMIT; after a refusal ROLLBACK, then
one refusal row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import DatabaseError, IntegrityError, OperationalError, transaction
from django.db.models import QuerySet

from greenlane.core import (
    clock,
    guard,
    journal,
    keeping,
    locks,
    one_order,
    proof,
    queue,
    stale,
)
from greenlane.core.actors import CLI, DUE, LINK, SYSTEM, TOKEN, Actor
from greenlane.core.command import Answer, Command, Running, commands, running
from greenlane.core.forms import CommandForm, bind, bind_mending
from greenlane.core.ids import uuid7
from greenlane.core.kept import afresh
from greenlane.core.kinds import DESK
from greenlane.core.models import Unit
from greenlane.core.prepared import prepared
from greenlane.core.refusals import Busy, Malformed, NotAllowed, NotFound, Refused
from greenlane.core.timing import settle_time

log = structlog.get_logger("greenlane.door")
ATTEMPTS = 4
MOMENT = timedelta(microseconds=1)  # what is told next is later than what was told


def perform(
    name: str,
    data: Mapping[str, Any],
    *,
    by: Actor,
    id: UUID | None = None,
    at: datetime | None = None,
    queued: bool = False,
    device_seq: int | None = None,
    seen: Mapping[int, int] | None = None,
) -> Answer:
    """Do this, once. The same id and content again gives the stored answer.

    Raises Refused (409, 403, 404, 422, 503): nothing was done, and the reason is kept.
    """
    command = commands().get(name)
    if command is None:
        raise NotFound("command", name=name[:60])
    ask = keeping.Ask(command, by, id or uuid7(), device_seq, units=[by.unit])
    with afresh(), _clocks_of([by.unit]):
        try:
            return _timed(ask, data, at=at, queued=queued, seen=seen or {})
        except Malformed as refused:
            log.info("malformed", command=name, account=by.account, code=refused.code)
            raise
        except Refused as refused:
            keeping.keep_refusal(ask, refused)
            raise


def unit_scene(unit: int) -> clock.Scene | None:
    [found] = _unit(unit)
    return found.scene()


@prepared
def _unit(key: int) -> QuerySet[Unit]:
    return Unit.objects.filter(pk=key)


def _timed(ask: keeping.Ask, data: Mapping[str, Any], **given: Any) -> Answer:
    """By the clock of the asker's unit; anew when a row turns out to go by another."""
    try:
        return _perform(ask, data, **given)
    except clock.OtherClock as other:
        ask.units.append(other.unit)
    with _clocks_of(ask.units):
        return _timed(ask, data, **given)


@contextmanager
def _clocks_of(units: list[int]) -> Iterator[None]:
    """The clock that times a command in these units, found one after the other.

    It is the wall's as soon as one of them goes by the wall, else that of the last one.
    It never reads less than the newest event of those that go by the same clock.
    """
    scenes = {unit: unit_scene(unit) for unit in units}
    scene = scenes[units[-1]] if all(scenes.values()) else None
    told = [journal.last_told(unit) for unit in units if scenes[unit] == scene]
    last = max((each for each in told if each), default=None)
    if last and scene is None:  # a drill's clock may stand still; the wall's may not
        last += MOMENT
    with clock.of(scene), clock.not_before(last):
        yield


def _perform(
    ask: keeping.Ask,
    data: Mapping[str, Any],
    *,
    at: datetime | None,
    queued: bool,
    seen: Mapping[int, int],
) -> Answer:
    command, by = ask.command, ask.by
    if by.via == LINK or by.only is not None:
        one_order.must_be_told(command, by=by)
    if command.kind.mends_text:
        form, ask.mended = bind_mending(command.takes, data)
    else:
        form = bind(command.takes, data)
    ask.fingerprint = keeping.fingerprint(ask, form)
    _may_try(command, by, form)
    if stored := keeping.stored_answer(ask):
        return stored
    if queued and not command.kind.queued:
        raise Refused("not-from-a-queue", next_step="phone-the-control-room")
    shown = proof.check(command, form, by=by) if command.kind.proof else None
    when = settle_time(at, command.kind, queued=queued)
    try:
        return _with_patience(ask, form, when, seen, shown)
    except Refused as refused:
        if queued and command.kind.may_stay_open and refused.kept:
            return keeping.leave_open(ask, form, refused, when)
        raise


def _may_try(command: Command, by: Actor, form: CommandForm) -> None:
    if by.via == LINK or by.only is not None:
        one_order.must_be_of_it(command, form, by=by)
        return
    if by.via in {TOKEN, CLI} and command.kind.proof:
        raise NotAllowed("release-needs-a-person", next_step="log-in")
    if by.via == TOKEN and command.kind.name not in by.scopes:
        raise NotAllowed("token-scope", kind=command.kind.name)
    if by.via == SYSTEM and command.kind is not DESK:
        raise NotAllowed("system-only-sets-up")
    if not command.kind.anyone and command.needs and not by.may(command.needs):
        if by.due:
            raise NotAllowed(by.due, next_step=DUE[by.due])
        raise NotAllowed("role-missing", needs=command.needs)


def _with_patience(
    ask: keeping.Ask, form: CommandForm, when: Any, seen: Any, shown: str | None
) -> Answer:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _once(ask, form, when, seen, shown)
        except Busy:
            # The closure grew between looking and locking: whoever stops work must not
            # have to ask twice.
            if attempt == ATTEMPTS:
                raise
        except IntegrityError as error:
            raise Refused("against-the-rows-law", law=_law(error)) from error
        except OperationalError as error:
            if attempt == ATTEMPTS or not _will_pass(error):
                raise Busy("busy", next_step="send-again") from error
    raise AssertionError("unreachable")


def _once(
    ask: keeping.Ask, form: CommandForm, when: Any, seen: Any, shown: str | None
) -> Answer:
    now = Running(ask.command, ask.by, ask.id, when.at, when.source, tuple(ask.units))
    with queue.turn(), _door_open(now), transaction.atomic():
        if not keeping.claim(ask):
            return keeping.answer_of_twin(ask)
        done = ask.command.deed(form, by=ask.by, at=when.at)
        stale.check(ask.command, form, seen=seen, shown=shown)
        now.stamp_what_is_due()
        return keeping.tell(ask, now.told, done)


@contextmanager
def _door_open(now: Running) -> Iterator[None]:
    run = running.set(now)
    mine = locks.held.set(locks.Held())
    try:
        with guard.lifted():
            yield
    finally:
        locks.held.reset(mine)
        running.reset(run)


def _will_pass(error: DatabaseError) -> bool:
    """A deadlock, a serialisation failure or a held SQLite file passes by itself."""
    state = getattr(error.__cause__, "sqlstate", "") or ""
    return state in {"40001", "40P01", "55P03"} or "locked" in str(error)


def _law(error: IntegrityError) -> str:
    """The name of the broken constraint, or the tail of the message."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    return str(name or str(error).rsplit(": ", 1)[-1])[:120]
