"""Somebody is hurt, or nearly was. The report itself stops all work on the site."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import REPORT
from greenlane.core.rows import find
from greenlane.safety.happenings import Report, report
from greenlane.work.models import Order
from greenlane.work.stops import raise_stop


class ReportAccident(CommandForm):
    order = Id("order", label=_("Order"))
    told_by = Text(max_length=120, label=_("Who says so"))
    what = Text(
        max_length=600,
        lines=True,
        label=_("What happened (no names of the injured, no medical details)"),
    )


@command(
    "safety.report_accident",
    title=_("Report an accident"),
    takes=ReportAccident,
    needs="",
    kind=REPORT,
)
def report_accident(form: ReportAccident, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    order = find(Order, given["order"])
    told = Report("accident", order.site, given["told_by"], given["what"], order=order)
    row = report(told, by=by, at=at)
    stop = raise_stop(
        "stop",
        order=order,
        site=order.site,
        isolation=None,
        reason="accident",
        by=by,
        at=at,
    )
    return answer("accident-recorded", occurrence=row.pk, stop=stop.pk)
