"""G6: proved dead, after the last switching, and never by an older proof."""

from greenlane.core import clock, guard
from greenlane.core.gatewalk import Act
from greenlane.safety.gates import g6_proved_dead as g6
from greenlane.safety.models import Evidence, Infeed
from tests import stages


def whats(isolation):
    act = Act(
        "place_earth", unit=isolation.unit_id, order=isolation.order_id,
        subject=isolation.pk,
    )  # fmt: skip
    return [each.what for each in g6.missing(act)]


def test_a_fresh_proof_passes(cast):
    assert whats(stages.dead(cast, stages.order(cast))) == []


def test_no_proof_holds(cast):
    assert whats(stages.isolated(cast, stages.order(cast))) == ["evidence-missing"]


def test_a_failed_proof_takes_the_older_one_with_it(cast):
    isolation = stages.dead(cast, stages.order(cast))
    cast.do("safety.prove_dead", stages.proof(isolation, proved_after="no"), by="he")
    assert whats(isolation) == ["evidence-failed"]


def test_switching_makes_it_void(cast):
    of = stages.order(cast)
    isolation = stages.dead(cast, of)
    with guard.lifted():
        infeed = Infeed.objects.create(
            unit=of.unit, site=of.site, isolation=isolation, kind="pv", name="光伏",
            found_at=clock.now(),
        )  # fmt: skip
    stages.ordered(cast, of, infeed)
    stages.isolate(cast, isolation, infeed)
    assert whats(isolation) == ["evidence-stale"]


def test_withdrawn_proof_holds(cast):
    isolation = stages.dead(cast, stages.order(cast))
    with guard.lifted():
        Evidence.objects.filter(kind="proved_dead").update(withdrawn_at=clock.now())
    assert whats(isolation) == ["evidence-withdrawn"]
