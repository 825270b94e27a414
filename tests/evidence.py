"""What proves that an area may be switched in: tested, accepted, user's side open."""

from __future__ import annotations

from typing import Any

from greenlane.work.models import Order
from tests.cast import Cast

# What a dead test needs beside its figure.
ANSWERS = [{"kind": k, "answer": "yes"} for k in ("polarity", "continuity")]


def close_area(cast: Cast, of: Order, area: str) -> str:
    data = {"area": area, "fenced": "yes", "everybody_out": "yes", "watcher": "高"}
    return given(cast, "safety.close_area", of, data, by="qian")


def dead_test(cast: Cast, of: Order, area: str, megohms: float = 120) -> str:
    close_area(cast, of, area)
    return measured(cast, of, area, megohms)


def measured(cast: Cast, of: Order, area: str, megohms: float = 120) -> str:
    figure = {"kind": "insulation_lv", "value": megohms, "unit_of_measure": "MΩ"}
    data = {"area": area, "instrument": "Y-7", "readings": [figure, *ANSWERS]}
    return given(cast, "safety.record_test", of, data, by="qian")


def accept(cast: Cast, of: Order, area: str) -> str:
    data = {"area": area, "checks": [{"what": "工艺", "ok": "yes"}]}
    return given(cast, "safety.accept_works", of, data, by="wu")


def user_side_open(cast: Cast, of: Order, area: str) -> str:
    data = {
        "area": area, "electrician": cast.id("tang"), "warned": "yes",
        "points": [{"what": "总开关", "open": "yes"}],
    }  # fmt: skip
    key = given(cast, "safety.prove_user_side_open", of, data, by="wu")
    signing = {"kind": "evidence", "id": key, "role": "site_electrician"}
    cast.do("safety.sign", signing, by="tang")
    return key


def interlock(cast: Cast, of: Order, area: str) -> str:
    asked = ("interlock_proved", "break_before_make")
    data = {"area": area, **dict.fromkeys(asked, "yes")}
    return given(cast, "safety.prove_interlock", of, data, by="he")


def rotation(cast: Cast, of: Order, area: str, **other: str) -> str:
    """Both turn alike: what feeds the site first, and what was found next."""
    old, new = of.site.infeeds.filter(gone_at=None).order_by("found_at", "id")[:2]
    data = {
        "area": area, "old_source": str(old.pk), "old_rotation": "clockwise",
        "new_source": str(new.pk), "new_rotation": "clockwise", "instrument": "P-4",
        **other,
    }  # fmt: skip
    return given(cast, "safety.compare_rotation", of, data, by="he")


def given(cast: Cast, verb: str, of: Order, data: dict[str, Any], *, by: str) -> str:
    done = cast.do(verb, {"order": str(of.pk), **data}, by=by)
    return str(done.facts["evidence"])
