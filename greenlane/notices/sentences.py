"""The one sentence of a notice: no names of people, no reasons, no telephone."""

from __future__ import annotations

from django.utils.translation import gettext as _

from greenlane.notices.about import About
from greenlane.notices.kinds import TRIAL
from greenlane.notices.sorts import LABELS


def sentence(kind: str, about: About) -> str:
    said = {
        "order": f"{about.order.site} {about.order.number}" if about.order else "",
        "unit": about.unit,
        "task": about.task,
        "document": about.document,
        "sort": LABELS[about.alarm.sort] if about.alarm else "",
    }
    if about.alarm is not None:
        return _alarm(about) % said
    if kind == "stop" and about.order is None:
        return _("%(unit)s: work was stopped.") % said
    if kind == "signature" and about.order is None:
        return _("%(unit)s: your signature is wanted (%(document)s).") % said
    return _text(kind) % said


def _text(kind: str) -> str:
    return {
        TRIAL: _("%(unit)s: this is a test. Notices arrive here."),
        "assigned": _("%(order)s: a task is given to you (%(task)s)."),
        "handoff": _("%(order)s: a task is offered to you (%(task)s)."),
        "signature": _("%(order)s: your signature is wanted (%(document)s)."),
        "order": _("%(order)s: an order was received."),
        "stop": _("%(order)s: work was stopped."),
        "watch": _("%(unit)s: look who is coming in."),
    }[kind]


def _alarm(about: About) -> str:
    """Which alarm, where; and that nobody before has acknowledged it."""
    if about.order is not None:
        if about.again:
            return _("%(order)s: %(sort)s. Nobody has acknowledged it yet.")
        return _("%(order)s: %(sort)s.")
    if about.again:
        return _("%(unit)s: %(sort)s. Nobody has acknowledged it yet.")
    return _("%(unit)s: %(sort)s.")
