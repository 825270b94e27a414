"""Where two meet: an order that is ready, and what may come against it."""

from __future__ import annotations

from datetime import timedelta

from greenlane.connections.models import EnergiseStep
from greenlane.core import clock, guard
from greenlane.core.models import Grant
from greenlane.safety.models import Infeed, Isolation, Ticket
from greenlane.workforce.models import Certificate
from tests import releases, stages, supply_stages
from tests.cast import Cast
from tests.handing import handed_over
from tests.live_work import record

# They earth elsewhere while the others switch: no row of theirs holds these up.
EARTHERS = ("ma", "xu")


def ready(cast: Cast) -> EnergiseStep:
    """The second step of an order: ordered, read back, signed for; a ticket beside."""
    first, second, *_rest = supply_stages.ready(cast)
    ticket = _received(cast, first)
    supply_stages.close(cast, first)
    supply_stages.read(cast, first)
    supply_stages.ordered(cast, second)
    stages.sign(cast, second, "guard", by="gao")
    assert ticket.permitted_at is None
    return second


def _received(cast: Cast, step: EnergiseStep) -> Ticket:
    order = step.order
    weather = {"wind": "3", "humidity": "50", "thunder": "no", "rain": "no"}
    conditions = {"order": str(order.pk), "watcher": cast.id("xu"), **weather}
    conditions["reclosing_off"] = "yes"
    record(cast, conditions)
    asked = {
        "order": str(order.pk), "kind": "live_work", "scope": "旁路", "areas": "lv",
        "leader": cast.id("liu"), "customer_owned": "no",
    }  # fmt: skip
    made = cast.do("safety.issue_ticket", asked, by="sun")
    return stages.received(cast, Ticket.objects.get(pk=made.facts["ticket"]))


def dead_beside(cast: Cast) -> EnergiseStep:
    """The same step; a section of another site on the same pole is open and dead."""
    first, second, *_rest = supply_stages.ready(cast)
    supply_stages.closed(cast, [first])
    section = Isolation.objects.get(order=stages.shared_pole(cast))
    with guard.lifted():
        for name in EARTHERS:
            _learns_to_switch(cast, name)
    stages.told(cast, section.order)
    # The way in of the first site hangs on the same pole, and is of no known section.
    infeed = Infeed.objects.get()
    stages.ordered(cast, section.order, infeed)
    stages.isolate(cast, section, infeed)
    cast.do("safety.prove_dead", stages.proof(section), by="he")
    supply_stages.ordered(cast, second)
    stages.sign(cast, second, "guard", by="gao")
    return second


def _learns_to_switch(cast: Cast, name: str) -> None:
    account, person = cast.accounts[name], cast.people[name]
    Grant.objects.create(
        account=account, unit=cast.unit, role="switching", granted_at=clock.now()
    )
    Certificate.objects.create(
        unit=cast.unit, person=person, skill="switch", number=f"{name}-switch",
        issued_at=clock.wall() - timedelta(days=30),
        expires_at=clock.wall() + timedelta(days=30),
    )  # fmt: skip


def resting(cast: Cast) -> Ticket:
    """An interrupted ticket that may go on, or end: all is proved and signed for both.

    Another crew works on under the same earth, so that it need not come off.
    """
    ticket = stages.permitted(cast, stages.order(cast))
    beside = stages.issue(cast, ticket.order, ticket.isolation, leader=cast.id("ma"))
    stages.permit(cast, stages.received(cast, beside, leader="ma"))
    pause = {"ticket": str(ticket.pk), "cause": "pause"}
    cast.do("safety.interrupt_ticket", pause, by="liu")
    cast.do("safety.prove_dead", stages.proof(ticket.isolation), by="he")
    stages.sign(cast, ticket, "leader", by="liu")
    stages.sign(cast, ticket, "permitter", by="li")
    return ticket


def briefed(cast: Cast) -> Ticket:
    """A ticket that may end, and a man of its crew who is briefed and may still go in.

    A crew of another order works under the same earth, so that it need not come off.
    """
    ticket = stages.permitted(cast, stages.order(cast))
    other = stages.shared_pole(cast)
    beside = stages.issue(cast, other, ticket.isolation, leader=cast.id("ma"))
    stages.permit(cast, stages.received(cast, beside, leader="ma"))
    releases.brief(cast, ticket.order, "zhou")
    stages.sign(cast, ticket, "permitter", by="li")
    return ticket


def handed_while_resting(cast: Cast) -> Ticket:
    """An interrupted ticket that may go on, and that another leader has taken."""
    ticket = stages.permitted(cast, stages.order(cast))
    pause = {"ticket": str(ticket.pk), "cause": "pause"}
    cast.do("safety.interrupt_ticket", pause, by="liu")
    cast.do("safety.prove_dead", stages.proof(ticket.isolation), by="he")
    stages.sign(cast, ticket, "leader", by="liu")
    handed_over(cast, ticket, "ma")
    return ticket


def handed_and_briefed(cast: Cast) -> Ticket:
    """A ticket in force that another leader has taken; a man who may still go in."""
    ticket = stages.permitted(cast, stages.order(cast))
    releases.brief(cast, ticket.order, "zhou")
    handed_over(cast, ticket, "ma")
    return ticket
