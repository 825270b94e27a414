"""Accounts by name: the person behind it, else its own name, else that of its link."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from greenlane.core.linked import names
from greenlane.core.models import Account
from greenlane.core.prepared import prepared
from greenlane.workforce.models import Person


def names_of(accounts: Iterable[int]) -> dict[int, str]:
    """Three queries, however many; none for nobody."""
    wanted = set(accounts)
    if not wanted:
        return {}
    keys = tuple(sorted(wanted))
    known = {row.pk: row.name for row in _accounts(keys)} | names(wanted)
    people = {each.account_id: str(each) for each in _people(keys) if each.account_id}
    return known | people


@prepared
def _accounts(keys: tuple[int, ...]) -> QuerySet[Account]:
    return Account.objects.filter(pk__in=keys)


@prepared
def _people(accounts: tuple[int, ...]) -> QuerySet[Person]:
    return Person.objects.filter(account__in=accounts)
