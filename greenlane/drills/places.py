"""Sites, points, devices and contacts of the demo county; and the first request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from greenlane.core.actors import Actor
from greenlane.core.door import perform

TRANSFORMER, NEXT_ONE = "T-0512", "T-0518"
FIRST = "BY-220329-1"  # the order of the case


@dataclass(frozen=True)
class Ground:
    """The site of the case and its two blocks, by key."""

    site: str
    points: tuple[str, ...]


def build(office: Actor, dispatcher: Actor) -> Ground:
    """Everything that stands in the county before anybody calls."""
    _devices(dispatcher)
    zone = _do(
        office,
        "places.add_zone",
        name=_("Lockdown zone of the county town"),
        kind="lockdown",
        escort="yes",
        kit=_("N95 mask, overall, gloves"),
    )["zone"]
    names = ("公租房隔离点", "Rental blocks (quarantine)")
    site = _site(office, "GZF", *names, at=(113.336, 32.713))
    _do(office, "places.set_zone", site=site, zone=zone)
    blocks = tuple(
        _point(office, site, f"{n}号楼", f"Block {n}", "dark") for n in (1, 2)
    )
    _contacts(office, site)
    names = ("体育馆核酸检测点", "Gymnasium testing point")
    other = _site(office, "TYG", *names, at=(113.316, 32.715))
    _point(office, other, "检测大厅", "Testing hall", "dark")
    return Ground(site, blocks)


def request(ground: Ground, *, by: Actor) -> dict[str, Any]:
    """The county calls: two blocks have to have light today."""
    return _do(
        by,
        "connections.request",
        site=ground.site,
        points=[{"point": each} for each in ground.points],
        authority=_("Epidemic command of Biyang county"),
        instruction_number="BYFK-2022-037",
        requested_by=_("Mr Zhou, logistics"),
        requester_phone="0396 555 0137",
        purpose=_("Quarantine housing, two blocks"),
        people_count=240,
        load_kw=264,
        critical_loads=_("Lifts, water pumps, guard post"),
        may_go_dark="yes",
        payer=_("County government"),
        playbook="a-lv-existing-transformer",
        priority=1,
    )


def _do(by: Actor, command: str, **data: Any) -> dict[str, Any]:
    return perform(command, data, by=by).facts


def _devices(by: Actor) -> None:
    """Dual names: what the plate says, and the number on it."""
    high = {"volts": 10_000, "longitude": 113.345, "latitude": 32.735}
    line = _do(
        by,
        "network.add_device",
        name="10kV城东线",
        number="121",
        kind="breaker",
        **high,
    )["device"]
    low = {"kind": "transformer", "volts": 400, "parent": line}
    found = (("花园路公变", TRANSFORMER, 113.338), ("文化路公变", NEXT_ONE, 113.318))
    for name, number, east in found:
        where = {"longitude": east, "latitude": 32.7145}
        _do(by, "network.add_device", name=name, number=number, **low, **where)


def _site(
    by: Actor, code: str, name_zh: str, name_en: str, *, at: tuple[float, float]
) -> str:
    """`at`: degrees east and north, assumed as everything else."""
    where = {
        "address": _("Huayuan Road, Biyang county town"),
        "muster_point": _("Car park at the south gate"),
        "longitude": at[0],
        "latitude": at[1],
    }
    names = {"code": code, "name_zh": name_zh, "name_en": name_en}
    return str(_do(by, "places.add_site", **names, **where)["site"])


def _point(by: Actor, site: str, name_zh: str, name_en: str, state: str) -> str:
    names = {"site": site, "name_zh": name_zh, "name_en": name_en}
    made = _do(by, "places.add_supply_point", **names, area="lv", state=state)
    return str(made["point"])


def _contacts(by: Actor, site: str) -> None:
    called = (
        (_("Mr Zhou"), "0396 555 0137", _("Logistics"), False),
        (_("Master Tang"), "0396 555 0142", _("Electrician of the site"), True),
    )
    for name, phone, role, electrician in called:
        about = {"name": name, "phone": phone, "role": role}
        _do(by, "places.add_contact", site=site, **about, is_electrician=electrician)
