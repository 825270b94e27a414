"""What was not delivered: to whom, since when, why, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.templatetags.times import ago, until
from greenlane.notices import undelivered
from greenlane.notices.channels import LABELS as SERVICES
from greenlane.notices.kinds import LABELS
from greenlane.notices.models import Delivery, Outcome, Webhook
from greenlane.notices.texts import came_of
from greenlane.workforce.names import names_of

MOST = 100
# What to do, by the code of the last try; by its beginning, where it bears a number.
REMEDIES: dict[str, Promise] = {
    "address-inside": _("Let the administrator list the host, or take another."),
    "no-such-host": _("Look whether the name is right, and this house online."),
    "no-connection": _("Look whether the receiver runs, and this house online."),
    "too-slow": _("Look why the receiver does not answer; ring meanwhile."),
    "certificate": _("Let the receiver renew its certificate."),
    "redirect": _("Add the channel anew with the address that it names."),
    "http": _("Look at the receiver; its key may have been withdrawn."),
    "code": _("Look at the robot: key, key words, how many in a minute."),
    "service-refused": _("Look at name, password and recipients of the channel."),
    "secret-lost": _("Remove the channel and add it anew."),
    "service-not-installed": _("Let the administrator install greenlane[notify]."),
}
OTHERWISE = _("Send a test; if it fails, add the channel anew.")
TEST = pgettext_lazy("notice", "Test")
UNTRIED = _("Nobody has tried yet: look whether the sender runs.")


@dataclass(frozen=True)
class Untold:
    """One notice. `again_in`: until it is tried next; empty where it was
    given up. How long since and until, by the wall, which a drill does not follow.
    """

    what: str
    who: str
    channel: str
    service: str
    since: str
    tries: int
    why: str
    remedy: Promise | str
    again_in: str


@dataclass(frozen=True)
class Off:
    """A channel that is switched off, its person, and for how long."""

    hook: Webhook
    who: str
    since: str


@dataclass(frozen=True)
class Page:
    """`is_unknown`: the sender is silent, so that nobody knows what has arrived."""

    rows: tuple[Untold, ...]
    more: int
    channels: int
    off: tuple[Off, ...]
    is_unknown: bool
    heard: str


def undelivered_page(actor: Actor) -> Page:
    found = undelivered.undelivered(actor)
    rows, mine = list(found[: MOST + 1]), undelivered.channels(actor)
    more = found.count() - MOST if len(rows) > MOST else 0
    silent, heard = undelivered.sender_silent()
    off = list(mine.filter(off_at__isnull=False).order_by("off_at"))
    names = names_of([*(row.webhook.account_id for row in rows), *_whose(off)])
    return Page(
        tuple(_untold(row, names) for row in rows[:MOST]), more, mine.count(),
        tuple(Off(x, names.get(x.account_id, ""), ago(x.off_at)) for x in off),
        silent, ago(heard),
    )  # fmt: skip


def _whose(hooks: Iterable[Webhook]) -> Iterator[int]:
    return (each.account_id for each in hooks)


def by_the_wall(at: datetime | None) -> str:
    """By the server's own clock, also in a drill; with its day, if it is not today."""
    if at is None:
        return ""
    here, today = localtime(at), localtime(clock.wall())
    return f"{here:%H:%M}" if here.date() == today.date() else f"{here:%m-%d %H:%M}"


def _untold(row: Delivery, names: Mapping[int, str]) -> Untold:
    hook = row.webhook
    waits = row.outcome == Outcome.WAITING
    return Untold(
        what=str(LABELS.get(row.kind, TEST)),
        who=f"{hook.unit}" if hook.whole_unit else names.get(hook.account_id, ""),
        channel=hook.name,
        service=f"{SERVICES.get(hook.service, hook.service)} · {hook.host}",
        since=ago(row.queued_at),
        tries=row.tries,
        why=came_of(row.answer) if row.tries else str(_("not tried yet")),
        remedy=_remedy(row),
        again_in=until(row.due_at) if waits else "",
    )


def _remedy(row: Delivery) -> Promise | str:
    if not row.tries:
        return UNTRIED
    answer = row.answer
    return REMEDIES.get(answer) or REMEDIES.get(answer.partition("-")[0], OTHERWISE)
