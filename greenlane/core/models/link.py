"""A link to one order, for those who have no account: whose, until when, by whom."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from greenlane.core.models.account import Account
from greenlane.core.models.base import Row


class Link(Row):
    """It opens one row, the order `subject`, and nothing else.

    Its account is nobody's: it logs in nowhere, holds no role, and lends its number to
    the journal. Instants are the wall's, as of every login.
    """

    NAMED = True  # its name stands in sentences

    account = models.OneToOneField(
        Account, on_delete=models.PROTECT, related_name="link"
    )
    subject = models.UUIDField()
    name = models.CharField(max_length=120)
    why = models.CharField(max_length=240)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_link_ends", condition=Q(expires_at__gt=F("opened_at"))
            ),
        ]
        indexes = [models.Index(fields=["subject"])]

    def __str__(self) -> str:
        return self.name


class LinkUse(models.Model):
    """When a link was last used: a hint which one nobody needs any more."""

    link = models.OneToOneField(
        Link, on_delete=models.PROTECT, primary_key=True, related_name="use"
    )
    used_at = models.DateTimeField()
