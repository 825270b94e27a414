"""Somebody comes to a site; the head-count knows. Elsewhere the person is no more."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import OBSERVE
from greenlane.places.models import Site
from greenlane.workforce import stays


class CheckIn(CommandForm):
    site = Id(kind="site", label=_("Site"))
    person = Id(
        kind="person",
        label=_("Person"),
        required=False,
        help_text=_("You yourself, where nobody is named."),
    )


@command(
    "workforce.check_in",
    title=_("Check in on a site"),
    takes=CheckIn,
    needs="field",
    kind=OBSERVE,
)
def check_in(form: CheckIn, *, by: Actor, at: datetime) -> Answer:
    """A message that comes late never ends a stay that began after it."""
    given = form.cleaned_data
    site = rows.find(Site, given["site"])
    person = stays.whom(given["person"], by=by)
    site, person = locks.take(site, person)
    now = stays.open_stay(person)
    if now and now.site_id == site.pk and now.happened_at <= at:
        return answer("checked-in-already", site=site.pk, person=person.pk)
    if now and now.happened_at > at:
        stays.begin(person, site, at=at, until=now.happened_at)
        return answer("checked-in", site=site.pk, person=person.pk)
    if now:
        stays.end(now, at=at)
    stays.begin(person, site, at=at, until=None)
    return answer("checked-in", site=site.pk, person=person.pk)
