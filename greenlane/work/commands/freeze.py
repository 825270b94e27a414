"""Safety freezes the work, unannounced. It is always taken."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.kinds import RESTRICT
from greenlane.work.stop_form import StopForm, stop_from


@command(
    "work.freeze",
    title=_("Freeze the work"),
    takes=StopForm,
    needs="",
    kind=RESTRICT,
)
def freeze(form: StopForm, *, by: Actor, at: datetime) -> Answer:
    stop = stop_from(form, "freeze", by=by, at=at)
    return answer("work-frozen", stop=stop.pk)
