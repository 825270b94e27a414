"""The user's side is proved open, point by point; the site electrician signs."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Rows, Text, YesNo
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import CLAIM
from greenlane.core.rows import find
from greenlane.safety.freshness import covers_area
from greenlane.safety.models import Infeed
from greenlane.safety.recording import Line, record
from greenlane.safety.subjects import known_area, settled_order, task_of
from greenlane.workforce.queries import person_named, person_of


class OpenRow(forms.Form):
    what = Text(max_length=120, label=_("Point"))
    open = YesNo(label=_("Open and locked"))
    infeed = Id("infeed", label=_("The generator or PV behind it"), required=False)


class ProveUserSideOpen(CommandForm):
    order = Id("order", label=_("Order"))
    task = Id("task", label=_("Task"), required=False)
    area = Text(max_length=24, label=_("Section"))
    electrician = Id("person", label=_("Site electrician"))
    warned = YesNo(label=_("Occupants warned"))
    points = Rows(OpenRow, label=_("Points"))


@command(
    "safety.prove_user_side_open",
    title=_("Prove the user's side open"),
    takes=ProveUserSideOpen,
    needs="accept",
    kind=CLAIM,
    relies_on=("safety.ticket", "safety.infeed"),
)
def prove_user_side_open(form: ProveUserSideOpen, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    electrician = person_named(given["electrician"])
    order = settled_order(given["order"])
    warned = Line("occupants-warned", given["warned"] == "yes", answer=given["warned"])
    # He answers for the user's side; nobody proves it to himself.
    other = electrician.pk != person.pk
    named = Line("electrician", other, person=electrician.pk)
    points = [
        Line(row["what"], row["open"] == "yes", answer=row["open"], infeed=_way(row))
        for row in given["points"]
    ]
    evidence = record(
        "user_side_open",
        order=order,
        task=task_of(order, given["task"]),
        covers=covers_area(known_area(order, given["area"])),
        lines=[*points, warned, named],
        by=person,
        at=at,
    )
    return answer("user-side-open", evidence=evidence.pk, passed=evidence.passed)


def _way(row: dict[str, Any]) -> UUID | None:
    return find(Infeed, row["infeed"]).pk if row["infeed"] else None
