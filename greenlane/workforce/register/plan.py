"""What a table of people would do: who is new, who changes, what is wrong.

Nothing is written here. The dry run and the command judge by this one plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from greenlane.core.actors import Actor
from greenlane.core.models import Account
from greenlane.core.refusals import FieldError
from greenlane.core.sheets.gather import Wanted, gather, units_of, wrong
from greenlane.workforce.models import (
    Affiliation,
    Certificate,
    Organisation,
    Person,
    Team,
)
from greenlane.workforce.register.belonging import Bodies

NEED = "administer"
PLAIN = ("name_zh", "name_en", "phone", "pool")
OWN = (*PLAIN, "account", "organisation")


@dataclass
class Shift:
    """A team that is formed, or formed anew: who joins, and who leads."""

    team: Team
    is_new: bool
    row: int
    before: set[UUID] = field(default_factory=set)
    joined: list[UUID] = field(default_factory=list)
    leader: UUID | None = None
    led_here: bool = False
    changed: bool = False


@dataclass
class PeoplePlan:
    """`changed`: people whose row changes; `touched`: those for whom anything does."""

    errors: list[FieldError] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    created: list[Person] = field(default_factory=list)
    changed: list[Person] = field(default_factory=list)
    touched: set[UUID] = field(default_factory=set)
    people: dict[tuple[int, str], Person] = field(default_factory=dict)
    certificates: list[Certificate] = field(default_factory=list)
    renewed: list[Certificate] = field(default_factory=list)
    joined: list[Affiliation] = field(default_factory=list)
    left: list[Affiliation] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        made = {person.pk for person in self.created}
        changed = len(self.touched - made)
        return {
            "created": len(made),
            "changed": changed,
            "unchanged": len(self.people) - len(made) - changed,
            "certificates": len(self.certificates) + len(self.renewed),
            "organisations": len(self.organisations),
            "teams": len([each for each in self.shifts if each.is_new]),
        }

    def new_names(self) -> Mapping[str, Sequence[str]]:
        return {
            "organisations": [each.name_zh for each in self.organisations],
            "teams": [each.team.name_zh for each in self.shifts if each.is_new],
        }


def begin(
    given: Mapping[str, Any], by: Actor
) -> tuple[PeoplePlan, list[Wanted], dict[tuple[int, str], Person]]:
    """The rows by person, and who of them is known: the command locks these first."""
    rows = given["rows"]
    units = units_of(rows, by, need=NEED, home=given["unit"])
    gathered = gather(rows, units, key="staff_number", own=OWN)
    plan = PeoplePlan(errors=gathered.errors)
    return plan, gathered.wanted, known(gathered.wanted)


def known(wanted: Sequence[Wanted]) -> dict[tuple[int, str], Person]:
    """Who of them is on record: (unit, staff number) → person."""
    asked = {(each.unit.pk, each.key) for each in wanted}
    rows = Person.objects.filter(unit__in={unit for unit, _key in asked})
    by_key = {(row.unit_id, row.staff_number): row for row in rows}
    return {key: row for key, row in by_key.items() if key in asked}


def people(
    plan: PeoplePlan,
    wanted: Sequence[Wanted],
    standing: Mapping[tuple[int, str], Person],
    *,
    by: Actor,
    bodies: Bodies,
) -> None:
    """Fill in who is created and who changes."""
    accounts = _accounts(wanted, by)
    owners = dict(
        Person.objects.filter(account__in=accounts.values()).values_list(
            "account_id", "pk"
        )
    )
    for each in wanted:
        key = (each.unit.pk, each.key)
        person = standing.get(key)
        is_new = person is None
        if person is None:
            person = Person(unit=each.unit, staff_number=each.key)
            if not each.own.get("name_zh") or not each.own.get("pool"):
                column = "pool" if each.own.get("name_zh") else "name_zh"
                plan.errors.append(wrong(each.row, column, "import-person-without"))
        plan.people[key] = person
        changed = _set(plan, person, each, accounts, owners, bodies)
        if is_new:
            plan.created.append(person)
        elif changed:
            plan.changed.append(person)
        if is_new or changed:
            plan.touched.add(person.pk)


def _set(
    plan: PeoplePlan,
    person: Person,
    each: Wanted,
    accounts: Mapping[str, Account],
    owners: dict[int, UUID],
    bodies: Bodies,
) -> bool:
    """Write the cells into the person; whether anything differs."""
    fresh: dict[str, Any] = {
        name: each.own[name] for name in PLAIN if each.own.get(name)
    }
    if name := each.own.get("account"):
        account = accounts.get(name)
        if account is None:
            code = "import-account-unknown"
            plan.errors.append(wrong(each.row, "account", code, username=name))
        elif owners.setdefault(account.pk, person.pk) != person.pk:
            plan.errors.append(wrong(each.row, "account", "account-has-a-person"))
        else:
            fresh["account_id"] = account.pk
    if body := bodies.named(plan, each, "organisation"):
        fresh["organisation_id"] = body.pk
    changed = [name for name, value in fresh.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, fresh[name])
    return bool(changed)


def _accounts(wanted: Sequence[Wanted], by: Actor) -> dict[str, Account]:
    """Login name → account, in the units where the actor may do this."""
    names = {each.own["account"] for each in wanted if each.own.get("account")}
    rows = Account.objects.select_related("unit").filter(
        username__in=names, link__isnull=True
    )
    return {row.username: row for row in rows if by.may(NEED, row.unit.path)}
