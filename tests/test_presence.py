"""Who is there: briefed before he begins, counted out, and signs for himself."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from greenlane.commands import COMMANDS
from greenlane.core.models import Event
from greenlane.core.refusals import GateHeld, Refused
from greenlane.safety.counting import NotAllBack
from greenlane.safety.models import Signature, Ticket
from greenlane.work.models import Order, Stint
from tests import endings, releases, shape, stages
from tests.cast import Cast

SIGNERS = {"sign", "put_under"}


@pytest.mark.parametrize("scene", releases.SCENES, ids=lambda scene: scene.__name__)
def test_every_signature_was_asked_of_the_one_who_signed(
    cast: Cast, scene: Any
) -> None:
    verb, data, by = scene(cast)
    cast.do(verb, data, by=by)
    told = {(e.unit_id, e.seq): e.actor for e in Event.objects.all()}
    given = Signature.objects.exclude(recorded_seq=None).select_related("person")
    assert given or verb == "safety.record_test"  # it asks for no signature
    for each in given:
        actor = told[(each.unit_id, each.recorded_seq)]
        assert actor == each.person.account_id, each.role


def test_only_a_verb_with_a_proof_of_its_own_signs() -> None:
    proofs = {each.deed.__module__: each.kind.proof for each in COMMANDS}
    for path in sorted(shape.HOUSE.glob("*/commands/*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        if SIGNERS & calls:
            room = path.parent.parent.name
            assert proofs[f"greenlane.{room}.commands.{path.stem}"], path


def test_whoever_comes_later_is_briefed_and_signs_before_he_begins(cast: Cast) -> None:
    verb, data, by = releases.work_isolated(cast)
    begun = cast.do(verb, data, by=by)
    late = {"stint": str(begun.facts["stint"]), "person": cast.id("xu")}
    assert held(lambda: cast.do("work.join_stint", late, by="xu")) == {
        "briefing-unsigned"
    }
    of = Order.objects.get()
    heads = [{"person": cast.id("xu")}]
    told = {"order": str(of.pk), "hazards": "-", "heads": heads}
    done = cast.do("safety.brief", told, by="liu")
    with pytest.raises(GateHeld):  # briefed, and not signed
        cast.do("work.join_stint", late, by="xu")
    with pytest.raises(Refused, match="not-your-signature"):
        row = of.evidence.get(pk=done.facts["evidence"])
        stages.sign(cast, row, "head", by="zhou")
    stages.sign(cast, row, "head", by="xu")
    cast.do("work.join_stint", late, by="xu")


def interrupted(cast: Cast, ticket: Ticket) -> None:
    pause = {"ticket": str(ticket.pk), "cause": "danger"}
    cast.do("safety.interrupt_ticket", pause, by="xu")


def revoked(cast: Cast, ticket: Ticket) -> None:
    cast.do("safety.revoke_ticket", {"ticket": str(ticket.pk), "why": "-"}, by="xu")
    with pytest.raises(Refused, match="people-still-in"):
        known = {"ticket": str(ticket.pk), "people_out": "yes"}
        cast.do("safety.acknowledge_revocation", known, by="zhou")


def hurt(cast: Cast, ticket: Ticket) -> None:
    told = {"order": str(ticket.order_id), "told_by": "-", "what": "-"}
    cast.do("safety.report_accident", told, by="xu")


def lit(cast: Cast, ticket: Ticket) -> None:
    told = {
        "order": str(ticket.order_id), "told_by": "-", "what": "-", "state": "dual",
    }  # fmt: skip
    cast.do("safety.report_energised", told, by="xu")


@pytest.mark.parametrize("path", [None, interrupted, revoked, hurt, lit])
def test_heads_in_are_heads_out_whatever_happened(cast: Cast, path: Any) -> None:
    verb, data, by = releases.work_isolated(cast)
    cast.do(verb, data, by=by)
    ticket = Ticket.objects.get()
    if path:
        path(cast, ticket)
    assert {"people-still-in", "heads-differ"} <= lacking(cast, ticket, 1)
    cast.do("work.end_stint", {"stint": str(Stint.objects.get().pk)}, by="zhou")
    assert "heads-differ" in lacking(cast, ticket, 1)
    assert not {"people-still-in", "heads-differ"} & lacking(cast, ticket, 2)


def held(deed: Any) -> set[str]:
    with pytest.raises(GateHeld) as refused:
        deed()
    return {each.what for each in refused.value.missing}


def lacking(cast: Cast, ticket: Ticket, heads: int) -> set[str]:
    """What is not back, by the leader's count. An earth still hangs: it never ends."""
    with pytest.raises(NotAllBack) as refused:
        endings.end(cast, ticket, heads=heads, earths=1)
    return {each.what for each in refused.value.missing}
