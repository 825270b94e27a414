"""A time was wrong: the interval is told anew, the old telling stays readable."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Instant, Text
from greenlane.core.forms import CommandForm
from greenlane.core.intervals import Interval
from greenlane.core.kinds import DESK
from greenlane.core.rows import find
from greenlane.work import corrections
from greenlane.work.facts.tasks import TimeCorrected


class CorrectTime(CommandForm):
    kind = forms.ChoiceField(choices=corrections.CHOICES, label=_("What"))
    interval = forms.UUIDField(label=_("Key"))
    began_at = Instant(label=_("Began"))
    ended_at = Instant(label=_("Ended"))
    reason = Text(max_length=240, label=_("Reason"))


@command(
    "work.correct_time",
    title=_("Correct a time"),
    takes=CorrectTime,
    needs="plan",
    kind=DESK,
    relies_on=("work.stint_", "work.wait_", "work.handoff_", "work.time_"),
)
def correct_time(form: CorrectTime, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    old: Interval = find(corrections.KINDS[given["kind"]], given["interval"])
    order, old = locks.take(corrections.order_of(old), old)
    corrections.must_fit(
        old, order, began=given["began_at"], ended=given["ended_at"], now=at
    )
    new = corrections.told_anew(
        old,
        began=given["began_at"],
        ended=given["ended_at"],
        reason=given["reason"],
        by=by.account,
    )
    say(
        TimeCorrected(order.pk, given["kind"], old.pk, new.pk),
        subjects=(order, old, new),
        unit=order.unit_id,
        stamps=(new,),
        ends=(new,),
    )
    return answer("time-corrected", interval=new.pk)
