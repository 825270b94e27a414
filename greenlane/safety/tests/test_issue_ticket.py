"""A ticket: the right form for the work, a section or an empty list, a number."""

import pytest

from greenlane.core.refusals import GateHeld, Refused
from greenlane.safety.models import Signature, Ticket
from tests import stages


def test_it_is_signed_by_its_issuer_and_numbered_in_its_unit(cast):
    of = stages.order(cast)
    isolation = stages.section(cast, of)
    first = stages.issue(cast, of, isolation)
    second = stages.issue(cast, of, isolation)
    assert first.number.startswith("BY-T")
    assert [t.number[-2:] for t in (first, second)] == ["-1", "-2"]
    roles = Signature.objects.filter(document_id=first.pk).values_list("role", "person")
    assert list(roles) == [("issuer", cast.people["sun"].pk)]


def test_the_repair_form_is_never_for_new_work(cast):
    of = stages.order(cast)
    isolation = stages.section(cast, of)
    with pytest.raises(Refused, match="repair-form-for-new-work"):
        stages.issue(cast, of, isolation, kind="repair")
    assert not Ticket.objects.exists()


def test_the_repair_form_serves_a_fault(cast):
    of = stages.order(cast, mission="outages")
    isolation = stages.section(cast, of)
    assert stages.issue(cast, of, isolation, kind="repair").kind == "repair"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "wish"}, "ticket-kind-unknown"),
        ({"kind": "live_work"}, "live-ticket-has-no-section"),
        ({"no_infeeds": "yes"}, "infeed-list-unstated"),
        ({"leader": "sun"}, "leader-is-issuer"),
        ({"leader": "zhou"}, "certificate-missing"),
    ],
)
def test_a_form_that_does_not_fit_is_refused(cast, change, code):
    of = stages.order(cast)
    isolation = stages.section(cast, of)
    if "leader" in change:
        change = {"leader": cast.id(change["leader"])}
    with pytest.raises(Refused, match=code):
        stages.issue(cast, of, isolation, **change)


def test_without_a_section_the_empty_list_is_stated(cast):
    with pytest.raises(Refused, match="infeed-list-unstated"):
        stages.issue(cast, stages.order(cast), None, no_infeeds="unknown")


def test_a_section_that_shares_nothing_is_refused(cast):
    of = stages.order(cast)
    stages.section(cast, of)
    far = stages.shared_pole(cast)
    with stages.guard.lifted():
        device = stages.Device.objects.create(
            unit=cast.unit, name="远", number="T-9", kind="transformer", volts=400
        )
        far.isolations.update(source=device)
    with pytest.raises(Refused, match="section-not-near"):
        stages.issue(cast, of, far.isolations.get())


def test_without_survey_and_verdict_no_ticket(cast):
    of = stages.order(cast)
    data = {
        "order": str(of.pk), "kind": "lv", "scope": "x", "areas": "lv",
        "no_infeeds": "yes", "leader": cast.id("liu"),
        "customer_owned": "no",
    }  # fmt: skip
    with pytest.raises(GateHeld) as held:
        cast.do("safety.issue_ticket", data, by="sun")
    assert {each.gate for each in held.value.missing} == {"G1", "G2"}
