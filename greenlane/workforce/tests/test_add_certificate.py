"""A certificate counts from its issue to its end; a volunteer has none."""

from datetime import timedelta

import pytest

from greenlane.core import clock
from greenlane.core.refusals import Malformed, NotAllowed, Refused
from greenlane.workforce.models import Certificate
from greenlane.workforce.queries import certified
from greenlane.workforce.skills import LABELS


def ask(cast, **more):
    now = clock.now()
    return {
        "person": cast.id("zhou"),
        "skill": "livework",
        "number": "L-7781",
        "issued_at": (now - timedelta(days=30)).isoformat(),
        "expires_at": (now + timedelta(days=700)).isoformat(),
        **more,
    }


def test_who_shows_a_certificate_is_certified_until_it_ends(cast):
    zhou, now = cast.people["zhou"], clock.now()
    assert not certified(zhou, "livework", now)
    cast.do("workforce.add_certificate", ask(cast), by="root")
    assert certified(zhou, "livework", now)
    assert not certified(zhou, "livework", now + timedelta(days=701))


def test_a_skill_that_nobody_asks_for_is_refused(cast):
    with pytest.raises(Malformed):
        cast.do("workforce.add_certificate", ask(cast, skill="all"), by="root")
    assert "all" not in LABELS


def test_it_never_expires_before_its_issue(cast):
    early = (clock.now() - timedelta(days=40)).isoformat()
    with pytest.raises(Malformed) as refused:
        cast.do("workforce.add_certificate", ask(cast, expires_at=early), by="root")
    assert [(e.field, e.code) for e in refused.value.errors] == [
        ("expires_at", "time-reversed")
    ]


def test_one_that_is_over_is_refused(cast):
    over = (clock.now() - timedelta(days=1)).isoformat()
    with pytest.raises(Refused, match="certificate-over-already"):
        cast.do("workforce.add_certificate", ask(cast, expires_at=over), by="root")


def test_a_number_stands_for_one_certificate(cast):
    with pytest.raises(Refused, match="certificate-number-used"):
        used = ask(cast, number="liu-leader")
        cast.do("workforce.add_certificate", used, by="root")


def test_a_volunteer_takes_none_and_crew_records_none(cast):
    volunteer = {"person": cast.id("zhou"), "pool": "volunteer"}
    cast.do("workforce.change_person", volunteer, by="root")
    with pytest.raises(Refused, match="volunteer-never-certified"):
        cast.do("workforce.add_certificate", ask(cast), by="root")
    with pytest.raises(NotAllowed):
        cast.do("workforce.add_certificate", ask(cast), by="zhou")
    assert not Certificate.objects.filter(number="L-7781").exists()
