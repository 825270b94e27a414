"""The works are accepted with the inspector's own proof, never by who led them."""

import pytest

from greenlane.core.refusals import Refused
from greenlane.safety.models import Evidence, Signature
from greenlane.safety.tests.stage import stint
from tests import stages


def accept(cast, of, *, ok="yes", by="wu"):
    checks = [{"what": "接线", "ok": "yes"}, {"what": "标识", "ok": ok}]
    data = {"order": str(of.pk), "area": "src", "checks": checks}
    done = cast.do("safety.accept_works", data, by=by)
    return Evidence.objects.get(pk=done.facts["evidence"])


def test_the_inspector_accepts_and_signs_in_one_act(cast):
    row = accept(cast, stages.order(cast))
    assert (row.passed, row.covers) == (True, "area:src")
    signature = Signature.objects.get(document_id=row.pk)
    assert (signature.person, signature.role) == (cast.people["wu"], "inspector")


@pytest.mark.parametrize("ok", ["no", "unknown"])
def test_one_check_that_is_not_in_order_is_no_acceptance(cast, ok):
    assert accept(cast, stages.order(cast), ok=ok).passed is False


def test_who_led_work_on_the_order_accepts_nothing_of_it(cast):
    of = stages.order(cast)
    stint(cast, of, leader="wu")
    with pytest.raises(Refused, match="leader-may-not-accept"):
        accept(cast, of)
    accept(cast, stages.order(cast, "BY-2"))


def test_an_inspector_is_needed(cast):
    with pytest.raises(Refused, match="role-missing"):
        accept(cast, stages.order(cast), by="liu")
