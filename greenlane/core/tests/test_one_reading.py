"""Gates read a row once, and under the locks nothing that was read before them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from greenlane.core import gatewalk, guard, locks
from greenlane.core.gatewalk import Act
from greenlane.core.ids import uuid7
from greenlane.core.refusals import NotFound
from greenlane.safety.gate_reading import order_of
from greenlane.work.clearances import relied_on
from greenlane.work.models import Order
from tests import stages


class Gate:
    """Reads the number of the order wherever it is asked, and lets everybody pass."""

    NAME, CLASS, GUARDS = "G99", "P", frozenset({"energise"})

    def __init__(self):
        self.saw = []

    def locks(self, act):
        self._look(act)
        renumber(act.order, "BY-2")  # somebody is faster than the locks
        return [locks.Lock(Order, act.order)]

    def missing(self, act):
        return self._look(act)

    def basis(self, act):
        return self._look(act)

    def _look(self, act):
        self.saw.append(order_of(act).number)
        return []


def renumber(order, number):
    with guard.lifted():
        Order.objects.filter(pk=order).update(number=number)


@pytest.fixture
def gate(monkeypatch):
    gate = Gate()
    monkeypatch.setattr(gatewalk, "gates", lambda: (gate,))
    monkeypatch.setattr("greenlane.work.clearances.gates", lambda: (gate,))
    return gate


@pytest.fixture
def act(cast):
    of = stages.order(cast, "BY-1")
    return Act("energise", unit=cast.unit.pk, order=of.pk)


@pytest.fixture
def running():
    """As inside a command: locks may be taken."""
    token = locks.held.set(locks.Held())
    yield
    locks.held.reset(token)


def test_a_row_that_changed_between_look_and_lock_is_seen(gate, act, running):
    assert gatewalk.look(act) == []
    gatewalk.walk(act)
    assert gate.saw == ["BY-1", "BY-1", "BY-2"]


def test_a_clearance_rests_on_what_its_walk_has_read(gate, act, running):
    gatewalk.walk(act)
    with CaptureQueriesContext(connection) as asked:
        relied_on(act)
    assert (gate.saw[-1], len(asked)) == ("BY-2", 0)


def test_another_walk_reads_anew(gate, act, running):
    gatewalk.walk(act)
    renumber(act.order, "BY-3")
    gatewalk.walk(Act("energise", unit=act.unit, order=act.order, areas=("lv",)))
    relied_on(act)
    assert gate.saw[-3:] == ["BY-3", "BY-2", "BY-2"]  # the fast one came once more


def test_another_command_reads_anew(gate, act, running):
    gatewalk.walk(act)
    renumber(act.order, "BY-4")
    locks.held.set(locks.Held())
    relied_on(act)
    assert gate.saw[-1] == "BY-4"


def test_rows_of_one_kind_are_locked_at_once_and_given_back_as_asked(cast, running):
    people = [cast.people[who] for who in ("li", "chen", "wu")]
    with CaptureQueriesContext(connection) as asked:
        assert locks.take(*people) == people
    assert len(asked) == 1


def test_what_is_held_is_not_read_again_and_what_is_gone_is_not_found(cast, running):
    li, wu = locks.of(cast.people["li"]), locks.of(cast.people["wu"])
    locks.take(li)
    assert locks.not_held([li, wu]) == [wu]
    with pytest.raises(NotFound):
        locks.take(locks.Lock(type(cast.people["li"]), uuid7()), cast.people["wu"])
