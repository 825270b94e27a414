"""The waiting site reads how far it is: without a login, and nobody's name."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from greenlane.board.views_status import FROM_ONE
from greenlane.core import clock, guard
from greenlane.core.models import Unit
from greenlane.core.refusals import Refused
from greenlane.core.web.pace import MINUTE, Pace
from greenlane.dispatch.tests import stage
from greenlane.work import statuslinks
from greenlane.work.models import Order, StatusLink
from greenlane.workforce.models import Person
from tests.cast import Cast

# Its rows are plain: once is enough.
pytestmark = [pytest.mark.django_db, pytest.mark.pure]
PHONE = "0396-555-0100"


@pytest.fixture(autouse=True)
def fresh() -> Any:
    cache.clear()
    FROM_ONE._seen.clear()


def opened(cast: Cast, order: Order) -> StatusLink:
    said = {"order": str(order.pk), "name": "隔离点", "phone": PHONE}
    done = cast.do("work.open_status_link", said, by="wang")
    return StatusLink.objects.get(pk=done.facts["link"])


def path(link: StatusLink) -> str:
    return f"/s/{statuslinks.code_of(link.pk)}"


def logged_in(cast: Cast, name: str) -> Client:
    made = Client()
    made.force_login(cast.accounts[name])
    return made


def read(link: StatusLink, **headers: str) -> Any:
    return Client(headers=headers).get(path(link))


def test_a_site_reads_how_far_it_is_without_a_login(cast: Cast) -> None:
    order = stage.requested(cast)
    link = opened(cast, order)
    page = read(link, accept_language="zh-hans")
    text = page.content.decode()
    assert page.status_code == 200
    assert "公租房隔离点" in text and order.number in text and f"tel:{PHONE}" in text
    assert "还说不出时间" in text
    cast.do("work.take_order", {"order": str(order.pk)}, by="wang")
    stage.done(cast, "A01", by="wang")
    stage.publish(cast, stage.sheet(stage.told(cast)))
    cache.clear()
    later = read(link, accept_language="en").content.decode()
    assert re.search(r'class="now"[^>]*><span>Intake and survey', later)
    assert "Nobody is at work: the next step has not begun." in later
    assert page.headers["X-Robots-Tag"] and "no-store" in page.headers["Cache-Control"]


def test_nobody_is_named_there_whatever_was_typed(cast: Cast) -> None:
    order = stage.requested(cast)
    link = opened(cast, order)
    secret = "张三发烧"
    said = {"order": str(order.pk), "cause": "access", "holder": secret}
    cast.do("work.open_wait", said, by="wang")
    cast.do("work.add_note", {"order": str(order.pk), "text": secret}, by="wang")
    cast.do("work.stop_work", {"order": str(order.pk), "reason": secret}, by="wang")
    text = read(link, accept_language="zh-hans").content.decode()
    assert "停" in text and secret not in text
    for person in Person.objects.all():
        assert str(person) not in text and (person.phone or secret) not in text


def test_an_address_that_was_withdrawn_shows_nothing_at_once(cast: Cast) -> None:
    order = stage.requested(cast)
    link = opened(cast, order)
    assert read(link).status_code == 200
    cast.do("work.withdraw_status_link", {"link": str(link.pk)}, by="wang")
    gone = read(link)
    assert gone.status_code == 404 and order.number not in gone.content.decode()
    with pytest.raises(Refused, match="status-link-withdrawn"):
        cast.do("work.withdraw_status_link", {"link": str(link.pk)}, by="wang")


def test_an_order_that_is_over_is_shown_for_a_day_more(cast: Cast) -> None:
    order = stage.requested(cast)
    link = opened(cast, order)
    said = {"order": str(order.pk), "reason": "不用了"}
    cast.do("work.cancel_order", said, by="feng")
    text = read(link, accept_language="en").content.decode()
    assert "This order was cancelled." in text and "不用了" not in text
    with guard.lifted():
        start = clock.wall() + timedelta(days=2)
        Unit.objects.filter(pk=cast.unit.pk).update(
            clock_start=start, clock_set_at=clock.wall()
        )
    assert read(link).status_code == 404


def test_whoever_guesses_is_slowed_down_and_the_site_is_not(cast: Cast) -> None:
    link = opened(cast, stage.requested(cast))
    answers = [Client().get(f"/s/{n:026d}").status_code for n in range(62)]
    assert answers[0] == 404 and answers[-1] == 429
    assert read(link).status_code == 200


def test_one_address_asks_so_often_in_a_minute_and_no_more() -> None:
    now = [0.0]
    pace = Pace(most=2, tick=lambda: now[0])
    assert [pace.too_fast("a") for _ in range(3)] == [0, 0, int(MINUTE)]
    assert pace.too_fast("b") == 0
    now[0] = MINUTE
    assert pace.too_fast("a") == 0


def test_the_desk_opens_shows_again_and_withdraws(cast: Cast) -> None:
    order = stage.requested(cast)
    where = f"/orders/{order.number}/status"
    browser = logged_in(cast, "wang")
    bad = browser.post(where, {"name": "隔离点", "phone": "找老李"})
    assert bad.status_code == 422 and not StatusLink.objects.exists()
    browser.post(where, {"name": "隔离点", "phone": PHONE})
    link = StatusLink.objects.get()
    for _twice in range(2):
        page = browser.get(where).content.decode()
        assert path(link) in page and "data:image/svg" in page
    # Whoever may not open one is not told the address.
    other = logged_in(cast, "liu").get(where).content.decode()
    assert path(link) not in other and PHONE in other
    assert logged_in(cast, "stranger").get(where).status_code in {403, 404}


def test_a_new_key_of_the_house_keeps_old_addresses_good(
    cast: Cast, settings: Any
) -> None:
    link = opened(cast, stage.requested(cast))
    known = path(link)
    settings.SECRET_KEY = "another-key-of-this-house"
    assert Client().get(known).status_code == 200
    assert statuslinks.shown_code(link) == ""


def test_an_order_has_only_so_many(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(statuslinks, "MOST", 1)
    order = stage.requested(cast)
    opened(cast, order)
    with pytest.raises(Refused, match="status-links-many"):
        opened(cast, order)
