"""A verb by its address, who may do it, and on what it is done."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor, role_label, roles
from greenlane.core.command import Command, commands
from greenlane.core.fields import Id
from greenlane.core.models import Unit
from greenlane.core.refusals import NotAllowed, NotFound
from greenlane.core.web.access import ProofDue
from greenlane.work import queries
from greenlane.work.models import Order


@dataclass(frozen=True)
class Asked:
    """A verb, the person before its page, and the order that it is about, if any."""

    command: Command
    actor: Actor
    unit: Unit
    order: Order | None = None

    @property
    def address(self) -> str:
        return address(self.command, self.order)

    @property
    def stop(self) -> str:
        """Where work on this order is stopped, from any other of its pages."""
        stop = commands()["work.stop_work"]
        if self.order is None or self.command is stop:
            return ""
        return address(stop, self.order)

    @property
    def back(self) -> str:
        """Where it came from and where it goes on."""
        if self.order is None:
            return reverse("desk:house")
        return reverse("board:order", args=[self.order.number])


@cache
def by_slug() -> dict[str, Command]:
    """Verbs by the last word of their address."""
    return {each.slug: each for each in commands().values()}


def of_order(actor: Actor, number: str, slug: str) -> Asked:
    """The verb on this order. NotFound for a foreign order or an unknown verb."""
    command = _known(by_slug().get(slug), slug, actor)
    actor = _sighted(command, actor)
    order = queries.order_called(actor, number)
    return Asked(command, actor, order.unit, order)


def of_house(actor: Actor, unit: Unit, room: str, slug: str) -> Asked:
    """The verb without an order."""
    name = f"{room}.{slug.replace('-', '_')}"
    command = _known(commands().get(name), slug, actor)
    return Asked(command, _sighted(command, actor), unit)


def _sighted(command: Command, actor: Actor) -> Actor:
    return actor.to_restrict() if command.kind.anyone else actor


def _known(command: Command | None, slug: str, actor: Actor) -> Command:
    if command is None:
        raise NotFound("command", name=slug[:60])
    if actor.due and not may(actor, command):
        raise ProofDue(actor.due)
    if not may(actor, command):
        # Nothing is kept of this: it names the verb and who may do it.
        raise NotAllowed(
            "role-missing",
            needs=str(command.title),
            who=who_may(command),
            roles=giving(command.needs),
        )
    return command


def who_may(command: Command) -> list[str]:
    """The roles that include the verb, as people call them."""
    return [role_label(role) for role in giving(command.needs)]


def giving(need: str) -> list[str]:
    """The roles that include it, but the house's own."""
    able = (role for role, needs in roles().items() if need in needs)
    return [role for role in able if role != "system"]


ROOMS: dict[str, Promise] = {
    "core": _("The house"),
    "places": _("Places"),
    "workforce": _("People"),
    "network": _("Grid"),
    "work": _("Work"),
    "safety": _("Safety"),
    "connections": _("Connections"),
    "dispatch": _("Plan"),
    "notices": _("Notices"),
}
HOUSE_KINDS = frozenset(
    {
        "site",
        "zone",
        "contact",
        "person",
        "device",
        "team",
        "certificate",
        "token",
        "emergency",
        "factor",
        "depot",
        "supplypoint",
    }
    | {"organisation", "grant", "openclaim", "shifthandover", "document"}
)
# These have pages of their own, or are done by the house itself.
OWN_PAGES = frozenset(
    f"core.{name}"
    for name in (
        "add_passkey",
        "add_totp",
        "allow_first_pin",
        "allow_pin",
        "draw_codes",
        "note_failed_logins",
        "open_emergency",
        "prove_second",
        "reset_password",
        "seal_emergency",
    )
)


def house_verbs(actor: Actor) -> dict[str, list[Command]]:
    """Room → its verbs that are about no order, as far as this person may do them."""
    found: dict[str, list[Command]] = {}
    for command in commands().values():
        fields = command.takes.base_fields.values()
        kinds = {field.kind for field in fields if isinstance(field, Id)}
        if command.name in OWN_PAGES:
            continue
        if kinds <= HOUSE_KINDS and may(actor, command):
            found.setdefault(command.room, []).append(command)
    return found


def may(actor: Actor, command: Command) -> bool:
    """Whether the verb is offered to this person at all. The door judges anew."""
    return command.kind.anyone or not command.needs or actor.may(command.needs)


def address(command: Command, order: Order | None = None, **known: Any) -> str:
    """The page of a verb; what is already known goes along."""
    if order is None:
        found = reverse("desk:do", args=[command.room, command.slug])
    else:
        found = reverse("desk:verb", args=[order.number, command.slug])
    return f"{found}?{urlencode(known)}" if known else found
