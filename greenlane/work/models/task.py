"""Tasks out of the pinned playbook, who is to do them, who waits for what."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from greenlane.core.intervals import Interval
from greenlane.core.models import Row
from greenlane.work.causes import CAUSES
from greenlane.work.models.order import Order


class Task(Row):
    """One row of the playbook, on this order. Lists are blank-separated codes."""

    NAMED = True  # its name stands in sentences
    LOCK_RANK = 40
    TOLD_LATER = True  # laid out with its playbook; its own event tells that it is done

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="tasks")
    key = models.CharField(max_length=12)
    place = models.PositiveSmallIntegerField()
    title_zh = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160)
    stage = models.CharField(max_length=16)
    after = models.CharField(max_length=200, default="", blank=True)
    skill = models.CharField(max_length=16)
    heads = models.PositiveSmallIntegerField()
    low = models.PositiveIntegerField()
    likely = models.PositiveIntegerField()
    high = models.PositiveIntegerField()
    # S safety, C commercial, R record; plain work has none.
    gate_class = models.CharField(max_length=1, default="", blank=True)
    gives = models.CharField(max_length=60, default="", blank=True)
    acts = models.CharField(max_length=60, default="", blank=True)
    areas = models.CharField(max_length=60, default="", blank=True)
    exclusive = models.BooleanField(default=False)
    on = models.CharField(max_length=12, default="", blank=True)
    live = models.BooleanField(default=False)
    authority = models.CharField(max_length=24, default="", blank=True)
    # How much of which equipment and material: "winch=1 lv_tester=1".
    uses = models.CharField(max_length=80, default="", blank=True)
    takes = models.CharField(max_length=80, default="", blank=True)
    # What it takes beside its ticket: digging, hot_work.
    beside = models.CharField(max_length=40, default="", blank=True)
    finished_at = models.DateTimeField(null=True)
    finished_source = models.CharField(max_length=10, default="live")
    dropped_at = models.DateTimeField(null=True)
    dropped_why = models.CharField(max_length=240, default="", blank=True)
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_task_a_key", fields=["order", "key"]),
            models.CheckConstraint(
                name="minutes_in_order",
                condition=Q(low__lte=models.F("likely"), likely__lte=models.F("high")),
            ),
        ]

    def __str__(self) -> str:
        zh = (get_language() or "").startswith("zh")
        return self.title_zh if zh else self.title_en

    def list_of(self, field: str) -> tuple[str, ...]:
        """The codes of a list field: after, gives, acts, areas, beside."""
        return tuple(str(getattr(self, field)).split())

    def amounts_of(self, field: str) -> tuple[tuple[str, int], ...]:
        """Code and number of each: uses, takes."""
        told = (each.partition("=") for each in self.list_of(field))
        return tuple((code, int(amount)) for code, _equals, amount in told)


class Assignment(Interval):
    """Somebody is to do this task, until released from it."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments")
    person = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="assignments"
    )
    role = models.CharField(max_length=16, default="crew")  # leader, crew


class Handoff(Interval):
    """Work is passed on: offered at `happened_at`, accepted when it ends."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="handoffs")
    giver = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    taker = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(max_length=240, default="", blank=True)


class Wait(Interval):
    """A named wait: cause, holder, since, until. It explains time, no more."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="waits")
    task = models.ForeignKey(
        Task, null=True, on_delete=models.PROTECT, related_name="waits"
    )
    cause = models.CharField(max_length=20, choices=[(c, c) for c in CAUSES])
    holder = models.CharField(max_length=120)
    expected_end = models.DateTimeField(null=True)
    note = models.CharField(max_length=240, default="", blank=True)


class TimeCorrection(Row):
    """Why a stint, wait or handoff (`kind`) was told anew, and by whom (account)."""

    kind = models.CharField(max_length=12)
    old = models.UUIDField(unique=True)
    new = models.UUIDField(unique=True)
    reason = models.CharField(max_length=240)
    corrected_by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
