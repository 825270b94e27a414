"""Before two sources change places: how each turns, read at the place they meet."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import CLAIM
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.safety.freshness import covers_area
from greenlane.safety.models import Infeed
from greenlane.safety.recording import Line, record
from greenlane.safety.subjects import known_area, settled_order, task_of
from greenlane.work.models import Order
from greenlane.workforce.queries import person_of

TURNS = [
    ("clockwise", _("L1, L2, L3: clockwise")),
    ("counter", _("L1, L3, L2: counter-clockwise")),
    ("single", _("Single phase")),
    ("unknown", _("Not read")),
]


class CompareRotation(CommandForm):
    order = Id("order", label=_("Order"))
    task = Id("task", label=_("Task"), required=False)
    area = Text(max_length=24, label=_("Section"))
    old_source = Id("infeed", label=_("Source that feeds now"))
    old_rotation = forms.ChoiceField(choices=TURNS, label=_("How it turns"))
    new_source = Id("infeed", label=_("Source that is to feed"))
    new_rotation = forms.ChoiceField(choices=TURNS, label=_("How that one turns"))
    instrument = Text(max_length=80, label=_("Instrument"))


@command(
    "safety.compare_rotation",
    title=_("Compare the phase rotation"),
    takes=CompareRotation,
    needs="switch",
    kind=CLAIM,
    relies_on=("safety.infeed", "connections.step"),
)
def compare_rotation(form: CompareRotation, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    order = settled_order(given["order"])
    old, new = (_there(order, given[f"{which}_source"]) for which in ("old", "new"))
    if old == new:
        raise Refused("one-source-twice")
    same = given["old_rotation"] == given["new_rotation"] != "unknown"
    evidence = record(
        "rotation",
        order=order,
        task=task_of(order, given["task"]),
        covers=covers_area(known_area(order, given["area"])),
        lines=[
            Line("old_source", same, answer=given["old_rotation"], infeed=old),
            Line("new_source", same, answer=given["new_rotation"], infeed=new),
        ],
        by=person,
        at=at,
        instrument=given["instrument"],
    )
    return answer("rotation-compared", evidence=evidence.pk, passed=evidence.passed)


def _there(order: Order, key: UUID) -> UUID:
    """A way in of this order's site that nobody has taken away."""
    infeed = find(Infeed, key)
    if infeed.gone_at is not None:
        raise Refused("infeed-gone-already")
    if infeed.site_id != order.site_id:
        raise Refused("infeed-of-another-site", infeed=str(infeed))
    return infeed.pk
