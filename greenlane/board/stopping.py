"""Every alarm of the reader's units by rank, who has seen it, and who may end it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.board import alarming, enders
from greenlane.board.enders import End
from greenlane.board.lesser import Lesser, lesser
from greenlane.board.words import word
from greenlane.core.actors import Actor, role_label
from greenlane.core.command import commands
from greenlane.notices import alarms as raised
from greenlane.notices import figures
from greenlane.notices.models import Alarm
from greenlane.notices.sorts import SORTS
from greenlane.safety import alarms
from greenlane.safety.acts import OCCURRENCES
from greenlane.safety.models import Isolation, Occurrence, Ticket
from greenlane.work.labels import STOPS
from greenlane.work.models import Clearance, StopWork
from greenlane.workforce.names import names_of


@dataclass(frozen=True)
class Standing:
    """A stop, a report that nobody has reviewed, a permit that rests by itself; a
    broken promise, an old plan, a channel at which nothing arrives.

    `sort` and `about` are those of its alarm, `mark` who has seen it. `told`: the role
    that was told after nobody had acknowledged it in time. `end`: what ends it, if a
    verb does; `ended_by` says who may.
    """

    kind: str
    where: str
    number: str  # of the order, where it stands on one
    reason: str
    by: str
    at: datetime
    url: str  # of the verb that ends it, where the reader may
    title: str
    sort: str
    about: UUID
    end: End | None = None
    ended_by: str = ""
    mark: alarming.Mark = alarming.UNSEEN
    told: str = ""

    @property
    def is_danger(self) -> bool:
        return SORTS[self.sort].is_danger


def standing(actor: Actor) -> list[Standing]:
    """By rank, and in it the oldest first."""
    rows = raised.standing(actor)
    marks = alarming.seen_marks(rows, actor)
    told = roles_told(rows)
    rest = (*_of_safety(actor), *map(_lesser, lesser(rows)))
    who = enders.told([each.end for each in rest if each.end])
    found = [
        replace(
            each,
            mark=marks.get((each.sort, each.about), alarming.UNSEEN),
            told=told.get(each.about, ""),
            ended_by=who[each.end] if each.end else "",
        )
        for each in rest
    ]
    return sorted(found, key=lambda each: (SORTS[each.sort].rank, each.at))


def roles_told(rows: Sequence[Alarm]) -> dict[UUID, str]:
    """What an alarm is about → the role that was told next, where one was."""
    higher = [row for row in rows if row.level]
    chains = {row.unit_id: figures.chain(row.unit) for row in higher}
    return {
        row.about: role_label(chains[row.unit_id][row.level])
        for row in higher
        if row.level < len(chains[row.unit_id])
    }


def _of_safety(actor: Actor) -> list[Standing]:
    stops = list(
        StopWork.objects.seen_by(actor)
        .filter(lifted_at__isnull=True)
        .select_related("order__site", "site", "unit")
        .order_by("at", "id")
    )
    reports = list(
        Occurrence.objects.seen_by(actor)
        .filter(reviewed_at__isnull=True)
        .select_related("order", "site", "unit")
        .order_by("at", "id")
    )
    found = alarms.alarms(actor)
    resting = [each for each in found if each.sort in {"permit", "clearance"}]
    who = [row.raised_by for row in stops] + [row.raised_by for row in reports]
    names = names_of([key for key in who if key])
    places = _sections(stops)
    return [
        *(_stop(row, actor, names, places) for row in stops),
        *(_report(row, actor, names) for row in reports),
        *(_permit(each, actor) for each in resting),
    ]


def _lesser(each: Lesser) -> Standing:
    row = each.row
    number, title = row.order.number if row.order else "", _("Look at it")
    return Standing(
        each.title, each.where, number, each.what, "", each.since, each.url, title,
        row.sort, row.about,
    )  # fmt: skip


def _sections(stops: list[StopWork]) -> dict[object, str]:
    wanted = {row.isolation for row in stops if row.isolation}
    return dict(Isolation.objects.filter(pk__in=wanted).values_list("pk", "name"))


def _stop(
    row: StopWork, actor: Actor, names: dict[int, str], places: dict[object, str]
) -> Standing:
    site = row.site or (row.order.site if row.order else None)
    where = [str(site) if site else "", places.get(row.isolation, "")]
    url, title = _ending("work.lift_stop", row, actor, stop=str(row.pk))
    return Standing(
        word(STOPS, row.kind),
        " · ".join(each for each in where if each),
        row.order.number if row.order else "",
        row.reason,
        names.get(row.raised_by or 0, ""),
        row.at,
        url,
        title,
        "stop",
        row.pk,
        End("work.lift_stop", row.unit),
    )


def _report(row: Occurrence, actor: Actor, names: dict[int, str]) -> Standing:
    url, title = _ending("safety.review_occurrence", row, actor, occurrence=str(row.pk))
    return Standing(
        word(OCCURRENCES, row.kind),
        str(row.site),
        row.order.number if row.order else "",
        row.what,
        row.told_by or names.get(row.raised_by or 0, ""),
        row.at,
        url,
        title,
        "occurrence",
        row.pk,
        End("safety.review_occurrence", row.unit, besides=row.raised_by),
    )


def _permit(alarm: alarms.Danger, actor: Actor) -> Standing:
    """Its people come out first; then it is permitted anew, or it ends."""
    row = alarm.row
    name, kind = "safety.acknowledge_revocation", "clearance"
    if isinstance(row, Ticket):
        kind = "ticket"
        name = name if row.revoked_at else "safety.resume_ticket"
    url, title = _ending(name, row, actor, **{kind: str(row.pk)})
    said = alarming.line(alarm)
    where = " · ".join(each for each in (said.where, said.by) if each)
    return Standing(
        said.title, where, said.number, "", "", alarm.at, url, title, alarm.sort,
        row.pk, End(name, row.unit),
    )  # fmt: skip


def _ending(
    name: str,
    row: StopWork | Occurrence | Ticket | Clearance,
    actor: Actor,
    **given: str,
) -> tuple[str, str]:
    """(the page of the verb, its title); nothing for who may not."""
    found = commands()[name]
    if not actor.may(found.needs, row.unit.path):
        return "", ""
    where = f"/orders/{row.order.number}" if row.order else f"/do/{found.room}"
    return f"{where}/{found.slug}?{urlencode(given)}", str(found.title)
