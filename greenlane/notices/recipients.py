"""Who is told, asked when it is sent: whoever is on shift then, and why he.

What waits for a person by name goes to him at any hour. All else goes to whoever is
there: of an alarm the first role of the chain in which somebody is. There is whoever
has a channel that is on, too: on shift without one, nothing would reach him. Where
nothing has arrived of late at those who are there, they are tried all the same, and the
next role is told as well. Where nobody is reached at all, everybody in the chain is
told of what cannot wait.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from greenlane.core.actors import Actor, role_label
from greenlane.core.models import Unit
from greenlane.notices import figures
from greenlane.notices.models import Webhook
from greenlane.notices.undelivered import takes, tried
from greenlane.workforce.present import present, there_now
from greenlane.workforce.rosters import Hours, Spell

# Why nothing was sent to somebody, because of others: asked anew where these fail.
LEFT_OUT = ("another-is-told", "off-shift")


class Unwanted(Exception):
    """Nothing is to be sent; the code says why (`texts.ANSWERS`)."""


@dataclass(frozen=True)
class Place:
    """As what somebody is told. `nobody`: whoever should be told first is not reached.

    `before` is the role that is told first, where nothing arrives at those who have it.
    """

    role: str
    spell: Spell | None = None
    nobody: bool = False
    before: str = ""


@dataclass(frozen=True)
class There:
    """Somebody who is there. `reached`: the last that was sent to him has arrived."""

    hours: Hours
    reached: bool


def on_shift(actor: Actor, unit: Unit, *, kind: str, must_be_told: bool) -> Place:
    """The reader, if he is there. Raises Unwanted; inside the clock of the unit."""
    if actor.account in (mine := there_now([actor.account or 0])):
        return Place(_role(actor, unit), mine[actor.account].hours.spell)
    there = _there(unit, figures.chain(unit), kind) if must_be_told else {}
    if must_be_told and not any(map(_is_reached, there.values())):
        return Place(_role(actor, unit), nobody=True)
    raise Unwanted("off-shift")


def in_turn(actor: Actor, unit: Unit, *, kind: str, level: int) -> Place:
    """The reader, if this alarm is told to him now. Raises Unwanted."""
    chain = figures.chain(unit)
    there, before = _there(unit, chain[level:], kind), ""
    for role in chain[level:]:
        if actor.account in there[role]:
            spell = there[role][actor.account].hours.spell
            return Place(role, spell, before=before)
        if _is_reached(there[role]):
            raise Unwanted("another-is-told")
        before = before or (role if there[role] else "")
    if any(role in chain for path, role in actor.grants if unit.path.startswith(path)):
        return Place(_role(actor, unit), nobody=True)
    raise Unwanted("another-is-told")


def _is_reached(there: Mapping[int, There]) -> bool:
    return any(each.reached for each in there.values())


def why(place: Place, unit: Unit) -> str:
    """One sentence in the language of the reader."""
    said = {"role": role_label(place.role), "unit": str(unit)}
    if place.nobody:
        return (
            _(
                "You get this because nobody who is told first is on shift in %(unit)s"
                " and can be reached, and you are %(role)s there."
            )
            % said
        )
    if place.before:
        said["before"] = role_label(place.before)
    if place.spell is None:
        return _unbound(place) % said
    here = ZoneInfo(unit.timezone)
    said["starts"], said["ends"] = (
        f"{each.astimezone(here):%H:%M}" for each in place.spell
    )
    if place.before:
        return (
            _(
                "You get this because nothing arrives at %(before)s of %(unit)s, who is"
                " told first, and you are %(role)s on shift %(starts)s–%(ends)s."
            )
            % said
        )
    return (
        _(
            "You get this because you are %(role)s on shift %(starts)s–%(ends)s"
            " of %(unit)s."
        )
        % said
    )


def _unbound(place: Place) -> str:
    """For whom no shifts are kept."""
    if place.before:
        return _(
            "You get this because nothing arrives at %(before)s of %(unit)s, who is"
            " told first, and you are %(role)s; no shifts are kept for you."
        )
    return _(
        "You get this because you are %(role)s of %(unit)s; no shifts are kept for you."
    )


def _there(unit: Unit, roles: Sequence[str], kind: str) -> dict[str, dict[int, There]]:
    """Role → the accounts that hold it here, are there now and have a channel."""
    reached, held = _reached(kind), present([unit], roles)
    return {
        role: {
            each.account: There(each.hours, reached[each.account])
            for each in held.get((unit.pk, role), {}).values()
            if each.account in reached
        }
        for role in roles
    }


def _reached(kind: str) -> dict[int, bool]:
    """Whoever has a channel of his own for it that is on → whether one takes things."""
    own = Webhook.objects.filter(
        kinds__contains=kind, whole_unit=False, removed_at=None, off_at=None
    )
    found: dict[int, bool] = {}
    rows = tried(own).values_list("account", "kinds", "arrived", "failed")
    for account, kinds, arrived, failed in rows:
        if kind in kinds.split():
            good = takes(arrived=arrived, failed=failed)
            found[account] = found.get(account, False) or good
    return found


def _role(actor: Actor, unit: Unit) -> str:
    """The role that the reader holds here; one of the chain before any other."""
    mine = [role for path, role in actor.grants if unit.path.startswith(path)]
    first = (role for role in figures.chain(unit) if role in mine)
    return next(first, mine[0] if mine else "")
