"""Who leaves a site is counted out of it."""

from datetime import timedelta

import pytest

from greenlane.core import clock
from greenlane.core.refusals import Refused
from greenlane.workforce.models import Presence
from greenlane.workforce.tests.test_check_in import check_in


def check_out(cast, site, *, by="zhou", person=None, **more):
    data = {"site": str(site.pk), "person": person or ""}
    return cast.do("workforce.check_out", data, by=by, **more)


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


def test_a_message_that_comes_late_never_takes_out_who_came_in_since(cast):
    check_in(cast, cast.site)
    earlier = clock.now() - timedelta(minutes=20)
    late = check_out(cast, cast.site, at=earlier, queued=True)
    assert late.code == "checked-in-since"
    assert Presence.objects.get().ended_at is None
