"""The oracle is silent where all is well, and speaks when one gate is silenced."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from greenlane.core.refusals import GateHeld
from greenlane.gates import GATES
from greenlane.safety.gates import g9_live_work
from tests import live_work, releases, shape, stages
from tests.cast import Cast
from tests.oracle import judge
from tests.oracle.temptations import TEMPTATIONS

PHYSICAL = [gate for gate in GATES if gate.CLASS == "P"]
SEEN = [gate for gate in PHYSICAL if gate.NAME in TEMPTATIONS]
# The command marks the order to switch as used: without one it breaks off by itself.
HELD_TWICE = {"G14"}
ORACLE = [
    path
    for path in sorted((shape.ROOT / "tests" / "oracle").glob("*.py"))
    if path.stem != "temptations"  # it plays the scenes that the oracle judges
]


@pytest.mark.parametrize("scene", releases.SCENES, ids=lambda scene: scene.__name__)
def test_it_is_silent_where_all_is_well(scene: Any, cast: Cast) -> None:
    verb, data, by = scene(cast)
    cast.do(verb, data, by=by)
    assert judge.broken() == []


@pytest.mark.parametrize("gate", SEEN, ids=lambda gate: gate.NAME)
def test_it_sees_what_a_silenced_gate_lets_pass(
    gate: Any, cast: Cast, monkeypatch: Any
) -> None:
    verb, data, by = TEMPTATIONS[gate.NAME](cast)
    with pytest.raises(GateHeld) as held:
        cast.do(verb, data, by=by)
    assert {each.gate for each in held.value.missing} == {gate.NAME}
    assert judge.broken() == []
    monkeypatch.setattr(gate, "missing", lambda act: [])
    if gate.NAME in HELD_TWICE:
        with pytest.raises(AssertionError, match="passed the gates"):
            cast.do(verb, data, by=by)
        return
    cast.do(verb, data, by=by)
    assert gate.NAME in {name for name, _what in judge.broken()}


@pytest.mark.parametrize(
    ("verb", "facts"),
    [
        ("workforce.check_out", ("site", "person")),
        ("workforce.report_unfit", ("person",)),
        ("workforce.revoke_certificate", ("certificate",)),
    ],
)
def test_it_sees_a_watcher_who_cannot_watch(
    verb: str, facts: tuple[str, ...], cast: Cast, monkeypatch: Any
) -> None:
    ticket, who = live_work.live(cast), cast.id("gao")
    here = {"site": str(cast.site.pk), "person": who}
    cast.do("workforce.check_in", here, by="liu")
    live_work.conditions(cast, ticket.order, watcher=who)
    card = str(cast.people["gao"].certificates.get().pk)
    said = {**here, "certificate": card}
    cast.do(verb, {name: said[name] for name in facts}, by="zheng")
    with pytest.raises(GateHeld):
        stages.permit(cast, ticket)
    assert judge.broken() == []
    monkeypatch.setattr(g9_live_work, "unable", lambda *asked, **of: [])
    stages.permit(cast, ticket)
    assert "G9" in {name for name, _what in judge.broken()}


def test_it_has_a_law_for_every_physical_gate() -> None:
    """A new gate gets its law and its temptation there, or says why it cannot."""
    assert set(judge.LAWS) == set(TEMPTATIONS)
    physical = {gate.NAME for gate in PHYSICAL}
    assert physical == set(judge.LAWS) | set(judge.NOT_SEEN)


@pytest.mark.parametrize("path", ORACLE, ids=lambda path: path.stem)
def test_it_shares_no_code_with_the_house(path: Path) -> None:
    """It reads tables by their names, and the journal; it imports nothing of it."""
    assert not list(shape.rooms_named(path))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [each.name for each in getattr(node, "names", ())]
        seen = [getattr(node, "module", None) or "", *names]
        assert not [each for each in seen if str(each).startswith("greenlane")]
