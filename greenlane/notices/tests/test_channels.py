"""Where a notice may go: an allow-list; a robot's answer is read; nothing inside."""

from __future__ import annotations

import json

import pytest

from greenlane.core.refusals import Malformed
from greenlane.desk.tests.pages import Hand, shown
from greenlane.notices import channels, sender
from greenlane.notices.address import BadAddress
from greenlane.notices.channels import channel
from greenlane.notices.models import Delivery, Webhook
from greenlane.notices.tests.stage import added, by_chat, sent
from tests import supply_stages

Apprise = pytest.importorskip("apprise").Apprise
MAIL = "mailtos://duty:word@mail.example.org"


@pytest.mark.pure
@pytest.mark.parametrize(
    ("address", "service", "host"),
    [
        ("wecombot://6f-Key_1/", "wecom", "qyapi.weixin.qq.com"),
        ("dingtalk://SECret1@token1/", "dingtalk", "oapi.dingtalk.com"),
        ("feishu://token-1", "feishu", "open.feishu.cn"),
        (f"{MAIL}?from=a@b.cn&to=c@d.cn,e@f.cn", "mail", "mail.example.org"),
        ("https://hooks.example.org/x", "webhook", "hooks.example.org"),
    ],
)
def test_an_address_says_its_service_and_shows_no_key(address, service, host):
    found = channel(address)
    assert (found.service, found.host) == (service, host)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("json://localhost/", "service-unknown"),
        ("syslog://", "service-unknown"),
        ("file:///etc/passwd", "service-unknown"),
        ("wecombot://key?redirect=yes", "parameter-not-allowed"),
        (f"{MAIL}?verify=no", "parameter-not-allowed"),
        (f"{MAIL}?smtp=10.0.0.1", "parameter-not-allowed"),
        (f"{MAIL}?pgppub=/etc/passwd", "parameter-not-allowed"),
        (f"{MAIL}?pgpprv=/etc/shadow", "parameter-not-allowed"),
        (f"{MAIL}?+X-Header=1", "parameter-not-allowed"),
        (f"{MAIL}?mode=insecure", "address-not-secure"),
        ("mailto://duty:word@mail.example.org", "address-not-secure"),
        ("mailtos://duty:word@localhost", "address-inside"),
        ("mailtos://duty:word@10.0.0.9", "address-inside"),
        ("mailtos://duty:word@mail.example.org/more", "address-unreadable"),
        ("wecombot://key/more", "address-unreadable"),
        ("feishu://name@key", "address-unreadable"),
        ("wecombot://k%20y", "address-unreadable"),
        (f"{MAIL}?to=a@b.cn;verify=no", "sign-not-allowed"),
        (f"{MAIL}?to=a@b.cn;smtp=10.0.0.5", "sign-not-allowed"),
        (f"{MAIL}?name=A%250aBcc:x@y.cn", "sign-not-allowed"),
        (f"{MAIL}?to=&mode=ssl", "parameter-empty"),
        (f"{MAIL}?verify=", "parameter-not-allowed"),
        (f"{MAIL}?mode=ssl&mode=starttls", "address-unreadable"),
        (f"{MAIL}?to=a@b.cn?verify=no", "address-unreadable"),
        ("mailtos://u:p@10.0.0.5:25@mail.example.org", "address-unreadable"),
        ("mailtos://duty:word@127.1", "address-unreadable"),
        ("https://0x7f.1/", "address-unreadable"),
        ("wecombot://key1?", "address-unreadable"),
        ("vonage://..%2f..:secret@15551234567/15551234567", "address-unreadable"),
    ],
)
def test_whatever_is_not_listed_is_refused_by_its_code(address, code):
    with pytest.raises(BadAddress, match=code):
        channel(address)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("ways", "port"), [("", 587), ("&mode=ssl", 465), ("&mode=starttls", 587)]
)
def test_a_port_is_vouched_for_as_it_is_used(settings, ways, port):
    """By the rule of the library, where no port is written."""
    address = f"mailtos://duty:word@10.0.0.9?from=a@b.cn{ways}"
    settings.WEBHOOK_HOSTS = frozenset({f"10.0.0.9:{port}"})
    assert channel(address).port == Apprise.instantiate(address).port == port
    settings.WEBHOOK_HOSTS = frozenset({"10.0.0.9:25"})
    with pytest.raises(BadAddress, match="address-inside"):
        channel(address)


def test_a_service_needs_no_secret_and_a_webhook_does(cast):
    given = {"name": "n", "kinds": ["order"], "language": "en"}
    robot = {**given, "address": "wecombot://key1"}
    cast.do("notices.add_webhook", robot, by="wang")
    row = Webhook.objects.get()
    assert (row.service, row.host) == ("wecom", "qyapi.weixin.qq.com")
    assert "key1" not in row.address
    page = shown(Hand("wang").client.get("/own/notices"))
    assert "WeCom" in page
    assert "key1" not in page
    with pytest.raises(Malformed) as refused:
        hook = {**given, "address": "https://hooks.example.org/"}
        cast.do("notices.add_webhook", hook, by="wang")
    assert [(each.field, each.code) for each in refused.value.errors] == [
        ("secret", "required")
    ]


def test_without_the_library_it_is_refused_and_said(monkeypatch):
    monkeypatch.setattr(channels, "find_spec", lambda _name: None)
    with pytest.raises(BadAddress, match="service-not-installed"):
        channel("wecombot://key1")
    assert channel("https://hooks.example.org/").service == "webhook"


def test_a_robot_that_refuses_with_200_has_not_been_told(
    cast, to, monkeypatch, settings
):
    address = by_chat(monkeypatch, to, settings)
    added(cast, to, "stop", by="wang", address=address)
    order = supply_stages.requested(cast)
    to.says = json.dumps({"errcode": 310000, "errmsg": "no key word"}).encode()
    stop = {"order": str(order.pk), "reason": "-"}
    cast.do("work.stop_work", stop, by="zhou")
    assert sent() == 1
    row = Delivery.objects.get()
    assert (row.outcome, row.answer) == ("waiting", "code-310000")
    page = shown(Hand("wang").client.get("/undelivered"))
    assert "its code is 310000" in page
    assert "sender never heard of" in shown(Hand("wang").client.get("/waiting"))
    sender.beat()
    assert "1 undelivered" in shown(Hand("wang").client.get("/waiting"))
    assert "undelivered" not in shown(Hand("liu").client.get("/waiting"))
