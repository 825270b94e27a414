"""Whoever switches, earths or proves has a certificate that is valid at that moment."""

from __future__ import annotations

import pytest

from greenlane.core import clock, guard
from greenlane.core.refusals import Refused
from greenlane.safety.models import Evidence
from greenlane.safety.models.evidence import EvidenceKind
from greenlane.safety.operators import PROVES
from greenlane.workforce.models import Certificate, Pool
from tests import endings, evidence, stages
from tests import supply_stages as stage

NOBODYS = {"briefing", "people_told"}


def without_certificate(cast, *names):
    with guard.lifted():
        for name in names:
            rows = Certificate.objects.filter(person=cast.people[name])
            rows.update(revoked_at=clock.now())


def test_every_kind_of_evidence_has_its_skill():
    assert set(PROVES) == set(EvidenceKind.values) - NOBODYS


@pytest.mark.parametrize("who", ["he", "gao"])
def test_both_who_place_an_earth_are_certified(cast, who):
    section = stages.dead(cast, stages.order(cast))
    without_certificate(cast, who)
    with pytest.raises(Refused, match="switching-not-certified"):
        stages.earth(cast, section)


def test_a_volunteer_helps_with_no_earth(cast):
    section = stages.dead(cast, stages.order(cast))
    with guard.lifted():
        cast.people["gao"].pool = Pool.VOLUNTEER
        cast.people["gao"].save()
    with pytest.raises(Refused, match="switching-not-certified"):
        stages.earth(cast, section)


def test_who_takes_an_earth_off_is_certified_too(cast):
    placed = stages.earth(cast, stages.dead(cast, stages.order(cast)))
    stages.sign(cast, placed, "removal_guard", by="gao")
    without_certificate(cast, "he")
    data = {"earth": str(placed.pk), "removed_with": cast.id("gao")}
    with pytest.raises(Refused, match="switching-not-certified"):
        cast.do("safety.remove_earth", data, by="he")


def test_no_lock_comes_off_without_a_certificate(cast):
    point = stages.isolated(cast, stages.order(cast)).points.get()
    without_certificate(cast, "he")
    with pytest.raises(Refused, match="switching-not-certified"):
        endings.unlock(cast, point)


def test_an_unfit_person_takes_no_lock_off(cast):
    point = stages.isolated(cast, stages.order(cast)).points.get()
    cast.do("workforce.report_unfit", {"person": cast.id("he")}, by="zhou")
    with pytest.raises(Refused, match="person-unfit"):
        endings.unlock(cast, point)


def test_who_proves_it_dead_is_certified_and_a_failure_counts_from_anybody(cast):
    section = stages.isolated(cast, stages.order(cast))
    without_certificate(cast, "he")
    with pytest.raises(Refused, match="proof-not-certified"):
        cast.do("safety.prove_dead", stages.proof(section), by="he")
    bad = stages.proof(section, proved_after="no")
    cast.do("safety.prove_dead", bad, by="he")
    assert not Evidence.objects.get(kind="proved_dead").passed


def test_tester_and_inspector_are_certified(cast):
    order = stage.surveyed(cast)
    without_certificate(cast, "qian", "wu")
    for prove in (evidence.dead_test, evidence.accept, evidence.user_side_open):
        with pytest.raises(Refused, match="proof-not-certified"):
            prove(cast, order, "src")
    assert not Evidence.objects.filter(order=order).exists()


def test_one_of_the_two_who_isolate_read_the_order_back(cast):
    of = stages.order(cast)
    section = stages.section(cast, of)
    infeed = section.infeeds.get()
    stages.told(cast, of)
    stages.ordered(cast, of, infeed)  # He read it back, Gao signed as guard
    data = {
        "isolation": str(section.pk), "infeed": str(infeed.pk),
        "device": str(cast.source.pk), "visible_break": "yes", "lock_number": "L7",
        "tag_number": "T7", "guarded_by": cast.id("gao"),
    }  # fmt: skip
    with guard.lifted():
        grant = cast.accounts["he"].grants.get()
        grant.pk, grant.account = None, cast.accounts["zhao"]
        grant.save(force_insert=True)
    with pytest.raises(Refused, match="not-the-ones-ordered"):
        cast.do("safety.isolate_point", data, by="zhao")
