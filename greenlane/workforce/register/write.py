"""A plan of people is carried out: rows in few statements, a fact for each."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from greenlane.core import locks
from greenlane.core.called import unit_subject
from greenlane.core.command import current, say
from greenlane.core.locks import Lock
from greenlane.core.models import Unit
from greenlane.workforce.facts_import import (
    AffiliationsChanged,
    CertificateRenewed,
    PeopleImported,
)
from greenlane.workforce.facts_people import (
    CertificateAdded,
    OrganisationAdded,
    PersonAdded,
    PersonChanged,
)
from greenlane.workforce.facts_teams import TeamAdded, TeamChanged
from greenlane.workforce.models import (
    Affiliation,
    Certificate,
    Organisation,
    Person,
    Team,
    TeamMember,
)
from greenlane.workforce.register.plan import PeoplePlan, Shift

FIELDS = ("name_zh", "name_en", "phone", "pool", "account", "organisation")


def carry_out(plan: PeoplePlan) -> None:
    """Inside the running command only; the people who were known are locked."""
    _organisations(plan)
    _people(plan)
    _certificates(plan)
    _affiliations(plan)
    for each in plan.shifts:
        _team(each)
    counts = plan.counts()
    unit = Unit.objects.get(pk=current().by.unit)
    say(
        PeopleImported(counts["created"], counts["changed"], counts["unchanged"]),
        subjects=(unit_subject(unit),),
        unit=unit.pk,
    )


def _organisations(plan: PeoplePlan) -> None:
    Organisation.objects.bulk_create(plan.organisations)
    for each in plan.organisations:
        say(OrganisationAdded(each.pk), subjects=(each,), unit=each.unit_id)


def _people(plan: PeoplePlan) -> None:
    Person.objects.bulk_create(plan.created)
    Person.objects.bulk_create(
        plan.changed,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=FIELDS,
    )
    for each in plan.created:
        say(PersonAdded(each.pk, each.pool), subjects=(each,), unit=each.unit_id)
    for each in plan.changed:
        say(PersonChanged(each.pk, each.pool), subjects=(each,), unit=each.unit_id)


def _certificates(plan: PeoplePlan) -> None:
    Certificate.objects.bulk_create(plan.certificates)
    for each in plan.certificates:
        say(
            CertificateAdded(each.pk, each.person_id, each.skill),
            subjects=(each, ("person", each.person_id)),
            unit=each.unit_id,
        )
    for each in plan.renewed:
        each.save(update_fields=["expires_at"])
        say(
            CertificateRenewed(each.pk, each.person_id, each.skill),
            subjects=(each, ("person", each.person_id)),
            unit=each.unit_id,
        )


def _affiliations(plan: PeoplePlan) -> None:
    Affiliation.objects.filter(pk__in=[each.pk for each in plan.left]).delete()
    Affiliation.objects.bulk_create(plan.joined)
    joined: dict[tuple[int, UUID], list[UUID]] = defaultdict(list)
    left: dict[tuple[int, UUID], list[UUID]] = defaultdict(list)
    for rows, into in ((plan.joined, joined), (plan.left, left)):
        for each in rows:
            into[each.unit_id, each.organisation_id].append(each.person_id)
    for unit, body in {**joined, **left}:
        come, gone = sorted(joined[unit, body]), sorted(left[unit, body])
        people = tuple(("person", key) for key in (*come, *gone))
        say(
            AffiliationsChanged(body, tuple(come), tuple(gone)),
            subjects=(("organisation", body), *people),
            unit=unit,
        )


def _team(shift: Shift) -> None:
    team, leader = shift.team, shift.leader
    assert leader is not None, "the plan has refused a team without a leader"
    if shift.is_new:
        team.leader_id = leader
        team.save(force_insert=True)
    else:
        [team] = locks.take(Lock(Team, team.pk))
        if team.leader_id != leader:
            team.leader_id = leader
            team.save(update_fields=["leader"])
    joined = list(dict.fromkeys([*shift.joined, leader]))
    joined = [key for key in joined if key not in shift.before]
    TeamMember.objects.bulk_create(
        TeamMember(unit_id=team.unit_id, team=team, person_id=key) for key in joined
    )
    everybody = sorted({*shift.before, *joined})
    stand = tuple(("person", key) for key in everybody)
    heads = len(everybody)
    fact = (
        TeamAdded(team.pk, leader, heads)
        if shift.is_new
        else TeamChanged(team.pk, leader, heads, tuple(sorted(joined)), ())
    )
    say(fact, subjects=(team, *stand), unit=team.unit_id)
