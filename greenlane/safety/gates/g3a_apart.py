"""G3a: whoever watches does nothing else; a leader stays; a site's own operate nothing.

Issuer, leader and permitter are kept apart by G3, those who accept by G11.
"""

from __future__ import annotations

from uuid import UUID

from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.acts import CLOSINGS, STINTS
from greenlane.safety.exclusions import (
    at_work,
    electricians,
    led_elsewhere,
    on_watch,
    watch_of,
    watchers,
)
from greenlane.safety.gate_reading import order_of, parents
from greenlane.safety.models import Ticket
from greenlane.workforce.models import Person

NAME, CLASS = "G3a", "P"
ON_TICKET = frozenset({"permit", "resume", "extend"})
SWITCHING = CLOSINGS | {
    "isolate",
    "place_earth",
    "remove_earth",
    "switching_step",
    "unlock_point",
}
GUARDS = STINTS | SWITCHING | ON_TICKET | {"change_leader"}


def locks(act: Act) -> list[Lock]:
    # A record that names a watcher, and a stint, are written under these people.
    keys = sorted(_who(act) | _own_watchers(act))
    return [*parents(act), *(Lock(Person, key) for key in keys)]


def missing(act: Act) -> list[Missing]:
    return [*_watching(act), *_watchers_busy(act), *_leaving(act), *_of_the_site(act)]


def _watching(act: Act) -> list[Missing]:
    order = order_of(act)
    watched = on_watch(_who(act), *([order.pk] if _is_live(act) else []))
    return [
        Missing(
            NAME,
            "watcher-does-more",
            holder=f"person:{person}",
            since=record.at,
            next_step="safety.record_live_conditions",
            evidence=(str(record.pk),),
            facts={"person": str(person)},
        )
        for person, record in sorted(watched.items())
    ]


def _watchers_busy(act: Act) -> list[Missing]:
    """Live work begins with a watcher who is free to watch, and leads no other crew."""
    own = _own_watchers(act)
    busy = [
        Missing(
            NAME,
            "watcher-at-work",
            holder=f"person:{person}",
            next_step="work.end_stint",
            facts={"person": str(person)},
        )
        for person in sorted(at_work(own))
    ]
    return busy + _led(own, act)


def _leaving(act: Act) -> list[Missing]:
    """A leader whose crew may be at work neither works nor switches somewhere else."""
    return _led(set(act.people), act) if act.kinds & (STINTS | SWITCHING) else []


def _led(people: set[UUID], act: Act) -> list[Missing]:
    return [
        Missing(
            NAME,
            "leader-leaves",
            holder=f"person:{ticket.leader_id}",
            since=ticket.permitted_at,
            next_step="safety.interrupt_ticket",
            evidence=(str(ticket.pk),),
            facts={"person": str(ticket.leader_id), "ticket": ticket.number},
        )
        for ticket in led_elsewhere(people, order_of(act).pk)
    ]


def _of_the_site(act: Act) -> list[Missing]:
    if not act.kinds & SWITCHING:
        return []
    return [
        Missing(
            NAME,
            "site-electrician-operates",
            holder="role:switching",
            facts={"person": str(person)},
        )
        for person in sorted(set(act.people) & electricians(order_of(act).pk))
    ]


def _who(act: Act) -> set[UUID]:
    """Whom the act names; of its ticket the leader, and who permits beside."""
    who = set(act.people)
    if act.kinds & ON_TICKET and act.ticket is not None:
        mine = Ticket.objects.filter(pk=act.ticket)
        for both in mine.values_list("leader", "second_permitter"):
            who |= {each for each in both if each}
    return who


def _own_watchers(act: Act) -> set[UUID]:
    """Who is to watch the live work that this act lets begin."""
    record = watch_of(order_of(act).pk) if _is_live(act) else None
    return watchers(record) if record else set()


def _is_live(act: Act) -> bool:
    if "stint_live" in act.kinds:
        return True
    if act.ticket is None:
        return False
    return Ticket.objects.filter(pk=act.ticket, live=True).exists()
