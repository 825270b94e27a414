"""What an act would be about if it came next."""

from greenlane.safety.coming import coming_pair, coming_subject
from tests import stages
from tests import supply_stages as stage


def test_an_infeed_that_the_survey_found_is_the_next_to_be_opened(cast):
    order = stage.surveyed(cast)
    infeed = order.site.infeeds.get()
    assert infeed.isolation is None
    assert coming_subject(order, "isolate") == infeed.pk


def test_who_signed_for_taking_an_earth_off_would_do_it_with_the_other(cast):
    earth = stages.earth(cast, stages.dead(cast, stages.order(cast)))
    assert coming_pair(earth.pk) == ()
    stages.sign(cast, earth, "removal_guard", by="gao")
    he, gao = cast.people["he"].pk, cast.people["gao"].pk
    assert coming_pair(earth.pk) == (he, gao)
