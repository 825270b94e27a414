"""A county's own machine speaks HTTPS, and is asked as a telephone would ask it."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from typing import Any

import pytest
from cryptography import x509

from greenlane.core import clock
from greenlane.core.tls import folder, making, names
from tests.serving import free_port, house

pytestmark = [pytest.mark.pure, pytest.mark.django_db(transaction=True)]


def trusting(ca: str | None) -> ssl.SSLContext:
    """A telephone that trusts this CA, and nobody else."""
    told = ssl.create_default_context(cadata=ca) if ca else ssl.create_default_context()
    assert told.check_hostname
    return told


def ask(port: int, context: ssl.SSLContext, *, name: str = "orders.county") -> Any:
    """The answer of /login, asked under this name."""
    line = socket.create_connection(("127.0.0.1", port), 20)
    with context.wrap_socket(line, server_hostname=name) as sealed:
        sealed.sendall(f"GET /login HTTP/1.0\r\nHost: {name}\r\n\r\n".encode())
        answer = http.client.HTTPResponse(sealed)
        answer.begin()
        answer.read()
        return answer, sealed.version()


def plainly(port: int, method: str, path: str) -> http.client.HTTPResponse:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    line.request(method, path, headers={"Host": f"orders.county:{port}"})
    return line.getresponse()


def test_a_telephone_gets_the_ca_in_the_open_and_comes_in_sealed(
    settings, tmp_path
) -> None:
    settings.DATA_DIR = tmp_path
    making.first(names.hosts(["orders.county", "127.0.0.1"]), now=clock.wall())
    door = free_port()
    told = {"GREENLANE_CERT": "auto", "GREENLANE_CA_PORT": str(door)}
    with house("--no-follow", **told) as served:
        given = plainly(door, "GET", "/ca/greenlane-ca.pem").read().decode()
        assert x509.load_pem_x509_certificate(given.encode()) == folder.ca()
        answer, version = ask(served.port, trusting(given))
        assert answer.status == 200
        assert version == "TLSv1.3"
        assert answer.headers["Strict-Transport-Security"] == "max-age=86400"
        cookies = answer.headers.get_all("Set-Cookie")
        assert cookies
        assert all("Secure" in each for each in cookies)
        ask(served.port, trusting(given), name="127.0.0.1")
        older = trusting(given)
        older.maximum_version = ssl.TLSVersion.TLSv1_2
        assert ask(served.port, older)[1] == "TLSv1.2"

        for name in ("other.county", "localhost"):
            with pytest.raises(ssl.SSLCertVerificationError):
                ask(served.port, trusting(given), name=name)
        with pytest.raises(ssl.SSLCertVerificationError):
            ask(served.port, trusting(None))

        page = plainly(door, "GET", "/ca")
        assert page.status == 200
        assert page.headers["Strict-Transport-Security"] is None
        assert f"https://orders.county:{served.port}" in page.read().decode()
        sent_on = plainly(door, "GET", "/login?next=/mine")
        assert sent_on.status == 307
        there = f"https://orders.county:{served.port}/login?next=/mine"
        assert sent_on.headers["Location"] == there
        refused = plainly(door, "POST", "/api/v1/commands")
        assert (refused.status, json.load(refused)["code"]) == (403, "https-only")
