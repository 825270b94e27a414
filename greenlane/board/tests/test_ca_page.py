"""A telephone gets the CA of the house: open to everybody, and never a key."""

from __future__ import annotations

import hashlib

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.test import Client

from greenlane.core import clock
from greenlane.core.tls import folder, making, names


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def ca():
    given = names.hosts(["orders.county", "192.168.1.20", "localhost"])
    return making.first(given, now=clock.wall()).ca


def page(**asked):
    return Client().get("/ca", **asked).content.decode()


def test_without_a_ca_there_is_no_page_and_no_file(db):
    for path in ("/ca", "/ca/greenlane-ca.crt", "/ca/greenlane-ca.pem"):
        assert Client().get(path).status_code == 404
    assert "/ca" not in Client().get("/login").content.decode()


def test_the_page_shows_the_fingerprint_of_the_file_it_gives(db, ca):
    given = Client().get("/ca/greenlane-ca.crt")
    assert given["Content-Type"] == "application/x-x509-ca-cert"
    assert given.content == ca.public_bytes(Encoding.DER)
    digest = hashlib.sha256(given.content).hexdigest().upper()
    eight = " ".join(digest[at : at + 2] for at in range(0, 16, 2))
    assert eight in page()
    assert 'href="/ca"' in Client().get("/login").content.decode()


def test_the_same_as_pem_and_nothing_else(db, ca):
    given = Client().get("/ca/greenlane-ca.pem")
    assert x509.load_pem_x509_certificate(given.content) == ca
    assert b"PRIVATE" not in given.content
    for kind in ("key", "der", "p12"):
        assert Client().get(f"/ca/greenlane-ca.{kind}").status_code == 404
    assert Client().post("/ca").status_code == 405


def test_a_ca_that_cannot_be_read_is_none(db, ca):
    folder.path(folder.CA).write_text("no certificate")
    assert Client().get("/ca").status_code == 404


def test_both_languages_by_address_because_the_plain_port_takes_no_form(db, ca):
    assert "指纹" in page()
    assert "fingerprint" in page(headers={"Accept-Language": "en"})
    english = Client().get("/ca?language=en").content.decode()
    assert 'lang="en"' in english
    assert "<form" not in english
    assert "fingerprint" not in Client().get("/ca?language=zh").content.decode()


@pytest.mark.parametrize(
    ("host", "ca_port", "here", "house"),
    [
        ("orders.county", 80, "http://orders.county/ca", "https://orders.county:8443/"),
        ("orders.county:8443", 8080, "http://orders.county:8080/ca", ":8443/"),
        ("localhost:8443", 80, "http://orders.county/ca", "https://orders.county:8443"),
        ("[fd00::5]:8080", 8080, "http://[fd00::5]:8080/ca", "https://[fd00::5]:8443"),
        ("192.168.1.20:8000", 0, "http://192.168.1.20:8000/ca", "http://192.168.1.20:"),
    ],
)
def test_the_addresses_are_those_that_a_telephone_reaches(
    db, ca, settings, host, ca_port, here, house
):
    settings.PORT, settings.CA_PORT = 8443, ca_port
    text = page(headers={"Host": host})
    assert f"<figcaption>{here}</figcaption>" in text
    assert house in text


def test_behind_a_proxy_the_open_page_leads_to_the_sealed_house(db, ca, settings):
    settings.HTTPS = True
    text = page(headers={"Host": "orders.county"})
    assert "<figcaption>http://orders.county/ca</figcaption>" in text
    assert 'href="https://orders.county/"' in text


@pytest.mark.parametrize(
    ("agent", "way"),
    [
        ("Mozilla/5.0 (Linux; Android 14)", "Android"),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) HarmonyOS", "HarmonyOS"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0)", "iPhone, iPad"),
    ],
)
def test_the_way_of_this_device_is_open(db, ca, agent, way):
    text = page(headers={"User-Agent": agent})
    assert f"<details open><summary>{way}</summary>" in text
    assert text.count("<details open>") == 1
