"""Stints and clearances. Nothing starts without the clearance with its own key."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from greenlane.core.intervals import Interval
from greenlane.core.models import Row
from greenlane.work.models.order import Order
from greenlane.work.models.task import Task


class Clearance(Row):
    """A release was given. Its key is the key of the act it allows, of no other."""

    LOCK_RANK = 55

    kind = models.CharField(max_length=24)
    order = models.ForeignKey(
        Order, null=True, on_delete=models.PROTECT, related_name="clearances"
    )
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True)
    revoked_why = models.CharField(max_length=120, default="", blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    recorded_seq = models.BigIntegerField(null=True)


class ClearanceBasis(Row):
    """One piece of evidence that a clearance relied on, as it was then."""

    clearance = models.ForeignKey(
        Clearance, on_delete=models.PROTECT, related_name="basis"
    )
    gate = models.CharField(max_length=6)
    kind = models.CharField(max_length=24)
    evidence = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["evidence"])]


class Stint(Interval):
    """People work on a task without a break, begun by a clearance."""

    LOCK_RANK = 60

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="stints")
    leader = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(null=True)
    clearance = models.OneToOneField(
        Clearance, null=True, on_delete=models.PROTECT, related_name="stint"
    )
    field = models.BooleanField(default=True)

    class Meta(Interval.Meta):
        constraints = [
            *Interval.Meta.constraints,
            # A CHECK that comes out NULL passes: the null case is spelt out.
            models.CheckConstraint(
                name="no_stint_without_its_own_clearance",
                condition=Q(started_at__isnull=True)
                | Q(clearance__isnull=False, clearance=F("id")),
            ),
        ]


class Head(Row):
    """One person in a stint; a person is in one stint at a time."""

    stint = models.ForeignKey(Stint, on_delete=models.PROTECT, related_name="heads")
    person = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_stint_a_person",
                fields=["person"],
                condition=Q(left_at__isnull=True),
            ),
        ]
