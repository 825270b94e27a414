"""Accounts by the names of the people behind them."""

from __future__ import annotations

from greenlane.core import linked
from greenlane.core.models import Account
from greenlane.workforce.models import Person


def names_of(accounts: list[int]) -> dict[int, str]:
    """Account → the person behind it; the account's own name where there is none."""
    rows = Account.objects.filter(pk__in=accounts).values_list("pk", "name")
    people = Person.objects.filter(account__in=accounts)
    named = {each.account_id or 0: str(each) for each in people}
    return {**dict(rows), **named, **linked.names(accounts)}
