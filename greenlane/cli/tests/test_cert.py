"""greenlane cert: what is made, what stands, what is refused; and the doctor's word."""

from __future__ import annotations

import socket
from datetime import timedelta

import pytest

from greenlane.cli.checks import entrance, machine
from greenlane.cli.doctor import _look
from greenlane.cli.tests.stage import run
from greenlane.cli.tls_words import WORDS
from greenlane.core import clock
from greenlane.core.tls import folder
from greenlane.server.entrance import entrance as come_in

HOST = ("--host", "orders.county")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.CERT, settings.KEY, settings.HTTPS = "", "", False
    settings.TRUSTED_PROXIES, settings.ALLOWED_HOSTS = [], ["orders.county"]


def wall_in(monkeypatch, days):
    then = clock.wall() + timedelta(days=days)
    monkeypatch.setattr(clock, "wall", lambda: then)


def level(check):
    return {each.name: each.level for each in _look(check)}


def test_it_is_made_once_and_then_said(capsys):
    ran = run(capsys, "cert", *HOST, "--json")
    assert ran.code == 0
    assert ran.data["made"]
    assert ran.data["hosts"] == ["orders.county", "localhost", "127.0.0.1"]
    again = run(capsys, "cert", "--json")
    assert again.code == 0
    assert not again.data["made"]
    assert again.data["ca_sha256"] == ran.data["ca_sha256"]
    refused = run(capsys, "cert", "--host", "other.local", "--json")
    assert (refused.code, refused.data["code"]) == (2, "cert-there")


def test_people_get_the_fingerprint_to_compare_and_no_key(capsys):
    ran = run(capsys, "cert", *HOST)
    assert "orders.county" in ran.out
    assert "PRIVATE" not in ran.out
    assert sum(
        len(line.split()) == 8 and len(line) < 40 for line in ran.out.split("\n")
    )


def test_every_file_that_is_replaced_is_named(capsys):
    run(capsys, "cert", *HOST)
    ran = run(capsys, "cert", "--renew")
    assert ran.out.count("Replaced: ") == 2
    assert run(capsys, "cert", "--new-ca").out.count("Replaced: ") == 4


def test_when_due_waits_for_the_last_thirty_days(capsys, monkeypatch):
    due = ("cert", "--renew", "--when-due", "--json")
    run(capsys, "cert", *HOST)
    assert not run(capsys, *due).data["made"]
    wall_in(monkeypatch, days=370)
    stands = run(capsys, "cert", "--json")
    assert stands.code == 1, "it ends soon"
    assert run(capsys, *due).data["made"]
    assert not run(capsys, *due).data["made"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--host", "https://orders.county"), "host-bad"),
        (("--renew",), "cert-none"),
        (("--renew", "--new-ca"), ""),
        (("--when-due",), ""),
    ],
)
def test_what_cannot_be_done_ends_with_two_and_a_next_step(capsys, words, code):
    ran = run(capsys, "cert", *words, "--json")
    assert ran.code == 2
    assert ran.data.get("code", "") == code
    assert ran.data["next_step"]


def test_every_fault_has_words():
    for says, step in WORDS.values():
        assert says
        assert step


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--cert", "auto"), "cert-none"),
        (("--cert", "/nowhere/a.pem"), "tls-half"),
        (("--key", "/nowhere/a.pem"), "tls-half"),
        (("--cert", "/nowhere/a.pem", "--key", "/b"), "tls-file-unreadable"),
        (("--ca-port", "8080"), "ca-port-alone"),
    ],
)
def test_a_house_that_cannot_speak_tls_does_not_open(capsys, words, code):
    ran = run(capsys, "serve", *words, "--json")
    assert (ran.code, ran.data["code"]) == (2, code)


def test_a_port_that_is_taken_is_named_before_anything_is_said(db, capsys, monkeypatch):
    monkeypatch.setattr("greenlane.cli.tables.migrate", lambda: None)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        ran = run(capsys, "serve", "--port", port, "--json")
    assert (ran.code, ran.data["code"]) == (2, "port-taken")


def test_a_proxy_that_is_nobody_opens_no_house(capsys, settings):
    for bad in ("*", "proxy.county", "10.0.0.0/99"):
        settings.TRUSTED_PROXIES = [bad]
        assert run(capsys, "serve", "--json").data["code"] == "proxy-bad"
        assert level(entrance.proxies) == {"proxies": "broken"}


def test_the_house_says_its_address_by_its_name(capsys):
    run(capsys, "cert", *HOST)
    to = come_in("0.0.0.0", 443, cert="auto", key="", doorstep=8080)
    assert to.address == "https://orders.county"
    assert to.ca_address == "http://orders.county:8080/ca"


def test_the_doctor_follows_a_certificate_from_its_absence_to_its_end(
    capsys, settings, monkeypatch
):
    assert level(entrance.https) == {"https": "warning"}
    assert level(entrance.ca) == {}
    run(capsys, "cert", *HOST)
    assert level(entrance.https) == {"https": "warning"}, "it is not used"
    settings.CERT = "auto"
    assert level(entrance.https) == {"https": "ok"}
    assert level(entrance.ca) == {"ca": "ok"}
    settings.ALLOWED_HOSTS = ["orders.county", ".wide.county", "other.county"]
    [_well, foreign] = list(entrance.https())
    assert foreign.level == "warning"
    assert foreign.says.endswith(": other.county")
    settings.ALLOWED_HOSTS = ["orders.county"]
    wall_in(monkeypatch, days=370)
    assert level(entrance.https) == {"https": "warning"}
    wall_in(monkeypatch, days=60)
    assert level(entrance.https) == {"https": "broken"}


def test_the_doctor_sees_a_key_that_others_can_read_and_a_ca_that_ends(
    capsys, monkeypatch
):
    run(capsys, "cert", *HOST)
    folder.path(folder.CA_KEY).chmod(0o640)
    assert "broken" in [each.level for each in entrance.ca()]
    folder.path(folder.CA_KEY).chmod(0o600)
    wall_in(monkeypatch, days=3400)
    assert level(entrance.ca) == {"ca": "warning"}


def test_the_doctor_asks_behind_a_proxy_whom_to_believe(settings):
    assert level(entrance.proxies) == {}
    settings.HTTPS = True
    assert level(entrance.https) == {"https": "ok"}
    assert level(entrance.proxies) == {"proxies": "warning"}
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    assert level(entrance.proxies) == {"proxies": "ok"}
    assert level(entrance.hosts) == {"hosts": "ok"}
    settings.ALLOWED_HOSTS = ["*"]
    assert level(entrance.hosts) == {"hosts": "warning"}


def test_the_doctor_looks_at_disk_and_clock(monkeypatch):
    free = machine.ENOUGH_FREE + 1
    usage = lambda _folder: type("U", (), {"free": free, "total": 9 * free})  # noqa: E731
    monkeypatch.setattr(machine.shutil, "disk_usage", usage)
    assert level(machine.disk) == {"disk": "ok"}
    free = machine.LEAST_FREE + 1
    assert level(machine.disk) == {"disk": "warning"}
    free = 5
    assert level(machine.disk) == {"disk": "broken"}
    for said, expected in (("no", {"time": "warning"}), ("yes", {"time": "ok"})):
        monkeypatch.setattr(machine, "_said_by", lambda *_words, said=said: said)
        assert level(machine.time_kept) == expected
    monkeypatch.setattr(machine, "_said_by", lambda *_words: "")
    assert level(machine.time_kept) == {}, "no systemd here: nothing is claimed"
