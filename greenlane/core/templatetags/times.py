"""Times as people say them: 14:52 today, 03-29 14:52 on another day, 4:13 long."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from greenlane.core import clock

register = template.Library()


@register.filter
def moment(at: datetime | None) -> str:
    """An instant on the unit's clock, with its day only where it is another one."""
    if at is None:
        return ""
    here, today = localtime(at), localtime(clock.now())
    if here.date() == today.date():
        return f"{here:%H:%M}"
    return f"{here:%m-%d %H:%M}" if here.year == today.year else f"{here:%Y-%m-%d}"


@register.filter
def after(at: datetime | None, start: datetime | None) -> str:
    """The end of a window: without the day, where its start has said the same."""
    if at and start and localtime(at).date() == localtime(start).date():
        return f"{localtime(at):%H:%M}"
    return moment(at)


@register.filter
def day(at: datetime | None) -> str:
    """The day alone: for papers and terms."""
    return f"{localtime(at):%Y-%m-%d}" if at else ""


@register.filter
def span(length: timedelta | None) -> str:
    """Hours and minutes, whole minutes begun and ended: 4:13."""
    if length is None:
        return ""
    hours, minutes = divmod(max(length // timedelta(minutes=1), 0), 60)
    return f"{hours}:{minutes:02d}"


@register.filter
def ago(at: datetime | None) -> str:
    """How long ago by the wall: 12 s ago. What a drill's clock does not date."""
    return _("%(length)s ago") % {"length": _rough(clock.wall() - at)} if at else ""


def until(at: datetime | None) -> str:
    """How long from now by the wall: in 3 min."""
    if at is None:
        return ""
    return _("in %(length)s") % {"length": _rough(at - clock.wall())}


def _rough(length: timedelta) -> str:
    """In its largest unit alone, whole ones."""
    seconds = max(length // timedelta(seconds=1), 0)
    for size, says in (
        (86400, _("%(n)s d")),
        (3600, _("%(n)s h")),
        (60, _("%(n)s min")),
    ):
        if seconds >= size:
            return says % {"n": seconds // size}
    return _("%(n)s s") % {"n": seconds}
