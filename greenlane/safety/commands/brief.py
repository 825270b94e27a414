"""The leader briefs his people; each of them signs for having been briefed."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Rows, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import CLAIM
from greenlane.safety.recording import Line, record
from greenlane.safety.subjects import settled_order, task_of
from greenlane.workforce.queries import person_named, person_of


class HeadRow(forms.Form):
    person = Id("person", label=_("Person"))


class Brief(CommandForm):
    order = Id("order", label=_("Order"))
    task = Id("task", label=_("Task"), required=False)
    hazards = Text(max_length=400, lines=True, label=_("Dangers and measures"))
    heads = Rows(HeadRow, max_rows=200, label=_("Who is present"))


@command(
    "safety.brief",
    title=_("Brief the crew"),
    takes=Brief,
    needs="lead",
    kind=CLAIM,
    relies_on=("safety.ticket",),
)
def brief(form: Brief, *, by: Actor, at: datetime) -> Answer:
    given, leader = form.cleaned_data, person_of(by)
    order = settled_order(given["order"])
    wanted = list(dict.fromkeys(row["person"] for row in given["heads"]))
    for key in wanted:
        person_named(key)
    evidence = record(
        "briefing",
        order=order,
        task=task_of(order, given["task"]),
        covers="order",
        lines=[Line("present", True, person=key) for key in wanted],
        by=leader,
        at=at,
        note=given["hazards"],
    )
    return answer("briefed", evidence=evidence.pk, heads=len(wanted))
