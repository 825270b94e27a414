"""`packs/bounds.toml`: what the loader keeps out, value by value, of every pack."""

from __future__ import annotations

from dataclasses import replace

import pytest

from greenlane.core import packs
from greenlane.core.packbounds import BOUNDS, beyond, table
from greenlane.core.refusals import Refused
from greenlane.safety import freshness
from greenlane.safety.completeness import must_be_whole
from greenlane.safety.recording import Line
from tests import hostile_packs


@pytest.mark.parametrize("name", packs.names())
def test_the_loader_keeps_out_what_a_gate_stands_on(name: str) -> None:
    """Value by value: let in is only what leaves every limit where it can hold."""
    whole = packs.find(name)
    for way in hostile_packs.all_ways():
        found = hostile_packs.tried(name, way)
        assert set(found.let_in).isdisjoint(found.kept_out)
        assert not beyond(found.values)
        for key in found.values:
            if key.startswith("ages.") and key in _aged():
                assert 1 <= float(found.values[key].number) <= 2880, (way, key)
        lines = [Line("polarity", ok=True), Line("meter_seals", ok=True)]
        pack = replace(whole, values=found.values)
        for area in ("lv", "src", "hv", "street"):
            for kind in ("dead_test", "live_check"):
                with pytest.raises(Refused, match="test-incomplete"):
                    must_be_whole(pack, kind, area, lines)
        for kind in pack.under("tickets"):
            fits = pack.values.get(f"tickets.{kind}.fits")
            if kind == "repair" or (fits and fits.value == "repair"):
                assert pack.value(f"tickets.{kind}.faults_only").value is True


def _aged() -> set[str]:
    return {*freshness.MAX_AGE.values(), "ages.briefing.max"}


def test_something_is_kept_out_in_every_way() -> None:
    for way in hostile_packs.all_ways():
        assert hostile_packs.tried("cn-sgcc", way).kept_out, way


def test_the_bounds_say_where_they_come_from() -> None:
    assert (packs._home() / BOUNDS).is_file()
    assert BOUNDS == "bounds.toml"
    for bound in table()["bound"]:
        assert bound["source"], bound["key"]
        assert bound["edition"], bound["key"]
        assert isinstance(bound["verified"], bool), bound["key"]
    with_age = {each["key"] for each in table()["bound"] if "most" in each}
    assert _aged() <= with_age
