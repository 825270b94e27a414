"""What is written on a ticket while it runs: a later end, another leader."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from greenlane.core.models import Row
from greenlane.safety.models.ticket import Ticket


class TicketExtension(Row):
    """A later end: its leader asks and signs, a permitter agrees and signs."""

    LOCK_RANK = 53

    ticket = models.ForeignKey(
        Ticket, on_delete=models.PROTECT, related_name="extensions"
    )
    before = models.DateTimeField(null=True)  # none: the ticket is older than ends are
    until = models.DateTimeField()
    why = models.CharField(max_length=240)
    asked_by = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="extended_by_two_people",
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="extended_means_agreed",
                condition=Q(agreed_at__isnull=True, agreed_by__isnull=True)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="extended_to_a_later_end",
                condition=Q(before__isnull=True) | Q(until__gt=F("before")),
            ),
        ]

    def document(self) -> dict[str, Any]:
        """What leader and permitter sign."""
        return {
            "ticket": self.ticket_id,
            "before": self.before,
            "until": self.until,
            "why": self.why,
            "asked_by": self.asked_by_id,
        }


class TicketTransfer(Row):
    """A ticket goes to another leader, with everybody who went in under it counted.

    `absent`: the old leader cannot sign; he is ill, has left, or never took it.
    """

    LOCK_RANK = 53

    ticket = models.ForeignKey(
        Ticket, on_delete=models.PROTECT, related_name="transfers"
    )
    giver = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    taker = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    heads = models.PositiveSmallIntegerField()
    absent = models.BooleanField(default=False)
    at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="transferred_between_two_people", condition=~Q(giver=F("taker"))
            ),
            models.CheckConstraint(
                name="agreed_by_a_third_person",
                condition=Q(agreed_by__isnull=True)
                | ~Q(agreed_by=F("taker")) & ~Q(agreed_by=F("giver")),
            ),
        ]

    def document(self) -> dict[str, Any]:
        """What both leaders and the issuer sign."""
        return {
            "ticket": self.ticket_id,
            "giver": self.giver_id,
            "taker": self.taker_id,
            "heads": self.heads,
            "absent": self.absent,
        }
