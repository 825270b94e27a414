"""The figures of `cn-sgcc`: what stands in the pack stands nowhere in the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from decimal import Decimal

import pytest

from greenlane.core import packs
from greenlane.roles import APART, ROLES
from tests import shape

PACK = packs.find("cn-sgcc")
CONFIRMED, OPEN = True, False
# Key → value, unit, and whether a public source was read for it.
FIGURES = {
    "readings.insulation_lv.min": (1, "MΩ", CONFIRMED),
    "readings.insulation_lv.test_volts": (500, "V", CONFIRMED),
    "readings.insulation_cable_10kv.test_volts": (2500, "V", OPEN),
    "readings.withstand_cable_10kv.min": ("2.5", "U0", OPEN),
    "readings.withstand_cable_10kv_time.min": (5, "min", OPEN),
    "readings.withstand_cable_10kv_long.min": (2, "U0", OPEN),
    "readings.withstand_cable_10kv_long_time.min": (60, "min", OPEN),
    "readings.transformer_ratio.max": ("0.5", "%", OPEN),
    "readings.transformer_winding_phase.max": (4, "%", OPEN),
    "readings.transformer_winding_line.max": (2, "%", OPEN),
    "readings.transformer_insulation.min": (70, "%", OPEN),
    "readings.earth_resistance_small.max": (10, "Ω", OPEN),
    "readings.earth_resistance_large.max": (4, "Ω", OPEN),
    "readings.earth_resistance_repeated.max": (10, "Ω", OPEN),
    "readings.earth_set_copper.min": (25, "mm²", CONFIRMED),
    "readings.rcd_rating.max": (30, "mA", CONFIRMED),
    "readings.rcd_trip_1x.max": (300, "ms", CONFIRMED),
    "readings.rcd_trip_5x.max": (40, "ms", CONFIRMED),
    "readings.loop_impedance.max": ("0.8", "Zs max", CONFIRMED),
    "readings.voltage_three_phase.max": (7, "%", OPEN),
    "readings.voltage_single_phase.min": (-10, "%", OPEN),
    "readings.unbalance_voltage.max": (2, "%", OPEN),
    "readings.unbalance_load.max": (15, "%", OPEN),
    "live_work.wind.max": (5, "Beaufort", OPEN),
    "live_work.humidity.max": (80, "%", OPEN),
    "cold_load.dark.long": (30, "min", OPEN),
    "cold_load.closings.before": (1, "closings", OPEN),
    "cold_load.pick_up.high": (3, "x", OPEN),
    "people.duty.max": (16, "h", OPEN),
    "people.rest.min": (8, "h", OPEN),
    "people.emergency.max": (12, "h", OPEN),
    "people.link.max": (14, "d", OPEN),
    "people.link.after_handover": (24, "h", OPEN),
    "people.second_proof.grace": (7, "d", OPEN),
    "clocks.connect_lv.limit": (6, "WD", CONFIRMED),
    "clocks.connect_hv_single.limit": (22, "WD", CONFIRMED),
    "clocks.connect_hv_dual.limit": (32, "WD", CONFIRMED),
    "clocks.connect_resident.limit": (5, "WD", CONFIRMED),
    "clocks.arrival_urban.limit": (45, "min", CONFIRMED),
    "clocks.arrival_rural.limit": (90, "min", CONFIRMED),
    "clocks.regulator_accept.limit": (7, "WD", OPEN),
    "papers.supply_contract.due": (2, "WD", OPEN),
    "papers.photo_archive.due": (24, "h", OPEN),
    "papers.meter_and_seals.due": (5, "WD", OPEN),
    "temporary_use.term.months": (6, "months", CONFIRMED),
}
_ROOMS = ("safety", "connections")
# Sizes of fields and of caches are no limits of the field.
_SIZES = {
    "max_length", "max_digits", "decimal_places", "max_rows", "min_rows", "min_value",
    "max_value", "maxsize", "priority",
}  # fmt: skip
_NAMES = {"LOCK_RANK", "V", "MOST", "EVERY_SECONDS"}
_CALENDAR = {"greenlane/connections/terms.py"}  # twelve months are no rule of a pack


@pytest.mark.parametrize("key", FIGURES)
def test_the_figure_bears_unit_source_edition_and_doubt(key: str) -> None:
    value, unit, confirmed = FIGURES[key]
    found = PACK.value(key)
    assert Decimal(str(found.value)) == Decimal(str(value))
    assert (found.unit, found.verified) == (unit, confirmed)
    assert found.source
    assert found.edition


def test_the_roles_that_need_a_second_proof_are_roles_of_the_house() -> None:
    found = PACK.value("people.second_proof.roles")
    assert set(found.value) == APART <= ROLES.keys()
    assert (found.unit, found.verified) == ("roles", OPEN)


def test_every_value_that_nobody_read_is_shown_as_open() -> None:
    shown = set(packs.unverified(PACK))
    assert shown == {key for key, each in PACK.values.items() if not each.verified}
    for key, each in PACK.values.items():
        doubtful = "not read" in each.source or "ask your utility" in each.source
        named = {"readings.earth_set_copper.min", "people.earthing.heads"}
        assert not (doubtful and each.verified) or key in named, key


def test_no_limit_stands_in_the_code_of_safety_and_connections() -> None:
    found = [
        f"{shape.short(path)}:{line}: {value}"
        for path in shape.product_files()
        if shape.room_of(path) in _ROOMS
        and "migrations" not in path.parts
        and shape.short(path) not in _CALENDAR
        for line, value in _numbers(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def _numbers(tree: ast.AST) -> Iterator[tuple[int, object]]:
    sizes = {id(each) for each in _sizes(tree)}
    for each in ast.walk(tree):
        if not isinstance(each, ast.Constant) or id(each) in sizes:
            continue
        if type(each.value) in {int, float} and each.value not in {0, 1, 2}:
            yield each.lineno, each.value


def _sizes(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in _SIZES:
            yield from ast.walk(node.value)
        elif isinstance(node, ast.Subscript):
            yield from ast.walk(node.slice)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if {getattr(each, "id", "") for each in targets} & _NAMES:
                yield from ast.walk(node)
