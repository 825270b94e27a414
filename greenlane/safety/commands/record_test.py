"""Dead tests of a section: every reading against the limit of the order's rule pack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import blobs
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import BlobField, Id, Rows, Text, YesNo
from greenlane.core.forms import CommandForm
from greenlane.core.gatewalk import Act, walk
from greenlane.core.kinds import CLAIM
from greenlane.safety.completeness import must_be_whole
from greenlane.safety.freshness import covers_area
from greenlane.safety.limits import pack_of
from greenlane.safety.recording import Line, judge, record
from greenlane.safety.subjects import known_area, settled_order, task_of
from greenlane.workforce.queries import person_of

WITH_VOLTS = frozenset({"insulation", "withstand"})  # in the name of a reading


class ReadingRow(forms.Form):
    kind = Text(max_length=60, label=_("Test"))
    phase = Text(max_length=12, label=_("Phase"), required=False)
    value = forms.DecimalField(
        max_digits=14, decimal_places=4, label=_("Reading"), required=False
    )
    unit_of_measure = Text(max_length=12, label=_("Unit"), required=False)
    answer = YesNo(label=_("Passed (where there is no figure)"), required=False)


class RecordTest(CommandForm):
    order = Id("order", label=_("Order"))
    task = Id("task", label=_("Task"), required=False)
    area = Text(max_length=24, label=_("Section"))
    instrument = Text(max_length=80, label=_("Instrument"))
    note = Text(max_length=400, label=_("Note"), required=False)
    photo = BlobField(label=_("Photo"), required=False)
    readings = Rows(ReadingRow, label=_("Readings"))


@command(
    "safety.record_test",
    title=_("Record dead tests"),
    takes=RecordTest,
    needs="test",
    kind=CLAIM,
    relies_on=("safety.", "work.stint"),
)
def record_test(form: RecordTest, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    order = settled_order(given["order"])
    area, pack = known_area(order, given["area"]), pack_of(order)
    if photo := given["photo"]:
        blobs.seen(photo, by=by)
    lines = [judge(pack, row) for row in given["readings"]]
    # The photo shows the instrument as it was read: it stands with the first reading.
    lines = [replace(lines[0], blob=photo or ""), *lines[1:]]
    must_be_whole(pack, "dead_test", area, lines)
    if _with_volts(lines):
        who = (person.pk,)
        walk(Act("dead_test", order.unit_id, order=order.pk, areas=(area,), people=who))
    evidence = record(
        "dead_test",
        order=order,
        task=task_of(order, given["task"]),
        covers=covers_area(area),
        lines=lines,
        by=person,
        at=at,
        instrument=given["instrument"],
        note=given["note"],
    )
    return answer("test-recorded", evidence=evidence.pk, passed=evidence.passed)


def _with_volts(lines: Sequence[Line]) -> bool:
    """Passed with test volts on: nobody may have stood there. What failed is news."""
    names = {word for line in lines for word in line.what.split("_")}
    return bool(names & WITH_VOLTS) and all(line.ok for line in lines)
