"""Two sources: the interlock is tried and holds; it breaks before it makes."""

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

QUESTIONS = ("interlock_proved", "break_before_make")


class ProveInterlock(CommandForm):
    order = Id("order", label=_("Order"))
    task = Id("task", label=_("Task"), required=False)
    area = Text(max_length=24, label=_("Section"))
    interlock_proved = YesNo(label=_("Interlock tried and holds"))
    break_before_make = YesNo(label=_("Breaks before it makes"))
    note = Text(max_length=400, label=_("Note"), required=False)


@command(
    "safety.prove_interlock",
    title=_("Prove the interlock"),
    takes=ProveInterlock,
    needs="switch",
    kind=CLAIM,
    relies_on=("safety.infeed",),
)
def prove_interlock(form: ProveInterlock, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    order = settled_order(given["order"])
    evidence = record(
        "interlock",
        order=order,
        task=task_of(order, given["task"]),
        covers=covers_area(known_area(order, given["area"])),
        lines=[Line(q, given[q] == "yes", answer=given[q]) for q in QUESTIONS],
        by=person,
        at=at,
        note=given["note"],
    )
    return answer("interlock-proved", evidence=evidence.pk, passed=evidence.passed)
