"""What holds the site dark, in one sentence: who, which task, how long, what next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.work.ledger.model import Holding

# One sentence for every cause of `greenlane.work.causes`.
WAITS: dict[str, Promise] = {
    "material": gettext_lazy(
        "%(holder)s: no material for %(item)s, %(age)s;"
        " next: bring it, then close the wait."
    ),
    "generator": gettext_lazy(
        "%(holder)s: no generator for %(item)s, %(age)s;"
        " next: get it to the site, then close the wait."
    ),
    "load_not_there": gettext_lazy(
        "%(holder)s: the load for %(item)s is not on site, %(age)s;"
        " next: ask when it comes."
    ),
    "permit": gettext_lazy(
        "%(holder)s: no permit for %(item)s, %(age)s; next: get the yes or the no."
    ),
    "locate": gettext_lazy(
        "%(holder)s: buried services not shown for %(item)s, %(age)s;"
        " next: have them marked on site, dig after that."
    ),
    "switching": gettext_lazy(
        "%(holder)s: switching not done for %(item)s, %(age)s;"
        " next: ask for the order to switch."
    ),
    "weather": gettext_lazy(
        "%(holder)s: the weather stops %(item)s, %(age)s; next: read it again on site."
    ),
    "access": gettext_lazy(
        "%(holder)s: no way in for %(item)s, %(age)s; next: get the key or the escort."
    ),
    "third_party": gettext_lazy(
        "%(holder)s: others hold up %(item)s, %(age)s; next: ring them for an answer."
    ),
    "safety_test": gettext_lazy(
        "%(holder)s: a safety test runs before %(item)s goes on, %(age)s;"
        " next: record the readings."
    ),
    "night_rest": gettext_lazy(
        "%(holder)s: the crew of %(item)s rests, %(age)s;"
        " next: name the crew that goes on in the morning."
    ),
    "held_by_order": gettext_lazy(
        "%(holder)s put the order on hold at %(item)s, %(age)s;"
        " next: resume it or cancel it."
    ),
    "not_needed_yet": gettext_lazy(
        "%(holder)s: light is not needed yet, %(age)s; next: %(item)s, in good time."
    ),
    "cancelled": gettext_lazy(
        "%(holder)s: the order is cancelled, it stopped at %(item)s, %(age)s;"
        " next: reopen it if light is wanted after all."
    ),
}
_WORK = gettext_lazy(
    "%(holder)s: at work on %(item)s, %(age)s; next: finish it and say so."
)
_IDLE = gettext_lazy(
    "%(holder)s has %(item)s and has not begun, %(age)s;"
    " next: begin, or name what it waits for."
)
_GAPS: dict[str, Promise] = {
    "work.accept_handoff": gettext_lazy(
        "%(holder)s was offered %(item)s and has not accepted, %(age)s;"
        " next: accept, or offer it to somebody else."
    ),
    "work.assign": gettext_lazy(
        "Nobody is on %(item)s, %(holder)s answers for it, %(age)s;"
        " next: assign somebody, or name what it waits for."
    ),
    "work.finish_task": gettext_lazy(
        "%(holder)s: the work on %(item)s has ended and nobody says that it is done,"
        " %(age)s; next: say so, or begin again."
    ),
    "work.take_order": gettext_lazy(
        "Nobody has taken the order, %(holder)s answers for it, %(age)s; next: take it."
    ),
    "": gettext_lazy(
        "%(holder)s has the order and no task is open, %(age)s;"
        " next: say what comes now."
    ),
}


def sentence(holding: Holding, names: Mapping[str, str], now: datetime) -> str:
    """The sentence in the active language.

    `names` resolves task keys and holders; what it does not know is shown as it is.
    """
    item, holder = holding.item, holding.holder
    return str(_text(holding)) % {
        "item": _("the whole order") if item is None else names.get(item, item),
        "holder": names.get(holder, holder) if holder else _("no name given"),
        "age": age(now - holding.since),
    }


def age(length: timedelta) -> str:
    """A length of time in whole minutes, in hours from one hour, in days from two.

    No line breaks inside it: a figure without its unit is no time.
    """
    return _said(length).replace(" ", "\u00a0")


def _said(length: timedelta) -> str:
    hours, minutes = divmod(max(length // timedelta(minutes=1), 0), 60)
    days, rest = divmod(hours, 24)
    if not hours:
        return _("%(minutes)s min") % {"minutes": minutes}
    if days < 2:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}
    return _("%(days)s d %(hours)s h") % {"days": days, "hours": rest}


def _text(holding: Holding) -> Promise:
    if holding.kind == "wait":
        return WAITS[holding.cause]
    if holding.kind == "work":
        return _WORK
    return _GAPS.get(holding.next_step, _IDLE)
