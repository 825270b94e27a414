"""Twenty callers send one command with one id: one effect, one answer, over HTTP."""

import threading
from uuid import uuid4

import pytest

from greenlane.core.models import Event, Receipt
from greenlane.places.models import Site

TWINS, SOAKED = 20, 100


def twins(served):
    """One person's phones, logged in."""
    phones = [served.phone("wang") for _n in range(TWINS)]
    for phone in phones:
        phone.log_in()
    return phones


def at_once(phones, body):
    """What each of them was told: the answer, without `replayed`."""
    start, told = threading.Barrier(TWINS), []

    def send(phone):
        start.wait()
        answer = phone.send(body)
        answer.pop("replayed")
        told.append(str(answer))

    threads = [threading.Thread(target=send, args=(phone,)) for phone in phones]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return told


def one_effect(phones, code):
    site = {"code": code, "name_zh": "体育馆方舱"}
    body = {"command": "places.add_site", "id": str(uuid4()), "data": site}
    told = at_once(phones, body)
    assert (len(told), len(set(told))) == (TWINS, 1), told
    assert Site.objects.filter(code=code).count() == 1
    assert Event.objects.filter(command=body["id"]).count() == 1
    assert Receipt.objects.filter(pk=body["id"]).count() == 1


def test_twenty_twins_have_one_effect_and_one_answer(served):
    one_effect(twins(served), "S1")


@pytest.mark.soak
def test_again_and_again(served, figures):
    phones = twins(served)
    for number in range(SOAKED):
        one_effect(phones, f"S{number}")
    figures(f"twins: {SOAKED} times {TWINS} callers of one id: one effect, one answer")
