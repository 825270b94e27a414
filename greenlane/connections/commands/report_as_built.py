"""What was built differs from what was planned: the verdict does not carry it any more.

The engineer computes again, and gives his verdict on the same survey or a new one.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.connections.facts_request import BuiltOtherwise
from greenlane.connections.reading import newest_survey
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import RESTRICT
from greenlane.core.refusals import Refused
from greenlane.safety.closure import behind, closure
from greenlane.safety.subjects import settled_order


class ReportAsBuilt(CommandForm):
    order = Id("order", label=_("Order"))
    what = Text(max_length=400, label=_("What was built otherwise"))


@command(
    "connections.report_as_built",
    title=_("Report that it was built otherwise"),
    takes=ReportAsBuilt,
    needs="",
    kind=RESTRICT,
)
def report_as_built(form: ReportAsBuilt, *, by: Actor, at: datetime) -> Answer:
    order = settled_order(form.cleaned_data["order"])
    survey = newest_survey(order)
    if survey is None:
        raise Refused("no-survey", next_step="connections.record_survey")
    # The server's time: a late message is never older than a verdict already given.
    survey.as_built_differs_at = clock.now()
    survey.as_built = form.cleaned_data["what"]
    survey.save(update_fields=["as_built_differs_at", "as_built"])
    subjects = (*behind(order, closure(order)), ("survey", survey.pk))
    say(BuiltOtherwise(survey.pk), subjects=subjects, unit=order.unit_id)
    return answer("built-otherwise", survey=survey.pk)
