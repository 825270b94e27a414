"""Whatever stops work passes: from anybody, in any state, with every gate broken."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any, NoReturn

import pytest
from django.test import Client

from greenlane.api import commands_view
from greenlane.api.envelope import Envelope
from greenlane.connections.models import Survey
from greenlane.core import clock, gatewalk, guard
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, commands
from greenlane.core.fields import Text
from greenlane.core.kinds import OBSERVE, REPORT, RESTRICT
from greenlane.core.models import Event
from greenlane.core.refusals import Malformed
from greenlane.gates import GATES
from greenlane.safety.models import Evidence, Instruction, SwitchingOrder, Ticket
from greenlane.work.models import Order, OrderEnd, Stint, StopWork, Task, Wait
from greenlane.workforce.models import Certificate
from tests import releases, stages, switching_stages
from tests.bad_values import ENDLESS, LYING, SCRIPTS
from tests.cast import Cast

Data = dict[str, Any]
BAD_TEXTS = (*LYING, SCRIPTS[1], ENDLESS, "\u200b")
RESTRICTIONS = sorted(n for n, c in commands().items() if c.kind in {RESTRICT, REPORT})
OBSERVATIONS = sorted(n for n, c in commands().items() if c.kind is OBSERVE)


def _order(**more: Any) -> Callable[[Cast], Data]:
    return lambda cast: {"order": str(Order.objects.get().pk), **more}


def _of(model: Any, name: str, **more: Any) -> Callable[[Cast], Data]:
    """The newest row of this kind, under this name."""
    return lambda cast: {name: str(model.objects.order_by("-id")[0].pk), **more}


def _stint(cast: Cast) -> Data:
    return {"stint": str(Stint.objects.get(ended_at=None).pk)}


# Verb → what is said. Nothing here is a proof, and no field asks for one.
SAID: dict[str, Callable[[Cast], Data]] = {
    "connections.report_as_built": _order(what="走廊改道"),
    "connections.switch_off": _order(reason="-"),
    "connections.withdraw_survey": _of(Survey, "survey"),
    "safety.interrupt_ticket": _of(Ticket, "ticket", cause="danger"),
    "safety.leave_watch": _order(),
    "safety.record_infeed": lambda cast: {
        "site": str(cast.site.pk), "kind": "pv", "name": "光伏",
    },
    "safety.refuse_permit": _of(Ticket, "ticket", reason="other"),
    "safety.report_accident": _order(told_by="-", what="-"),
    "safety.report_energised": _order(told_by="-", what="-", state="dual"),
    "safety.report_near_miss": _order(what="-"),
    "safety.report_supply_lost": _order(told_by="-"),
    "safety.revoke_ticket": _of(Ticket, "ticket", why="-"),
    "safety.stop_switching": _of(SwitchingOrder, "switching", reason="-"),
    "safety.withdraw_evidence": _of(Evidence, "evidence"),
    "safety.withdraw_instruction": _of(Instruction, "instruction"),
    "work.freeze": _order(reason="-"),
    "work.report_hazard": _order(reason="-"),
    "work.stop_work": _order(reason="-"),
    "workforce.report_unfit": lambda cast: {"person": cast.id("liu")},
    "workforce.revoke_certificate": _of(Certificate, "certificate"),
    # what is only seen and told
    "work.add_note": _order(text="-"),
    "work.close_wait": _of(Wait, "wait"),
    "work.end_stint": _stint,
    "work.leave_stint": lambda cast: {**_stint(cast), "person": cast.id("xu")},
    "work.offer_handoff": lambda cast: {
        "task": str(Task.objects.get(key="T3").pk), "taker": cast.id("guo"),
    },
    "work.open_wait": _order(cause="weather", holder="-"),
    "work.start_desk_work": lambda cast: {
        "task": str(Task.objects.get(key="T1").pk), "heads": [],
    },
    "workforce.check_in": lambda cast: {"site": str(cast.site.pk)},
    "workforce.check_out": lambda cast: {"site": str(cast.site.pk)},
}  # fmt: skip


@pytest.fixture
def at_work(cast: Cast) -> Cast:
    """A ticket is permitted, a crew is in, an order waits to be used."""
    verb, data, by = releases.work_isolated(cast)
    cast.do(verb, data, by=by)
    of = Order.objects.get()
    releases.brief(cast, of, "zhou", "xu")
    cast.do("work.join_stint", {**_stint(cast), "person": cast.id("xu")}, by="xu")
    with guard.lifted():
        of.tasks.filter(key="T1").update(skill="stores", stage="prepare", areas="")
    cast.do("work.open_wait", _order(cause="permit", holder="-")(cast), by="zhou")
    infeed = of.isolations.get().infeeds.get()
    stages.ordered(cast, of, infeed, guard_by=None)
    switching_stages.write(cast, of, [switching_stages.line("check")])
    return cast


@pytest.fixture
def every_gate_is_broken(at_work: Cast, monkeypatch: Any) -> None:
    """Broken when the crew is already in."""

    def broken(*_args: Any) -> NoReturn:
        raise ZeroDivisionError("a fault was put here")

    for gate in GATES:
        monkeypatch.setattr(gate, "locks", broken)
        monkeypatch.setattr(gate, "missing", broken)
    monkeypatch.setattr(gatewalk, "gates", broken)


def test_every_such_verb_is_on_this_list() -> None:
    assert set(SAID) == {*RESTRICTIONS, *OBSERVATIONS}
    for name in RESTRICTIONS:
        kind = commands()[name].kind
        assert (kind.anyone, kind.queued, kind.proof, kind.refuses_stale) == (
            True, True, False, False,
        )  # fmt: skip


@pytest.mark.usefixtures("every_gate_is_broken")
def test_they_pass_while_every_gate_is_broken(at_work: Cast) -> None:
    for verb in SAID:
        who = "guo" if verb == "work.start_desk_work" else "deng"
        with releases.undone():
            if verb == "workforce.check_out":
                at_work.do("workforce.check_in", SAID[verb](at_work), by=who)
            assert at_work.do(verb, SAID[verb](at_work), by=who), verb


def test_anybody_may_restrict_from_a_queue_too(at_work: Cast) -> None:
    for verb in RESTRICTIONS:
        for by in ("tang", "yan", "deng"):  # a guest, an administrator, a meter reader
            with releases.undone():
                assert at_work.do(verb, SAID[verb](at_work), by=by, queued=True), verb


def test_no_text_refuses_one(at_work: Cast) -> None:
    """Hidden characters, HTML, a novel: it is done, and the journal says what went."""
    for verb in (*RESTRICTIONS, *OBSERVATIONS):
        who = "guo" if verb == "work.start_desk_work" else "deng"
        plain, first = SAID[verb](at_work), verb == "workforce.check_out"
        for name, said in product(_texts(verb), BAD_TEXTS):
            with releases.undone():
                if first:
                    at_work.do("workforce.check_in", plain, by=who)
                answer = at_work.do(verb, {**plain, name: said}, by=who)
                assert answer.facts["mended"] == [name], (verb, said[:20])
                assert Event.objects.filter(name="core.text_mended").count() == 1


def _texts(verb: str) -> list[str]:
    fields = commands()[verb].takes.base_fields
    return [name for name, field in fields.items() if isinstance(field, Text)]


def test_what_was_cut_off_is_kept(at_work: Cast) -> None:
    said = "有人在杆上\u202e" + "长" * 400
    answer = at_work.do("work.stop_work", _order(reason=said)(at_work), by="deng")
    stop = StopWork.objects.get()
    assert stop.reason == ("有人在杆上" + "长" * 400)[:240]
    assert stop.reason + answer.facts["cut_off"]["reason"] == said.replace("\u202e", "")
    told = Event.objects.get(name="core.text_mended")
    assert '"cut":165' in told.canonical and "U+202E" in told.canonical


def test_a_text_full_of_marks_is_told_in_a_few_words(at_work: Cast) -> None:
    odd = "".join(chr(0xE000 + at) for at in range(3_000)) + "长" * 30_000
    answer = at_work.do("work.stop_work", _order(reason=odd)(at_work), by="deng")
    told = Event.objects.get(name="core.text_mended")
    assert len(told.canonical) < 1_500 and '"cut":29760' in told.canonical
    assert len(answer.facts["cut_off"]["reason"]) == 10_000


def test_nothing_that_breaks_keeps_a_stop_from_being_tried(
    at_work: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one message behind something that nobody foresaw, and before it."""
    stop = {"command": "work.stop_work", "data": _order(reason="烟")(at_work)}
    broken = {"command": "work.add_note", "data": {**stop["data"], "text": "甲"}}
    whole = commands_view._do

    def half(asked: Envelope, actor: Actor) -> Answer:
        if asked.command == "work.add_note":
            raise ZeroDivisionError
        return whole(asked, actor)

    monkeypatch.setattr(commands_view, "_do", half)
    client = Client()
    client.force_login(at_work.accounts["liu"])
    asked = [stop, broken, stop]
    said = client.post("/api/v1/commands", asked, content_type="application/json")
    assert [each["status"] for each in said.json()["items"]] == [200, 500, 200]
    assert said.json()["items"][1]["code"] == "fault"
    assert StopWork.objects.count() == 2


def test_a_release_refuses_what_lies(at_work: Cast) -> None:
    stop = at_work.do("work.stop_work", _order(reason="-")(at_work), by="deng")
    said = {"stop": stop.facts["stop"], "cause": "好\u200b了"}
    with pytest.raises(Malformed):
        at_work.do("work.lift_stop", said, by="sun")


def _ended() -> None:
    of = Order.objects.get()
    OrderEnd.objects.create(unit=of.unit, order=of, kind="closed", at=clock.now())


def _stopped() -> None:
    of = Order.objects.get()
    of.stops.create(unit=of.unit, kind="freeze", reason="-", at=clock.now())


def _revoked() -> None:
    Ticket.objects.update(revoked_at=clock.now(), revoked_why="-")


@pytest.mark.parametrize("state", [_ended, _stopped, _revoked])
def test_the_state_of_the_order_refuses_no_restriction(
    at_work: Cast, state: Callable[[], None]
) -> None:
    with guard.lifted():
        state()
    for verb in RESTRICTIONS:
        with releases.undone():
            assert at_work.do(verb, SAID[verb](at_work), by="deng"), verb


def test_each_said_twice_is_still_accepted(at_work: Cast) -> None:
    for verb in RESTRICTIONS:
        with releases.undone():
            said = SAID[verb](at_work)
            for _again in range(2):
                assert at_work.do(verb, said, by="deng"), verb
