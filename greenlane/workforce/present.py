"""Who holds a role in a unit and is there now: to be told of an alarm, or to end it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from greenlane.core import clock
from greenlane.core.models import Grant, Unit
from greenlane.workforce.models import Person
from greenlane.workforce.rosters import Hours, hours_of


@dataclass(frozen=True)
class Present:
    """An account that is there. Nobody keeps shifts for one without a person."""

    account: int
    person: Person | None
    hours: Hours


Holders = dict[tuple[int, str], dict[int, Present]]


def present(units: Collection[Unit], roles: Collection[str]) -> Holders:
    """(unit, role) → account → whoever holds it there, or above, and is there now.

    Each by the clock of the unit. Five queries for all units of one clock.
    """
    held = Grant.objects.filter(
        role__in=roles, revoked_at__isnull=True, unit__path__in=_paths(units),
        account__is_active=True, account__sealed=False,
    )  # fmt: skip
    rows = list(held.values_list("unit__path", "role", "account").order_by("pk"))
    found: Holders = defaultdict(dict)
    for scene in {unit.scene() for unit in units}:
        with clock.of(scene):
            there = there_now({account for _path, _role, account in rows})
        for unit in units:
            for path, role, account in rows:
                mine = unit.scene() == scene and unit.path.startswith(path)
                if mine and account in there:
                    found[unit.pk, role][account] = there[account]
    return found


def there_now(accounts: Iterable[int]) -> dict[int, Present]:
    """Those of these accounts who are there, by the clock that runs."""
    wanted = set(accounts)
    people = {row.account_id: row for row in Person.objects.filter(account__in=wanted)}
    hours = hours_of([row.pk for row in people.values()], at=clock.now())
    found: dict[int, Present] = {}
    for account in sorted(wanted):
        row = people.get(account)
        mine = hours[row.pk] if row else Hours(there=True)
        if mine.there:
            found[account] = Present(account, row, mine)
    return found


def _paths(units: Iterable[Unit]) -> set[str]:
    """The units themselves and all above them."""
    words = [unit.path.split(".")[:-1] for unit in units]
    return {".".join(each[: n + 1]) + "." for each in words for n in range(len(each))}
