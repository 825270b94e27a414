"""When a team or a person works, and which closed zones a person may enter."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from greenlane.core.models import Row
from greenlane.places.models import ZoneKind
from greenlane.workforce.models.people import Person, Team

# A zone of these kinds is entered by whoever was cleared for it.
CLOSED_ZONES = (ZoneKind.CONTROL, ZoneKind.LOCKDOWN)


class Shift(Row):
    """A team or a person works from then to then. Called off, it stays on record."""

    team = models.ForeignKey(
        Team, null=True, on_delete=models.PROTECT, related_name="shifts"
    )
    person = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="shifts"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    recorded_seq = models.BigIntegerField(null=True)
    ended_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_shift_of_a_team_or_a_person",
                condition=Q(team__isnull=True, person__isnull=False)
                | Q(team__isnull=False, person__isnull=True),
            ),
            models.CheckConstraint(
                name="a_shift_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
            ),
        ]
        indexes = [models.Index(name="shifts_by_end", fields=["unit", "ends_at"])]


class ZoneClearance(Row):
    """Somebody may enter zones of this kind, from then to then.

    Given by name, one by one: no affiliation brings it, and nobody's test is kept.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="zone_clearances"
    )
    zone = models.CharField(max_length=16, choices=ZoneKind)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    recorded_seq = models.BigIntegerField(null=True)
    ended_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cleared_for_a_closed_zone",
                condition=Q(zone__in=[str(kind) for kind in CLOSED_ZONES]),
            ),
            models.CheckConstraint(
                name="a_zone_clearance_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
            ),
        ]
