"""Whom to call: the people behind a role of a unit, with their telephones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from greenlane.core.actors import role_label
from greenlane.core.models import Grant, Unit
from greenlane.workforce.models import Person

MOST = 3  # a tired person calls one, and then the next


@dataclass(frozen=True)
class Helper:
    """Somebody who can mend it; nobody by name where the role has no person."""

    name: str
    role: str = ""
    phone: str = ""


def named(keys: Iterable[str]) -> dict[str, Helper]:
    """Key of a person → who that is."""
    rows = Person.objects.filter(pk__in=list(keys))
    return {str(each.pk): Helper(str(each), phone=each.phone) for each in rows}


def holding(roles: Iterable[str], unit: Unit) -> tuple[Helper, ...]:
    """People who hold one of these roles over the unit: those of the unit itself first,
    and those whose telephone is known. The bare roles where nobody does. Two queries.
    """
    wanted = list(roles)
    grants = Grant.objects.filter(
        role__in=wanted, unit__path__in=_above(unit), revoked_at__isnull=True
    )
    near = grants.order_by("-unit__path", "account").values_list("account", "role")
    order = {role: place for place, role in enumerate(wanted)}
    held: dict[int, str] = {}
    for account, role in sorted(near, key=lambda each: order[each[1]]):
        held.setdefault(account, role)
    people = list(Person.objects.filter(account__in=held))
    places = {account: place for place, account in enumerate(held)}
    people.sort(key=lambda each: (not each.phone, places[each.account_id or 0]))
    found = tuple(
        Helper(str(each), role_label(held[each.account_id or 0]), each.phone)
        for each in people[:MOST]
    )
    return found or tuple(Helper("", role_label(role)) for role in wanted[:MOST])


def _above(unit: Unit) -> list[str]:
    """The paths of the unit and of every unit above it: 1., 1.2."""
    parts = unit.path.rstrip(".").split(".")
    return [".".join(parts[: n + 1]) + "." for n in range(len(parts))]
