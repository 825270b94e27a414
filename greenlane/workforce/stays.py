"""Who is on which site: one open stay a person, told on site or late from a queue."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.command import current, say
from greenlane.places.models import Site
from greenlane.workforce.facts_sites import CheckedIn, CheckedOut
from greenlane.workforce.models import Person, Presence
from greenlane.workforce.queries import person_named, person_of


def whom(key: UUID | None, *, by: Actor) -> Person:
    """Somebody the form names, or the one who acts."""
    return person_named(key) if key else person_of(by)


def open_stay(person: Person) -> Presence | None:
    """Where the person is now. Lock the person first."""
    rows = Presence.objects.current().filter(person=person, ended_at__isnull=True)
    return rows.first()


def begin(person: Person, site: Site, *, at: datetime, until: datetime | None) -> None:
    """A stay begins; told late, it may be over already."""
    now = clock.now()
    stay = Presence.objects.create(
        unit_id=site.unit_id,
        person=person,
        site=site,
        happened_at=at,
        ended_at=until,
        recorded_at=now,
        end_recorded_at=now if until else None,
        time_source=current().time_source,
    )
    say(
        CheckedIn(person.pk, site.pk),
        subjects=(site, person),
        unit=site.unit_id,
        stamps=(stay,),
        ends=(stay,) if until else (),
    )


def end(stay: Presence, *, at: datetime) -> None:
    """The person has left the site."""
    stay.end(at)
    say(
        CheckedOut(stay.person_id, stay.site_id),
        subjects=(("site", stay.site_id), ("person", stay.person_id)),
        unit=stay.unit_id,
        ends=(stay,),
    )
