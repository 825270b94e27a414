"""How points are fed makes the state of the site; a change closes what held before."""

from datetime import timedelta
from uuid import uuid4

import pytest

from greenlane.core import clock
from greenlane.core.command import Running, running
from greenlane.core.door import _door_open
from greenlane.core.models import Event
from greenlane.places import queries
from greenlane.places.models import SupplyState
from greenlane.places.supply import set_state, site_state, whole


@pytest.fixture
def change(cast):
    """Change a state as a command of another room would."""
    from greenlane.core import journal
    from greenlane.core.command import commands

    def _change(point, state, at):
        by = cast.actor("he")
        now = Running(commands()["places.add_site"], by, uuid4(), at, "declared")
        with _door_open(now):
            set_state(point, state, at, by, subjects=(cast.source,))
            told = running.get().told
            journal.append(
                told,
                journal.take_heads(told),
                actor=by.account,
                command=now.id,
                recorded_at=clock.now(),
                seal="",
            )

    return _change


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], "unknown"),
        (["dark", "dark"], "dark"),
        (["dark", "grid_permanent"], "partial"),
        (["dark", "unknown"], "unknown"),
        (["generator", "unknown"], "unknown"),
        (["generator", "dark", "unknown"], "partial"),
        (["grid_permanent", "generator"], "generator"),
        (["dual", "grid_permanent"], "grid_permanent"),
        (["dual"], "dual"),
    ],
)
def test_a_site_is_as_good_as_its_weakest_point(states, expected):
    assert whole(states) == expected


def test_a_change_ends_the_old_state_and_begins_the_next(cast, change):
    at = clock.now()
    change(cast.block1, "generator", at)
    old, new = SupplyState.objects.filter(point=cast.block1).order_by("recorded_at")
    assert old.ended_at == new.happened_at == at
    event = Event.objects.get(name="places.supply_changed")
    assert old.ended_seq == new.recorded_seq == event.seq
    assert str(cast.source.pk) in event.subjects
    assert site_state([cast.block1, cast.block2]) == "partial"


def test_the_same_state_again_is_no_change(cast, change):
    change(cast.block1, "dark", clock.now())
    assert not Event.objects.exists()


def test_a_moment_before_the_open_state_is_mended_and_marked(cast, change):
    began = SupplyState.objects.get(point=cast.block1).happened_at
    change(cast.block1, "generator", began - timedelta(hours=1))
    new = SupplyState.objects.get(point=cast.block1, ended_at=None)
    assert (new.happened_at, new.time_source) == (began, "corrected")


def test_sites_are_read_with_few_queries(cast, django_assert_num_queries):
    with django_assert_num_queries(5):  # rights, sites, points, states, contacts
        [view] = queries.sites(cast.actor("wang"))
        assert view.state == "dark"
        assert [str(each.point.name_zh) for each in view.points] == ["1号楼", "2号楼"]
    assert queries.sites(cast.actor("stranger")) == []
