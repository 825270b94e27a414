"""A supply point is called otherwise; what hangs on it stays as it is."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.places.facts_depots import PointRenamed
from greenlane.places.models import SupplyPoint


class RenamePoint(CommandForm):
    """What stays empty stays as it is."""

    point = Id(kind="supplypoint", label=_("Supply point"))
    name_zh = Text(max_length=120, label=_("Name in Chinese"), required=False)
    name_en = Text(max_length=120, label=_("Name in English"), required=False)


@command(
    "places.rename_point",
    title=_("Change the name of a supply point"),
    takes=RenamePoint,
    needs="intake",
    kind=DESK,
    relies_on=("places.point_renamed",),
)
def rename_point(form: RenamePoint, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    [point] = locks.take(rows.find(SupplyPoint, given.pop("point")))
    twins = SupplyPoint.objects.filter(site=point.site_id, name_zh=given["name_zh"])
    if twins.exclude(pk=point.pk).exists():
        raise Refused("point-name-used", field="name_zh")
    point.save(update_fields=rows.mend(point, given))
    say(
        PointRenamed(point.pk, point.site_id),
        subjects=(point, ("site", point.site_id)),
        unit=point.unit_id,
    )
    return answer("point-renamed", point=point.pk)
