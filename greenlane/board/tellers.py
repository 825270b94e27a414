"""Accounts by name: the person behind it, else its own name, else that of its link."""

from __future__ import annotations

from collections.abc import Iterable

from greenlane.core.linked import names
from greenlane.core.models import Account
from greenlane.workforce.models import Person


def names_of(accounts: Iterable[int]) -> dict[int, str]:
    """Three queries, however many; none for nobody."""
    wanted = set(accounts)
    if not wanted:
        return {}
    rows = Account.objects.filter(pk__in=wanted)
    people = Person.objects.filter(account__in=wanted)
    known = {row.pk: row.name for row in rows} | names(wanted)
    return known | {each.account_id: str(each) for each in people if each.account_id}
