"""The built section is accepted, by somebody who did not lead the work."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Rows, Text, YesNo
from greenlane.core.forms import ReleaseForm
from greenlane.core.kinds import RELEASE
from greenlane.core.refusals import Refused
from greenlane.safety.freshness import covers_area
from greenlane.safety.leaders import led_by, worked_on
from greenlane.safety.recording import Line, record
from greenlane.safety.signing import sign
from greenlane.safety.subjects import known_area, settled_order, task_of
from greenlane.workforce.queries import person_of


class CheckRow(forms.Form):
    what = Text(max_length=120, label=_("What was looked at"))
    ok = YesNo(label=_("In order"))
    note = Text(max_length=200, label=_("Note"), required=False)


class AcceptWorks(ReleaseForm):
    order = Id("order", label=_("Order"))
    task = Id("task", label=_("Task"), required=False)
    area = Text(max_length=24, label=_("Section"))
    checks = Rows(CheckRow, label=_("Checks"))
    note = Text(max_length=400, label=_("Note"), required=False)


@command(
    "safety.accept_works",
    title=_("Accept the works"),
    takes=AcceptWorks,
    needs="accept",
    kind=RELEASE,
    relies_on=("safety.ticket", "safety.occurrence"),
)
def accept_works(form: AcceptWorks, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    order = settled_order(given["order"])
    if person.pk in led_by(order):
        raise Refused("leader-may-not-accept", next_step="ask-an-inspector")
    if person.pk in worked_on(order):
        raise Refused("crew-may-not-accept", next_step="ask-an-inspector")
    evidence = record(
        "acceptance",
        order=order,
        task=task_of(order, given["task"]),
        covers=covers_area(known_area(order, given["area"])),
        lines=[
            Line(row["what"], row["ok"] == "yes", answer=row["note"] or row["ok"])
            for row in given["checks"]
        ],
        by=person,
        at=at,
        note=given["note"],
    )
    sign(evidence, person=person, role="inspector", by=by, at=at)
    return answer("works-accepted", evidence=evidence.pk, passed=evidence.passed)
