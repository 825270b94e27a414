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


def ask(
    port: int,
    context: ssl.SSLContext,
    *,
    name: str = "orders.county",
    head: str = "GET /login HTTP/1.0",
    more: str = "",
    body: str = "",
) -> Any:
    """The answer of /login, asked under this name, and the version of TLS."""
    line = socket.create_connection(("127.0.0.1", port), 20)
    with context.wrap_socket(line, server_hostname=name) as sealed:
        sealed.sendall(f"{head}\r\nHost: {name}\r\n{more}\r\n{body}".encode())
        answer = http.client.HTTPResponse(sealed)
        answer.begin()
        answer.read()
        return answer, sealed.version()


def logged_in_wrongly(port: int, context: ssl.SSLContext, *, origin: str) -> int:
    """The status of the form of /login, sent as a browser would from this origin."""
    cookies = ask(port, context)[0].headers["Set-Cookie"]
    token = cookies.partition("csrftoken=")[2].partition(";")[0]
    body = f"csrfmiddlewaretoken={token}&username=nobody&password=wrong"
    more = f"Cookie: csrftoken={token}\r\nOrigin: {origin}\r\n"
    more += f"Content-Length: {len(body)}\r\n"
    more += "Content-Type: application/x-www-form-urlencoded\r\n"
    sent = {"head": "POST /login HTTP/1.0", "more": more, "body": body}
    return ask(port, context, **sent)[0].status


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
    # One server for all of it, because opening a house costs more than asking it.
    with house("--no-follow", **told) as served:
        given = plainly(door, "GET", "/ca/greenlane-ca.pem").read().decode()
        assert x509.load_pem_x509_certificate(given.encode()) == folder.ca()
        the_line_is_sealed_for_whoever_trusts_the_ca(served.port, given)
        a_form_is_heard_from_its_own_origin_only(served.port, given)
        the_plain_port_gives_nothing_but_the_ca(door, served.port)


def the_line_is_sealed_for_whoever_trusts_the_ca(port: int, given: str) -> None:
    answer, version = ask(port, trusting(given))
    assert (answer.status, version) == (200, "TLSv1.3")
    assert answer.headers["Strict-Transport-Security"] == "max-age=86400"
    cookies = answer.headers.get_all("Set-Cookie")
    assert cookies
    assert all("Secure" in each for each in cookies)
    ask(port, trusting(given), name="127.0.0.1")
    older = trusting(given)
    older.maximum_version = ssl.TLSVersion.TLSv1_2
    assert ask(port, older)[1] == "TLSv1.2"
    for name in ("other.county", "localhost"):
        with pytest.raises(ssl.SSLCertVerificationError):
            ask(port, trusting(given), name=name)
    with pytest.raises(ssl.SSLCertVerificationError):
        ask(port, trusting(None))


def a_form_is_heard_from_its_own_origin_only(port: int, given: str) -> None:
    own = "https://orders.county"
    assert logged_in_wrongly(port, trusting(given), origin=own) == 401
    for foreign in ("http://orders.county", "https://other.county"):
        assert logged_in_wrongly(port, trusting(given), origin=foreign) == 403


def the_plain_port_gives_nothing_but_the_ca(door: int, port: int) -> None:
    page = plainly(door, "GET", "/ca")
    assert page.status == 200
    assert page.headers["Strict-Transport-Security"] is None
    assert f"https://orders.county:{port}" in page.read().decode()
    sent_on = plainly(door, "GET", "/login?next=/mine")
    assert sent_on.status == 307
    there = f"https://orders.county:{port}/login?next=/mine"
    assert sent_on.headers["Location"] == there
    refused = plainly(door, "POST", "/api/v1/commands")
    assert (refused.status, json.load(refused)["code"]) == (403, "https-only")
