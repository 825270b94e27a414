"""The light is gone. The supply points are dark from that moment on."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import REPORT
from greenlane.core.rows import find
from greenlane.places.models import SupplyPoint
from greenlane.safety.happenings import Report, report
from greenlane.work.models import Order


class ReportSupplyLost(CommandForm):
    order = Id("order", label=_("Order"))
    point = Id("supplypoint", label=_("Supply point (empty: all)"), required=False)
    told_by = Text(max_length=120, label=_("Who says so"))
    what = Text(max_length=600, lines=True, label=_("What was seen"), required=False)


@command(
    "safety.report_supply_lost",
    title=_("Report that the supply is lost"),
    takes=ReportSupplyLost,
    needs="",
    kind=REPORT,
)
def report_supply_lost(form: ReportSupplyLost, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    order = find(Order, given["order"])
    point = find(SupplyPoint, given["point"]) if given["point"] else None
    told = Report(
        "supply_lost", order.site, given["told_by"], given["what"],
        order=order, point=point, state="dark",
    )  # fmt: skip
    row = report(told, by=by, at=at)
    return answer("occurrence-recorded", occurrence=row.pk)
