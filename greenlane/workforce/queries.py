"""Reads about people: who acts, who is certified now, who is on site."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from greenlane.core.actors import Actor
from greenlane.core.refusals import NotAllowed, NotFound
from greenlane.workforce.models import Certificate, Person, Pool


def person_of(by: Actor) -> Person:
    """The person behind the login. An account without one signs nothing."""
    found = Person.objects.filter(account_id=by.account).first() if by.account else None
    if found is None:
        raise NotAllowed("no-person", next_step="administrator")
    return found


def certified(person: Person, skill: str, at: datetime) -> bool:
    """Whether a certificate of this skill is valid then. Volunteers: never."""
    if person.pool == Pool.VOLUNTEER:
        return False
    return Certificate.objects.filter(
        person=person,
        skill=skill,
        revoked_at__isnull=True,
        issued_at__lte=at,
        expires_at__gt=at,
    ).exists()


def person_named(key: UUID) -> Person:
    """Somebody a form names, of whatever unit: crews are lent, sites have their own."""
    found = Person.objects.filter(pk=key).first()
    if found is None:
        raise NotFound("person", id=str(key))
    return found
