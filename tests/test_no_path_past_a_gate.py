"""No path sets a physical gate without its evidence; one test for each path.

Page, API, command line, imported table, offline queue, raw ORM. On each the same
releases are tried of which one gate misses its evidence, and nothing is released.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps

from greenlane.cli.import_ import SHEETS
from greenlane.cli.tests.stage import give_token, run
from greenlane.core import clock, guard
from greenlane.core.command import commands
from greenlane.core.forms import flatten
from greenlane.core.guard import WriteOutsideTheDoor
from greenlane.core.kinds import DESK
from greenlane.core.models import Event
from greenlane.core.refusals import GateHeld
from greenlane.core.verify import verify
from greenlane.desk.tests.pages import Form, Hand, address
from greenlane.drills.wire import Refusal
from greenlane.work.models import Clearance, Order
from tests import releases, stages, supply_stages
from tests.cast import PIN, Cast
from tests.client_wire import ClientWire
from tests.oracle import acts
from tests.oracle.temptations import TEMPTATIONS
from tests.soak.wires import Phone

# One before people go in, one when they do, one before volts come back.
TRIED = ("G6", "G8", "G10")
EVERY = pytest.mark.parametrize("gate", TRIED)
GOOD = {"G6": releases.permit, "G8": releases.work_isolated, "G10": releases.energise}
TOLD = set(acts.RELEASES) - {"safety.evidence_recorded"}


def released() -> tuple[set[UUID], int]:
    """Every clearance, and how many releases the journal tells of."""
    given = set(Clearance.objects.values_list("pk", flat=True))
    return given, Event.objects.filter(name__in=TOLD).count()


def on_a_page(verb: str, data: dict[str, Any], by: str) -> str:
    """Filled in, looked at, signed: what the last page said."""
    hand = Hand(by)
    number = Order.objects.earliest("pk").number
    form = Form(hand.client.get(address(verb, number)).content.decode())
    flat = dict(flatten(commands()[verb].takes, data).lists())
    said = hand.client.post(form.action, {**form.data, **flat})
    if said.status_code == 200:
        looked = Form(said.content.decode())
        said = hand.client.post(looked.action, {**looked.data, "pin": PIN})
    return str(said.content.decode())


@EVERY
def test_no_page(gate: str, cast: Cast) -> None:
    with releases.undone():
        before = released()
        on_a_page(*GOOD[gate](cast))
        assert released() != before  # the page is a way, where all is there
    asked = TEMPTATIONS[gate](cast)
    before = released()
    assert gate in on_a_page(*asked)
    assert released() == before


def by_phone(verb: str, data: dict[str, Any], by: str, **how: Any) -> None:
    """Over the API, with a challenge made just now and the person's own PIN."""
    phone = Phone(by, "pass-" + by, PIN, ClientWire())
    phone.send({**phone.prepared(verb, data), **how})


@EVERY
def test_no_call_of_the_api(gate: str, cast: Cast) -> None:
    with releases.undone():
        by_phone(*GOOD[gate](cast))
    asked = TEMPTATIONS[gate](cast)
    before = released()
    with pytest.raises(Refusal) as refused:
        by_phone(*asked)
    assert {each["gate"] for each in refused.value.problem["missing"]} == {gate}
    assert released() == before


@EVERY
def test_no_command_line(gate: str, cast: Cast, monkeypatch: Any, capsys: Any) -> None:
    """A machine's token reaches no release, whatever there is of evidence."""
    verb, data, _by = GOOD[gate](cast)
    give_token(cast, monkeypatch, "desk", "observe", "claim")
    before = released()
    shown = json.dumps({**data, "challenge": "x", "pin": PIN})
    ran = run(capsys, "act", verb, "--data", shown, "--json")
    assert (ran.code, ran.data["code"]) == (1, "release-needs-a-person")
    assert released() == before


def test_no_table_that_is_imported() -> None:
    """Tables bring people, sites and days off: desk work, and no evidence."""
    for sheet in SHEETS.values():
        command = commands()[sheet.command]
        assert command.kind is DESK
        assert command.room in {"core", "places", "workforce"}


@EVERY
def test_no_phone_that_was_offline(gate: str, cast: Cast) -> None:
    """Also with all evidence there and a good signature: it asks, it never grants."""
    asked = GOOD[gate](cast)
    before = released()
    with pytest.raises(Refusal, match="not-from-a-queue"):
        by_phone(*asked, queued=True)
    assert released() == before
    by_phone(*asked)


def test_no_record_that_lay_in_a_queue(cast: Cast) -> None:
    """It is taken, and as old as its finding: from before the break, told after it."""
    ticket, found = stages.permitted(cast, stages.order(cast)), clock.now()
    pause = {"ticket": str(ticket.pk), "cause": "danger"}
    cast.do("safety.interrupt_ticket", pause, by="zhou")
    proof = stages.proof(ticket.isolation)
    late = {"at": found.isoformat(), "queued": True}
    by_phone("safety.prove_dead", proof, "he", **late)
    stages.sign(cast, ticket, "leader", by="liu")
    before = released()
    with pytest.raises(GateHeld) as held:
        cast.do("safety.resume_ticket", {"ticket": str(ticket.pk)}, by="li")
    assert supply_stages.why(held) == {("G6", "proved-before-the-break")}
    assert released() == before


def test_no_raw_row(db: None) -> None:
    """The write guard shuts every table of the rooms whose rows gates read."""
    rooms = {"safety", "work", "connections"}
    kept = [each for each in apps.get_models() if each._meta.app_label in rooms]
    assert len(kept) > 20
    for model in kept:
        rows, some = model._base_manager, model._meta.concrete_fields[-1].attname
        ways = (
            lambda rows=rows: rows.create(),
            lambda rows=rows, model=model: rows.bulk_create([model()]),
            lambda rows=rows, some=some: rows.update(**{some: None}),
            lambda rows=rows: rows.all()._raw_delete("default"),
        )
        for way in ways:
            with pytest.raises(WriteOutsideTheDoor):
                way()


def test_no_row_that_was_forged(cast: Cast) -> None:
    """Whoever lifts the guard by force meets the rows' law; the rest is found."""
    step = supply_stages.ready(cast)[0]
    with guard.lifted():
        forged = Clearance.objects.create(
            id=step.pk, unit=step.unit, order=step.order, kind=step.act,
            given_at=clock.now(), given_by=cast.people["he"],
        )  # fmt: skip
        step.clearance, step.started_at = forged, clock.now()
        step.operator, step.guard = cast.people["he"], cast.people["gao"]
        step.save()
    found = [each for each in verify().findings if str(step.pk) in each.detail]
    assert len(found) > 1  # the clearance and the step
