"""It is live, somebody says, with or without a release. Recorded, alarmed, reviewed."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import REPORT
from greenlane.core.rows import find
from greenlane.places.models import Supply, SupplyPoint
from greenlane.safety.happenings import Report, report
from greenlane.work.models import Order


class ReportEnergised(CommandForm):
    order = Id("order", label=_("Order"))
    point = Id("supplypoint", label=_("Supply point (empty: all)"), required=False)
    state = forms.ChoiceField(
        choices=[c for c in Supply.choices if c[0] != "dark"], label=_("Fed by")
    )
    told_by = Text(max_length=120, label=_("Who says so"))
    what = Text(max_length=600, lines=True, label=_("On whose order, what was seen"))


@command(
    "safety.report_energised",
    title=_("Report that it is live"),
    takes=ReportEnergised,
    needs="",
    kind=REPORT,
)
def report_energised(form: ReportEnergised, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    order = find(Order, given["order"])
    point = find(SupplyPoint, given["point"]) if given["point"] else None
    row = report(
        Report(
            "energised",
            order.site,
            given["told_by"],
            given["what"],
            order=order,
            point=point,
            state=given["state"],
        ),
        by=by,
        at=at,
    )
    return answer("occurrence-recorded", occurrence=row.pk)
