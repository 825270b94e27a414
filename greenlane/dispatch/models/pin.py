"""What a dispatcher holds of the plan, whatever the engine finds better."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from greenlane.core.intervals import Interval


class Pin(Interval):
    """A task is held to a crew, to a start, behind another task, or several of these.

    To a team and a person: either may come. `start_at`: not before, and then if it can
    be. `behind`: only when that one is done.
    """

    task = models.ForeignKey("work.Task", on_delete=models.PROTECT, related_name="pins")
    team = models.ForeignKey(
        "workforce.Team", null=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    start_at = models.DateTimeField(null=True)
    behind = models.ForeignKey(
        "work.Task", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=240, default="", blank=True)

    class Meta(Interval.Meta):
        constraints = [
            *Interval.Meta.constraints,
            models.UniqueConstraint(
                name="one_open_pin_a_task",
                fields=["task"],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_pin_holds_something",
                condition=Q(team__isnull=False)
                | Q(person__isnull=False)
                | Q(start_at__isnull=False)
                | Q(behind__isnull=False),
            ),
        ]
