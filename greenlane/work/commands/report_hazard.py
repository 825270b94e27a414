"""Anybody reports a danger: nothing is released there until somebody has looked."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.kinds import RESTRICT
from greenlane.work.stop_form import StopForm, stop_from


@command(
    "work.report_hazard",
    title=_("Report a hazard"),
    takes=StopForm,
    needs="",
    kind=RESTRICT,
)
def report_hazard(form: StopForm, *, by: Actor, at: datetime) -> Answer:
    stop = stop_from(form, "hazard", by=by, at=at)
    return answer("hazard-reported", stop=stop.pk)
