"""Open tasks as the engine knows them: how long, by whom, after what, where.

The playbook's heads are people on site. Where the unit has fewer of a trade the task is
planned with those that there are, and plain work takes longer by as much. A briefing
gathers everybody and needs one who leads it; a muster needs nobody in particular.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from greenlane.dispatch.bridge.figures import Figures
from greenlane.dispatch.bridge.kit import Kit
from greenlane.dispatch.bridge.open import Open
from greenlane.dispatch.bridge.people import Staff
from greenlane.dispatch.bridge.spans import spans
from greenlane.planning.rows import After, Fixed, Need, Neighbours, Span
from greenlane.planning.rows import Task as Job
from greenlane.work.models import Task
from greenlane.work.people import ANY
from greenlane.workforce.models.hours import CLOSED_ZONES

_MINUTE = timedelta(minutes=1)
_OFFICE = {"intake", "engineer", "issuer", "stores", ANY}  # done where they are
_GATHERS = "leader"


@dataclass(frozen=True)
class Jobs:
    """`short[task]` is (wanted, there): people of its trade that the unit has."""

    jobs: tuple[Job, ...]
    fixed: tuple[Fixed, ...]
    neighbours: tuple[Neighbours, ...]
    short: Mapping[UUID, tuple[int, int]]
    spans: Mapping[str, Span]


def jobs(
    open_: Open,
    staff: Staff,
    places: Mapping[UUID, int],
    with_: Figures,
    zero: datetime,
    kit: Kit,
) -> Jobs:
    """All that is to be done, and what of it runs already."""
    there = {access: _there(staff, access) for access in ("", *CLOSED_ZONES)}
    short = {
        task.pk: (task.heads, count)
        for task in open_.tasks
        if _gathered(task)
        > (count := there[_access(task, open_)].get(task.skill, 0))
        > 0
    }
    fixed = _running(open_, staff, zero)
    begun = {each.task for each in fixed}
    lengths = spans(open_, short, with_, fixed)
    made = tuple(
        _job(task, open_, staff, places, with_, zero, short, lengths, kit)
        for task in open_.tasks
    )
    made = tuple(
        replace(job, release=0, only=()) if job.key in begun else job for job in made
    )
    return Jobs(made, fixed, _neighbours(open_, with_), short, lengths)


def _there(staff: Staff, access: str) -> dict[str, int]:
    """How many have each skill, of those who may go in."""
    found: dict[str, int] = {}
    for crew in staff.crews:
        if not access or access in crew.passes:
            for skill, heads in crew.skills:
                found[skill] = found.get(skill, 0) + heads
    return found


def _access(task: Task, open_: Open) -> str:
    return "" if task.skill in _OFFICE else open_.access_of(task)


def _gathered(task: Task) -> int:
    """How many of the trade itself it needs."""
    if task.skill == ANY:
        return 0
    return 1 if task.skill == _GATHERS else task.heads


def _job(
    task: Task,
    open_: Open,
    staff: Staff,
    places: Mapping[UUID, int],
    with_: Figures,
    zero: datetime,
    short: Mapping[UUID, tuple[int, int]],
    lengths: Mapping[str, Span],
    kit: Kit,
) -> Job:
    held = open_.held_to(task, staff)
    heads = _heads(task, staff, short, held)
    areas = task.list_of("areas")
    key = str(task.pk)
    return Job(
        key,
        lengths[key].likely,
        mission=str(task.order_id),
        needs=(Need(task.skill, heads),) if heads else (),
        uses=kit.uses(task),
        takes=() if open_.is_begun(task) else kit.takes(task),
        after=_after(task, open_),
        release=open_.not_before(task, with_, zero),
        site=None if task.skill in _OFFICE else places.get(open_.site_of(task)),
        area=areas[0] if areas else "",
        exclusive=task.exclusive and bool(areas),
        access=_access(task, open_),
        only=held,
    )


def _heads(
    task: Task,
    staff: Staff,
    short: Mapping[UUID, tuple[int, int]],
    held: tuple[str, ...],
) -> int:
    """As many as it gathers, or as there are; whoever was told brings what he can."""
    heads = min(_gathered(task), short.get(task.pk, (0, 10_000))[1])
    brought = sum(crew.gives(task.skill) for crew in staff.crews if crew.key in held)
    return min(heads, brought) or heads if held else heads


def _after(task: Task, open_: Open) -> tuple[After, ...]:
    """What comes before it, and what a dispatcher set before it."""
    keys = list(open_.before[task.pk])
    pin = open_.pins.get(task.pk)
    if pin and pin.behind_id in open_.by_key:
        keys.append(pin.behind_id)
    return tuple(After(str(key)) for key in dict.fromkeys(keys))


def _running(open_: Open, staff: Staff, zero: datetime) -> tuple[Fixed, ...]:
    """Each crew where it is; one that is split stays with the stint begun first."""
    busy: set[str] = set()
    found = []
    for task, (since, people) in sorted(
        open_.running.items(), key=lambda each: (each[1][0], each[0])
    ):
        crews = {staff.of[key] for key in people if key in staff.of} - busy
        busy |= crews
        start = -((zero - since) // _MINUTE)
        found.append(Fixed(str(task), min(0, start), tuple(sorted(crews))))
    return tuple(found)


def _neighbours(open_: Open, with_: Figures) -> tuple[Neighbours, ...]:
    """Whoever hangs on the same source is dark from isolating to restoring it."""
    found = []
    for order in open_.orders:
        mine = [task for task in open_.tasks if task.order_id == order.pk]
        off = _first(mine, "isolate")
        on = _first(mine, "restore_source") or _first(mine, "energise")
        if off and on and off.place < on.place and with_.neighbours:
            found.append(Neighbours(str(off.pk), str(on.pk), with_.neighbours))
    return tuple(found)


def _first(tasks: Sequence[Task], act: str) -> Task | None:
    """The first task of the source whose work is this act."""
    return next(
        (
            task
            for task in tasks
            if act in task.list_of("acts") and "src" in task.list_of("areas")
        ),
        None,
    )
