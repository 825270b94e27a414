"""Anybody says stop: no further step of the switching order is done. Never refused."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import RESTRICT
from greenlane.core.locks import take
from greenlane.core.rows import find
from greenlane.safety.facts_switching import SwitchingStopped
from greenlane.safety.models import SwitchingBreak, SwitchingOrder


class StopSwitching(CommandForm):
    switching = Id("switchingorder", label=_("Switching order"))
    reason = Text(max_length=240, label=_("Why"), required=False)


@command(
    "safety.stop_switching",
    title=_("Stop a switching order"),
    takes=StopSwitching,
    needs="",
    kind=RESTRICT,
)
def stop_switching(form: StopSwitching, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    named = find(SwitchingOrder, given["switching"])
    order, row = take(named.order, named)
    stands = row.breaks.filter(resumed_at__isnull=True).first()
    new = []
    if stands is None and row.ended_at is None:
        stands = SwitchingBreak.objects.create(
            unit_id=row.unit_id, switching=row, at=at, by=by.account,
            reason=given["reason"],
        )  # fmt: skip
        new.append(stands)
    left = row.steps.filter(done_at__isnull=True).count()
    say(
        SwitchingStopped(row.pk, left),
        subjects=(order, row),
        unit=row.unit_id,
        stamps=tuple(new),
    )
    return answer("switching-stopped", switching=row.pk, left=left)
