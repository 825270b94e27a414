"""The dispatcher's order: for one act, signed; no clock time is any part of it."""

import pytest

from greenlane.core import clock, guard
from greenlane.core.ids import uuid7
from greenlane.core.refusals import Malformed, Refused
from greenlane.places.models import Site
from greenlane.safety.models import Instruction, Signature
from tests import stages


def give(cast, *, by="zhao", **other):
    of = stages.order(cast)
    way = stages.section(cast, of).infeeds.get()
    data = {
        "order": str(of.pk), "act": "isolate", "target": str(way.pk),
        "text": "拉开2号开关", **other,
    }  # fmt: skip
    done = cast.do("safety.give_instruction", data, by=by)
    return Instruction.objects.get(pk=done.facts["instruction"])


def test_it_is_given_signed_and_waits_to_be_read_back(cast):
    row = give(cast)
    assert (row.given_by, row.read_back_at) == (cast.people["zhao"], None)
    assert Signature.objects.get(document_id=row.pk).role == "dispatcher"


def test_it_has_no_place_for_a_time(cast):
    with pytest.raises(Malformed):
        give(cast, at_time="14:30")
    fields = {field.name for field in Instruction._meta.fields}
    assert not {name for name in fields if "plan" in name or "due" in name}


def test_only_a_dispatcher_gives_it(cast):
    with pytest.raises(Refused, match="role-missing"):
        give(cast, by="he")


@pytest.mark.parametrize("act", ["isolate", "energise", "switching"])
def test_what_it_names_is_on_the_plant_of_the_order(cast, act):
    with pytest.raises(Refused, match="not-on-this-plant"):
        give(cast, act=act, target=str(uuid7()))


def test_what_feeds_another_site_is_not_opened_by_it(cast):
    with guard.lifted():
        site = Site.objects.create(unit=cast.unit, code="S9", name_zh="体育馆")
    theirs = {"site": str(site.pk), "kind": "pv", "name": "光伏"}
    key = cast.do("safety.record_infeed", theirs, by="zhou").facts["infeed"]
    with pytest.raises(Refused, match="not-on-this-plant"):
        give(cast, target=key)


def test_what_is_gone_is_not_opened(cast):
    of = stages.order(cast)
    way = stages.section(cast, of).infeeds.get()
    with guard.lifted():
        way.gone_at = clock.now()
        way.save()
    with pytest.raises(Refused, match="not-on-this-plant"):
        stages.ordered(cast, of, way)


def test_it_is_for_an_act_that_is_ordered(cast):
    with pytest.raises(Malformed):
        give(cast, act="permit")
