"""G3b: whoever acts or leads is not past the hours of duty; he rests first."""

from __future__ import annotations

from uuid import UUID

from greenlane.core import clock
from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.acts import CLOSINGS, STINTS
from greenlane.safety.gate_reading import order_of, parents
from greenlane.safety.models import Ticket
from greenlane.safety.ticket_queries import permitted_tickets
from greenlane.work.rest import must_rest
from greenlane.workforce.models import Person

NAME, CLASS = "G3b", "P"
ON_TICKET = frozenset({"permit", "resume", "extend"})
UNDER = frozenset({"stint_isolated", "stint_live"})
GUARDS = (
    STINTS
    | CLOSINGS
    | ON_TICKET
    | {"change_leader", "isolate", "place_earth", "remove_earth", "switching_step"}
    | {"unlock_point"}
)


def locks(act: Act) -> list[Lock]:
    # A stint is begun under its people: nobody adds hours while they are counted.
    return [*parents(act), *(Lock(Person, key) for key in sorted(_who(act)))]


def missing(act: Act) -> list[Missing]:
    return must_rest(_who(act), order_of(act), at=clock.now(), gate=NAME)


def _who(act: Act) -> set[UUID]:
    """Whom the act names; the leader of its ticket; whoever leads the stint's area."""
    who = set(act.people)
    if act.kinds & ON_TICKET and act.ticket is not None:
        who |= set(
            Ticket.objects.filter(pk=act.ticket).values_list("leader", flat=True)
        )
    if act.kinds & UNDER:
        who |= {
            each.leader_id
            for each in permitted_tickets(order_of(act).pk)
            if set(act.areas) <= set(each.areas.split())
        }
    return who
