"""Live checks after closing, under a named authority who stays until the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Rows, Text
from greenlane.core.forms import CommandForm
from greenlane.core.gatewalk import Act, walk
from greenlane.core.kinds import CLAIM
from greenlane.safety.commands.record_test import ReadingRow
from greenlane.safety.completeness import must_be_whole
from greenlane.safety.freshness import covers_area
from greenlane.safety.limits import pack_of
from greenlane.safety.recording import Line, judge, record
from greenlane.safety.subjects import known_area, settled_order, task_of
from greenlane.workforce.queries import person_named, person_of


class RecordLiveCheck(CommandForm):
    order = Id("order", label=_("Order"))
    task = Id("task", label=_("Task"), required=False)
    area = Text(max_length=24, label=_("Section"))
    authority = Id("person", label=_("Guard of the switching, present now"))
    instrument = Text(max_length=80, label=_("Instrument"))
    readings = Rows(ReadingRow, label=_("Readings"))


@command(
    "safety.record_live_check",
    title=_("Record live checks"),
    takes=RecordLiveCheck,
    needs="test",
    kind=CLAIM,
    relies_on=("safety.", "connections.step"),
)
def record_live_check(form: RecordLiveCheck, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    guard = person_named(given["authority"])
    order = settled_order(given["order"])
    area = known_area(order, given["area"])
    # Nobody measures on a section whose last closing was not read, or went wrong; nor
    # by the authority of anybody but those who switched it, or a ticket.
    act = Act("live_check", order.unit_id, order=order.pk, areas=(area,))
    walk(replace(act, people=(guard.pk,)))
    pack = pack_of(order)
    lines = [judge(pack, row) for row in given["readings"]]
    must_be_whole(pack, "live_check", area, lines)
    evidence = record(
        "live_check",
        order=order,
        task=task_of(order, given["task"]),
        covers=covers_area(area),
        lines=[
            *lines,
            Line("authority", guard.pk != person.pk, person=guard.pk),
        ],
        by=person,
        at=at,
        instrument=given["instrument"],
    )
    return answer("live-check-recorded", evidence=evidence.pk, passed=evidence.passed)
