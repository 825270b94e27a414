"""A new infeed is a restriction: from anybody, at once, and all work near it rests."""

import pytest

from greenlane.core import guard
from greenlane.core.refusals import GateHeld
from greenlane.network.models import Device
from greenlane.safety.models import Infeed
from tests import stages


def seen(cast, **other):
    data = {"site": str(cast.site.pk), "kind": "pv", "name": "屋顶光伏", **other}
    return cast.do("safety.record_infeed", data, by=other.pop("by", "zhou"))


def test_anybody_records_it_and_every_permitted_ticket_rests(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    seen(cast)
    assert ticket.breaks.get().cause == "new-infeed"


def test_a_stranger_of_another_unit_records_it_too(cast):
    data = {"site": str(cast.site.pk), "kind": "cable", "name": "别队电缆"}
    cast.do("safety.record_infeed", data, by="stranger")
    assert Infeed.objects.get().unit == cast.unit


def test_it_comes_from_an_offline_queue(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    data = {"site": str(cast.site.pk), "kind": "generator", "name": "发电车"}
    cast.do("safety.record_infeed", data, by="xu", queued=True)
    assert ticket.breaks.filter(resumed_at__isnull=True).exists()


def test_work_goes_on_only_after_isolating_proving_and_permitting_anew(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    seen(cast)
    infeed = Infeed.objects.get(kind="pv")
    stages.sign(cast, ticket, "leader", by="liu")
    with pytest.raises(GateHeld) as held:
        cast.do("safety.resume_ticket", {"ticket": str(ticket.pk)}, by="li")
    assert {each.gate for each in held.value.missing} == {"G5", "G6"}
    stages.told(cast, ticket.order)
    stages.ordered(cast, ticket.order, infeed)
    stages.isolate(cast, ticket.isolation, infeed)
    cast.do("safety.prove_dead", stages.proof(ticket.isolation), by="he")
    stages.sign(cast, ticket, "leader", by="liu")
    cast.do("safety.resume_ticket", {"ticket": str(ticket.pk)}, by="li")
    assert not ticket.breaks.filter(resumed_at__isnull=True).exists()


def test_a_ticket_with_an_empty_list_is_void(cast):
    of = stages.order(cast)
    ticket = stages.issue(cast, of, None, areas="lv", no_infeeds="yes")
    stages.permit(cast, stages.received(cast, ticket))
    seen(cast)
    ticket.refresh_from_db()
    assert (ticket.revoked_why, ticket.acknowledged_at) == ("new-infeed", None)


def test_an_empty_list_that_nobody_worked_under_is_over_at_once(cast):
    of = stages.order(cast)
    ticket = stages.issue(cast, of, None, areas="lv", no_infeeds="yes")
    seen(cast)
    ticket.refresh_from_db()
    assert ticket.ended_at == ticket.acknowledged_at is not None


def test_an_infeed_on_the_shared_pole_stops_the_crew_at_the_other_site(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    other = stages.shared_pole(cast, unit=cast.foreign)
    data = {
        "site": str(other.site.pk), "kind": "generator", "name": "发电机",
        "device": str(cast.source.pk),
    }  # fmt: skip
    cast.do("safety.record_infeed", data, by="stranger")
    assert ticket.breaks.get().cause == "new-infeed"


def test_an_infeed_elsewhere_stops_nobody_here(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    other = stages.shared_pole(cast)
    with guard.lifted():
        far = Device.objects.create(
            unit=cast.unit, name="远", number="T-9", kind="transformer", volts=400
        )
        other.isolations.update(source=far)
    data = {"site": str(other.site.pk), "kind": "pv", "name": "光伏"}
    cast.do("safety.record_infeed", data, by="zhou")
    assert not ticket.breaks.exists()


def test_an_unknown_section_never_keeps_the_infeed_out(cast):
    seen(cast, isolation=str(cast.site.pk), device=str(cast.site.pk))
    assert Infeed.objects.count() == 1
