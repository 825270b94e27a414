"""What the world did, with or without us. Never refused, always reviewed."""

from __future__ import annotations

from django.db import models

from greenlane.core.models import Row


class Occurrence(Row):
    """kind: energised, supply_lost, accident, switched_off, supply_changed."""

    LOCK_RANK = 46

    kind = models.CharField(max_length=20)
    order = models.ForeignKey(
        "work.Order", null=True, on_delete=models.PROTECT, related_name="occurrences"
    )
    site = models.ForeignKey(
        "places.Site", on_delete=models.PROTECT, related_name="occurrences"
    )
    point = models.ForeignKey(
        "places.SupplyPoint", null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    time_source = models.CharField(max_length=10, default="live")
    told_by = models.CharField(max_length=120)
    what = models.CharField(max_length=600)
    raised_by = models.BigIntegerField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    review = models.CharField(max_length=600, default="", blank=True)
    recorded_seq = models.BigIntegerField(null=True)
