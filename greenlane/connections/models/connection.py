"""Who ordered it, who pays, may it go dark; how it was handed over; when it ends."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from greenlane.core.models import Row

ANSWERS = [("yes", "yes"), ("no", "no"), ("unknown", "unknown")]


class Connection(Row):
    """What an order of this mission knows beyond any other order."""

    order = models.OneToOneField(
        "work.Order", on_delete=models.PROTECT, related_name="connection"
    )
    authority = models.CharField(max_length=160)
    instruction_number = models.CharField(max_length=80, default="", blank=True)
    requested_by = models.CharField(max_length=80)
    requester_phone = models.CharField(max_length=40)
    payer = models.CharField(max_length=160, default="", blank=True)
    purpose = models.CharField(max_length=160, default="", blank=True)
    people_count = models.PositiveIntegerField(null=True)
    load_kw = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    critical_loads = models.CharField(max_length=400, default="", blank=True)
    may_go_dark = models.CharField(max_length=8, choices=ANSWERS, default="unknown")
    load_cap_kw = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    do_not = models.CharField(max_length=600, default="", blank=True)

    def document(self) -> dict[str, Any]:
        """The handover sheet as the receiving person signs it."""
        steps = self.order.steps.filter(opened_at__isnull=True).order_by("place")
        return {
            "order": self.order_id,
            "load_cap_kw": self.load_cap_kw,
            "do_not": self.do_not,
            "steps": [
                list(row) for row in steps.values_list("place", "name", "read_at")
            ],
        }


class Handover(Row):
    """The site takes over, by name and signature; the watch has begun."""

    order = models.OneToOneField(
        "work.Order", on_delete=models.PROTECT, related_name="handover"
    )
    received_by = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    watcher = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    watch_started_at = models.DateTimeField()
    at = models.DateTimeField()
    recorded_seq = models.BigIntegerField(null=True)


class Term(Row):
    """Temporary supply ends: converted, extended, or removed by an order of its own."""

    order = models.ForeignKey(
        "work.Order", on_delete=models.PROTECT, related_name="terms"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    decision = models.CharField(max_length=12, default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    removal = models.ForeignKey(
        "work.Order", null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_term_ends_after_its_start",
                condition=Q(ends_at__gt=models.F("starts_at")),
            ),
        ]
