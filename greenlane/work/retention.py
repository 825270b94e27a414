"""How long a contact is kept: a term from the day the last order of its site ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, Max, OuterRef

from greenlane.core import clock, packs
from greenlane.core.models import Unit
from greenlane.core.packs import Pack, Value
from greenlane.places.models import Contact
from greenlane.work.models import Order, OrderEnd

TERM = "privacy.contact.kept"  # days, in the rule pack


@dataclass(frozen=True)
class Due:
    """A contact whose term is over; `rule` is (unit, days, whether assumed)."""

    contact: Contact
    ended_at: datetime
    rule: tuple[str, int, bool]


def due() -> list[Due]:
    """Every unit's contacts whose term is over, by the rules and clock of each."""
    units = Unit.objects.select_related("pack").order_by("pk")
    return [each for unit in units for each in _of(unit)]


def term(unit: Unit) -> Value | None:
    """The pinned rules decide; those that shipped, where they are silent. In days.

    None for a unit without rules: nothing is erased by guess.
    """
    if unit.pack is None:
        return None
    for pack in (Pack.from_text(unit.pack.text), *_shipped(unit.pack.name)):
        if TERM in pack.values:
            return pack.value(TERM)
    return None


def _shipped(name: str) -> list[Pack]:
    return [packs.find(name)] if name in packs.names() else []


def _of(unit: Unit) -> list[Due]:
    kept = term(unit)
    if kept is None:
        return []
    days = int(kept.number)
    with clock.of(unit.scene()):
        before = clock.now() - timedelta(days=days)
    # Standing ends only: an order that was opened again is open.
    ends = OrderEnd.objects.filter(order=OuterRef("pk"), reopened_at__isnull=True)
    open_orders = Order.objects.filter(site=OuterRef("site")).exclude(Exists(ends))
    rows = (
        Contact.objects.filter(unit=unit, erased_at__isnull=True)
        .exclude(Exists(open_orders))
        .annotate(ended_at=Max("site__orders__ends__at"))
        .filter(ended_at__lt=before)  # no order yet: nothing has ended
        .select_related("site", "unit")
        .order_by("pk")
    )
    rule = (unit.code, days, not kept.verified)
    return [Due(each, each.ended_at, rule) for each in rows]
