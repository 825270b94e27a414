"""Lines of the plan that stands: who is to do which task, from when, leaving when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from greenlane.core.models import Row
from greenlane.workforce import crewkeys


class Line(Row):
    """What the plan says of one open task. Written by difference, never in a heap.

    `why` is the code of what it waits for (`planning.explain`), `about` the key of
    that: a task, a crew, equipment. `fixed`: it runs already. `revision`: of the last
    change.
    """

    task = models.OneToOneField(
        "work.Task", on_delete=models.PROTECT, related_name="line"
    )
    order = models.ForeignKey(
        "work.Order", on_delete=models.PROTECT, related_name="lines"
    )
    revision = models.PositiveIntegerField()
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()
    leave_at = models.DateTimeField(null=True)
    fixed = models.BooleanField(default=False)
    why = models.CharField(max_length=16, default="", blank=True)
    about = models.CharField(max_length=80, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_line_ends_after_it_began",
                condition=Q(end_at__gte=models.F("start_at")),
            ),
            models.CheckConstraint(
                name="leaves_before_it_starts",
                condition=Q(leave_at__isnull=True)
                | Q(leave_at__lte=models.F("start_at")),
            ),
        ]
        indexes = [models.Index(name="lines_by_start", fields=["unit", "start_at"])]


class LineCrew(Row):
    """A crew of a line: a team, or one person who is in none."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="crews")
    team = models.ForeignKey(
        "workforce.Team", null=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_team_or_a_person",
                condition=Q(team__isnull=True, person__isnull=False)
                | Q(team__isnull=False, person__isnull=True),
            ),
        ]

    @property
    def key(self) -> str:
        """As the engine calls this crew."""
        return crewkeys.of(team=self.team_id, person=self.person_id)


class LineChange(Row):
    """What a revision changed for people: other crews, another start, new, or gone.

    Crews are keys (`crewkeys`). `cause` is the fact that asked for the revision, `why`
    and `about` what bound the task then.
    """

    task = models.ForeignKey(
        "work.Task", on_delete=models.PROTECT, related_name="line_changes"
    )
    order = models.ForeignKey("work.Order", on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()
    crews_before = models.TextField(default="", blank=True)
    crews = models.TextField(default="", blank=True)
    start_before = models.DateTimeField(null=True)
    start_at = models.DateTimeField(null=True)
    cause = models.CharField(max_length=60, default="", blank=True)
    why = models.CharField(max_length=16, default="", blank=True)
    about = models.CharField(max_length=80, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(name="changes_by_time", fields=["unit", "-at"]),
            models.Index(name="changes_of_an_order", fields=["order", "-at"]),
        ]
