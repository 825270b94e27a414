"""What a pointer that rests on a shape is told: times first, then what, then why."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from greenlane.core.templatetags.times import moment, span
from greenlane.dispatch.known import Known
from greenlane.dispatch.models import Line, OrderPlan, Promise
from greenlane.dispatch.sentences import crew_names, why
from greenlane.work.causes import LABELS as CAUSES
from greenlane.work.models import Order


def line_said(line: Line, names: Known | None, *, pinned: str = "") -> str:
    """A line of the plan; what is frozen says why nobody moves it.

    Without names neither who nor why: where hundreds are drawn the list says it.
    """
    facts = {
        "start": moment(line.start_at),
        "end": moment(line.end_at),
        "task": line.task,
        "site": line.order.site,
        "number": line.order.number,
    }
    told = [_("%(start)s – %(end)s · %(task)s · %(site)s · %(number)s") % facts]
    if line.fixed:
        told.append(_("Somebody is at it: what runs is not moved in the plan"))
    elif names:
        told += [crew_names(line) or "–", why(line, names)]
    if pinned:
        told.append(_("Held: %(what)s") % {"what": pinned})
    return "\n".join(each for each in told if each)


def line_labels(line: Line, short: str, *, crewed: bool) -> tuple[str, ...]:
    """In a lane of a crew the order comes first, in that of an order the task."""
    task = str(line.task)
    return (f"{short} {task}", short) if crewed else (task, line.task.key)


def did_said(
    kind: str, cause: str, start: datetime, end: datetime, what: str, where: str
) -> str:
    """Work, a wait by its name, or a gap."""
    if kind == "wait":
        word = _("waits: %(cause)s") % {"cause": CAUSES[cause]}
    else:
        word = _("at work") if kind == "work" else _("gap: nobody at it, and no reason")
    facts = {
        "start": moment(start),
        "end": moment(end),
        "length": span(end - start),
        "word": word,
    }
    first = _("%(start)s – %(end)s · %(length)s · %(word)s") % facts
    return "\n".join(each for each in (first, what, where) if each)


def did_label(kind: str, cause: str, start: datetime, end: datetime, short: str) -> str:
    """A wait is called by its cause, a gap says how long it is."""
    if kind == "wait":
        return str(CAUSES[cause])
    return short if kind == "work" else str(span(end - start))


def ends_said(
    order: Order, plan: OrderPlan | None, promise: Promise | None, *, late: bool
) -> str:
    """What was promised, what is expected now, and the last moment."""
    told = [f"{order.number} · {order.site}"]
    if promise:
        facts = {"p50": moment(promise.p50_at), "p80": moment(promise.p80_at)}
        told.append(_("Promised: P50 %(p50)s, P80 %(p80)s") % facts)
    if plan and plan.p50_at and plan.p80_at:
        facts = {"p50": moment(plan.p50_at), "p80": moment(plan.p80_at)}
        told.append(_("Expected: P50 %(p50)s, P80 %(p80)s") % facts)
    if late:
        told.append(_("Later than promised"))
    if order.deadline:
        told.append(_("Last moment: %(at)s") % {"at": moment(order.deadline)})
    return "\n".join(told)
