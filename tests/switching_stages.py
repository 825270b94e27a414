"""A switching order on its way: written, checked, given, read back, signed.

Gao writes and guards, He checks and operates, Zhao is the dispatcher.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from greenlane.connections.models import EnergiseStep
from greenlane.core import guard
from greenlane.core.command import Answer
from greenlane.core.models import PackVersion
from greenlane.core.packs import Pack
from greenlane.safety.models import Instruction, SwitchingOrder
from greenlane.work.models import Order
from tests import stages
from tests.cast import Cast

WORDS = "执行倒闸操作票，逐项操作，操作完毕汇报。"


def line(act: str, target: Any = None, **more: Any) -> dict[str, Any]:
    """One step as it is written."""
    row = {"act": act, "action": f"{act} …", "expected": "如票所载", **more}
    return {**row, "target": str(target.pk)} if target else row


def write(
    cast: Cast, of: Order, rows: list[dict[str, Any]], *, by: str = "gao"
) -> SwitchingOrder:
    data = {"order": str(of.pk), "purpose": "10千伏停电转检修", "steps": rows}
    done = cast.do("safety.write_switching", data, by=by)
    return SwitchingOrder.objects.get(pk=done.facts["switching"])


def check(cast: Cast, row: SwitchingOrder, *, by: str = "he") -> None:
    cast.do("safety.check_switching", {"switching": str(row.pk)}, by=by)


def give(cast: Cast, row: SwitchingOrder) -> str:
    data = {
        "order": str(row.order_id), "act": "switching", "target": str(row.pk),
        "text": WORDS,
    }  # fmt: skip
    done = cast.do("safety.give_instruction", data, by="zhao")
    return str(done.facts["instruction"])


def in_force(
    cast: Cast, of: Order, rows: list[dict[str, Any]], *, signed: bool = True
) -> SwitchingOrder:
    """Written, checked, given, read back by He and signed by Gao as his guard."""
    row = write(cast, of, rows)
    check(cast, row)
    given = give(cast, row)
    cast.do("safety.read_back", {"instruction": given, "text": WORDS}, by="he")
    if signed:
        stages.sign(cast, Instruction.objects.get(pk=given), "guard", by="gao")
    return row


def for_steps(cast: Cast, steps: list[EnergiseStep]) -> SwitchingOrder:
    """A switching order for these steps of switching in."""
    rows = [line(each.act, each, action=each.name) for each in steps]
    return in_force(cast, steps[0].order, rows)


def by_hand(
    cast: Cast, row: SwitchingOrder, place: int, *, by: str = "he", **other: Any
) -> Answer:
    data = {
        "step": str(row.steps.get(place=place).pk), "guard": cast.id("gao"),
        "as_expected": "yes", **other,
    }  # fmt: skip
    return cast.do("safety.carry_out_step", data, by=by)


def asked_at(cast: Cast, of: Order, volts: int, *acts: str) -> None:
    """The order runs on a pack that asks from here on; without acts on one that never
    asks.
    """
    pack = Pack.from_text(of.pack.text)
    values = {k: v for k, v in pack.values.items() if not k.startswith("switching.")}
    for key, value in (("acts", acts), ("volts", volts)):
        if acts:
            held = pack.value(f"switching.hv.{key}")
            values[f"switching.hv.{key}"] = replace(held, value=value)
    other = replace(pack, values=values, version=f"t{volts}")
    with guard.lifted():
        of.pack = PackVersion.objects.create(
            name=other.name, version=other.version, digest=other.digest,
            text=other.to_text(),
        )  # fmt: skip
        of.save(update_fields=["pack"])
