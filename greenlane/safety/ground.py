"""What a verb on a ticket or section stands on: its order, locked with the closure."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model

from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import NotFound
from greenlane.core.rows import find
from greenlane.network.models import Device
from greenlane.safety.closure import behind, settle
from greenlane.safety.models import Isolation, Ticket
from greenlane.work.models import Order

STALE = ("safety.", "work.work_stopped", "work.work_frozen", "work.hazard_reported")


@dataclass(frozen=True)
class Ground:
    """An order with its closure under lock. `isolations` are computed, never chosen."""

    order: Order
    isolations: tuple[UUID, ...]

    def subjects(self, *rows: Model) -> tuple[Model | tuple[str, UUID], ...]:
        """Whom a fact concerns: the isolations, every order behind them, and these."""
        return (*behind(self.order, self.isolations), *rows)

    def act(
        self,
        kind: str,
        *,
        ticket: Ticket | None = None,
        subject: UUID | None = None,
        people: tuple[UUID, ...] = (),
        device: UUID | None = None,
        also: frozenset[str] = frozenset(),
    ) -> Act:
        return Act(
            kind,
            unit=self.order.unit_id,
            also=also,
            order=self.order.pk,
            ticket=ticket.pk if ticket else None,
            isolations=self.isolations,
            areas=tuple(ticket.areas.split()) if ticket else (),
            people=people,
            subject=subject,
            device=device,
        )


def of_order(order: Order, *also: Lock, moved: UUID | None = None) -> Ground:
    """`moved` is a device that the act moves: whatever hangs on it is touched too."""
    return Ground(order, settle(order, *also, switched=(moved,) if moved else ()))


def of_isolation(
    isolation: Isolation, *also: Lock, moved: UUID | None = None
) -> Ground:
    return of_order(isolation.order, *also, moved=moved)


def of_ticket(key: UUID) -> tuple[Ticket, Ground]:
    """The ticket, visible to the actor, and its ground: its own section always in it.

    The ticket's row itself ranks after the people and is locked by the caller.
    """
    ticket = find(Ticket, key)
    own = [Lock(Isolation, ticket.isolation_id)] if ticket.isolation_id else []
    ground = of_order(ticket.order, *own)
    touched = {*ground.isolations, *(lock.pk for lock in own)}
    return ticket, Ground(ground.order, tuple(sorted(touched)))


def device_named(key: UUID) -> Device:
    """A device of whatever unit: volts know no borders between units."""
    found = Device.objects.filter(pk=key).first()
    if found is None:
        raise NotFound("device", id=str(key))
    return found
