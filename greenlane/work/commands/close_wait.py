"""What was waited for is there."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import OBSERVE
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work import waits
from greenlane.work.models import Wait


class CloseWait(CommandForm):
    wait = Id(kind="wait", label=_("Wait"))


@command(
    "work.close_wait",
    title=_("End a wait"),
    takes=CloseWait,
    needs="field",
    kind=OBSERVE,
)
def close_wait(form: CloseWait, *, by: Actor, at: datetime) -> Answer:
    wait = find(Wait, form.cleaned_data["wait"])
    _order, wait = locks.take(wait.order, wait)
    if wait.ended_at is not None:
        raise Refused("wait-over", wait=str(wait.pk))
    waits.close_wait(wait, at=at)
    return answer("wait-closed", wait=wait.pk)
