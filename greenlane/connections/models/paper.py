"""Papers owed: each has an owner and a due time, may be late, and blocks no volts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from greenlane.core.models import Row


class Paper(Row):
    """A paper that may follow. The green channel is no more than these rows."""

    order = models.ForeignKey(
        "work.Order", on_delete=models.PROTECT, related_name="papers"
    )
    kind = models.CharField(max_length=40)
    owner = models.CharField(max_length=120)
    stand_in = models.CharField(max_length=240, default="", blank=True)
    reason = models.CharField(max_length=240, default="", blank=True)
    deferred_at = models.DateTimeField()
    due_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    waived_at = models.DateTimeField(null=True)
    blob = models.CharField(max_length=64, default="", blank=True)
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_paper_a_kind",
                fields=["order", "kind"],
                condition=Q(received_at__isnull=True, waived_at__isnull=True),
            ),
        ]
