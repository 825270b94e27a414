"""Which form of ticket fits which work of an order, and why: proposed, never decided.

The issuer decides. What no work of this order can ever be written on, like the repair
form for a new connection, is not offered and is refused (`ticket_kinds.form_of`).
Source: the table of forms in the State Grid safety rules for distribution work, as far
as public lists of ticket types corroborate it; the forms themselves are pack data.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.core.choices import titled
from greenlane.core.packs import Pack
from greenlane.safety.doubts import open_form
from greenlane.safety.limits import pack_of
from greenlane.safety.ticket_kinds import REPAIRS, form_of
from greenlane.work.models import Order, Task

HIGH = frozenset({"hv", "tee"})  # areas of a playbook that are above 1 kV
STAGES = frozenset({"build", "connect", "test"})  # what is done under a ticket
GRADED = frozenset({"hot_work_1"})  # its grades are proposed together
WHY: dict[str, Promise] = {
    "repair": _("a fault forced it out, and it is mended without a break"),
    "live_work": _("it stays live, and is worked on"),
    "hv_first": _("high voltage has to be dead for it"),
    "hv_second": _("high voltage that nothing feeds yet; no outage, nothing live near"),
    "lv": _("low voltage, and high voltage need not be dead"),
    "task_sheet": _("several crews work under one ticket, each with its own sheet"),
    "digging": _("the ground is opened; what lies in it is asked for first"),
    "hot_work": _("something is welded or cut with a flame; the grade by the place"),
}


@dataclass(frozen=True)
class Proposal:
    """A form for the work in these areas; `why` is a key of WHY."""

    kind: str
    areas: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Offered:
    """A form of the pack that may be chosen, and what it is proposed for."""

    kind: str
    title: str
    proposals: tuple[Proposal, ...]
    confirmed: bool = False


def offered(order: Order) -> list[Offered]:
    """The forms of the order's pack: what is proposed first, in working order."""
    pack, found = pack_of(order), proposals(order)
    ranks = {each.kind: place for place, each in reversed(list(enumerate(found)))}
    forms = [
        Offered(
            kind,
            titled(pack, f"tickets.{kind}"),
            tuple(each for each in found if each.kind == kind),
            not open_form(pack, kind),
        )
        for kind in pack.under("tickets")
        if may_be_written(order, kind)
    ]
    return sorted(forms, key=lambda each: ranks.get(each.kind, len(ranks)))


def may_be_written(order: Order, kind: str) -> bool:
    """Whether any work of this order can be written on this form."""
    return order.mission in REPAIRS or not form_of(order, kind).faults_only


def proposals(order: Order) -> list[Proposal]:
    """One for each kind of work that is still to be done, in the order of the tasks.

    Behind them what it takes beside: a permit to dig or to burn, a sheet for each crew.
    """
    forms = _fitting(pack_of(order))
    main: dict[str, list[Task]] = {}
    beside: dict[str, list[Task]] = {}
    for task in _to_do(order.tasks.prefetch_related("assignments")):
        main.setdefault(_work_of(task, order), []).append(task)
        for word in task.list_of("beside"):
            beside.setdefault(word, []).append(task)
    for tasks in main.values():
        if len(_crews(tasks)) > 1:
            beside.setdefault("task_sheet", []).extend(tasks)
    return [
        Proposal(form, _areas(tasks), work)
        for work, tasks in (*main.items(), *beside.items())
        for form in forms.get(work, ())
    ]


def _areas(tasks: Iterable[Task]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(area for each in tasks for area in each.list_of("areas"))
    )


def _crews(tasks: Iterable[Task]) -> set[object]:
    """Who leads, where somebody was assigned to; until then a crew for each skill."""
    found: set[object] = set()
    for task in tasks:
        leads = [
            each.person_id
            for each in task.assignments.all()
            if each.role == "leader" and each.ended_at is None
        ]
        found |= set(leads) or {task.skill}
    return found


def _fitting(pack: Pack) -> dict[str, list[str]]:
    """Kind of work → its forms: of hot work each grade, else the first that fits.

    An older pack says it by the name of the form.
    """
    found: dict[str, list[str]] = {}
    for kind in pack.under("tickets"):
        said = pack.values.get(f"tickets.{kind}.fits")
        forms = found.setdefault(str(said.value) if said else kind, [])
        if not forms or forms[0] in GRADED:
            forms.append(kind)
    return found


def _to_do(tasks: Iterable[Task]) -> list[Task]:
    rows = [
        task
        for task in tasks
        if task.stage in STAGES
        and task.areas
        and not task.finished_at
        and not task.dropped_at
    ]
    return sorted(rows, key=lambda task: task.place)


def _work_of(task: Task, order: Order) -> str:
    if task.live:
        return "live_work"
    if order.mission in REPAIRS:
        return "repair"
    if not HIGH & set(task.list_of("areas")):
        return "lv"
    return "hv_first" if task.on == "isolated" else "hv_second"
