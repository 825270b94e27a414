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
    )


def _yes(pack: Pack, key: str) -> bool:
    return key in pack.values and bool(pack.value(key).value)
