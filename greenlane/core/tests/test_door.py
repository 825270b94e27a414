"""The door: one effect, one answer; every refusal is kept; nothing is half done."""

import threading
from uuid import uuid4

import pytest
from django.db import connection

from greenlane.core.actors import actor_for
from greenlane.core.door import perform
from greenlane.core.ids import uuid7
from greenlane.core.models import Event, EventSubject, Receipt, Refusal
from greenlane.core.refusals import Malformed, NotAllowed, OtherContent, Refused
from greenlane.places.models import Site
from tests import stages

SITE = {"code": "S1", "name_zh": "体育馆方舱"}


def test_a_command_leaves_row_fact_and_receipt(cast):
    done = cast.do("places.add_site", SITE, by="wang")
    site = Site.objects.get(code="S1")
    assert done.facts == {"site": str(site.pk)}
    event = Event.objects.get(unit=cast.unit, seq=done.positions[cast.unit.pk])
    assert event.name == "places.site_added"
    assert EventSubject.objects.get(seq=event.seq).subject == site.pk


def test_the_same_id_again_gives_the_stored_answer(cast):
    key = uuid7()
    first = cast.do("places.add_site", SITE, by="wang", id=key)
    again = cast.do("places.add_site", SITE, by="wang", id=key)
    assert again.facts == first.facts
    assert again.replayed
    assert Site.objects.filter(code="S1").count() == 1


def test_the_same_id_with_other_content_is_refused(cast):
    key = uuid7()
    cast.do("places.add_site", SITE, by="wang", id=key)
    with pytest.raises(OtherContent):
        cast.do("places.add_site", {**SITE, "code": "S2"}, by="wang", id=key)


def test_a_refusal_is_kept_and_nothing_else(cast):
    cast.do("places.add_site", SITE, by="wang")
    before = Event.objects.count(), Receipt.objects.count()
    with pytest.raises(Refused, match="site-code-used"):
        cast.do("places.add_site", SITE, by="wang")
    assert (Event.objects.count(), Receipt.objects.count()) == before
    assert Refusal.objects.get().code == "site-code-used"


def test_a_refused_id_is_judged_anew(cast):
    key = uuid7()
    with pytest.raises(NotAllowed):
        cast.do("places.add_site", SITE, by="zhou", id=key)
    assert cast.do("places.add_site", SITE, by="wang", id=key).code == "site-added"


@pytest.mark.parametrize(
    ("data", "field", "code"),
    [
        ({**SITE, "colour": "red"}, "colour", "unknown-field"),
        ({**SITE, "code": ["S1"]}, "code", "wrong-type"),
        ({**SITE, "code": {"a": 1}}, "code", "wrong-type"),
        ({**SITE, "code": True}, "code", "not-yes-or-no-here"),
        ({**SITE, "code": ""}, "code", "required"),
        ({**SITE, "name_zh": "体育馆\u202eeman"}, "name_zh", "hidden-character"),
        ({**SITE, "name_zh": "体育\u200b馆"}, "name_zh", "hidden-character"),
        ({**SITE, "name_zh": "体\x00馆"}, "name_zh", "hidden-character"),
        ({**SITE, "longitude": "NaN"}, "longitude", "invalid"),
        ({**SITE, "longitude": 1e308}, "longitude", "max-value"),
        ("text", "$", "not-an-object"),
    ],
)
def test_malformed_input_names_the_field_and_writes_nothing(cast, data, field, code):
    with pytest.raises(Malformed) as refused:
        perform("places.add_site", data, by=cast.actor("wang"))
    assert (field, code) in [(e.field, e.code) for e in refused.value.errors]
    assert not Site.objects.filter(code="S1").exists()
    assert not Refusal.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_twins_have_one_effect_and_one_answer(live_cast):
    key, answers, errors = uuid4(), [], []
    actor = live_cast.actor("wang")
    start = threading.Barrier(20)

    def send() -> None:
        try:
            start.wait()
            done = perform("places.add_site", SITE, by=actor, id=key)
            answers.append((done.code, done.facts["site"], done.positions))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(20)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert errors == []
    assert len(answers) == 20
    assert len({str(each) for each in answers}) == 1
    assert Event.objects.filter(name="places.site_added").count() == 1


def test_a_number_of_a_device_is_its_owners_and_keeps_no_stop_out(cast):
    """A telephone's name is no secret, and one that was set up anew counts from one."""
    of = str(stages.order(cast).pk)
    stop = {"order": of, "reason": "-"}
    note = {"order": of, "text": "-"}
    with_number = {"device_seq": 1, "queued": True}
    for who in ("liu", "wang"):
        mine = actor_for(cast.accounts[who], device="phone")
        perform("work.add_note", note, by=mine, **with_number)
        with pytest.raises(OtherContent, match="device-number-used"):
            perform("work.add_note", note, by=mine, **with_number)
        for _again in range(2):
            perform("work.stop_work", stop, by=mine, **with_number)
