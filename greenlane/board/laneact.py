"""The one act on each lane of the list, for a reader who may do it; two queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from greenlane.board.verbs import Verb, verb
from greenlane.board.whose import reader
from greenlane.core.actors import Actor
from greenlane.core.kept import kept
from greenlane.core.prepared import prepared
from greenlane.work.ledger import Holding
from greenlane.work.models import Order, Wait
from greenlane.work.naming import PERSON
from greenlane.workforce.models import Person

Held = Mapping[UUID, Holding | None]


def acts(orders: Sequence[Order], held: Held, actor: Actor) -> dict[UUID, Verb]:
    """Order → what this reader can do about what holds it; nothing where nobody asks.

    What is being worked at is known only on the page of the order: it leads there.
    """
    me, waits = reader(actor), _waits(held)
    found = {}
    for order in orders:
        if (holding := held[order.pk]) and not _stands(order):
            given = dict(_given(order, holding, waits))
            if act := _act(order, holding, actor, me, given):
                found[order.pk] = act
    return found


def _stands(order: Order) -> bool:
    return any(stop.lifted_at is None for stop in order.stops.all())


def _waits(held: Held) -> dict[tuple[UUID, str], UUID]:
    """Open waits by order and cause; the oldest of each."""
    return kept("lane-waits", tuple(held), lambda: _open_waits(tuple(held)))


def _open_waits(orders: tuple[UUID, ...]) -> dict[tuple[UUID, str], UUID]:
    return {(each.order_id, each.cause): each.pk for each in _newest_first(orders)}


@prepared
def _newest_first(orders: tuple[UUID, ...]) -> QuerySet[Wait]:
    rows = Wait.objects.current().filter(order__in=orders, ended_at=None)
    return rows.order_by("-happened_at")


def _given(
    order: Order, held: Holding, waits: Mapping[tuple[UUID, str], UUID]
) -> Iterator[tuple[str, Any]]:
    yield from (("task", t.pk) for t in order.tasks.all() if t.key == held.item)
    if wait := waits.get((order.pk, held.cause)):
        yield "wait", wait


def _act(
    order: Order,
    held: Holding,
    actor: Actor,
    me: Person | None,
    given: Mapping[str, Any],
) -> Verb | None:
    somebody = held.holder.startswith(PERSON)
    mine = me is not None and held.holder == f"{PERSON}{me.pk}"
    if mine and held.kind == "work":
        page = reverse("board:order", args=[order.number])
        return Verb("", _("Go on with it"), page, mine=True, who=(), anyone=True)
    if held.kind == "work" or (somebody and not mine and held.kind == "gap"):
        return None
    found = verb(order, held.next_step, actor, **given)
    return found if found and found.mine else None
