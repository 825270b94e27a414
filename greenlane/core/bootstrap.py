"""A house begins: its first unit, a rule pack, and the people who may let others in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from greenlane.core import clock, guard, queue
from greenlane.core.actors import system
from greenlane.core.commands.add_unit import place
from greenlane.core.door import perform
from greenlane.core.models import Account, Unit
from greenlane.core.refusals import Refused


def first_unit(
    *,
    code: str,
    name_zh: str,
    name_en: str,
    pack: str,
    timezone: str = "Asia/Shanghai",
    is_drill: bool = False,
    clock_start: datetime | None = None,
    clock_speed: float = 1.0,
) -> Unit:
    """The top of a tree. Only the bare row is written here; the rest goes by the door.

    Raises Refused("house-has-units") where one stands already.
    """
    if clock_start and not is_drill:
        raise Refused("only-drills-have-clocks")
    unit = Unit(code=code, name_zh=name_zh, name_en=name_en, timezone=timezone)
    unit.is_drill, unit.clock_speed = is_drill, clock_speed
    if clock_start:
        unit.clock_start, unit.clock_set_at = clock_start, clock.wall()
    # There is no unit yet in whose stream a command could be told.
    with queue.turn(), guard.lifted(), transaction.atomic():
        if Unit.objects.exists():
            raise Refused("house-has-units", next_step="core.add_unit")
        place(unit)
    perform("core.pin_pack", {"pack": pack}, by=system(unit))
    unit.refresh_from_db()
    return unit


def first_account(
    unit: Unit, *, username: str, name: str, password: str, roles: tuple[str, ...]
) -> Account:
    """An account with its roles, from the house. Its person alone sets the PIN."""
    by = system(unit)
    done = perform(
        "core.add_account",
        {"username": username, "name": name, "password": password},
        by=by,
    )
    for role in roles:
        perform("core.grant_role", {"account": username, "role": role}, by=by)
    return Account.objects.get(pk=done.facts["account"])
