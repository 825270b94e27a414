"""Status pages that ask for no login: their codes, and which order a code opens."""

from __future__ import annotations

import base64
from datetime import timedelta
from uuid import UUID

from django.utils.crypto import salted_hmac

from greenlane.core import clock, codes
from greenlane.core.actors import LINK, Actor
from greenlane.core.pinned import figure
from greenlane.work.links import AFTER
from greenlane.work.models import Order, OrderEnd, StatusLink

MOST = 20  # open ones of an order
_SALT = "greenlane.status"


def code_of(key: UUID) -> str:
    """The code of a link: 128 bits out of its key and the secret key of the house.

    So its page shows it again and no table has it. A new key of the house makes other
    codes; those that were given out open what they opened.
    """
    drawn = salted_hmac(_SALT, str(key), algorithm="sha256").digest()[:16]
    return base64.b32encode(drawn).decode().rstrip("=").lower()


def shown_code(link: StatusLink) -> str:
    """The code as it was given out; empty where the house has another key by now."""
    code = code_of(link.pk)
    return code if codes.digest(code) == link.code_sha256 else ""


def of_order(actor: Actor, order: Order) -> list[StatusLink]:
    """All that were ever opened, the newest first."""
    rows = StatusLink.objects.seen_by(actor).filter(order=order).order_by("-id")
    return list(rows.select_related("opened_by"))


def by_code(code: str) -> StatusLink | None:
    """The link that this code opens; None once it was withdrawn or its order is over.

    An order that ended is shown for as long as a contractor's link outlives the
    handover (`people.link.after_handover` of the rule pack).
    """
    found = StatusLink.objects.filter(
        code_sha256=codes.digest(code), closed_at__isnull=True
    )
    link = found.select_related("unit", "order").first()
    return link if link and not _is_over(link.order) else None


def reader_of(link: StatusLink) -> Actor:
    """Nobody: sees this order's rows, does nothing."""
    return Actor(
        account=None, unit=link.unit_id, grants=(), via=LINK, only=link.order_id
    )


def _is_over(order: Order) -> bool:
    end = OrderEnd.objects.filter(order=order, reopened_at__isnull=True).first()
    if end is None:
        return False
    with clock.of(order.unit.scene()):
        return end.at + timedelta(hours=figure(order.pack, AFTER)) < clock.now()
