"""Certificates in a table of people: new, longer, or not to be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from greenlane.core.sheets.gather import Wanted, wrong
from greenlane.workforce.models import WITHOUT_TRADE, Certificate, Person
from greenlane.workforce.register.plan import PeoplePlan

PARTS = ("skill", "certificate", "issued_on", "expires_on")
Known = dict[tuple[int, str], Certificate]


def certificates(plan: PeoplePlan, wanted: Sequence[Wanted], *, at: datetime) -> None:
    """Its number is the key. The same with a later end was renewed; no other change."""
    known = _known(wanted)
    for each in wanted:
        person = plan.people[each.unit.pk, each.key]
        for place, row in each.rows:
            given = [part for part in PARTS if row[part]]
            if len(given) == len(PARTS):
                _one(plan, known, each, person, place, row, at)
            elif given:
                lacks = next(part for part in PARTS if not row[part])
                plan.errors.append(wrong(place, lacks, "import-certificate-parts"))


def _known(wanted: Sequence[Wanted]) -> Known:
    rows = Certificate.objects.filter(unit__in={each.unit.pk for each in wanted})
    return {(row.unit_id, row.number): row for row in rows}


def _one(
    plan: PeoplePlan,
    known: Known,
    each: Wanted,
    person: Person,
    place: int,
    row: Mapping[str, Any],
    at: datetime,
) -> None:
    number, zone = row["certificate"], ZoneInfo(each.unit.timezone)
    issued = _midnight(row["issued_on"], zone)
    # Good through its last day: it ends with the midnight after that.
    expires = _midnight(row["expires_on"] + timedelta(days=1), zone)
    found = known.get((each.unit.pk, number))
    if found and _same(found, person, row["skill"], issued, expires):
        return
    code, column = _fault(found, person, row, issued, expires, at)
    if code:
        plan.errors.append(wrong(place, column, code, number=number))
        return
    plan.touched.add(person.pk)
    if found:
        found.expires_at = expires
        plan.renewed.append(found)
        return
    made = Certificate(
        unit=each.unit,
        person=person,
        skill=row["skill"],
        number=number,
        issued_at=issued,
        expires_at=expires,
    )
    known[each.unit.pk, number] = made
    plan.certificates.append(made)


def _fault(
    found: Certificate | None,
    person: Person,
    row: Mapping[str, Any],
    issued: datetime,
    expires: datetime,
    at: datetime,
) -> tuple[str, str]:
    """(code, column) of why it is not taken, or nothing."""
    if person.pool in WITHOUT_TRADE:
        return "volunteer-never-certified", "skill"
    if expires <= issued:
        return "import-certificate-days", "expires_on"
    if found and found.revoked_at:
        return "import-certificate-revoked", "certificate"
    if found and (
        (found.person_id, found.skill, found.issued_at)
        != (person.pk, row["skill"], issued)
        or expires < found.expires_at
    ):
        return "import-certificate-other", "certificate"
    if expires <= at:
        return "certificate-over-already", "expires_on"
    return "", ""


def _same(
    found: Certificate, person: Person, skill: str, issued: datetime, expires: datetime
) -> bool:
    return (found.person_id, found.skill, found.issued_at, found.expires_at) == (
        person.pk,
        skill,
        issued,
        expires,
    )


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
