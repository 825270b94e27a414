"""Every command that asks for a time: a stage for it, and times that cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from greenlane.connections.models import Term
from greenlane.core import clock, guard
from greenlane.core.models import Unit
from greenlane.work.models import Order
from greenlane.workforce.models import Certificate
from tests import releases, stages, supply_stages
from tests.cast import Cast

Data = dict[str, Any]


def days(number: float, start: datetime | None = None) -> str:
    """So many days from now, or from then."""
    return ((start or clock.wall()) + timedelta(days=number)).isoformat()


class Case(NamedTuple):
    """Who asks, a stage that gives good data, and what in them would be wrong."""

    by: str
    good: Callable[[Cast], Data]
    wrong: Callable[[Data], Iterator[tuple[str, Data]]]


def drill(cast: Cast) -> Data:
    with guard.lifted():
        now = clock.wall()
        Unit.objects.filter(pk=cast.unit.pk).update(
            is_drill=True, clock_start=now, clock_set_at=now, clock_speed=1
        )
    return {"start": days(1), "speed": 1}


def new_drill(cast: Cast) -> Data:
    unit = {"parent": "BY", "code": "YL", "name_zh": "演练", "name_en": "Drill"}
    return {**unit, "is_drill": True, "clock_start": "2022-03-29T14:05:00+08:00"}


def token(cast: Cast) -> Data:
    machine = {"account": "wang", "name": "a screen", "scopes": ["observe"]}
    return {**machine, "secret_sha256": "a" * 64, "expires_at": days(30)}


def holiday(cast: Cast) -> Data:
    return {"day": "2026-10-01", "works": "no", "name": "国庆节"}


def taken_back(cast: Cast) -> Data:
    cast.do("core.set_holiday", holiday(cast), by="root")
    return {"day": holiday(cast)["day"]}


def renewal(cast: Cast) -> Data:
    row = Certificate.objects.get(person=cast.people["liu"])
    return {"certificate": str(row.pk), "expires_at": days(5000)}


def certificate(cast: Cast) -> Data:
    card = {"person": cast.id("zhou"), "skill": "cable", "number": "C-77"}
    return {**card, "issued_at": days(-30), "expires_at": days(700)}


def asked(cast: Cast) -> Data:
    caller = {"authority": "县指挥部", "requested_by": "刘主任", "requester_phone": "1"}
    wanted = {"need_at": days(1), "deadline": days(2)}
    return {"site": str(cast.site.pk), **caller, **wanted}


def survey(cast: Cast) -> Data:
    found = supply_stages.survey_data(cast, supply_stages.requested(cast))
    return {**found, "read_at": days(-1)}


def wait(cast: Cast) -> Data:
    order = supply_stages.requested(cast)
    told = {"order": str(order.pk), "cause": "weather", "holder": "rain"}
    return {**told, "expected_end": days(1)}


def ended_wait(cast: Cast) -> Data:
    data = {**wait(cast), "expected_end": ""}
    order = Order.objects.filter(pk=data["order"])
    with guard.lifted():
        order.update(requested_at=clock.wall() - timedelta(days=9))
    opened = cast.do("work.open_wait", data, by="liu").facts["wait"]
    cast.do("work.close_wait", {"wait": opened}, by="liu")
    right = {"kind": "wait", "interval": opened, "reason": "a wrong clock"}
    return {**right, "began_at": days(-3), "ended_at": days(-2)}


def term(cast: Cast) -> Data:
    mine = Term.objects.get(order=supply_stages.live(cast))
    until = days(30, mine.ends_at)
    return {"term": str(mine.pk), "decision": "extend", "ends_at": until}


def old_term(cast: Cast) -> Data:
    """It ended unseen two months ago."""
    data, now = term(cast), clock.wall()
    over = {"starts_at": now - timedelta(90), "ends_at": now - timedelta(60)}
    with guard.lifted():
        Term.objects.filter(pk=data["term"]).update(**over)
    return {**data, "ends_at": days(30)}


def never(data: Data) -> Iterator[tuple[str, Data]]:
    """Any time of our days will do."""
    yield from ()


def gone(field: str, days_: float = -1) -> Callable[[Data], Iterator[tuple[str, Data]]]:
    def wrong(data: Data) -> Iterator[tuple[str, Data]]:
        yield field, {field: days(days_)}

    return wrong


def wrong_card(data: Data) -> Iterator[tuple[str, Data]]:
    yield "issued_at", {"issued_at": days(1)}
    yield "expires_at", {"issued_at": days(-30), "expires_at": days(-31)}
    yield "expires_at", {"expires_at": data["issued_at"]}
    yield "expires_at", {"expires_at": days(-1)}


def wrong_renewal(data: Data) -> Iterator[tuple[str, Data]]:
    yield "expires_at", {"expires_at": days(-1)}
    yield "expires_at", {"expires_at": days(30)}


def wrong_request(data: Data) -> Iterator[tuple[str, Data]]:
    yield "deadline", {"need_at": data["deadline"], "deadline": data["need_at"]}
    yield "need_at", {"need_at": days(-1)}
    yield "deadline", {"need_at": "", "deadline": days(-1)}


def wrong_interval(data: Data) -> Iterator[tuple[str, Data]]:
    yield "ended_at", {"began_at": data["ended_at"], "ended_at": data["began_at"]}
    yield "ended_at", {"ended_at": days(1)}
    yield "ended_at", {"began_at": days(1), "ended_at": days(2)}
    yield "began_at", {"began_at": days(-30)}


def wrong_term(data: Data) -> Iterator[tuple[str, Data]]:
    yield "ends_at", {"ends_at": Term.objects.get().ends_at.isoformat()}
    yield "ends_at", {"ends_at": days(-1, Term.objects.get().ends_at)}
    yield "ends_at", {"ends_at": ""}


def ticket_end(cast: Cast) -> Data:
    """A ticket that would be issued now, with an end of its own."""
    _verb, data, _by = releases.issue(cast)
    return {**data, "valid_until": days(0.5)}


def wrong_end(good: Data) -> Iterator[tuple[str, Data]]:
    yield "valid_until", {"valid_until": days(-0.5)}
    yield "valid_until", {"valid_until": days(365)}


def later_end(cast: Cast) -> Data:
    ticket = stages.permitted(cast, stages.order(cast))
    return {
        "ticket": str(ticket.pk),
        "until": days(0.1, ticket.valid_until),
        "why": "rain",
    }


def wrong_later_end(good: Data) -> Iterator[tuple[str, Data]]:
    yield "until", {"until": days(-0.1)}
    yield "until", {"until": days(365)}


def shift(cast: Cast) -> Data:
    hours = [{"starts_at": days(1), "ends_at": days(1.3)}]
    return {"person": cast.id("zhou"), "shifts": hours}


def wrong_shift(good: Data) -> Iterator[tuple[str, Data]]:
    back = {"starts_at": days(1), "ends_at": days(0.5)}
    yield "shifts[0].ends_at", {"shifts": [back]}


def clearance(cast: Cast) -> Data:
    hours = {"starts_at": days(-1), "ends_at": days(9)}
    return {"person": cast.id("zhou"), "zone": "lockdown", **hours}


def wrong_clearance(good: Data) -> Iterator[tuple[str, Data]]:
    yield "ends_at", {"ends_at": days(-2)}
    yield "ends_at", {"ends_at": days(-0.5)}


def outage(cast: Cast) -> Data:
    cast.do("dispatch.set_equipment", {"equipment": "crane", "count": 2}, by="zhao")
    return {"equipment": "crane", "count": 1, "starts_at": days(1), "back_at": days(2)}


def wrong_outage(good: Data) -> Iterator[tuple[str, Data]]:
    yield "back_at", {"back_at": days(0.5)}
    yield "back_at", {"starts_at": "", "back_at": days(-1)}


def stock(cast: Cast) -> Data:
    cast.do("dispatch.count_stock", {"item": "transformer", "amount": 0}, by="guo")
    return {"item": "transformer", "amount": 1, "due_at": days(1)}


def pin(cast: Cast) -> Data:
    order = supply_stages.requested(cast)
    task = order.tasks.order_by("place").last()
    assert task is not None
    return {"task": str(task.pk), "start_at": days(0.2)}


CASES = {
    "core.add_unit": [Case("root", new_drill, never)],
    "core.issue_token": [Case("yan", token, gone("expires_at"))],
    "core.set_clock": [Case("root", drill, gone("start"))],
    "core.set_holiday": [Case("root", holiday, never)],
    "core.take_back_holiday": [Case("root", taken_back, never)],
    "workforce.set_shift": [Case("zhao", shift, wrong_shift)],
    "workforce.clear_for_zone": [Case("zhao", clearance, wrong_clearance)],
    "dispatch.lose_equipment": [Case("zhao", outage, wrong_outage)],
    "dispatch.expect_stock": [Case("guo", stock, gone("due_at"))],
    "dispatch.pin_task": [Case("zhao", pin, gone("start_at"))],
    "workforce.renew_certificate": [Case("root", renewal, wrong_renewal)],
    "workforce.add_certificate": [Case("root", certificate, wrong_card)],
    "work.open_wait": [Case("liu", wait, gone("expected_end"))],
    "work.correct_time": [Case("zhao", ended_wait, wrong_interval)],
    "safety.issue_ticket": [Case("sun", ticket_end, wrong_end)],
    "safety.ask_extension": [Case("liu", later_end, wrong_later_end)],
    "connections.request": [Case("wang", asked, wrong_request)],
    "connections.record_survey": [Case("chen", survey, gone("read_at", 1))],
    "connections.decide_term": [
        Case("wang", term, wrong_term),
        Case("wang", old_term, gone("ends_at")),
    ],
}
