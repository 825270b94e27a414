"""Anybody says stop. It is always taken, at once, from any device."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.kinds import RESTRICT
from greenlane.work.stop_form import StopForm, stop_from


@command(
    "work.stop_work",
    title=_("Stop work"),
    takes=StopForm,
    needs="",
    kind=RESTRICT,
)
def stop_work(form: StopForm, *, by: Actor, at: datetime) -> Answer:
    stop = stop_from(form, "stop", by=by, at=at)
    return answer("work-stopped", stop=stop.pk)
