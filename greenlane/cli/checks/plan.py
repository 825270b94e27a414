"""The live plan: its planner keeps up, and no unit's plan is out of date."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from greenlane.cli.checks.finding import Check, warning, well
from greenlane.cli.checks.journal import behind_of, moved_lately
from greenlane.dispatch.live.running import READER
from greenlane.dispatch.models import STALE, UnitPlan


def planner() -> Iterator[Check]:
    """Where it is switched off by setting nothing is missed."""
    if not settings.PLANNER:
        yield well("planner", _("switched off (GREENLANE_PLANNER=0)"))
        return
    behind = behind_of(READER)
    told = {"reader": READER, "count": behind}
    says = _("%(reader)s is %(count)s events behind") % told
    if behind and not moved_lately(READER):
        yield warning("planner", says, _("Is it running? greenlane planner"))
    else:
        yield well("planner", says)


def plans() -> Iterator[Check]:
    old = UnitPlan.objects.filter(stale_since__isnull=False).select_related("unit")
    for plan in old.order_by("unit"):
        told = {
            "unit": plan.unit.code,
            "since": f"{localtime(plan.stale_since):%Y-%m-%d %H:%M}",
            "why": STALE.get(plan.stale_why, plan.stale_why),
        }
        says = _("the plan of %(unit)s is out of date since %(since)s: %(why)s") % told
        yield warning("plans", says, _("Read the log of the planner."))
    if not old:
        count = UnitPlan.objects.filter(number__gt=0).count()
        yield well("plans", _("%(count)s plans stand") % {"count": count})


CHECKS = (planner, plans)
