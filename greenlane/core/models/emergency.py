"""The sealed account of a unit, for the day on which nobody else can come in."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from greenlane.core.models.account import Account
from greenlane.core.models.base import Row


class Emergency(Row):
    """One seal: its code opens once, for hours; then a new seal is wanted.

    Instants are the wall's, as of every login. Who opened it and why stands here and
    not in the journal, which holds no names.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="seals")
    code_sha256 = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    opened_by = models.CharField(max_length=80, default="", blank=True)
    why = models.CharField(max_length=240, default="", blank=True)
    ends_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_seal_a_unit",
                fields=["unit"],
                condition=Q(closed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="what_is_opened_ends",
                condition=Q(opened_at__isnull=True, ends_at__isnull=True)
                | Q(
                    opened_at__isnull=False,
                    ends_at__isnull=False,
                    ends_at__gt=F("opened_at"),
                ),
            ),
        ]
