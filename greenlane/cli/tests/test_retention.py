"""Whose orders all ended long ago is forgotten; whoever is still needed stays."""

from datetime import timedelta

import pytest

from greenlane.cli.tests.stage import run
from greenlane.core import checkpoint, clock, follow, guard, packs
from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.models import Event, Unit
from greenlane.core.refusals import NotAllowed
from greenlane.places import erasures
from greenlane.places.models import Contact
from greenlane.places.tests.test_add_contact import ask
from greenlane.work import retention
from greenlane.work.models import OrderEnd
from tests import stages

TERM = packs.find("cn-sgcc").value(retention.TERM)


@pytest.fixture
def contact(cast):
    return cast.do("places.add_contact", ask(cast), by="wang").facts["contact"]


def ended(cast, order, *, days):
    data = {"order": str(order.pk), "reason": "not wanted any more"}
    cast.do("work.cancel_order", data, by="feng")
    with guard.lifted():
        at = clock.now() - timedelta(days=days)
        OrderEnd.objects.filter(order=order).update(at=at)


def keys():
    return [str(each.contact.pk) for each in retention.due()]


def test_the_term_is_data_and_said_to_be_assumed(cast):
    assert retention.term(cast.unit) == TERM
    assert (TERM.unit, TERM.verified) == ("d", False)
    with guard.lifted():
        Unit.objects.filter(pk=cast.unit.pk).update(pack=None)
    assert retention.term(Unit.objects.get(pk=cast.unit.pk)) is None
    assert retention.due() == []


def test_a_contact_is_due_when_the_term_after_the_last_order_is_over(cast, contact):
    first, last = stages.order(cast), stages.order(cast, "BY-2")
    assert keys() == []
    ended(cast, first, days=int(TERM.number) + 1)
    assert keys() == [], "another order of the site is open"
    ended(cast, last, days=int(TERM.number) - 1)
    assert keys() == []
    with guard.lifted():
        OrderEnd.objects.update(at=clock.now() - timedelta(days=int(TERM.number) + 1))
    assert keys() == [contact]
    cast.do("work.reopen_order", {"order": str(last.pk)}, by="feng")
    assert keys() == []


def test_a_site_without_an_order_keeps_its_contacts(cast, contact):
    assert keys() == []


def test_the_verb_lists_without_names_and_erases_through_the_door(
    cast, contact, capsys
):
    ended(cast, stages.order(cast), days=int(TERM.number) + 1)
    ran = run(capsys, "retention")
    assert ran.code == 1
    assert contact in ran.out
    assert "assumed" in ran.out
    assert "唐师傅" not in ran.out
    assert not Event.objects.filter(name="places.contact_erased").exists()
    ran = run(capsys, "retention", "--erase", "--json")
    assert (ran.code, ran.data["erased"]) == (0, 1)
    assert Contact.objects.get().name == ""
    event = Event.objects.get(name="places.contact_erased")
    assert (event.actor, event.unit_id) == (None, cast.unit.pk)
    assert run(capsys, "retention").code == 0


def test_the_house_itself_may_forget_but_not_add(cast, contact):
    with pytest.raises(NotAllowed, match="role-missing"):
        perform("places.add_contact", ask(cast), by=system(cast.unit))
    perform("places.erase_contact", {"contact": contact}, by=system(cast.unit))


def test_who_was_erased_is_told_outside_and_erased_again(
    cast, contact, settings, tmp_path
):
    settings.CHECKPOINT_DIR = tmp_path
    other = cast.do("places.add_contact", ask(cast), by="wang").facts["contact"]
    cast.do("places.erase_contact", {"contact": contact}, by="wang")
    assert follow.turn(erasures.reader(), cast.unit) == 3
    file = tmp_path / checkpoint.ERASURES
    assert contact in file.read_text()
    assert "唐师傅" not in file.read_text()
    assert erasures.erase_again(file) == 0  # erased here already
    with guard.lifted():  # as a restored backup has it
        Contact.objects.filter(pk=contact).update(name="唐师傅", erased_at=None)
    line = f'{{"erased": "{other}", "unit": "BY", "seq": 1}}\n'
    file.write_text(file.read_text() + line)  # nobody has signed this one
    assert erasures.erase_again(file) == 1
    assert Contact.objects.get(pk=contact).name == ""
    assert Contact.objects.get(pk=other).name == "唐师傅"
