"""The plan of a unit, its revisions, and the other plans that it could have."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.core.models import Row


class Kind(models.TextChoices):
    """How a revision came about."""

    PROVISIONAL = "provisional", _("provisional")
    BETTER = "better", _("improved")
    FALLBACK = "fallback", _("by the dispatcher's rule")
    CHOSEN = "chosen", _("chosen")


# Why no plan could be made: code -> words.
STALE: dict[str, Promise] = {
    "killed": _("the planner was killed"),
    "too-slow": _("the planner did not answer in time"),
    "out-of-memory": _("the planner ran out of memory"),
    "impossible": _("no plan is possible"),
    "failed": _("the planner failed"),
    "silent": _("the planner gives no sign"),
}


class UnitPlan(Row):
    """Where the plan of a unit stands. One row a unit; every publishing locks it.

    `seq` is the position of the journal that the plan knows of. `stale_since`: no plan
    could be made of what has happened since then; `stale_why` is the code of the cause.
    """

    LOCK_RANK = 80

    number = models.PositiveIntegerField(default=0)  # of the revision that stands
    seq = models.BigIntegerField(default=0)
    planned_at = models.DateTimeField(null=True)
    stale_since = models.DateTimeField(null=True)
    stale_why = models.CharField(max_length=24, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_plan_a_unit", fields=["unit"]),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Revision(Row):
    """One publishing. `pinned` is everything to compute it anew: problem, seed, budget.

    Costs are in weighted minutes (`planning.solution.cost`); `cause` is the fact that
    asked for it. `pinned` is emptied when it has been kept for long enough.
    """

    number = models.PositiveIntegerField()
    seq = models.BigIntegerField()
    made_at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=Kind)
    cause = models.CharField(max_length=60, default="", blank=True)
    objective = models.BigIntegerField()
    bound = models.BigIntegerField()
    greedy = models.BigIntegerField()
    proven = models.BooleanField(default=False)
    seconds = models.FloatField(default=0.0)
    digest = models.CharField(max_length=64)
    tasks = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    pinned = models.BinaryField(default=bytes)
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_revision_a_number", fields=["unit", "number"]
            ),
            models.CheckConstraint(
                name="a_proven_plan_costs_its_bound",
                condition=models.Q(proven=False)
                | models.Q(objective=models.F("bound")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Offer(Row):
    """Another plan of the same moment, with its price. Gone with the next revision.

    `dark` in weighted dark minutes; `crews_changed` counts tasks of the next 4 hours;
    `moved` is order → minutes that its end moves (later above zero).
    """

    number = models.PositiveIntegerField()  # of the revision it stands beside
    kind = models.CharField(max_length=12)  # fewest, balanced, best
    cost = models.BigIntegerField()
    dark = models.BigIntegerField()
    crews_changed = models.PositiveIntegerField()
    moved = models.JSONField(default=dict)
    sheet = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_offer_a_kind", fields=["unit", "kind"]),
        ]

    def __str__(self) -> str:
        return self.kind
