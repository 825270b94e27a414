"""What an act touches is computed: what shares site, source, point or infeed."""

from __future__ import annotations

from typing import Any

import pytest

from greenlane.core import clock, gatewalk, guard
from greenlane.core.command import commands
from greenlane.core.locks import Lock
from greenlane.core.refusals import GateHeld
from greenlane.network.models import Device
from greenlane.places.models import Site
from greenlane.safety.closure import closure, closure_locks
from greenlane.safety.gates import g0_not_stopped as g0
from greenlane.safety.gates import g6_proved_dead as g6
from greenlane.safety.gates import g12_all_back as g12
from greenlane.safety.models import Infeed, Isolation, Occurrence, Point, Ticket
from greenlane.safety.tests.stage import act, clear, held
from greenlane.work.models import Order
from tests import stages
from tests.cast import Cast

UNITS = pytest.mark.parametrize("unit", ["unit", "foreign"])


class Two:
    """Our section, and a section of another order at another site, fed from afar."""

    def __init__(self, cast: Cast, unit: str = "unit") -> None:
        self.cast = cast
        self.of = stages.order(cast)
        self.ours = stages.section(cast, self.of)
        self.other = stages.shared_pole(cast, unit=getattr(cast, unit))
        self.theirs = self.other.isolations.get()
        with guard.lifted():
            self.far = Device.objects.create(
                unit=self.other.unit, name="远", number="F-9", kind="transformer",
                volts=400,
            )  # fmt: skip
            Isolation.objects.filter(pk=self.theirs.pk).update(source=self.far)

    def touch(self) -> bool:
        """Whether each stands in the closure of the other."""
        near = self.theirs.pk in closure(self.of), self.ours.pk in closure(self.other)
        assert near[0] == near[1], "what touches is touched"
        return near[0]

    def infeed(self, **given: Any) -> Infeed:
        theirs = {"unit": self.other.unit, "site": self.other.site}
        return Infeed.objects.create(
            **{**theirs, "kind": "grid", "name": "-", "found_at": clock.now(), **given}
        )

    def point(self, device: Device) -> Point:
        he, gao = self.cast.people["he"], self.cast.people["gao"]
        return Point.objects.create(
            unit=self.other.unit, isolation=self.theirs, device=device,
            infeed=self.infeed(isolation=self.theirs), lock_number="L",
            tag_number="T", visible_break=True, opened_at=clock.now(), opened_by=he,
            guarded_by=gao,
        )  # fmt: skip


@UNITS
def test_two_orders_that_share_nothing_touch_nothing(cast: Cast, unit: str) -> None:
    assert not Two(cast, unit).touch()


@UNITS
def test_a_shared_source_device_joins_them(cast: Cast, unit: str) -> None:
    two = Two(cast, unit)
    with guard.lifted():
        Isolation.objects.filter(pk=two.theirs.pk).update(source=cast.source)
    assert two.touch()


@UNITS
def test_an_open_point_on_our_source_joins_them_until_it_is_unlocked(
    cast: Cast, unit: str
) -> None:
    two = Two(cast, unit)
    with guard.lifted():
        point = two.point(cast.source)
        assert two.touch()
        point.unlocked_at, point.unlocked_by = clock.now(), cast.people["he"]
        point.save()
    assert not two.touch()


@UNITS
@pytest.mark.parametrize("named", ["section", "site alone"])
def test_an_infeed_from_our_source_joins_them_until_it_is_gone(
    cast: Cast, unit: str, named: str
) -> None:
    two = Two(cast, unit)
    with guard.lifted():
        section = two.theirs if named == "section" else None
        infeed = two.infeed(device=cast.source, isolation=section)
        assert two.touch()
        infeed.gone_at = clock.now()
        infeed.save()
    assert not two.touch()


@UNITS
def test_a_shared_site_joins_them(cast: Cast, unit: str) -> None:
    two = Two(cast, unit)
    with guard.lifted():
        Isolation.objects.filter(pk=two.theirs.pk).update(site=cast.site)
    assert two.theirs.pk in closure(two.of)


def test_no_form_can_shorten_it() -> None:
    for each in commands().values():
        fields = set(each.takes.base_fields)
        assert not fields & {"isolations", "closure", "affected"}, each.name


@UNITS
def test_two_orders_on_one_pole_a_permit_not_returned_blocks_the_other(
    cast: Cast, unit: str
) -> None:
    ticket = stages.permitted(cast, stages.order(cast))
    other = stages.shared_pole(cast, unit=getattr(cast, unit))
    asked = act(other, "energise", *_rows(closure(other)))
    assert {"ticket-open", "earth-still-on"} <= set(held(g12, asked))
    with guard.lifted():
        Ticket.objects.filter(pk=ticket.pk).update(
            heads_out=1, earths_out=1, tags_off=True, tools_out=True,
            ended_at=clock.now(),
        )  # fmt: skip
    assert "ticket-open" not in held(g12, asked)


@UNITS
@pytest.mark.parametrize("where", ["order", "site"])
def test_a_stop_on_the_other_crew_holds_ours_and_both_lock_its_parent(
    cast: Cast, unit: str, where: str
) -> None:
    """The stop locks the parent it names; a release that touches it locks it too."""
    of = stages.order(cast)
    section = stages.section(cast, of)
    other = stages.shared_pole(cast, unit=getattr(cast, unit))
    asked = act(of, "energise", section, other.isolations.get())
    wanted = {Lock(Order, other.pk), Lock(Site, other.site_id)}
    assert wanted <= set(g0.locks(asked))
    assert wanted <= set(closure_locks(of))
    assert held(g0, asked) == []
    stopped = other if where == "order" else other.site
    data = {where: str(stopped.pk), "reason": "有人触电"}
    cast.do("work.stop_work", data, by="stranger" if unit == "foreign" else "zhou")
    assert held(g0, asked) == ["stop-stands"]


def test_a_crew_on_shared_plant_does_not_begin_while_the_other_is_stopped(
    cast: Cast,
) -> None:
    ticket = stages.permitted(cast, stages.order(cast))
    other = stages.shared_pole(cast)
    on_plant = act(ticket.order, "stint", also=frozenset({"stint_isolated"}))
    elsewhere = act(ticket.order, "stint")
    assert held(g0, on_plant) == []
    cast.do("work.freeze", {"order": str(other.pk), "reason": "-"}, by="zheng")
    assert held(g0, on_plant) == ["freeze-stands"]
    assert held(g0, elsewhere) == []


def test_an_infeed_from_anybody_interrupts_every_ticket_of_the_closure(
    cast: Cast,
) -> None:
    ticket = stages.permitted(cast, stages.order(cast))
    other = stages.shared_pole(cast, unit=cast.foreign)
    data = {
        "site": str(other.site.pk), "kind": "generator", "name": "发电车",
        "device": str(cast.source.pk),
    }  # fmt: skip
    cast.do("safety.record_infeed", data, by="stranger")
    assert ticket.breaks.get().cause == "new-infeed"
    stages.sign(cast, ticket, "leader", by="liu")
    with pytest.raises(GateHeld) as refused:
        cast.do("safety.resume_ticket", {"ticket": str(ticket.pk)}, by="li")
    assert {each.gate for each in refused.value.missing} == {"G5", "G6"}


@UNITS
@pytest.mark.parametrize("what", ["said to be live", "switched in"])
def test_volts_of_the_other_order_make_our_proof_void(
    cast: Cast, unit: str, what: str
) -> None:
    """Also when nobody has a ticket yet, and the report was reviewed."""
    section = stages.dead(cast, stages.order(cast))
    other = stages.shared_pole(cast, unit=getattr(cast, unit))
    asked = act(section.order, "place_earth", section, subject=section.pk)
    assert held(g6, asked) == []
    if what == "switched in":
        clear(cast, other, "energise")
    else:
        data = {"order": str(other.pk), "state": "generator"}
        told = {"told_by": "-", "what": "-"}
        cast.do("safety.report_energised", {**data, **told}, by="zhou")
        with guard.lifted():
            Occurrence.objects.update(reviewed_at=clock.now())
    assert held(g6, asked) == ["evidence-stale"]


def test_the_checklist_on_the_page_sees_the_same_closure(cast: Cast) -> None:
    two = Two(cast)
    with guard.lifted():
        Isolation.objects.filter(pk=two.theirs.pk).update(source=cast.source)
    cast.do("work.stop_work", {"order": str(two.other.pk), "reason": "-"}, by="zhou")
    asked = act(two.of, "unlock_point", *_rows(closure(two.of)))
    assert "stop-stands" in {each.what for each in gatewalk.look(asked)}


def _rows(keys: tuple[Any, ...]) -> list[Isolation]:
    return list(Isolation.objects.filter(pk__in=keys))
