"""Asks about the plant: sections, infeeds, points, proofs, earths."""

from __future__ import annotations

from random import Random
from typing import Any

from greenlane.network.models import Device
from greenlane.safety.models import EarthSet, Infeed, Instruction, Isolation, Point
from greenlane.work.models import Order
from tests import stages
from tests.cast import Cast
from tests.model.asking import Ask, Asked, beside, mostly, one


def _section(of: Order, draw: Random) -> Isolation:
    """Mostly its own."""
    rows = Isolation.objects.filter(order=of)
    if draw.random() < 0.1 or not rows:
        rows = Isolation.objects.all()
    found: Isolation = one(draw, rows)
    return found


def add_isolation(cast: Cast, of: Order, draw: Random) -> Asked:
    if Isolation.objects.filter(order=of).count() > 1:
        raise LookupError("enough sections")
    data = {
        "order": str(of.pk), "source": str(cast.source.pk), "name": "出线",
        "area": mostly(draw, "src", "lv"),
    }  # fmt: skip
    return "safety.add_isolation", data, "chen"


def record_infeed(cast: Cast, of: Order, draw: Random) -> Asked:
    data = {
        "site": str(of.site_id), "kind": draw.choice(["pv", "generator", "grid"]),
        "name": f"又一路 {draw.randrange(3)}",
    }  # fmt: skip
    if draw.random() < 0.5:
        data["device"] = str(one(draw, Device.objects.all()).pk)
    return "safety.record_infeed", data, draw.choice(["zhou", "chen", "he"])


def remove_infeed(cast: Cast, of: Order, draw: Random) -> Asked:
    rows = Infeed.objects.filter(site=of.site_id, gone_at=None).exclude(kind="grid")
    data = {"infeed": str(one(draw, rows).pk), "seen_apart": "yes"}
    return "safety.remove_infeed", data, "he"


def way_in(of: Order, draw: Random) -> tuple[Isolation, Infeed]:
    """A section, and one of its ways in that is not open yet."""
    section = _section(of, draw)
    shut = section.points.filter(unlocked_at=None).values("infeed")
    ways = Infeed.objects.filter(gone_at=None).exclude(pk__in=shut)
    reaching = ways.filter(isolation=section) | ways.filter(isolation=None)
    return section, one(draw, reaching)


def isolate_point(cast: Cast, of: Order, draw: Random) -> Asked:
    section, infeed = way_in(of, draw)
    ordered = Instruction.objects.filter(order=section.order, act="isolate")
    ready = ordered.filter(used_at=None, withdrawn_at=None)
    if ready and draw.random() < 0.9:
        infeed = one(draw, Infeed.objects.filter(pk__in=ready.values("target")))
    data = {
        "isolation": str(section.pk), "infeed": str(infeed.pk),
        "device": str(infeed.device_id or cast.source.pk), "visible_break": "yes",
        "lock_number": "L7", "tag_number": "T7", "guarded_by": cast.id("gao"),
    }  # fmt: skip
    return "safety.isolate_point", data, beside(draw, "he", "gao", "liu")


def unlock_point(cast: Cast, of: Order, draw: Random) -> Asked:
    rows = Point.objects.filter(isolation__order=of, unlocked_at=None)
    data = {"point": str(one(draw, rows).pk), "guarded_by": cast.id("gao")}
    return "safety.unlock_point", data, "he"


def prove_dead(cast: Cast, of: Order, draw: Random) -> Asked:
    data: dict[str, Any] = stages.proof(_section(of, draw))
    if draw.random() < 0.08:
        data["readings"][1] = {"phase": "L2", "volts": "231", "lit": "yes"}
    return "safety.prove_dead", data, beside(draw, "he", "liu")


def place_earth(cast: Cast, of: Order, draw: Random) -> Asked:
    hanging = EarthSet.objects.filter(unit=of.unit, removed_at=None)
    used = set(hanging.values_list("number", flat=True))
    data = {
        "isolation": str(_section(of, draw).pk), "place": "出线1杆",
        "number": next(n for n in map("E{}".format, range(99)) if n not in used),
        "placed_with": cast.id("gao"),
    }  # fmt: skip
    return "safety.place_earth", data, "he"


def remove_earth(cast: Cast, of: Order, draw: Random) -> Asked:
    rows = EarthSet.objects.filter(isolation__order=of, removed_at=None)
    data = {"earth": str(one(draw, rows).pk), "removed_with": cast.id("gao")}
    return "safety.remove_earth", data, "he"


ASKS: tuple[Ask, ...] = (
    add_isolation,
    record_infeed,
    remove_infeed,
    isolate_point,
    unlock_point,
    prove_dead,
    place_earth,
    remove_earth,
)
