"""Addresses that are told, and what is to be told or was told to each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from greenlane.core.models import Row


class Webhook(Row):
    """An address of a person, for himself or, `whole_unit`, for a unit in his care.

    `service` says how it is spoken to (`channels.SERVICES`): as a webhook, or in the
    form of mail, a chat robot or a gateway for SMS. `secret` signs what a webhook is
    told. `address` and `secret` are sealed with the secret key of the house; of the
    address only the host is plain. `since` is where each journal stood: nothing older
    is told. Instants are the wall's, as of every login.
    """

    account = models.ForeignKey(
        "core.Account", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    service = models.CharField(max_length=12, default="webhook")
    host = models.CharField(max_length=255)
    address = models.TextField()
    secret = models.TextField()
    kinds = models.CharField(max_length=120)
    language = models.CharField(max_length=10)
    whole_unit = models.BooleanField(default=False)
    since = models.JSONField(default=dict)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    off_at = models.DateTimeField(null=True)  # nobody answered there for a day

    def __str__(self) -> str:
        return self.name


class Outcome(models.TextChoices):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"  # given up
    DROPPED = "dropped"  # not the reader's any more, or it waits for nobody any more


class Delivery(models.Model):
    """One event for one webhook. Written by the follower, outside the door: no state
    of the business, and gone after a week.

    `answer` is the code of what came of the last try. `failed_at`: the last try that
    was in vain; it stays when a later one arrives or the row is dropped. `braked_at`:
    held back since then, because too many were told at once; they are told together,
    by their number.
    """

    id = models.BigAutoField(primary_key=True)
    webhook = models.ForeignKey(
        Webhook, on_delete=models.PROTECT, related_name="deliveries"
    )
    unit = models.ForeignKey("core.Unit", on_delete=models.PROTECT, related_name="+")
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=12)
    about = models.UUIDField(null=True)  # the task or document that waits
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True)
    braked_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=40, default="", blank=True)
    outcome = models.CharField(
        max_length=8, choices=Outcome.choices, default=Outcome.WAITING
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_delivery_a_webhook_and_event",
                fields=["webhook", "unit", "seq"],
            ),
        ]
        indexes = [
            models.Index(
                name="delivery_due", fields=["due_at"], condition=Q(outcome="waiting")
            ),
        ]


class Beat(models.Model):
    """A part of the house gives a sign: what is silent is missed. The wall's time."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Alarm(Row):
    """What must not be overlooked, from when it was seen until it is over.

    One stands for a unit, a sort and what it is about. `level`: how far up it was told
    (0: whoever is told first). It ends with its condition alone; that somebody has
    acknowledged it takes nothing away. Instants are the unit's.
    """

    LOCK_RANK = 85

    sort = models.CharField(max_length=12)
    about = models.UUIDField()
    order = models.ForeignKey(
        "work.Order", null=True, on_delete=models.PROTECT, related_name="+"
    )
    raised_at = models.DateTimeField()
    level = models.PositiveSmallIntegerField(default=0)
    level_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        "core.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    cleared_at = models.DateTimeField(null=True)
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_alarm_a_condition",
                fields=["unit", "sort", "about"],
                condition=Q(cleared_at__isnull=True),
            ),
            models.CheckConstraint(
                name="an_alarm_is_acknowledged_by_somebody",
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.sort
