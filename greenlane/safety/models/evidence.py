"""Evidence: what was found, by whom, on what section. It ages; it can be withdrawn."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from greenlane.core.models import Row


class EvidenceKind(models.TextChoices):
    BRIEFING = "briefing", _("Briefing")
    PEOPLE_TOLD = "people_told", _("People told")
    PROVED_DEAD = "proved_dead", _("Proved dead")
    DEAD_TEST = "dead_test", _("Dead tests")
    ACCEPTANCE = "acceptance", _("Acceptance")
    USER_SIDE_OPEN = "user_side_open", _("User side open")
    LIVE_CONDITIONS = "live_conditions", _("Conditions for live work")
    AREA_CLOSED = "area_closed", _("Area closed for a test")
    LIVE_CHECK = "live_check", _("Live checks")
    INTERLOCK = "interlock", _("Interlock proved")
    ROTATION = "rotation", _("Phase rotation compared")


class Evidence(Row):
    """`covers` is "area:lv" or "isolation:<key>". A change is a new row."""

    NAMED = True  # its name stands in sentences
    LOCK_RANK = 70

    kind = models.CharField(max_length=20, choices=EvidenceKind)
    order = models.ForeignKey(
        "work.Order", on_delete=models.PROTECT, related_name="evidence"
    )
    task = models.ForeignKey(
        "work.Task", null=True, on_delete=models.PROTECT, related_name="evidence"
    )
    ticket = models.ForeignKey(
        "safety.Ticket", null=True, on_delete=models.PROTECT, related_name="evidence"
    )
    covers = models.CharField(max_length=60)
    passed = models.BooleanField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="evidence"
    )
    authority = models.CharField(max_length=120, default="", blank=True)
    note = models.CharField(max_length=400, default="", blank=True)
    instrument = models.CharField(max_length=80, default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=240, default="", blank=True)
    corrects = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["order", "kind", "covers"])]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def document(self) -> dict[str, Any]:
        """What a person who signs this record has read."""
        rows = self.lines.order_by("id").values_list(
            "what", "phase", "value", "unit_of_measure", "answer", "person", "ok"
        )
        return {
            "kind": self.kind,
            "order": self.order_id,
            "covers": self.covers,
            "at": self.at,
            "by": self.by_id,
            "note": self.note,
            "lines": [list(row) for row in rows],
            **self._ways(),
        }

    def _ways(self) -> dict[str, Any]:
        """The ways in for volts that lines speak of, where there are any."""
        rows = self.lines.filter(infeed__isnull=False).order_by("id")
        named = [list(row) for row in rows.values_list("what", "infeed")]
        return {"infeeds": named} if named else {}


class EvidenceLine(Row):
    """One reading, point proved or person told: value, unit, and the limit's key."""

    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, related_name="lines"
    )
    what = models.CharField(max_length=120)
    phase = models.CharField(max_length=12, default="", blank=True)
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    unit_of_measure = models.CharField(max_length=12, default="", blank=True)
    limit_key = models.CharField(max_length=80, default="", blank=True)
    answer = models.CharField(max_length=200, default="", blank=True)
    person = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    infeed = models.ForeignKey(
        "safety.Infeed", null=True, on_delete=models.PROTECT, related_name="lines"
    )
    ok = models.BooleanField()
    blob = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_value_has_a_unit",
                condition=Q(value__isnull=True) | ~Q(unit_of_measure=""),
            ),
        ]
