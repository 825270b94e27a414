"""A plan is published: what differs from the plan that stands is written, no more.

Only the planner of the house does it. It proposes; nobody is assigned to anything.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import SYSTEM, Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import NotAllowed
from greenlane.core.rows import home_unit
from greenlane.dispatch import publishing, sheet


class SheetField(forms.CharField):
    """The whole plan as JSON; a `Sheet` when it is sound."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return sheet.read(text)
        except sheet.BadSheet as bad:
            raise ValidationError(str(bad), code="bad-plan") from bad


class PublishPlan(CommandForm):
    plan = SheetField(label=_("Plan"))

    def content(self) -> dict[str, object]:
        """For the receipt its digest is enough: the plan itself is in its rows."""
        found: sheet.Sheet = self.cleaned_data["plan"]
        return {"seq": found.seq, "kind": found.kind, "digest": found.digest}


@command(
    "dispatch.publish_plan",
    title=_("Publish a plan"),
    takes=PublishPlan,
    needs="publish",
    kind=DESK,
)
def publish_plan(form: PublishPlan, *, by: Actor, at: datetime) -> Answer:
    new: sheet.Sheet = form.cleaned_data["plan"]
    if by.via != SYSTEM:
        raise NotAllowed("the-house-plans")
    plan = publishing.standing(home_unit())
    revision = publishing.publish(plan, new, at=at)
    return answer("plan-published", number=revision.number, changed=revision.changed)
