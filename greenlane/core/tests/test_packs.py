"""A rule pack says where every figure comes from, or it is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from greenlane import roles
from greenlane.core import packs
from greenlane.core.packs import BadPack, Pack
from greenlane.core.packvalues import SCHEMA

HEAD = f"""
schema = "{SCHEMA}"
name = "try"
version = "1"
title_en = "Trial"
title_zh = "试用"
"""
GOOD = """
[readings.insulation]
min = { value = 1.50, unit = "MΩ", source = "Page 3", edition = "A", verified = true }
"""


def pack_of(tmp_path: Path, *, head: str = HEAD, **files: str) -> Pack:
    folder = tmp_path / "try"
    folder.mkdir()
    for name, text in {"pack": head, **files}.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return packs.load(folder)


def refused(tmp_path: Path, **files: str) -> list[tuple[str, str, str]]:
    with pytest.raises(BadPack) as said:
        pack_of(tmp_path, **files)
    return [(each.file, each.key, each.reason) for each in said.value.problems]


def test_a_value_is_found_by_its_full_key(tmp_path):
    value = pack_of(tmp_path, readings=GOOD).value("readings.insulation.min")
    assert (value.value, value.unit, value.verified) == (Decimal("1.5"), "MΩ", True)
    assert (value.source, value.edition, value.note) == ("Page 3", "A", "")


def test_a_key_nobody_gave_is_an_error_that_names_the_pack(tmp_path):
    with pytest.raises(KeyError, match="try 1 has no"):
        pack_of(tmp_path, readings=GOOD).value("readings.insulation.max")


@pytest.mark.parametrize("field", ["value", "unit", "source", "edition", "verified"])
def test_a_value_without_a_field_is_refused(tmp_path, field):
    parts = GOOD.strip().splitlines()[1].removeprefix("min = { ").removesuffix(" }")
    kept = ", ".join(p for p in parts.split(", ") if not p.startswith(field))
    found = refused(tmp_path, readings=f"[readings.insulation]\nmin = {{ {kept} }}")
    assert ("readings.toml", "readings.insulation.min", f"{field} is missing") in found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1.50", "nan"),
        ("1.50", "2022-03-29"),
        ("1.50", "[]"),
        ("1.50", "{ a = 1 }"),
        ('"MΩ"', "3"),
        ('"MΩ"', '" "'),
        ('"Page 3"', '"Page\\u202e 3"'),
        ("verified = true", 'verified = "yes"'),
        ("verified = true", "verified = true, extra = 1"),
        ("min =", '"Min-" ='),
    ],
)
def test_what_cannot_be_a_value_is_refused(tmp_path, old, new):
    [(file, _key, reason), *_] = refused(tmp_path, readings=GOOD.replace(old, new))
    assert file == "readings.toml"
    assert reason


def test_a_key_given_twice_is_refused_and_both_files_are_named(tmp_path):
    found = refused(tmp_path, a=GOOD, b=GOOD)
    assert found == [("b.toml", "readings.insulation.min", "already given in a.toml")]


def test_a_value_below_a_value_is_refused(tmp_path):
    below = GOOD.replace("insulation]", "insulation.min]")
    [(_file, key, reason)] = refused(tmp_path, a=GOOD, b=below)
    assert key == "readings.insulation.min.min"
    assert "lies below" in reason


@pytest.mark.parametrize(
    ("old", "key"),
    [(SCHEMA, "schema"), ("try", "name"), ('version = "1"', "version"), ("试用", "")],
)
def test_a_bad_head_is_refused(tmp_path, old, key):
    found = refused(tmp_path, head=HEAD.replace(old, "" if key else '"'), a=GOOD)
    assert found[0][0] == "pack.toml"
    assert key in {where for _file, where, _reason in found}


def test_every_problem_is_said_at_once(tmp_path):
    bare = "[readings.x]\nmin = 3\n"
    found = refused(tmp_path, head=HEAD + 'more = "1"', a=bare, b="not toml")
    assert {file for file, _key, _reason in found} == {"pack.toml", "a.toml", "b.toml"}


def test_a_pack_without_a_head_or_a_value_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadPack, match="the file is missing"):
        packs.load(tmp_path / "empty")
    assert refused(tmp_path)[0][2] == "the pack holds no value"


def test_an_unknown_pack_is_refused_with_the_known_ones():
    with pytest.raises(BadPack, match="cn-sgcc"):
        packs.find("../core")


def test_the_text_of_a_pack_gives_the_same_pack_and_digest(tmp_path):
    for pack in (packs.find("cn-sgcc"), pack_of(tmp_path, readings=GOOD)):
        again = Pack.from_text(pack.to_text())
        assert again == pack
        assert again.to_text() == pack.to_text()
        assert again.digest == pack.digest


def test_how_a_figure_is_spelt_does_not_change_the_digest(tmp_path):
    pack = pack_of(tmp_path, readings=GOOD)
    (tmp_path / "more").mkdir()
    other = pack_of(tmp_path / "more", readings=GOOD.replace("1.50", "1.5"))
    assert other.digest == pack.digest
    assert replace(pack, version="2").digest != pack.digest


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"values": 3}', '{"values": {}}', '{"values": {"a": 1}}']
)
def test_a_text_that_is_no_pack_is_refused(text):
    with pytest.raises(BadPack):
        Pack.from_text(text)


def test_every_shipped_pack_loads():
    assert "cn-sgcc" in packs.names()
    for name in packs.names():
        assert packs.find(name).name == name


def test_a_form_without_isolation_is_not_called_a_live_one_by_accident():
    pack = packs.find("cn-sgcc")
    live = {k for k in pack.under("tickets") if pack.value(f"tickets.{k}.live").value}
    assert live == {"live_work"}
    for kind in pack.under("tickets"):
        assert len(kind) <= 24  # the column of a ticket
        signers = pack.value(f"tickets.{kind}.signing_roles").value
        assert set(signers) <= set(roles.ROLES)
        for field in ("needs_isolation", "double_signing", "needs_permit"):
            assert pack.value(f"tickets.{kind}.{field}").value in {True, False}


def test_every_reading_can_be_judged_and_has_both_titles():
    pack = packs.find("cn-sgcc")
    for kind in pack.under("readings"):
        words = set(pack.under(f"readings.{kind}"))
        assert {"title_zh", "title_en"} <= words
        assert words & {"min", "max", "answer"}
        ends = words & {"min", "max"}
        assert (
            len(" ".join(f"readings.{kind}.{end}" for end in ends)) <= 80
        )  # limit_key
        for end in ends:
            limit = pack.value(f"readings.{kind}.{end}")
            assert isinstance(limit.value, (int, Decimal))
            assert len(limit.unit) <= 12  # the column of a reading


def test_every_paper_has_an_owner_and_a_term():
    pack = packs.find("cn-sgcc")
    assert len(pack.under("papers")) == 12
    for kind in pack.under("papers"):
        assert pack.value(f"papers.{kind}.owner").value in roles.ROLES
        assert pack.value(f"papers.{kind}.due").unit in {"WD", "d", "h"}


def test_diversity_falls_as_flats_are_added():
    table = packs.find("cn-sgcc").value("survey.dwelling.kd").value
    flats, factors = zip(*table, strict=True)
    assert list(flats) == sorted(flats)
    assert list(factors) == sorted(factors, reverse=True)


def test_what_nobody_has_confirmed_is_listed():
    pack = packs.find("cn-sgcc")
    open_keys = packs.unverified(pack)
    assert "ages.user_side_open.max" in open_keys
    assert "readings.rcd_trip_1x.max" not in open_keys
    for key in set(pack.values) - set(open_keys):
        assert "not read" not in pack.value(key).source or "earth" in key
