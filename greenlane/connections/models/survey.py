"""The survey record, version by version, with its loads, infeeds and verdict."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from greenlane.core.models import Row


class Survey(Row):
    """One version. A new infeed or a new version makes what relied on it void."""

    LOCK_RANK = 68

    order = models.ForeignKey(
        "work.Order", on_delete=models.PROTECT, related_name="surveys"
    )
    version = models.PositiveSmallIntegerField()
    leader = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    source = models.ForeignKey(
        "network.Device", on_delete=models.PROTECT, related_name="+"
    )
    spare_kva = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    read_at = models.DateTimeField(null=True)
    route_m = models.PositiveIntegerField()
    buried_services = models.CharField(max_length=8)  # yes, no, unknown
    live_parts = models.CharField(max_length=400)
    alternatives = models.CharField(max_length=600)
    method = models.CharField(max_length=16)  # outage, live, generator
    risk = models.CharField(max_length=12, default="", blank=True)
    notes = models.CharField(max_length=800, default="", blank=True)
    sketch = models.CharField(max_length=64, default="", blank=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    verdict = models.CharField(max_length=12, default="", blank=True)
    cap_kw = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    verdict_why = models.CharField(max_length=400, default="", blank=True)
    verdict_by = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    verdict_at = models.DateTimeField(null=True)
    as_built_differs_at = models.DateTimeField(null=True)
    as_built = models.CharField(max_length=400, default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_survey_a_version", fields=["order", "version"]
            ),
            models.CheckConstraint(
                name="a_capped_verdict_names_its_cap",
                condition=~Q(verdict="cap") | Q(cap_kw__isnull=False),
            ),
        ]

    def document(self) -> dict[str, Any]:
        """The record as its leader signs it: everything but the later verdict."""
        loads = self.loads.order_by("id").values_list("name", "kw", "phase", "basis")
        infeeds = self.infeeds.order_by("id").values_list(
            "infeed__kind", "infeed__name", "infeed__number"
        )
        return {
            "order": self.order_id,
            "version": self.version,
            "leader": self.leader_id,
            "source": self.source_id,
            "route_m": self.route_m,
            "buried_services": self.buried_services,
            "live_parts": self.live_parts,
            "alternatives": self.alternatives,
            "method": self.method,
            "loads": [list(row) for row in loads],
            "infeeds": [[each for each in row if each] for row in infeeds],
        }


class Load(Row):
    """One line of the load list; where the figure comes from is part of it."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="loads")
    name = models.CharField(max_length=120)
    kw = models.DecimalField(max_digits=9, decimal_places=2)
    phase = models.CharField(max_length=8, default="ABC")
    power_factor = models.DecimalField(max_digits=4, decimal_places=3, null=True)
    motor_start = models.BooleanField(default=False)
    must_run = models.CharField(max_length=8, default="unknown")
    basis = models.CharField(max_length=12)  # measured, nameplate, declared, assumed


class SurveyInfeed(Row):
    """An infeed that this version of the survey knows of."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="infeeds")
    infeed = models.ForeignKey(
        "safety.Infeed", on_delete=models.PROTECT, related_name="+"
    )


class SupplyOption(Row):
    """A way to supply the site; one of them is chosen, by a named engineer."""

    order = models.ForeignKey(
        "work.Order", on_delete=models.PROTECT, related_name="options"
    )
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    playbook = models.CharField(max_length=60)
    title = models.CharField(max_length=160)
    why = models.CharField(max_length=400)
    chosen_by = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    chosen_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_chosen_option_an_order",
                fields=["order"],
                condition=Q(dropped_at__isnull=True),
            ),
        ]
