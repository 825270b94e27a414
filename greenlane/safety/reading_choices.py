"""What is measured: the tests that the rule pack knows, and those that it wants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from greenlane.core.actors import Actor
from greenlane.core.choices import WITHOUT, Chooser, Filler, Option, titled
from greenlane.core.packs import Pack
from greenlane.safety.completeness import wanted
from greenlane.safety.doubts import marked, open_reading
from greenlane.safety.limits import pack_of

PHASES = ("L1", "L2", "L3")


def reading_kinds(actor: Actor, order: Any) -> Iterator[Option]:
    """Every test that the order's rule pack has a limit for, with its unit."""
    if order is None:
        return
    pack = pack_of(order)
    for kind in pack.under("readings"):
        title = titled(pack, f"readings.{kind}")
        unit = _measure(pack, kind)
        named = f"{title} ({unit})" if unit else title
        yield kind, marked(named, open_reading(pack, kind))


def _measure(pack: Pack, kind: str) -> str:
    """The unit of its limits; nothing where a yes or no is the answer."""
    for end in ("min", "max"):
        if bound := pack.values.get(f"readings.{kind}.{end}"):
            return bound.unit
    return ""


def phases(actor: Actor, order: Any) -> Iterator[Option]:
    yield from ((each, each) for each in PHASES)


def each_phase(
    actor: Actor, order: Any, said: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    yield from ({"phase": each} for each in PHASES)


def wanted_of(kind: str) -> Filler:
    """A row for each reading without which a record of this kind is not whole."""

    def rows(
        actor: Actor, order: Any, said: Mapping[str, Any]
    ) -> Iterator[Mapping[str, Any]]:
        if order is None:
            return
        pack = pack_of(order)
        for each in wanted(pack, kind, said.get("area", "")):
            unit = _measure(pack, each[0])
            # A figure or a yes: never both. What is not asked is not shown.
            without = ("answer",) if unit else ("value", "unit_of_measure")
            yield {"kind": each[0], "unit_of_measure": unit, WITHOUT: without}

    return rows


_VERBS = ("record_test", "record_live_check", "correct_reading")
READINGS: dict[str, Chooser] = {
    **{f"safety.{verb}.readings.kind": reading_kinds for verb in _VERBS},
    **{f"safety.{verb}.readings.phase": phases for verb in _VERBS},
}
READING_ROWS: dict[str, Filler] = {
    "safety.prove_dead.readings": each_phase,
    "safety.record_test.readings": wanted_of("dead_test"),
    "safety.record_live_check.readings": wanted_of("live_check"),
}
