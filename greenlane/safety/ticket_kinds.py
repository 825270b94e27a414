"""The forms of tickets, as the order's rule pack knows them."""

from __future__ import annotations

from dataclasses import dataclass

from greenlane.core.packs import Pack
from greenlane.core.refusals import Refused
from greenlane.safety.limits import pack_of
from greenlane.work.models import Order

REPAIRS = ("outages", "repair")  # missions that mend what a fault broke


@dataclass(frozen=True)
class Form:
    """What a form of ticket is for."""

    kind: str
    live: bool
    faults_only: bool
    needs_isolation: bool = False
    needs_permit: bool = False
    double_signing: bool = False


def form_of(order: Order, kind: str) -> Form:
    """Raises Refused ticket-kind-unknown for a form that the pack does not hold."""
    pack = pack_of(order)
    if kind not in pack.under("tickets"):
        raise Refused(
            "ticket-kind-unknown", kind=kind, known=" ".join(pack.under("tickets"))
        )
    return Form(
        kind,
        live=_yes(pack, f"tickets.{kind}.live"),
        faults_only=_yes(pack, f"tickets.{kind}.faults_only"),
        needs_isolation=demands(pack, f"tickets.{kind}.needs_isolation"),
        needs_permit=demands(pack, f"tickets.{kind}.needs_permit"),
        double_signing=demands(pack, f"tickets.{kind}.double_signing"),
    )


def demands(pack: Pack, key: str) -> bool:
    """Whether the pack asks for it: only a plain "no" takes a demand back.

    What it asks comes on top of what the gates want by themselves, never in its place.
    """
    return key not in pack.values or pack.value(key).value is not False


def _yes(pack: Pack, key: str) -> bool:
    return key in pack.values and bool(pack.value(key).value)
