"""What an act would be about if it came next."""

from greenlane.safety.coming import coming_subject
from tests import supply_stages as stage


def test_an_infeed_that_the_survey_found_is_the_next_to_be_opened(cast):
    order = stage.surveyed(cast)
    infeed = order.site.infeeds.get()
    assert infeed.isolation is None
    assert coming_subject(order, "isolate") == infeed.pk
