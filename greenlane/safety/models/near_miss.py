"""Nobody was hurt, this time. Told so that it is not told as an accident next time."""

from __future__ import annotations

from django.db import models

from greenlane.core.models import Row


class NearMiss(Row):
    """It holds nothing and blames nobody: no account stands here, a name only if told.

    Whoever fears for himself or for the work would not report it; what has to stop is
    stopped by a verb of its own.
    """

    LOCK_RANK = 46

    order = models.ForeignKey(
        "work.Order", null=True, on_delete=models.PROTECT, related_name="near_misses"
    )
    site = models.ForeignKey(
        "places.Site", on_delete=models.PROTECT, related_name="near_misses"
    )
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    time_source = models.CharField(max_length=10, default="live")
    what = models.CharField(max_length=600)
    told_by = models.CharField(max_length=120, default="", blank=True)
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "recorded_at"])]
