"""Whoever sees volts says so, of whatever kind: everybody on the closure stops."""

import pytest

from greenlane.safety.models import Infeed, Ticket
from greenlane.safety.models.isolation import InfeedKind
from tests import stages
from tests.phones import Phones

DUAL = {"name": "发电车", "number": "F-07"}


@pytest.mark.parametrize("kind", InfeedKind.values)
def test_it_interrupts_every_ticket_of_the_closure_by_itself(cast, kind):
    mine = stages.permitted(cast, stages.order(cast))
    other = stages.shared_pole(cast, unit=cast.foreign)
    empty = stages.issue(
        cast, mine.order, None, areas="lv", no_infeeds="yes", leader=cast.id("ma")
    )
    stages.permit(cast, stages.received(cast, empty, leader="ma"))
    story = Phones.of(cast)
    seen = {"site": str(other.site.pk), "device": str(cast.source.pk), "kind": kind}
    key = story.do("stranger", "safety.record_infeed", **seen, **DUAL)["infeed"]
    found = Infeed.objects.get(pk=key)
    assert (str(found), found.kind, found.unit) == ("发电车 F-07", kind, cast.foreign)
    for ticket in Ticket.objects.filter(permitted_at__isnull=False):
        assert ticket.breaks.get().cause == "new-infeed", ticket
    story.sign("liu", "ticket", str(mine.pk), "leader")
    assert story.held("li", "safety.resume_ticket", ticket=str(mine.pk)) == {
        ("G5", "infeed-not-isolated"),
        ("G6", "proved-before-the-break"),
    }
