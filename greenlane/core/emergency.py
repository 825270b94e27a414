"""The sealed account: is it open, until when, and who has to know.

It comes in as a duty officer of its unit and no more. It has neither password nor PIN
and is nobody's person, so nothing is ever released with it: every gate asks what it
always asks. No timer ends it; its end is compared at every request.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from greenlane.core import clock, packs
from greenlane.core.actors import Actor
from greenlane.core.models import Emergency, Unit
from greenlane.core.packs import Pack

HOURS = "people.emergency.max"
TOLD = timedelta(hours=72)  # afterwards those who watch are still told


@dataclass(frozen=True)
class Alarm:
    """What a page says: open now, or lately. `watches`: the reader has to know."""

    row: Emergency
    open: bool
    watches: bool
    keeps: bool


def drawn() -> str:
    """A code of 160 bits, in groups of four letters."""
    code = base64.b32encode(secrets.token_bytes(20)).decode()
    return "-".join(code[i : i + 4] for i in range(0, 32, 4))


def digest(code: str) -> str:
    plain = "".join(code.upper().replace("-", " ").split())
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()


def lasts(unit: Unit) -> timedelta:
    """As long as the rule pack of the unit says; an older one: as the shipped one."""
    if unit.pack is not None:
        pinned = Pack.from_text(unit.pack.text)
        if HOURS in pinned.values:
            return timedelta(hours=float(pinned.value(HOURS).number))
    shipped = packs.find(unit.pack.name if unit.pack else packs.names()[0])
    return timedelta(hours=float(shipped.value(HOURS).number))


def alarms(actor: Actor) -> list[Alarm]:
    """For everybody of the unit while it is open; for those who watch, longer."""
    now = clock.wall()
    lately = Q(closed_at__gt=now - TOLD) | Q(
        closed_at__isnull=True, ends_at__gt=now - TOLD
    )
    rows = Emergency.objects.seen_by(actor).filter(lately, opened_at__isnull=False)
    found = (_alarm(row, actor) for row in rows.select_related("unit").order_by("id"))
    return [each for each in found if each.open or each.watches]


def _alarm(row: Emergency, actor: Actor) -> Alarm:
    path = row.unit.path
    keeps = actor.may("secure", path)
    open_ = row.closed_at is None and row.ends_at is not None
    return Alarm(
        row=row,
        open=bool(open_ and row.ends_at and row.ends_at > clock.wall()),
        watches=keeps or actor.may("audit", path),
        keeps=keeps or actor.account == row.account_id,
    )
