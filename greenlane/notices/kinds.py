"""Which kinds of notice there are, by which facts they come, and for whom they are.

A kind for a person alone names what waits for him; one for a unit names nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.notices.sorts import SORTS

TRIAL = "test"  # asked for by hand; it is subscribed to by everybody
ALARMED = frozenset({"hold"})  # who may acknowledge an alarm is told of one


@dataclass(frozen=True)
class Kind:
    """`facts` bring it. `unit`: a unit's channel may have it. `needs`: one of these.

    `waits`: where people read it, several are collected and told in one message.
    `urgent`: no storm holds it back.
    """

    label: Promise
    facts: frozenset[str]
    unit: bool = True
    needs: frozenset[str] = frozenset({"read"})
    waits: bool = False
    urgent: bool = False


KINDS: dict[str, Kind] = {
    "assigned": Kind(
        _("A task is given to me"), frozenset({"work.person_assigned"}), unit=False
    ),
    "handoff": Kind(
        _("A task is offered to me"), frozenset({"work.handoff_offered"}), unit=False
    ),
    # It comes by whatever touches a document: see DOCUMENTS.
    "signature": Kind(_("My signature is wanted"), frozenset(), unit=False),
    "order": Kind(
        _("An order was received"), frozenset({"connections.requested"}), waits=True
    ),
    "stop": Kind(
        _("Work was stopped"),
        frozenset({"work.work_stopped", "work.work_frozen", "work.hazard_reported"}),
        urgent=True,
    ),
    # Alarms come by their own facts: see ALARMS.
    "danger": Kind(
        _("Alarms: people may be in danger, or work stands"),
        frozenset(),
        needs=ALARMED,
        urgent=True,
    ),
    "alarm": Kind(
        _("Alarms: a promise, the plan, a channel"), frozenset(), needs=ALARMED
    ),
    "watch": Kind(
        _("An emergency account was opened, or a password is being guessed"),
        frozenset({"core.emergency_opened", "core.logins_failed"}),
        needs=frozenset({"secure", "audit"}),
    ),
}
# Facts that bring `danger` or `alarm`, by the sort that they bear.
ALARMS = frozenset({"notices.alarm_raised", "notices.alarm_escalated"})
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


def kind_of(name: str, fact: Mapping[str, object]) -> str:
    """The kind of notice that this fact brings; empty if it brings none by itself."""
    if name in ALARMS:
        return "danger" if SORTS[str(fact["sort"])].is_danger else "alarm"
    return BY_FACT.get(name, "")


def is_urgent(kind: str) -> bool:
    return kind == TRIAL or KINDS[kind].urgent
