"""The local CA speaks for this house alone; a pair is looked at before it serves."""

from __future__ import annotations

import contextlib
import ipaddress
import ssl
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from greenlane.core import clock
from greenlane.core.tls import authority, folder, making, names, pair
from greenlane.core.tls.faults import TlsFault

pytestmark = pytest.mark.pure
NOW = clock.wall()


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def fault(deed, *given, **named):
    with pytest.raises(TlsFault) as caught:
        deed(*given, **named)
    return caught.value.code


def made(*hosts, now=NOW):
    return making.first(names.hosts(hosts), now=now)


def files():
    return folder.path(folder.CERT), folder.path(folder.KEY)


def found(certificate, kind):
    return certificate.extensions.get_extension_for_class(kind).value


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "https://orders.county",
        "orders.county:8443",
        "*.county",
        "a..b",
        "-a.county",
        "a_b",
        "10.0.0.256",
        "0.0.0.0",
        "224.0.0.1",
        "fe80::1%eth0",
        "订单.县",
        "x" * 64,
        "a." * 130 + "cn",
        "a b",
    ],
)
def test_what_is_no_host_is_refused(text):
    assert fault(names.hosts, [text]) == "host-bad"


def test_hosts_are_taken_once_and_in_one_way_of_writing():
    given = ["Orders.County.", "orders.county", "192.168.1.20", "[fd00::5]"]
    assert list(names.hosts(given)) == ["orders.county", "192.168.1.20", "fd00::5"]
    assert fault(names.hosts, [f"a{n}" for n in range(21)]) == "hosts-many"


def test_this_machine_finds_hosts_for_itself():
    told = names.with_here(names.found())
    assert {"localhost", "127.0.0.1"} <= set(told)


def test_a_certificate_is_what_telephones_take():
    leaf = made("orders.county", "192.168.1.20").certificate
    assert (leaf.not_valid_after_utc - leaf.not_valid_before_utc).days <= 397
    assert leaf.not_valid_before_utc < NOW, "a telephone's clock may be slow"
    [purpose] = found(leaf, x509.ExtendedKeyUsage)
    assert purpose == x509.oid.ExtendedKeyUsageOID.SERVER_AUTH
    assert not found(leaf, x509.BasicConstraints).ca
    assert leaf.signature_hash_algorithm.name == "sha256"
    assert list(names.of(leaf)) == ["orders.county", "192.168.1.20"]


def test_the_ca_is_bound_to_the_house_and_to_private_networks():
    ca = made("orders.county", "203.0.113.9").ca
    assert found(ca, x509.BasicConstraints).path_length == 0
    fine = ["orders.county", "new.orders.county", "x.local", "10.9.8.7", "203.0.113.9"]
    foreign = ["bank.example", "county", "203.0.113.10", "2001:db8::1"]
    assert authority.outside(ca, names.hosts(fine)) == []
    assert authority.outside(ca, names.hosts(foreign)) == foreign
    told = names.hosts(["bank.example"])
    assert fault(making.renewed, told, now=NOW) == "host-outside-ca"


def test_keys_are_for_this_account_alone():
    made("orders.county")
    for name in (folder.KEY, folder.CA_KEY):
        assert folder.path(name).stat().st_mode & 0o777 == 0o600
    assert folder.path(folder.KEY).parent.stat().st_mode & 0o777 == 0o700


def test_renewing_keeps_the_ca_and_nothing_is_replaced_unasked():
    before = made("orders.county")
    kept = [file.read_bytes() for file in files()]
    assert fault(made, "other.local") == "cert-there"
    assert [file.read_bytes() for file in files()] == kept
    again = making.renewed(None, now=NOW)
    assert again.ca == before.ca
    assert again.certificate != before.certificate
    assert set(again.replaced) == set(files())
    assert names.of(again.certificate) == names.of(before.certificate)


def test_another_ca_is_begun_only_by_its_own_word():
    before = made("orders.county")
    anew = making.anew(names.hosts(["bank.example"]), now=NOW)
    assert anew.is_new_ca
    assert anew.ca != before.ca
    assert len(anew.replaced) == 4
    pair.read(*files(), now=NOW)


def test_a_ca_whose_key_was_carried_away_signs_nothing_and_stays():
    made("orders.county")
    folder.path(folder.CA_KEY).unlink()
    assert fault(making.renewed, None, now=NOW) == "ca-key-away"
    assert pair.read(*files(), now=NOW)


def test_a_certificate_never_outlives_its_ca():
    made("orders.county", now=NOW - timedelta(days=authority.CA_DAYS - 5))
    again = making.renewed(None, now=NOW)
    assert again.certificate.not_valid_after_utc == again.ca.not_valid_after_utc
    late = NOW + timedelta(days=6)
    assert fault(making.renewed, None, now=late) == "ca-expired"


def test_a_pair_that_cannot_serve_is_named_by_what_is_wrong(tmp_path):
    made("orders.county")
    cert, key = files()
    read = lambda c=cert, k=key, now=NOW: fault(pair.read, c, k, now=now)  # noqa: E731
    junk = tmp_path / "junk.pem"
    junk.write_bytes(b"\xff not PEM")
    junk.chmod(0o600)
    assert read(tmp_path / "none.pem") == "tls-file-unreadable"
    assert read(k=tmp_path) == "tls-file-unreadable"
    assert read(junk) == "tls-cert-unreadable"
    assert read(cert, junk) == "tls-key-unreadable"
    assert read(cert, folder.path(folder.CA_KEY)) == "tls-pair-wrong"
    assert read(now=NOW + timedelta(days=398)) == "tls-expired"
    assert read(now=NOW - timedelta(days=3)) == "tls-not-yet"
    key.chmod(0o644)
    assert read() == "tls-key-open"
    key.chmod(0o640)
    assert pair.read(cert, key, now=NOW), "a group, as that of a web server, may read"


def test_a_browser_would_take_it_for_these_hosts_and_no_others():
    by = names.Hosts(("orders.county", "*.wild.county"))
    by = names.Hosts(by.names, (ipaddress.ip_address("fd00::5"),))
    for host in ("orders.county", "ORDERS.county.", "a.wild.county", "fd00:0::5"):
        assert names.covered(host, by)
    for host in ("county", "b.a.wild.county", "wild.county", "fd00::6", "127.0.0.1"):
        assert not names.covered(host, by)


def test_a_foreign_key_in_the_place_of_the_ca_signs_nothing():
    made("orders.county")
    cert, _key = files()
    folder.path(folder.CA).write_bytes(
        pair.certificate_in(cert).public_bytes(Encoding.PEM)
    )
    assert fault(making.renewed, None, now=NOW) == "tls-pair-wrong"


def served(host, *, by):
    """A handshake in memory with a client that trusts this CA: what it was shown."""
    ca = folder.ca().public_bytes(Encoding.PEM).decode()
    client = ssl.create_default_context(cadata=ca)
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = (
        client.wrap_bio(back, there, server_hostname=host),
        by.wrap_bio(there, back, server_side=True),
    )
    for end in ends * 3:
        with contextlib.suppress(ssl.SSLWantReadError):
            end.do_handshake()
    return ends[0].getpeercert(binary_form=True)


def serving():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files())
    return context


def test_whoever_steals_the_key_of_the_ca_cannot_pose_as_a_bank():
    made("orders.county")
    assert served("orders.county", by=serving())
    stolen = folder.ca_with_key()
    for host in ("bank.example", "203.0.113.9"):
        forged = authority.issue(stolen, names.hosts([host]), now=NOW)
        folder.keep(forged, cert=folder.CERT, key=folder.KEY)
        with pytest.raises(ssl.SSLCertVerificationError, match="permitted"):
            served(host, by=serving())
