"""Codes of a plan as whole sentences: why, rule, cause. Names come as placeholders."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What binds a line (`planning.explain`), when everything about it is known.
WHY: dict[str, Promise] = {
    "task": _("Waits for “%(task)s”, done about %(at)s"),
    "crew": _("Waits for %(crew)s, coming from %(site)s (done there about %(at)s)"),
    "pool": _("Waits for %(what)s, in use until about %(at)s"),
    "stock": _("Waits for %(what)s, there about %(at)s"),
    "area": _("Waits until “%(task)s” is done in the same place, about %(at)s"),
    "release": _("Not before %(at)s: a named wait or the desk says so"),
    "shift": _("Waits for %(crew)s, on duty or rested from %(at)s"),
    "runs": _("Is being worked at"),
}
# The same with less known: the crew comes from home, the other task has ended.
WHY_PLAIN: dict[str, Promise] = {
    "task": _("Waits for an earlier task"),
    "crew": _("Waits for %(crew)s to get there"),
    "pool": _("Waits for equipment"),
    "stock": _("Waits for material"),
    "area": _("Waits for other work in the same place"),
    "release": _("Must not begin earlier: a named wait or the desk says so"),
    "shift": _("Waits for a crew to be on duty or rested"),
}
# Why a task cannot be planned (`planning.unable`), and orders that rest.
RULES: dict[str, Promise] = {
    "too-few-heads": _("Needs %(wanted)s × %(skill)s; the unit has %(there)s"),
    "no-pass": _(
        "Needs %(wanted)s × %(skill)s with a pass for %(what)s; %(there)s have one"
    ),
    "held-crew-unable": _(
        "Is held to %(what)s, who bring %(there)s of %(wanted)s × %(skill)s"
    ),
    "no-shift-long-enough": _(
        "Takes %(wanted)s min at a stretch; nobody is on duty for longer than %(there)s"
    ),
    "no-time-left": _("No crew has the time for it within the days that are planned"),
    "no-pool": _("Needs %(wanted)s × %(what)s; the unit has %(there)s"),
    "no-stock": _("Needs %(wanted)s × %(what)s; %(there)s are there or announced"),
    "cycle": _("Waits for “%(what)s”, which waits for it"),
    "waits-for-impossible": _("Comes after “%(what)s”, which cannot be planned"),
    "waits-for-unknown": _("Comes after a task that is not on the order"),
    "held": _("The order is on hold"),
    "stopped": _("The work is stopped"),
}
# What asked for a revision, by the beginning of its fact. The first that fits is said.
CAUSES: tuple[tuple[str, Promise], ...] = (
    ("connections.requested", _("a new order came in")),
    ("connections.survey", _("a survey was recorded")),
    ("connections.", _("a connection went on")),
    ("work.stint_started", _("work began")),
    ("work.stint_", _("work ended, or somebody else leads it")),
    ("work.task_finished", _("a task was done")),
    ("work.task_dropped", _("a task was dropped")),
    ("work.wait_", _("a named wait began or ended")),
    ("work.order_reprioritised", _("a priority changed")),
    ("work.order", _("an order was held, resumed or ended")),
    ("work.person_", _("somebody was assigned or released")),
    ("work.handoff", _("work was handed over")),
    ("work.playbook_pinned", _("an order got its way of working")),
    ("work.hazard", _("a hazard was reported")),
    ("work.head", _("somebody joined or left the work")),
    ("work.time_corrected", _("a time was corrected")),
    ("work.", _("work was stopped or goes on")),
    ("workforce.", _("people, teams or certificates changed")),
    ("places.", _("a site, zone or depot changed")),
    ("dispatch.task_", _("a dispatcher held or let go of a task")),
    ("dispatch.equipment", _("equipment was counted, went out or came back")),
    ("dispatch.stock", _("material was counted, announced or came")),
    ("overrun", _("time went on: work takes longer, or has not begun")),
    ("planner.started", _("the planner was started")),
    ("safety.occurrence", _("something was reported to have happened")),
)


def caused(fact: str) -> str:
    """What has happened, as words; nothing for a fact that is not known here."""
    return next((str(says) for head, says in CAUSES if fact.startswith(head)), "")
