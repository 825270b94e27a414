"""Reads about people: who acts, who is certified now, who is on site."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from greenlane.core.actors import Actor
from greenlane.core.prepared import prepared
from greenlane.core.refusals import NotAllowed, NotFound
from greenlane.workforce.models import WITHOUT_TRADE, Certificate, Person


def person_of(by: Actor) -> Person:
    """The person behind the login. An account without one signs nothing."""
    found = _of_account(by.account) if by.account else None
    if not found:
        raise NotAllowed("no-person", next_step="administrator")
    return found[0]


def certified(person: Person, skill: str, at: datetime) -> bool:
    """Whether a certificate of this skill is valid then. Volunteers, members, and
    whoever has left: never.
    """
    if person.pool in WITHOUT_TRADE or person.left_at is not None:
        return False
    return bool(_certificates(person.pk, skill, at))


def person_named(key: UUID) -> Person:
    """Somebody a form names, of whatever unit: crews are lent, sites have their own."""
    found = _person(key)
    if not found:
        raise NotFound("person", id=str(key))
    return found[0]


@prepared
def _person(key: UUID) -> QuerySet[Person]:
    return Person.objects.filter(pk=key)


@prepared
def _of_account(account: int) -> QuerySet[Person]:
    return Person.objects.filter(account_id=account)


@prepared
def _certificates(
    person: UUID, skill: str, at: datetime
) -> QuerySet[Certificate, UUID]:
    rows = Certificate.objects.filter(
        person=person,
        skill=skill,
        revoked_at__isnull=True,
        issued_at__lte=at,
        expires_at__gt=at,
    )
    return rows.values_list("pk", flat=True)[:1]
