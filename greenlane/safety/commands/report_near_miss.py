"""It went well by luck. Anybody tells it, with or without a name; it always passes."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, current, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import REPORT
from greenlane.core.rows import find
from greenlane.places.models import Site
from greenlane.safety.facts_evidence import NearMissReported
from greenlane.safety.models import NearMiss
from greenlane.work.models import Order


class ReportNearMiss(CommandForm):
    order = Id("order", label=_("Order"), required=False)
    site = Id("site", label=_("Site"), required=False)
    what = Text(
        max_length=600,
        lines=True,
        label=_("What happened, and what it could have been"),
        help_text=_("Name nobody. What has to stop at once, stop by its own verb."),
    )
    told_by = Text(
        max_length=120,
        required=False,
        label=_("Who says so"),
        help_text=_(
            "May stay empty: then no page and no figure names anybody. The sealed"
            " journal keeps the login, as it does for everything."
        ),
    )

    def clean(self) -> None:
        super().clean()
        if not self.cleaned_data.get("order") and not self.cleaned_data.get("site"):
            raise forms.ValidationError(
                _("Name the order or the site."), code="order-or-site"
            )


@command(
    "safety.report_near_miss",
    title=_("Report a near miss"),
    takes=ReportNearMiss,
    needs="",
    kind=REPORT,
)
def report_near_miss(form: ReportNearMiss, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    order = find(Order, given["order"]) if given["order"] else None
    site = order.site if order else find(Site, given["site"])
    locks.take(*(locks.of(row) for row in (site, order) if row is not None))
    row = NearMiss.objects.create(
        unit_id=site.unit_id, order=order, site=site, at=at, recorded_at=clock.now(),
        time_source=current().time_source, what=given["what"],
        told_by=given["told_by"],
    )  # fmt: skip
    named = (site, order) if order else (site,)
    say(
        NearMissReported(row.pk), subjects=named, unit=row.unit_id, at=at, stamps=(row,)
    )
    return answer("near-miss-recorded", near_miss=row.pk)
