"""Everybody who will be cut off is told, neighbours too, and asked for generators."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Rows, Text, YesNo
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import CLAIM
from greenlane.core.rows import find
from greenlane.safety.models import Infeed
from greenlane.safety.recording import Line, record
from greenlane.safety.subjects import settled_order, task_of
from greenlane.workforce.queries import person_of


class ToldRow(forms.Form):
    who = Text(max_length=120, label=_("Who (house, ward, firm)"))
    told = YesNo(label=_("Told"))
    life_support = YesNo(label=_("Life support there"))
    confirmed_by = Text(
        max_length=80, label=_("Who confirmed (must be named)"), required=False
    )
    own_generator = YesNo(label=_("Own generator, PV or UPS"))
    infeed = Id("infeed", label=_("That source, as recorded"), required=False)


class TellPeople(CommandForm):
    order = Id("order", label=_("Order"))
    task = Id("task", label=_("Task"), required=False)
    people = Rows(ToldRow, max_rows=200, label=_("People affected"))
    note = Text(max_length=400, label=_("Note"), required=False)


@command(
    "safety.tell_people",
    title=_("Record who was told"),
    takes=TellPeople,
    needs="intake",
    kind=CLAIM,
    relies_on=("safety.infeed",),
)
def tell_people(form: TellPeople, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    order = settled_order(given["order"])
    evidence = record(
        "people_told",
        order=order,
        task=task_of(order, given["task"]),
        covers="order",
        lines=[_line(row) for row in given["people"]],
        by=person,
        at=at,
        note=given["note"],
    )
    return answer("people-told", evidence=evidence.pk, passed=evidence.passed)


def _line(row: dict[str, Any]) -> Line:
    """Told, asked for life support and own generation; life support needs a name.

    Whoever has a generator feeds back some day: it is on record, or it is not asked.
    """
    asked = "unknown" not in (row["life_support"], row["own_generator"])
    named = row["life_support"] == "no" or bool(row["confirmed_by"])
    said = f"life_support={row['life_support']} own_generator={row['own_generator']}"
    own = find(Infeed, row["infeed"]) if row["infeed"] else None
    known = row["own_generator"] == "no" or (own is not None and own.gone_at is None)
    return Line(
        row["who"],
        row["told"] == "yes" and asked and named and known,
        answer=f"{said} {row['confirmed_by']}".strip()[:200],
        infeed=own.pk if own else None,
    )
