"""My work: what I have begun, what is given to me, and what waits for my word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from greenlane.board.gatelist import checklist_of
from greenlane.board.laneact import acts
from greenlane.board.listing import Lane, lanes_of, urgency
from greenlane.board.nextstep import next_step
from greenlane.board.pages import scene_of
from greenlane.board.verbs import Verb, verb
from greenlane.board.whose import Next, reader
from greenlane.connections.models import Connection
from greenlane.core.actors import Actor
from greenlane.places.models import Contact
from greenlane.safety.closure import closure
from greenlane.safety.ticket_queries import led_by
from greenlane.work import orderlists, queries
from greenlane.work.mine import my_tasks
from greenlane.work.models import Order, Task
from greenlane.work.narrowing import Filters
from greenlane.workforce.models import Person

CLOSE = 8  # orders of one's own that are looked at closely, the most urgent first
# And of the others, where only the gates can say whose turn it is; those on which the
# reader leads a ticket are looked at besides.
OTHERS = 4
LOOKED = 100  # open orders that are looked through for a word of mine


@dataclass(frozen=True)
class Calls:
    """Whom to telephone on the site."""

    name: str
    phone: str


@dataclass(frozen=True)
class Mine:
    """One order, my tasks on it, and my one next act; else who comes before me."""

    lane: Lane
    tasks: tuple[str, ...]
    act: Verb | None
    why: str
    others: tuple[str, ...]
    calls: Calls | None = None


@dataclass(frozen=True)
class MyWork:
    """Three lists, each in order of urgency: begun, given, waiting for my word."""

    begun: tuple[Mine, ...]
    given: tuple[Mine, ...]
    word: tuple[Mine, ...]
    is_person: bool


def my_work(actor: Actor) -> MyWork:
    me = reader(actor)
    tasks: dict[UUID, list[Task]] = {}
    for task in my_tasks(actor).order_by("order", "place") if me else ():
        tasks.setdefault(task.order_id, []).append(task)
    lanes = _lanes(actor, tasks)
    own = [
        _own(lane, tasks[lane.order.pk], actor, me, close=n < CLOSE)
        for n, lane in enumerate(lanes)
    ]
    word = _called(_word(actor, tasks, me))
    own = _called(own)
    begun = {key for key, rows in tasks.items() if any(_is(t, "begun") for t in rows)}
    return MyWork(
        tuple(each for each in own if each.lane.order.pk in begun),
        tuple(each for each in own if each.lane.order.pk not in begun),
        tuple(word),
        me is not None,
    )


def _lanes(actor: Actor, keys: Iterable[UUID]) -> list[Lane]:
    """The lanes of these orders, the most urgent first."""
    wanted = Filters(ended=None, ids=tuple(keys), limit=LOOKED)
    orders = orderlists.orders_list(actor, wanted).orders if wanted.ids else []
    return sorted(lanes_of(orders, queries.moments_of(orders)), key=_urgent)


def _urgent(lane: Lane) -> tuple[bool, bool, object]:
    return not lane.stopped, not lane.late, urgency(lane)


def _is(task: Task, what: str) -> bool:
    return bool(getattr(task, what))


def _own(
    lane: Lane, tasks: Sequence[Task], actor: Actor, me: Person | None, *, close: bool
) -> Mine:
    found = _closely(lane.order, actor, me) if close else None
    names = tuple(str(task) for task in tasks)
    if found is not None and found.mine:
        return Mine(lane, names, found.verb, found.why, ())
    if act := _plainly(lane.order, tasks, actor):
        return Mine(lane, names, act, "", ())
    why, others = (found.why, found.who) if found else ("", ())
    return Mine(
        lane, names, None, f"{found.verb.title}: {why}" if found else "", others
    )


def _plainly(order: Order, tasks: Sequence[Task], actor: Actor) -> Verb | None:
    """What is mine whatever holds the order: to take what is offered."""
    for task in tasks:
        if _is(task, "offered"):
            return verb(order, "work.accept_handoff", actor, task=task.pk)
    return None


def _closely(order: Order, actor: Actor, me: Person | None) -> Next | None:
    """The next step of the order, as its own page tells it."""
    whole = queries.order_detail(actor, order.number)
    tasks, points = queries.tasks(whole), queries.points_of(whole)
    checks = checklist_of(whole, tasks, actor)
    stops = queries.open_stops(whole.pk, whole.site_id, closure(whole))
    scene = scene_of(whole, tasks, points, checks, stops)
    return next_step(replace(scene, me=me), actor)


def _word(actor: Actor, known: Iterable[UUID], me: Person | None) -> list[Mine]:
    """Orders of the unit that stand at something which this reader may do."""
    page = orderlists.orders_list(actor, Filters(ended=False, limit=LOOKED))
    orders = [order for order in page.orders if order.pk not in set(known)]
    moments = queries.moments_of(orders)
    can = acts(orders, {key: held for key, (_time, held) in moments.items()}, actor)
    called, found, close = set(led_by(me)[:CLOSE] if me else ()), [], OTHERS
    for lane in sorted(lanes_of(orders, moments), key=_urgent):
        named = lane.order.pk in called
        if not named and (act := can.get(lane.order.pk)):
            found.append(Mine(lane, (), act, lane.sentence, ()))
        elif named or (close and (lane.stopped or lane.group != "rest")):
            close -= not named
            step = _closely(lane.order, actor, me)
            if step is not None and step.mine:
                found.append(Mine(lane, (), step.verb, step.why, ()))
    return found


def _called(rows: list[Mine]) -> list[Mine]:
    """The same, each with whom to call on its site: one query for all."""
    sites = {row.lane.order.site_id for row in rows}
    people = Contact.objects.filter(site__in=sites, erased_at__isnull=True)
    calls = {
        each.site_id: Calls(each.name, each.phone)
        for each in people.order_by("is_electrician", "-name")
    }
    asked = Connection.objects.filter(order__in=[row.lane.order.pk for row in rows])
    callers = {
        order: Calls(name, phone)
        for order, name, phone in asked.exclude(requester_phone="").values_list(
            "order", "requested_by", "requester_phone"
        )
    }
    return [
        replace(
            row,
            calls=calls.get(row.lane.order.site_id) or callers.get(row.lane.order.pk),
        )
        for row in rows
    ]
