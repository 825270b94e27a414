"""Asks that restrict or report, which nobody may refuse; and the way back from them."""

from __future__ import annotations

from random import Random

from greenlane.connections.models import Survey
from greenlane.safety.models import Evidence, Instruction, Isolation, Occurrence, Ticket
from greenlane.work.models import Order, StopWork
from tests import supply_stages
from tests.cast import Cast
from tests.model.asking import Ask, Asked, one

ANYBODY = ("zhou", "liu", "wang", "xu")


def _stop(verb: str) -> Ask:
    def say(cast: Cast, of: Order, draw: Random) -> Asked:
        where = draw.random()
        data = {"order": str(of.pk), "reason": "危险"}
        if where < 0.3:
            data = {"site": str(of.site_id), "reason": "危险"}
        elif where < 0.5 and Isolation.objects.filter(order=of):
            section = one(draw, Isolation.objects.filter(order=of))
            data["isolation"] = str(section.pk)
        return verb, data, draw.choice(ANYBODY)

    return say


def interrupt_ticket(cast: Cast, of: Order, draw: Random) -> Asked:
    rows = Ticket.objects.filter(order=of, permitted_at__isnull=False, ended_at=None)
    data = {"ticket": str(one(draw, rows).pk), "cause": "danger"}
    return "safety.interrupt_ticket", data, draw.choice(ANYBODY)


def revoke_ticket(cast: Cast, of: Order, draw: Random) -> Asked:
    row = one(draw, Ticket.objects.filter(order=of, ended_at=None))
    data = {"ticket": str(row.pk), "why": "票错"}
    return "safety.revoke_ticket", data, draw.choice(ANYBODY)


def refuse_permit(cast: Cast, of: Order, draw: Random) -> Asked:
    row = one(draw, Ticket.objects.filter(order=of, ended_at=None))
    data = {"ticket": str(row.pk), "reason": "measures"}
    return "safety.refuse_permit", data, draw.choice(ANYBODY)


def withdraw_evidence(cast: Cast, of: Order, draw: Random) -> Asked:
    row = one(draw, Evidence.objects.filter(order=of, withdrawn_at=None))
    return "safety.withdraw_evidence", {"evidence": str(row.pk)}, draw.choice(ANYBODY)


def withdraw_instruction(cast: Cast, of: Order, draw: Random) -> Asked:
    row = one(draw, Instruction.objects.filter(order=of))
    data = {"instruction": str(row.pk)}
    return "safety.withdraw_instruction", data, draw.choice(ANYBODY)


def withdraw_survey(cast: Cast, of: Order, draw: Random) -> Asked:
    row = one(draw, Survey.objects.filter(order=of))
    return "connections.withdraw_survey", {"survey": str(row.pk)}, "chen"


def switch_off(cast: Cast, of: Order, draw: Random) -> Asked:
    return "connections.switch_off", {"order": str(of.pk)}, draw.choice(("he", "zhou"))


def _report(verb: str) -> Ask:
    def say(cast: Cast, of: Order, draw: Random) -> Asked:
        data = {"order": str(of.pk), "told_by": "值班长", "what": "电话里说的"}
        if verb == "safety.report_energised":
            data["state"] = supply_stages.FED
        return verb, data, draw.choice(ANYBODY)

    return say


def lift_stop(cast: Cast, of: Order, draw: Random) -> Asked:
    row = one(draw, StopWork.objects.filter(lifted_at=None))
    return "work.lift_stop", {"stop": str(row.pk), "cause": "查清"}, "zheng"


def review_occurrence(cast: Cast, of: Order, draw: Random) -> Asked:
    row = one(draw, Occurrence.objects.filter(reviewed_at=None))
    data = {"occurrence": str(row.pk), "review": "查清"}
    return "safety.review_occurrence", data, "zheng"


RESTRICTIONS: tuple[Ask, ...] = (
    _stop("work.stop_work"),
    _stop("work.freeze"),
    _stop("work.report_hazard"),
    interrupt_ticket,
    revoke_ticket,
    refuse_permit,
    withdraw_evidence,
    withdraw_instruction,
    withdraw_survey,
    switch_off,
    _report("safety.report_energised"),
    _report("safety.report_supply_lost"),
    _report("safety.report_accident"),
)
RELEASING: tuple[Ask, ...] = (lift_stop, review_occurrence)
