"""Where people belong: whom they work for, what else they are affiliated to, teams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet

from greenlane.core.models import Unit
from greenlane.core.sheets.gather import Wanted, wrong
from greenlane.workforce.models import Affiliation, Organisation, Team, TeamMember

if TYPE_CHECKING:
    from greenlane.workforce.register.plan import PeoplePlan, Shift


class Bodies:
    """Organisations by unit and name. One of a unit above serves the units below it."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self._known: dict[tuple[str, str], Organisation] = {}
        paths = {path for each in wanted for path in _upward(each.unit)}
        rows = Organisation.objects.select_related("unit").filter(unit__path__in=paths)
        for row in rows:
            for name in filter(None, (row.name_en, row.name_zh)):
                self._known[row.unit.path, name] = row

    def named(
        self, plan: PeoplePlan, each: Wanted, column: str, *, at: int | None = None
    ) -> Organisation | None:
        """The one that this column names; a new one where a kind stands beside it."""
        rows = each.rows if at is None else [r for r in each.rows if r[0] == at]
        place, row = next(((p, r) for p, r in rows if r[column]), (0, None))
        if row is None:
            return None
        name = row[column]
        for path in _upward(each.unit):
            if found := self._known.get((path, name)):
                return found
        if not row[f"{column}_kind"]:
            code = "import-organisation-unknown"
            plan.errors.append(wrong(place, column, code, name=name))
            return None
        made = Organisation(
            unit=each.unit,
            name_zh=name,
            name_en=row[f"{column}_en"],
            kind=row[f"{column}_kind"],
        )
        self._known[each.unit.path, name] = made
        plan.organisations.append(made)
        return made


def _upward(unit: Unit) -> list[str]:
    """The path of this unit and of those above it, the nearest first."""
    parts = unit.path.rstrip(".").split(".")
    return [".".join(parts[:n]) + "." for n in range(len(parts), 0, -1)]


def affiliations(plan: PeoplePlan, wanted: Sequence[Wanted], bodies: Bodies) -> None:
    """Whoever's rows name any is affiliated to these and to no other."""
    units = {each.unit.pk for each in wanted}
    now: dict[UUID, dict[UUID, Affiliation]] = {}
    for row in Affiliation.objects.filter(unit__in=units):
        now.setdefault(row.person_id, {})[row.organisation_id] = row
    for each in wanted:
        person = plan.people[each.unit.pk, each.key]
        places = [place for place, row in each.rows if row["affiliation"]]
        named = [bodies.named(plan, each, "affiliation", at=place) for place in places]
        if not named or None in named:
            continue
        standing, keys = now.get(person.pk, {}), {body.pk for body in named if body}
        joined = [
            Affiliation(unit=each.unit, person=person, organisation_id=key)
            for key in sorted(keys - standing.keys())
        ]
        left = [row for key, row in standing.items() if key not in keys]
        if joined or left:
            plan.touched.add(person.pk)
            plan.joined += joined
            plan.left += left


def teams(plan: PeoplePlan, wanted: Sequence[Wanted], shift: type[Shift]) -> None:
    """Into which teams people come. A table takes nobody out of a team."""
    found = _standing(wanted, shift)
    for each in wanted:
        person = plan.people[each.unit.pk, each.key]
        for place, row in each.rows:
            if row["team"]:
                _join(plan, found, each.unit, person.pk, place, row, shift)
            elif row["leads"]:
                plan.errors.append(wrong(place, "leads", "import-leads-what"))
    for one in found.values():
        if one.row >= 0 and one.leader is None:
            code, name = "import-team-without-leader", one.team.name_zh
            plan.errors.append(wrong(one.row, "team", code, name=name))
    plan.shifts = [each for each in found.values() if each.changed]


def _standing(
    wanted: Sequence[Wanted], shift: type[Shift]
) -> dict[tuple[int, str], Shift]:
    """Teams that are there, with who stands in them; none of them is changed yet."""
    rows: QuerySet[Team] = Team.objects.filter(unit__in={w.unit.pk for w in wanted})
    members: dict[UUID, set[UUID]] = {}
    for member in TeamMember.objects.filter(team__in=rows):
        members.setdefault(member.team_id, set()).add(member.person_id)
    return {
        (team.unit_id, team.name_zh): shift(
            team, False, -1, members.get(team.pk, set()), leader=team.leader_id
        )
        for team in rows
    }


def _join(
    plan: PeoplePlan,
    found: dict[tuple[int, str], Shift],
    unit: Unit,
    person: UUID,
    place: int,
    row: Any,
    shift: type[Shift],
) -> None:
    name = row["team"]
    one = found.get((unit.pk, name))
    if one is None:
        team = Team(unit=unit, name_zh=name, name_en=row["team_en"])
        one = found[unit.pk, name] = shift(team, True, place, changed=True)
    one.row = place if one.row < 0 else one.row
    if person not in one.before and person not in one.joined:
        one.joined.append(person)
        one.changed = True
        plan.touched.add(person)
    if row["leads"] == "yes" and one.leader != person:
        if one.led_here:
            code = "import-team-two-leaders"
            plan.errors.append(wrong(place, "leads", code, name=name))
        one.leader, one.changed = person, True
        plan.touched.add(person)
    one.led_here = one.led_here or row["leads"] == "yes"
