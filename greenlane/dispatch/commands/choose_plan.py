"""A dispatcher takes one of the plans that were offered with their prices."""

from __future__ import annotations

import zlib
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import home_unit
from greenlane.dispatch import publishing, sheet
from greenlane.dispatch.models import Offer

MOST_BYTES = 20_000_000
OFFERS = (
    ("fewest", _("fewest changes")),
    ("balanced", _("balanced")),
    ("best", _("best")),
)


class ChoosePlan(CommandForm):
    kind = forms.ChoiceField(choices=OFFERS, label=_("Which plan"))
    number = forms.IntegerField(
        min_value=0, label=_("Number of the plan that was shown beside it")
    )


@command(
    "dispatch.choose_plan",
    title=_("Take another plan"),
    takes=ChoosePlan,
    needs="plan",
    kind=DESK,
)
def choose_plan(form: ChoosePlan, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    unit = home_unit()
    plan = publishing.standing(unit)
    if plan.number != given["number"]:
        raise Refused("plan-overtaken", number=given["number"], known=plan.number)
    offer = Offer.objects.filter(unit=unit, kind=given["kind"]).first()
    if offer is None:
        raise Refused("no-such-offer", offer=given["kind"])
    found = _opened(offer)
    revision = publishing.publish(plan, found, at=at)
    return answer("plan-chosen", number=revision.number, changed=revision.changed)


def _opened(offer: Offer) -> sheet.Sheet:
    """Refused no-such-offer when its bytes are damaged, or swell beyond any plan."""
    inflate = zlib.decompressobj()
    try:
        text = inflate.decompress(bytes(offer.sheet), MOST_BYTES)
        if not inflate.eof:
            raise sheet.BadSheet("plan")
        return sheet.read(text.decode())
    except (zlib.error, UnicodeDecodeError, sheet.BadSheet) as bad:
        raise Refused("no-such-offer", offer=offer.kind) from bad
