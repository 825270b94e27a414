"""A gate that cannot answer holds every release that it guards, and names itself."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any, NoReturn

import pytest
from structlog.testing import capture_logs

from greenlane.core import gatewalk
from greenlane.core.command import commands
from greenlane.core.gatewalk import Act
from greenlane.core.refusals import GateHeld
from greenlane.gates import GATES
from tests import releases, shape
from tests.cast import Cast

EVERY = pytest.mark.parametrize(
    "scene", releases.SCENES, ids=lambda scene: scene.__name__
)


def broken(*_args: Any) -> NoReturn:
    raise ZeroDivisionError("a fault was put here")


@pytest.fixture
def walked(monkeypatch: Any) -> list[Act]:
    """The acts that were asked for; the walk itself is left as it is."""
    found: list[Act] = []
    plain = gatewalk._guarding

    def recorded(act: Act) -> Any:
        found.append(act)
        return plain(act)

    monkeypatch.setattr(gatewalk, "_guarding", recorded)
    return found


@EVERY
def test_a_fault_in_any_gate_refuses_the_release(
    scene: Any, cast: Cast, walked: list[Act], monkeypatch: Any
) -> None:
    verb, data, by = scene(cast)
    walked.clear()
    with releases.undone():  # the yes beside every no
        cast.do(verb, data, by=by)
    kinds = walked[-1].kinds
    assert (verb, kinds) == (releases.SCENES[scene][0], wanted(scene))
    mine = [gate for gate in GATES if kinds & set(gate.GUARDS)]
    assert mine[0].NAME == "G0"
    for gate in mine:
        for part in ("locks", "missing"):
            with monkeypatch.context() as fault, capture_logs() as log:
                fault.setattr(gate, part, broken)
                assert (gate.NAME, "error") in held(cast, verb, data, by), part
            assert any(entry["event"] == "gate-error" for entry in log)
    cast.do(verb, data, by=by)  # nothing of all that was kept


@pytest.mark.parametrize("scene", [releases.permit, releases.restore])
@pytest.mark.parametrize("listed", ["empty", "unloadable"])
def test_without_gates_nothing_is_released(
    cast: Cast, monkeypatch: Any, listed: str, scene: Any
) -> None:
    verb, data, by = scene(cast)
    with monkeypatch.context() as fault, capture_logs():
        gone = broken if listed == "unloadable" else tuple
        fault.setattr(gatewalk, "gates", gone)
        assert {gate for gate, _what in held(cast, verb, data, by)} == {"G0"}
    cast.do(verb, data, by=by)


def held(cast: Cast, verb: str, data: dict[str, Any], by: str) -> set[tuple[str, str]]:
    """(gate, code) of all that holds the release."""
    with pytest.raises(GateHeld) as refused:
        cast.do(verb, data, by=by)
    return {(each.gate, each.what) for each in refused.value.missing}


def wanted(scene: Any) -> frozenset[str]:
    return frozenset(releases.SCENES[scene][1].split())


def test_an_act_that_no_gate_guards_is_refused() -> None:
    for act in (Act("fly", unit=1), Act("stint", unit=1, also=frozenset({"fly"}))):
        lacking = gatewalk._guarding(act)[1]
        assert [each.what for each in lacking] == ["no-gate-guards-this"]


def test_every_act_and_every_verb_that_walks_has_its_scene() -> None:
    acts = frozenset().union(*map(wanted, releases.SCENES))
    assert acts == set(gatewalk.guards())
    walking = {
        path.stem
        for path in shape.HOUSE.glob("*/commands/*.py")
        if re.search(r"\bwalk\(", path.read_text(encoding="utf-8"))
    }
    verbs = {verb for verb, _kinds in releases.SCENES.values()}
    assert {verb.partition(".")[2] for verb in verbs} == walking
    claims = {"safety.record_live_check", "safety.record_test"}  # they stay open
    for verb in verbs - claims:
        assert commands()[verb].kind.proof, verb


def test_g0_comes_first_and_every_gate_can_be_asked() -> None:
    assert GATES[0].NAME == "G0"
    for gate in GATES:
        assert isinstance(gate, ModuleType)
        assert callable(gate.locks)
        assert callable(gate.missing)
        assert gate.CLASS in {"P", "O"}
