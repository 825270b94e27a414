"""What the page of a new request shows: places found, what is open there, the form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.connections.models import Connection
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.ids import uuid7
from greenlane.desk.intake import NEW
from greenlane.desk.lines import lines
from greenlane.desk.options import Options
from greenlane.desk.refused import Problem
from greenlane.desk.verbs import Asked
from greenlane.desk.wanted import wishes
from greenlane.places.models import Site, Supply
from greenlane.places.search import find_sites
from greenlane.work import orderlists
from greenlane.work.labels import LABELS, label
from greenlane.work.models import Order

# The page asks these in a way of its own, or leaves them to the page of the verb.
APART = ("site", "need_at", "points", "part_of", "although_open")
FIRST = ("authority", "requested_by", "requester_phone", "purpose", "load_kw")
PURPOSES: tuple[Promise, ...] = (
    _("Quarantine point"),
    _("Test point"),
    _("Checkpoint"),
    _("Makeshift hospital"),
    _("Hospital"),
    _("Care home"),
)
STATES = ("dark", "unknown", "generator", "grid_temporary", "grid_permanent")
REMEMBERED, READ = 12, 80  # authorities that are offered again; requests looked at


@dataclass(frozen=True)
class Twin:
    """What is asked for already at a place."""

    order: Order
    label: str


@dataclass(frozen=True)
class Place:
    """A site that was found, whether it is the chosen one, and what is open there."""

    site: Site
    chosen: bool
    twins: tuple[Twin, ...]


def places(
    actor: Actor, typed: str, chosen: str = "", *, typing: bool = False
) -> list[Place]:
    """What fits the typed text; the only one that fits is chosen.

    While somebody types, what fits no longer is not chosen any more: the list would
    begin with the place of the letters before.
    """
    found = find_sites(actor, typed)
    if (key := _key(chosen)) and not typing:
        named = Site.objects.seen_by(actor).filter(pk=key)
        found = [*named, *(each for each in found if each.pk != key)]
    open_there = orderlists.open_at(
        actor, [each.pk for each in found], mission="connection"
    )
    only = len(found) == 1 and chosen != NEW
    return [
        Place(each, only or str(each.pk) == chosen, _twins(open_there.get(each.pk, ())))
        for each in found
    ]


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _twins(orders: Iterable[Order]) -> tuple[Twin, ...]:
    return tuple(Twin(each, str(LABELS[label(each).code])) for each in orders)


def found_places(
    actor: Actor, sent: QueryDict, *, typing: bool = False
) -> dict[str, Any]:
    """The part that changes while a name is typed."""
    typed, chosen = sent.get("where", "").strip()[:80], sent.get("site", "")
    return {
        "typed": typed,
        "places": places(actor, typed, chosen, typing=typing),
        "is_new": chosen == NEW,
        "address": sent.get("address", ""),
        "states": [(code, str(Supply(code).label)) for code in STATES],
        "state": sent.get("state", "unknown"),
        "although": bool(sent.get("although_open")),
    }


def call_page(asked: Asked, sent: QueryDict, problem: Problem | None) -> dict[str, Any]:
    """Everything that the page shows; `sent` is what was filled in so far."""
    takes = asked.command.takes
    form = takes(sent) if problem else takes(initial=sent.dict())
    for name in APART:
        form.fields.pop(name)
    form.fields["authority"].widget.attrs["list"] = "authorities"
    form.fields["purpose"].widget.attrs["list"] = "purposes"
    form.fields["requester_phone"].widget.input_type = "tel"
    drawn = lines(form, asked.command.name, Options(asked), {})
    first = [line for line in drawn if line.bound.name in FIRST]  # type: ignore[union-attr]
    now = clock.now()
    return {
        **found_places(asked.actor, sent),
        "asked": asked,
        "problem": problem,
        "lines": sorted(first, key=lambda line: FIRST.index(line.bound.name)),
        "more": [line for line in drawn if line not in first],
        "wishes": wishes(sent, ZoneInfo(asked.unit.timezone), now),
        "picked": sent.get("need_at", "")[:25],
        "asked_at": now.isoformat(),
        "command_id": sent.get("command_id") or uuid7(),
        "authorities": _authorities(asked.actor),
        "purposes": PURPOSES,
    }


def _authorities(actor: Actor) -> list[str]:
    """Who has ordered lately: nobody types the county command centre again."""
    rows = Connection.objects.seen_by(actor).order_by("-id")
    return list(dict.fromkeys(rows.values_list("authority", flat=True)[:READ]))[
        :REMEMBERED
    ]
