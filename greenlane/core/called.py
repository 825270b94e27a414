"""Units and accounts are named in forms by the code and login name that people know."""

from __future__ import annotations

from uuid import UUID

from greenlane.core.command import current
from greenlane.core.models import Account, Unit
from greenlane.core.refusals import NotFound
from greenlane.core.rows import home_unit, reach


def unit_called(code: str) -> Unit:
    """The unit with this code; without a code, the unit of the one who acts.

    Raises NotFound (404) for an unknown or foreign code.
    """
    if not code:
        return home_unit()
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise NotFound("unit")
    return reach(found)


def account_called(username: str) -> Account:
    """The account with this login name, in a unit that the actor reaches.

    Never that of a link to one order: it is nobody's, and nothing is given to it.
    """
    rows = Account.objects.filter(username=username, link__isnull=True)
    found = rows.select_related("unit").first()
    if found is None:
        raise NotFound("account")
    reach(found.unit, kind="account")
    return found


def own_account() -> Account:
    """The account of the one who acts; the house itself has none."""
    mine = current().by.account
    found = Account.objects.filter(pk=mine).first() if mine else None
    if found is None:
        raise NotFound("account")
    return found


def unit_subject(unit: Unit) -> tuple[str, UUID]:
    """A unit as the subject of a fact: its small number, written as a key."""
    return "unit", UUID(int=unit.pk)


def account_subject(account: int) -> tuple[str, UUID]:
    """An account as the subject of a fact."""
    return "account", UUID(int=account)
