"""An order runs on the playbook as it was; the same text is pinned once."""

import json

import pytest

from greenlane.core import clock
from greenlane.core.refusals import Refused
from greenlane.work.models import PlaybookVersion, Task
from greenlane.work.orders import pin_playbook
from greenlane.work.playbook import catalogue
from greenlane.work.stints import is_desk
from greenlane.work.tests.stage import inside, new_order

NAME = "a-lv-existing-transformer"


def pin(cast, order, name=NAME):
    return inside(cast, lambda: pin_playbook(order, name, clock.now()))


def test_two_orders_pin_one_text_and_each_has_its_tasks(cast):
    first, second = new_order(cast), new_order(cast)
    version = pin(cast, first)
    assert pin(cast, second) == version
    assert PlaybookVersion.objects.count() == 1
    assert version.p50_minutes < version.p80_minutes
    keys = [step["key"] for step in json.loads(version.text)["steps"]]
    made = Task.objects.filter(order=second)  # of them no order is promised
    assert sorted(task.key for task in made) == sorted(keys)
    assert first.playbook == version
    with pytest.raises(Refused, match="playbook-pinned-already"):
        pin(cast, first)


def test_what_comes_before_the_briefing_is_desk_work(cast):
    order = new_order(cast)
    pin(cast, order)
    desk = {task.key for task in order.tasks.all() if is_desk(task)}
    assert desk == {"A01", "A02", "A03", "A04", "A05", "A05b", "A06", "A07", "A07b"}


@pytest.mark.parametrize("name", catalogue.names())
def test_every_playbook_can_be_pinned(cast, name):
    order = new_order(cast)
    pin(cast, order, name)
    assert order.tasks.exists()


def test_an_unknown_playbook_is_refused(cast):
    with pytest.raises(Refused, match="playbook-unknown"):
        pin(cast, new_order(cast), "z-by-magic")
