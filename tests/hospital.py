"""A hospital on its mains, and what is done there by hand again and again."""

from __future__ import annotations

from typing import Any

from greenlane.core import guard
from greenlane.places.models import Site
from greenlane.places.queries import states_now
from tests.phones import Phones

MAINS = {"kind": "grid", "name": "医院进线柜", "number": "AH-2"}
WAY = {"kind": "other", "name": "切换柜发电侧", "number": "QF-3"}
TRUCK = {"kind": "generator", "name": "发电车", "number": "F-07"}


def fed(p: Phones) -> set[str]:
    blocks = [p.cast.block1]
    return {str(state) for state in states_now(blocks).values()}


def requested(cast: Any) -> tuple[Phones, dict[str, str]]:
    """A hospital on the grid that may not go dark; both sections and all their ways."""
    p = Phones.of(cast)
    with guard.lifted():
        cast.block1.states.update(state="grid_permanent")
        gym = Site.objects.create(unit=cast.unit, code="TYG", name_zh="体育馆")
    p.requested(
        "d-hot-site-bridge", may_go_dark="no", critical_loads="手术楼、ICU",
        points=[{"point": str(cast.block1.pk)}],
    )  # fmt: skip
    ways = {"gym": str(gym.pk)}
    for area, name in (("board", "切换柜发电侧"), ("src", "医院进线")):
        section = {"source": str(cast.source.pk), "name": name, "area": area}
        ways[area] = p.about("chen", "safety.add_isolation", **section)["isolation"]
    ways["mains"] = p.way(ways["src"], *MAINS.values())
    ways["way"] = p.way(ways["board"], *WAY.values())
    ways["truck"] = p.way(ways["board"], *TRUCK.values())
    p.surveyed([MAINS, WAY, TRUCK], source=str(cast.source.pk))
    return p, ways


def issued(p: Phones, section: str, area: str, leader: str) -> str:
    form = {"order": p.order, "isolation": section, "scope": "-", "areas": area}
    form["customer_owned"] = "no"
    done = p.do("sun", "safety.issue_ticket", **form, kind="lv", leader=p.id(leader))
    p.do(leader, "safety.receive_ticket", ticket=done["ticket"])
    return str(done["ticket"])


def locked(p: Phones, section: str, infeed: str, lock: str) -> str:
    p.ordered("isolate", infeed)
    done = p.do("he", "safety.isolate_point", **p.point(section, infeed, lock))
    return str(done["point"])


def permitted(p: Phones, ticket: str, leader: str) -> None:
    p.sign(leader, "ticket", ticket, "leader")
    both = {"ticket": ticket, "channel": "site"}
    assert p.code(leader, "safety.permit", **both) == "role-missing"
    p.do("li", "safety.permit", **both)


def ended(p: Phones, ticket: str, earth: str, leader: str) -> None:
    """People clear, the earth off by two, counted, signed back, ended."""
    p.sign(leader, "earthset", earth, "people_clear")
    p.sign("gao", "earthset", earth, "removal_guard")
    p.do("he", "safety.remove_earth", earth=earth, removed_with=p.id("gao"))
    p.sign("li", "ticket", ticket, "permitter")
    count = next(t["heads_in"] for t in p.read("tickets") if t["id"] == ticket)
    out = {"heads_out": count, "tags_off": "yes", "tools_out": "yes"}
    out |= {"ticket": ticket, "channel": "site", "earths_out": 1}
    short = {**out, "heads_out": count - 1}
    assert p.code(leader, "safety.end_ticket", **short) == "not-all-back"
    p.do(leader, "safety.end_ticket", **out)


def over(p: Phones, state: str) -> dict[str, str]:
    point = {"point": str(p.cast.block1.pk), "gives_state": state}
    return {"act": "transfer_supply", "name": "切换开关", "area": "board", **point}
