"""What the plan says of a whole order, and what was promised to the site."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from greenlane.core.models import Row


class OrderPlan(Row):
    """When the order is expected to be done, and what holds it.

    `earliest_at`: if no other order competed. `holds` is the chain that decides its
    end, `shorten` what would bring it forward and by how many minutes, `unplanned` what
    could not be planned and the rule that forbids it; all by key and code.
    """

    order = models.OneToOneField(
        "work.Order", on_delete=models.PROTECT, related_name="plan"
    )
    revision = models.PositiveIntegerField()
    earliest_at = models.DateTimeField(null=True)
    end_at = models.DateTimeField(null=True)
    p50_at = models.DateTimeField(null=True)
    p80_at = models.DateTimeField(null=True)
    holds = models.JSONField(default=list)
    shorten = models.JSONField(default=list)
    unplanned = models.JSONField(default=list)


class Promise(Row):
    """A window that the site was told: frozen, and scored when the site is lit."""

    order = models.ForeignKey(
        "work.Order", on_delete=models.PROTECT, related_name="promises"
    )
    revision = models.PositiveIntegerField()
    p50_at = models.DateTimeField()
    p80_at = models.DateTimeField()
    promised_at = models.DateTimeField()
    reason = models.CharField(max_length=240, default="", blank=True)
    replaced_at = models.DateTimeField(null=True)
    recorded_seq = models.BigIntegerField(null=True)
    ended_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_promise_stands",
                fields=["order"],
                condition=Q(replaced_at__isnull=True),
            ),
            models.CheckConstraint(
                name="p80_not_before_p50",
                condition=Q(p80_at__gte=models.F("p50_at")),
            ),
        ]
