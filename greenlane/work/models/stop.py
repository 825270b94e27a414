"""Stop-work: anybody may say it, at once; lifting it is a release."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from greenlane.core.models import Row
from greenlane.work.models.order import Order


class StopWork(Row):
    """A stop, freeze or hazard on an order, a site, or an isolation (by its key)."""

    LOCK_RANK = 45

    kind = models.CharField(max_length=12)  # stop, freeze, hazard
    order = models.ForeignKey(
        Order, null=True, on_delete=models.PROTECT, related_name="stops"
    )
    site = models.ForeignKey(
        "places.Site", null=True, on_delete=models.PROTECT, related_name="stops"
    )
    isolation = models.UUIDField(null=True)
    reason = models.CharField(max_length=240)
    raised_by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_why = models.CharField(max_length=240, default="", blank=True)
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_stop_stands_on_something",
                condition=Q(order__isnull=False)
                | Q(site__isnull=False)
                | Q(isolation__isnull=False),
            ),
        ]
