"""How long a ticket is valid: from the rule pack, by its form. Compared at the act.

A pack that is older than these figures takes the shipped ones.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from greenlane.core import packs
from greenlane.safety.limits import pack_of
from greenlane.safety.models import Ticket
from greenlane.work.models import Order


def usual(order: Order, kind: str) -> timedelta:
    """How long, when its issuer states no end."""
    return _hours(order, kind, "usual")


def most(order: Order, kind: str) -> timedelta:
    """The longest that an issuer may state."""
    return _hours(order, kind, "max")


def most_longer(ticket: Ticket) -> timedelta:
    """How much later an extension may end."""
    return _hours(ticket.order, ticket.kind, "extension_max")


def times(ticket: Ticket) -> int:
    """How often it may be extended."""
    return int(_figure(ticket.order, ticket.kind, "extensions"))


def extended(ticket: Ticket) -> int:
    """How often it was. A ticket that had no end yet was given its first one."""
    return ticket.extensions.filter(
        agreed_at__isnull=False, before__isnull=False
    ).count()


def in_hours(length: timedelta) -> int:
    return int(length / timedelta(hours=1))


def _hours(order: Order, kind: str, what: str) -> timedelta:
    return timedelta(hours=float(_figure(order, kind, what)))


def _figure(order: Order, kind: str, what: str) -> Decimal:
    """Of this form, else of tickets in general."""
    pinned = pack_of(order)
    for pack in (pinned, packs.find(pinned.name)):
        for key in (f"validity.{kind}.{what}", f"validity.ticket.{what}"):
            if key in pack.values:
                return pack.value(key).number
    raise KeyError(f"{pinned.name} has no validity.ticket.{what}")
