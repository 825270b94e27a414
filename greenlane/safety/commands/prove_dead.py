"""The section is proved dead: tester proved before and after, each phase, at the work.

The residual volts are judged by the rule pack; a tester that was not proved proves
nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, current
from greenlane.core.fields import Id, Rows, Text, YesNo
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import CLAIM
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.safety import ground
from greenlane.safety.carrying_out import proved
from greenlane.safety.freshness import covers_isolation
from greenlane.safety.in_turn import in_force
from greenlane.safety.limits import pack_of
from greenlane.safety.models import Evidence, Isolation
from greenlane.safety.recording import Line, judge, record
from greenlane.work.models import Order
from greenlane.workforce.models import Person
from greenlane.workforce.queries import person_named, person_of

PHASES = {"three": frozenset({"L1", "L2", "L3"}), "one": frozenset({"L1"})}


class ResidualRow(forms.Form):
    phase = forms.ChoiceField(
        choices=[(p, p) for p in ("L1", "L2", "L3", "N")], label=_("Phase")
    )
    volts = forms.DecimalField(
        min_value=0, max_digits=14, decimal_places=4, label=_("Residual volts")
    )
    lit = YesNo(label=_("Did the tester light or sound?"))


class ProveDead(CommandForm):
    isolation = Id(kind="isolation", label=_("Section"))
    phases = forms.ChoiceField(
        choices=[("three", _("Three phases")), ("one", _("One phase"))],
        label=_("Phases"),
    )
    place = Text(max_length=200, label=_("Point of work"))
    tester = Text(max_length=80, label=_("Number of the tester"))
    proved_before = YesNo(label=_("Tester proved on a live source before?"))
    proved_after = YesNo(label=_("Tester proved on a live source after?"))
    readings = Rows(ResidualRow, max_rows=12, label=_("Volts on each phase"))
    guarded_by = Id(kind="person", label=_("Guard"), required=False)


@command(
    "safety.prove_dead",
    title=_("Prove dead"),
    takes=ProveDead,
    needs="switch",
    kind=CLAIM,
    relies_on=("safety.point", "safety.infeed"),
)
def prove_dead(form: ProveDead, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    isolation = find(Isolation, given["isolation"])
    order = ground.of_isolation(isolation).order
    _each_phase(given)
    evidence = record(
        "proved_dead",
        order=order,
        covers=covers_isolation(isolation.pk),
        lines=_lines(order, given),
        by=person,
        at=at,
        instrument=given["tester"],
        note=given["place"],
    )
    if evidence.passed and current().time_source == "live":
        _as_a_step(evidence, isolation, person, given["guarded_by"], at=at)
    code = "proved-dead" if evidence.passed else "not-proved-dead"
    return answer(code, evidence=evidence.pk)


def _as_a_step(
    proof: Evidence, isolation: Isolation, operator: Person, guard: UUID | None,
    *, at: datetime,
) -> None:  # fmt: skip
    """The next step of the switching order, where it is that; a proof stands anyway."""
    force = in_force(proof.order_id)
    due = force.next if force and not force.stopped else None
    if force and due and (due.act, due.target) == ("prove_dead", isolation.pk):
        second = person_named(guard) if guard else None
        proved(force, due, operator, second, at=at, made=proof.pk)


def _each_phase(given: dict[str, Any]) -> None:
    measured = {row["phase"] for row in given["readings"]}
    if lacking := PHASES[given["phases"]] - measured:
        raise Refused("phase-not-proved", phases=" ".join(sorted(lacking)))


def _lines(order: Order, given: dict[str, Any]) -> list[Line]:
    pack = pack_of(order)
    volts = [
        judge(
            pack,
            {
                "kind": "prove_dead_residual",
                "phase": row["phase"],
                "value": row["volts"],
                "unit_of_measure": "V",
            },
        )
        for row in given["readings"]
    ]
    silent = [
        Line("tester_silent", row["lit"] == "no", row["phase"], answer=row["lit"])
        for row in given["readings"]
    ]
    proofs = [
        Line(f"tester_{when}", given[when] == "yes", answer=given[when])
        for when in ("proved_before", "proved_after")
    ]
    return [*volts, *silent, *proofs]
