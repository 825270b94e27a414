"""Links to the verbs of an order: which a reader may do, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.db.models import Model
from django.utils.translation import get_language

from greenlane.board.words import ROOMS, word
from greenlane.core.actors import Actor, role_label, roles
from greenlane.core.command import Command, commands
from greenlane.core.fields import Id
from greenlane.core.refusals import Missing
from greenlane.work.models import Order

# Begun elsewhere than on the page of an order.
ELSEWHERE = frozenset(
    {
        "connections.request",
        "dispatch.choose_plan",
        "work.close_link",
        "work.open_link",
    }
)
# A signature that a gate misses: its code → (kind of document, role on it).
SIGNS = {
    "survey-unsigned": ("survey", "survey_leader"),
    "leader-unsigned": ("ticket", "leader"),
    "transfer-unsigned": ("tickettransfer", "takes_ticket"),
    "permitter-unsigned": ("ticket", "permitter"),
    "second-issuer-unsigned": ("ticket", "second_issuer"),
    "second-permitter-unsigned": ("ticket", "second_permitter"),
    "earth-unsigned": ("earthset", "guard"),
    "removal-unsigned": ("earthset", "removal_guard"),
    "people-clear-unsigned": ("earthset", "people_clear"),
    "briefing-unsigned": ("evidence", "head"),
    "watcher-unsigned": ("evidence", "watcher"),
    "authority-unsigned": ("evidence", "authority"),
    "electrician-unsigned": ("evidence", "site_electrician"),
    "handover-unsigned": ("connection", "receiver"),
}


@dataclass(frozen=True)
class Verb:
    """A verb on this order. `mine`: the reader may do it; `who`: the roles that may."""

    name: str
    title: str
    url: str
    mine: bool
    who: tuple[str, ...]
    anyone: bool


def verb(order: Order, name: str, actor: Actor, /, **given: Any) -> Verb | None:
    """The verb of this name; None for a next step that is no verb of an order."""
    found = commands().get(name)
    if found is None or found.room not in ROOMS:
        return None
    return Verb(
        name,
        str(found.title),
        url_of(order, found, given),
        may(actor, found, order),
        _who(found),
        found.kind.anyone or not found.needs,
    )


def may(actor: Actor, found: Command, order: Order) -> bool:
    """What the door asks of the role: not whether the gates are open."""
    free = found.kind.anyone or not found.needs
    return free or actor.may(found.needs, order.unit.path)


def url_of(order: Order, found: Command, given: Mapping[str, Any]) -> str:
    """The page of the verb, with the fields that are known."""
    known = {"order": order.pk, **given}
    fields = found.takes.base_fields
    filled = {k: str(v) for k, v in known.items() if k in fields and v}
    where = f"/orders/{order.number}/{found.slug}"
    return f"{where}?{urlencode(filled)}" if filled else where


def bringing(order: Order, missing: Missing, actor: Actor, **given: Any) -> Verb | None:
    """The verb that brings what a gate misses, on the row that the gate names."""
    found = commands().get(missing.next_step)
    if found is None:
        return None
    known = dict(given)
    key = missing.evidence[0] if missing.evidence else None
    if missing.what in SIGNS:
        kind, role = SIGNS[missing.what]
        document = key if key and _is_there(kind, key) else given.get("target")
        known |= {"kind": kind, "role": missing.facts.get("role", role)}
        known |= {"id": given.get("id") or document}
    elif key:
        known |= _row(found, key)
    if covers := missing.facts.get("covers"):
        known["area"] = covers
    return verb(order, found.name, actor, **known)


def _row(found: Command, key: str) -> dict[str, str]:
    """The field that takes this row, with its key: the gate names a row of its own."""
    for name, field in found.takes.base_fields.items():
        kind = field.kind if isinstance(field, Id) else "person"
        if kind not in {"order", "person"} and _is_there(kind, key):
            return {name: key}
    return {}


def _is_there(kind: str, key: str) -> bool:
    model = _models().get(kind)
    return model is not None and model._default_manager.filter(pk=key).exists()


@cache
def _models() -> dict[str, type[Model]]:
    return {model._meta.model_name or "": model for model in apps.get_models()}


def _who(found: Command) -> tuple[str, ...]:
    return _able(found.needs, get_language())


@cache
def _able(need: str, language: str | None) -> tuple[str, ...]:
    """The roles that give this need, as this language calls them."""
    holding = (role for role, needs in roles().items() if need in needs)
    return tuple(role_label(role) for role in holding if role != "system")


def others(order: Order, actor: Actor) -> list[tuple[str, list[Verb]]]:
    """Every verb that this reader's roles allow here, by room."""
    mine = list(_mine(order, actor))
    return [
        (word(ROOMS, room), [each for each in mine if each.name.startswith(f"{room}.")])
        for room in ROOMS
    ]


def _mine(order: Order, actor: Actor) -> Iterator[Verb]:
    for name, found in commands().items():
        if name in ELSEWHERE or found.room not in ROOMS:
            continue
        if (made := verb(order, name, actor)) and made.mine:
            yield made
