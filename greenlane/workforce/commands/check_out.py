"""Somebody leaves a site; the head-count knows."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.kinds import OBSERVE
from greenlane.core.refusals import Refused
from greenlane.places.models import Site
from greenlane.workforce import stays
from greenlane.workforce.commands.check_in import CheckIn


@command(
    "workforce.check_out",
    title=_("Check out of a site"),
    takes=CheckIn,
    needs="field",
    kind=OBSERVE,
)
def check_out(form: CheckIn, *, by: Actor, at: datetime) -> Answer:
    """A message that comes late never takes out who has come in again since."""
    given = form.cleaned_data
    site = rows.find(Site, given["site"])
    person = stays.whom(given["person"], by=by)
    site, person = locks.take(site, person)
    stay = stays.open_stay(person)
    if stay is None or stay.site_id != site.pk:
        raise Refused("not-on-this-site", next_step="workforce.check_in")
    if stay.happened_at > at:
        return answer("checked-in-since", site=site.pk, person=person.pk)
    stays.end(stay, at=at)
    return answer("checked-out", site=site.pk, person=person.pk)
