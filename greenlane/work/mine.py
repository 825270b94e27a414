"""What of the work is one person's: given, offered, or begun and not ended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

from greenlane.core.actors import Actor
from greenlane.core.kept import kept
from greenlane.core.prepared import prepared
from greenlane.work.models import Assignment, Handoff, Head, Order, Task

MANY = 99  # counted up to here


def my_tasks(actor: Actor) -> QuerySet[Task]:
    """Open tasks of the person who looks, each with `begun`, `offered` and `given`.

    Asked from the person's side: what others have to do is never looked through.
    """
    account = actor.account or 0
    at_work = Head.objects.filter(
        person__account=account,
        left_at__isnull=True,
        stint__corrected_by__isnull=True,
    ).values("stint__task")
    to_take = _open(Handoff.objects.filter(taker__account=account))
    to_do = _open(Assignment.objects.filter(person__account=account))
    begun, offered, given = Q(pk__in=at_work), Q(pk__in=to_take), Q(pk__in=to_do)
    asked = (offered | given) & Q(
        finished_at__isnull=True, dropped_at__isnull=True, order__ended=False
    )
    his = Q(pk__in=at_work.union(to_take, to_do))
    # Work that nobody has ended is his, whatever became of the task.
    rows = Task.objects.seen_by(actor).filter(his & (begun | asked))
    return rows.annotate(begun=_said(begun), offered=_said(offered), given=_said(given))


def my_count(actor: Actor) -> int:
    """How many tasks that is, counted up to MANY. Cheap for whoever has none."""
    return kept("my-count", (actor.account, actor.sight), lambda: _counted(actor))


def _counted(actor: Actor) -> int:
    if not _any_at_all(actor.account or 0):
        return 0
    return len(my_tasks(actor).order_by().values_list("pk", flat=True)[:MANY])


@prepared
def _any_at_all(account: int) -> QuerySet[Any, Any]:
    """Whether something was ever his and has not ended; most people have nothing."""
    given = Assignment.objects.filter(person__account=account, ended_at__isnull=True)
    offered = Handoff.objects.filter(taker__account=account, ended_at__isnull=True)
    at_work = Head.objects.filter(person__account=account, left_at__isnull=True)
    names = [rows.values_list("pk") for rows in (given, offered, at_work)]
    return names[0].union(*names[1:])[:1]


def my_orders(actor: Actor) -> Iterable[Any]:
    """The keys of orders on which there is such a task, or that this person has."""
    mine = my_tasks(actor).order_by().values("order")
    return Order.objects.filter(
        Q(pk__in=mine) | Q(taken_by__account=actor.account or 0)
    ).values("pk")


def _open(rows: QuerySet[Any]) -> QuerySet[Any]:
    standing = rows.filter(corrected_by__isnull=True, ended_at__isnull=True)
    return standing.values("task")


def _said(condition: Q) -> Case:
    return Case(When(condition, then=Value(value=True)), default=Value(value=False))
