"""Asks about tickets and crews: issued, permitted, briefed, at work, counted, ended."""

from __future__ import annotations

from random import Random
from typing import Any

from greenlane.safety.models import Isolation, Ticket
from greenlane.safety.ticket_queries import earths_counted, heads_in
from greenlane.work.models import Clearance, Order, Stint
from tests import endings
from tests.cast import Cast
from tests.model.asking import Ask, Asked, beside, login, mostly, one


def _ticket(of: Order, draw: Random, **state: Any) -> Ticket:
    found: Ticket = one(draw, Ticket.objects.filter(order=of, **state))
    return found


def issue_ticket(cast: Cast, of: Order, draw: Random) -> Asked:
    if Ticket.objects.filter(order=of, ended_at=None).count() > 1:
        raise LookupError("enough tickets")
    leader = draw.choice(["liu", "ma"])
    data: dict[str, Any] = {
        "order": str(of.pk), "kind": "lv", "scope": "接入", "areas": "src",
        "leader": cast.id(leader),
        "customer_owned": "no",
    }  # fmt: skip
    sections = Isolation.objects.filter(order=of)
    chance = draw.random()
    if chance < 0.25:
        data |= {"kind": "live_work", "areas": "tee"}
    elif chance < 0.3 or not sections:
        data["no_infeeds"] = "yes"
    else:
        near = Isolation.objects.all() if chance < 0.45 else sections
        data["isolation"] = str(one(draw, near).pk)
    others = Ticket.objects.filter(order=of, ended_at=None)
    if draw.random() < 0.15 and others:
        data["after"] = [{"ticket": str(one(draw, others).pk)}]
    return "safety.issue_ticket", data, beside(draw, "sun", "liu")


def receive_ticket(cast: Cast, of: Order, draw: Random) -> Asked:
    row = _ticket(of, draw, received_at=None)
    who = login(cast, row.leader_id)
    return "safety.receive_ticket", {"ticket": str(row.pk)}, beside(draw, who, "ma")


def permit(cast: Cast, of: Order, draw: Random) -> Asked:
    row = _ticket(of, draw, permitted_at=None, ended_at=None)
    data = {"ticket": str(row.pk), "channel": mostly(draw, "site", "read_back")}
    return "safety.permit", data, beside(draw, "li", "sun", "liu")


def resume_ticket(cast: Cast, of: Order, draw: Random) -> Asked:
    row = _ticket(of, draw, breaks__resumed_at=None, breaks__isnull=False)
    return "safety.resume_ticket", {"ticket": str(row.pk)}, "li"


def change_leader(cast: Cast, of: Order, draw: Random) -> Asked:
    row = _ticket(of, draw, ended_at=None)
    other = "ma" if login(cast, row.leader_id) == "liu" else "liu"
    data = {"ticket": str(row.pk), "leader": cast.id(beside(draw, other, "sun"))}
    return "safety.change_leader", data, "sun"


def end_ticket(cast: Cast, of: Order, draw: Random) -> Asked:
    row = _ticket(of, draw, permitted_at__isnull=False, ended_at=None)
    wrong = draw.random() < 0.05
    data = {
        "ticket": str(row.pk), "heads_out": heads_in(row) + wrong,
        "earths_out": len(earths_counted(row)), **endings.SIDES,
    }  # fmt: skip
    return "safety.end_ticket", data, login(cast, row.leader_id)


def record_live_conditions(cast: Cast, of: Order, draw: Random) -> Asked:
    data = {
        "order": str(of.pk), "watcher": cast.id("xu"), "wind": "3", "rain": "no",
        "humidity": "50", "thunder": mostly(draw, "no", "yes"),
        "reclosing_off": "yes",
    }  # fmt: skip
    return "safety.record_live_conditions", data, "he"


def brief(cast: Cast, of: Order, draw: Random) -> Asked:
    heads = [{"person": cast.id(who)} for who in ("zhou", "xu", "qian")]
    data = {"order": str(of.pk), "hazards": "-", "heads": heads}
    return "safety.brief", data, draw.choice(["liu", "ma"])


CREWS = {"T1": "zhou", "T2": "zhou", "T3": "xu", "T5": "qian"}


def start_field_work(cast: Cast, of: Order, draw: Random) -> Asked:
    key = draw.choice(["T1", "T2", "T2", "T3", "T5"])
    task = of.tasks.get(key=key)
    heads = [{"person": cast.id("xu")}] if draw.random() < 0.2 else []
    return "work.start_field_work", {"task": str(task.pk), "heads": heads}, CREWS[key]


def _running(of: Order, draw: Random) -> Stint:
    found: Stint = one(draw, Stint.objects.filter(task__order=of, ended_at=None))
    return found


def join_stint(cast: Cast, of: Order, draw: Random) -> Asked:
    row = _running(of, draw)
    data = {"stint": str(row.pk), "person": cast.id(draw.choice(["xu", "zhou"]))}
    return "work.join_stint", data, login(cast, row.leader_id)


def end_stint(cast: Cast, of: Order, draw: Random) -> Asked:
    row = _running(of, draw)
    return "work.end_stint", {"stint": str(row.pk)}, login(cast, row.leader_id)


def acknowledge_revocation(cast: Cast, of: Order, draw: Random) -> Asked:
    tickets = Ticket.objects.filter(
        order=of, revoked_at__isnull=False, acknowledged_at=None
    )
    rows = Clearance.objects.filter(
        order=of, revoked_at__isnull=False, acknowledged_at=None
    )
    name = "ticket" if tickets else "clearance"
    row = one(draw, tickets or rows)
    return (
        "safety.acknowledge_revocation",
        {name: str(row.pk), "people_out": "yes"},
        "liu",
    )


ASKS: tuple[Ask, ...] = (
    issue_ticket,
    receive_ticket,
    permit,
    resume_ticket,
    change_leader,
    end_ticket,
    record_live_conditions,
    brief,
    start_field_work,
    join_stint,
    end_stint,
    acknowledge_revocation,
)
