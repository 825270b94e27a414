"""G3: kind, three people, certificates of now, the leader's signature, one ticket."""

import pytest

from greenlane.core import clock, guard
from greenlane.core.gatewalk import Act
from greenlane.safety.gates import g3_right_ticket as g3
from greenlane.workforce.models import Certificate
from tests import stages


def act(cast, ticket, permitter="li", kind="permit"):
    people = (cast.people[permitter].pk,)
    return Act(
        kind,
        unit=ticket.unit_id,
        order=ticket.order_id,
        ticket=ticket.pk,
        people=people,
    )


def whats(cast, ticket, **kw):
    return {each.what for each in g3.missing(act(cast, ticket, **kw))}


def test_the_right_ticket_passes(cast):
    ticket = stages.ready(cast, stages.order(cast))
    assert whats(cast, ticket) == set()
    assert len(g3.basis(act(cast, ticket))) == 1


@pytest.mark.parametrize(
    ("permitter", "what"),
    [("liu", "permitter-is-on-the-ticket"), ("zhou", "certificate-missing")],
)
def test_the_wrong_permitter_is_held(cast, permitter, what):
    ticket = stages.ready(cast, stages.order(cast))
    assert what in whats(cast, ticket, permitter=permitter)


@pytest.mark.parametrize("who", ["sun", "liu", "li"])
def test_a_certificate_that_expired_since_holds(cast, who):
    ticket = stages.ready(cast, stages.order(cast))
    with guard.lifted():
        mine = Certificate.objects.filter(person=cast.people[who])
        mine.update(expires_at=clock.now())
    assert whats(cast, ticket) == {"certificate-missing"}


def test_an_unfit_leader_holds(cast):
    ticket = stages.ready(cast, stages.order(cast))
    with guard.lifted():
        type(ticket.leader).objects.filter(pk=ticket.leader_id).update(
            unfit_since=clock.now()
        )
    assert whats(cast, ticket) == {"unfit-on-ticket"}


def test_a_leader_runs_one_ticket(cast):
    of = stages.order(cast)
    first = stages.ready(cast, of)
    second = stages.received(cast, stages.issue(cast, of, first.isolation))
    stages.permit(cast, first)
    assert "leader-has-another-ticket" in whats(cast, second)


def test_a_measure_more_asks_for_a_new_signature(cast):
    ticket = stages.ready(cast, stages.order(cast))
    stages.earth(cast, ticket.isolation, "E2")
    assert whats(cast, ticket) == {"leader-unsigned"}
