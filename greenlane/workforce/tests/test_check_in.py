"""The head-count knows who is on which site now; late messages tell what was."""

from datetime import timedelta

import pytest

from greenlane.core import clock, guard
from greenlane.core.models import Event
from greenlane.core.refusals import NotAllowed, NotFound
from greenlane.places.models import Site
from greenlane.workforce.models import Presence


@pytest.fixture
def gym(cast):
    with guard.lifted():
        return Site.objects.create(unit=cast.unit, code="TYG", name_zh="体育馆")


def check_in(cast, site, *, by="zhou", minutes=0, **more):
    at = clock.now() - timedelta(minutes=minutes) if minutes else None
    data = {"site": str(site.pk), **more}
    return cast.do("workforce.check_in", data, by=by, at=at, queued=bool(minutes))


def stays():
    rows = Presence.objects.order_by("happened_at").select_related("site")
    return [(each.site.code, each.ended_at is None) for each in rows]


def test_one_is_on_one_site_at_a_time(cast, gym):
    check_in(cast, cast.site)
    check_in(cast, gym)
    assert stays() == [("GZF", False), ("TYG", True)]
    assert Event.objects.filter(name="workforce.checked_out").count() == 1


def test_the_same_site_again_changes_nothing(cast):
    check_in(cast, cast.site)
    assert check_in(cast, cast.site).code == "checked-in-already"
    told = Event.objects.order_by("seq").values_list("name", flat=True)
    assert stays() == [("GZF", True)]
    assert list(told) == ["workforce.checked_in", "core.nothing_changed"]


def test_a_message_that_comes_late_never_ends_what_began_after_it(cast, gym):
    check_in(cast, gym, minutes=30)
    check_in(cast, cast.site, minutes=90)
    assert stays() == [("GZF", False), ("TYG", True)]
    before, after = Presence.objects.order_by("happened_at")
    assert before.ended_at == after.happened_at
    assert before.recorded_seq == before.ended_seq


def test_a_foreman_checks_his_people_in(cast):
    check_in(cast, cast.site, by="liu", person=cast.id("xu"))
    assert Presence.objects.get().person == cast.people["xu"]


def test_a_foreign_site_is_none_at_all_and_a_desk_checks_nobody_in(cast):
    with pytest.raises(NotFound):
        check_in(cast, cast.site, by="stranger")
    with pytest.raises(NotAllowed):
        check_in(cast, cast.site, by="root")
