"""Who gave an account its password, told to its owner until the own PIN is set.

Told on every page, not once: whoever gave it may have been the first to log in with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.models import Account, Event, EventSubject

MOST = 5  # the newest
GIVES = ("core.account_added", "core.password_reset")


@dataclass(frozen=True)
class Reset:
    """Who gave a password, and when; whether it was the first of the account."""

    who: str
    at: datetime
    first: bool


def to(account: object) -> list[Reset]:
    """The passwords given since the last own PIN, the newest first; mostly none.

    `account` is whoever is logged in, if anybody is. No query where the PIN is the
    person's own.
    """
    if not isinstance(account, Account) or not account.pin_shut:
        return []
    told = EventSubject.objects.filter(
        kind="account", subject=UUID(int=account.pk), unit=account.unit_id
    )
    last = (
        told.filter(name="core.pin_set").order_by("-seq").values_list("seq", flat=True)
    )
    numbers = told.filter(name__in=GIVES, seq__gt=last.first() or 0)
    events = Event.objects.filter(
        unit=account.unit_id, seq__in=numbers.values("seq")
    ).order_by("-seq")[:MOST]
    names = dict(
        Account.objects.filter(
            pk__in=[each.actor for each in events if each.actor]
        ).values_list("pk", "name")
    )
    machine = _("Whoever stands at the machine")
    return [
        Reset(names.get(each.actor or 0, machine), each.at, each.name == GIVES[0])
        for each in events
    ]
