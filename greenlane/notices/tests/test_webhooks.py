"""Who adds, sees, tests and removes a webhook; which addresses are none."""

from __future__ import annotations

import socket

import pytest

from greenlane.core.actors import TOKEN, system
from greenlane.core.door import perform
from greenlane.core.models import Event, Receipt
from greenlane.core.refusals import Malformed, NotAllowed, NotFound, Refused
from greenlane.desk.tests.pages import Hand, shown
from greenlane.notices import wire
from greenlane.notices.address import is_outside
from greenlane.notices.models import Webhook
from greenlane.notices.tests.receiver import receiver
from greenlane.notices.tests.stage import SECRET, added

OUT = "https://hooks.example.org/a/secret-part"
GOOD = {
    "name": "Night watch", "address": OUT, "secret": SECRET,
    "kinds": ["order"], "language": "en",
}  # fmt: skip


def add(cast, *, by="chen", **other):
    return cast.do("notices.add_webhook", {**GOOD, **other}, by=by)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://hooks.example.org/", "address-not-https"),
        ("https://name:word@hooks.example.org/", "address-with-password"),
        ("https://name@hooks.example.org/", "address-with-password"),
        ("ftp://hooks.example.org/", "service-unknown"),
        ("file:///etc/passwd", "service-unknown"),
        ("https:///path", "address-unreadable"),
        ("https://hooks.example.org:99999/", "address-unreadable"),
        ("https://[::1/", "address-unreadable"),
        ("https://a b/", "address-unreadable"),
        ("https://例.example/", "address-unreadable"),
        ("https://a\\@b/", "address-unreadable"),
        ("https://hooks.example.org/\r\nHost: x", "address-unreadable"),
        ("https://localhost/", "address-inside"),
        ("https://127.0.0.1/", "address-inside"),
        ("https://169.254.169.254/latest", "address-inside"),
        ("https://10.1.2.3/", "address-inside"),
        ("https://[::1]/", "address-inside"),
        ("https://[::ffff:10.0.0.1]/", "address-inside"),
        ("https://[64:ff9b::a00:1]/", "address-inside"),
        ("https://[fe80::1]/", "address-inside"),
    ],
)
def test_an_address_that_is_none_is_said_by_its_code(cast, address, code):
    with pytest.raises(Malformed) as refused:
        add(cast, address=address)
    [error] = refused.value.errors
    assert (error.field, error.code) == ("address", code)
    assert not Webhook.objects.exists()


def test_a_listed_host_may_be_inside_and_without_tls(cast, settings):
    settings.WEBHOOK_HOSTS = frozenset({"10.1.2.3:8080"})
    add(cast, address="http://10.1.2.3:8080/x")
    with pytest.raises(Malformed, match="bad-input"):
        add(cast, address="http://10.1.2.3:8081/x")


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
     "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1", "fe80::1%eth0", "fd00::1",
     "::ffff:8.8.8.8", "2002:7f00:1::", "64:ff9b::7f00:1"],
)  # fmt: skip
def test_what_is_inside_is_never_outside(number):
    assert not is_outside(number)
    assert is_outside("203.107.1.1")


def means(monkeypatch, *numbers):
    """What the name means from now on; each is asked once."""
    told = list(numbers)

    def ask(host, port, **_how):
        at = told.pop(0) if len(told) > 1 else told[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (at, port))]

    monkeypatch.setattr(socket, "getaddrinfo", ask)


@pytest.mark.parametrize("number", ["127.0.0.1", "169.254.169.254", "192.168.0.9"])
def test_a_name_that_means_a_machine_inside_is_not_called(monkeypatch, number):
    means(monkeypatch, number)
    assert wire.post(OUT, b"{}", {}) == "address-inside"


def test_a_name_that_changes_its_meaning_is_called_where_it_was_looked_at(monkeypatch):
    called = []

    def connect(at, *_how):
        called.append(at[0])
        raise ConnectionRefusedError

    means(monkeypatch, "203.107.1.1", "127.0.0.1")
    monkeypatch.setattr(socket, "create_connection", connect)
    assert wire.post(OUT, b"{}", {}) == "no-connection"
    assert called == ["203.107.1.1"]


def test_a_receiver_that_never_answers_is_cut_off(settings, monkeypatch):
    settings.WEBHOOK_HOSTS = frozenset({"127.0.0.1"})
    monkeypatch.setattr(wire, "WHOLE_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert wire.post(f"http://127.0.0.1:{port}/", b"{}", {}) == "too-slow"


def test_a_port_where_nobody_is_and_a_name_that_nobody_has(settings, monkeypatch):
    settings.WEBHOOK_HOSTS = frozenset({"127.0.0.1"})
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    assert wire.post(f"http://127.0.0.1:{port}/", b"{}", {}) == "no-connection"

    def nobody(*_asked, **_how):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    assert wire.post(OUT, b"{}", {}) == "no-such-host"


def test_neither_receipt_nor_journal_holds_secret_or_address(cast):
    add(cast)
    kept = [*Receipt.objects.values_list("answer"), *Event.objects.values_list()]
    assert SECRET not in str(kept)
    assert "secret-part" not in str(kept)


def test_a_key_adds_and_tests_none(cast):
    machine = cast.actor("chen", via=TOKEN)
    with pytest.raises(NotAllowed):
        perform("notices.add_webhook", GOOD, by=machine)


def test_a_unit_is_told_by_whoever_runs_it_and_of_nobody_by_name(cast):
    with pytest.raises(NotAllowed, match="role-missing"):
        add(cast, unit="BY")
    with pytest.raises(NotFound):
        add(cast, by="zhao", unit="QS")
    with pytest.raises(Refused, match="kind-is-a-persons"):
        add(cast, by="zhao", unit="BY", kinds=["assigned"])
    add(cast, by="zhao", unit="BY")
    add(cast, by="root", unit="BY")


def test_ten_are_enough(cast):
    for _each in range(10):
        add(cast)
    with pytest.raises(Refused, match="too-many-webhooks"):
        add(cast)


def test_everybody_sees_and_removes_the_own_and_whoever_lets_people_in_all(cast):
    key = add(cast).facts["webhook"]
    api = "/api/v1/webhooks"
    [listed] = Hand("chen").client.get(api).json()["webhooks"]
    assert (listed["id"], listed["host"]) == (key, "hooks.example.org")
    assert SECRET not in str(listed)
    assert "secret-part" not in str(listed)
    assert Hand("zhao").client.get(api).json() == {"webhooks": []}
    assert "Night watch" in shown(Hand("yan").client.get("/own/notices"))
    assert "Night watch" not in shown(Hand("zhao").client.get("/own/notices"))
    for verb in ("notices.remove_webhook", "notices.try_webhook"):
        with pytest.raises(NotFound):
            cast.do(verb, {"webhook": key}, by="zhao")
    cast.do("notices.remove_webhook", {"webhook": key}, by="yan")
    row = Webhook.objects.get()
    assert row.address == row.secret == ""
    with pytest.raises(Refused, match="webhook-removed-already"):
        cast.do("notices.remove_webhook", {"webhook": key}, by="chen")


def test_only_the_house_switches_one_off(cast):
    key = add(cast).facts["webhook"]
    with pytest.raises(NotAllowed):
        cast.do("notices.switch_off_webhook", {"webhook": key}, by="yan")
    house = system(cast.unit)
    perform("notices.switch_off_webhook", {"webhook": key}, by=house)
    with pytest.raises(Refused, match="webhook-off-already"):
        perform("notices.switch_off_webhook", {"webhook": key}, by=house)
    assert "Switched off" in shown(Hand("chen").client.get("/own/notices"))


@pytest.mark.parametrize(
    "wrong",
    [{"address": "http://hooks.example.org/"}, {"kinds": []}, {"unit": "QS"}],
)
def test_what_cannot_be_is_said_on_the_page(cast, wrong):
    data = {**GOOD, **wrong}
    del data["secret"]
    answer = Hand("chen").client.post("/own/notices", data)
    assert answer.status_code == 422
    assert "errorlist" in shown(answer)
    assert not Webhook.objects.exists()


def test_the_page_sends_a_test(cast, settings):
    settings.WEBHOOK_HOSTS = frozenset({"127.0.0.1"})
    with receiver() as to:
        key = added(cast, to, "order", by="chen").pk
    answer = Hand("chen").client.post("/do/notices/try-webhook", {"webhook": key})
    assert answer.status_code == 303
