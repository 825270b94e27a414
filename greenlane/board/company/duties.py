"""Whether there are people enough to run one order: for each duty, who could do it now.

Ready is who holds the role, shows a certificate that is valid now, can log in and has a
PIN to sign with. The heads are the least that one ordinary order asks for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from greenlane.core.actors import role_label
from greenlane.core.models import Grant, Unit
from greenlane.workforce.models import Certificate, Person
from greenlane.workforce.skills import LABELS


class Wanted(NamedTuple):
    """A role, the skills of which a certificate shows one, how many people at least."""

    role: str
    skills: tuple[str, ...]
    heads: int


# Issuer, permitter and leader of a ticket are three people; who switches has a guard.
WANTED = (
    Wanted("duty_officer", (), 1),
    Wanted("dispatcher", (), 1),
    Wanted("survey_engineer", ("survey", "engineer"), 1),
    Wanted("issuer", ("issuer",), 1),
    Wanted("permitter", ("permit",), 1),
    Wanted("leader", ("leader",), 1),
    Wanted("switching", ("switch",), 2),
    Wanted("crew", ("cable", "joint", "install"), 2),
    Wanted("tester", ("test",), 1),
    Wanted("inspector", ("inspect",), 1),
    Wanted("safety_supervisor", (), 1),
)


@dataclass(frozen=True)
class Duty:
    """How many hold the role, how many of them are ready, and what the others lack."""

    role: str
    name: str
    skills: tuple[str, ...]
    heads: int
    held: int
    ready: int
    without_card: int
    without_pin: int

    @property
    def is_filled(self) -> bool:
        return self.ready >= self.heads


class _Holder(NamedTuple):
    person: UUID | None
    has_pin: bool


def duties(unit: Unit, now: datetime) -> tuple[Duty, ...]:
    """For a unit and all below it; a role held above counts too. Three queries."""
    holders = _holders(unit)
    people = {each.person for held in holders.values() for each in held}
    skills = _skills([key for key in people if key], now)
    return tuple(_duty(each, holders.get(each.role, ()), skills) for each in WANTED)


def _duty(
    wanted: Wanted, holders: Iterable[_Holder], skills: dict[UUID, set[str]]
) -> Duty:
    held = list(holders)
    able = [
        each
        for each in held
        if each.person
        and (not wanted.skills or skills.get(each.person, set()) & set(wanted.skills))
    ]
    return Duty(
        wanted.role,
        role_label(wanted.role),
        tuple(str(LABELS[skill]) for skill in wanted.skills),
        wanted.heads,
        len(held),
        sum(each.has_pin for each in able),
        len(held) - len(able),
        sum(not each.has_pin for each in held),
    )


def _holders(unit: Unit) -> dict[str, list[_Holder]]:
    """Role → who holds it and can log in; who has left or is unfit does not count."""
    parts = unit.path.rstrip(".").split(".")
    above = [".".join(parts[:n]) + "." for n in range(1, len(parts))]
    here = Q(unit__path__startswith=unit.path) | Q(unit__path__in=above)
    rows = Grant.objects.filter(
        here, revoked_at__isnull=True, account__is_active=True, account__sealed=False
    )
    told = rows.values_list("role", "account", "account__pin").distinct()
    people = dict(
        Person.objects.filter(
            account__in=rows.values("account"),
            left_at__isnull=True,
            unfit_since__isnull=True,
        ).values_list("account", "pk")
    )
    found: dict[str, list[_Holder]] = {}
    for role, account, pin in told:
        found.setdefault(role, []).append(_Holder(people.get(account), bool(pin)))
    return found


def _skills(people: list[UUID], now: datetime) -> dict[UUID, set[str]]:
    rows = Certificate.objects.filter(
        person__in=people, revoked_at__isnull=True, issued_at__lte=now,
        expires_at__gt=now,
    )  # fmt: skip
    found: dict[UUID, set[str]] = {}
    for person, skill in rows.values_list("person", "skill"):
        found.setdefault(person, set()).add(skill)
    return found
