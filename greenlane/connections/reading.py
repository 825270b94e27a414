"""What holds now on a connection: the newest survey, its steps, its areas."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from greenlane.connections.models import EnergiseStep, Survey, SurveyInfeed
from greenlane.core.prepared import prepared
from greenlane.safety.models import Infeed
from greenlane.work.models import Order


def newest_survey(order: Order) -> Survey | None:
    """The newest version; none when it was withdrawn.

    An older one never comes back: it did not know what the newer one found.
    """
    newest = Survey.objects.filter(order=order).order_by("-version").first()
    return newest if newest and newest.withdrawn_at is None else None


def unknown_infeeds(survey: Survey) -> list[Infeed]:
    """Ways in for volts on the site that this version does not know of."""
    known = SurveyInfeed.objects.filter(survey=survey).values("infeed")
    rows = Infeed.objects.filter(site=survey.order.site_id, gone_at__isnull=True)
    return list(rows.exclude(pk__in=known).order_by("found_at"))


@prepared
def standing_steps(order: UUID) -> QuerySet[EnergiseStep]:
    """The steps that were laid out and not opened again, in their order."""
    rows = EnergiseStep.objects.filter(order=order, opened_at__isnull=True)
    return rows.order_by("place")


def live_areas(order: Order) -> tuple[str, ...]:
    """Areas of the new supply with a step switched in."""
    rows = EnergiseStep.objects.filter(
        order=order, started_at__isnull=False, opened_at__isnull=True
    ).exclude(act="restore_source")
    return tuple(sorted(set(rows.values_list("area", flat=True))))


def all_live(order: Order) -> bool:
    """Every step is switched in and read as normal, and every supply point has one."""
    steps = standing_steps(order.pk)
    fed = {step.point_id for step in steps if step.point_id and step.read_at}
    wanted = set(order.points.values_list("pk", flat=True))
    done = bool(steps) and all(x.read_at and x.normal == "yes" for x in steps)
    return done and wanted <= fed
