"""Who leaves a site is counted out of it."""

import pytest

from greenlane.core.refusals import Refused
from greenlane.workforce.models import Presence
from greenlane.workforce.tests.test_check_in import check_in


def check_out(cast, site, *, by="zhou", **more):
    return cast.do("workforce.check_out", {"site": str(site.pk), **more}, by=by)


def test_a_stay_ends(cast):
    check_in(cast, cast.site)
    check_out(cast, cast.site)
    stay = Presence.objects.get()
    assert stay.ended_at is not None
    assert stay.ended_seq == stay.recorded_seq + 1


def test_who_is_not_there_does_not_leave(cast):
    with pytest.raises(Refused, match="not-on-this-site"):
        check_out(cast, cast.site)
    check_in(cast, cast.site)
    check_out(cast, cast.site, by="liu", person=cast.id("zhou"))
    with pytest.raises(Refused, match="not-on-this-site"):
        check_out(cast, cast.site)
