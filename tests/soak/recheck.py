"""What must hold after whatever was asked: told again from the rows and the journal."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from greenlane.connections.models import EnergiseStep
from greenlane.core import clock
from greenlane.core.gatewalk import gates
from greenlane.core.models import Event, EventSubject
from greenlane.core.verify import verify
from greenlane.safety.models import Evidence, Ticket
from greenlane.work.ledger import ledger
from greenlane.work.models import Clearance, Order, OrderEnd, Stint
from greenlane.work.story import stories_of

# A gate that asks for evidence only where there is an isolation, live work or a person.
SOMETIMES = frozenset({"G3", "G4", "G5", "G5a", "G6", "G7", "G8", "G9", "G9a", "G10a"})
# Facts that hold a closing from then on, until the other fact about the same row.
HOLDING = {
    "safety.ticket_permitted": ("ticket", ("safety.ticket_ended",)),
    "work.work_stopped": ("stopwork", ("work.stop_lifted",)),
    "work.work_frozen": ("stopwork", ("work.stop_lifted",)),
    "work.hazard_reported": ("stopwork", ("work.stop_lifted",)),
}


def wrong() -> list[str]:
    """Everything that may not be, in words; an empty list is a good house."""
    return [*_chain(), *_acts(), *_bases(), *_closings(), *_ledgers(), *_ends()]


def _chain() -> Iterator[str]:
    yield from map(str, verify().findings)


def _ends() -> Iterator[str]:
    """What an order says of itself for lists is what the rows of its ends say."""
    standing = OrderEnd.objects.filter(order=OuterRef("pk"), reopened_at__isnull=True)
    rows = Order.objects.annotate(over=Exists(standing)).exclude(over=F("ended"))
    for number in rows.values_list("number", flat=True):
        yield f"{number} says that it has ended, or not, and its ends say otherwise"


def _acts() -> Iterator[str]:
    """Every act that was begun has the clearance that bears its own key."""
    given = set(Clearance.objects.values_list("pk", flat=True))
    begun = {
        "step": EnergiseStep.objects.filter(started_at__isnull=False),
        "ticket": Ticket.objects.filter(permitted_at__isnull=False),
        "stint": Stint.objects.filter(field=True, corrects__isnull=True),
    }
    for kind, rows in begun.items():
        for key in rows.values_list("pk", flat=True):
            if key not in given:
                yield f"{kind} {key} was begun without its clearance"


def _bases() -> Iterator[str]:
    """Every gate that guards it left its evidence, passed and not yet withdrawn."""
    for clearance in Clearance.objects.prefetch_related("basis"):
        basis = list(clearance.basis.all())
        for gate in gates():
            asked = clearance.kind in gate.GUARDS and gate.CLASS == "P"
            if not asked or not hasattr(gate, "basis") or gate.NAME in SOMETIMES:
                continue
            if gate.NAME == "G18" and clearance.kind != "transfer_supply":
                continue
            if gate.NAME not in {each.gate for each in basis}:
                yield f"{clearance.kind} {clearance.pk}: {gate.NAME} left no evidence"
        keys = [each.evidence for each in basis if each.kind == "evidence"]
        for row in Evidence.objects.filter(pk__in=keys):
            yield from _evidence(clearance, row)


def _evidence(clearance: Clearance, row: Evidence) -> Iterator[str]:
    what = f"{clearance.kind} {clearance.pk} on {row.kind} {row.pk}"
    if not row.passed:
        yield f"{what}, which had failed"
    if row.recorded_seq and row.recorded_seq > clearance.recorded_seq:
        yield f"{what}, which is younger"
    if row.withdrawn_at and clearance.revoked_at is None:
        yield f"{what}, which was withdrawn, stands unrevoked"


def _closings() -> Iterator[str]:
    """By the journal alone: nothing that holds a closing was open when it was done."""
    for order in Order.objects.values_list("pk", flat=True):
        mine = EventSubject.objects.filter(kind="order", subject=order)
        numbers = mine.values_list("unit", "seq")
        open_now: set[UUID] = set()
        for unit, seq in sorted(numbers):
            name = Event.objects.values_list("name", flat=True).get(unit=unit, seq=seq)
            if name == "connections.step_energised" and open_now:
                yield f"order {order}: energised at {unit}.{seq} while {open_now} held"
            for begins, (kind, ends) in HOLDING.items():
                if name == begins or name in ends:
                    rows = EventSubject.objects.filter(unit=unit, seq=seq, kind=kind)
                    keys = set(rows.values_list("subject", flat=True))
                    open_now = open_now - keys if name in ends else open_now | keys


def _ledgers() -> Iterator[str]:
    now = clock.now()
    for order in Order.objects.select_related("site", "pack", "unit"):
        for point, story in stories_of(order):
            sums = ledger(story, now=max(now, story.requested))
            if sums.work + sums.wait + sums.gap != sums.elapsed:
                yield f"ledger of {point.pk}: {sums.work, sums.wait, sums.gap}"
            if any(piece.end < piece.start for piece in sums.pieces):
                yield f"ledger of {point.pk}: a piece runs backwards"
