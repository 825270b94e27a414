"""The watcher goes: his watch is over at once, and live work rests. Never refused."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import RESTRICT
from greenlane.core.rows import find
from greenlane.safety.exclusions import watch_of
from greenlane.safety.revoking import withdraw
from greenlane.work.models import Order


class LeaveWatch(CommandForm):
    order = Id("order", label=_("Order"))
    reason = Text(max_length=240, label=_("Why"), required=False)


@command(
    "safety.leave_watch",
    title=_("The watcher leaves"),
    takes=LeaveWatch,
    needs="",
    kind=RESTRICT,
)
def leave_watch(form: LeaveWatch, *, by: Actor, at: datetime) -> Answer:
    """Whoever sees it says so. What names him is withdrawn, and what rested on it."""
    order = find(Order, form.cleaned_data["order"])
    record = watch_of(order.pk)
    if record is None:
        return answer("nobody-watches", order=order.pk)
    why = form.cleaned_data["reason"]
    revoked = withdraw(record, why=why, code="watcher-left", at=at)
    return answer("watch-over", evidence=record.pk, revoked=revoked)
