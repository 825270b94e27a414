"""What a waiting site may know: how far it is, what it waits for, when; nobody's name.

Free words that somebody typed (reasons of a stop, notes, holders of a wait) are not
shown: a person may stand in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.board.words import STAGES, word
from greenlane.core import clock
from greenlane.dispatch import queries as plan
from greenlane.work import queries, statuslinks
from greenlane.work.labels import label
from greenlane.work.ledger import Holding, Ledger
from greenlane.work.models import Order, StatusLink, Task

# One sentence for each cause of `greenlane.work.causes`.
WAITS: dict[str, Promise] = {
    "material": gettext_lazy("Material is on its way."),
    "generator": gettext_lazy("A generator is on its way."),
    "load_not_there": gettext_lazy("What is to be supplied is not on site yet."),
    "permit": gettext_lazy("A permit is being asked for."),
    "locate": gettext_lazy("Buried pipes and cables are being marked."),
    "switching": gettext_lazy("The grid has to be switched first."),
    "weather": gettext_lazy("The weather does not allow the work."),
    "access": gettext_lazy("The crew cannot get in. Please have somebody open."),
    "third_party": gettext_lazy("Others have to do their part first."),
    "safety_test": gettext_lazy("A safety test is running."),
    "night_rest": gettext_lazy("The crew rests; the next one goes on."),
    "held_by_order": gettext_lazy("The order is on hold."),
    "not_needed_yet": gettext_lazy("Power is not needed yet."),
    "cancelled": gettext_lazy("The order is cancelled."),
}
ENDED: dict[str, Promise] = {
    "cancelled": gettext_lazy("This order was cancelled."),
    "merged": gettext_lazy("This order goes on under another number."),
}
# The stages of a playbook, as somebody who waits tells them apart.
PARTS: dict[str, Promise] = {
    "intake": gettext_lazy("Intake and survey"),
    "survey": gettext_lazy("Intake and survey"),
    "prepare": gettext_lazy("Intake and survey"),
    "build": gettext_lazy("Construction and test"),
    "test": gettext_lazy("Construction and test"),
    "isolate": gettext_lazy("Connection"),
    "permit": gettext_lazy("Connection"),
    "connect": gettext_lazy("Connection"),
    "close": gettext_lazy("Count and check before the switching"),
    "energise": gettext_lazy("Count and check before the switching"),
}
AT_WORK = gettext_lazy("At work: %(stage)s.")
BETWEEN = gettext_lazy("Nobody is at work: the next step has not begun.")
STOPPED = gettext_lazy("Work stands still for safety. It goes on when that is cleared.")


@dataclass(frozen=True)
class Step:
    """A stage; `state` is done, now, later or lit. `to` makes its time a window."""

    title: str
    state: str
    at: datetime | None = None
    to: datetime | None = None


@dataclass(frozen=True)
class StatusPage:
    """`p50`, `p80`: the window as it is expected now; `promised`: as it was told."""

    link: StatusLink
    order: Order
    ended: str  # its label, where it ended without light
    lit_at: datetime | None
    p50: datetime | None
    p80: datetime | None
    promised: datetime | None
    is_old: bool  # no plan knows what has happened since
    waits: str
    since: timedelta | None
    steps: tuple[Step, ...]
    changed: datetime
    now: datetime


def status_page(link: StatusLink) -> StatusPage:
    """The order of this link, on its unit's clock. The caller sets that clock."""
    order = queries.order_detail(statuslinks.reader_of(link), link.order.number)
    tasks, mark, now = queries.tasks(order), label(order), clock.now()
    points = queries.points_of(order)
    held = next((held for _point, _time, held in points if held), None)
    ended = str(ENDED.get(mark.code, ""))
    lit = None if held or ended else _lit_at([time for _point, time, _held in points])
    expected = None if lit or ended else plan.plans_of([order]).get(order.pk)
    told = None if lit or ended else plan.promises_of([order]).get(order.pk)
    stands = plan.plan_of(order.unit)
    window = (expected.p50_at, expected.p80_at) if expected else (None, None)
    return StatusPage(
        link=link,
        order=order,
        ended=ended,
        lit_at=lit,
        p50=window[0],
        p80=window[1],
        promised=told.p80_at if told else None,
        is_old=bool(stands and stands.stale_since),
        waits="" if lit or ended else _waits(held, tasks, mark.beside),
        since=now - held.since if held and not ended else None,
        steps=() if ended else tuple(_steps(tasks, held, lit, window)),
        changed=_changed(order, tasks, lit),
        now=now,
    )


def _waits(held: Holding | None, tasks: Sequence[Task], beside: Sequence[str]) -> str:
    if "stopped" in beside:
        return str(STOPPED)
    if held is None:
        return ""
    if held.kind == "wait":
        return str(WAITS[held.cause])
    stage = next((task.stage for task in tasks if task.key == held.item), "")
    if held.kind == "work" and stage:
        return str(AT_WORK) % {"stage": word(STAGES, stage)}
    return str(BETWEEN)


def _lit_at(times: Sequence[Ledger]) -> datetime | None:
    """When the last point had light."""
    ends = [time.pieces[-1].end for time in times if time.pieces]
    return max(ends, default=None)


def _steps(
    tasks: Sequence[Task],
    held: Holding | None,
    lit: datetime | None,
    window: tuple[datetime | None, datetime | None],
) -> Iterator[Step]:
    """One after the other: nothing is done before what comes ahead of it."""
    wanted = [t for t in tasks if t.dropped_at is None and t.stage in PARTS]
    at_work = next((t.stage for t in wanted if held and t.key == held.item), "")
    ahead = True
    for title in dict.fromkeys(str(PARTS[task.stage]) for task in wanted):
        mine = [t for t in wanted if str(PARTS[t.stage]) == title]
        ends = [task.finished_at for task in mine if task.finished_at]
        ahead = ahead and len(ends) == len(mine)
        if ahead:
            yield Step(title, "done", max(ends))
        else:
            is_now = any(task.stage == at_work for task in mine)
            yield Step(title, "now" if is_now else "later")
    yield Step(_("Power"), "lit", lit) if lit else Step(_("Power"), "later", *window)


def _changed(order: Order, tasks: Sequence[Task], lit: datetime | None) -> datetime:
    """The last thing of which this page speaks."""
    moments: list[datetime | None] = [order.requested_at, order.taken_at, lit]
    for task in tasks:
        moments.append(task.finished_at)
        moments += [each.started_at for each in task.stints.all()]
        moments += [each.happened_at for each in task.waits.all()]
    moments += [each.lifted_at or each.at for each in order.stops.all()]
    return max(each for each in moments if each)
