"""An area is closed for a test: fenced, everybody out, watched."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Text, YesNo
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import CLAIM
from greenlane.safety.freshness import covers_area
from greenlane.safety.recording import Line, record
from greenlane.safety.subjects import known_area, settled_order, task_of
from greenlane.workforce.queries import person_of


class CloseArea(CommandForm):
    order = Id("order", label=_("Order"))
    task = Id("task", label=_("Task"), required=False)
    area = Text(max_length=24, label=_("Section"))
    fenced = YesNo(label=_("Fenced and signed"))
    everybody_out = YesNo(label=_("Everybody is out"))
    watcher = Text(max_length=80, label=_("Who watches"))


@command(
    "safety.close_area",
    title=_("Close an area for a test"),
    takes=CloseArea,
    needs="test",
    kind=CLAIM,
    relies_on=("work.stint",),
)
def close_area(form: CloseArea, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    order = settled_order(given["order"])
    evidence = record(
        "area_closed",
        order=order,
        task=task_of(order, given["task"]),
        covers=covers_area(known_area(order, given["area"])),
        lines=[
            Line(name, given[name] == "yes", answer=given[name])
            for name in ("fenced", "everybody_out")
        ],
        by=person,
        at=at,
        authority=given["watcher"],
    )
    return answer("area-closed", evidence=evidence.pk, passed=evidence.passed)
