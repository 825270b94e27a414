"""Who may end what stands still: the roles, and who of them is there now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from greenlane.core.actors import role_label, roles
from greenlane.core.command import commands
from greenlane.core.models import Unit
from greenlane.core.texts import listed
from greenlane.workforce.present import Holders, present

SHOWN = 4  # roles and people by name; the rest is counted


@dataclass(frozen=True)
class End:
    """`verb` ends it, in this unit. `besides`: the account that may not, though others
    of its role may.
    """

    verb: str
    unit: Unit
    besides: int | None = None


def told(ends: Sequence[End]) -> dict[End, str]:
    """Each in one sentence. Five queries for each clock, however many stand."""
    able = {end.verb: _able(end.verb) for end in ends}
    units = {end.unit.pk: end.unit for end in ends}.values()
    wanted = {role for mine in able.values() for role in mine}
    held = present(list(units), wanted) if ends else {}
    return {end: _told(end, able[end.verb], held) for end in ends}


def _able(verb: str) -> tuple[str, ...]:
    """The roles that a person may hold and that give what the verb needs."""
    needs = commands()[verb].needs
    return tuple(
        role for role, given in roles().items() if needs in given and role != "system"
    )


def _told(end: End, able: Sequence[str], held: Holders) -> str:
    there = {
        each.account: str(each.person)
        for role in able
        for each in held.get((end.unit.pk, role), {}).values()
        if each.person and each.account != end.besides
    }
    more = pgettext("roles", "%(names)s and %(n)s more")
    said = {"roles": _some(map(role_label, able), more)}
    if not there:
        return _("May be ended by %(roles)s; nobody of them is there now") % said
    more = pgettext("people", "%(names)s and %(n)s more")
    said["people"] = _some(there.values(), more)
    return _("May be ended by %(roles)s; there now: %(people)s") % said


def _some(names: Iterable[str], more: str) -> str:
    every = list(dict.fromkeys(names))
    if len(every) <= SHOWN:
        return listed(every)
    return more % {"names": listed(every[:SHOWN]), "n": len(every) - SHOWN}
