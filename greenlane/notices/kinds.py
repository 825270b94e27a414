"""Which kinds of notice there are, by which facts they come, and for whom they are.

A kind for a person alone names what waits for him; one for a unit names nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TRIAL = "test"  # asked for by hand; it is subscribed to by everybody


@dataclass(frozen=True)
class Kind:
    """`facts` bring it. `unit`: a unit's webhook may have it. `needs`: one of these."""

    label: Promise
    facts: frozenset[str]
    unit: bool = True
    needs: frozenset[str] = frozenset({"read"})


KINDS: dict[str, Kind] = {
    "assigned": Kind(
        _("A task is given to me"), frozenset({"work.person_assigned"}), unit=False
    ),
    "handoff": Kind(
        _("A task is offered to me"), frozenset({"work.handoff_offered"}), unit=False
    ),
    # It comes by whatever touches a document: see DOCUMENTS.
    "signature": Kind(_("My signature is wanted"), frozenset(), unit=False),
    "order": Kind(_("An order was received"), frozenset({"connections.requested"})),
    "stop": Kind(
        _("Work was stopped"),
        frozenset({"work.work_stopped", "work.work_frozen", "work.hazard_reported"}),
    ),
    "watch": Kind(
        _("An emergency account was opened, or a password is being guessed"),
        frozenset({"core.emergency_opened", "core.logins_failed"}),
        needs=frozenset({"secure", "audit"}),
    ),
}
# Subjects of a fact that a person signs, by the name of the row.
DOCUMENTS = frozenset(
    {
        "ticket",
        "tickettransfer",
        "earthset",
        "evidence",
        "survey",
        "shifthandover",
        "connection",
    }
)
BY_FACT = {fact: code for code, kind in KINDS.items() for fact in kind.facts}
LABELS: dict[str, Promise] = {code: kind.label for code, kind in KINDS.items()}
# Who may send what happens in a whole unit to an address outside: one of these needs.
FOR_A_UNIT = ("dispatch", "administer")
